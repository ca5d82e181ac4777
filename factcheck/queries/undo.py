"""Whether a decision was made so short a time ago that it can still be taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models.functions import Now

from factcheck.models import Claim, Decision, User
from factcheck.permissions import Permission, may
from factcheck.rules.statuses import UNDO_MINUTES, Status


@dataclass(frozen=True, slots=True)
class Offer:
    """A decision that this person may take back, and until when."""

    decision: Decision
    until: datetime


def last_decision_of(claim: Claim) -> Decision | None:
    return claim.decisions.order_by("-ledger_seq").first()


def is_fresh(decision: Decision) -> bool:
    """Whether it can still be taken back by the database's clock, which stamped it."""
    since = Now() - timedelta(minutes=UNDO_MINUTES)
    return Decision.objects.filter(pk=decision.pk, decided_at__gte=since).exists()


def needed_to_undo(decision: Decision) -> Permission:
    return Permission.RETRACT if decision.to_status == Status.RETRACTED else Permission.DECIDE


def undo_offered(claim: Claim, user: User) -> Offer | None:
    """What of this claim this person may take back now; None for nothing. `undo_decision` asks again."""
    return offer_to_undo(last_decision_of(claim), user)


def offer_to_undo(last: Decision | None, user: User) -> Offer | None:
    """The same where the claim's last decision is at hand."""
    if last is None or last.undoes_id is not None or not may(user, needed_to_undo(last)):
        return None
    if user.pk not in (last.decided_by_id, last.approved_by_id) or not is_fresh(last):
        return None
    return Offer(last, until=last.decided_at + timedelta(minutes=UNDO_MINUTES))
