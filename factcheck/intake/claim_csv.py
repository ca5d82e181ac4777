"""A table of claims or statements as a file: its encoding, its header, and its rows in the columns of
our ledgers.

Reads what our own exports write (exports/columns.py) and tables of others, whose headers are told by a
mapping. Knows no database: whether a value can go on record is asked later (import_sql.py).
"""

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

# What is read of a row, by the names of our own files; the last three are for tables of others.
COLUMNS = (
    "claim_code", "claim", "topic", "event_from", "event_to", "place", "supersedes",
    "source", "source_kind", "source_country", "stance", "cue", "hedge", "quote", "chain", "publisher",
    "article_url", "article_published_at", "said_on", "as_of", "credibility", "attribution_id",
    "superseded_by",
    "quantity_verbatim", "measure", "basis", "quantity_low", "quantity_low_inclusive", "quantity_high",
    "quantity_high_inclusive", "quantity_point", "verdict", "verdict_by", "note",
)  # fmt: skip
# Stands in our files and is the desk's own doing there: nothing that could be brought in.
NOT_TAKEN = frozenset(
    "claim_url status status_since publication sources_for sources_against sources_not_confirming "
    "independent_origins"
    " last_reason last_decided_at decisions created_at ledger_seq source_reliability recorded_at".split()
)
# Headers of other people's tables that mean one thing only.
KNOWN_HEADERS = {
    "statement": "claim", "claim_text": "claim", "claimreviewed": "claim", "text": "claim",
    "speaker": "source", "claimant": "source", "source_name": "source", "person": "source",
    "date": "said_on", "claim_date": "said_on", "url": "article_url", "review_url": "article_url",
    "label": "verdict", "rating": "verdict", "notes": "note",
}  # fmt: skip

