"""What nginx keeps for readers, and that nobody can put anything else there."""

import gzip
import http.client
import ssl
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType

import requests
from requests.structures import CaseInsensitiveDict

from bench.front_people import Answer, Editor, read, read_past, value_in
from bench.front_stage import Stage

Fact = tuple[bool, str]

PAGES = (
    "/", "/claims/", "/claims/?status=confirmed", "/claims/NK-0001/", "/claims/NG-0003/",
    "/ko/claims/NK-0001/", "/articles/", "/sources/", "/sources/russia/", "/topics/", "/corrections/",
    "/methodology/", "/claims/NK-0001.json", "/feeds/claims.atom", "/feeds/claims.json", "/sitemap.xml",
)  # fmt: skip
DOWNLOADS = (
    "/ledger/claims.csv",
    "/ledger/attributions.csv",
    "/ledger/decisions.csv",
    "/ledger/entries.jsonl",
)
WHOLE: Mapping[str, str] = MappingProxyType({})
PART: Mapping[str, str] = MappingProxyType({"HX-Request": "true"})
FORGED = "sessionid=of-nobody-who-has-signed-in"
# What strangers may send to have others get it. Each is tried on a page of its own, new and when it is due.
ODD: Mapping[str, Mapping[str, str]] = {
    "a forged session": {"Cookie": FORGED},
    "an empty session": {"Cookie": "sessionid="},
    "a session of 0": {"Cookie": "sessionid=0"},
    "a session with blanks": {"Cookie": "a=b;  sessionid =x"},
    "a forged message": {"Cookie": "messages=W1siX19qc29uX21lc3NhZ2UiLDAsMjAsIkhhIl1d:x:y"},
    "another's cookies": {"Cookie": "_ga=GA1.1.1; csrftoken=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
    "a language of the desk": {"Cookie": "desk_language=ko", "Accept-Language": "ko"},
    "another host": {"Host": "evil.example"},
    "a host that is allowed": {"Host": "127.0.0.1"},
    "a host with a port": {"Host": "localhost:1"},
    "a forwarded host": {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example;proto=http"},
    "a forwarded scheme": {"X-Forwarded-Proto": "http", "X-Forwarded-Port": "80", "X-Forwarded-Ssl": "off"},
    "a forwarded address": {"X-Forwarded-For": "1.2.3.4, 5.6.7.8", "X-Real-Ip": "1.2.3.4"},
    "another path": {"X-Original-Url": "/desk/", "X-Rewrite-Url": "/desk/"},
    "a part of a page": {"HX-Request": "true"},
    "a part, going back": {"HX-Request": "true", "HX-History-Restore-Request": "true"},
    "a part in capitals": {"HX-Request": "TRUE"},
    "a part, twice": {"HX-Request": "true, true"},
    "a part, encoded": {"HX-Request": "%74rue", "HX-Request-URI-AutoEncoded": "true"},
    "a part, with another dash": {"HX_Request": "true", "X_Forwarded_Proto": "http"},
    "a part of another target": {"HX-Target": "chosen-claim", "HX-Boosted": "true", "HX-Prompt": "x"},
    "a range": {"Range": "bytes=0-9"},
    "a range, if it is new": {"Range": "bytes=5-", "If-Range": "x"},
    "a validator of everything": {"If-None-Match": "*"},
    "a day to come": {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    "compressed": {"Accept-Encoding": "gzip"},
    "compressed otherwise": {"Accept-Encoding": "br, zstd, deflate;q=0.1"},
    "another kind": {"Accept": "application/json"},
    "a method in a header": {"X-HTTP-Method-Override": "POST", "X-Method-Override": "DELETE"},
    "nothing kept": {"Cache-Control": "no-store, no-cache", "Pragma": "no-cache"},
    "headers to take out": {"Connection": "close, Cookie, X-Forwarded-Proto"},
    "somebody's password": {"Authorization": "Basic ZWQ6dHJ5LXRoZS1kZXNrLWZpcnN0"},
}  # fmt: skip
IS_DUE_SECONDS = 32


def facts(stage: Stage) -> Iterator[Fact]:
    yield _kept(stage)
    yield _unchanged(stage)
    yield _parts(stage)
    yield _moments(stage)
    yield _downloads(stage)
    yield _encodings(stage)
    yield _long_addresses(stage)
    yield _other_cookies(stage)
    yield _by_strangers(stage)
    yield _by_strangers_when_due(stage)
    yield _another_address(stage)
    yield _flood(stage)


def as_made(stage: Stage, address: str, headers: Mapping[str, str] = WHOLE) -> bytes:
    return read_past(stage, address, headers).body


def _kept(stage: Stage) -> Fact:
    differ = []
    for address in PAGES:
        first, second = read(stage, address), read(stage, address)
        made = as_made(stage, address)
        if not (second.kept == "HIT" and first.status == 200 and first.body == second.body == made):
            differ.append(f"{address} ({first.kept}, {second.kept})")
    return not differ, (
        f"{len(PAGES)} pages, feeds and files: nginx answers the second reader itself, with the bytes of the "
        f"web process{but(differ)}"
    )


def _unchanged(stage: Stage) -> Fact:
    page = read(stage, "/claims/")
    again = read(stage, "/claims/", {"If-None-Match": page.headers["ETag"]})
    return again.status == 304 and again.kept == "HIT", (
        f"a browser that has the page is told by nginx that it is unchanged: {again.status}, {again.kept}"
    )


def _parts(stage: Stage) -> Fact:
    address = "/claims/?q=soldiers"
    whole, part = ([read(stage, address, headers) for _ in range(2)] for headers in (WHOLE, PART))
    apart = all(b"<!doctype" in one.body for one in whole) and all(
        b"<!doctype" not in one.body for one in part
    )
    kept = whole[1].kept == part[1].kept == "HIT"
    return apart and kept, "the part of a page that HTMX swaps in and the whole page are kept, each apart"


def _moments(stage: Stage) -> Fact:
    moments = ("2024-11-01", "2025-01-31")
    addresses = ["/claims/NK-0003/", *(f"/claims/NK-0003/?as_of={day}" for day in moments)]
    got = [[read(stage, address) for _ in range(2)][1] for address in addresses]
    differ = len({one.body for one in got}) == len(got)
    as_they_are = all(
        one.body == as_made(stage, address) for one, address in zip(got, addresses, strict=True)
    )
    return differ and as_they_are, "a page as of a day is kept under its own address"


def _downloads(stage: Stage) -> Fact:
    wrong = []
    for address in DOWNLOADS:
        answers = [read(stage, address) for _ in range(2)]
        head = read(stage, address, method="HEAD")
        made = as_made(stage, address)
        if not all(one.status == 200 and one.kept == "" and one.body == made for one in answers):
            wrong.append(address)
        if head.status != 200 or head.body:
            wrong.append(f"HEAD {address}")
    with ThreadPoolExecutor(4) as some:
        at_once = list(some.map(lambda _: read(stage, DOWNLOADS[0]), range(4)))
    wrong += [f"at once: {one.status}" for one in at_once if one.status != 200]
    return not wrong, f"downloads are made for each reader, four at once too, and none is kept{but(wrong)}"


def _encodings(stage: Stage) -> Fact:
    plain, packed = read(stage, "/claims/"), _packed(stage, "/claims/")
    style = value_of_style(plain.text)
    plain_style, packed_style = read(stage, style), _packed(stage, style)
    again = read(stage, style)
    ok = (
        packed[0] == plain.body and packed[1] < len(plain.body) / 2
        and packed_style[0] == plain_style.body == again.body and "Content-Encoding" not in again.headers
    )  # fmt: skip
    return ok, (
        f"whoever takes gzip gets it ({len(plain.body):,} bytes in {packed[1]:,}), whoever does not gets "
        "none, of pages and of styles"
    )


def _packed(stage: Stage, address: str) -> tuple[bytes, int]:
    """A body that was sent compressed, unpacked; and how many bytes were sent."""
    with requests.get(
        stage.https + address,
        headers={"Accept-Encoding": "gzip"},
        verify=stage.certificate,
        stream=True,
        timeout=60,
    ) as answer:
        sent = answer.raw.read(decode_content=False)
    if answer.headers.get("Content-Encoding") != "gzip":
        return sent, len(sent)
    return gzip.decompress(sent), len(sent)


def value_of_style(page: str) -> str:
    return value_in(r'<link rel="stylesheet" href="([^"]+)"', page)


def _long_addresses(stage: Stage) -> Fact:
    """nginx gives up on an answer whose headers are longer than it keeps room for: 502."""
    wrong = []
    for number in (1000, 3000, 6000):
        for headers in (WHOLE, PART):
            address = f"/claims/?status={'x' * number}"
            asked, past = read(stage, address, headers), read_past(stage, address, headers)
            if asked.status != past.status:
                wrong.append(f"{number} signs: {asked.status}, not {past.status}")
    return not wrong, f"an address of 6,000 signs is answered as by the web process{but(wrong)}"


def _other_cookies(stage: Stage) -> Fact:
    """Each reader of a newsroom's site has cookies of its other pages."""
    read(stage, "/topics/")
    hits = sum(
        read(stage, "/topics/", {"Cookie": f"_ga=GA1.{number}; a=b"}).kept == "HIT" for number in range(20)
    )
    return hits == 20, f"readers who bring cookies of other pages: {hits} of 20 answered by nginx"


def _by_strangers(stage: Stage) -> Fact:
    spoilt = []
    for number, (what, headers) in enumerate(ODD.items()):
        address = f"/claims/?q=spoil{number}"
        read(stage, address, headers)
        read(stage, address, headers, "HEAD")
        if not _is_as_made(stage, address):
            spoilt.append(what)
    return not spoilt, (
        f"{len(ODD)} kinds of strangers ask for a page first: the next reader gets it as made for "
        f"readers{but(spoilt)}"
    )


def _by_strangers_when_due(stage: Stage) -> Fact:
    addresses = {what: f"/claims/?q=due{number}" for number, what in enumerate(ODD)}
    for address in addresses.values():
        read(stage, address)
    time.sleep(IS_DUE_SECONDS)
    for what, address in addresses.items():
        read(stage, address, ODD[what])
    # nginx asks anew behind the answer.
    time.sleep(2)
    spoilt = [what for what, address in addresses.items() if not _is_as_made(stage, address)]
    return not spoilt, f"the same when the page is due to be asked for again{but(spoilt)}"


def _is_as_made(stage: Stage, address: str) -> bool:
    made, of_a_part = as_made(stage, address), as_made(stage, address, PART)
    whole = [read(stage, address) for _ in range(2)]
    part = read(stage, address, PART)
    return all(_is(one, made) for one in whole) and _is(part, of_a_part) and whole[1].kept != "MISS"


def _is(answer: Answer, made: bytes) -> bool:
    return answer.status == 200 and answer.body == made and answer.is_for_all


def _another_address(stage: Stage) -> Fact:
    """Who guesses passwords is counted by the address that nginx sees, whatever the headers say."""
    statuses = []
    for number in range(60):
        page = _from(stage, "127.0.0.9", "/accounts/login/")
        token = page.text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        cookie = page.headers.get("Set-Cookie", "").partition(";")[0]
        typed = f"csrfmiddlewaretoken={token}&username=somebody{number}&password=guessed-it-{number}"
        statuses.append(
            _from(
                stage, "127.0.0.9", "/accounts/login/", typed,
                {
                    "Cookie": cookie, "X-Forwarded-For": f"10.1.1.{number}", "Origin": stage.https,
                    "Referer": f"{stage.https}/accounts/login/",
                    "Content-Type": "application/x-www-form-urlencoded",
                },
            ).status
        )  # fmt: skip
        if statuses[-1] == 429:
            break
    Editor(stage)
    return 429 in statuses, (
        f"60 guesses of passwords, each with another X-Forwarded-For: stopped after {len(statuses) - 1}; "
        "an editor from elsewhere signs in"
    )


def _flood(stage: Stage) -> Fact:
    """From one address with made-up sessions; whoever reads or works elsewhere is to notice nothing."""
    editor = Editor(stage)

    def ask(number: int) -> int:
        return _from(stage, "127.0.0.7", "/healthz", headers={"Cookie": f"sessionid=made-up-{number}"}).status

    with ThreadPoolExecutor(16) as many:
        begun = many.map(ask, range(1500))
        mine = [editor.get("/desk/").status, read(stage, "/claims/").status, read(stage, "/").status]
        answers = list(begun)
    refused = answers.count(429)
    return refused > 0 and set(mine) == {200} and set(answers) <= {200, 429}, (
        f"1,500 requests with made-up sessions from one address at once: {refused} refused by nginx, "
        "an editor and a reader from elsewhere are answered"
    )


def _from(stage: Stage, own: str, address: str, body: str = "", headers: Mapping[str, str] = WHOLE) -> Answer:
    """A request that comes from another of this machine's loopback addresses."""
    trusting = ssl.create_default_context(cafile=stage.certificate)
    connection = http.client.HTTPSConnection(
        "localhost", stage.ports[2], timeout=60, context=trusting, source_address=(own, 0)
    )
    connection.request("POST" if body else "GET", address, body or None, dict(headers))
    answer = connection.getresponse()
    got = Answer(answer.status, answer.read(), CaseInsensitiveDict(answer.getheaders()))
    connection.close()
    return got


def but(wrong: list[str]) -> str:
    return f"; but not {', '.join(wrong)}" if wrong else ""
