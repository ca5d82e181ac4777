"""Files as people save them: encodings, delimiters, line ends, and what is no table at all."""

import csv
import io

import pytest

from factcheck.intake.claim_csv import COLUMNS, Fault, TableRefused, preview, read_mapping, read_table

PLAIN = "claim,source,note\nIt rained.,Pat Doe,“Wet”\n"


def read(
    file: bytes, *mapping: str, encoding: str = "", from_spreadsheet: bool = False
) -> tuple[list[dict[str, str]], list[Fault]]:
    """The rows by their columns, without the empty cells, each with its line."""
    faults: list[Fault] = []
    table = read_table(
        io.BytesIO(file), mapping=read_mapping(mapping), encoding=encoding, from_spreadsheet=from_spreadsheet,
        refuse=faults.append,
    )  # fmt: skip
    rows = []
    for line, row in table.rows:
        rows.append(
            {"line": str(line)} | {name: cell for name, cell in zip(COLUMNS, row, strict=True) if cell}
        )
    return rows, faults


@pytest.mark.parametrize(
    ("file", "encoding"),
    [
        (PLAIN.encode(), ""),
        (PLAIN.encode("utf-8-sig"), ""),
        (PLAIN.encode("utf-16"), ""),
        (PLAIN.encode("utf-16-le"), "utf-16-le"),
        (PLAIN.encode("utf-32"), ""),
        (PLAIN.encode("cp1252"), "cp1252"),
        (PLAIN.replace("\n", "\r\n").encode(), ""),
        (PLAIN.replace("\n", "\r").encode(), ""),
        (PLAIN.replace(",", ";").encode(), ""),
        (PLAIN.replace(",", "\t").encode(), ""),
        (PLAIN.replace(",", "|").encode(), ""),
        (PLAIN.removesuffix("\n").encode(), ""),
        (PLAIN.replace("claim,", '" Claim ",').encode(), ""),
        (PLAIN.replace("claim,", '"Claim\r\ntext",').replace("source", "Source-Name").encode(), ""),
    ],
)
def test_a_table_is_read_however_it_was_saved(file: bytes, encoding: str) -> None:
    rows, faults = read(file, encoding=encoding)
    [row] = rows
    # A header of two lines makes the row's line the third.
    assert row.pop("line") == ("3" if b'"Claim\r\n' in file else "2")
    assert row == {"claim": "It rained.", "source": "Pat Doe", "note": "“Wet”"} and not faults


def test_the_line_is_that_of_the_file_whatever_the_cells_hold() -> None:
    rows, _ = read(b'\n\nclaim,quote\n"Two\r\nlines","a\n\nb"\n\nIt rained.,\n')
    assert [row["line"] for row in rows] == ["4", "9"]
    assert rows[0]["claim"] == "Two lines" and rows[0]["quote"] == "a\n\nb"


