"""Downloads over HTTP: the same bytes as the command writes, described, and refused in words."""

from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from factcheck.models import ExportLog
from factcheck.views import exports
from tests.cast import Newsroom

NAMES = ("claims", "attributions", "decisions")


def download(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    return b"".join(answer)


@pytest.fixture
def story(newsroom: Newsroom) -> None:
    newsroom.decides(newsroom.published(), reason="=1+1")


@pytest.mark.parametrize("name", NAMES)
def test_the_command_writes_the_very_bytes_of_the_site(
    client: Client, story: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    served = download(client, f"/ledger/{name}.csv?q=soldiers&since=2020-01-01")
    path = tmp_path / "out.csv"
    call_command("export_ledger", name, "--q", "soldiers", "--since", "2020-01-01", "--output", str(path))
    printed = BytesIO()
    monkeypatch.setattr("sys.stdout", TextIOWrapper(printed, write_through=True))
    call_command("export_ledger", name, "--q", "soldiers", "--since", "2020-01-01")
    assert served == path.read_bytes() == printed.getvalue()
    assert served.count(b"\r\n") == 2


def test_a_download_says_what_it_is_and_where_it_is_described(client: Client, story: None) -> None:
    answer = client.get("/ledger/claims.csv?status=confirmed")
    b"".join(answer)
    assert answer["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert answer["Content-Disposition"] == 'attachment; filename="claims.csv"'
    assert answer["Link"] == (
        "<http://localhost:8000/ledger/claims.csv-metadata.json?status=confirmed>;"
        ' rel="describedby"; type="application/csvm+json"'
    )


def test_the_guarded_file_says_so_in_its_name(client: Client, story: None) -> None:
    answer = client.get("/ledger/decisions.csv?for=spreadsheet")
    assert b",'=1+1," in b"".join(answer)
    assert "decisions-for-spreadsheets.csv" in answer["Content-Disposition"]


def test_the_metadata_name_the_filters_and_the_end_of_the_ledger(client: Client, story: None) -> None:
    moment = f"{timezone.now():%Y-%m-%dT%H:%M:%S.%fZ}"
    described = client.get("/ledger/claims.csv-metadata.json", {"as_of": moment, "q": "soldiers"}).json()
    head = client.get("/ledger/head.json").json()
    assert described["url"].startswith("http://localhost:8000/ledger/claims.csv?q=soldiers&as_of=")
    assert described["prov:wasGeneratedBy"] == {
        "as_of": moment,
        "ledger_seq": head["sequence"],
        "ledger_head": head["hash"],
        "ledger_time": head["time"],
        "ledger_checkpoint": None,
    }


def test_an_empty_ledger_has_an_end_too(client: Client, db: None) -> None:
    head = client.get("/ledger/head.json").json()
    assert (head.pop("sequence"), set(head.values())) == (0, {None})


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("status=true", "status: “true” is none of"),
        ("as_of=2099-01-01", "lies in the future"),
        ("since=2025-02-30", "no date or time"),
        ("source=nobody", "there is no source “nobody”"),
        ("topic=nothing", "there is no topic “nothing”"),
        ("q=a%00b", "NUL"),
    ],
)
@pytest.mark.parametrize("name", NAMES)
def test_bad_filters_are_refused_in_words(client: Client, db: None, name: str, query: str, says: str) -> None:
    for address in (f"/ledger/{name}.csv?{query}", f"/ledger/{name}.csv-metadata.json?{query}"):
        answer = client.get(address)
        assert answer.status_code == 400
        assert says in answer.content.decode()
    page = client.get(f"/ledger/?{query}")
    assert (page.status_code, "There is a problem" in page.content.decode()) == (400, True)


def test_the_command_refuses_in_words_and_writes_nothing(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="none of unverified"):
        call_command("export_ledger", "claims", "--status", "true", "--output", str(tmp_path / "a.csv"))
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_ledger", "claims", "--output", "/nowhere/a.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_second_download_beside_a_stalled_one_is_asked_to_wait(
    client: Client, story: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "WAIT_SECONDS", 0.1)
    stalled = client.get("/ledger/claims.csv")
    refused = client.get("/ledger/claims.csv")
    assert (refused.status_code, refused["Retry-After"]) == (503, "60")
    b"".join(stalled)
    assert download(client, "/ledger/claims.csv")


def test_only_the_three_ledgers_are_there(client: Client, db: None) -> None:
    assert client.get("/ledger/users.csv").status_code == 404
    assert client.get("/ledger/users.csv-metadata.json").status_code == 404
    assert client.post("/ledger/claims.csv").status_code == 405


def test_the_ledgers_page_offers_the_files_and_explains_every_column(client: Client, story: None) -> None:
    page = client.get("/ledger/?status=confirmed").content.decode()
    for name in NAMES:
        assert f'href="/ledger/{name}.csv?status=confirmed"' in page
    assert "sources_not_confirming" in page
    assert "noindex" in page


def test_each_download_is_logged_with_what_went_out(client: Client, story: None) -> None:
    served = download(client, "/ledger/attributions.csv?q=soldiers&for=spreadsheet")
    logged = ExportLog.objects.get()
    assert (logged.what, logged.is_whole, logged.bytes) == ("attributions", True, len(served))
    assert logged.rows == served.count(b"\r\n") - 1
    assert logged.filters == {"q": "soldiers", "for": "spreadsheet"}


def test_a_download_that_was_broken_off_is_logged_as_such(client: Client, story: None) -> None:
    answer = client.get("/ledger/claims.csv")
    header = next(iter(answer))
    # What answer.close() does, short of closing the test's own connection.
    for close in answer._resource_closers:  # type: ignore[attr-defined]
        close()
    logged = ExportLog.objects.get()
    assert (logged.is_whole, logged.rows, logged.bytes) == (False, 0, len(header))
    assert download(client, "/ledger/claims.csv")


def test_the_command_logs_too_and_shows_the_log(
    story: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("export_ledger", "decisions", "--q", "soldiers", "--output", str(tmp_path / "out.csv"))
    call_command("export_log")
    said = capsys.readouterr().out
    assert "1 rows" in said
    assert "whole       decisions q=soldiers" in said
    assert "1 download in the log, 1 shown." in said
