"""All that is judged by ratios, in one run, written to docs/benchmarks.md as it was printed.

    .venv/bin/python -m bench.report [--claims 100000] [--state FOLDER] [--only WORD …]

Fills a database with a made-up record of that many claims, unless FOLDER holds one already, and runs the
benches on it one after the other. Without --only the file is written anew; with it, those sections alone. At
100,000 claims this takes about an hour on two cores, at a million most of a night. Close other programs
first.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

TARGET = Path(__file__).parent.parent / "docs" / "benchmarks.md"


@dataclass(frozen=True, slots=True)
class Section:
    """on_record: whether it reads the made-up record, or begins with an empty folder."""

    title: str
    words: str
    command: tuple[str, ...]
    on_record: bool = True


SECTIONS = (
    Section("Pages", "In the server, from the request to the last byte.", ("bench.pages_at_scale",)),
    Section(
        "Downloads, beside psql's \\copy and django-import-export",
        "The same statement by psql and through the server; CPU of both sides together.",
        ("bench.exports",),
    ),
    Section(
        "Beside Datasette",
        "The same claims in SQLite; Datasette answers in JSON, the desk in whole pages.",
        ("bench.datasette",),
    ),
    Section(
        "Readers in a crowd",
        "Requests a second beside a page that says only “alive”; an editor alone and among 200 readers.",
        ("bench.storm",),
    ),
    Section(
        "Imports, beside bulk_create and django-import-export",
        "The same rows; CPU of this process and of PostgreSQL.",
        ("bench.imports",),
        on_record=False,
    ),
    Section(
        "Decisions", "Sealed decisions a second beside plain INSERTs.", ("bench.decisions",), on_record=False
    ),
    Section(
        "Two web processes, a primary and a replica",
        "What is read where, and what a loss costs.",
        ("bench.replica",),
        on_record=False,
    ),
    Section(
        "nginx and pgbouncer around the desk",
        "What is kept for readers, what nobody can put there, what a loss costs, and pages a second.",
        ("bench.front",),
        on_record=False,
    ),
    Section(
        "Readers of foreign text",
        "Time at eight times the length; about 8 is linear.",
        ("bench.proportions",),
        on_record=False,
    ),
)


def main() -> int:
    options = _options()
    chosen = [one for one in SECTIONS if not options.only or any(word in one.title for word in options.only)]
    kept = _sections(TARGET.read_text(encoding="utf-8")) if options.only and TARGET.exists() else {}
    failed = False
    with _record(options, needed=any(one.on_record for one in chosen)) as state:
        for section in chosen:
            print(f"== {section.title}", flush=True)
            with _empty_folder() as empty:
                ended, printed = _run(section, state if section.on_record and state else empty)
            failed |= ended != 0
            kept[section.title] = _written(section, printed, ended, options.claims)
            TARGET.write_text(_page(kept), encoding="utf-8")
    return int(failed)


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="bench.report", description=__doc__.partition("\n")[0])
    reader.add_argument("--claims", type=int, default=100_000)
    reader.add_argument("--state", type=Path, metavar="FOLDER", help="where a record of that size is already")
    reader.add_argument(
        "--only", nargs="+", default=[], metavar="WORD", help="sections with this in the title"
    )
    return reader.parse_args()


@contextmanager
def _record(options: argparse.Namespace, *, needed: bool) -> Iterator[Path | None]:
    if options.state or not needed:
        yield options.state
        return
    with _empty_folder() as folder:
        made = Section("Filling", "", ("bench.make_ledger", "--claims", str(options.claims), "--progress"))
        if _run(made, folder)[0]:
            raise SystemExit("The record could not be made.")
        yield folder


@contextmanager
def _empty_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="fc-bench-") as folder:
        # The account of PostgreSQL passes through it.
        Path(folder).chmod(0o711)
        yield Path(folder)


def _run(section: Section, state: Path) -> tuple[int, str]:
    """Its exit status and what it printed, which is shown meanwhile."""
    given, lines = {"STATE_DIR": str(state)}, []
    with subprocess.Popen(
        [sys.executable, "-m", *section.command],
        env=os.environ | given, stdout=subprocess.PIPE, text=True, bufsize=1,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        for line in running.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    return running.returncode, "".join(lines)


def _written(section: Section, printed: str, ended: int, claims: int) -> str:
    size = f" {claims:,} claims." if section.on_record else ""
    state = "" if ended == 0 else f" **Ended with status {ended}.**"
    command = f"`python -m {' '.join(section.command)}`, {datetime.now(UTC):%d %B %Y}, {_machine()}."
    return f"{section.words}{size} {command}{state}\n\n```\n{printed.rstrip()}\n```"


def _machine() -> str:
    memory = round(psutil.virtual_memory().total / 2**30)
    return f"{psutil.cpu_count()} cores, {memory} GiB, Python {platform.python_version()}"


def _page(sections: dict[str, str]) -> str:
    order = [one.title for one in SECTIONS if one.title in sections]
    head = (
        "# Measured\n\nWritten by `make bench` (`bench/report.py`): ratios within one run on one machine.\n"
    )
    return head + "".join(f"\n## {title}\n\n{sections[title]}\n" for title in order)


def _sections(page: str) -> dict[str, str]:
    parts = page.split("\n## ")[1:]
    return {title: text.strip() for title, _, text in (part.partition("\n") for part in parts)}


if __name__ == "__main__":
    sys.exit(main())
