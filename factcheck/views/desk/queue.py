"""The queue: what waits, newest change first, and the chosen claim beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.views.decorators.http import require_safe

from factcheck import ledger
from factcheck.forms.decisions import DecisionForm
from factcheck.forms.undo import UndoForm
from factcheck.models import Claim, User
from factcheck.permissions import Permission
from factcheck.queries.first_steps import first_steps
from factcheck.queries.queue import (
    SHOW_LABELS,
    Show,
    Tally,
    queue_page,
    row_of,
    sources_to_choose,
    tally,
    topics_to_choose,
    waiting_count,
)
from factcheck.queries.queue import queue as claims_in_queue
from factcheck.queries.work_page import Change, work_page_of
from factcheck.rules.filters import Filters, FiltersRefused, read_filters
from factcheck.rules.statuses import LABELS
from factcheck.views.desk.access import DeskRequest, desk_view, get_claim
from factcheck.views.desk.deciding import deciding
from factcheck.views.desk.mending import uses_words
from factcheck.views.desk.proposing import proposed
from factcheck.views.desk.undoing import undo_words, undoing

FILTERS = ("q", "status", "source", "topic")
FILTER_LABELS = {"q": "Words", "status": "Status", "source": "Source", "topic": "Topic"}
LARGEST_SEQ = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is in the queue, as its address says."""

    show: Show = Show.WAITING
    filters: Filters = field(default_factory=Filters)
    before: int | None = None
    after: int | None = None
    code: str = ""

    @classmethod
    def read(cls, query: QueryDict, *, now: datetime) -> Self:
        """Raises FiltersRefused for what no address of the queue says."""
        show = query.get("show") or Show.WAITING
        if show not in list(Show):
            raise FiltersRefused({"show": f"show: “{show[:40]}” is none of {', '.join(Show)}."})
        return cls(
            show=Show(show),
            filters=read_filters({name: query.get(name, "") for name in FILTERS}, now=now),
            before=_seq(query, "before"),
            after=_seq(query, "after"),
            code=query.get("claim", "")[:16].upper(),
        )

    def address(self) -> str:
        show = "" if self.show == Show.WAITING else self.show
        query = {"show": show, **self.filters.as_query(), "before": self.before, "after": self.after}
        words = {name: value for name, value in (query | {"claim": self.code}).items() if value}
        return reverse("desk:queue") + (f"?{urlencode(words)}" if words else "")

    def on(self, code: str) -> str:
        """The same place with a claim chosen."""
        return replace(self, code=code).address()

    def start(self, **changes: Any) -> str:
        """The first page, with something else filtered."""
        return replace(self, before=None, after=None, code="", **changes).address()


@dataclass(frozen=True, slots=True)
class Row:
    claim: Claim
    url: str
    age: str
    current: bool


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
    changes: Sequence[Change] = (),
    status: int = 200,
) -> HttpResponse:
    """The page, or its panel for HTMX. form, undo_form, changes: of what could not be done."""
    if request.htmx and not request.htmx.history_restore_request and place.code:
        claim = get_claim(request, place.code)
        context = panel_context(request, place, claim, form=form, undo_form=undo_form, changes=changes)
        if changes:
            return _in_place(request, place, claim, context, status=status)
        return render(request, "desk/queue.html#panel", context, status=status)
    today = timezone.localdate()
    rows = claims_in_queue(place.show, place.filters, user=request.user, today=today)
    page = queue_page(rows, before=place.before, after=place.after)
    chosen = get_claim(request, place.code) if place.code else None
    if chosen is None and page.rows:
        chosen = get_claim(request, page.rows[0].code)
    shown = page.rows
    if chosen is not None and chosen not in shown:
        # Decided a moment ago, or opened by its address: it has left this list but not the screen.
        shown = [row_of(chosen), *shown]
    context = {
        "section": "queue",
        "place": place,
        "chosen": bool(place.code),
        "rows": [row_for(claim, place, current=claim == chosen) for claim in shown],
        "newer_url": _page_url(place, after=page.newer_after),
        "older_url": _page_url(place, before=page.older_before),
        "waiting": waiting_count(today),
        "steps": None if shown else first_steps(request.user),
        **_filter_context(request, place),
    }
    if chosen is not None:
        context |= panel_context(request, place, chosen, form=form, undo_form=undo_form, changes=changes)
    return render(request, "desk/queue.html", context, status=status)


def panel_context(
    request: DeskRequest,
    place: Place,
    claim: Claim,
    *,
    form: DecisionForm | None = None,
    undo_form: UndoForm | None = None,
    changes: Sequence[Change] = (),
) -> dict[str, Any]:
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
        "leave_url": _next_row_url(request, place, claim),
        "list_url": f"{replace(place, code='').address()}#row-{claim.code}",
    }


def decided_response(request: DeskRequest, place: Place, claim: Claim, said: str) -> HttpResponse:
    """After a decision by HTMX: the panel and the row as they are now, and a line to be read out."""
    context = panel_context(request, place, claim) | {"said": said_after(request.user, claim, said)}
    return _in_place(request, place, claim, context)


def said_after(user: User, claim: Claim, said: str) -> str:
    """What was done, how many still wait, what it leaves to mend, and until when it can be taken back."""
    waiting = f"{waiting_count(timezone.localdate())} waiting."
    return " ".join(filter(None, [said, waiting, uses_words(claim), undo_words(user, claim)]))


def _in_place(
    request: DeskRequest, place: Place, claim: Claim, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The panel, and out of band the row and the counts, which have changed with it."""
    context |= {
        "shows": _shows(place, _tally(request, place)),
        "row": row_for(row_of(claim), place, current=True),
        "waiting": waiting_count(timezone.localdate()),
        "in_place": True,
    }
    return render(request, "desk/queue.html#in_place", context, status=status)


def row_for(claim: Claim, place: Place, *, current: bool) -> Row:
    """claim: as `queue_page` or `row_of` gives it, with the facts of its row."""
    changed_at: datetime = claim.changed_at  # type: ignore[attr-defined]
    return Row(claim, url=place.on(claim.code), age=_age(changed_at), current=current)


def _age(moment: datetime) -> str:
    if timezone.now() - moment < timedelta(minutes=1):
        return "just now"
    return f"{timesince(moment, depth=1)} ago"


def _filter_context(request: DeskRequest, place: Place) -> dict[str, Any]:
    counts = _tally(request, place)
    return {
        "shows": _shows(place, counts),
        "statuses": [(status.value, label, counts.status.get(status, 0)) for status, label in LABELS.items()],
        "sources": sources_to_choose(),
        "topics": topics_to_choose(),
        "chips": [
            {"label": FILTER_LABELS[name], "value": value,
             "url": place.start(filters=place.filters.without(name))}
            for name, value in place.filters.as_query().items()
        ],
        "clear_url": place.start(filters=Filters()),
    }  # fmt: skip


def _tally(request: DeskRequest, place: Place) -> Tally:
    return tally(place.show, place.filters, user=request.user, today=timezone.localdate())


def _shows(place: Place, counts: Tally) -> list[dict[str, Any]]:
    return [
        {
            "label": SHOW_LABELS[show],
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
    following = rows.filter(ledger_seq__lt=claim.ledger_seq).order_by("-ledger_seq").first()
    return place.on(following.code) if following else ""


def _seq(query: QueryDict, name: str) -> int | None:
    text = query.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or int(text[:20]) > LARGEST_SEQ:
        raise FiltersRefused({name: f"{name}: “{text[:40]}” is no place in the ledger; leave it out."})
    return int(text)
