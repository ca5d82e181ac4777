"""Pages for readers as they were written last, kept in this process: the next reader gets the same bytes.

Kept with the entity tag, which changes with the record, so none is ever stale.
"""

from collections import OrderedDict
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django_htmx.middleware import HtmxDetails

from factcheck.queries.revision import on_forgetting

# Of one process. What nobody has asked for longest makes room.
KEPT_BYTES = 16 * 1024 * 1024
LONGEST_BYTES = 512 * 1024

Key = tuple[str, ...]


class KeptPages:
    def __init__(self, most_bytes: int = KEPT_BYTES) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._pages: OrderedDict[Key, tuple[str, bytes, dict[str, str]]] = OrderedDict()
        self._lock = Lock()

    def __contains__(self, key: Key) -> bool:
        """Whether there is a page to be had, perhaps with an earlier tag than today's."""
        return key in self._pages

    def get(self, key: Key, tag: str) -> HttpResponse | None:
        with self._lock:
            if (found := self._pages.get(key)) is None or found[0] != tag:
                return None
            self._pages.move_to_end(key)
        _, body, headers = found
        return HttpResponse(body, headers=headers)

    def keep(self, key: Key, tag: str, response: HttpResponse) -> None:
        """Keep a whole page instead of an earlier one; one that sets a cookie was made for somebody."""
        if response.status_code != 200 or response.streaming or response.cookies:
            return
        if len(response.content) > LONGEST_BYTES:
            return
        with self._lock:
            self._drop(key)
            length = {"Content-Length": str(len(response.content))}
            self._pages[key] = (tag, response.content, dict(response.headers) | length)
            self.bytes += len(response.content)
            while self.bytes > self.most_bytes:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.bytes = 0

    def _drop(self, key: Key) -> None:
        _, body, _ = self._pages.pop(key, ("", b"", {}))
        self.bytes -= len(body)


def key_of(request: HttpRequest) -> Key:
    """All that a page for readers depends on besides what its entity tag says."""
    part = "part" if is_swap(request) else ""
    return (request.get_host(), request.get_full_path(), part, get_language() or "")


def is_swap(request: HttpRequest) -> bool:
    """Whether only what HTMX swaps in is wanted. What the headers say besides changes no page.

    Read here, as pages at hand are looked up before the middleware of HTMX.
    """
    htmx = HtmxDetails(request)
    return bool(htmx) and not htmx.history_restore_request


pages = KeptPages()
on_forgetting(pages.clear)
