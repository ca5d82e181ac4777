"""What changed in a period as plain text, to paste into a handover or a correction notice."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from factcheck.queries.changes import Changed, Step
from factcheck.rules.periods import Period
from factcheck.rules.statuses import LABELS, PUBLICATION_LABELS, Publication, Status


def as_text(changed: Iterable[Changed], period: Period, *, site_name: str, base_url: str) -> str:
    """One paragraph a claim: how it stood and stands, what happened, its address. Times are UTC."""
    first = f"{site_name}: what changed from {_moment(period.since)} to {_moment(period.until)} UTC"
    return "\n\n".join([first, *("\n".join(_claim(one, base_url)) for one in changed)]) + "\n"


def _claim(changed: Changed, base_url: str) -> Iterator[str]:
    claim = changed.claim
    yield f"{claim.code}: {_line(claim.text)}"
    yield f"{standing(changed)}."
    if changed.left_out:
        yield f"- {changed.left_out} earlier changes are left out here"
    yield from (_step(step) for step in changed.steps)
    yield f"{base_url}/claims/{claim.code}/"


def standing(changed: Changed) -> str:
    """How a claim stood and stands, in words: “Unverified, now confirmed; published”."""
    now = Status(changed.claim.status), Publication(changed.claim.publication)
    if changed.is_new:
        return f"New: {LABELS[now[0]].lower()}; {PUBLICATION_LABELS[now[1]].lower()}"
    status = _turn(LABELS[changed.status_then or now[0]], LABELS[now[0]])
    publication = _turn(PUBLICATION_LABELS[changed.publication_then or now[1]], PUBLICATION_LABELS[now[1]])
    return f"{status}; {publication.lower()}"


def _turn(then: str, now: str) -> str:
    return f"Still {now.lower()}" if then == now else f"{then}, now {now.lower()}"


def _step(step: Step) -> str:
    change = step.change
    words = [_line(change.what)]
    if step.before:
        words = [f"Reworded from “{_line(step.before)}” to “{_line(step.after)}”"]
    note = _line(change.note)
    words.append(f"“{note}”" if note and step.quotes else note)
    if change.decision and change.decision.public_note:
        words.append(_line(change.decision.public_note))
    said = ". ".join(part.rstrip(".") for part in words if part)
    return f"- {_moment(change.at)}, {change.who.public_name}: {said}."


def _line(text: str) -> str:
    """One line: a break inside would look like a change of its own."""
    return " ".join(text.split())


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"
