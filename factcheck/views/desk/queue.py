"""The queue: what waits, newest change first, and the chosen claim beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from factcheck import ledger
from factcheck.forms.bulk import BulkForm
from factcheck.forms.comments import CommentForm
from factcheck.forms.decisions import DecisionForm
from factcheck.forms.undo import UndoForm
from factcheck.models import Claim, ClaimIndex, User
from factcheck.permissions import Permission
from factcheck.queries.claim_list import UnknownName
from factcheck.queries.counting import capped_counts
from factcheck.queries.desk_work import at_work, kept_filters
from factcheck.queries.first_steps import first_steps
from factcheck.queries.queue import (
    SHOW_LABELS,
    Show,
    Tally,
    newest_codes,
    queue_page,
    row_of,
    sources_to_choose,
    tally,
    topics_to_choose,
    waiting_count,
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
    claim: Claim
    url: str
    age: str
    current: bool
    overdue: bool
    stale: bool
    at_work: Sequence[User]
    mark: str


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
    found = claims_in_queue(place.show, place.filters, user=request.user, today=timezone.localdate())
    page = queue_page(found, before=place.before, after=place.after)
    chosen = get_claim(request, place.code) if place.code else None
    if chosen is None and page.rows:
        chosen = get_claim(request, page.rows[0].code)
    shown = page.rows
    if chosen is not None and chosen not in shown:
        # Decided a moment ago, or opened by its address: it has left this list but not the screen.
        shown = [row_of(chosen), *shown]
    rows = rows_for(shown, place, current=chosen.code if chosen else "")
    context = {
        "section": "queue",
        "place": place,
        "chosen": bool(place.code),
        "rows": rows,
        "newer_url": _page_url(place, after=page.after),
        "older_url": _page_url(place, before=page.before),
        "list_news": news_of_list(0),
        "bulk_form": BulkForm(),
        "next_url": place.address(),
        "steps": None if shown else first_steps(request.user),
        **_filter_context(request, place),
    }
    if chosen is not None:
        working = next(row.at_work for row in rows if row.current)
        context |= panel_context(
            request, place, chosen,
            form=form, undo_form=undo_form, comment_form=comment_form, changes=changes, working=working,
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
    working: Sequence[User] | None = None,
) -> dict[str, Any]:
    """working: who is at work on the claim, where that has been looked up already."""
    next_url = place.on(claim.code)
    work = work_page_of(claim, ledger.history_of(claim))
    return {
        "section": "queue",
        "claim": claim,
        "work": work,
        "proposal": proposed(request.user, claim),
        "undo": undoing(request.user, claim, undo_form, changes if undo_form else ()),
        "next_url": next_url,
        "form": form,
        "deciding": deciding(
            request.user,
            claim,
            next_url=next_url,
            target="panel",
            form=form,
            changes=() if undo_form else changes,
        ),
        "talk": talk_about(request, claim, target="panel", next_url=next_url, form=comment_form),
        "leave_url": _next_row_url(request, place, claim),
        "panel_news": panel_news(request, claim, seen_version=claim.version, working=working),
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
    working = at_work([claim.pk for claim in claims], now=timezone.now())
    return [_row(claim, place, claim.code == current, working.get(claim.pk, [])) for claim in claims]


def _row(claim: Claim, place: Place, current: bool, working: Sequence[User]) -> Row:
    changed_at: datetime = claim.changed_at  # type: ignore[attr-defined]
    overdue = claim.due_at is not None and claim.due_at < timezone.now()
    stale = claim.review_by is not None and claim.review_by < timezone.localdate()
    facts = (
        claim.version, claim.assigned_to_id, claim.due_at, claim.review_by, overdue, stale,
        claim.proposed_status, [user.pk for user in working],  # type: ignore[attr-defined]
    )  # fmt: skip
    return Row(
        claim, url=place.on(claim.code), age=_age(changed_at), current=current, overdue=overdue,
        stale=stale, at_work=working, mark=mark_of(facts),
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
    request: DeskRequest, claim: Claim, *, seen_version: int, working: Sequence[User] | None = None
) -> PanelNews:
    if working is None:
        working = at_work([claim.pk], now=timezone.now()).get(claim.pk, [])
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


def shows_context(request: DeskRequest, place: Place, counts: Tally | None = None) -> dict[str, Any]:
    """The views of the queue with their counts, and those that this person keeps."""
    counts = counts or _tally(request, place)
    shows = _shows(place, counts)
    kept = _kept(request)
    counted = [show["count"] for show in shows], [(one["label"], one["count"]) for one in kept]
    return {
        "shows": shows,
        "kept": kept,
        "waiting": counts.waiting,
        "shows_mark": mark_of(counted),
    }


def _kept(request: DeskRequest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    many: list[QuerySet[ClaimIndex]] = []
    for one in kept_filters(request.user):
        try:
            place = Place.read(QueryDict(one.query), now=timezone.now())
            rows = claims_in_queue(place.show, place.filters, user=request.user, today=timezone.localdate())
            found.append({"label": one.name, "url": place.address()})
        except (FiltersRefused, UnknownName):
            # A topic or source that it names is gone: it can still be taken away.
            rows = ClaimIndex.objects.none()
            found.append({"label": one.name, "url": ""})
        many.append(rows)
    counts = capped_counts(many) if many else []
    return [one | {"count": count} for one, count in zip(found, counts, strict=True)]


def _age(moment: datetime) -> str:
    if timezone.now() - moment < timedelta(minutes=1):
        return gettext("just now")
    return say(told("{age} ago", age=timesince(moment, depth=1)))


def _filter_context(request: DeskRequest, place: Place) -> dict[str, Any]:
    counts = _tally(request, place)
    return {
        **shows_context(request, place, counts),
        "place_query": place.start().partition("?")[2],
        "statuses": [
            (status.value, say(label), counts.status.get(status, 0)) for status, label in LABELS.items()
        ],
        "sources": sources_to_choose(place.filters.source),
        "topics": topics_to_choose(),
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


def _tally(request: DeskRequest, place: Place) -> Tally:
    return tally(place.show, place.filters, user=request.user, today=timezone.localdate())


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


def _next_row_url(request: DeskRequest, place: Place, claim: Claim) -> str:
    """Where to go on to when a claim is left as it is: the next that waits below it."""
    rows = claims_in_queue(place.show, place.filters, user=request.user, today=timezone.localdate())
    following = newest_codes(rows.filter(ledger_seq__lt=claim.ledger_seq), 1)
    return place.on(following[0]) if following else ""
