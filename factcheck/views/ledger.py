"""The ledger's own page: what it is, downloads with filters, what the columns mean, where it ends."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from factcheck import ledger as the_ledger
from factcheck.exports.columns import LEDGERS, Ledger
from factcheck.exports.ledger_csv import count
from factcheck.forms.filters import FilterForm
from factcheck.queries.claim_list import UnknownName
from factcheck.rules.filters import Filters, FiltersRefused, read_filters
from factcheck.views.for_readers import for_readers

COUNTED_TO = 1000


@dataclass(frozen=True)
class Download:
    """A ledger as the page offers it, with the filters that are on."""

    ledger: Ledger
    rows: int
    more: bool
    url: str
    spreadsheet_url: str
    metadata_url: str


@require_safe
@for_readers
def ledger(request: HttpRequest) -> HttpResponse:
    problems: dict[str, str] = {}
    filters = Filters()
    downloads: list[Download] = []
    try:
        filters = read_filters(request.GET.dict(), now=timezone.now())
        downloads = [_download(one, filters) for one in LEDGERS.values()]
    except FiltersRefused as error:
        problems = error.problems
    except UnknownName as error:
        problems = {error.field: error.words}
    context = {
        "section": "ledger",
        "form": FilterForm(request.GET, problems),
        "filters": filters,
        "downloads": downloads,
        "ledgers": LEDGERS.values(),
        "last": the_ledger.head_entry(),
        "example": f"{settings.BASE_URL}{reverse('claims_csv')}?as_of=2025-03-28",
    }
    return render(request, "ledger/ledger.html", context, status=400 if problems else 200)


def _download(one: Ledger, filters: Filters) -> Download:
    rows = count(one, filters, at_most=COUNTED_TO)
    query = filters.as_query()
    address = reverse(f"{one.name}_csv")
    return Download(
        ledger=one,
        rows=min(rows, COUNTED_TO),
        more=rows > COUNTED_TO,
        url=_with(address, query),
        spreadsheet_url=_with(address, query | {"for": "spreadsheet"}),
        metadata_url=_with(reverse("csv_metadata", args=[one.name]), query),
    )


def _with(address: str, query: dict[str, str]) -> str:
    return f"{address}?{urlencode(query)}" if query else address
