"""The queue: what waits, newest change first, and the chosen claim beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from factcheck.forms.bulk import BulkForm
from factcheck.forms.comments import CommentForm
from factcheck.forms.decisions import DecisionForm
from factcheck.forms.undo import UndoForm
from factcheck.models import Claim, User
from factcheck.permissions import Permission
from factcheck.queries.choices import Choices, choices_with_sources
from factcheck.queries.claim_list import UnknownName
from factcheck.queries.counting import Capped
from factcheck.queries.desk_record import desk_record
from factcheck.queries.first_steps import first_steps
from factcheck.queries.queue import (
    SHOW_LABELS,
    QueuePage,
    Show,
    Tally,
    Whose,
    count_of_view,
    newest_codes,
    queue_page,
    row_of,
    tally,
    waiting_count,
    whose_queue,
)
from factcheck.queries.queue import queue as claims_in_queue
from factcheck.queries.work_page import Change, work_page_of
from factcheck.rules.counting import counted
from factcheck.rules.filters import Filters, FiltersRefused
from factcheck.rules.statuses import LABELS, Status
from factcheck.rules.told import told, word
from factcheck.saying import in_english
from factcheck.saying import said as say
from factcheck.views.desk.access import DeskRequest, desk_view, get_claim
from factcheck.views.desk.deciding import bulk_acts, deciding
from factcheck.views.desk.mending import uses_words
from factcheck.views.desk.place import Place
from factcheck.views.desk.proposing import proposed
from factcheck.views.desk.talking import talk_about
from factcheck.views.desk.undoing import undo_words, undoing

FILTER_LABELS = {
    "q": word("Words"), "status": word("Status"), "source": word("Source"), "topic": word("Topic")
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """facts: all that the row shows; with the same ones it is written the same."""

    claim: Claim
    url: str
    age: str
    current: bool
    overdue: bool
    stale: bool
    at_work: Sequence[User]
    mark: str
    facts: tuple[object, ...]


@require_safe
@desk_view(Permission.SEE_DRAFTS)
def queue(request: DeskRequest) -> HttpResponse:
    place = Place.read(request.GET, now=timezone.now())
    return queue_response(request, place)


def queue_response(
    request: DeskRequest,
    place: Place,
    *,
    form: DecisionForm | None = None,
    undo_form: UndoForm | None = None,
    comment_form: CommentForm | None = None,
    changes: Sequence[Change] = (),
    status: int = 200,
) -> HttpResponse:
    """The page, or its panel for HTMX. form, undo_form, comment_form, changes: of what could not be done."""
    if request.htmx and not request.htmx.history_restore_request and place.code:
        claim = get_claim(request, place.code)
        context = panel_context(
            request, place, claim, form=form, undo_form=undo_form, comment_form=comment_form, changes=changes
        )
        if changes:
            return _in_place(request, place, claim, context, status=status)
        return render(request, "desk/queue.html#panel", context, status=status)
    whose = whose_queue(request.user, timezone.localdate())
    found = claims_in_queue(place.show, place.filters, whose)
    page = queue_page(found, before=place.before, after=place.after, code=place.code)
    chosen = (
        page.named(place.code) or get_claim(request, place.code)
        if place.code
        else next(iter(page.rows), None)
    )
    # Decided a moment ago, or opened by its address: it has left this list but not the screen.
    shown = [page.beside, *page.rows] if page.beside else page.rows
    rows = rows_for(shown, place, current=chosen.code if chosen else "")
    offered = choices_with_sources(place.filters.source)
    context = {
        "section": "queue",
        "place": place,
        "chosen": bool(place.code),
        "rows": rows,
        "newer_url": _page_url(place, after=page.after),
        "older_url": _page_url(place, before=page.before),
        "list_news": news_of_list(0),
        "bulk_form": BulkForm(people=offered.people),
        "next_url": place.address(),
        "steps": None if shown else first_steps(request.user),
        **_filter_context(place, whose, offered),
    }
    if chosen is not None:
        context |= panel_context(
            request, place, chosen,
            form=form, undo_form=undo_form, comment_form=comment_form, changes=changes,
            page=page, whose=whose,
        )  # fmt: skip
    bar = context.get("deciding")
    context["acts"] = bulk_acts(request.user, needing=bar.proposing if bar else None)
    return render(request, "desk/queue.html", context, status=status)


def panel_context(
    request: DeskRequest,
    place: Place,
    claim: Claim,
    *,
    form: DecisionForm | None = None,
    undo_form: UndoForm | None = None,
    comment_form: CommentForm | None = None,
    changes: Sequence[Change] = (),
    page: QueuePage | None = None,
    whose: Whose | None = None,
) -> dict[str, Any]:
    """page, whose: of the queue, where they are at hand."""
    next_url = place.on(claim.code)
    record = desk_record(claim, request.user, now=timezone.now())
    return {
        "section": "queue",
        "claim": claim,
        "work": work_page_of(claim, record),
        "proposal": proposed(request.user, claim, record.proposal),
        "undo": undoing(request.user, claim, record.last_decision, undo_form, changes if undo_form else ()),
        "next_url": next_url,
        "form": form,
        "deciding": deciding(
            request.user,
            claim,
            next_url=next_url,
            target="panel",
            form=form,
            changes=() if undo_form else changes,
            needing=record.needing,
        ),
        "talk": talk_about(request, record, target="panel", next_url=next_url, form=comment_form),
        "leave_url": _leave_url(request, place, claim, page, whose),
        "panel_news": panel_news(request, claim, seen_version=claim.version, working=record.at_work),
        "list_url": f"{replace(place, code='').address()}#row-{claim.code}",
    }


def decided_response(request: DeskRequest, place: Place, claim: Claim, said: str) -> HttpResponse:
    """After a decision by HTMX: the panel and the row as they are now, and a line to be read out."""
    context = panel_context(request, place, claim) | {"said": said_after(request.user, claim, said)}
    return _in_place(request, place, claim, context)


def commented_response(request: DeskRequest, place: Place, claim: Claim, said: str) -> HttpResponse:
    """After a comment by HTMX: the panel as it is now. Nothing else on the page has changed."""
    context = panel_context(request, place, claim) | {"said": said}
    return render(request, "desk/queue.html#panel", context)


def said_after(user: User, claim: Claim, said: str) -> str:
    """What was done, how many still wait, what it leaves to mend, and until when it can be taken back."""
    number = say(counted(waiting_count(timezone.localdate())))
    waiting = say(told("{number} waiting.", number=number[:1].upper() + number[1:]))
    return " ".join(filter(None, [said, waiting, uses_words(claim), undo_words(user, claim)]))


def _in_place(
    request: DeskRequest, place: Place, claim: Claim, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The panel, and out of band the row and the counts, which have changed with it."""
    context |= {
        **shows_context(request, place),
        "row": rows_for([row_of(claim)], place, current=claim.code)[0],
        "in_place": True,
    }
    return render(request, "desk/queue.html#in_place", context, status=status)


