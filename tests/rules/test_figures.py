from decimal import Decimal

import pytest
from hypothesis import given, settings
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
    ("1.5e6", Hedge.EXACT, "[1500000, 1500000]", None),
    ("about 2x10^3", Hedge.ABOUT, "[1500, 2500)", None),
    ("2.123 GHz", Hedge.EXACT, "[2.123, 2.123]", None),
    ("1/4 inch", Hedge.EXACT, "[0.25, 0.25]", None),
    ("300 men to 400 men", Hedge.RANGE, "[300, 400]", None),
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
    ("at the very least 3,000", Hedge.AT_LEAST, "[3000, ∞)", None),
    ("not less than 3,000", Hedge.AT_LEAST, "[3000, ∞)", None),
    ("as few as 3,000", Hedge.AT_LEAST, "[3000, ∞)", None),
    ("3,000, if not more", Hedge.AT_LEAST, "[3000, ∞)", None),
    ("3,000-plus", Hedge.AT_LEAST, "[3000, ∞)", None),
    ("3,000 killed, wounded or missing at least", Hedge.AT_LEAST, "[3000, ∞)", None),
    ("“3,000” or more", Hedge.AT_LEAST, "[3000, ∞)", None),
    ("≥ 3,000", Hedge.AT_LEAST, "[3000, ∞)", None),
    ("3,000 troops plus equipment", Hedge.EXACT, "[3000, 3000]", None),
    ("well over 3,000", Hedge.MORE_THAN, "(3000, ∞)", None),
    ("upwards of 3,000", Hedge.MORE_THAN, "(3000, ∞)", None),
    (">3000", Hedge.MORE_THAN, "(3000, ∞)", None),
    ("the more than 11,000 troops", Hedge.MORE_THAN, "(11000, ∞)", None),
    ("over the past week 3,000", Hedge.EXACT, "[3000, 3000]", None),
    ("under fire 3,000 soldiers", Hedge.EXACT, "[3000, 3000]", None),
    ("up to about 12,000", Hedge.UP_TO, "(−∞, 12000]", None),
    ("up to and including 3,000", Hedge.UP_TO, "(−∞, 3000]", None),
    ("at most 3,000", Hedge.UP_TO, "(−∞, 3000]", None),
    ("3,000 or less", Hedge.UP_TO, "(−∞, 3000]", None),
    ("not more than half", Hedge.UP_TO, "(−∞, 50]", Basis.SHARE),
    ("less than 3,000", Hedge.FEWER_THAN, "(−∞, 3000)", None),
    ("close to 12,000", Hedge.NEARLY, "[11500, 12000)", None),
    ("just under 12,000", Hedge.NEARLY, "[11500, 12000)", None),
    ("3,000 more or less", Hedge.ABOUT, "[2500, 3500)", None),
    ("3,000 (approximately)", Hedge.ABOUT, "[2500, 3500)", None),
    ("in the region of 3,000", Hedge.ABOUT, "[2500, 3500)", None),
    ("c. 3,000", Hedge.ABOUT, "[2500, 3500)", None),
    ("about the 3,000 soldiers", Hedge.EXACT, "[3000, 3000]", None),
    ("about a dozen", Hedge.ABOUT, "[6, 18)", None),
    ("some hundred soldiers", Hedge.ABOUT, "[50, 150)", None),
    ("about two and a half million", Hedge.ABOUT, "[2250000, 2750000)", None),
    ("about 1.20 million", Hedge.ABOUT, "[1195000, 1205000)", None),
    ("about twenty-five", Hedge.ABOUT, "[24.5, 25.5)", None),
    ("about a third of the 11,000", Hedge.ABOUT, "[28.333333, 38.333333)", Basis.SHARE),
    ("nearly half", Hedge.NEARLY, "[45, 50)", Basis.SHARE),
    ("more than 4,000 but less than 5,000", Hedge.RANGE, "(4000, 5000)", None),
    ("at least 4,000 but no more than 5,000", Hedge.RANGE, "[4000, 5000]", None),
    ("up to 5,000, at least 3,000", Hedge.RANGE, "[3000, 5000]", None),
    ("two or three", Hedge.RANGE, "[2, 3]", None),
    ("two to three hundred", Hedge.RANGE, "[200, 300]", None),
    ("between three and four thousand", Hedge.RANGE, "[3000, 4000]", None),
    ("between a thousand and two thousand", Hedge.RANGE, "[1000, 2000]", None),
    ("12k-15k", Hedge.RANGE, "[12000, 15000]", None),
    ("40 to 50 percent of the troops", Hedge.RANGE, "[40, 50]", Basis.SHARE),
    ("40%-50%", Hedge.RANGE, "[40, 50]", Basis.SHARE),
    ("3,000 ± 200", Hedge.RANGE, "[2800, 3200]", None),
    ("minus 5 to minus 3", Hedge.RANGE, "[-5, -3]", None),
    ("as many as 10,000 to 12,000", Hedge.UP_TO, "(−∞, 12000]", None),
    ("3,000 to 4,000 or more", Hedge.AT_LEAST, "[3000, ∞)", None),
    ("a few dozen", Hedge.ORDER_OF_MAGNITUDE, "[24, 100)", None),
    ("scores of arrests", Hedge.ORDER_OF_MAGNITUDE, "[40, 100)", None),
    ("several hundred thousand", Hedge.ORDER_OF_MAGNITUDE, "[200000, 1000000)", None),
    ("hundreds of thousands", Hedge.ORDER_OF_MAGNITUDE, "[200000, 1000000)", None),
    ("a few million", Hedge.ORDER_OF_MAGNITUDE, "[2000000, 10000000)", None),
    ("at least dozens", Hedge.AT_LEAST, "[24, ∞)", None),
    ("up to several thousand", Hedge.UP_TO, "(−∞, 10000]", None),
    ("hundreds more troops", Hedge.ORDER_OF_MAGNITUDE, "[200, 1000)", Basis.ADDITIONAL),
    ("a further 3,000", Hedge.EXACT, "[3000, 3000]", Basis.ADDITIONAL),
    ("3,000 extra troops", Hedge.EXACT, "[3000, 3000]", Basis.ADDITIONAL),
    ("3,000 more North Korean soldiers", Hedge.EXACT, "[3000, 3000]", Basis.ADDITIONAL),
    ("3,000 more than last year", Hedge.EXACT, "[3000, 3000]", None),
    ("3,000 a year", Hedge.EXACT, "[3000, 3000]", Basis.RATE),
    ("3,000 a year ago", Hedge.EXACT, "[3000, 3000]", None),
    ("3,000 in a year", Hedge.EXACT, "[3000, 3000]", None),
    ("weekly losses of 3,000", Hedge.EXACT, "[3000, 3000]", Basis.RATE),
    ("12 per 100,000 people", Hedge.EXACT, "[12, 12]", Basis.RATE),
    ("at least one in five soldiers", Hedge.AT_LEAST, "[20, ∞)", Basis.SHARE),
    ("half a million", Hedge.EXACT, "[500000, 500000]", None),
    ("half a dozen", Hedge.EXACT, "[6, 6]", None),
    ("a quarter of a million", Hedge.EXACT, "[250000, 250000]", None),
    ("a million and a half", Hedge.EXACT, "[1500000, 1500000]", None),
    ("2½ million", Hedge.EXACT, "[2500000, 2500000]", None),
    ("a hundred and fifty", Hedge.EXACT, "[150, 150]", None),
    ("twelve hundred", Hedge.EXACT, "[1200, 1200]", None),
    ("two million three hundred thousand", Hedge.EXACT, "[2300000, 2300000]", None),
    ("3 trillion", Hedge.EXACT, "[3000000000000, 3000000000000]", None),
    ("12 (twelve)", Hedge.EXACT, "[12, 12]", None),
    ("1.234.567", Hedge.EXACT, "[1234567, 1234567]", None),
    ("0.125", Hedge.EXACT, "[0.125, 0.125]", None),
    ("-5", Hedge.EXACT, "[-5, -5]", None),
    ("−5 degrees", Hedge.EXACT, "[-5, -5]", None),
    ("155mm shells", Hedge.EXACT, "[155, 155]", None),
    ("१२,०००", Hedge.EXACT, "[12000, 12000]", None),
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
        ("1.234", "1,234 or 1.2340"),
        ("12m", "two ways"),
        ("10-12,000", "two ranges"),
        ("2-1 million", "two ranges"),
        ("12,34,567", "decimals a point"),
        ("0.12345678", "6 are the most"),
        ("10⁵ shells", "raised or lowered"),
        ("3,000²", "raised or lowered"),
        ("killed 300 and wounded 2,700", "2 figures"),
        ("11,000 and 12,000", "2 figures"),
        ("2025-03-27", "3 figures"),
        ("3 in 2024", "2 figures"),
        ("thousands of the 11,000", "2 figures"),
        ("dozens to hundreds", "2 figures"),
        ("some of the 3,000", "names a whole"),
        ("nearly all 3,000", "names a whole"),
        ("not 3,000", "what the figure is not"),
        ("± 200", "a margin and no figure"),
        ("between 3,000", "one end only"),
        ("between one hundred and two thousand", "one end only"),
        ("rose from 3,000 to 4,000", "tells of a change"),
        ("at least 3,000 or fewer", "from below and from above"),
        ("at least 6 but at most 5", "no figure between"),
        ("$3 to £4", "different units"),
        ("the 21st brigade", "No figure"),
        ("the twenty-fifth brigade", "No figure"),
        ("in the third quarter", "No figure"),
        ("in the first half", "No figure"),
        ("COVID-19", "No figure"),
        ("the 1990s", "No figure"),
        ("one another", "No figure"),
        ("no one", "No figure"),
        ("every one of them", "No figure"),
        ("ﷺ" * 100, "many letters"),
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
    ("words", "whole"),
    [
        ("nearly a third of Kim's 11,000 troops.", "Kim's 11,000 troops"),
        ("half of North Korean troops, he said", "North Korean troops"),
        ("40% of İstanbul’s voters", "İstanbul's voters"),
        ("two-thirds", ""),
    ],
)
def test_the_whole_of_a_share_keeps_its_letters(words: str, whole: str) -> None:
    assert read_figure(words).whole == whole


