"""What a decision needs, what it records, and what it refuses."""

import pytest

from factcheck.actions.claims import StaleVersion
from factcheck.actions.decisions import DecisionRefused
from factcheck.actions.evidence import EvidenceDraft, add_evidence
from factcheck.models import Claim, ClaimState, Decision, LedgerEntry
from factcheck.permissions import NotAllowed
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from factcheck.rules.vocabulary import EvidenceKind
from tests.cast import Newsroom


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    """One source for it, nobody against it."""
    claim = newsroom.claim()
    newsroom.says(claim)
    return claim


def test_a_decision_changes_the_claim_and_its_state(claim: Claim, newsroom: Newsroom) -> None:
    decision = newsroom.decides(claim, Status.CONFIRMED, reason=" Two documents show it. ")
    claim.refresh_from_db()
    state = ClaimState.objects.get(ledger_seq=decision.ledger_seq)
    for facts in (claim, state):
        assert facts.status == Status.CONFIRMED
        assert facts.status_since == facts.last_decided_at == decision.decided_at
        assert facts.last_reason == "Two documents show it."
        assert facts.decision_count == 1
    assert (decision.from_status, decision.to_status) == (Status.UNVERIFIED, Status.CONFIRMED)


def test_a_decision_keeps_the_hash_of_what_the_editor_saw(claim: Claim, newsroom: Newsroom) -> None:
    claim.refresh_from_db()
    seen = LedgerEntry.objects.get(claim=claim, claim_seq=claim.version)
    draft = EvidenceDraft(title="A note", kind=EvidenceKind.PRIMARY_DOCUMENT)
    decision = newsroom.decides(claim, new_evidence=[draft])
    # The evidence that came with it is an entry of its own, after what was seen and before the decision.
    assert decision.content_hash == seen.hash
    assert LedgerEntry.objects.get(decision=decision).claim_seq == seen.claim_seq + 2


def test_a_decision_needs_a_reason(claim: Claim, newsroom: Newsroom) -> None:
    with pytest.raises(DecisionRefused) as refused:
        newsroom.decides(claim, reason=" \n ")
    assert refused.value.field == "reason"
    assert not Decision.objects.exists()


