"""Fetch one web page for an editor, and never anything inside the newsroom's own network.

requests-hardened resolves each host once, refuses private addresses and connects to the address it checked,
so a name that changes its answer gains nothing. On top: our own stricter look at the address, redirects
followed by hand so that each is judged like the first, limits on size and kind, and a process of its own,
because only a process can be stopped at a fixed time whatever the other side does.
"""

import base64
import ipaddress
import socket
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter

from factcheck.intake.confined import Limits, OverLimit, answer_confined, run_confined
from factcheck.rules.article_limits import MAX_PAGE_BYTES, MIB

TOTAL_SECONDS = 20
MEDIA_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
PORT_OF_SCHEME = {"http": 80, "https": 443}
MAX_REDIRECTS = 3
_CHUNK_BYTES = 64 * 1024
_CONNECT_SECONDS, _READ_SECONDS = 5, 10
_BY_HAND = "Copy the text of the story from your browser and paste it."


class PageNotFetched(Exception):
    """The page could not be had. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class FetchedPage:
    data: bytes
    content_type: str
    # Where the page was in the end, after redirects.
    url: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a fetch may go. Only tests, whose server is on this machine, use another than the default."""

    ports: frozenset[int] = frozenset(PORT_OF_SCHEME.values())
    loopback: bool = False
    max_bytes: int = MAX_PAGE_BYTES


PUBLIC_WEB = Reach()


def fetch_page(url: str) -> FetchedPage:
    """Fetch a public page in at most 20 seconds. Raises PageNotFetched."""
    check_address(url)
    try:
        answer = run_confined("factcheck.intake.fetching", {"url": url}, Limits(wall_seconds=TOTAL_SECONDS))
    except OverLimit as error:
        raise PageNotFetched(f"The page did not arrive: {error}. {_BY_HAND}") from error
    if "not_fetched" in answer:
        raise PageNotFetched(answer["not_fetched"])
    return FetchedPage(base64.b64decode(answer["data"]), answer["content_type"], answer["url"])


