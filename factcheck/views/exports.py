"""Downloads of the ledger, and what describes them."""

import logging
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from threading import BoundedSemaphore

from django.conf import settings
from django.db import DatabaseError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from factcheck import ledger as the_ledger
from factcheck.actions.exports import record_export
from factcheck.exports.columns import LEDGERS, Ledger
from factcheck.exports.copying import Sent
from factcheck.exports.csvw import metadata
from factcheck.exports.ledger_csv import stream
from factcheck.queries.claim_list import UnknownName, claims_matching
from factcheck.queries.tree import last_checkpoint
from factcheck.rules.filters import Filters, FiltersRefused, read_filters
from factcheck.views.crowd import end_turn

# A reader that stalls holds a thread and a connection: one of each in a worker may be held so.
AT_ONCE = BoundedSemaphore(1)
WAIT_SECONDS = 10
SPREADSHEET = "spreadsheet"

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponseBase]


def with_filters(view: View) -> View:
    """Read the filters of the address; answer 400 in plain words where they cannot be understood."""

    @wraps(view)
    def filtered(request: HttpRequest, name: str) -> HttpResponseBase:
        if name not in LEDGERS:
            raise Http404(f"There is no ledger {name}. The ledgers are: {', '.join(LEDGERS)}.")
        try:
            filters = read_filters(request.GET.dict(), now=timezone.now())
            the_ledger.settle(filters.as_of)
            return view(request, LEDGERS[name], filters)
        except (FiltersRefused, UnknownName) as error:
            return HttpResponse(f"{error}\n", status=400, content_type="text/plain; charset=utf-8")

    return filtered


@require_safe
@with_filters
def ledger_csv(request: HttpRequest, ledger: Ledger, filters: Filters) -> HttpResponseBase:
    for_spreadsheet = request.GET.get("for") == SPREADSHEET
    response = downloaded(
        request,
        lambda sent: stream(ledger, filters, for_spreadsheet=for_spreadsheet, sent=sent),
        what=ledger.name,
        filters=filters.as_query() | ({"for": SPREADSHEET} if for_spreadsheet else {}),
        headers=1,
        content_type="text/csv; charset=utf-8; header=present",
        name=_file_name(ledger, filters, for_spreadsheet=for_spreadsheet),
    )
    described_by = _address(reverse("csv_metadata", args=[ledger.name]), filters)
    response["Link"] = f'<{described_by}>; rel="describedby"; type="application/csvm+json"'
    return response


@require_safe
@with_filters
def csv_metadata(request: HttpRequest, ledger: Ledger, filters: Filters) -> HttpResponseBase:
    # Names that do not exist are refused here as in the file itself.
    claims_matching(filters)
    described = metadata(
        ledger,
        url=_address(reverse(f"{ledger.name}_csv"), filters),
        publisher=settings.SITE_NAME,
        as_of=filters.as_of,
        last=the_ledger.head_entry(filters.as_of),
        checkpoint=last_checkpoint(),
    )
    return JsonResponse(described, content_type="application/csvm+json")


def downloaded(
    request: HttpRequest,
    begin: Callable[[Sent], Iterator[bytes]],
    *,
    what: str,
    filters: Mapping[str, str],
    headers: int,
    content_type: str,
    name: str,
) -> HttpResponseBase:
    """Stream a file of ours and log how much went out. A few at once; others are asked to come again: 503.

    headers: how many of its lines are no rows.
    """
    chunks: Iterator[bytes] = iter(())
    if request.method == "GET":
        end_turn(request)
        if not AT_ONCE.acquire(timeout=WAIT_SECONDS):
            words = "Other downloads are under way. Please try again in a minute.\n"
            busy = HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
            busy["Retry-After"] = "60"
            return busy
        try:
            sent, began_at = Sent(), timezone.now()

            def log() -> None:
                record_export(
                    what=what, filters=filters, rows=sent.lines - headers, size_bytes=sent.bytes,
                    is_whole=sent.is_whole, began_at=began_at,
                )  # fmt: skip

            chunks = _Counted(begin(sent), log)
        except BaseException:
            AT_ONCE.release()
            raise
    response = StreamingHttpResponse(chunks, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-cache"
    return response


class _Counted:
    """Chunks of a download that give their place back when they end, or when the reader hangs up.

    log: called once then, with the connection free again.
    """

    def __init__(self, chunks: Iterator[bytes], log: Callable[[], None]) -> None:
        self.chunks, self.log = chunks, log
        self.held = True

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self.chunks)
        except BaseException:
            self._give_back()
            raise

    def close(self) -> None:
        """Called by Django whatever the ending."""
        try:
            if hasattr(self.chunks, "close"):
                self.chunks.close()
        finally:
            self._give_back()

    def _give_back(self) -> None:
        if not self.held:
            return
        self.held = False
        AT_ONCE.release()
        try:
            self.log()
        except DatabaseError:
            # The file has gone out, or its reader has: neither is undone for a line in a log.
            logger.warning("A download could not be logged.", exc_info=True)


def _file_name(ledger: Ledger, filters: Filters, *, for_spreadsheet: bool) -> str:
    parts = [ledger.name]
    if filters.as_of:
        parts.append(f"as-of-{filters.as_of:%Y-%m-%dT%H%M%SZ}")
    if for_spreadsheet:
        parts.append("for-spreadsheets")
    return f"{'-'.join(parts)}.csv"


def _address(path: str, filters: Filters) -> str:
    query = urlencode(filters.as_query())
    return f"{settings.BASE_URL}{path}{'?' if query else ''}{query}"
