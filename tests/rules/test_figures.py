from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.rules.figures import Basis, Bounds, FigureNotRead, Hedge, read_figure

READINGS = [
    # words, hedge, interval, basis that the words say
    ("11,000", Hedge.EXACT, "[11000, 11000]", None),
    ("11000", Hedge.EXACT, "[11000, 11000]", None),
    ("10 000", Hedge.EXACT, "[10000, 10000]", None),
    ("4,700 casualties", Hedge.EXACT, "[4700, 4700]", None),
    ("a total of 50", Hedge.EXACT, "[50, 50]", None),
    ("some 11,000", Hedge.ABOUT, "[10500, 11500)", None),
    ("about 1,100", Hedge.ABOUT, "[1050, 1150)", None),
    ("around 220 pieces", Hedge.ABOUT, "[215, 225)", None),
    ("roughly 3,000", Hedge.ABOUT, "[2500, 3500)", None),
    ("an estimated 300", Hedge.ABOUT, "[250, 350)", None),
    ("300 or so", Hedge.ABOUT, "[250, 350)", None),
    ("~500", Hedge.ABOUT, "[450, 550)", None),
    ("some 1.2 million", Hedge.ABOUT, "[1150000, 1250000)", None),
    ("some 11,000 North Korean troops", Hedge.ABOUT, "[10500, 11500)", None),
    ("11,000 to 12,000", Hedge.RANGE, "[11000, 12000]", None),
    ("11,000–12,000", Hedge.RANGE, "[11000, 12000]", None),
    ("11,000-12,000", Hedge.RANGE, "[11000, 12000]", None),
    ("from 100 to 200", Hedge.RANGE, "[100, 200]", None),
    ("between 11,000 and 12,000", Hedge.RANGE, "[11000, 12000]", None),
    ("2 to 3 million", Hedge.RANGE, "[2000000, 3000000]", None),
    ("between £3.6 million and £4.2 million", Hedge.RANGE, "[3600000, 4200000]", None),
    ("more than 4,000 but fewer than 5,000", Hedge.RANGE, "(4000, 5000)", None),
    ("at least 3,000", Hedge.AT_LEAST, "[3000, ∞)", None),
    ("no fewer than 3,000", Hedge.AT_LEAST, "[3000, ∞)", None),
    ("3,000 or more", Hedge.AT_LEAST, "[3000, ∞)", None),
    ("3,000 soldiers or more", Hedge.AT_LEAST, "[3000, ∞)", None),
    ("some 3,000 or more", Hedge.AT_LEAST, "[3000, ∞)", None),
    ("3,000+", Hedge.AT_LEAST, "[3000, ∞)", None),
    ("more than 3,000", Hedge.MORE_THAN, "(3000, ∞)", None),
    ("over 3,000", Hedge.MORE_THAN, "(3000, ∞)", None),
    ("up to 12,000", Hedge.UP_TO, "(−∞, 12000]", None),
    ("as many as 12,000 troops", Hedge.UP_TO, "(−∞, 12000]", None),
    ("no more than 12,000", Hedge.UP_TO, "(−∞, 12000]", None),
    ("12,000 or fewer", Hedge.UP_TO, "(−∞, 12000]", None),
    ("fewer than 100", Hedge.FEWER_THAN, "(−∞, 100)", None),
    ("nearly 12,000", Hedge.NEARLY, "[11500, 12000)", None),
    ("almost 12,000", Hedge.NEARLY, "[11500, 12000)", None),
    ("dozens", Hedge.ORDER_OF_MAGNITUDE, "[24, 100)", None),
    ("hundreds of soldiers", Hedge.ORDER_OF_MAGNITUDE, "[200, 1000)", None),
    ("several hundred", Hedge.ORDER_OF_MAGNITUDE, "[200, 1000)", None),
    ("thousands", Hedge.ORDER_OF_MAGNITUDE, "[2000, 10000)", None),
    ("tens of thousands", Hedge.ORDER_OF_MAGNITUDE, "[20000, 100000)", None),
    ("3,000 more", Hedge.EXACT, "[3000, 3000]", Basis.ADDITIONAL),
    ("an additional 3,000", Hedge.EXACT, "[3000, 3000]", Basis.ADDITIONAL),
    ("at least another 3,000 soldiers", Hedge.AT_LEAST, "[3000, ∞)", Basis.ADDITIONAL),
    ("some 3,000 or more were additionally sent", Hedge.AT_LEAST, "[3000, ∞)", Basis.ADDITIONAL),
    ("40%", Hedge.EXACT, "[40, 40]", Basis.SHARE),
    ("about 40 percent of the force", Hedge.ABOUT, "[35, 45)", Basis.SHARE),
    ("two in five", Hedge.EXACT, "[40, 40]", Basis.SHARE),
    ("half of the force", Hedge.EXACT, "[50, 50]", Basis.SHARE),
    ("about 600 soldiers a day", Hedge.ABOUT, "[550, 650)", Basis.RATE),
    ("three thousand", Hedge.EXACT, "[3000, 3000]", None),
    ("twenty-five", Hedge.EXACT, "[25, 25]", None),
    ("one hundred and five", Hedge.EXACT, "[105, 105]", None),
    ("two and a half million", Hedge.EXACT, "[2500000, 2500000]", None),
    ("a hundred thousand", Hedge.EXACT, "[100000, 100000]", None),
    ("a dozen", Hedge.EXACT, "[12, 12]", None),
    ("12k", Hedge.EXACT, "[12000, 12000]", None),
    ("１１,０００", Hedge.EXACT, "[11000, 11000]", None),
    ("١١٬٠٠٠", Hedge.EXACT, "[11000, 11000]", None),
]


