"""What the database seals, and that it says the same as the records."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck import ledger
from factcheck.actions.claims import reword_claim
from factcheck.models import Claim, ClaimState, LedgerEntry, LedgerHead
from factcheck.models.claims import ClaimFacts
from factcheck.rules.canonical_json import canonical
from factcheck.rules.stances import Stance
from tests.cast import Newsroom
from tests.clean_slate import owner

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=60)


@pytest.fixture
def history(newsroom: Newsroom) -> Claim:
    claim = newsroom.published(parties=[newsroom.source("Russia")])
    newsroom.says(
        claim,
        "Vladimir Putin",
        quote="another 3,000 soldiers or more",
        figure="3,000 or more",
        via=("Tass",),
        hedge="perhaps",
    )
    newsroom.says(claim, "Russia", Stance.NOT_CONFIRMED)
    newsroom.decides(claim, reason="Both say so: “yes”.\n\tA tab, a \\ and an é.")
    claim.refresh_from_db()
    return claim


def test_the_sequence_has_no_gap_and_time_increases(history: Claim) -> None:
    entries = list(LedgerEntry.objects.order_by("seq"))
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    times = [entry.recorded_at for entry in entries]
    assert times == sorted(set(times))
    assert LedgerHead.objects.get().seq == len(entries)


def test_each_body_is_canonical_and_each_hash_is_its_own(history: Claim) -> None:
    for entry in LedgerEntry.objects.all():
        assert canonical(json.loads(entry.body)) == entry.body
        assert hashlib.sha256(b"\x00" + entry.body.encode()).hexdigest() == entry.hash


def test_each_entry_holds_the_hash_of_its_claims_entry_before(history: Claim) -> None:
    previous = ""
    for entry in LedgerEntry.objects.filter(claim=history).order_by("claim_seq"):
        assert json.loads(entry.body)["previous"] == entry.previous_hash == previous
        previous = entry.hash


def commitment(entry: LedgerEntry, field: str, words: str) -> dict[str, str]:
    """What stands in the body in place of the words."""
    salt = bytes.fromhex(entry.salt.salts[field])
    assert len(salt) == 32
    return {"commitment": hashlib.sha256(salt + words.encode()).hexdigest()}


def test_a_statement_is_sealed_with_its_chain_its_words_and_its_figure(history: Claim) -> None:
    entry = LedgerEntry.objects.filter(claim=history, attribution__source__name="Vladimir Putin").get()
    record = json.loads(entry.body)["record"]
    assert [hop["source"] for hop in record["chain"]] == ["vladimir-putin", "tass", "the-example-wire"]
    words = "another 3,000 soldiers or more"
    assert record["spans"][0]["exact"] == commitment(entry, "spans/0/exact", words)
    assert record["quote"] == commitment(entry, "quote", words)
    assert record["quantity"] | {"low": "3000", "high": None, "low_inclusive": True} == record["quantity"]


def test_a_decision_is_sealed_with_what_the_rule_said(history: Claim) -> None:
    entry = LedgerEntry.objects.get(decision__isnull=False)
    record = json.loads(entry.body)["record"]
    assert record["rule"]["met"] is record["rule_met"] is False
    assert record["overridden"] is True
    words = "Both say so: “yes”.\n\tA tab, a \\ and an é."
    assert record["reason"] == commitment(entry, "reason", words)


def test_a_decision_is_sealed_with_what_its_decider_was_shown(history: Claim) -> None:
    record = json.loads(LedgerEntry.objects.get(decision__isnull=False).body)["record"]
    stood = LedgerEntry.objects.filter(attribution__claim=history).order_by("seq")
    assert [shown["hash"] for shown in record["shown"]] == [entry.hash for entry in stood]
    assert record["shown"][-1] | {"source": "russia", "stance": "not_confirmed"} == record["shown"][-1]


def test_no_two_commitments_to_the_same_words_are_alike(newsroom: Newsroom) -> None:
    claims = [newsroom.claim("The same words.") for _ in range(2)]
    bodies = [json.loads(LedgerEntry.objects.get(claim=claim).body) for claim in claims]
    assert bodies[0]["record"]["text"] != bodies[1]["record"]["text"]


def test_a_claim_equals_its_last_state(history: Claim) -> None:
    last = ClaimState.objects.filter(claim=history).latest("ledger_seq")
    names = [field.name for field in ClaimFacts._meta.get_fields()]
    assert [getattr(last, name) for name in names] == [getattr(history, name) for name in names]
    assert last.ledger_seq == history.ledger_seq


def test_every_entry_leaves_a_state_as_of_its_moment(history: Claim) -> None:
    for entry in LedgerEntry.objects.filter(claim=history):
        state = ClaimState.objects.as_of(entry.recorded_at).get(claim=history)
        assert (state.ledger_seq, state.version) == (entry.seq, entry.claim_seq)
    before = LedgerEntry.objects.earliest("seq").recorded_at - timedelta(microseconds=1)
    assert not ClaimState.objects.as_of(before).exists()


def test_another_claims_record_cannot_be_sealed_under_a_claim(history: Claim, newsroom: Newsroom) -> None:
    other = newsroom.claim("Another matter.")
    with pytest.raises(DatabaseError), transaction.atomic():
        LedgerEntry.objects.create(claim=other, kind="decision", decision=history.decisions.get())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=TEXTS)
def test_the_database_writes_any_text_as_python_does(newsroom: Newsroom, words: str) -> None:
    attribution = newsroom.says(newsroom.claim(), cue=words[:100], hedge=words)
    body = LedgerEntry.objects.get(attribution=attribution).body
    assert canonical(json.loads(body)) == body
    assert json.loads(body)["record"]["hedge"] == words.strip()


def test_the_owner_can_record_for_an_earlier_day_and_the_entry_says_when_it_was_sealed(
    newsroom: Newsroom,
) -> None:
    day = datetime(2025, 3, 28, 9, 0, tzinfo=UTC)
    with owner(), ledger.backdated_to(day):
        # The cast's sources are of today; an archive begins with an empty ledger.
        LedgerHead.objects.update(recorded_at=datetime(1970, 1, 1, tzinfo=UTC))
        claim = newsroom.claim()
    entry = LedgerEntry.objects.get(claim=claim)
    assert entry.recorded_at - day < timedelta(milliseconds=1)
    assert timezone.now() - entry.sealed_at < timedelta(minutes=1)


def test_nothing_can_be_put_before_what_is_there_nor_into_the_future(newsroom: Newsroom) -> None:
    newsroom.claim()
    for days in (-1, 1):
        moment = timezone.now() + timedelta(days=days)
        with owner(), pytest.raises(DatabaseError), transaction.atomic(), ledger.backdated_to(moment):
            newsroom.claim("Another matter.")


def test_a_reworded_claim_keeps_its_first_words(history: Claim, newsroom: Newsroom) -> None:
    reword_claim(
        claim=history,
        version=history.version,
        text="Soldiers went.",
        topic=history.topic,
        reason="Shorter.",
        by=newsroom.cast.ed,
    )
    assert [version.text for version in history.versions.order_by("ledger_seq")] == [
        "North Korea sent soldiers to Russia.",
        "Soldiers went.",
    ]
