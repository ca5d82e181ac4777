"""One act on several claims: each is decided for itself, with an entry of its own in the ledger."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from factcheck.actions.claims import StaleVersion, assign_claim
from factcheck.actions.decisions import DecisionRefused, decide
from factcheck.actions.proposals import propose
from factcheck.models import Claim, LedgerEntry, User
from factcheck.permissions import Permission, require
from factcheck.queries.desk_settings import needing_second_editor
from factcheck.rules.statuses import LABELS, Status
from factcheck.rules.told import told, word

# What an editor can still have looked at, one by one.
BULK_MAX = 100


@dataclass(frozen=True, slots=True)
class Picked:
    """A claim as somebody saw it when they picked it."""

    claim: Claim
    version: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one claim. words: what was done, or why nothing was. changes: entries not seen yet."""

    claim: Claim
    done: bool
    words: str
    changes: Sequence[LedgerEntry] = ()


def decide_many(*, picked: Sequence[Picked], status: Status, reason: str, by: User) -> list[Outcome]:
    """Decide on each claim with the same reason, or propose it where the house asks for a second editor.

    One that is refused holds up none of the others. Raises NotAllowed.
    """
    require(by, Permission.DECIDE)
    asks = status in needing_second_editor()

    def act(one: Picked) -> str:
        if asks:
            propose(claim=one.claim, status=status, reason=reason, version=one.version, by=by)
            return told("Proposed: {status}. Another editor approves.", status=word(LABELS[status].lower()))
        decide(claim=one.claim, status=status, reason=reason, version=one.version, by=by)
        return told("{sentence}.", sentence=word(LABELS[status]))

    return [_tried(one, act) for one in picked]


def assign_many(
    *, picked: Sequence[Picked], to: User | None, by: User, due_at: datetime | None = None
) -> list[Outcome]:
    """Give each claim to somebody: not on the record, so one that has changed meanwhile is given too."""
    require(by, Permission.RECORD)

    def act(one: Picked) -> str:
        assign_claim(claim=one.claim, to=to, due_at=due_at, by=by)
        return told("Given to {name}.", name=to.public_name) if to else word("Given to nobody.")

    return [_tried(one, act) for one in picked]


def _tried(one: Picked, act: Callable[[Picked], str]) -> Outcome:
    try:
        words = act(one)
    except StaleVersion as stale:
        return Outcome(stale.claim, False, word("It has changed since you picked it."), stale.changes)
    except DecisionRefused as refusal:
        return Outcome(one.claim, False, refusal.args[0])
    one.claim.refresh_from_db()
    return Outcome(one.claim, True, words)
