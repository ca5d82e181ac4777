"""A table of claims or statements as a file: its encoding, its header, and its rows in the columns of
our ledgers.

Reads what our own exports write (exports/columns.py) and tables of others, whose headers are told by a
mapping. Knows no database: whether a value can go on record is asked later (import_sql.py).
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from factcheck.intake.table_text import (
    MOST_CELL_CHARACTERS,
    Header,
    TableRefused,
    is_text,
    read_header,
    shown,
)

# What is read of a row, by the names of our own files; the last four are for tables of others.
COLUMNS = (
    "claim_code", "claim", "topic", "event_from", "event_to", "place", "supersedes",
    "source", "source_kind", "source_country", "stance", "cue", "hedge", "quote", "chain", "publisher",
    "article_url", "article_published_at", "said_on", "as_of", "credibility", "attribution_id",
    "superseded_by",
    "quantity_verbatim", "measure", "basis", "quantity_low", "quantity_low_inclusive", "quantity_high",
    "quantity_high_inclusive", "quantity_point", "verdict", "verdict_by", "verdict_on", "note",
)  # fmt: skip
# Stands in our files and is the desk's own doing there: nothing that could be brought in.
NOT_TAKEN = frozenset(
    "claim_url status status_since publication sources_for sources_against sources_not_confirming "
    "independent_origins"
    " last_reason last_decided_at decisions created_at ledger_seq source_reliability recorded_at".split()
)
# Headers of other people's tables that mean one thing only, by their letters alone.
KNOWN_HEADERS = {
    "statement": "claim", "claimtext": "claim", "claimreviewed": "claim",
    "assertion": "claim", "text": "claim",
    "speaker": "source", "claimant": "source", "sourcename": "source", "person": "source", "saidby": "source",
    "quotation": "quote", "location": "place",
    "claimdate": "said_on", "statementdate": "said_on", "date": "said_on",
    "outlet": "publisher", "newspaper": "publisher", "url": "article_url", "reviewurl": "article_url",
    "rating": "verdict", "label": "verdict", "ruling": "verdict",
    "factchecker": "verdict_by", "reviewer": "verdict_by", "checkedby": "verdict_by",
    "verdictdate": "verdict_on", "reviewdate": "verdict_on", "reviewedon": "verdict_on",
    "notes": "note",
}  # fmt: skip
_OWN_HEADERS = {re.sub(r"[\W_]+", "", column): column for column in COLUMNS}

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_GUARDED = re.compile(r"'+[-=+@\t\r]")


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
    header = read_header(file, encoding)
    heading, places, ignored = _columns(header, mapping)
    wanted = _Cells(places, header, from_spreadsheet, encoding, refuse)
    return Table(heading, ignored, wanted.rows())


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a table: its headers, what each is called in a mapping, our column of each ('' for
    none) and its first rows as they stand.
    """

    headers: list[str]
    names: list[str]
    columns: list[str]
    rows: list[list[str]]


def preview(file: BinaryIO, *, mapping: Mapping[str, str], encoding: str = "", rows: int = 5) -> Preview:
    """Look at the beginning of a table, also of one that cannot be imported yet. Raises TableRefused."""
    header = read_header(file, encoding)
    csv.field_size_limit(MOST_CELL_CHARACTERS)
    reader = csv.reader(header.lines, delimiter=header.delimiter)
    try:
        first = list(islice((cells for cells in reader if any(cells)), rows))
    except csv.Error as error:
        raise TableRefused(f"The rows cannot be told apart: {_in_words(error)}") from error
    names = _names(header.cells)
    cells = [[shown(cell) for cell in cells] for cells in first]
    return Preview(header.cells, names, _understood(header.cells, mapping), cells)


def read_mapping(items: Sequence[str]) -> dict[str, str]:
    """Read HEADER=COLUMN pairs, or files with one such pair a line; no COLUMN: not to be read. A HEADER may
    also be told by its place: #3. Raises TableRefused.
    """
    mapping: dict[str, str] = {}
    for item in items:
        pairs = [item] if "=" in item else _lines_of(item)
        for pair in pairs:
            header, _, column = pair.rpartition("=")
            if column.strip() not in ("", *COLUMNS) or not header.strip():
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


def _names(cells: Sequence[str]) -> list[str]:
    """What each header is called in a mapping: its words, or its place where these do not tell it apart."""
    folded = [_folded(cell) for cell in cells]
    return [
        name if name and name not in folded[:place] else f"#{place + 1}" for place, name in enumerate(folded)
    ]


