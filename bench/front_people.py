"""Who comes to the site of bench.front: a reader, a stranger with odd headers, an editor, a crowd."""

import re
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType

import requests

from bench.front_stage import NotSo, Stage

WAIT_SECONDS = 90
# So that pages come as they are, and nothing of ours is between.
PLAIN = {"Accept-Encoding": "identity", "User-Agent": "bench.front"}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    headers: Mapping[str, str]

    @property
    def kept(self) -> str:
        """What nginx says of its cache: HIT, MISS, STALE …; "" where it keeps nothing of this address."""
        return self.headers.get("X-Cache-Status", "")

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    @property
    def is_for_all(self) -> bool:
        return "s-maxage" in self.headers.get("Cache-Control", "") and "Set-Cookie" not in self.headers


def read(
    stage: Stage, address: str, headers: Mapping[str, str] = MappingProxyType({}), method: str = "GET"
) -> Answer:
    """A request by nginx, of somebody who brings nothing along but these headers."""
    return _asked(stage.https + address, method, headers, stage.certificate)


def read_past(stage: Stage, address: str, headers: Mapping[str, str] = MappingProxyType({})) -> Answer:
    """The same asked of a web process itself."""
    said = {"Host": "localhost", "X-Forwarded-Proto": "https", **headers}
    return _asked(f"http://127.0.0.1:{stage.web_ports[0]}{address}", "GET", said, "")


def _asked(url: str, method: str, headers: Mapping[str, str], certificate: str) -> Answer:
    said = {**PLAIN, **headers}
    with requests.Session() as alone:
        alone.trust_env = False
        answer = alone.request(
            method, url, headers=said, timeout=WAIT_SECONDS, verify=certificate or True, allow_redirects=False
        )
    return Answer(answer.status_code, answer.content, answer.headers)


class Editor:
    """Somebody who signs in through nginx, with what a browser sends."""

    def __init__(self, stage: Stage, name: str = "ed") -> None:
        from factcheck.demo.logins import PASSWORD

        self.stage, self.session = stage, requests.Session()
        self.session.trust_env = False
        self.session.verify = stage.certificate
        self.session.headers.update(PLAIN)
        page = self.get("/accounts/login/").text
        entered = self.post("/accounts/login/", page, username=name, password=PASSWORD)
        if entered.status != 302 or "sessionid" not in self.session.cookies:
            raise NotSo(f"Signing in is answered with {entered.status}.")

    def get(self, address: str) -> Answer:
        answer = self.session.get(self.stage.https + address, timeout=WAIT_SECONDS, allow_redirects=False)
        return Answer(answer.status_code, answer.content, answer.headers)

    def post(self, address: str, page: str, *, htmx: bool = False, **typed: str) -> Answer:
        """Send a form that stood on this page."""
        said = {"Origin": self.stage.https, "Referer": self.stage.https + address}
        said |= {"HX-Request": "true"} if htmx else {}
        token = value_in(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        answer = self.session.post(
            self.stage.https + address, typed | {"csrfmiddlewaretoken": token}, headers=said,
            timeout=WAIT_SECONDS, allow_redirects=False,
        )  # fmt: skip
        return Answer(answer.status_code, answer.content, answer.headers)

    def decide(self, code: str, reason: str, *, htmx: bool = False) -> Answer:
        """As a plain form on the claim's page, or from the queue by a script, which swaps the answer in."""
        place = f"/desk/?claim={code}" if htmx else f"/desk/claims/{code}/"
        page = self.get(f"/desk/claims/{code}/").text
        return self.post(
            f"/desk/claims/{code}/decide/", page, htmx=htmx, reason=reason, next=place,
            version=value_in(r'name="version" value="(\d+)"', page),
            status="disputed" if 'name="status" value="disputed"' in page else "unverified",
        )  # fmt: skip

    def publish(self, code: str) -> Answer:
        page = self.get(f"/desk/claims/{code}/").text
        version = value_in(r'name="version" value="(\d+)"', page)
        return self.post(f"/desk/claims/{code}/publish/", page, version=version)

    def upload(self, name: str, table: str) -> str:
        """Bring a table in, as far as the worker. Returns its page's address."""
        page = self.get("/desk/import/").text
        token = value_in(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        stored = self.session.post(
            f"{self.stage.https}/desk/import/", {"csrfmiddlewaretoken": token},
            files={"file": (name, table.encode(), "text/csv")}, timeout=WAIT_SECONDS, allow_redirects=False,
            headers={"Origin": self.stage.https, "Referer": f"{self.stage.https}/desk/import/"},
        )  # fmt: skip
        if stored.status_code != 303:
            raise NotSo(f"The table is answered with {stored.status_code}.")
        address = stored.headers["Location"]
        page = self.get(address).text
        columns = dict(
            re.findall(r'<select name="(column_\d+)".*?<option value="([a-z_]+)" selected', page, re.S)
        )
        asked = self.post(address, page, act="import", **columns)
        if asked.status != 303:
            raise NotSo(f"The import is answered with {asked.status}.")
        return address


def value_in(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    if found is None:
        raise NotSo(f"The page has no {pattern}.")
    return found[1]


@dataclass(slots=True)
class Crowd:
    """Readers who ask without a pause: for a few pages that are kept, and one of them for new ones too."""

    stage: Stage
    readers: int = 8
    answers: Counter[int] = field(default_factory=Counter)
    longest: float = 0.0
    asked_to_come_again: int = 0

    def __str__(self) -> str:
        told = ", ".join(f"{number:,} × {status}" for status, number in sorted(self.answers.items()))
        again = f", {self.asked_to_come_again} asked to come again for a new page"
        return f"{told}, the slowest in {self.longest:.1f} s{again if self.asked_to_come_again else ''}"

    @contextmanager
    def asking(self) -> Iterator[None]:
        ended = threading.Event()
        threads = [threading.Thread(target=self._ask, args=[number, ended]) for number in range(self.readers)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            ended.set()
            for thread in threads:
                thread.join()

    def _ask(self, number: int, ended: threading.Event) -> None:
        session, done = requests.Session(), 0
        session.trust_env = False
        while not ended.is_set():
            is_new = number == 0 and done % 2 == 1
            words = f"new{number}x{time.monotonic_ns()}" if is_new else f"word{done % 20}"
            began = time.perf_counter()
            try:
                answer = session.get(
                    f"{self.stage.https}/claims/?q={words}",
                    timeout=WAIT_SECONDS,
                    verify=self.stage.certificate,
                )
                status = answer.status_code
                if is_new and status == 503 and "Retry-After" in answer.headers:
                    # What the desk says of its own accord when more come than it can make pages for.
                    self.asked_to_come_again += 1
                    continue
            except requests.RequestException:
                status = 0
            self.longest = max(self.longest, time.perf_counter() - began)
            self.answers[status] += 1
            done += 1
