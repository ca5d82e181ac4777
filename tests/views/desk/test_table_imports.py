"""/desk/import/: upload, see how it is read, try, import, and the list of what to mend."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from factcheck.intake.table_imports import carry_out
from factcheck.jobs import import_table
from factcheck.models import Claim, LedgerEntry, TableImport, TablePiece
from tests.cast import Cast, Newsroom

HEADER = "Statement text,speaker,claim_date,rating\r\n"
GOOD = "The bridge was closed.,Pat Doe,2024-05-30,Mostly false\r\n"
BAD = "=cmd(),Ann Roe,31 May 2024,True\r\n"
CHOICES = {
    "column_0": "claim", "column_1": "source", "column_2": "said_on", "column_3": "verdict",
    "publisher": "The Daily", "topic": "north-korean-troops-in-russia",
}  # fmt: skip


@pytest.fixture
def ed(client: Client, newsroom: Newsroom) -> Client:
    newsroom.topic()
    client.force_login(newsroom.cast.ed)
    return client


def upload(client: Client, text: str | bytes, name: str = "table.csv") -> Any:
    return client.post(
        "/desk/import/",
        {"file": SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())},
    )


def asked(client: Client, address: str, act: str, **more: str) -> TableImport:
    """Press a button, and let the worker's job run."""
    answer = client.post(address, CHOICES | {"act": act} | more)
    assert answer.status_code == 303, answer.content.decode()
    table = TableImport.objects.get()
    assert table.state == "waiting"
    with connection.cursor() as cursor:
        cursor.execute("SELECT args ->> 'table_id' FROM procrastinate_jobs WHERE task_name = 'import_table'")
        assert (str(table.pk),) in cursor.fetchall()
    import_table(table_id=table.pk)
    table.refresh_from_db()
    return table


def test_a_table_is_looked_at_tried_and_imported(ed: Client, cast: Cast) -> None:
    answer = upload(ed, HEADER + GOOD)
    assert answer.status_code == 303
    address = answer["Location"]
    page = ed.get(address).content.decode()
    assert "Statement text" in page and "The bridge was closed." in page
    assert '<option value="source" selected>' in page and "Try it" in page

    tried = asked(ed, address, "try")
    assert tried.state == "tried" and tried.result["new"] == 1 and not Claim.objects.exists()
    assert "1 would be imported" in ed.get(address).content.decode()

    done = asked(ed, address, "import")
    assert done.state == "done" and Claim.objects.get().created_by == cast.ed
    page = ed.get(address).content.decode()
    assert "1 rows imported" in page and "Try it" not in page
    assert not TablePiece.objects.exists()


def test_what_is_wrong_is_listed_with_its_line_and_can_be_taken_home(ed: Client) -> None:
    address = upload(ed, HEADER + GOOD + BAD)["Location"]
    table = asked(ed, address, "import")
    assert table.state == "refused" and not Claim.objects.exists()
    page = ed.get(address).content.decode()
    assert "claim_date is no day. Write it as 2025-03-28." in page and "1 of 2 rows are refused" in page
    errors = b"".join(ed.get(f"{address}errors.csv")).decode()
    assert list(csv.reader(io.StringIO(errors)))[1] == [
        "3", "claim_date", "31 May 2024", "claim_date is no day. Write it as 2025-03-28.",
    ]  # fmt: skip
    table = asked(ed, address, "import", keep_good="on")
    assert (table.state, table.result["new"], table.result["refused"]) == ("done", 1, 1)


def test_a_file_that_is_no_table_is_told_so(ed: Client) -> None:
    address = upload(ed, b"PK\x03\x04 and so on", "table.xlsx")["Location"]
    answer = ed.get(address)
    assert answer.status_code == 422 and "Save the table as CSV" in answer.content.decode()
    assert upload(ed, "").status_code == 422
    assert ed.post("/desk/import/").status_code == 422


def test_a_table_without_a_claim_is_refused_by_the_worker(ed: Client) -> None:
    address = upload(ed, HEADER + GOOD)["Location"]
    table = asked(ed, address, "import", column_0="")
    assert table.state == "refused" and "No header means the claim." in ed.get(address).content.decode()


def test_progress_comes_alone_and_the_page_when_it_has_ended(ed: Client) -> None:
    address = upload(ed, HEADER + GOOD)["Location"]
    TableImport.objects.update(state="running", doing="Writing", done=1, of=4)
    fragment = ed.get(address, headers={"HX-Request": "true"})
    assert b"<html" not in fragment.content and b'max="4" value="1"' in fragment.content
    assert b"<progress" in ed.get(address).content
    TableImport.objects.update(state="tried", result={"rows": 1})
    assert ed.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_job_that_was_cut_off_is_carried_out_once(ed: Client) -> None:
    address = upload(ed, HEADER + GOOD)["Location"]
    table = asked(ed, address, "try")
    TableImport.objects.update(state="running", asked=table.asked | {"dry_run": False})
    carry_out(table.pk)
    entries = LedgerEntry.objects.count()
    assert entries == 3
    carry_out(table.pk)
    assert LedgerEntry.objects.count() == entries and TableImport.objects.get().state == "done"
    # What is through is not asked for again.
    assert ed.post(address, CHOICES | {"act": "import"}).status_code == 200


def test_a_table_that_is_not_there_is_not_found(ed: Client) -> None:
    assert ed.get("/desk/import/7/").status_code == 404
    assert ed.get("/desk/import/7/errors.csv").status_code == 404


def test_a_table_in_another_encoding_is_looked_at_again(ed: Client) -> None:
    address = upload(ed, "claim;caf\u00e9\nIl pleut.;\u00e9t\u00e9\n".encode("cp1252"))["Location"]
    refused = ed.get(address)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "The header in line 1 is not in UTF-8: “caf\ufffd”." in page and 'name="encoding"' in page
    page = ed.get(f"{address}?encoding=cp1252").content.decode()
    assert "\u00e9t\u00e9" in page and 'value="cp1252"' in page
    table = asked(ed, address, "import", column_0="claim", column_1="note", encoding="cp1252")
    assert table.state == "done" and Claim.objects.get().text == "Il pleut."


@pytest.mark.parametrize("encoding", ["klingon", "utf-8\0", "undefined", "idna", "utf-16"])
def test_an_encoding_that_does_not_fit_is_no_error_of_the_desk(ed: Client, encoding: str) -> None:
    address = upload(ed, HEADER + GOOD)["Location"]
    for answer in (
        ed.post(address, CHOICES | {"act": "try", "encoding": encoding}),
        ed.get(address, {"encoding": encoding}),
    ):
        assert answer.status_code == 422 and 'name="encoding"' in answer.content.decode()


def test_one_of_two_headers_with_one_name_is_chosen(ed: Client) -> None:
    address = upload(ed, "Text,note,note,\nIt rained.,a,b,c\n")["Location"]
    more = {"column_0": "claim", "column_1": "", "column_2": "place", "column_3": "note"}
    assert asked(ed, address, "import", **more).state == "done"
    assert Claim.objects.get().place == "b"


def test_what_is_not_kept_is_said_on_the_page(ed: Client) -> None:
    address = upload(ed, "claim,source,date,notes\nIt rained.,,2024-05-30,Wet\n")["Location"]
    more = {"column_0": "claim", "column_1": "source", "column_2": "said_on", "column_3": "note"}
    asked(ed, address, "try", **more)
    page = ed.get(address).content.decode()
    assert "Not kept, because the row names no source: <bdi>date</bdi> (1)" in page
    assert "Not kept, because the row names no verdict: <bdi>notes</bdi> (1)" in page
