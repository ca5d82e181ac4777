"""Are tables of others brought in whole, row by row, and given out again as they came?

    .venv/bin/python -m bench.tables --data FOLDER [--only NAME …] [--split dev|held-out]

FOLDER holds the folders below; what is absent is left out. All is done by the command import_claims, in a
database of its own, and read back from what export_ledger would write.

- bulk-csv, claims-politifact-en, claims-factopolis, claims-nk-events, claims-korean-govbriefing: rows read
  == rows stored + rows refused, each refused row with its line and a reason in the list of errors; the same
  file again brings nothing; the words of the claims on record are those of the file; and what is given out
  comes in again, and out again, with the same cells, but for those that are the desk's own. Sources and days
  are held against what was given out, not against the file. Identifiers (external_id) are not kept, so they
  are not judged. Two of the nk-events are written with CR alone at the ends of lines.
- csv-edge-cases/csv-spectrum: the rows, as the preview reads them, are those of the JSON beside each file;
  one cell that the JSON has otherwise than its CSV is judged by the CSV.
- csv-edge-cases/messytables-horror: each file is imported or refused with words, and never breaks off.
- csv-edge-cases/csv-injection: no cell of a file for spreadsheets begins like a formula, and such a file read
  with --from-spreadsheet gives the same cells as the raw file.

Exit status 1 when one of them is missed.
"""

import argparse
import atexit
import csv
import io
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from bench.imports import _measured, _rolled_back
from bench.tables_made import Made, tables_of

TOPIC = "general"
PUBLISHER = "The Table"
LONGEST_CLAIM = 280
# csv-spectrum 2.0.0 has a cell in the JSON that its CSV does not have.
OTHER_IN_JSON = {"location_coordinates": ("Contact Phone Number", "2095257564")}


def main() -> int:
    reader = argparse.ArgumentParser(prog="bench.tables", description=__doc__.partition("\n")[0])
    reader.add_argument("--data", type=Path, default=os.environ.get("FACTCHECK_DATA", "."))
    reader.add_argument("--split", default="dev", choices=["dev", "held-out"])
    reader.add_argument("--only", nargs="+", default=[], help="folders, by the beginning of their names")
    options = reader.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="fc-bench-"))
    # Registered first, so that it runs last: after the database has been stopped.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folder.chmod(0o711)
    _prepare(folder)
    work = folder / "tables"
    work.mkdir()
    missed: list[str] = []
    for made in tables_of(options.data, options.split, work):
        if _is_wanted(made.name, options.only):
            missed += _round(made)
    edges = options.data / "csv-edge-cases"
    for name, look in (
        ("csv-spectrum", _spectrum), ("messytables-horror", _horror), ("csv-injection", _injection)
    ):  # fmt: skip
        if (edges / name).is_dir() and _is_wanted(name, options.only):
            missed += look(edges / name, work)
    for one in missed:
        print(f"MISSED {one}")
    from django.db import connection

    connection.close()
    return 1 if missed else 0


def _is_wanted(name: str, only: Sequence[str]) -> bool:
    return not only or name.startswith(tuple(only))


def _prepare(folder: Path) -> None:
    os.environ.update(
        STATE_DIR=str(folder), DJANGO_SETTINGS_MODULE="factcheck.settings", SECOND_EDITOR="none",
        SECRET_KEY="only for a measurement, and known to all",
    )  # fmt: skip
    sys.argv = ["manage.py", "migrate"]
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from factcheck.actions.people import create_person
    from factcheck.rules.vocabulary import Role

    create_person(username="bench", password="only for the bench", role=Role.EDITOR, byline="Bench")


@dataclass(slots=True)
class Done:
    """What the command said, what it listed, and what it counted: rows, new, unchanged, refused."""

    said: str
    failed: bool
    errors: list[dict[str, str]] = field(default_factory=list)

    @property
    def counts(self) -> tuple[int, ...] | None:
        found = re.search(
            r"^([0-9,]+) rows: ([0-9,]+) imported .*, ([0-9,]+) here already .*, ([0-9,]+) refused",
            self.said,
            re.M,
        )
        return tuple(int(number.replace(",", "")) for number in found.groups()) if found else None


