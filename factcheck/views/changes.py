"""What changed between two moments: for readers the published claims, for the desk the drafts too."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from factcheck import ledger as the_ledger
from factcheck.exports.notices import as_text, standing
from factcheck.forms.changes import ChangesForm
from factcheck.permissions import Permission, may
from factcheck.queries.changes import Changed, changes_in, check_topic, topics_offered
from factcheck.queries.claim_list import UnknownName
from factcheck.rules.filters import Filters, FiltersRefused
from factcheck.rules.periods import Period, read_period
from factcheck.rules.told import word
from factcheck.views.public_filters import Then, address, pages_beside, read_keys

OFFERED: tuple[tuple[str, timedelta], ...] = (
    (word("Last 7 days"), timedelta(days=7)),
    (word("Last 30 days"), timedelta(days=30)),
)


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    problems: dict[str, str] = {}
    found: dict[str, Any] = {}
    drafts = may(request.user, Permission.SEE_DRAFTS)
    topics = topics_offered(drafts=drafts)
    now = timezone.now()
    try:
        period = read_period(request.GET.dict(), now=now)
        check_topic(period.topic, topics)
        the_ledger.settle(period.until)
        found = _found(period, drafts=drafts, **read_keys(request.GET)) | {"periods": _offered(period, now)}
    except FiltersRefused as refused:
        problems = refused.problems
    except UnknownName as unknown:
        problems = {unknown.field: unknown.words}
    form = ChangesForm(request.GET, topics, problems)
    context = found | {
        "section": "ledger",
        "form": form,
        "also": [problem for name, problem in problems.items() if name not in form.fields],
        "drafts": drafts,
        "asked": bool(request.GET),
        "all_url": address("changes", {}),
        "week_url": address("changes", {"since": f"{now - timedelta(days=7):%Y-%m-%d}"}),
    }
    return render(request, "ledger/changes.html", context, status=400 if problems else 200)


def _found(period: Period, *, drafts: bool, **keys: int | None) -> dict[str, Any]:
    changes = changes_in(period, drafts=drafts, **keys)
    beside = pages_beside(changes.page, "changes", period.as_query())
    rows = changes.page.rows
    return {
        "period": period,
        "rows": [(one, standing(one), *_addresses(one, period, drafts=drafts)) for one in rows],
        "count": changes.count,
        "more": changes.more,
        "permanent_url": address("changes", period.as_query()),
        "plain_text": as_text(rows, period, site_name=settings.SITE_NAME, base_url=settings.BASE_URL),
        "is_cut": any(beside.values()),
        **beside,
    }


def _offered(period: Period, now: datetime) -> list[tuple[str, str]]:
    """Other periods, up to now, with the same filters."""
    kept = period.filters()
    return [(word("Last 24 hours"), address("changes", kept))] + [
        (label, address("changes", Filters(since=now - length).as_query() | kept))
        for label, length in OFFERED
    ]


def _addresses(changed: Changed, period: Period, *, drafts: bool) -> tuple[str, str]:
    """The claim's page as of the beginning, where it had one for this reader, and as of the end."""
    there = changed.was_public or (drafts and not changed.is_new)
    code = changed.claim.code
    then = address("claim", Then(period.since).query, code=code) if there else ""
    return then, address("claim", Then(period.until).query, code=code)