def rows_for(claims: Sequence[Claim], place: Place, *, current: str) -> list[Row]:
    """claims: as `queue_page`, `row_of` or `rows_of` give them. current: the code of the one that is open."""
    return [_row(claim, place, claim.code == current) for claim in claims]


def _row(claim: Claim, place: Place, current: bool) -> Row:
    changed_at: datetime = claim.changed_at  # type: ignore[attr-defined]
    working: list[User] = claim.working  # type: ignore[attr-defined]
    overdue = claim.due_at is not None and claim.due_at < timezone.now()
    stale = claim.review_by is not None and claim.review_by < timezone.localdate()
    facts = (
        claim.version, claim.assigned_to_id, claim.due_at, claim.review_by, overdue, stale,
        claim.proposed_status, [user.pk for user in working],  # type: ignore[attr-defined]
    )  # fmt: skip
    row = Row(
        claim, url=place.on(claim.code), age=_age(changed_at), current=current, overdue=overdue,
        stale=stale, at_work=working, mark=mark_of(facts), facts=(),
    )  # fmt: skip
    return replace(row, facts=_all_of(row))


def _all_of(row: Row) -> tuple[object, ...]:
    claim: Any = row.claim
    return (
        claim.code, claim.version, claim.text, claim.status, claim.publication, claim.headline,
        claim.attribution_count, claim.independent_origins, claim.proposed_status, claim.proposed_by_name,
        claim.assigned_to and claim.assigned_to.public_name, claim.due_at, claim.review_by,
        row.url, row.age, row.current, row.overdue, row.stale, row.mark,
        tuple(person.public_name for person in row.at_work), get_language(),
    )  # fmt: skip


