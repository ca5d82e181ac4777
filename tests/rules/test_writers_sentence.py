"""A sentence to copy never says more than the record, and leaves nothing of it out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.rules.stances import Stance
from factcheck.rules.writers_sentence import Word, writers_sentence

SENT = "North Korea sent up to 12,000 soldiers to Russia."
JCS = "South Korea’s Joint Chiefs of Staff"


@pytest.mark.parametrize(
    ("claim", "words", "sentence"),
    [
        (SENT, [], ""),
        (SENT, [Word(JCS, Stance.AFFIRMS)], f"{JCS} said that North Korea sent up to 12,000 soldiers to Russia."),
        (
            "Some 4,000 soldiers became casualties.",
            [Word("Russia", Stance.NOT_CONFIRMED), Word("North Korea", Stance.NOT_CONFIRMED), Word(JCS, Stance.AFFIRMS)],
            f"{JCS} said that some 4,000 soldiers became casualties; neither Russia nor North Korea has confirmed it.",
        ),
        (
            SENT,
            [Word("The U.S.", Stance.AFFIRMS, figure="up to 12,000"), Word(JCS, Stance.AFFIRMS, figure="some 11,000")],
            f"The U.S. said that North Korea sent up to 12,000 soldiers to Russia; {JCS} said so too, giving the figure as “some 11,000”.",
        ),
        (
            "The BRICS countries could help to settle the war.",
            [Word("Vladimir Putin", Stance.AFFIRMS, relays=("Tass",))],
            "Vladimir Putin said that the BRICS countries could help to settle the war, as reported by Tass.",
        ),
        (
            "The North is readying a satellite.",
            [Word(JCS, Stance.AFFIRMS_HEDGED, hedge="appeared to")],
            f"{JCS} said, without being sure, that the North is readying a satellite (“appeared to”).",
        ),
        (SENT, [Word("Russia", Stance.NOT_CONFIRMED)], "Russia has not confirmed that North Korea sent up to 12,000 soldiers to Russia."),
        (
            SENT,
            [Word(name, Stance.NOT_CONFIRMED) for name in ("Russia", "North Korea", "China")],
            "None of Russia, North Korea and China has confirmed that North Korea sent up to 12,000 soldiers to Russia.",
        ),
        (
            SENT,
            [Word("Kyiv", Stance.DISPUTES_FIGURE, figure="300"), Word("Russia", Stance.DENIES), Word(JCS, Stance.AFFIRMS)],
            f"{JCS} said that North Korea sent up to 12,000 soldiers to Russia; Russia denied it; Kyiv disputed the figure, giving the figure as “300”.",
        ),
        (SENT, [Word("Russia", Stance.DENIES)], "Russia denied that North Korea sent up to 12,000 soldiers to Russia."),
        (
            SENT,
            [Word(JCS, Stance.RETRACTED)],
            f"{JCS} withdrew an earlier statement that North Korea sent up to 12,000 soldiers to Russia.",
        ),
    ],
)  # fmt: skip
def test_the_sentence_is_the_record(claim: str, words: list[Word], sentence: str) -> None:
    assert writers_sentence(claim, words) == sentence


@given(st.lists(st.builds(Word, st.sampled_from(["A", "B", "C", "D"]), st.sampled_from(Stance)), max_size=6))
def test_every_name_stands_in_it_and_a_denial_only_where_one_is_on_record(words: list[Word]) -> None:
    sentence = writers_sentence(SENT, words)
    assert all(word.name in sentence for word in words)
    assert ("denied" in sentence) == any(word.stance == Stance.DENIES for word in words)