MOST_CELL_CHARACTERS = 200_000
MOST_LINE_CHARACTERS = 1 << 20
_BLOCK = 1 << 16
_DELIMITERS = ",\t;|"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_KINDS = (
    (b"PK\x03\x04", "a zip archive or an Excel file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
)
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_FORMULA_STARTS = tuple(f"'{start}" for start in _FORMULAS)


class TableRefused(Exception):
    """The file as a whole cannot be read as a table; nothing of it was taken."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be taken. line: of the file, from 1. column: as the file's header has it; '' for
    the row.
    """

    line: int
    column: str
    value: str
    says: str


# The list of errors, as it is written beside a file and given out by the page.
FAULT_HEADER = ("line", "column", "value", "what_to_do")


def fault_row(fault: Fault) -> list[str | int]:
    """A fault as a row of the list of errors, safe to open in a spreadsheet [OWASP, CSV injection]."""
    value = f"'{fault.value}" if fault.value.startswith(_FORMULAS) else fault.value
    return [fault.line, fault.column, value, f"{fault.column} {fault.says}".strip()]


@dataclass(slots=True)
class Table:
    """An open table: `heading` names the file's own header of each column read, `ignored` what is not
    read.
    """

    heading: dict[str, str]
    ignored: list[str]
    rows: Iterator[tuple[int, list[str]]]
    faults: list[Fault] = field(default_factory=list)

    @property
    def has_sources(self) -> bool:
        return "source" in self.heading


def read_table(
    file: BinaryIO, *, mapping: Mapping[str, str], encoding: str = "", from_spreadsheet: bool = False,
    refuse: Callable[[Fault], None],
) -> Table:  # fmt: skip
    """Read a table's header at once and its rows while they are asked for, each as (line, values of COLUMNS).

    mapping: the file's header -> our column, '' for none. from_spreadsheet: take away the apostrophe that
    our own files for spreadsheets put before what looks like a formula. refuse: is told of each row that
    cannot be read.
    Raises TableRefused, also later, where the rest of the file cannot be told apart into rows.
    """
    lines = _Lines(_text_of(file, encoding))
    first, cells, delimiter = _header(lines)
    heading, places, ignored = _columns(cells, mapping)
    wanted = _Cells(places, len(cells), first, from_spreadsheet, refuse)
    return Table(heading, ignored, wanted.of(lines, delimiter))


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a table: its headers, our column of each ('' for none) and its first rows as they
    stand.
    """

    headers: list[str]
    columns: list[str]
    rows: list[list[str]]


def preview(file: BinaryIO, *, mapping: Mapping[str, str], encoding: str = "", rows: int = 5) -> Preview:
    """Look at the beginning of a table, also of one that cannot be imported yet. Raises TableRefused."""
    lines = _Lines(_text_of(file, encoding))
    _, headers, delimiter = _header(lines)
    try:
        first = list(islice((cells for cells in csv.reader(lines, delimiter=delimiter) if any(cells)), rows))
    except csv.Error as error:
        raise TableRefused(f"The rows cannot be told apart: {_in_words(error)}") from error
    shown = [[cell.encode(errors="replace").decode()[:200] for cell in cells] for cells in first]
    return Preview(headers, _understood([_folded(header) for header in headers], mapping), shown)


def read_mapping(items: Sequence[str]) -> dict[str, str]:
    """Read HEADER=COLUMN pairs, or files with one such pair a line. Raises TableRefused."""
    mapping: dict[str, str] = {}
    for item in items:
        pairs = [item] if "=" in item else _lines_of(item)
        for pair in pairs:
            header, _, column = pair.rpartition("=")
            if column.strip() not in COLUMNS or not header.strip():
                raise TableRefused(
                    f"“{pair}” does not map a header to a column. Write HEADER=COLUMN, where COLUMN is "
                    f"one of: "
                    f"{', '.join(COLUMNS)}."
                )
            mapping[_folded(header)] = column.strip()
    return mapping


def _lines_of(path: str) -> list[str]:
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise TableRefused(f"“{path}” is neither HEADER=COLUMN nor a file of such lines.") from error
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _text_of(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    start = file.read(4096)
    file.seek(0)
    if not start:
        raise TableRefused("The file is empty.")
    for magic, kind in _OTHER_KINDS:
        if start.startswith(magic):
            raise TableRefused(f"This is {kind}. Save the table as CSV (UTF-8) and import that.")
    try:
        found = encoding or next((name for mark, name in _MARKS if start.startswith(mark)), "utf-8")
        # Bytes that are not of the encoding come through as half characters, and are told of row by row.
        return io.TextIOWrapper(file, encoding=found, errors="surrogateescape", newline="")
    except LookupError as error:
        raise TableRefused(
            f"There is no encoding {encoding}. Known are utf-8, cp1252, cp1251, euc-kr …"
        ) from error


class _Lines:
    """The lines of a text, none of which may be so long that it fills the memory."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text = text

    def __iter__(self) -> Iterator[str]:
        number = 0
        try:
            while line := self.text.readline(MOST_LINE_CHARACTERS):
                number += 1
                if len(line) == MOST_LINE_CHARACTERS:
                    raise TableRefused(
                        f"Line {number} has more than {MOST_LINE_CHARACTERS:,} characters: this is no "
                        f"table of rows."
                    )
                yield line
        except UnicodeError as error:
            raise TableRefused(
                f"After line {number} the file is not in its encoding ({error.reason}). Save it as UTF-8."  # type: ignore[attr-defined]
            ) from error


def _header(lines: _Lines) -> tuple[int, list[str], str]:
    """The first line that says something: its number, its cells and what parts them."""
    for number, line in enumerate(lines, start=1):
        if "\0" in line:
            raise TableRefused(
                "The header holds NUL characters: perhaps the file is UTF-16. Save it as UTF-8, or "
                "name its encoding: utf-16-le."
            )
        parted = {mark: _cells_of(line, mark) for mark in _DELIMITERS}
        delimiter = max(_DELIMITERS, key=lambda mark: len(parted[mark]))
        if any(cell.strip() for cell in parted[delimiter]):
            return number, [cell.strip() for cell in parted[delimiter]], delimiter
        if number == 100:
            break
    raise TableRefused("The file has no header: its first row must name the columns.")


def _cells_of(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def _columns(
    cells: Sequence[str], mapping: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, int], list[str]]:
    """Which header stands for which column. Raises TableRefused."""
    folded = [_folded(cell) for cell in cells]
    for header in mapping:
        if header not in folded:
            raise TableRefused(f"The file has no header “{header}”. It has: {_listed(cells)}.")
    of_ours = _understood(folded, mapping)
    for place, column in enumerate(of_ours):
        if column and column in of_ours[:place]:
            raise TableRefused(f"Two headers mean {column}. Say which one to read.")
    if "claim" not in of_ours:
        raise TableRefused(
            f"No header means the claim. The file has: {_listed(cells)}. Say which one holds the claim, for "
            f"example “{cells[0] or 'HEADER'}=claim”."
        )
    places = {column: place for place, column in enumerate(of_ours) if column}
    heading = {column: cells[place] for column, place in places.items()}
    return heading, places, [cell for place, cell in enumerate(cells) if not of_ours[place]]


def _understood(folded: Sequence[str], mapping: Mapping[str, str]) -> list[str]:
    """Our column of each header: as told, else by its own name, else as commonly understood; '' for none."""
    of_ours = [mapping.get(name, name if name in COLUMNS else "") for name in folded]
    for place, name in enumerate(folded):
        known = KNOWN_HEADERS.get(name, "")
        if known and name not in mapping and not of_ours[place] and known not in of_ours:
            of_ours[place] = known
    if "source" not in of_ours:
        # In claims.csv the status is a finding of the desk that wrote it.
        for ours, column in (("status", "verdict"), ("last_reason", "note")):
            if ours in folded and ours not in mapping and column not in of_ours:
                of_ours[folded.index(ours)] = column
    return of_ours


def _listed(cells: Sequence[str]) -> str:
    return ", ".join(f"“{cell[:40]}”" for cell in cells[:30])


def _folded(header: str) -> str:
    return header.strip().strip("\ufeff").casefold()


class _Cells:
    """Takes rows apart into our columns."""

    def __init__(
        self, places: Mapping[str, int], width: int, first: int, from_spreadsheet: bool,
        refuse: Callable[[Fault], None],
    ) -> None:  # fmt: skip
        self.order = [places.get(column, width) for column in COLUMNS]
        self.width, self.first, self.refuse = width, first, refuse
        self.from_spreadsheet = from_spreadsheet
        self.one_line = [COLUMNS.index(name) for name in ("claim", "source", "publisher", "chain")]

    def of(self, lines: _Lines, delimiter: str) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(MOST_CELL_CHARACTERS)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        line = self.first + 1
        try:
            for cells in reader:
                if any(cells):
                    row = self._row(line, cells)
                    if row is not None:
                        yield line, row
                line = self.first + reader.line_num + 1
        except csv.Error as error:
            raise TableRefused(
                f"From line {line} on the rows cannot be told apart: {_in_words(error)} Mend that row; "
                f"nothing of "
                "the file was taken."
            ) from error

    def _row(self, line: int, cells: list[str]) -> list[str] | None:
        if len(cells) != self.width:
            self.refuse(Fault(line, "", "", f"The row has {len(cells)} cells and the header {self.width}."))
            return None
        whole = "".join(cells)
        if not whole.isascii() and not _is_text(whole):
            self.refuse(Fault(
                line, "", "",
                "Some characters are not UTF-8. Save the file as UTF-8, or say which encoding it has.",
            ))  # fmt: skip
            return None
        if "\0" in whole:
            self.refuse(Fault(line, "", "", "The row holds a NUL character, which no text has. Take it out."))
            return None
        if self.from_spreadsheet:
            cells = [cell[1:] if cell.startswith(_FORMULA_STARTS) else cell for cell in cells]
        cells.append("")
        row = [cells[place].strip() for place in self.order]
        for place in self.one_line:
            row[place] = " ".join(row[place].split())
        return row


def _is_text(whole: str) -> bool:
    try:
        whole.encode()
    except UnicodeEncodeError:
        return False
    return True


def _in_words(error: csv.Error) -> str:
    said = str(error)
    if "limit" in said:
        return (
            f"a cell has more than {MOST_CELL_CHARACTERS:,} characters; perhaps a quotation mark is "
            f"never closed."
        )
    if "unexpected end" in said:
        return "a quotation mark is opened and never closed."
    return f"a quotation mark stands where none can ({said})."