@pytest.mark.parametrize(("words", "hedge", "interval", "basis"), READINGS, ids=[row[0] for row in READINGS])
def test_words_are_read_as_the_range_that_they_leave_open(
    words: str, hedge: Hedge, interval: str, basis: Basis | None
) -> None:
    figure = read_figure(words)
    assert (figure.hedge, figure.bounds.notation(), figure.basis) == (hedge, interval, basis)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "no words"),
        ("soldiers", "No figure"),
        ("4,000 of some 11,000", "2 figures"),
        ("12,000 to 11,000", "lower first"),
        ("10.000", "10,000 or 10"),
        ("1,5 million", "decimals a point"),
        ("9" * 30, "larger unit"),
        ("about " * 50 + "3", "at most 200"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(words: str, says: str) -> None:
    with pytest.raises(FigureNotRead, match=says):
        read_figure(words)


def test_the_words_stay_as_they_were_said() -> None:
    assert read_figure("  Some  11,000 ").verbatim == "Some 11,000"


def test_a_share_names_its_whole() -> None:
    figure = read_figure("a third of the 11,000")
    assert (figure.whole, figure.unit, figure.point) == ("11,000", "%", Decimal("33.333333"))


@pytest.mark.parametrize(
    ("words", "described"),
    [
        ("at least 3,000", "3,000 or more"),
        ("more than 3,000", "more than 3,000"),
        ("up to 12,000", "12,000 at most"),
        ("some 11,000", "from 10,500 to under 11,500"),
        ("11,000", "exactly 11,000"),
    ],
)
def test_a_range_is_shown_back_in_words(words: str, described: str) -> None:
    assert read_figure(words).bounds.describe() == described


def test_more_than_leaves_its_number_out_and_at_least_keeps_it() -> None:
    three_thousand = Decimal(3000)
    assert three_thousand not in read_figure("more than 3,000").bounds
    assert three_thousand in read_figure("at least 3,000").bounds
    assert three_thousand not in Bounds(None, three_thousand, False, False)


@given(st.text(max_size=230))
def test_any_text_is_a_figure_or_is_refused_in_words(text: str) -> None:
    try:
        figure = read_figure(text)
    except FigureNotRead:
        return
    bounds = figure.bounds
    assert bounds.low is not None or bounds.high is not None
    assert bounds.low is None or bounds.high is None or bounds.low <= bounds.high
    assert bounds.describe() and bounds.notation()


@given(st.sampled_from(["", "some ", "at least ", "up to ", "nearly "]), st.integers(0, 10**12))
def test_a_whole_number_with_commas_is_read_exactly(hedge: str, number: int) -> None:
    assert read_figure(f"{hedge}{number:,}").point == number