def _import(file: Path, *more: str) -> Done:
    from django.core.management import CommandError, call_command

    out, failed = io.StringIO(), False
    try:
        call_command("import_claims", str(file), *more, stdout=out, stderr=out)
    except CommandError as error:
        out.write(f"{error}\n")
        failed = True
    listed = file.with_suffix(".errors.csv")
    errors = list(csv.DictReader(listed.open(newline="", encoding="utf-8"))) if listed.exists() else []
    return Done(out.getvalue(), failed, errors)


def _round(made: Made) -> Iterator[str]:
    """Import, import again, give out, and bring what was given out in again."""
    asked = ("--publisher", PUBLISHER, "--topic", TOPIC, "--keep-good", *made.asked)
    with _rolled_back():
        with _measured(made.name):
            first = _import(made.path, *asked)
        if first.counts is None:
            yield f"{made.name}: {first.said.splitlines()[-1]}"
            return
        with _measured(f"{made.name}, again"):
            again = _import(made.path, *asked)
        yield from (f"{made.name}: {says}" for says in _accounts(made, first, again))
        files = _given_out()
    yield from (f"{made.name}: {says}" for says in _back(files))


def _accounts(made: Made, first: Done, again: Done) -> Iterator[str]:
    """Whether every row of the file is either stored or refused, and every refusal has its reason."""
    from factcheck.models import Claim

    rows, new, unchanged, refused = first.counts or (0, 0, 0, 0)
    said = [" ".join(row["claim"].split()) for row in made.rows]
    long = sum(len(claim) > LONGEST_CLAIM for claim in said)
    stored = {_folded(text) for text in Claim.objects.values_list("text", flat=True)}
    kept = sum(_folded(claim) in stored for claim in said)
    print(
        f"  {rows:,} rows: {new:,} new, {unchanged:,} twice, {refused:,} refused ({long:,} for length); "
        f"{len(stored):,} claims",
        flush=True,
    )
    if rows != len(said) or rows != new + unchanged + refused:
        yield f"{rows} rows were counted of {len(said)}"
    if kept < new + unchanged or stored - set(map(_folded, said)):
        yield f"of {new + unchanged} rows that were taken the words of {kept} are on record"
    if len({row["line"] for row in first.errors}) != refused:
        yield "not each refused row is in the list of errors"
    if not all(row["line"] and row["what_to_do"] for row in first.errors):
        yield "an error has no line or no words"
    if sum("at most 280 fit" in row["what_to_do"] for row in first.errors) != long:
        yield "not each claim that is too long is refused for its length"
    if again.counts is None or again.counts[1]:
        yield f"the same file again brings {again.counts}"


def _folded(text: str) -> str:
    # As the database folds: the import takes claims for one that differ in capitals alone.
    return text.casefold()


def _back(files: dict[str, bytes]) -> Iterator[str]:
    """What is given out, brought into an empty desk and given out again, is the same cells."""
    with tempfile.TemporaryDirectory() as folder, _rolled_back():
        for name, file in files.items():
            path = Path(folder) / f"{name}.csv"
            path.write_bytes(file)
            done = _import(path)
            if done.failed:
                yield f"{name} as given out does not come in: {done.said[-300:]}"
                return
        back = _given_out()
    for name, file in files.items():
        pairs = zip_longest(_cells(file), _cells(back[name]))
        differing = [(before, after) for before, after in pairs if before != after]
        print(
            f"  {name} out, in and out again: {len(_cells(file)):,} rows, {len(differing):,} differ",
            flush=True,
        )
        if differing:
            yield f"{name}: {differing[0][0]} came back as {differing[0][1]}"


# Of the desk that gives the file out: its decisions, times and numbers (docs/importing.md).
DESKS_OWN = {
    "claim_url", "status", "status_since", "last_reason", "last_decided_at", "decisions", "superseded_by",
    "created_at", "recorded_at", "ledger_seq", "attribution_id", "source_reliability", "independent_origins",
}  # fmt: skip


def _cells(file: bytes) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(file.decode(), newline=""))
    kept = [{name: cell for name, cell in row.items() if name not in DESKS_OWN} for row in rows]
    for row in kept:
        if "/articles/" in row.get("article_url", ""):
            row["article_url"] = "a page of the desk"
    return kept


