"""The file of a table as text: its encoding, its lines, and its header, however that was written."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

MOST_CELL_CHARACTERS = 200_000
MOST_LINE_CHARACTERS = 1 << 20
# So many choices of a column a page can bear.
MOST_COLUMNS = 500
# Header cells hold line breaks where a spreadsheet was made to look well.
_MOST_HEADER_LINES = 20
_MOST_BLANK_LINES = 100
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


class TableRefused(Exception):
    """The file as a whole cannot be read as a table; nothing of it was taken."""


@dataclass(frozen=True, slots=True)
class Header:
    """line: its first line in the file. after: its last one. lines: what comes behind it."""

    line: int
    after: int
    cells: list[str]
    delimiter: str
    lines: Iterator[str]


def read_header(file: BinaryIO, encoding: str) -> Header:
    """Read the first row that says something. Raises TableRefused."""
    lines = _Lines(_text_of(file, encoding))
    for line in lines:
        if "\0" in line:
            raise TableRefused(
                "The header holds NUL characters: perhaps the file is UTF-16. Save it as UTF-8, or "
                "name its encoding: utf-16-le."
            )
        if line.strip(_DELIMITERS + "\ufeff\"' \r\n"):
            return _checked(_parted(line, lines.number, lines), encoding)
        if lines.number == _MOST_BLANK_LINES:
            break
    raise TableRefused("The file has no header: its first row must name the columns.")


def is_text(whole: str) -> bool:
    """Whether all bytes were of the encoding; those that were not came through as half characters."""
    try:
        whole.encode()
    except UnicodeEncodeError:
        return False
    return True


def shown(cell: str) -> str:
    """A cell as it can be stored and shown, also where its bytes were of another encoding."""
    return "".join("\ufffd" if sign == "\0" or "\ud800" <= sign <= "\udfff" else sign for sign in cell)[:200]


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
        return io.TextIOWrapper(file, encoding=found, errors="surrogateescape", newline="")
    except (LookupError, ValueError) as error:
        raise TableRefused(
            f"There is no encoding {shown(encoding)}. Known are utf-8, cp1252, cp1251, euc-kr …"
        ) from error


class _Lines:
    """The lines of a text, none of which may be so long that it fills the memory."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text, self.number = text, 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = self.text.readline(MOST_LINE_CHARACTERS)
        except UnicodeError as error:
            # Some codecs say why in words alone.
            why = getattr(error, "reason", str(error))
            raise TableRefused(
                f"After line {self.number} the file is not in the encoding {self.text.encoding} ({why}). "
                f"Name another one, or save the file as UTF-8."
            ) from error
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == MOST_LINE_CHARACTERS:
            raise TableRefused(
                f"Line {self.number} has more than {MOST_LINE_CHARACTERS:,} characters: this is no table of "
                f"rows."
            )
        return line


def _parted(line: str, number: int, lines: _Lines) -> Header:
    """Take the header apart at the sign that gives most cells; quoted cells may hold line breaks."""
    ahead = [line]
    parted = {mark: _cells_of(ahead, lines, mark) for mark in _DELIMITERS}
    delimiter = max(_DELIMITERS, key=lambda mark: len(parted[mark][0]))
    cells, used = parted[delimiter]
    if not cells:
        raise TableRefused(
            f"The header in line {number} cannot be told apart into cells: a quotation mark is never "
            f"closed, or something stands behind a closing one. Mend that line."
        )
    cells = [" ".join(cell.split()) for cell in cells]
    return Header(number, number + used - 1, cells, delimiter, chain(ahead[used:], lines))


def _cells_of(ahead: list[str], lines: _Lines, delimiter: str) -> tuple[list[str], int]:
    """The cells with this sign between them and how many lines they take; no cells where it cannot be."""

    def each() -> Iterator[str]:
        for place in range(_MOST_HEADER_LINES):
            if place == len(ahead):
                following = next(lines, None)
                if following is None:
                    return
                ahead.append(following)
            yield ahead[place]

    csv.field_size_limit(MOST_CELL_CHARACTERS)
    reader = csv.reader(each(), delimiter=delimiter, strict=True)
    try:
        return next(reader, []), reader.line_num
    except csv.Error:
        return [], 0


def _checked(header: Header, encoding: str) -> Header:
    for cell in header.cells:
        if not is_text(cell):
            raise TableRefused(
                f"The header in line {header.line} is not in {encoding or 'UTF-8'}: “{shown(cell)}”. Say "
                f"which encoding the file has, for example cp1252, or save it as UTF-8."
            )
    if len(header.cells) > MOST_COLUMNS:
        raise TableRefused(
            f"The header has {len(header.cells):,} columns; at most {MOST_COLUMNS} can be read. Leave out "
            f"those that say nothing of claims."
        )
    return header
