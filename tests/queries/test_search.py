"""What readers find by words: scripts, slips of the pen, hostile words, and only what is published."""

import pytest

from factcheck.actions.publication import publish_claim
from factcheck.queries.forgiving import mended
from factcheck.queries.public_list import claims_to_read
from factcheck.rules.filters import Filters
from tests.cast import STORY, Newsroom

pytestmark = pytest.mark.django_db


def found(q: str) -> set[str]:
    return set(claims_to_read(Filters(q=q)).values_list("text", flat=True))


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


def test_drafts_are_not_found(archive: Newsroom) -> None:
    assert found("helicopters") == set()
