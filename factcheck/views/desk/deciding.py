"""The bar with which an editor decides: what may follow, what is typed already, what changed meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from factcheck.forms.decisions import DecisionForm
from factcheck.models import Claim, User
from factcheck.permissions import Permission, may
from factcheck.queries.desk_settings import needing_second_editor
from factcheck.queries.work_page import Change
from factcheck.rules.statuses import MAY_FOLLOW, Status
from factcheck.rules.told import word
from factcheck.saying import said as say


@dataclass(frozen=True, slots=True)
class Act:
    """A button that decides."""

    status: Status
    label: str
    key: str = ""


EVERYDAY = (
    Act(Status.CONFIRMED, word("Confirm"), "c"),
    Act(Status.DISPUTED, word("Dispute"), "d"),
    Act(Status.UNVERIFIED, word("Mark unverified"), "u"),
)
FINAL = (
    (Act(Status.SUPERSEDED, word("Supersede")), Permission.DECIDE),
    (Act(Status.RETRACTED, word("Retract")), Permission.RETRACT),
)
PROPOSED_WORDS = {
    Status.CONFIRMED: word("Propose: confirm"),
    Status.DISPUTED: word("Propose: dispute"),
    Status.UNVERIFIED: word("Propose: mark unverified"),
    Status.SUPERSEDED: word("Propose: supersede"),
    Status.RETRACTED: word("Propose: retract"),
}


@dataclass(frozen=True, slots=True)
class Deciding:
    """next_url: where the plain form leads back to. target: what HTMX replaces. changes: not seen yet."""

    form: DecisionForm
    next_url: str
    target: str
    everyday: list[Act]
    final: list[Act]
    changes: Sequence[Change] = field(default=())
    proposing: frozenset[Status] = frozenset()

    @property
    def chosen(self) -> str:
        """The status that was sent with a decision that could not be made."""
        return self.form["status"].value() or "" if self.form.is_bound else ""

    @property
    def opens_more(self) -> bool:
        """Whether something in the folded part was typed, or is wrong."""
        names = ("evidence", "evidence_title", "public_note", "successor")
        return self.form.is_bound and any(self.form[name].value() or self.form[name].errors for name in names)


def deciding(
    user: User,
    claim: Claim,
    *,
    next_url: str,
    target: str,
    form: DecisionForm | None = None,
    changes: Sequence[Change] = (),
    needing: frozenset[Status],
) -> Deciding | None:
    """The bar for this person; None when it is not theirs to decide. needing: what takes two editors."""
    if not may(user, Permission.DECIDE):
        return None
    following = MAY_FOLLOW[Status(claim.status)]
    return Deciding(
        form=form or DecisionForm(claim=claim),
        next_url=next_url,
        target=target,
        everyday=[_worded(act, needing) for act in EVERYDAY if act.status in following],
        final=[
            _worded(act, needing) for act, needed in FINAL if act.status in following and may(user, needed)
        ],
        changes=changes,
        proposing=needing,
    )


def bulk_acts(user: User, *, needing: frozenset[Status] | None = None) -> list[tuple[Status, str]]:
    """The decisions that this person may make on several claims at once: status and words of the button.

    needing: the statuses that take two editors, where they are known already.
    """
    if not may(user, Permission.DECIDE):
        return []
    needing = needing_second_editor() if needing is None else needing
    return [(act.status, _worded(act, needing).label) for act in EVERYDAY]


def _worded(act: Act, needing: frozenset[Status]) -> Act:
    """Where a second editor is needed, the button proposes."""
    if act.status not in needing:
        return replace(act, label=say(act.label))
    return replace(act, label=say(PROPOSED_WORDS[act.status]))
