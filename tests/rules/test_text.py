"""Exact places in an article's text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.rules.sentences import sentences
from factcheck.rules.text import Segment, find_quote, paragraphs, quote_at, split_for_marking

STORY = (
    "SEOUL – The army said some 3,000 soldiers left. “They left in May,” it said.\n\n"
    "The ministry said some 3,000 soldiers left.\n\nNo one else spoke."
)
WRAPPED = (
    "This paragraph was broken by a margin, as old mail programs do it\n"
    "whenever a line would have grown longer than some seventy letters,\n"
    "and it ends here."
)
texts = st.text(
    st.sampled_from('ab .\n!?“”"。」U.S 한 й ؟\u202e\xa0…1,') | st.characters(exclude_categories=["Cs"]),
    max_size=120,
)


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(texts.filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


# --- paragraphs and sentences -------------------------------------------------------------------------


@given(texts)
def test_paragraphs_and_sentences_tile_the_text_in_order(text: str) -> None:
    for pieces in (paragraphs(text), sentences(text)):
        position = 0
        for piece in pieces:
            assert text[piece.start : piece.end] == piece.text
            assert piece.text == piece.text.strip() != ""
            assert text[position : piece.start].strip() == ""
            position = piece.end
        assert text[position:].strip() == ""
    assert [s.number for s in sentences(text)] == list(range(1, len(sentences(text)) + 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("A wire story in lines.\nIts second line.", ["A wire story in lines.", "Its second line."]),
        (WRAPPED, [WRAPPED]),
        ("", []),
        (" \n\n \n", []),
    ],
)
def test_a_line_is_a_paragraph_unless_it_was_only_wrapped(text: str, expected: list[str]) -> None:
    assert [p.text for p in paragraphs(text)] == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["The U.S. Army said so.", "Gen. Park of the U.S.", "The troops left at 5 p.m. on Jan. 5."],
        ["He saw 3.5 million at No. 10.", "Mr. Kim Jr. said no.", "They left."],
        ["“Stop it.”", "He left.", "“Really?” he asked.", "“And,” he said.", '"Why?"', '"Because."'],
        ["He said ... nothing.", "Wait...", "What?", "Yes!!", "No…", "So."],
        ["1. First thing.", "2. Second thing."],
        ["J. K. Rowling wrote it.", "V. Putin read it.", "See www.example.com."],
        ["В. В. Путин сказал это.", "К 2025 г. ушли 3 тыс. человек, т.е. все.", "«Так и есть.»", "Он ушёл."],
        ["김정은은 말했다.", "다음 문장이다.", '"끝났다."', "그는 떠났다."],
        ["قال ذلك.", "هل تعلم؟", "نعم."],
    ],
)
def test_sentences_end_where_a_reader_would_end_them(expected: list[str]) -> None:
    assert [s.text for s in sentences(" ".join(expected))] == expected


@pytest.mark.parametrize(
    "expected",
    [["他说：“我们会的。”", "他走了。", "真的吗？", "是！"], ["「行く。」と彼は言った。", "次の文。"]],
)
def test_chinese_and_japanese_sentences_need_no_blank_between(expected: list[str]) -> None:
    assert [s.text for s in sentences("".join(expected))] == expected


# --- quotes -------------------------------------------------------------------------------------------


@given(spans())
def test_any_span_is_found_again_where_it_was(span: tuple[str, int, int]) -> None:
    text, start, end = span
    quote = quote_at(text, start, end)
    assert text[quote.start : quote.end] == quote.exact
    assert find_quote(text, quote.exact, quote.prefix, quote.suffix, near=start) == quote
    # Without the position it is found, or not: it is never found elsewhere.
    assert find_quote(text, quote.exact, quote.prefix, quote.suffix) in (quote, None)


def test_positions_count_code_points() -> None:
    text = "🙂 한국 e\u0301 said"
    quote = quote_at(text, 2, 4)
    assert (quote.exact, quote.prefix, quote.suffix) == ("한국", "🙂 ", " e\u0301 said")


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2), (0, 10_000)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        quote_at(STORY, start, end)


def test_words_that_stand_twice_are_told_apart_by_their_neighbours() -> None:
    words = "some 3,000 soldiers left"
    first, second = STORY.index(words), STORY.rindex(words)
    assert find_quote(STORY, words) is None
    assert find_quote(STORY, words, prefix="The ministry said ").start == second  # type: ignore[union-attr]
    assert find_quote(STORY, words, suffix=". “They").start == first  # type: ignore[union-attr]
    assert find_quote(STORY, words, near=second - 3).start == second  # type: ignore[union-attr]


def test_two_places_equally_near_are_not_decided_by_chance() -> None:
    assert find_quote("ab..ab", "ab", near=2) is None


def test_a_short_lookalike_with_other_neighbours_is_not_the_quote() -> None:
    assert find_quote("She sold 3,000 tickets.", "3,000", prefix="deployed ", suffix=" soldiers") is None


def test_a_whole_sentence_is_its_own_proof_when_its_neighbours_changed() -> None:
    sentence = "The ministry said some 3,000 soldiers left."
    found = find_quote(STORY, sentence, prefix="Other words. ", suffix=" And others.")
    assert found is not None
    assert found.exact == sentence


def test_only_blanks_may_differ_from_what_was_selected() -> None:
    selected = "it said.\r\nThe ministry\u00a0said"
    found = find_quote(STORY, selected)
    assert found is not None
    assert found.exact == "it said.\n\nThe ministry said"
    assert find_quote(STORY, '"They left in May,"') is None
    assert find_quote(STORY, "they left in May") is None
    assert find_quote(STORY, "") is None
    assert find_quote(STORY, " \n ") is None


# --- marks --------------------------------------------------------------------------------------------


def test_overlapping_spans_are_cut_where_one_begins_or_ends() -> None:
    (paragraph,) = split_for_marking("abcdefgh", [(1, 5, "x"), (3, 7, "y")])
    assert paragraph.segments == (
        Segment(0, 1, "a", ()),
        Segment(1, 3, "bc", ("x",)),
        Segment(3, 5, "de", ("x", "y")),
        Segment(5, 7, "fg", ("y",)),
        Segment(7, 8, "h", ()),
    )


def test_a_span_may_cross_paragraphs_and_marks_each() -> None:
    first, second = split_for_marking("One two.\n\nThree four.", [(4, 15, 7)])
    assert [(s.text, s.marks) for s in first.segments] == [("One ", ()), ("two.", (7,))]
    assert [(s.text, s.marks) for s in second.segments] == [("Three", (7,)), (" four.", ())]


@given(texts, st.lists(st.tuples(st.integers(0, 130), st.integers(0, 130), st.integers()), max_size=8))
def test_segments_give_each_paragraph_back_whole_and_mark_exactly_the_spans(
    text: str, marks: list[tuple[int, int, int]]
) -> None:
    marked = split_for_marking(text, marks)
    assert ["".join(s.text for s in p.segments) for p in marked] == [p.text for p in paragraphs(text)]
    for segment in (s for p in marked for s in p.segments):
        assert text[segment.start : segment.end] == segment.text
        for at in range(segment.start, segment.end):
            assert sorted(segment.marks) == sorted(m for a, b, m in marks if a <= at < b)
