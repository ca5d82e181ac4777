"""nginx and pgbouncer around the desk, as docs/scaling.md sets them up: what holds, and what it carries.

    .venv/bin/python -m bench.front [--pgbouncer PROGRAM] [--only WORD …] [--seconds 10]

Begins on this machine's loopback, in a folder that is removed again: a PostgreSQL with the demonstration's
record, pgbouncer in transaction mode, two web processes, and nginx with docs/nginx.conf. Twice: with plans
kept by pgbouncer (from 1.22 on), and with none. Prints a line for each fact, then requests a second, and
ends with status 1 when a fact is not as docs/scaling.md says, 2 when a program is not installed. Where root
runs it, nginx and pgbouncer run as the account of PostgreSQL.
"""

import argparse
import re
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench import front_cache, front_pooler, front_work
from bench.front_cache import Fact
from bench.front_people import read
from bench.front_stage import KEEPS_PLANS, Missing, NotSo, Stage, found, version_of

READERS = 200
WRK_SCRIPT = """\
local addresses = { %s }
local turn = 0
request = function()
    turn = turn + 1
    return wrk.format("GET", addresses[turn %% #addresses + 1])
end
"""
# Those of bench/storm.py: mostly claims, and what everybody asks for.
ASKED = [f"/claims/NK-{number:04}/" for number in range(1, 15)] + [
    "/",
    "/claims/",
    "/claims/?status=confirmed",
    "/topics/",
]
A_MILLION_AN_HOUR = 1_000_000 / 3600


def main() -> int:
    options = _options()
    # What was begun is ended, also when this is stopped from outside.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        pgbouncer, wrk = found(options.pgbouncer), found("wrk")
        found("nginx")
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 2
    version = version_of(pgbouncer)
    ways = [True, False] if version >= KEEPS_PLANS else [False]
    print(f"{_first_line(found('nginx'), '-v')}; {_first_line(pgbouncer, '--version')}")
    if len(ways) == 1:
        print(
            "       not tried: max_prepared_statements. This pgbouncer has none; name one from 1.22 on "
            "with --pgbouncer."
        )
    is_so = True
    for keeps_plans in ways:
        is_so &= _tried(options, pgbouncer, wrk, keeps_plans=keeps_plans, is_first=keeps_plans == ways[0])
    return 0 if is_so else 1


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="bench.front", description=__doc__.partition("\n")[0])
    reader.add_argument("--pgbouncer", default="pgbouncer", metavar="PROGRAM")
    reader.add_argument("--decisions", type=int, default=20)
    reader.add_argument("--seconds", type=int, default=10, help="of each measurement of requests a second")
    reader.add_argument(
        "--only", nargs="+", default=[], choices=["cache", "work", "losses", "pooler", "rates"]
    )
    return reader.parse_args()


def _first_line(*command: str) -> str:
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    return (ran.stdout or ran.stderr).splitlines()[0].strip()


def _tried(
    options: argparse.Namespace, pgbouncer: str, wrk: str, *, keeps_plans: bool, is_first: bool
) -> bool:
    # The folder must be one that the account of PostgreSQL can enter.
    with tempfile.TemporaryDirectory(prefix="fc-front-") as folder, ExitStack() as ending:
        Path(folder).chmod(0o711)
        stage = Stage(Path(folder), pgbouncer=pgbouncer, keeps_plans=keeps_plans)
        ending.callback(stage.end)
        is_so = True
        try:
            stage.begin()
            for ok, words in _facts(stage, options, wrk, is_first=is_first):
                print("yes  " if ok else "NO   ", words, flush=True)
                is_so &= ok
        except NotSo as reason:
            print("NO   ", reason)
            is_so = False
        if not is_so:
            print(*stage.last_words(), sep="\n")
    return is_so


def _facts(stage: Stage, options: argparse.Namespace, wrk: str, *, is_first: bool) -> Iterator[Fact]:
    parts = {
        "cache": lambda: front_cache.facts(stage),
        "work": lambda: front_work.facts(stage, options.decisions),
        "pooler": lambda: front_pooler.facts(stage),
        "losses": lambda: front_work.losses(stage),
        "rates": lambda: _rates(stage, wrk, options.seconds),
    }
    # What is not pgbouncer's affair is tried once.
    left = set() if is_first else {"cache", "losses", "rates"}
    for name, tried in parts.items():
        if name in options.only or (not options.only and name not in left):
            yield from tried()


# --- requests a second -------------------------------------------------------------------------------------


def _rates(stage: Stage, wrk: str, seconds: int) -> Iterator[Fact]:
    """The same few pages by as many readers: from a web process itself, and from nginx, in turns."""
    for address in ASKED:
        read(stage, address)
    script = stage.folder / "asked.lua"
    script.write_text(WRK_SCRIPT % ", ".join(f'"{address}"' for address in ASKED))
    past = (f"http://127.0.0.1:{stage.web_ports[0]}", "Host: localhost", READERS // 25)
    plain, packed = (stage.https, "X-Nothing: 1", READERS), (stage.https, "Accept-Encoding: gzip", READERS)
    rounds = [[_by_wrk(wrk, script, seconds, *way) for way in (past, plain, packed)] for _ in range(3)]
    medians = [statistics.median(rate for rate, _ in column) for column in zip(*rounds, strict=True)]
    failed = sum(number for one in rounds for _, number in one[1:])
    direct, by_nginx, compressed = medians
    words = (
        f"pages a second: {direct:,.0f} by one web process to {past[2]} readers at once; by nginx to "
        f"{READERS} readers with TLS {by_nginx:,.0f} ({by_nginx / direct:.1f} times), compressed "
        f"{compressed:,.0f} ({compressed / direct:.1f} times); {failed} were no pages"
    )
    yield failed == 0 and by_nginx > direct, words
    asked = len(ASKED) / front_work.KEPT_SECONDS
    words = (
        f"a million pages an hour are {A_MILLION_AN_HOUR:.0f} a second: here {by_nginx * 3600 / 1e6:.1f} "
        f"million, compressed {compressed * 3600 / 1e6:.1f}; these {len(ASKED)} pages are asked of the desk "
        f"{asked:.1f} times a second, whatever the crowd"
    )
    # Told and not judged: how many a machine carries is for whoever has it idle.
    yield True, words


def _by_wrk(
    wrk: str, script: Path, seconds: int, address: str, header: str, readers: int
) -> tuple[float, int]:
    """Pages a second, and how many answers were none."""
    told = subprocess.run(
        [
            wrk, "-t2", f"-c{readers}", f"-d{seconds}s", "--timeout", "30s",
            "-s", str(script), "-H", header, address,
        ],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    done = re.search(r"(\d+) requests in ([\d.]+)s", told)
    if done is None:
        raise NotSo(f"wrk says nothing: {told}")
    no_page = sum(int(number) for number in re.findall(r"Non-2xx or 3xx responses: (\d+)", told))
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", told)
    lost = sum(map(int, broken.groups())) if broken else 0
    return (int(done[1]) - no_page) / float(done[2]), no_page + lost


if __name__ == "__main__":
    sys.exit(main())
