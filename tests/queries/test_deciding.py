"""All that a decision rests on, brought by one statement, is what the models give one by one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from factcheck import ledger
from factcheck.actions.decisions import decide
from factcheck.actions.desk_settings import set_review_days, set_second_editor
from factcheck.actions.desk_work import begin_work
from factcheck.actions.evidence import EvidenceDraft, add_evidence
from factcheck.models import Attribution, AtWork, Claim, LedgerEntry
from factcheck.queries.confirmation import report_on, rule_report_of
from factcheck.queries.deciding import Ground, lock_and_read
from factcheck.queries.origins import known_of
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from factcheck.rules.vocabulary import Bearing, EvidenceKind
from tests.cast import Newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    """Arms of one state, a statement that was replaced, a party, two pieces of evidence."""
    claim = newsroom.claim(parties=[newsroom.source("Russia"), newsroom.source("North Korea")])
    office = newsroom.source("President's office", parent=newsroom.source("Russia"))
    newsroom.says(claim, office)
    newsroom.says(claim, "Ukraine", Stance.DENIES)
    first = newsroom.says(claim, "South Korea", Stance.NOT_CONFIRMED)
    newsroom.says(claim, "South Korea", supersedes=first)
    for kind, bearing in (
        (EvidenceKind.PRIMARY_DOCUMENT, Bearing.SUPPORTS),
        (EvidenceKind.OTHER, Bearing.REFUTES),
    ):
        draft = EvidenceDraft(title="A note", kind=kind, bearing=bearing)
        add_evidence(claim=claim, draft=draft, by=newsroom.cast.ed)
    claim.refresh_from_db()
    return claim


def read(claim: Claim) -> Ground:
    with ledger.writing():
        return lock_and_read(claim.code)


def test_the_claim_is_as_the_model_reads_it(claim: Claim) -> None:
    def facts(one: Claim) -> dict[str, Any]:
        return {field.attname: getattr(one, field.attname) for field in Claim._meta.concrete_fields}

    assert facts(read(claim).claim) == facts(Claim.objects.get(pk=claim.pk))


def test_the_record_is_as_the_models_read_it(claim: Claim) -> None:
    ground = read(claim)
    said = Attribution.objects.standing().filter(claim=claim).select_related("source")
    standing = list(said.order_by("pk"))
    read_so = sorted(ground.record.standing, key=lambda said: said.pk)
    for name in ("pk", "stance", "source_id", "said_on", "recorded_at", "ledger_seq", "side"):
        assert [getattr(one, name) for one in read_so] == [getattr(one, name) for one in standing]
    parties = [(one.pk, one.name) for one in claim.versions.get().parties.order_by("name_key")]
    known = known_of([said.source for said in standing])
    report = report_on(standing, claim.evidence.all(), parties, known)
    assert ground.record.report() == rule_report_of(claim) == report
    assert ground.record.grounds().evidence == 2
    assert ground.last_hash == LedgerEntry.objects.get(claim=claim, claim_seq=claim.version).hash


def test_the_rules_of_the_house_are_those_set_last(claim: Claim, newsroom: Newsroom) -> None:
    for days in (7, 30):
        set_review_days(days=days, reason="More time.", by=newsroom.cast.ada)
    set_second_editor(statuses=[Status.RETRACTED], reason="Two look.", by=newsroom.cast.ada)
    rules = read(claim).rules
    assert (rules.review_days, rules.second_editor) == (30, frozenset({Status.RETRACTED}))


def test_a_decision_takes_four_statements_whatever_stands_on_record(claim: Claim, newsroom: Newsroom) -> None:
    sent: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        sent.append(sql.split()[0])
        return execute(sql, *rest)

    claim.refresh_from_db()
    with connection.execute_wrapper(note):
        decide(
            claim=claim,
            status=Status.DISPUTED,
            reason="It is so.",
            version=claim.version,
            by=newsroom.cast.ed,
        )
    # The lock, the look, the decision; its seal with the claim and its state.
    assert [verb for verb in sent if verb not in ("SAVEPOINT", "RELEASE")] == [
        "SELECT",
        "SELECT",
        "INSERT",
        "WITH",
    ]


def test_whoever_decides_is_no_longer_at_work_and_others_are(claim: Claim, newsroom: Newsroom) -> None:
    for person in (newsroom.cast.ed, newsroom.cast.alice):
        begin_work(claim=claim, by=person, at=timezone.now())
    newsroom.decides(claim, Status.DISPUTED)
    assert AtWork.objects.get().user == newsroom.cast.alice


@pytest.mark.parametrize("threshold", [5, None])
def test_a_decision_needs_no_kept_plans(claim: Claim, newsroom: Newsroom, threshold: int | None) -> None:
    """A pooler between may forbid them."""
    before, connection.connection.prepare_threshold = connection.connection.prepare_threshold, threshold
    try:
        for status in (Status.DISPUTED, Status.UNVERIFIED, Status.CONFIRMED):
            newsroom.decides(claim, status)
    finally:
        connection.connection.prepare_threshold = before
    claim.refresh_from_db()
    assert (claim.status, claim.decision_count) == (Status.CONFIRMED, 3)
