"""A page is fetched from the public web only. The listeners here count connections, not answers."""

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from factcheck.intake.confined import Limits, OverLimit, run_confined
from factcheck.intake.fetching import (
    PageNotFetched,
    Reach,
    check_address,
    download,
    fetch_page,
    is_public,
)


class Listener:
    """A web server of a few lines that gives the same bytes to everyone and counts who came."""

    def __init__(self, answer: bytes, seconds_a_byte: float = 0) -> None:
        self.answer, self.seconds_a_byte = answer, seconds_a_byte
        self.requests: list[bytes] = []
        self.connections = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            with connection:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        try:
            self.requests.append(connection.recv(65_536))
            if not self.seconds_a_byte:
                connection.sendall(self.answer)
                return
            for byte in self.answer:
                connection.sendall(bytes([byte]))
                time.sleep(self.seconds_a_byte)
        except OSError:
            return


@contextmanager
def listening(answer: bytes, seconds_a_byte: float = 0) -> Iterator[Listener]:
    listener = Listener(answer, seconds_a_byte)
    thread = threading.Thread(target=listener.serve, daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        # close() alone does not wake a thread that waits in accept().
        listener.socket.shutdown(socket.SHUT_RDWR)
        listener.socket.close()
        thread.join(timeout=5)


def page(body: bytes = b"<p>Hello", content_type: str = "text/html; charset=utf-8", more: str = "") -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body


def redirect(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nSet-Cookie: a=b\r\n\r\n".encode()


def here(*listeners: Listener) -> Reach:
    return Reach(ports=frozenset(listener.port for listener in listeners), loopback=True)


# --- never inside -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "127.1",
        "0x7f.1",
        "2130706433",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::127.0.0.1]",
    ],
)
def test_this_machine_is_refused_however_it_is_written_and_never_connected_to(host: str) -> None:
    with listening(page()) as server:
        # The port is let through, so that only the look at the address stands in the way.
        reach = Reach(ports=frozenset({server.port}))
        with pytest.raises(PageNotFetched, match=r"private network|could not be fetched"):
            download(f"http://{host}:{server.port}/", reach)
        assert server.connections == 0


def test_a_listener_that_may_be_reached_is_reached() -> None:
    """The proof that the count of connections above would bite."""
    with listening(page()) as server:
        assert download(server.url, here(server)).data == b"<p>Hello"
        assert server.connections == 1


@pytest.mark.parametrize(
    "address",
    ["http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/", "http://169.254.169.254/latest/", "http://[fd00::1]/",
     "http://[fe80::1]/", "http://100.64.0.1/", "http://168.63.129.16/", "http://[64:ff9b::7f00:1]/"],
)  # fmt: skip
def test_private_networks_are_refused(address: str) -> None:
    with pytest.raises(PageNotFetched, match="private network"):
        download(address)


def test_a_redirect_into_a_private_network_is_refused() -> None:
    with listening(redirect("http://169.254.169.254/latest/meta-data/")) as server:
        with pytest.raises(PageNotFetched, match="private network"):
            download(server.url, Reach(ports=frozenset({server.port, 80}), loopback=True))
        assert server.connections == 1


@pytest.mark.parametrize(
    "to",
    ["file:///etc/passwd", "ftp://example.org/", "//user:word@example.org/", "gopher://x/", "http://[bad"],
)
def test_a_redirect_is_judged_like_a_first_address(to: str) -> None:
    with listening(redirect(to)) as server, pytest.raises(PageNotFetched):
        download(server.url, here(server))


def test_a_redirect_to_another_port_opens_no_connection() -> None:
    with listening(page()) as inner, listening(redirect(inner.url)) as outer:
        with pytest.raises(PageNotFetched, match="usual web ports"):
            download(outer.url, here(outer))
        assert (outer.connections, inner.connections) == (1, 0)


def test_a_proxy_in_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(page()) as proxy, listening(page()) as server:
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        download(server.url, here(server, proxy))
        assert (proxy.connections, server.connections) == (0, 1)


@pytest.mark.parametrize(
    "url",
    ["", "example.org", "ftp://example.org/", "file:///etc/passwd", "javascript:1", "http://", "http://user@example.org/",
     "http://user:word@example.org/", "http://example.org:22/", "http://example.org:99999/", "http://[bad/"],
)  # fmt: skip
def test_an_address_that_no_page_has_is_refused(url: str) -> None:
    with pytest.raises(PageNotFetched):
        check_address(url)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("127.0.0.1", False), ("224.0.0.1", False),
        ("240.0.0.1", False), ("::7f00:1", False), ("::ffff:10.0.0.1", False), ("2002:7f00:1::", False),
        ("fec0::1", False), ("ff02::1", False), ("192.0.0.192", False), ("0.0.0.0", False),
    ],
)  # fmt: skip
def test_an_address_is_public_only_when_it_is_in_every_reading(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


# --- what comes back ----------------------------------------------------------------------------------


def test_a_redirect_is_followed_and_the_last_address_is_kept_without_cookies() -> None:
    with listening(page("한".encode())) as last, listening(redirect(f"{last.url}story")) as first:
        fetched = download(first.url, here(first, last))
        assert fetched.url == f"{last.url}story"
        assert fetched.data.decode() == "한"
        assert fetched.content_type == "text/html; charset=utf-8"
        assert b"cookie" not in last.requests[0].lower()


def test_redirects_in_a_circle_end() -> None:
    with listening(b"") as server:
        server.answer = redirect(server.url)
        with pytest.raises(PageNotFetched, match="redirects more than 3 times"):
            download(server.url, here(server))
        assert server.connections <= 4


@pytest.mark.parametrize("content_type", ["application/pdf", "image/png", "application/json", ""])
def test_only_pages_and_text_are_taken(content_type: str) -> None:
    with (
        listening(page(content_type=content_type)) as server,
        pytest.raises(PageNotFetched, match="not a web page"),
    ):
        download(server.url, here(server))


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oops", "403 Forbidden"])
def test_an_answer_that_is_no_page_is_reported(status: str) -> None:
    answer = f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode()
    with listening(answer) as server, pytest.raises(PageNotFetched, match=status):
        download(server.url, here(server))


def test_a_page_that_is_too_large_is_dropped_while_it_comes() -> None:
    endless = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"x" * 3_000_000
    with listening(endless) as server:
        reach = Reach(ports=frozenset({server.port}), loopback=True, max_bytes=100_000)
        with pytest.raises(PageNotFetched, match="larger than"):
            download(server.url, reach)


def test_a_site_that_hangs_up_is_reported_in_plain_words() -> None:
    with listening(b"") as server, pytest.raises(PageNotFetched, match="no connection to the site"):
        download(server.url, here(server))


# --- the process around it ----------------------------------------------------------------------------


def test_the_confined_process_refuses_this_machine_too() -> None:
    with pytest.raises(PageNotFetched, match="private network"):
        fetch_page("http://localhost/")


def test_a_page_that_drips_is_stopped_by_the_clock() -> None:
    # Each byte comes well within the limit on one read: only the clock of the process stops this.
    with listening(page(b"x" * 1_000), seconds_a_byte=0.2) as server:
        request = {"url": server.url, "port": server.port}
        with pytest.raises(OverLimit, match="longer than 2 seconds"):
            run_confined("tests.intake.near_fetcher", request, Limits(wall_seconds=2))
        assert server.connections == 1