def _by_name(names: Sequence[str], cells: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """A mapping whose headers may be told by their places, by what they are called. Raises TableRefused."""
    places = {f"#{place}": name for place, name in enumerate(names, start=1)}
    told = {}
    for header, column in mapping.items():
        name = header if header in names else places.get(header)
        if name is None:
            raise TableRefused(f"The file has no header “{header}”. It has: {_listed(cells)}.")
        told[name] = column
    return told


def _columns(header: Header, mapping: Mapping[str, str]) -> tuple[dict[str, str], dict[str, int], list[str]]:
    """Which header stands for which column. Raises TableRefused."""
    cells = header.cells
    names = _names(cells)
    of_ours = _understood(cells, _by_name(names, cells, mapping))
    for place, column in enumerate(of_ours):
        if column and column in of_ours[:place]:
            raise TableRefused(
                f"Two headers mean {column}: number {of_ours.index(column) + 1} and number {place + 1}. Say "
                f"which one to read: “#{place + 1}=” leaves the second one out."
            )
    if "claim" not in of_ours:
        example = next((cell for cell in cells if cell), "HEADER")
        raise TableRefused(
            f"No header means the claim. The file has: {_listed(cells)}. Say which one holds the claim, for "
            f"example “{example}=claim”. The header is taken to be in line {header.line}; take out what "
            f"stands above the real one."
        )
    places = {column: place for place, column in enumerate(of_ours) if column}
    heading = {column: cells[place] or names[place] for column, place in places.items()}
    ignored = [cell or names[place] for place, cell in enumerate(cells) if not of_ours[place]]
    return heading, places, ignored


def _understood(cells: Sequence[str], mapping: Mapping[str, str]) -> list[str]:
    """Our column of each header: as told, else by its own name, else as commonly understood; '' for none."""
    names, folded = _names(cells), [_folded(cell) for cell in cells]
    of_ours = [
        mapping.get(name, header if header in COLUMNS else "")
        for name, header in zip(names, folded, strict=True)
    ]
    for known_headers in (_OWN_HEADERS, KNOWN_HEADERS):
        for place, header in enumerate(folded):
            known = known_headers.get(re.sub(r"[\W_]+", "", header), "")
            if known and names[place] not in mapping and not of_ours[place] and known not in of_ours:
                of_ours[place] = known
    if "source" not in of_ours:
        # In claims.csv the status is a finding of the desk that wrote it.
        for ours, column in (("status", "verdict"), ("last_reason", "note")):
            if ours in names and ours not in mapping and column not in of_ours:
                of_ours[names.index(ours)] = column
    return of_ours


def _listed(cells: Sequence[str]) -> str:
    return ", ".join(f"“{cell[:40]}”" for cell in cells[:30])


def _folded(header: str) -> str:
    return header.strip().strip("\ufeff").casefold()


class _Cells:
    """Takes rows apart into our columns."""

    def __init__(
        self, places: Mapping[str, int], header: Header, from_spreadsheet: bool, encoding: str,
        refuse: Callable[[Fault], None],
    ) -> None:  # fmt: skip
        self.header, self.encoding, self.refuse = header, encoding or "UTF-8", refuse
        self.width = len(header.cells)
        self.order = [places.get(column, self.width) for column in COLUMNS]
        self.from_spreadsheet = from_spreadsheet
        self.one_line = [COLUMNS.index(name) for name in ("claim", "source", "publisher", "chain")]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(MOST_CELL_CHARACTERS)
        reader = csv.reader(self.header.lines, delimiter=self.header.delimiter, strict=True)
        line = self.header.after + 1
        try:
            for cells in reader:
                if any(cells):
                    row = self._row(line, cells)
                    if row is not None:
                        yield line, row
                line = self.header.after + reader.line_num + 1
        except csv.Error as error:
            raise TableRefused(
                f"From line {line} on the rows cannot be told apart: {_in_words(error)} Mend that row; "
                f"nothing of the file was taken."
            ) from error

    def _row(self, line: int, cells: list[str]) -> list[str] | None:
        if len(cells) != self.width:
            # Shown as it stands: a sign too many is found by looking at it.
            whole = self.header.delimiter.join(cells)
            self.refuse(Fault(line, "", shown(whole), (
                f"The row has {len(cells)} cells and the header {self.width}. Put cells that hold the "
                f"separating sign or a line break into quotation marks, and leave no cell out."
            )))  # fmt: skip
            return None
        whole = "".join(cells)
        if not whole.isascii() and not is_text(whole):
            self._refuse_cell(line, cells, is_text, (
                f"holds bytes that are not {self.encoding}. Save the file as UTF-8, or say which encoding it "
                f"has."
            ))  # fmt: skip
            return None
        if "\0" in whole:
            self._refuse_cell(
                line,
                cells,
                lambda cell: "\0" not in cell,
                "holds a NUL character, which no text has. Take it out.",
            )
            return None
        if self.from_spreadsheet:
            cells = [cell[1:] if _GUARDED.match(cell) else cell for cell in cells]
        cells.append("")
        row = [cells[place].strip() for place in self.order]
        for place in self.one_line:
            row[place] = " ".join(row[place].split())
        return row

    def _refuse_cell(self, line: int, cells: list[str], is_good: Callable[[str], bool], says: str) -> None:
        place = next(place for place, cell in enumerate(cells) if not is_good(cell))
        column = self.header.cells[place] or f"#{place + 1}"
        self.refuse(Fault(line, column, shown(cells[place]), says))


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
