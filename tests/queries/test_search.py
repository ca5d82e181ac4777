"""What readers find by words: scripts, slips of the pen, hostile words, and only what is published."""

import re
from datetime import datetime

import pytest
from django.utils import timezone

from factcheck import ledger
from factcheck.actions.claims import reword_claim
from factcheck.actions.publication import publish_claim
from factcheck.models import Attribution, Claim
from factcheck.queries import wording
from factcheck.queries.claim_list import claims_found
from factcheck.queries.facets import facets
from factcheck.queries.forgiving import mended
from factcheck.queries.public_list import claims_to_read
from factcheck.queries.wording import FEW
from factcheck.rules.filters import Filters
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import LISTED
from tests.cast import STORY, Newsroom

pytestmark = pytest.mark.django_db


def found(q: str, as_of: datetime | None = None) -> set[str]:
    return {claim.text for claim in claims_to_read(Filters(q=q, as_of=as_of)).rows}


BRIDGE = "The bridge over the river is closed to lorries."
KOREAN = "북한군이 러시아에 파병되었다."
RUSSIAN = "Северная Корея направила солдат в Россию."
CHINESE = "朝鲜向俄罗斯派遣了军队。"
ARABIC = "أرسلت كوريا الشمالية جنودا إلى روسيا."


@pytest.fixture
def archive(newsroom: Newsroom) -> Newsroom:
    for text in (KOREAN, RUSSIAN, CHINESE, ARABIC):
        newsroom.published(text)
    bridge = newsroom.claim(BRIDGE)
    newsroom.says(
        bridge, "Ministry of Transport", quote="4,000 became casualties", article=newsroom.article(STORY)
    )
    newsroom.decides(bridge)
    bridge.refresh_from_db()
    publish_claim(claim=bridge, version=bridge.version, by=newsroom.cast.ed)
    newsroom.claim("A secret draft about helicopters.")
    return newsroom


@pytest.mark.parametrize(
    ("q", "text"),
    [
        ("bridges closed", BRIDGE),
        ("bridge -airport", BRIDGE),
        ('"closed to lorries"', BRIDGE),
        ("casualties became", BRIDGE),
        ("ministry of transport", BRIDGE),
        ("러시아 북한군", KOREAN),
        ("파병", KOREAN),
        ("солдаты", RUSSIAN),
        ("俄罗斯", CHINESE),
        ("军队 朝鲜", CHINESE),
        ("روسيا", ARABIC),
    ],
)
def test_words_are_found_in_any_script_in_claims_quotes_and_names(
    archive: Newsroom, q: str, text: str
) -> None:
    assert found(q) == {text}


def test_a_word_that_is_kept_out_is_kept_out(archive: Newsroom) -> None:
    assert found("bridge -lorries") == set()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("brigde closed", "bridge closed"),
        ("lories", "lorries"),
        ("ministy of transprot", "ministry of transport"),
        ("Севреная Корея", "Северная Корея"),
        ("북항군", "북한군"),
        ("俄罗思", "俄罗斯"),
        ("الشمالبة", "الشمالية"),
    ],
)
def test_a_slip_of_the_pen_is_mended(archive: Newsroom, typed: str, meant: str) -> None:
    assert mended(typed) == meant
    assert found(meant)


@pytest.mark.parametrize(
    "q", ["helicoptrs", "xyzzyqqq", "12345", "a", "!!!", "((", "-", "%", "\\", "' OR 1=1"]
)
def test_nothing_is_offered_where_nothing_published_is_near(archive: Newsroom, q: str) -> None:
    assert mended(q) == ""


@pytest.mark.parametrize(
    "q",
    [
        "'",
        '"',
        "\\",
        "%",
        "_",
        "& | ! :* <->",
        "(((",
        "-" * 200,
        "- " * 100,
        "-a" * 100,
        '"' * 200,
        "or " * 60,
        "한" * 200,
        "a b " * 50,
        "💥",
    ],
)
def test_odd_words_break_nothing(archive: Newsroom, q: str) -> None:
    found(q)
    mended(q)