@pytest.mark.parametrize(
    ("rows", "column", "value", "says"),
    [
        (b"It rained.\n", "", "It rained.", "The row has 1 cells and the header 2. Put cells"),
        (b"It rained.,a,b\n", "", "It rained.,a,b", "The row has 3 cells and the header 2."),
        (b"It rained.,\xe9t\xe9\n", "quote", "\ufffdt\ufffd", "holds bytes that are not UTF-8."),
        (b"It rained.,a\0b\n", "quote", "a\ufffdb", "holds a NUL character"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_and_the_next_is_read(
    rows: bytes, column: str, value: str, says: str
) -> None:
    read_rows, [fault] = read(b"claim,quote\n" + rows + b"It snowed.,\n")
    assert (fault.line, fault.column, fault.value) == (2, column, value) and fault.says.startswith(says)
    assert [row["claim"] for row in read_rows] == ["It snowed."]


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (b"", "The file is empty."),
        (b"\n\n\n", "The file has no header"),
        (b"PK\x03\x04rest", "This is a zip archive or an Excel file."),
        (b"%PDF-1.7", "This is a PDF."),
        ("claim,source\n".encode("utf-16-le"), "The header holds NUL characters"),
        (b"a,b\n1,2\n", "No header means the claim. The file has: “a”, “b”."),
        (b"claim,claim\n", "Two headers mean claim: number 1 and number 2."),
        (b'claim,quote\nIt rained.,"never closed\n', "a quotation mark is opened and never closed."),
        (b'claim,quote\nIt rained.,"a"b\n', "a quotation mark stands where none can"),
        (b'claim,quote\nIt rained.,"' + b"a" * 200_001 + b'"\n', "a cell has more than 200,000 characters"),
        (b"claim\n" + b"a" * (1 << 20), "Line 2 has more than 1,048,576 characters: this is no table"),
        (
            b"claim;caf\xe9\nIt rained.;\n",
            "The header in line 1 is not in UTF-8: “caf\ufffd”. Say which encoding",
        ),
        (b'"claim" text,speaker\nIt rained.,x\n', "The header in line 1 cannot be told apart into cells"),
        (b"a title\nclaim,source\n", "The header is taken to be in line 1; take out what stands above"),
        (b",".join(b"c%d" % place for place in range(501)), "The header has 501 columns; at most 500"),
    ],
)
def test_what_is_no_table_is_refused_as_a_whole(file: bytes, says: str) -> None:
    with pytest.raises(TableRefused) as refusal:
        read(file)
    assert says in str(refusal.value)


@pytest.mark.parametrize("encoding", ["klingon", "utf-8\0", "hex", "undefined", "idna", "utf-16"])
def test_an_encoding_that_the_file_does_not_have_is_named(encoding: str) -> None:
    with pytest.raises(TableRefused) as refusal:
        read(PLAIN.encode(), encoding=encoding)
    assert encoding.replace("\0", "\ufffd") in str(refusal.value)


def test_headers_of_others_are_known_however_they_are_spelt() -> None:
    file = (
        b"Claim Text,Source-Name,claimDate,Verdict_Date,Review URL,outlet,fact checker\n"
        b"It rained.,Pat,2024-05-30,2024-06-01,https://a.example,The Daily,Ann\n"
    )
    [row], _ = read(file)
    assert set(row) == {
        "line", "claim", "source", "said_on", "verdict_on", "article_url", "publisher", "verdict_by",
    }  # fmt: skip


def test_headers_that_are_the_same_or_have_no_name_are_told_by_their_place() -> None:
    file = b"claim,note,note,\nIt rained.,a,b,c\n"
    with pytest.raises(TableRefused) as refusal:
        read(file)
    assert "Two headers mean note: number 2 and number 3. Say which one to read: “#3=”" in str(refusal.value)
    assert read(file, "#3=")[0][0]["note"] == "a"
    assert read(file, "note=")[0][0]["note"] == "b"
    assert read(file, "note=", "#3=", "#4=quote")[0][0] == {"line": "2", "claim": "It rained.", "quote": "c"}
    assert preview(io.BytesIO(file), mapping={}).names == ["claim", "note", "#3", "#4"]


def test_a_preview_bears_the_cells_that_an_import_takes() -> None:
    csv.field_size_limit(131_072)
    seen = preview(io.BytesIO(b"claim,quote\nIt rained.," + b"a" * 150_000 + b"\n"), mapping={})
    assert [len(cell) for cell in seen.rows[0]] == [10, 200]


def test_the_mapping_wins_over_the_names() -> None:
    rows, _ = read(b"claim,Text,date\na,b,2024-05-30\n", "Text=claim", "claim=note")
    assert rows == [{"line": "2", "claim": "b", "note": "a", "said_on": "2024-05-30"}]


@pytest.mark.parametrize(
    ("item", "says"), [("a", "neither HEADER=COLUMN"), ("a=b", "COLUMN is one of: claim_code")]
)
def test_a_mapping_that_maps_nothing_is_refused(item: str, says: str) -> None:
    with pytest.raises(TableRefused) as refusal:
        read_mapping([item])
    assert says in str(refusal.value)


def test_a_file_for_spreadsheets_gives_back_what_it_guarded() -> None:
    file = b"claim,quote,note\n'=1+1,'tis,''=1+1\n"
    assert read(file)[0][0]["claim"] == "'=1+1"
    assert read(file, from_spreadsheet=True)[0][0] == {
        "line": "2", "claim": "=1+1", "quote": "'tis", "note": "'=1+1",
    }  # fmt: skip
