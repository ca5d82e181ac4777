"""manage.py import_claims: tried first, all or nothing, and a list of errors beside the file."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from factcheck.models import Claim, LedgerEntry
from tests.cast import Cast, Newsroom

HEADER = "Statement text,speaker,claim_date,rating\r\n"
GOOD = "The bridge was closed.,Pat Doe,2024-05-30,Mostly false\r\n"
OTHER = "It rained.,Ann Roe,2024-05-31,True\r\n"
BAD = "=cmd(),Ann Roe,31 May 2024,True\r\n"
FOREIGN = (
    "--map",
    "Statement text=claim",
    "--publisher",
    "The Daily",
    "--topic",
    "north-korean-troops-in-russia",
)


@pytest.fixture
def file(newsroom: Newsroom, tmp_path: Path) -> Path:
    newsroom.topic()
    path = tmp_path / "claims.csv"
    path.write_text(HEADER + GOOD + OTHER)
    return path


def run(*args: str | Path) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("import_claims", *map(str, args), stdout=out, stderr=err)
    except CommandError as error:
        err.write(f"{error}\n")
    return out.getvalue(), err.getvalue()


def test_a_foreign_table_is_imported_once(cast: Cast, file: Path) -> None:
    out, err = run(file, *FOREIGN)
    assert err == "" and "Read Statement text as claim, speaker as source, claim_date as said_on" in out
    assert out.splitlines()[-1] == (
        "2 rows: 2 imported (2 claims, 2 statements, 2 verdicts), 0 here already or twice in the file, "
        "0 refused."
    )
    assert Claim.objects.get(code="NK-0001").created_by == cast.ed
    out, _ = run(file, *FOREIGN, "--as", "cho")
    assert "0 imported" in out and "2 here already" in out


def test_a_dry_run_leaves_nothing(file: Path) -> None:
    out, _ = run(file, *FOREIGN, "--dry-run")
    assert "2 would be imported" in out
    assert not Claim.objects.exists() and not LedgerEntry.objects.exists()


def test_refused_rows_are_listed_beside_the_file_and_nothing_is_imported(file: Path) -> None:
    file.write_text(HEADER + GOOD + BAD)
    out, err = run(file, *FOREIGN)
    assert "line 3: claim_date is no day. Write it as 2025-03-28. (“31 May 2024”)" in err
    assert err.splitlines()[-1].startswith("Nothing was imported: 1 of 2 rows are refused.")
    errors = file.with_suffix(".errors.csv")
    assert list(csv.reader(errors.open(newline=""))) == [
        ["line", "column", "value", "what_to_do"],
        ["3", "claim_date", "31 May 2024", "claim_date is no day. Write it as 2025-03-28."],
    ]
    assert not Claim.objects.exists()
    out, err = run(file, *FOREIGN, "--keep-good")
    assert "1 imported" in out and "1 refused" in out and errors.exists()
    file.write_text(HEADER + GOOD)
    run(file, *FOREIGN)
    assert not errors.exists()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((), "No header means the claim. The file has: “Statement text”, “speaker”"),
        (("--map", "Statement text=statement"), "does not map a header to a column"),
        (("--map", "Words=claim"), "The file has no header “words”"),
        (("--as", "alice"), "Your role does not allow you to import."),
        (("--as", "nobody"), "There is no account nobody."),
        ((*FOREIGN, "--encoding", "klingon"), "There is no encoding klingon."),
        (FOREIGN[:4], "No column names a topic. Name one for all rows"),
        ((*FOREIGN[:5], "weather"), "There is no open topic “weather”."),
        ((*FOREIGN[:2], *FOREIGN[4:]), "No column names the publisher"),
    ],
)
def test_what_is_wrong_with_the_call_is_said(file: Path, args: tuple[str, ...], says: str) -> None:
    _, err = run(file, *args)
    assert says in err and not Claim.objects.exists()


def test_a_missing_file_is_named(cast: Cast, tmp_path: Path) -> None:
    _, err = run(tmp_path / "nothing.csv")
    assert err == f"{tmp_path / 'nothing.csv'}: No such file or directory.\n"


def test_what_is_not_kept_is_said(file: Path) -> None:
    file.write_text("claim,source,date,verdict,notes,theirs\nIt rained.,,2024-05-30,,Wet,7\n")
    out, _ = run(file, *FOREIGN[2:])
    assert "Not read: theirs." in out
    assert "Not kept, because the row names no source: date of 1 rows." in out
    assert "Not kept, because the row names no verdict: notes of 1 rows." in out


def test_a_folder_that_takes_no_list_of_errors_is_told_before_anything_is_done(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    _, err = run(file, *FOREIGN)
    assert "nothing can be written there. Copy the file" in err and not Claim.objects.exists()


def test_a_cell_does_not_steer_the_terminal(file: Path) -> None:
    file.write_text(HEADER + "It rained.,Pat,\x1b[31mred,True\n")
    _, err = run(file, *FOREIGN)
    assert "(“ [31mred”)" in err and "\x1b" not in err
