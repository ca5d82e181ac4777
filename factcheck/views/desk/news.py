"""What has changed in the queue since somebody's page was made: the parts that differ, or nothing (204).

Rows are replaced where they stand. What is new to the list is announced and never pushed in, so that nothing
moves under the hand and no word that was typed is lost.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from factcheck.permissions import Permission
from factcheck.queries.desk_work import at_work_on
from factcheck.queries.queue import newest_codes, rows_of, whose_queue
from factcheck.queries.queue import queue as claims_in_queue
from factcheck.queries.undo import last_decision_of
from factcheck.views.desk.access import DeskRequest, desk_view, get_claim
from factcheck.views.desk.place import Place
from factcheck.views.desk.queue import news_of_list, panel_news, rows_for, shows_context
from factcheck.views.desk.undoing import undoing

# A page has 25 rows, and one more that is open and has left the list.
ROWS_MAX = 60


@require_safe
@desk_view(Permission.SEE_DRAFTS)
def news(request: DeskRequest) -> HttpResponse:
    """marks: `id.mark` of each part that the page shows. claim, seen: what is open, and its version there."""
    place = Place.read(request.GET, now=timezone.now())
    marks = _marks(request.GET.get("marks", ""))
    context: dict[str, Any] = {"place": place, "in_place": True}
    changed = [
        _add_rows(request, place, marks, context),
        _add_counts(request, place, marks, context),
        _add_panel(request, place, marks, context),
    ]
    if not any(changed):
        return HttpResponse(status=204)
    return render(request, "desk/queue.html#news", context)


def _marks(text: str) -> dict[str, str]:
    pairs = (part.partition(".") for part in text[:4000].split(","))
    return {name: mark for name, _, mark in pairs if name}


def _add_rows(request: DeskRequest, place: Place, marks: dict[str, str], context: dict[str, Any]) -> bool:
    codes = [name.removeprefix("row-") for name in marks if name.startswith("row-")][:ROWS_MAX]
    rows = rows_for(rows_of(codes), place, current=place.code)
    context["changed_rows"] = [row for row in rows if row.mark != marks.get(f"row-{row.claim.code}")]
    if any(row.current for row in context["changed_rows"]):
        claim = get_claim(request, place.code)
        context |= {
            "claim": claim,
            "undo": undoing(request.user, claim, last_decision_of(claim)),
            "next_url": place.on(claim.code),
            "deciding": {"target": "panel"},
        }
    if place.before is None and place.after is None:
        listed = claims_in_queue(place.show, place.filters, whose_queue(request.user, timezone.localdate()))
        fresh = [code for code in newest_codes(listed) if code not in codes]
        context["list_news"] = news_of_list(len(fresh))
        context["reload_url"] = place.address()
    changed_list = "list_news" in context and context["list_news"].mark != marks.get("list-news")
    if not changed_list:
        context.pop("list_news", None)
    return changed_list or bool(context["changed_rows"])


def _add_counts(request: DeskRequest, place: Place, marks: dict[str, str], context: dict[str, Any]) -> bool:
    counts = shows_context(request, place)
    if counts["shows_mark"] == marks.get("shows"):
        return False
    context |= counts
    return True


def _add_panel(request: DeskRequest, place: Place, marks: dict[str, str], context: dict[str, Any]) -> bool:
    if not place.code or "panel-news" not in marks:
        return False
    claim = get_claim(request, place.code)
    seen = request.GET.get("seen", "")
    version = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else claim.version
    working = at_work_on(claim, now=timezone.now())
    told = panel_news(request, claim, seen_version=version, working=working)
    if told.mark == marks["panel-news"]:
        return False
    context |= {"panel_news": told, "panel_claim": claim, "panel_url": place.on(claim.code)}
    return True
