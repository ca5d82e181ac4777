"""A whole story: who "it" is, what a silence is about, days, hedges, other languages, hostile text."""

from datetime import date
from itertools import pairwise

import pytest

from factcheck.extraction.attributions import attributions_in
from factcheck.extraction.countries import COUNTRY_OF_CAPITAL, STATES, country_named
from factcheck.extraction.dates import day_named, days_named
from factcheck.extraction.outlets import is_outlet
from factcheck.extraction.quote_marks import quotes_in
from factcheck.extraction.statements import Statement, Story
from factcheck.extraction.story import language_of, read_story
from factcheck.extraction.tokens import LONGEST, read_sentences
from factcheck.rules.stances import Stance
from factcheck.rules.vocabulary import HopMode

FRIDAY = date(2025, 3, 28)

STORY = """Kenyan President Ruth Odede said on Wednesday that the border would stay closed.

The Central Water Authority, or CWA, said at least 40 villages appeared to be wet in January and February.

“The dam is full,” the CWA said. “The gates are open,” it added, without elaborating.

Uganda has reportedly sent 1,200 soldiers. Neither Kenya nor Somalia has confirmed the claims made by Uganda.

Nairobi was preparing for talks, the deputy minister Tom Ray said, Reuters reported.

RELATED STORIES

Dam breaks in the north, minister says

Edited by Ann Fox."""


@pytest.fixture(scope="module")
def read() -> list[Statement]:
    return read_story(Story(STORY, "en", FRIDAY))


def by(read: list[Statement], name: str) -> list[Statement]:
    return [statement for statement in read if statement.speaker and statement.speaker.name == name]


def words(statement: Statement) -> str:
    return " … ".join(STORY[start:end] for start, end in statement.content)


def test_the_day_of_the_utterance_stands_outside_the_content(read: list[Statement]) -> None:
    said = by(read, "Ruth Odede")[0]
    assert said.said_on == date(2025, 3, 26)
    assert words(said) == "that the border would stay closed"


def test_it_is_the_body_that_spoke_last_and_says_why(read: list[Statement]) -> None:
    added = by(read, "Central Water Authority")[-1]
    assert added.speaker
    assert added.speaker.words == "it"
    assert "the last body that spoke" in added.speaker.how
    assert added.mode == HopMode.VERBATIM
    assert [STORY[start:end] for start, end in added.hedges] == ["without elaborating"]


def test_a_hedge_and_the_months_spoken_of_are_found(read: list[Statement]) -> None:
    hedged = by(read, "Central Water Authority")[0]
    assert hedged.stance == Stance.AFFIRMS_HEDGED
    assert hedged.mode == HopMode.PARAPHRASE
    assert hedged.spoken_of == (date(2025, 1, 1), date(2025, 2, 28))


def test_each_party_that_has_not_confirmed_points_at_what_it_is_about(read: list[Statement]) -> None:
    silent = [statement for statement in read if statement.stance == Stance.NOT_CONFIRMED]
    assert [one.speaker.name for one in silent if one.speaker] == ["Kenya", "Somalia"]
    for one in silent:
        about = [read[number] for number in one.about]
        assert {told.speaker.name if told.speaker else "" for told in about} == {"", "Uganda"}
        assert all("1,200 soldiers" in words(told) for told in about)


def test_the_claims_made_by_somebody_are_theirs_with_the_hedge(read: list[Statement]) -> None:
    claimed = by(read, "Uganda")[0]
    assert claimed.stance == Stance.AFFIRMS_HEDGED
    assert claimed.cue is not None
    assert STORY[slice(*claimed.cue)] == "claims made by"


def test_who_reports_what_another_said_is_a_relay(read: list[Statement]) -> None:
    said = by(read, "Tom Ray")[0]
    assert [relay.name for relay in said.relays] == ["Reuters"]


def test_headlines_of_other_stories_and_credits_say_nothing(read: list[Statement]) -> None:
    last = STORY.index("RELATED")
    assert all(start < last for statement in read for start, _ in statement.content)


def test_the_publisher_is_no_relay() -> None:
    text = "Ruth Odede told the Nairobi Times that the border was closed."
    assert read_story(Story(text, "en", FRIDAY))[0].relays
    assert not read_story(Story(text, "en", FRIDAY, publisher="Nairobi Times"))[0].relays


