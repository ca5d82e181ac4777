import pytest

from factcheck.queries.finding import find_source, likely_claims, likely_sources
from factcheck.rules.vocabulary import SourceKind
from tests.cast import Newsroom


@pytest.fixture
def known(newsroom: Newsroom) -> None:
    newsroom.source("North Korea", aliases=("북한", "КНДР", "Pyongyang", "DPRK"))
    newsroom.source("South Korea", aliases=("한국", "Seoul"))
    newsroom.source("South Korea's Joint Chiefs of Staff", SourceKind.ARMED_FORCES, aliases=("합참", "JCS"))
    newsroom.source("Tass", SourceKind.WIRE, aliases=("ТАСС",))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("north korea", "North Korea"),
        ("북한", "North Korea"),
        ("кндр", "North Korea"),
        ("the DPRK", "North Korea"),
        ("J.C.S.", "South Korea's Joint Chiefs of Staff"),
        ("тасс", "Tass"),
        ("South Korea’s Joint Chiefs of Staff", "South Korea's Joint Chiefs of Staff"),
    ],
)
def test_a_source_is_found_by_any_of_its_names(known: None, text: str, name: str) -> None:
    source = find_source(text)
    assert source is not None
    assert source.name == name


@pytest.mark.parametrize("text", ["", "  ", "Korea", "nobody"])
def test_no_source_is_found_by_what_is_no_name_of_one(known: None, text: str) -> None:
    assert find_source(text) is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("sou", "South Korea"),
        ("합", "South Korea's Joint Chiefs of Staff"),
        ("north corea", "North Korea"),
        ("chiefs", "South Korea's Joint Chiefs of Staff"),
        ("ТАС", "Tass"),
    ],
)
def test_likely_sources_begin_with_the_likeliest(known: None, text: str, first: str) -> None:
    assert likely_sources(text)[0].name == first


def test_a_source_is_offered_once_however_many_of_its_names_fit(known: None) -> None:
    names = [source.name for source in likely_sources("korea")]
    assert len(names) == len(set(names)) == 3


def test_claims_that_say_nearly_the_same_come_first(newsroom: Newsroom) -> None:
    meant = newsroom.claim("North Korea has deployed up to 12,000 troops to Russia.")
    newsroom.claim("Kim Jong Un visited Russia in 2019.")
    newsroom.claim("The bridge is closed.")
    found = likely_claims("North Korea deployed 12,000 soldiers in Russia")
    assert found[0] == meant
    assert all("bridge" not in claim.text for claim in found)


@pytest.mark.parametrize("text", ["", "%", "_", "'", "(((", "a" * 5000, "NK-9999", "\\"])
def test_odd_words_find_nothing_and_break_nothing(known: None, text: str) -> None:
    assert likely_claims(text) == []
    likely_sources(text)
