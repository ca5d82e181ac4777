"""Hostile text: the readers of Russian and Korean stay bounded, and each position lies in the text."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.extraction import korean, russian
from factcheck.extraction.pieces import LONGEST_CLAIM
from factcheck.extraction.statements import Statement, Story

Reader = Callable[[Story], list[Statement]]
READERS = pytest.mark.parametrize("read", [russian.read_quotations, korean.read_quotations])
PIECES = (
    *(
        "«",
        "»",
        '"',
        "“",
        "”",
        "「",
        ", – ",
        "сказал",
        " Он ",
        "Петров заявил",
        ", что ",
        "По словам ",
        ". ",
        "\n",
    ),
    *("\u202e", "\0", "😀", "е\u0301", " \u200f", "경찰은 ", '"라고 ', "말했다", "다고 ", "에 따르면 "),
    ", передаёт ТАСС",
)
LONG = (
    *("«" * 100_000, '"' * 100_001, "а" * 1_000_000, "가 " * 500_000, "»" * 100_000, "\0" * 100_000),
    *(piece * 10_000 for piece in PIECES),
)


def check(text: str, found: list[Statement]) -> None:
    for one in found:
        assert one.speaker is not None
        speakers = (one.speaker, *one.relays)
        assert all(text[who.place[0] : who.place[1]] == who.words for who in speakers)
        assert one.cue is not None
        places = (one.cue, *one.content, *one.hedges)
        assert all(0 <= start < end <= len(text) for start, end in places)
        assert len(one.claim) <= LONGEST_CLAIM


@READERS
@given(text=st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join))
def test_every_position_slices_the_text(read: Reader, text: str) -> None:
    check(text, read(Story(text)))


@READERS
@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_long_hostile_text_gives_a_bounded_answer(read: Reader, text: str) -> None:
    found = read(Story(text))
    check(text, found)
    assert len(found) <= 1 + len(text) // 4
