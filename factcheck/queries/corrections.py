"""What this newsroom has put right in public: corrected, withdrawn and retracted claims."""

from dataclasses import dataclass
from datetime import datetime

from factcheck.models import Claim, Decision, PublicationAct
from factcheck.rules.statuses import PUBLIC, Publication, Status


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing put right: what was done, when, and what readers are told."""

    claim: Claim
    what: str
    note: str
    at: datetime
    seq: int


def latest_corrections(limit: int) -> list[Correction]:
    """Corrections, withdrawals and retractions of public claims, newest first."""
    acts = PublicationAct.objects.filter(to_state__in=(Publication.CORRECTED, Publication.WITHDRAWN))
    retractions = Decision.objects.filter(to_status=Status.RETRACTED, claim__publication__in=PUBLIC)
    found = [
        Correction(act.claim, "Corrected" if act.to_state == Publication.CORRECTED else "Withdrawn", act.note,
                   act.acted_at, act.ledger_seq)
        for act in acts.select_related("claim__topic").order_by("-ledger_seq")[:limit]
    ]  # fmt: skip
    found += [
        Correction(
            decision.claim, "Retracted", decision.public_note, decision.decided_at, decision.ledger_seq
        )
        for decision in retractions.select_related("claim__topic").order_by("-ledger_seq")[:limit]
    ]
    return sorted(found, key=lambda correction: -correction.seq)[:limit]