def test_progress_is_told_sentence_by_sentence() -> None:
    told: list[tuple[int, int]] = []
    read_story(Story("One man left. Two men came.", "en"), progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("story", "language"),
    [
        (Story("", "en-GB"), "en"),
        (Story("The mayor said that the bridge was safe."), "en"),
        (Story("Мэр сказал, что мост открыт."), "ru"),
        (Story("시장은 다리가 안전하다고 말했다."), "ko"),
        (Story("Der Bürgermeister nannte die Brücke sicher."), ""),
        (Story("", "fr"), "fr"),
        (Story(""), ""),
    ],
)
def test_the_language_is_as_told_or_by_letters_and_words(story: Story, language: str) -> None:
    assert language_of(story) == language


def test_a_language_without_a_reader_gives_nothing() -> None:
    assert read_story(Story("Le maire a dit que le pont était sûr.", "fr")) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on Wednesday", (2025, 3, 26), (2025, 3, 26)),
        ("on Friday", (2025, 3, 28), (2025, 3, 28)),
        ("yesterday", (2025, 3, 27), (2025, 3, 27)),
        ("earlier this month", (2025, 3, 1), (2025, 3, 28)),
        ("last year", (2024, 1, 1), (2024, 12, 31)),
        ("in January and February", (2025, 1, 1), (2025, 2, 28)),
        ("in December", (2024, 12, 1), (2024, 12, 31)),
        ("will open in June", (2025, 6, 1), (2025, 6, 30)),
        ("on March 3, 2021", (2021, 3, 3), (2021, 3, 3)),
        ("on 3 March 2021", (2021, 3, 3), (2021, 3, 3)),
        ("since 2014", (2014, 1, 1), (2025, 3, 28)),
        ("in the 1990s", (1990, 1, 1), (1999, 12, 31)),
        ("on February 29, 2023", None, None),
        ("they may march", None, None),
    ],
)
def test_days_are_counted_from_the_day_of_the_story(
    text: str, first: tuple[int, int, int] | None, last: tuple[int, int, int] | None
) -> None:
    expected = (date(*first), date(*last)) if first and last else None
    assert days_named(text, FRIDAY) == expected


def test_without_a_day_of_the_story_only_full_dates_are_days() -> None:
    assert days_named("on Wednesday", None) is None
    assert day_named("on 3 March 2021", None) == date(2021, 3, 3)


def test_every_member_state_has_a_name_a_capital_and_a_demonym() -> None:
    assert len(STATES) == 193
    assert all(name and capital and all(demonyms) for name, capital, demonyms in STATES)
    assert country_named("the U.S.") == "United States"
    assert COUNTRY_OF_CAPITAL["pyongyang"] == "North Korea"


@pytest.mark.parametrize(
    "name", ["Reuters", "the Nairobi Times", "Kenyan state media", "The Associated Press"]
)
def test_newspapers_and_agencies_are_outlets(name: str) -> None:
    assert is_outlet(name)


@pytest.mark.parametrize("name", ["the ministry", "Ann Lee", "Kenya", ""])
def test_others_are_no_outlets(name: str) -> None:
    assert not is_outlet(name)


HOSTILE = [
    "“" * 100_000,
    '"' * 100_000,
    "word " * 200_000,
    "a" * 1_000_000,
    "he said " * 20_000,
    "\u202e\u2066he said\0 " * 10_000,
    "(" * 50_000,
    "\n" * 50_000,
    "\x00",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_gives_few_pieces_and_no_error(text: str) -> None:
    sentences, quotes = read_sentences(text)
    # The work for a sentence grows with its pieces: none has more than LONGEST, and no piece is counted
    # twice.
    assert all(len(sentence.tokens) <= LONGEST for sentence in sentences)
    assert sum(quote.end - quote.start for quote in quotes) <= len(text)
    assert len(attributions_in(sentences, attitudes=True)) <= len(sentences) * LONGEST
    assert read_story(Story(text, "en", FRIDAY)) is not None


def test_quotations_lie_apart_and_in_order() -> None:
    text = 'He said “a” and "b", then “c “d” e” f'
    found = quotes_in(text, 0, len(text))
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_date_of_publication_out_of_range_is_no_anchor() -> None:
    for day in (date.min, date.max):
        assert read_story(Story("Ann Lee said on Monday that it rained last year.", "en", day))