def check_address(url: str, reach: Reach = PUBLIC_WEB) -> None:
    """Refuse what no newsroom page has: other schemes, other ports, a name and password in the address."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORT_OF_SCHEME.get(parts.scheme)
    except ValueError as error:
        raise PageNotFetched(f"This is not a web address: {error}.") from error
    if parts.scheme not in PORT_OF_SCHEME or not parts.hostname:
        raise PageNotFetched("Give the whole web address of the page, beginning with https:// or http://.")
    if parts.username is not None or parts.password is not None:
        raise PageNotFetched("The address holds a user name or a password: take it out. " + _BY_HAND)
    if port not in reach.ports:
        raise PageNotFetched(f"Pages are fetched on the usual web ports only, not on port {port}. {_BY_HAND}")


def download(url: str, reach: Reach = PUBLIC_WEB) -> FetchedPage:
    """Fetch in this process; fetch_page() adds the fixed end in time."""
    ends_at = time.monotonic() + TOTAL_SECONDS
    for _ in range(MAX_REDIRECTS + 1):
        check_address(url, reach)
        try:
            # A session for each step: no cookie and no half-closed connection goes along to the next.
            with _session(reach) as session, session.get(url, stream=True) as response:
                if not response.is_redirect:
                    return _page(response, url, reach, ends_at)
                url = urljoin(url, response.headers["Location"])
        except InvalidIPAddress as error:
            raise PageNotFetched(
                f"This address leads into a private network, so it was not opened. {_BY_HAND}"
            ) from error
        except (requests.RequestException, ValueError) as error:
            raise PageNotFetched(f"The page could not be fetched ({_reason(error)}). {_BY_HAND}") from error
    raise PageNotFetched(f"The page redirects more than {MAX_REDIRECTS} times. {_BY_HAND}")


def _page(response: requests.Response, url: str, reach: Reach, ends_at: float) -> FetchedPage:
    if response.status_code != 200:
        raise PageNotFetched(
            f"The site answered {response.status_code} {response.reason}. Check the address. {_BY_HAND}"
        )
    content_type = response.headers.get("Content-Type", "")
    essence = content_type.partition(";")[0].strip().lower()
    if essence not in MEDIA_TYPES:
        raise PageNotFetched(
            f"This address gives {essence or 'an unnamed kind of file'}, not a web page. {_BY_HAND}"
        )
    data = bytearray()
    for chunk in response.iter_content(_CHUNK_BYTES):
        data += chunk
        if len(data) > reach.max_bytes:
            raise PageNotFetched(f"The page is larger than {reach.max_bytes / MIB:.0f} MB. {_BY_HAND}")
        if time.monotonic() > ends_at:
            raise PageNotFetched(f"The page took longer than {TOTAL_SECONDS} seconds. {_BY_HAND}")
    return FetchedPage(bytes(data), content_type, url)


# --- the session --------------------------------------------------------------------------------------


def _session(reach: Reach) -> HTTPSession:
    session = HTTPSession(
        Config(
            ip_filter_enable=True,
            ip_filter_allow_loopback_ips=reach.loopback,
            never_redirect=True,
            default_timeout=(_CONNECT_SECONDS, _READ_SECONDS),
            user_agent_override="Mozilla/5.0 (compatible; fact-checking desk; fetched for an editor)",
        )
    )
    # No proxy, password file or certificate bundle from the environment.
    session.trust_env = False
    session.headers.update(
        {
            "Accept": "text/html, application/xhtml+xml, text/plain",
            # Compressed answers could swell; the text of one page needs no compression.
            "Accept-Encoding": "identity",
        }
    )
    session.mount("http://", _PublicAddressAdapter(is_https_proto=False, allow_loopback=reach.loopback))
    session.mount("https://", _PublicAddressAdapter(is_https_proto=True, allow_loopback=reach.loopback))
    return session


# Cloud providers' inner services on addresses that count as public.
_ALSO_PRIVATE = frozenset(map(ipaddress.ip_address, ("168.63.129.16", "192.0.0.192", "100.100.100.200")))


class _PublicAddressAdapter(IPFilterAdapter):
    """requests-hardened pins the address it has checked; look at that address once more before it is used."""

    def build_connection_pool_key_attributes(self, *args: Any, **kwargs: Any) -> tuple[Any, Any]:
        host_params, pool_kwargs = super().build_connection_pool_key_attributes(*args, **kwargs)
        address = ipaddress.ip_address(host_params["host"].strip("[]"))
        if not (is_public(address) or (self._allow_loopback and address.is_loopback)):
            raise InvalidIPAddress(address)
        return host_params, pool_kwargs


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Python 3.11 takes some inner addresses for public ones: multicast, site-local, IPv4 inside IPv6."""
    if isinstance(address, ipaddress.IPv6Address):
        # An IPv4 address in IPv6 clothes is judged as what it is; the first 96 bits zero is the oldest form.
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and int(address) >> 32 == 0:
            inner = ipaddress.IPv4Address(int(address))
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return (
        address.is_global
        and not (address.is_multicast or address.is_reserved)
        and address not in _ALSO_PRIVATE
    )


def _reason(error: Exception) -> str:
    """A few words for the editor; the library's own message names objects in memory."""
    if isinstance(error, requests.Timeout):
        return "the site did not answer in time"
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate is not valid"
    if isinstance(error, requests.ConnectionError):
        return "no connection to the site"
    return "the address or the answer is not valid"


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    socket.setdefaulttimeout(_READ_SECONDS)
    try:
        page = download(request["url"])
    except PageNotFetched as error:
        return {"not_fetched": str(error)}
    data = base64.b64encode(page.data).decode()
    return {"data": data, "content_type": page.content_type, "url": page.url}


if __name__ == "__main__":
    answer_confined(_answer)
