"""How long each page takes on a record of any size: p50, p95 and statements, and several sizes side by side.

    STATE_DIR=/some/folder .venv/bin/python -m bench.pages_at_scale [--rounds 20] [--only WORD] [--save FILE]
    .venv/bin/python -m bench.pages_at_scale --beside 10k.json 100k.json 1m.json

Measures in the server: from the request to the last byte of the page, through every middleware, in this
process and as the web role. What goes over the wire comes on top. Fill the database first with
`bench.make_ledger`.

Each page is made anew, as for the first reader after the record has changed; with --kept it may come from
what the process keeps until then.
--slowest prints the statement that took longest of each page with its plan.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

Ask = Callable[[], None]
# Each in tens of thousands of a million claims of bench/made_up_words.py.
COMMON = ("bridge", "soldiers", "people", "school", "airport", "families", "money", "attack")
# Whole words; Chinese has no blanks between them.
WORDS = {
    "ko": r"\b[가-힣]{2,}\b",
    "ru": r"\b[А-Яа-я]{4,}\b",
    "zh": "[一-龥]{2,6}",
    "ar": r"\b[ء-ي]{3,}\b",
}


@dataclass(slots=True)
class Watch:
    """Counts statements, and remembers the one that took longest."""

    statements: int = 0
    longest: float = 0.0
    slowest: tuple[str, Any] = ("", None)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            taken = time.perf_counter() - began
            self.statements += 1
            if taken > self.longest:
                self.longest, self.slowest = taken, (sql, params)


@dataclass(slots=True)
class Measured:
    seconds: list[float] = field(default_factory=list)
    statements: int = 0
    slowest: tuple[str, Any] = ("", None)

    def at(self, part: float) -> float:
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(int(len(ordered) * part), len(ordered) - 1)]


def main() -> int:
    options = _options()
    if options.beside:
        _print_beside(options.beside)
        return 0
    # Files under static/ are read as they are: no copies have to be made for a measurement.
    os.environ["DEBUG"] = "true"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    import django
    from django.conf import settings

    django.setup()
    settings.DEBUG = False
    found: dict[str, Measured] = {}
    print(f"{'page':<34} {'p50 ms':>8} {'p95 ms':>8} {'SQL':>4}")
    for name, ask in _Asked(options.seed).each():
        if options.only in name:
            ask = ask if options.kept else _anew(ask)
            found[name] = one = _measure(ask, options.rounds, options.most_seconds)
            print(f"{name:<34} {one.at(0.5):>8.1f} {one.at(0.95):>8.1f} {one.statements:>4}", flush=True)
            if options.slowest:
                _explain(one)
    if options.save:
        kept = {name: [one.at(0.5), one.at(0.95), one.statements] for name, one in found.items()}
        options.save.write_text(json.dumps(kept, indent=1))
    return 0


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="bench.pages_at_scale", description=__doc__.partition("\n")[0])
    reader.add_argument("--rounds", type=int, default=20, help="times that each page is asked for")
    reader.add_argument("--most-seconds", type=float, default=30, help="… unless that takes longer")
    reader.add_argument("--only", default="", metavar="WORD", help="pages with this in their name")
    reader.add_argument("--kept", action="store_true", help="let the process use what it keeps")
    reader.add_argument("--slowest", action="store_true")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--save", type=Path, metavar="FILE")
    reader.add_argument("--beside", type=Path, nargs="+", metavar="FILE", help="print what was saved")
    return reader.parse_args()


def _anew(ask: Ask) -> Ask:
    from factcheck.queries.revision import forget_all

    def forgetful() -> None:
        forget_all()
        ask()

    return forgetful


def _measure(ask: Ask, rounds: int, most_seconds: float) -> Measured:
    from django.db import connection

    ask()
    found, ends = Measured(), time.perf_counter() + most_seconds
    longest = 0.0
    for _ in range(rounds):
        watch = Watch()
        with connection.execute_wrapper(watch):
            began = time.perf_counter()
            ask()
            found.seconds.append(time.perf_counter() - began)
        found.statements = max(found.statements, watch.statements)
        if watch.longest > longest:
            longest, found.slowest = watch.longest, watch.slowest
        if time.perf_counter() > ends:
            break
    return found


def _explain(one: Measured) -> None:
    from django.db import connection

    sql, params = one.slowest
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", params)
        print(f"  {sql % tuple(map(repr, params or ()))}"[:2500])
        for (line,) in cursor.fetchall():
            print(f"    {line[:200]}")


def _print_beside(paths: list[Path]) -> None:
    kept = [json.loads(path.read_text()) for path in paths]
    print(f"{'p95 in ms':<34}" + "".join(f"{path.stem:>10}" for path in paths) + f"{'SQL':>6}{'grows':>8}")
    for name in kept[-1]:
        row = [one[name][1] if name in one else float("nan") for one in kept]
        print(
            f"{name:<34}" + "".join(f"{value:>10.1f}" for value in row)
            + f"{kept[-1][name][2]:>6}{row[-1] / row[0]:>7.1f}×"
        )  # fmt: skip


class _Asked:
    """Every page that is asked for, each time for another claim, source or word of the record."""

    def __init__(self, seed: int) -> None:
        from django.test import Client

        from factcheck.models import Claim, Source, User

        self.chance = Random(seed)
        self.reader, self.editor = (Client(SERVER_NAME="localhost") for _ in range(2))
        self.editor.force_login(User.objects.filter(role="chief_editor").order_by("pk")[0])
        # As the very last; a step through the codes would be a step through the topics.
        last = Claim.objects.order_by("-pk").values_list("pk", flat=True)[0]
        picked = Claim.objects.filter(pk__in=[self.chance.randrange(last) + 1 for _ in range(400)])
        self.claims = list(picked.filter(publication="published").select_related("topic"))
        self.newest = Claim.objects.order_by("-ledger_seq").values_list("ledger_seq", flat=True)[0]
        named = Source.objects.exclude(kind__in=("outlet", "wire")).order_by("pk")
        self.common = [one.slug for one in named[:5]]
        self.rare = [one.slug for one in named.reverse()[:20]]
        self.busiest = Claim.objects.filter(publication="published").order_by("-version")[0].code
        self.outlet = Source.objects.filter(kind="outlet").order_by("pk")[0].slug

    def each(self) -> Iterator[tuple[str, Ask]]:
        yield from self._public()
        yield from self._found()
        yield from self._beside()
        yield from self._desk()

    def _public(self) -> Iterator[tuple[str, Ask]]:
        yield "front page", self._get(lambda: "/")
        yield "claims", self._get(lambda: "/claims/")
        deep = lambda: self.chance.randrange(self.newest // 20, self.newest)  # noqa: E731
        yield "claims, far down", self._get(lambda: f"/claims/?before={deep()}")
        for status in ("confirmed", "retracted"):
            yield f"claims, {status}", self._get(lambda status=status: f"/claims/?status={status}")
        yield "claims, topic", self._get(lambda: f"/claims/?topic={self._claim().topic.slug}")
        yield "claims, common source", self._get(lambda: f"/claims/?source={self._one(self.common)}")
        yield "claims, rare source", self._get(lambda: f"/claims/?source={self._one(self.rare)}")
        yield "claims, stance", self._get(lambda: "/claims/?stance=denies")
        both = lambda: f"/claims/?source={self._one(self.rare)}&status=disputed&stance=denies"  # noqa: E731
        yield "claims, source, stance and status", self._get(both)
        yield "claims, changed in a year", self._get(self._year)
        yield "claims, as of a day", self._get(lambda: f"/claims/?as_of={self._day()}")

    def _found(self) -> Iterator[tuple[str, Ask]]:
        common = lambda: self._one(COMMON)  # noqa: E731
        yield "search, common word", self._get(lambda: f"/claims/?q={common()}")
        yield "search, common word and status", self._get(lambda: f"/claims/?q={common()}&status=retracted")
        yield "search, name", self._get(lambda: f"/claims/?q={self._name('en')}")
        for code, word in WORDS.items():
            yield f"search, {code}", self._get(lambda word=word: f"/claims/?q={self._word(word)}")
        yield "search, part of a word", self._get(lambda: f"/claims/?q={self._word(WORDS['ru'])[1:-1]}")
        two = lambda: "+".join(self.chance.sample(COMMON, 2))  # noqa: E731
        yield "search, two common words", self._get(lambda: f"/claims/?q={two()}")
        then = lambda: f"/claims/?q={common()}&as_of={self._day()}"  # noqa: E731
        yield "search, common word as of a day", self._get(then)
        yield "search, word that nobody has", self._get(lambda: "/claims/?q=zyxwvut")
        yield "claim", self._get(lambda: f"/claims/{self._claim().code}/")
        yield "claim with the longest record", self._get(lambda: f"/claims/{self.busiest}/")
        yield "claim, as of a day", self._get(lambda: f"/claims/{self._claim().code}/?as_of=2025-12-30")
        yield "claim.json", self._get(lambda: f"/claims/{self._claim().code}.json")

    def _beside(self) -> Iterator[tuple[str, Ask]]:
        yield "sources", self._get(lambda: "/sources/")
        yield "source, common", self._get(lambda: f"/sources/{self._one(self.common)}/")
        yield "source, rare", self._get(lambda: f"/sources/{self._one(self.rare)}/")
        yield "source, an outlet", self._get(lambda: f"/sources/{self.outlet}/")
        yield "topics", self._get(lambda: "/topics/")
        yield "topic", self._get(lambda: f"/topics/{self._claim().topic.slug}/")
        yield "articles", self._get(lambda: "/articles/")
        yield "corrections", self._get(lambda: "/corrections/")
        yield "ledger", self._get(lambda: "/ledger/")
        yield "Atom feed", self._get(lambda: "/feeds/claims.atom")

    def _desk(self) -> Iterator[tuple[str, Ask]]:
        from factcheck.queries.matching import matching_claims

        disputed, words = "?show=all&status=disputed", "?show=all&q=bridge"
        views = {
            "waiting": "",
            "all": "?show=all",
            "mine": "?show=mine",
            "disputed": disputed,
            "words": words,
        }
        for name, query in views.items():
            yield f"queue, {name}", self._get(lambda query=query: f"/desk/{query}", self.editor)
        one = lambda: f"/desk/claims/{self._claim().code}/"  # noqa: E731
        yield "desk's page of a claim", self._get(one, self.editor)
        yield "desk's articles", self._get(lambda: "/desk/articles/", self.editor)
        yield "desk's sources", self._get(lambda: "/desk/sources/", self.editor)
        yield "matching", lambda: (matching_claims(self._claim().text), None)[1]

    def _get(self, address: Callable[..., str], client: Any = None) -> Ask:
        def ask() -> None:
            url = address()
            response = (client or self.reader).get(url)
            b"".join(response) if response.streaming else response.content
            if response.status_code not in (200, 404):
                raise SystemExit(f"{url} answers {response.status_code}")

        return ask

    def _claim(self) -> Any:
        return self._one(self.claims)

    def _one(self, many: Any) -> Any:
        return many[self.chance.randrange(len(many))]

    def _day(self) -> str:
        return f"{self.chance.randrange(2018, 2025)}-06-15"

    def _year(self) -> str:
        year = self.chance.randrange(2018, 2025)
        return f"/claims/?since={year}-01-01&until={year}-12-31"

    def _name(self, code: str) -> str:
        words = [word.strip(".") for one in self.claims for word in one.text.split()[2:] if word[0].isupper()]
        return str(self._one(words))

    def _word(self, word: str) -> str:
        import re

        found = [run for one in self.claims for run in re.findall(word, one.text)]
        return str(self._one(found)) if found else "x"


if __name__ == "__main__":
    sys.exit(main())