def _given_out(*, for_spreadsheet: bool = False) -> dict[str, bytes]:
    """claims.csv and attributions.csv with the drafts in them, as they are when all have been published."""
    from factcheck.exports import ledger_csv
    from factcheck.exports.columns import LEDGERS
    from factcheck.rules.filters import Filters
    from factcheck.rules.statuses import Publication

    ledger_csv.PUBLIC = frozenset(Publication)
    return {
        name: b"".join(ledger_csv.stream(LEDGERS[name], Filters(), for_spreadsheet=for_spreadsheet))
        for name in ("claims", "attributions")
    }


def _spectrum(folder: Path, _: Path) -> Iterator[str]:
    """The rows as the reader of tables takes them apart, beside the JSON; blanks at the ends of cells go."""
    from factcheck.intake.claim_csv import preview

    files = sorted((folder / "csvs").glob("*.csv"))
    good = 0
    for path in files:
        wanted = json.loads((folder / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
        with path.open("rb") as file:
            seen = preview(file, mapping={}, rows=1_000)
        rows = [dict(zip(seen.headers, row, strict=True)) for row in seen.rows]
        # One of them has its only row without a list around it.
        wanted = [wanted] if isinstance(wanted, dict) else wanted
        for row in wanted:
            if path.stem in OTHER_IN_JSON:
                column, value = OTHER_IN_JSON[path.stem]
                row[column] = value
                print(f"  {path.name}: the JSON has another {column}; judged by the file's own, {value}")
        good += rows == wanted
        if rows != wanted:
            yield f"csv-spectrum: {path.name}: {rows} for {wanted}"
    print(f"csv-spectrum: {good} of {len(files)} files as their JSON", flush=True)


def _horror(folder: Path, work: Path) -> Iterator[str]:
    """Each file with its first header as the claim: all its rows are imported, or refused with words."""
    for path in sorted(folder.iterdir()):
        copy = work / f"horror-{path.name}"
        copy.write_bytes(path.read_bytes())
        with _rolled_back():
            try:
                bare = _import(copy, "--topic", TOPIC)
                done = _import(copy, "--topic", TOPIC, "--keep-good", "--map", "#1=claim")
            except Exception as error:  # what breaks off is what is looked for
                yield f"messytables-horror: {path.name}: {type(error).__name__}: {error}"
                continue
            said = done.said.splitlines()[-1].removeprefix(f"{copy}: ")
            print(f"  {path.name}: {said[:150]}", flush=True)
            if not bare.failed or (done.counts is None and not done.failed):
                yield f"messytables-horror: {path.name}: {said}"
            if done.counts and len({row["line"] for row in done.errors}) != done.counts[3]:
                yield f"messytables-horror: {path.name}: not each refused row is listed"


def _injection(folder: Path, work: Path) -> Iterator[str]:
    payloads = [row["payload"] for row in map(json.loads, (folder / "payloads.jsonl").open(encoding="utf-8"))]
    payloads += [f"{sign}1+1" for sign in "=+-@"] + ["'=1+1", "'plain"]
    path = work / "injection.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("claim", "source", "quote"))
        writer.writerows((payload, "Pat Doe", payload) for payload in payloads)
    with _rolled_back():
        _import(path, "--topic", TOPIC, "--publisher", PUBLISHER)
        raw, guarded = _given_out(), _given_out(for_spreadsheet=True)
    for kind, files, more in (("raw", raw, ()), ("for a spreadsheet", guarded, ("--from-spreadsheet",))):
        with _rolled_back():
            for name, given in files.items():
                path = work / f"injection-{name}.csv"
                path.write_bytes(given)
                done = _import(path, *more)
                if done.failed:
                    yield f"csv-injection, {kind}: {done.said[-300:]}"
            back = _given_out()
        same = all(_cells(raw[name]) == _cells(back[name]) for name in raw)
        print(f"csv-injection, {kind}: {'the same cells come back' if same else 'other cells come back'}")
        if not same:
            yield f"csv-injection, {kind}: cells do not come back as they were"
    cells = [
        cell for file in guarded.values() for row in csv.reader(io.StringIO(file.decode())) for cell in row
    ]
    begin = [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    print(f"csv-injection: {len(begin)} of {len(cells)} cells for a spreadsheet begin like a formula")
    if begin or len(list(csv.reader(io.StringIO(raw["claims"].decode())))) != len(payloads) + 1:
        yield f"csv-injection: {begin[:3]} begin like a formula"


if __name__ == "__main__":
    sys.exit(main())
