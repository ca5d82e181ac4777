"""What changed in a period as plain text, to paste into a handover or a correction notice."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.urls import reverse

from factcheck.queries.changes import Changed, Step
from factcheck.rules.periods import Period
from factcheck.rules.statuses import LABELS, PUBLICATION_LABELS, Publication, Status
from factcheck.rules.told import Told, begun, joined, told, word
from factcheck.saying import said


def as_text(changed: Iterable[Changed], period: Period, *, site_name: str, base_url: str) -> str:
    """One paragraph a claim: how it stood and stands, what happened, its address. Times are UTC.

    In the language of the page that asks.
    """
    first = told(
        "{site}: what changed from {since} to {until} UTC",
        site=site_name,
        since=_moment(period.since),
        until=_moment(period.until),
    )
    return "\n\n".join([said(first), *("\n".join(_claim(one, base_url)) for one in changed)]) + "\n"


def _claim(changed: Changed, base_url: str) -> Iterator[str]:
    claim = changed.claim
    yield f"{claim.code}: {_line(claim.text)}"
    yield f"{said(standing(changed))}."
    if changed.left_out:
        yield said(told("- {number} earlier changes are left out here", number=changed.left_out))
    yield from (_step(step) for step in changed.steps)
    yield f"{base_url}{reverse('claim', args=[claim.code])}"


def standing(changed: Changed) -> Told:
    """How a claim stood and stands, in words: “Unverified, now confirmed; published”."""
    now = Status(changed.claim.status), Publication(changed.claim.publication)
    status, publication = LABELS[now[0]].lower(), PUBLICATION_LABELS[now[1]].lower()
    if changed.is_new:
        return told("New: {status}; {publication}", status=word(status), publication=word(publication))
    turned = _turn(LABELS[changed.status_then or now[0]].lower(), status)
    public = _turn(PUBLICATION_LABELS[changed.publication_then or now[1]].lower(), publication)
    return begun(joined([turned, public], "; "))


def _turn(then: str, now: str) -> Told:
    if then == now:
        return told("still {now}", now=word(now))
    return told("{then}, now {now}", then=word(then), now=word(now))


def _step(step: Step) -> str:
    change = step.change
    words = [_line(said(change.what))]
    if step.before:
        reworded = told(
            "Reworded from “{before}” to “{after}”", before=_line(step.before), after=_line(step.after)
        )
        words = [said(reworded)]
    note = _line(change.note)
    words.append(f"“{note}”" if note and step.quotes else note)
    if change.decision and change.decision.public_note:
        words.append(_line(change.decision.public_note))
    told_of = ". ".join(part.rstrip(".") for part in words if part)
    return f"- {_moment(change.at)}, {change.who.public_name}: {told_of}."


def _line(text: str) -> str:
    """One line: a break inside would look like a change of its own."""
    return " ".join(text.split())


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"
