"""Thirty-two editors at once: on one claim, and on as many claims. Nothing is lost, forked or left out."""

import json
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from factcheck.models import Claim, Decision, LedgerEntry, LedgerHead
from tests.cast import Newsroom

EDITORS = 32

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts: list[Callable[[], None]]) -> None:
    """Run each act in a thread and a database session of its own, all from one starting line."""
    starting_line = Barrier(len(acts))

    def run(act: Callable[[], None]) -> None:
        try:
            starting_line.wait(timeout=30)
            act()
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
        assert not thread.is_alive(), "An editor still waits for an answer."


def editor(newsroom: Newsroom) -> Client:
    client = Client()
    client.force_login(newsroom.cast.ed)
    return client


def sends(client: Client, claim: Claim, version: int, reason: str) -> int:
    claim = Claim.objects.get(pk=claim.pk)
    status = "unverified" if claim.status == "disputed" else "disputed"
    typed = {"status": status, "reason": reason, "version": version, "evidence": "https://example.org/x"}
    return client.post(f"/desk/claims/{claim.code}/decide/", typed).status_code


def check_the_ledger() -> None:
    """No gap, no fork, each hash its own body's, each chain unbroken."""
    entries = list(LedgerEntry.objects.order_by("seq"))
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert LedgerHead.objects.get().seq == len(entries)
    last: dict[int | None, tuple[int, str]] = {}
    for entry in entries:
        assert sha256(b"\x00" + entry.body.encode()).hexdigest() == entry.hash
        claim_seq, before = last.get(entry.claim_id, (0, ""))
        assert (entry.claim_seq, json.loads(entry.body)["previous"]) == (claim_seq + 1, before)
        last[entry.claim_id] = (entry.claim_seq, entry.hash)


def test_of_all_who_saw_one_version_of_one_claim_one_decides(newsroom: Newsroom) -> None:
    claim = newsroom.published()
    answers: Counter[int] = Counter()

    def act() -> None:
        answers[sends(editor(newsroom), claim, claim.version, "I was first.")] += 1

    at_once([act] * EDITORS)
    assert answers == {303: 1, 409: EDITORS - 1}
    assert Decision.objects.count() == 1
    check_the_ledger()


def test_all_who_look_again_and_decide_anew_get_through_on_one_claim(newsroom: Newsroom) -> None:
    claim = newsroom.published()
    answers: Counter[int] = Counter()

    def act(name: str) -> Callable[[], None]:
        def until_done() -> None:
            client = editor(newsroom)
            while True:
                seen = Claim.objects.get(pk=claim.pk).version
                answer = sends(client, claim, seen, name)
                answers[answer] += 1
                # 422: between the look and the lock another one had decided the very same.
                if answer not in (409, 422):
                    return

        return until_done

    at_once([act(f"Editor {number} decides.") for number in range(8)])
    assert answers[303] == 8
    assert set(answers) <= {303, 409, 422}
    assert set(Decision.objects.values_list("reason", flat=True)) == {
        f"Editor {n} decides." for n in range(8)
    }
    check_the_ledger()


def test_editors_of_different_claims_all_decide_and_nobody_sees_an_error(newsroom: Newsroom) -> None:
    claims = [newsroom.published(f"Matter number {number}.") for number in range(EDITORS)]
    answers: Counter[int] = Counter()

    def act(claim: Claim) -> Callable[[], None]:
        def decide() -> None:
            answers[sends(editor(newsroom), claim, claim.version, f"Of {claim.code}.")] += 1

        return decide

    at_once([act(claim) for claim in claims])
    assert answers == {303: EDITORS}
    assert {(d.claim_id, d.reason) for d in Decision.objects.all()} == {
        (c.pk, f"Of {c.code}.") for c in claims
    }
    check_the_ledger()