def test_words_that_claims_have_are_not_mended(archive: Newsroom) -> None:
    archive.published("Three lorrys of a make were sold.")
    assert mended("lorrys") == ""
    assert mended("lorrys brigde") == "lorrys bridge"


def test_drafts_are_not_found(archive: Newsroom) -> None:
    assert found("helicopters") == set()


def test_a_part_of_a_word_is_looked_for_only_where_no_claim_has_the_word(archive: Newsroom) -> None:
    assert found("lorr") == {BRIDGE}
    lorr = archive.published("Mr Lorr has resigned.").text
    assert found("lorr") == {lorr}
    assert found("lorri") == {BRIDGE}


@pytest.mark.parametrize("few", [0, 1, FEW])
def test_several_words_are_found_alike_whether_few_claims_have_them_or_many(
    archive: Newsroom, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    other = archive.published("The bridge is closed for good.").text
    archive.claim("A closed bridge that is a draft.")
    archive.says(Claim.objects.get(text=other), "Bridge Society")
    monkeypatch.setattr(wording, "FEW", few)
    assert found("bridge closed") == {BRIDGE, other}
    assert found("bridge lorries") == {BRIDGE}
    assert found("bridge -lorries") == {other}
    assert found("-lorries -bridge") == {KOREAN, RUSSIAN, CHINESE, ARABIC}
    assert found("bridge society") == {other}
    assert found("bridge helicopters") == set()
    assert found("bridge or 파병") == {BRIDGE, other, KOREAN}


def test_what_stands_in_a_draft_does_not_change_what_readers_find(archive: Newsroom) -> None:
    archive.claim("Mr Lorr will resign.")
    assert found("lorr") == {BRIDGE}


def test_words_are_found_together_wherever_in_a_claim_and_its_quotes_they_stand(archive: Newsroom) -> None:
    assert found("lorries casualties") == {BRIDGE}
    assert found("lorries -casualties") == set()


def test_a_quote_that_was_replaced_is_not_found(archive: Newsroom) -> None:
    said = Attribution.objects.exclude(quote="").get()
    archive.says(said.claim, said.source, Stance.DENIES, supersedes=said)
    assert found("casualties") == set()
    assert found("ministry of transport") == {BRIDGE}


def test_of_an_earlier_moment_the_words_of_then_are_found(archive: Newsroom) -> None:
    claim = Claim.objects.get(text=BRIDGE)
    then = timezone.now()
    reword_claim(
        claim=claim, version=claim.version, text="The ferry has stopped.", reason="It was another.",
        topic=claim.topic, by=archive.cast.ed,
    )  # fmt: skip
    assert (found("lorries"), found("ferry")) == (set(), {"The ferry has stopped."})
    assert (found("lorries", as_of=then), found("ferry", as_of=then)) == ({BRIDGE}, set())
    assert found("casualties", as_of=then) == {BRIDGE}


def test_of_an_earlier_moment_words_are_looked_up_where_an_index_has_them(archive: Newsroom) -> None:
    sql, _ = claims_found(Filters(q="bridge", as_of=timezone.now()), LISTED).query.sql_with_params()
    tables = {alias: table for table, alias in re.findall(r'"(factcheck_\w+)" (\w\d+)', sql)}
    # Not in the states of claims: a million of them took a minute of processors' time.
    assert {tables[alias] for alias in re.findall(r'claim_words\(\(?"?(\w\d+)"?\.', sql)} == {
        "factcheck_claimversion",
        "factcheck_attribution",
    }


@pytest.mark.parametrize("as_of", [False, True])
def test_claims_are_counted_by_the_year_of_their_last_change(
    newsroom: Newsroom, as_owner: None, as_of: bool
) -> None:
    for day in (
        "2019-12-31T23:59:59Z",
        "2020-01-01T00:00:00Z",
        "2023-06-01T12:00:00Z",
        "2023-06-02T12:00:00Z",
    ):
        with ledger.backdated_to(datetime.fromisoformat(day)):
            newsroom.published(f"Said on {day}.")
    found = facets(Filters(as_of=timezone.now() if as_of else None), at_most=100)
    years = {year: number for year, _, number in found.counts["year"]}
    assert years == {"2019": 1, "2020": 1, "2023": 2}