def test_confirming_needs_a_source_or_evidence(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    newsroom.says(claim, "Russia", Stance.NOT_CONFIRMED)
    with pytest.raises(DecisionRefused, match="record a source that affirms it"):
        newsroom.decides(claim, Status.CONFIRMED)
    assert newsroom.decides(claim, Status.CONFIRMED, new_evidence=[EvidenceDraft(title="A note")])


def test_disputing_needs_somebody_against_or_evidence(claim: Claim, newsroom: Newsroom) -> None:
    with pytest.raises(DecisionRefused, match="record a source against it"):
        newsroom.decides(claim, Status.DISPUTED)
    newsroom.says(claim, "Russia", Stance.DENIES)
    assert newsroom.decides(claim, Status.DISPUTED).to_status == Status.DISPUTED


def test_evidence_of_a_refused_decision_is_not_kept(claim: Claim, newsroom: Newsroom) -> None:
    newsroom.decides(claim, Status.CONFIRMED)
    with pytest.raises(DecisionRefused, match="confirmed already"):
        newsroom.decides(claim, Status.CONFIRMED, new_evidence=[EvidenceDraft(title="A note")])
    assert not claim.evidence.exists()


def test_a_decision_rests_on_evidence_old_and_new(claim: Claim, newsroom: Newsroom) -> None:
    old = add_evidence(claim=claim, draft=EvidenceDraft(title="Old"), by=newsroom.cast.alice)
    decision = newsroom.decides(
        claim, evidence=[old], new_evidence=[EvidenceDraft(url="https://example.org/")]
    )
    assert sorted(item.title for item in decision.evidence.all()) == ["Old", "https://example.org/"]


def test_evidence_of_another_claim_is_refused(claim: Claim, newsroom: Newsroom) -> None:
    other = newsroom.claim("Another matter.")
    foreign = add_evidence(claim=other, draft=EvidenceDraft(title="A map"), by=newsroom.cast.alice)
    with pytest.raises(DecisionRefused, match="not on the record of") as refused:
        newsroom.decides(claim, evidence=[foreign])
    assert refused.value.field == "evidence"


def test_an_overridden_rule_is_recorded(claim: Claim, newsroom: Newsroom) -> None:
    decision = newsroom.decides(claim, Status.CONFIRMED)
    assert (decision.rule_met, decision.overridden) == (False, True)
    assert decision.rule_report["lines"]


def test_a_met_rule_is_recorded(claim: Claim, newsroom: Newsroom) -> None:
    document = EvidenceDraft(title="An order", kind=EvidenceKind.PRIMARY_DOCUMENT)
    decision = newsroom.decides(claim, Status.CONFIRMED, new_evidence=[document])
    assert (decision.rule_met, decision.overridden) == (True, False)


def test_a_stale_version_is_refused_and_says_what_changed(claim: Claim, newsroom: Newsroom) -> None:
    claim.refresh_from_db()
    seen = claim.version
    newsroom.decides(claim, by=newsroom.cast.edna, reason="Edna was faster.")
    with pytest.raises(StaleVersion) as stale:
        newsroom.decides(claim, Status.UNVERIFIED, version=seen)
    assert [entry.decision for entry in stale.value.changes] == [Decision.objects.get()]
    assert Decision.objects.get().decided_by == newsroom.cast.edna


def test_a_version_from_the_future_is_stale_too(claim: Claim, newsroom: Newsroom) -> None:
    with pytest.raises(StaleVersion):
        newsroom.decides(claim, version=99)


@pytest.mark.parametrize("name", ["ed", "edna", "cho", "ada"])
def test_editors_decide(name: str, claim: Claim, newsroom: Newsroom) -> None:
    assert newsroom.decides(claim, by=getattr(newsroom.cast, name))


def test_reporters_do_not_decide(claim: Claim, newsroom: Newsroom) -> None:
    with pytest.raises(NotAllowed):
        newsroom.decides(claim, by=newsroom.cast.alice)


@pytest.mark.parametrize("name", ["alice", "ed"])
def test_only_a_chief_editor_retracts(name: str, claim: Claim, newsroom: Newsroom) -> None:
    with pytest.raises(NotAllowed):
        newsroom.decides(claim, Status.RETRACTED, by=getattr(newsroom.cast, name), public_note="A mix-up.")


def test_a_retraction_tells_readers_why(claim: Claim, newsroom: Newsroom) -> None:
    with pytest.raises(DecisionRefused) as refused:
        newsroom.decides(claim, Status.RETRACTED, by=newsroom.cast.cho, public_note=" ")
    assert refused.value.field == "public_note"
    decision = newsroom.decides(
        claim, Status.RETRACTED, by=newsroom.cast.cho, public_note="A mix-up of names."
    )
    assert decision.public_note == "A mix-up of names."


def test_nothing_follows_on_a_retraction(claim: Claim, newsroom: Newsroom) -> None:
    newsroom.decides(claim, Status.RETRACTED, by=newsroom.cast.cho, public_note="A mix-up.")
    with pytest.raises(DecisionRefused, match="retracted cannot become confirmed"):
        newsroom.decides(claim, Status.CONFIRMED, by=newsroom.cast.cho)


def test_a_superseded_claim_names_its_successor(claim: Claim, newsroom: Newsroom) -> None:
    with pytest.raises(DecisionRefused, match="name the claim that replaces it"):
        newsroom.decides(claim, Status.SUPERSEDED, public_note="There is a better one.")
    with pytest.raises(DecisionRefused, match="cannot replace itself"):
        newsroom.decides(claim, Status.SUPERSEDED, successor=claim, public_note="There is a better one.")
    later = newsroom.claim("North Korea sent about 11,000 soldiers to Russia.")
    with pytest.raises(DecisionRefused, match="Tell readers why another claim") as refused:
        newsroom.decides(claim, Status.SUPERSEDED, successor=later)
    assert refused.value.field == "public_note"
    newsroom.decides(claim, Status.SUPERSEDED, successor=later, public_note="There is a better one.")
    claim.refresh_from_db()
    assert claim.superseded_by == later
