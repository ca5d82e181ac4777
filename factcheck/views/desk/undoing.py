"""The offer to take one's last decision back, as pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from factcheck.forms.undo import UndoForm
from factcheck.models import Claim, Decision, User
from factcheck.queries.undo import offer_to_undo, undo_offered
from factcheck.queries.work_page import Change
from factcheck.rules.told import told
from factcheck.saying import said as say


@dataclass(frozen=True, slots=True)
class Undoing:
    """until: None when it was tried and refused, and is no longer on offer. changes: not seen yet."""

    form: UndoForm
    until: datetime | None
    changes: Sequence[Change] = ()


def undoing(
    user: User,
    claim: Claim,
    last: Decision | None,
    sent: UndoForm | None = None,
    changes: Sequence[Change] = (),
) -> Undoing | None:
    """None when there is nothing to say.

    last: the claim's last decision. sent: an attempt that was refused, shown with the reason.
    """
    offer = offer_to_undo(last, user)
    if offer is None:
        return Undoing(sent, None, changes) if sent is not None else None
    return Undoing(sent or UndoForm(claim=claim, decision=offer.decision), offer.until, changes)


def undo_words(user: User, claim: Claim) -> str:
    """What a message adds after a decision: until when it can be taken back."""
    offer = undo_offered(claim, user)
    if not offer:
        return ""
    return say(told("Undo until {time}.", time=f"{timezone.localtime(offer.until):%H:%M}"))