def mark_of(facts: object) -> str:
    """A short text that differs when what a part of the page shows differs."""
    return sha256(repr(facts).encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class PanelNews:
    """What is said above the open claim. behind: it has changed since it was opened."""

    others: Sequence[User]
    mine: bool
    behind: bool
    mark: str


def panel_news(
    request: DeskRequest, claim: Claim, *, seen_version: int, working: Sequence[User]
) -> PanelNews:
    """working: who is at work on the claim."""
    others = [user for user in working if user != request.user]
    mine, behind = len(others) < len(working), claim.version > seen_version
    return PanelNews(others, mine, behind, mark_of(([user.pk for user in others], mine, behind)))


@dataclass(frozen=True, slots=True)
class ListNews:
    """fresh: how many claims belong on this page of the list and are not shown on it."""

    fresh: int
    mark: str


def news_of_list(fresh: int) -> ListNews:
    return ListNews(fresh, mark_of(fresh))


def shows_context(request: DeskRequest, place: Place) -> dict[str, Any]:
    """The views of the queue with their counts, and those that this person keeps."""
    return _shows_context(place, *_counts(place, whose_queue(request.user, timezone.localdate())))


def _shows_context(place: Place, counts: Tally, kept: list[dict[str, Any]]) -> dict[str, Any]:
    shows = _shows(place, counts)
    counted = [show["count"] for show in shows], [(one["label"], one["count"]) for one in kept]
    return {
        "shows": shows,
        "kept": kept,
        "waiting": counts.waiting,
        "shows_mark": mark_of(counted),
    }


def _counts(place: Place, whose: Whose) -> tuple[Tally, list[dict[str, Any]]]:
    """What each view of the queue has, and the kept filters with what they have."""
    found: list[dict[str, Any]] = []
    many: list[Capped] = []
    for one in whose.kept:
        try:
            there = Place.read(QueryDict(one.query), now=timezone.now())
            count = count_of_view(there.show, there.filters, whose)
            found.append({"label": one.name, "url": there.address()})
        except (FiltersRefused, UnknownName):
            # A topic or source that it names is gone: it can still be taken away.
            count = Capped("0")
            found.append({"label": one.name, "url": ""})
        many.append(count)
    counts = tally(place.filters, whose, place.show, many)
    return counts, [one | {"count": count} for one, count in zip(found, counts.beside, strict=True)]


def _age(moment: datetime) -> str:
    if timezone.now() - moment < timedelta(minutes=1):
        return gettext("just now")
    return say(told("{age} ago", age=timesince(moment, depth=1)))


def _filter_context(place: Place, whose: Whose, offered: Choices) -> dict[str, Any]:
    counts, kept = _counts(place, whose)
    return {
        **_shows_context(place, counts, kept),
        "place_query": place.start().partition("?")[2],
        "statuses": [
            (status.value, say(label), counts.status.get(status, 0)) for status, label in LABELS.items()
        ],
        "sources": offered.sources,
        "topics": [(topic.slug, topic.name) for topic in offered.topics],
        "chips": [
            {"label": say(FILTER_LABELS[name]),
             "value": _value_words(name, value),
             "url": place.start(filters=place.filters.without(name))}
            for name, value in place.filters.as_query().items()
        ],
        "clear_url": place.start(filters=Filters()),
    }  # fmt: skip


def _value_words(name: str, value: str) -> str:
    """What a filter is set to: in another language the status is named in it."""
    return value if name != "status" or in_english() else say(LABELS[Status(value)])


def _shows(place: Place, counts: Tally) -> list[dict[str, Any]]:
    return [
        {
            "label": say(SHOW_LABELS[show]),
            "count": counts.show[show],
            "url": place.start(show=show),
            "current": show == place.show,
        }
        for show in Show
    ]


def _page_url(place: Place, *, before: int | None = None, after: int | None = None) -> str:
    if before is None and after is None:
        return ""
    return replace(place, before=before, after=after, code="").address()


def _leave_url(
    request: DeskRequest, place: Place, claim: Claim, page: QueuePage | None, whose: Whose | None
) -> str:
    """Where to go on to when a claim is left unverified: the next that waits below it."""
    if claim.status != Status.UNVERIFIED:
        return ""
    codes = [row.code for row in page.rows] if page else []
    below = codes.index(claim.code) + 1 if claim.code in codes else len(codes)
    if below < len(codes):
        return place.on(codes[below])
    whose = whose or whose_queue(request.user, timezone.localdate())
    rows = claims_in_queue(place.show, place.filters, whose)
    following = newest_codes(rows.filter(ledger_seq__lt=claim.ledger_seq), 1)
    return place.on(following[0]) if following else ""