@pytest.mark.parametrize(
    ("words", "unit", "described"),
    [
        ("£20m a year", "£ per year", "exactly £20,000,000 per year"),
        ("US$3.5 billion", "US$", "exactly US$3,500,000,000"),
        ("1,000–1,500 a day", "per day", "from 1,000 to 1,500 per day"),
        ("about 40%", "%", "from 35% to under 45%"),
        ("a third of them", "%", "exactly 33.33%"),
        ("up 3 percentage points", "points", "exactly 3 points"),
        ("12 per 100,000 people", "per 100,000", "exactly 12 per 100,000"),
    ],
)
def test_a_unit_stands_in_its_place(words: str, unit: str, described: str) -> None:
    figure = read_figure(words)
    assert (figure.unit, figure.bounds.describe(figure.unit)) == (unit, described)


def test_one_number_said_is_the_point_and_a_range_has_none() -> None:
    assert str(read_figure("one in five").point) == "20"
    assert str(read_figure("some 1.5 million").point) == "1500000"
    assert read_figure("3,000 ± 200").point == 3000
    assert read_figure("11,000 to 12,000").point is None
    assert read_figure("hundreds").point is None


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


# Words of the grammar in any order come much nearer to its corners than any text.
PIECES = st.sampled_from(
    "a an and or to from between of in out per day more than fewer less least most at up no not about some "
    "half third quarter two twenty ninety hundred thousand million dozens hundreds several few 3 12,000 1.5 "
    "10.000 1/2 ½ % percent £ - – ± ~ + ( , . 99999999999999 ١٢ soldiers 5⁄0 0".split()
)


