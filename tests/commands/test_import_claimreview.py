"""manage.py import_claimreview: pages and JSON, tried first, and errors that name file and place."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from factcheck.models import Claim, LedgerEntry, Source, Topic
from tests.cast import Cast, Newsroom

REVIEW = {
    "@type": "ClaimReview", "claimReviewed": "The bridge was closed in May.", "url": "/bridge",
    "author": {"@type": "Organization", "name": "The Other Desk"},
    "itemReviewed": {"author": {"name": "Pat Doe"}}, "reviewRating": {"alternateName": "False"},
}  # fmt: skip
HEAD = '<link rel="canonical" href="https://desk.example/bridge">'


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "page.html"
    path.write_text(f'<html>{HEAD}<script type="application/ld+json">{json.dumps(REVIEW)}</script></html>')
    return str(path)


def run(*args: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("import_claimreview", *args, stdout=out, stderr=err)
    except CommandError as error:
        err.write(f"{error}\n")
    return out.getvalue(), err.getvalue()


def test_a_page_is_imported_once(cast: Cast, page: str) -> None:
    out, err = run(page)
    assert f"{page}, block 1, review 1 (1 of 1): CR-0001" in out and err == ""
    assert out.splitlines()[-1] == "1 imported, 0 here already, 0 refused; 0 of 1 files without any."
    out, _ = run(page)
    assert out.splitlines()[-1] == "0 imported, 1 here already, 0 refused; 0 of 1 files without any."
    assert Claim.objects.get().created_by == cast.ed


def test_a_dry_run_leaves_nothing(cast: Cast, page: str) -> None:
    out, _ = run("--dry-run", page)
    assert out.splitlines()[-1] == "1 would be imported, 0 here already, 0 refused; 0 of 1 files without any."
    assert (
        not LedgerEntry.objects.exists()
        and not Source.objects.exists()
        and not Topic.objects.filter(prefix="CR")
    )


def test_what_is_wrong_is_named_with_its_place_and_the_rest_is_imported(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "reviews.json"
    whole = REVIEW | {"url": "https://desk.example/bridge"}
    path.write_text(json.dumps([whole | {"claimReviewed": ""}, whole]))
    out, err = run(str(path))
    assert f"{path}, review 1 (1 of 2): claimReviewed is missing" in err
    assert "1 imported, 0 here already, 1 refused" in err
    assert f"{path}, review 2 (2 of 2): CR-0001" in out and Claim.objects.count() == 1


def test_files_without_any_are_told_and_are_no_error(cast: Cast, tmp_path: Path, page: str) -> None:
    path = tmp_path / "other.html"
    path.write_text("<html><p>A story.</p></html>")
    out, err = run(str(path), page)
    assert f"{path}: no ClaimReview in it." in out and err == ""
    assert out.splitlines()[-1] == "1 imported, 0 here already, 0 refused; 1 of 2 files without any."


def test_what_is_no_file_of_reviews_is_refused(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "x"
    assert "cannot be read" in run(str(path))[1]
    path.write_bytes(b"%PDF-1.4")
    assert "a PDF" in run(str(path))[1]
    path.write_bytes(b"no json")
    assert "this is not JSON" in run(str(path))[1]


def test_claims_go_into_the_topic_that_is_named(newsroom: Newsroom, page: str) -> None:
    assert "There is no topic nothing. The topics are: general." in run("--topic", "nothing", page)[1]
    run("--topic", newsroom.topic().slug, page)
    assert Claim.objects.get().code.startswith("NK-")


def test_only_editors_import(cast: Cast, page: str) -> None:
    assert "does not allow" in run("--by", "alice", page)[1]
    assert "no account nobody" in run("--by", "nobody", page)[1]
    assert "1 imported" in run("--by", "cho", page)[0]
    assert Claim.objects.get().created_by == cast.cho


def test_without_an_editor_the_command_says_how_to_make_one(db: None, page: str) -> None:
    assert "create_editor" in run(page)[1]
