"""Whatever a desk does in whatever order, a claim's cached facts are what replaying its ledger gives.

Hypothesis makes up the order. For more of it: STATE_MACHINE_EXAMPLES=500.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import ClassVar

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from factcheck.actions.claims import StaleVersion, reword_claim
from factcheck.actions.decisions import DecisionRefused, NeedsSecondEditor, decide
from factcheck.actions.desk_settings import SettingRefused, set_second_editor
from factcheck.actions.evidence import EvidenceDraft, add_evidence
from factcheck.actions.proposals import ProposalRefused, approve, propose, send_back, take_back
from factcheck.actions.publication import PublicationRefused, correct_claim, publish_claim, withdraw_claim
from factcheck.actions.undo import UndoRefused, undo_decision
from factcheck.models import Claim, ClaimState, Decision, LedgerEntry, Proposal, User
from factcheck.models.claims import ClaimFacts
from factcheck.permissions import NotAllowed
from factcheck.queries.desk_settings import needing_second_editor
from factcheck.queries.ledger_check import entry_faults, record_faults, state_faults
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import MAY_FOLLOW, PUBLICATION_MAY_FOLLOW, Publication, Status
from tests.cast import Newsroom

EXAMPLES = int(os.environ.get("STATE_MACHINE_EXAMPLES", "15"))
STEPS = 12

WHICH = st.integers(0, 1)
# One of what may follow, whatever that is.
PICK = st.integers(0, 11)
WORDS = st.sampled_from(["A reason.", "Документ.", " 理由 ", "Two\nlines"])


@dataclass(frozen=True)
class Replayed:
    """A claim as its entries alone tell it."""

    text: str = ""
    status: str = "unverified"
    publication: str = "draft"
    version: int = 0
    last_reason: str = ""
    decision_count: int = 0
    status_since: datetime | None = None
    last_decided_at: datetime | None = None
    superseded_by: str = ""

    def after(self, entry: LedgerEntry) -> "Replayed":
        record = json.loads(entry.body)["record"]
        told = replace(self, version=self.version + 1)
        if entry.kind == "claim":
            assert entry.claim_version is not None
            since = self.status_since or entry.claim.created_at  # type: ignore[union-attr]
            return replace(told, text=entry.claim_version.text, status_since=since)
        if entry.kind == "publication":
            assert record["from"] == self.publication
            return replace(told, publication=record["to"])
        if entry.kind == "decision":
            assert record["from"] == self.status and entry.decision is not None
            return replace(
                told, status=record["to"], superseded_by=record["successor"] or "",
                last_reason=entry.decision.reason, decision_count=self.decision_count + 1,
                status_since=entry.recorded_at, last_decided_at=entry.recorded_at,
            )  # fmt: skip
        return told

    @classmethod
    def shown(cls, facts: ClaimFacts) -> "Replayed":
        return cls(
            text=facts.text, status=facts.status, publication=facts.publication, version=facts.version,
            last_reason=facts.last_reason, decision_count=facts.decision_count,
            status_since=facts.status_since, last_decided_at=facts.last_decided_at,
            superseded_by=facts.superseded_by.code if facts.superseded_by else "",
        )  # fmt: skip


class Desk(RuleBasedStateMachine):
    """Two claims on one ledger, each affirmed and denied, so that every status has its grounds."""

    newsroom: ClassVar[Newsroom]

    def __init__(self) -> None:
        super().__init__()
        self.cast = self.newsroom.cast
        self.all_rolled_back = transaction.atomic()
        self.all_rolled_back.__enter__()
        self.claims: list[Claim] = []
        self.replayed: dict[int, Replayed] = {}
        self.replayed_to = 0

    @initialize()
    def two_claims(self) -> None:
        for text in ("Soldiers were sent.", "Soldiers came back."):
            claim = self.newsroom.claim(text)
            self.newsroom.says(claim)
            self.newsroom.says(claim, "Russia", Stance.DENIES)
            self.claims.append(claim)

    def teardown(self) -> None:
        try:
            for which in range(len(self.claims)):
                self.tries_all_that_is_refused(which)
            self._look_at_every_moment()
        finally:
            transaction.set_rollback(True)
            self.all_rolled_back.__exit__(None, None, None)

    # --- What a desk does -----------------------------------------------------------------------------------

    @rule(which=WHICH, pick=PICK, reason=WORDS, is_slip=st.booleans())
    def decides(self, which: int, pick: int, reason: str, is_slip: bool) -> None:
        status = self._following(which, pick)
        if status is None:
            return
        act = partial(decide, **self._details(which, status, reason))
        alone = status not in needing_second_editor()
        self._try(act, None if alone else NeedsSecondEditor)
        if alone and is_slip:
            self.takes_the_last_decision_back(which)

    @rule(statuses=st.sets(st.sampled_from(list(Status))))
    def sets_what_takes_two_editors(self, statuses: set[Status]) -> None:
        act = partial(set_second_editor, statuses=statuses, reason="House rule.", by=self.cast.ada)
        self._try(act, SettingRefused if statuses == needing_second_editor() else None)

    @rule(which=WHICH)
    def takes_the_last_decision_back(self, which: int) -> None:
        claim = self._fresh(which)
        last = claim.decisions.order_by("-ledger_seq").first()
        if last is None or last.undoes_id:
            return
        before = ClaimState.objects.filter(claim=claim, ledger_seq__lt=last.ledger_seq).latest("ledger_seq")
        undo_decision(decision=last, version=claim.version, by=last.approved_by or last.decided_by)
        claim = self._fresh(which)
        assert (claim.status, claim.superseded_by) == (before.status, before.superseded_by)

    @rule(which=WHICH, pick=PICK)
    def publishes_corrects_or_withdraws(self, which: int, pick: int) -> None:
        claim = self._fresh(which)
        following = sorted(PUBLICATION_MAY_FOLLOW[Publication(claim.publication)])
        self._act_on_publication(claim, following[pick % len(following)])

    @rule(
        which=WHICH, text=st.sampled_from(["Soldiers were sent.", "Men were sent.", "兵士が送られた。", ""])
    )
    def rewords_or_adds_evidence(self, which: int, text: str) -> None:
        claim = self._fresh(which)
        if not text:
            add_evidence(claim=claim, draft=EvidenceDraft(title="A note"), by=self.cast.alice)
            return
        reword_claim(
            claim=claim, version=claim.version, text=text, topic=claim.topic, reason="A misreading.",
            by=self.cast.ed,
        )  # fmt: skip

    @rule(which=WHICH)
    def a_source_speaks_or_withdraws_what_it_said(self, which: int) -> None:
        """A third source, so that the two that every status rests on stand."""
        claim = self._fresh(which)
        stands = claim.attributions.filter(source__name="Ukraine").order_by("-ledger_seq").first()
        spoke = stands is not None and stands.stance != Stance.RETRACTED
        self.newsroom.says(claim, "Ukraine", Stance.RETRACTED if spoke else Stance.AFFIRMS)

    @rule(which=WHICH, pick=PICK, reason=WORDS, at_once=st.booleans())
    def proposes(self, which: int, pick: int, reason: str, at_once: bool) -> None:
        claim, status = self._fresh(which), self._following(which, pick)
        if status is None:
            return
        waiting = Proposal.objects.open().filter(claim=claim, claim_version=claim.version).exists()
        act = partial(propose, **self._details(which, status, reason))
        self._try(act, DecisionRefused if waiting else None)
        if at_once:
            self.answers_a_proposal(which, "approve")

    @rule(which=WHICH, answer=st.sampled_from(["approve", "send back", "take back"]))
    def answers_a_proposal(self, which: int, answer: str) -> None:
        claim = self._fresh(which)
        proposal = Proposal.objects.open().filter(claim=claim).first()
        if proposal is None:
            return
        if answer == "approve":
            stale = proposal.claim_version != claim.version
            act = partial(approve, proposal=proposal, by=self.cast.ada)
            self._try(act, StaleVersion if stale else None)
            assert stale or self._fresh(which).status == proposal.to_status
        elif answer == "send back":
            send_back(proposal=proposal, comment="Which document?", by=self.cast.edna)
        else:
            take_back(proposal=proposal, by=proposal.proposed_by)

    @rule(which=WHICH)
    def tries_all_that_is_refused(self, which: int) -> None:
        claim = self._fresh(which)
        for status in set(Status) - MAY_FOLLOW[Status(claim.status)]:
            self._try(partial(decide, **self._details(which, status, "No.")), DecisionRefused)
        late = self._details(which, Status.CONFIRMED, "Too late.") | {"version": claim.version - 1}
        takes_two = Status.CONFIRMED in needing_second_editor()
        self._try(partial(decide, **late), NeedsSecondEditor if takes_two else StaleVersion)
        self._try(partial(propose, **late), StaleVersion)
        for to in (
            set(Publication) - {Publication.DRAFT} - PUBLICATION_MAY_FOLLOW[Publication(claim.publication)]
        ):
            self._try(partial(self._act_on_publication, claim, to), PublicationRefused)
        proposal = Proposal.objects.open().filter(claim=claim).first()
        if proposal is not None:
            self._try(partial(approve, proposal=proposal, by=proposal.proposed_by), ProposalRefused)
            self._try(partial(approve, proposal=proposal, by=self.cast.alice), NotAllowed)
            self._try(partial(send_back, proposal=proposal, comment=" ", by=self.cast.edna), ProposalRefused)
            self._try(partial(take_back, proposal=proposal, by=self.cast.edna), ProposalRefused)
        self._tries_to_undo_what_cannot_be(claim)

    def _tries_to_undo_what_cannot_be(self, claim: Claim) -> None:
        """Another's last decision, one's own from a page too old, and one's own that is not the last."""
        newest_first = list(claim.decisions.order_by("-ledger_seq"))
        tries: list[tuple[Decision, User, int, type[Exception]]] = []
        for last in newest_first[:1]:
            role_falls_short = last.to_status == Status.RETRACTED
            tries.append((last, self.cast.edna, 0, NotAllowed if role_falls_short else UndoRefused))
            tries.append((last, last.decided_by, 1, StaleVersion))
        tries += [(earlier, earlier.decided_by, 0, UndoRefused) for earlier in newest_first[1:]]
        for decision, by, late, expected in tries:
            undo = partial(undo_decision, decision=decision, version=claim.version - late, by=by)
            self._try(undo, expected)

    # --- What holds after each step -------------------------------------------------------------------------

    @invariant()
    def each_claim_shows_what_its_entries_say(self) -> None:
        for entry in self._entries(after=self.replayed_to):
            self._tell(self.replayed, entry)
            self.replayed_to = entry.seq
        now = Claim.objects.select_related("superseded_by")
        assert {claim.pk: Replayed.shown(claim) for claim in now} == self.replayed

    def _look_at_every_moment(self) -> None:
        """At each entry's time both claims were what the entries up to then say; and the chain verifies."""
        replayed: dict[int, Replayed] = {}
        for entry in self._entries():
            self._tell(replayed, entry)
            states = ClaimState.objects.as_of(entry.recorded_at).select_related("superseded_by")
            assert {state.claim_id: Replayed.shown(state) for state in states} == replayed
        assert [*entry_faults([], lambda done, total: None), *record_faults(), *state_faults()] == []
        with connection.cursor() as cursor:
            # What would be asked at the commit: every record is sealed.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    # --- How they do it -------------------------------------------------------------------------------------

    def _entries(self, *, after: int = 0) -> QuerySet[LedgerEntry]:
        entries = LedgerEntry.objects.filter(seq__gt=after, claim__isnull=False)
        return entries.select_related("claim", "claim_version", "decision").order_by("seq")

    def _tell(self, replayed: dict[int, Replayed], entry: LedgerEntry) -> None:
        assert entry.claim_id is not None
        replayed[entry.claim_id] = replayed.get(entry.claim_id, Replayed()).after(entry)

    def _following(self, which: int, pick: int) -> Status | None:
        """One of the statuses that may follow; None at the end of a claim's life."""
        following = sorted(MAY_FOLLOW[Status(self._fresh(which).status)])
        return following[pick % len(following)] if following else None

    def _act_on_publication(self, claim: Claim, to: Publication) -> None:
        seen: dict = {"claim": claim, "version": claim.version, "by": self.cast.ed}
        if to == Publication.PUBLISHED:
            publish_claim(**seen)
        elif to == Publication.CORRECTED:
            correct_claim(note="It was May.", **seen)
        else:
            withdraw_claim(note="Off it goes.", **seen)

    def _fresh(self, which: int) -> Claim:
        return Claim.objects.select_related("superseded_by").get(pk=self.claims[which].pk)

    def _who(self, status: Status) -> User:
        return self.cast.cho if status == Status.RETRACTED else self.cast.ed

    def _details(self, which: int, status: Status, reason: str) -> dict:
        claim = self._fresh(which)
        return {
            "claim": claim, "status": status, "reason": reason, "version": claim.version,
            "public_note": "Readers are told.", "by": self._who(status),
            "successor": self.claims[1 - which] if status == Status.SUPERSEDED else None,
        }  # fmt: skip

    def _try(self, act: Callable[[], object], expected: type[Exception] | None) -> None:
        entries, decisions = LedgerEntry.objects.count(), Decision.objects.count()
        if expected is None:
            act()
            return
        with pytest.raises(expected):
            act()
        assert (LedgerEntry.objects.count(), Decision.objects.count()) == (entries, decisions)


def test_the_cached_status_is_the_replayed_ledger_at_every_moment(newsroom: Newsroom) -> None:
    for source in ("Joint Chiefs of Staff", "Russia", "Ukraine"):
        newsroom.source(source)
    newsroom.topic(), newsroom.article()
    Desk.newsroom = newsroom
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
