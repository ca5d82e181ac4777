"""An editor at work while a crowd of readers hammers the site, and what the server can do at all.

    STATE_DIR=/some/folder .venv/bin/python -m bench.storm [--readers 200] [--seconds 30] [--port 8198]

Starts the desk's server on the database that `bench.make_ledger` has filled. First, with few readers at once:
requests a second of a page that says only "alive", of claims' pages that nobody has asked for yet, of a few
again and again, and of claims' pages that have not changed (304), in turns; medians and ratios. These are
asked for by `wrk` where it is installed, and by this process where it is not. Then the
editor's requests alone, and again while all readers ask for pages without a pause and without heeding "come
again in a few seconds". The readers share the machine with the server.
"""

import argparse
import asyncio
import http.client
import os
import statistics
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from bench import wrk

FEW = 8
ROUNDS = 5
ROUND_SECONDS = 3.0
HELLO = "/healthz"


@dataclass(slots=True)
class Crowd:
    """Readers of these addresses, in a thread and an event loop of their own."""

    port: int
    readers: int
    addresses: list[str]
    tags: dict[str, str] = field(default_factory=dict)
    new_each_time: bool = False
    asked: int = 0
    answers: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def rate_for(self, seconds: float) -> float:
        """Answers a second that were pages; by wrk where it is installed, which takes less of the cores."""
        if not wrk.is_here():
            return self.read_for(seconds)
        asked, rate = wrk.requests(
            self.port, self.addresses, self.tags, start=self.asked, at_once=self.readers, seconds=seconds
        )
        self.asked += asked
        return rate

    def read_for(self, seconds: float) -> float:
        """Answers a second that were pages (200 or 304)."""
        self.answers.clear()
        self.seconds.clear()
        asyncio.run(self._all(time.perf_counter() + seconds))
        return (self.answers[200] + self.answers[304]) / seconds

    async def _all(self, ends: float) -> None:
        await asyncio.gather(*(self._one(Random(number), ends) for number in range(self.readers)))

    async def _one(self, chance: Random, ends: float) -> None:
        while time.perf_counter() < ends:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                while time.perf_counter() < ends:
                    began = time.perf_counter()
                    self.answers[await self._ask(reader, writer, self._next(chance))] += 1
                    self.seconds.append(time.perf_counter() - began)
                writer.close()
            except (OSError, asyncio.IncompleteReadError):
                self.answers[0] += 1

    def _next(self, chance: Random) -> str:
        self.asked += 1
        return self.addresses[self.asked] if self.new_each_time else chance.choice(self.addresses)

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, address: str) -> int:
        known = f"If-None-Match: {self.tags[address]}\r\n" if address in self.tags else ""
        writer.write(f"GET {address} HTTP/1.1\r\nHost: localhost\r\n{known}\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        status = int(head.split(b" ", 2)[1])
        if status != 304:
            await reader.readexactly(int(head.split(b"content-length:")[1].split(b"\r\n")[0]))
        return status


def main() -> int:
    options = _options()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    import django

    django.setup()
    from bench.exports import _serving

    with _serving(options.port):
        claims, cookie = _record()
        time.sleep(15)  # The signer and the worker of the queue are still beginning.
        addresses = [f"/claims/{code}/" for code in claims]
        _rates(options.port, addresses)
        _storm(
            options,
            [*addresses[:60], *["/", "/claims/", "/claims/?status=confirmed", "/topics/"] * 5],
            cookie,
            claims,
        )
    return 0


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="bench.storm", description=__doc__.partition("\n")[0])
    reader.add_argument("--readers", type=int, default=200)
    reader.add_argument("--seconds", type=float, default=30)
    reader.add_argument("--port", type=int, default=8198)
    return reader.parse_args()


def _record() -> tuple[list[str], str]:
    """Codes of published claims, and the cookie of an editor who has logged in."""
    from django.conf import settings
    from django.test import Client

    from factcheck.models import Claim, User

    published = Claim.objects.filter(publication="published").order_by("-ledger_seq")
    editor = Client()
    editor.force_login(User.objects.filter(role="chief_editor").order_by("pk")[0])
    name = settings.SESSION_COOKIE_NAME
    return list(published.values_list("code", flat=True)[:6000]), f"{name}={editor.cookies[name].value}"


def _rates(port: int, addresses: list[str]) -> None:
    few = addresses[:50]
    crowds = {
        "alive": Crowd(port, FEW, [HELLO]),
        "a claim": Crowd(port, FEW, addresses, new_each_time=True),
        "again": Crowd(port, FEW, few),
        "unchanged": Crowd(port, FEW, few, {one: _tag(port, one) for one in few}),
    }
    for crowd in crowds.values():
        crowd.rate_for(ROUND_SECONDS)
    rounds = [[crowd.rate_for(ROUND_SECONDS) for crowd in crowds.values()] for _ in range(ROUNDS)]
    medians = [statistics.median(column) for column in zip(*rounds, strict=True)]
    for name, rate in zip(crowds, medians, strict=True):
        print(
            f"{name:<12}{rate:>7.0f} a second by {FEW} at once, {rate / medians[0]:>5.0%} of “alive”",
            flush=True,
        )


def _tag(port: int, address: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers={"Host": "localhost"})
    response = connection.getresponse()
    response.read()
    return response.headers["ETag"]


def _storm(options: argparse.Namespace, addresses: list[str], cookie: str, claims: list[str]) -> None:
    _tell("the editor alone", _edits(options.port, cookie, claims, options.seconds / 2))
    crowd = Crowd(options.port, options.readers, addresses)
    reading = threading.Thread(target=crowd.read_for, args=[options.seconds])
    reading.start()
    time.sleep(3)
    _tell(
        f"the editor among {options.readers} readers",
        _edits(options.port, cookie, claims, options.seconds - 6),
    )
    reading.join()
    rates = ", ".join(
        f"{status}: {number / options.seconds:.0f}" for status, number in sorted(crowd.answers.items())
    )
    print(
        f"the readers' answers a second by status: {rates}; "
        f"half came within {statistics.median(crowd.seconds):.2f} s"
    )


def _edits(port: int, cookie: str, claims: list[str], seconds: float) -> list[float]:
    """Seconds that each of the editor's requests took."""
    chance, taken, ends = Random(1), [], time.perf_counter() + seconds
    while time.perf_counter() < ends:
        code = chance.choice(claims)
        for address in (
            "/desk/",
            f"/desk/claims/{code}/",
            "/desk/articles/",
            "/desk/for-you/",
            f"/claims/{code}/",
        ):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            began = time.perf_counter()
            connection.request("GET", address, headers={"Host": "localhost", "Cookie": cookie})
            response = connection.getresponse()
            response.read()
            taken.append(time.perf_counter() - began)
            connection.close()
            if response.status != 200:
                raise SystemExit(f"{address} answers the editor {response.status}")
        time.sleep(0.2)
    return taken


def _tell(who: str, taken: list[float]) -> None:
    ordered = sorted(taken)
    p50, p95 = (1000 * ordered[int(len(ordered) * part)] for part in (0.5, 0.95))
    print(
        f"{who}: {len(taken)} requests, p50 {p50:.0f} ms, p95 {p95:.0f} ms, "
        f"longest {1000 * ordered[-1]:.0f} ms",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