@given(st.one_of(st.text(max_size=230), st.lists(PIECES, max_size=14).map(" ".join)))
@settings(max_examples=600)
def test_any_text_is_a_figure_or_is_refused_in_words(text: str) -> None:
    try:
        figure = read_figure(text)
    except FigureNotRead:
        return
    bounds = figure.bounds
    assert bounds.low is not None or bounds.high is not None
    assert bounds.low is None or bounds.high is None or bounds.low <= bounds.high
    assert bounds.describe(figure.unit) and bounds.notation()
    assert len(figure.unit) <= 20 and len(figure.whole) <= 120
    assert figure.point is None or as_stored(figure.point) == figure.point
    if figure.hedge in (Hedge.EXACT, Hedge.ABOUT, Hedge.AT_LEAST, Hedge.UP_TO) and figure.point is not None:
        assert figure.point in bounds


def as_stored(value: Decimal) -> Decimal:
    """As a column of 24 digits keeps it, 6 of them after the point."""
    assert abs(value) < 10**18
    return round(value, 6)


@given(st.sampled_from(["", "some ", "at least ", "up to ", "nearly "]), st.integers(0, 10**12))
def test_a_whole_number_with_commas_is_read_exactly(hedge: str, number: int) -> None:
    assert read_figure(f"{hedge}{number:,}").point == number


@given(st.integers(0, 999_999_999))
def test_digits_of_any_script_are_the_same_figure(number: int) -> None:
    arabic = f"{number:,}".translate(str.maketrans("0123456789,", "٠١٢٣٤٥٦٧٨٩٬"))
    assert read_figure(arabic).bounds == read_figure(f"{number:,}").bounds


@given(st.integers(1, 999_999))
def test_a_number_in_words_is_the_number_in_digits(number: int) -> None:
    assert read_figure(spelled(number)).point == number


def spelled(number: int) -> str:
    """English for a number below a million."""
    small = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen"
    ).split()
    tens = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
    if number < 20:
        return small[number]
    if number < 100:
        return tens[number // 10] + (f"-{small[number % 10]}" if number % 10 else "")
    for value, name in ((1_000, "thousand"), (100, "hundred")):
        if number >= value:
            rest = number % value
            joint = " and " if 0 < rest < 100 else " " if rest else ""
            return f"{spelled(number // value)} {name}{joint}{spelled(rest) if rest else ''}"
    raise AssertionError(number)


@given(st.integers(1, 10**9), st.integers(0, 10**9))
def test_about_lies_evenly_around_its_number(number: int, other: int) -> None:
    bounds = read_figure(f"about {number:,}").bounds
    assert bounds.low is not None and bounds.high is not None
    assert bounds.high - number == number - bounds.low <= number / Decimal(2)
    assert (Decimal(other) in bounds) == (bounds.low <= other < bounds.high)
