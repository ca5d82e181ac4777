"""Put the rule "What would confirm this?" to a claim's record."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import Any

from factcheck.models import Attribution, Claim, ClaimParty, Evidence, Source
from factcheck.queries.database import reading
from factcheck.queries.origins import KNOWN_OF_STANDING, Known, known_from, known_of
from factcheck.rules.confirmation import PartyStance, RuleReport, what_would_confirm
from factcheck.rules.stances import Side, Stance
from factcheck.rules.statuses import Grounds
from factcheck.rules.vocabulary import Bearing, ConflictAnswer, EvidenceKind
from factcheck.statements import run


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What stands on a claim's record, read once: the rule and the grounds of a decision both look at it."""

    standing: Sequence[Attribution]
    evidence: Sequence[Evidence]
    # Id and name of those that the claim is about.
    parties: Sequence[tuple[int, str]]
    known: Known
    accepted_conflicts: int = 0

    def report(self) -> RuleReport:
        return report_on(self.standing, self.evidence, self.parties, self.known)

    def grounds(self, *, has_successor: bool = False) -> Grounds:
        """What stands there for a decision to rest on."""
        sides = [said.side for said in self.standing]
        return Grounds(
            attributions_for=sides.count(Side.FOR),
            attributions_against=sides.count(Side.AGAINST),
            evidence=len(self.evidence),
            accepted_conflicts=self.accepted_conflicts,
            has_successor=has_successor,
        )


# The record of the row `claim` as it stands now, as one value: one statement brings it with the claim.
RECORD_NOW = f"""json_build_object(
    'standing', (
        SELECT json_agg(json_build_array(
            said.id, said.source_id, said.stance, said.said_on, said.recorded_at, said.ledger_seq,
            source.name, source.parent_id, source.merged_into_id))
        FROM factcheck_attribution AS said JOIN factcheck_source AS source ON source.id = said.source_id
        WHERE said.claim_id = claim.id
        AND NOT EXISTS (
            SELECT FROM factcheck_attribution AS later WHERE later.supersedes_id = said.id)),
    'evidence', (
        SELECT json_agg(json_build_array(id, kind, bearing))
        FROM factcheck_evidence WHERE claim_id = claim.id),
    'parties', (
        SELECT json_agg(json_build_array(source.id, source.name) ORDER BY source.name_key)
        FROM factcheck_claimparty AS party
        JOIN factcheck_source AS source ON source.id = party.source_id
        WHERE party.claim_version_id = (
            SELECT id FROM factcheck_claimversion
            WHERE claim_id = claim.id ORDER BY ledger_seq DESC LIMIT 1)),
    'accepted', (
        SELECT count(*) FROM (
            SELECT DISTINCT ON (one_id, other_id) answer FROM factcheck_conflictruling AS ruling
            WHERE claim_id = claim.id AND NOT EXISTS (
                SELECT FROM factcheck_attribution WHERE supersedes_id IN (ruling.one_id, ruling.other_id))
            ORDER BY one_id, other_id, ledger_seq DESC) AS last_word
        WHERE answer = '{ConflictAnswer.ACCEPTED.value}'),
    'known', {KNOWN_OF_STANDING})::text"""  # noqa: S608 - our own words
_NOW = f"SELECT {RECORD_NOW} FROM factcheck_claim AS claim WHERE claim.code = %s"  # noqa: S608


def read_record(text: str) -> OnRecord:
    """What RECORD_NOW brought."""
    found = json.loads(text)
    standing = [_said(row) for row in found["standing"] or ()]
    evidence = [Evidence.from_db(None, ("id", "kind", "bearing"), row) for row in found["evidence"] or ()]
    known = known_from(found["known"], [said.source for said in standing])
    parties = [(source_id, name) for source_id, name in found["parties"] or ()]
    return OnRecord(standing, evidence, parties, known, found["accepted"])


# In the order of the models' fields, as from_db() takes them.
_OF_SAID = ("id", "source_id", "stance", "said_on", "recorded_at", "ledger_seq")
_OF_SOURCE = ("id", "name", "parent_id", "merged_into_id")


def _said(row: Sequence[Any]) -> Attribution:
    pk, source_id, stance, said_on, recorded_at, seq, *of_source = row
    days = said_on and date.fromisoformat(said_on), datetime.fromisoformat(recorded_at)
    said = Attribution.from_db(None, _OF_SAID, (pk, source_id, stance, *days, seq))
    said.source = Source.from_db(None, _OF_SOURCE, (source_id, *of_source))
    return said


def rule_report_of(claim: Claim, as_of: datetime | None = None) -> RuleReport:
    """What speaks for the claim by the rule, now or as known at a moment."""
    return (_record_then(claim, as_of) if as_of else _record_now(claim)).report()


def _record_now(claim: Claim) -> OnRecord:
    ((text,),) = run(_NOW, [claim.code], reading())
    return read_record(text)


def _record_then(claim: Claim, as_of: datetime) -> OnRecord:
    standing = list(Attribution.objects.standing(as_of).filter(claim=claim).select_related("source"))
    last = claim.versions.filter(recorded_at__lte=as_of).order_by("-ledger_seq").values("pk")[:1]
    parties = ClaimParty.objects.filter(claim_version__in=last).order_by("source__name_key")
    return OnRecord(
        standing,
        list(Evidence.objects.filter(claim=claim, recorded_at__lte=as_of)),
        list(parties.values_list("source_id", "source__name")),
        known_of([said.source for said in standing], as_of),
    )


def report_on(
    standing: Sequence[Attribution],
    evidence: Iterable[Evidence],
    parties: Sequence[tuple[int, str]],
    known: Known,
) -> RuleReport:
    """The same from a record that is at hand. parties: id and name of those that the claim is about."""
    return what_would_confirm(
        known.origins_of([a.source for a in standing if a.side == Side.FOR]),
        primary_documents=sum(
            item.kind == EvidenceKind.PRIMARY_DOCUMENT and item.bearing == Bearing.SUPPORTS
            for item in evidence
        ),
        parties=last_words_of(parties, standing, known),
    )


def last_words_of(
    parties: Iterable[tuple[int, str]], standing: Sequence[Attribution], known: Known
) -> list[PartyStance]:
    """Each party's last word for or against; where it has none of these, its last word at all.

    Whoever acts for a party, by whatever steps, speaks for it: a general staff for its state. Silence takes
    nothing back.
    """
    return [_word_of(party_id, name, standing, known) for party_id, name in parties]


def _word_of(party_id: int, name: str, standing: Sequence[Attribution], known: Known) -> PartyStance:
    words = sorted((a for a in standing if known.speaks_for(a.source_id, party_id)), key=_when_said)
    committed = [said for said in words if said.side in (Side.FOR, Side.AGAINST)]
    if not words:
        return PartyStance(name, None)
    last = (committed or words)[-1]
    same_side = list(takewhile(lambda said: said.side == last.side, reversed(committed)))
    # A plain yes is not weakened by a careful one that follows it.
    plain = any(said.stance == Stance.AFFIRMS for said in same_side)
    return PartyStance(
        name, Stance.AFFIRMS if plain else Stance(last.stance), at_odds=len(same_side) < len(committed)
    )


def _when_said(said: Attribution) -> tuple[date, int]:
    return said.said_on or said.recorded_at.date(), said.ledger_seq
