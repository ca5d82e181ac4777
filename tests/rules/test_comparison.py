"""Figures side by side. Each row of the tables is a pair of reports that an editor would recognise."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.rules.comparison import Counted, Outcome, Statement, compare, side_by_side
from factcheck.rules.figure_words import Basis
from factcheck.rules.figures import Bounds, read_figure

CASUALTIES = Counted("casualties", "casualties", "Killed and wounded.", frozenset({"killed", "wounded"}))
KILLED = Counted("killed", "people killed", "People dead as a result.")
WOUNDED = Counted("wounded", "people wounded", "People hurt.")
DEPLOYED = Counted("deployed", "people deployed", "People sent.")
MONEY = Counted("money", "money", "A sum.")
SHARE = Counted("share", "share", "A part of a whole.")
EVENTS = Counted("events", "events", "How many times.")
WITH_MISSING = Counted("casualties_wide", "Casualties", "Killed, wounded, missing and captured.")

SOLDIERS = "North Korean soldiers in Russia"
JCS, NIS, KYIV, US, MOSCOW, UK = 1, 2, 3, 4, 5, 6
NAMES = {JCS: "The JCS", NIS: "The NIS", KYIV: "Kyiv", US: "The U.S.", MOSCOW: "Moscow", UK: "The UK"}


def said(
    source: int,
    words: str,
    measure: Counted = DEPLOYED,
    day: str = "",
    basis: Basis | None = None,
    population: str = SOLDIERS,
    **more: object,
) -> Statement:
    figure = read_figure(words)
    return Statement(
        id=0,
        source_id=source,
        source=NAMES[source],
        measure=measure,
        verbatim=words,
        bounds=figure.bounds,
        basis=basis or figure.basis or Basis.CUMULATIVE,
        population=population,
        unit=figure.unit,
        whole=figure.whole,
        as_of=date.fromisoformat(day) if day else None,
        **more,  # type: ignore[arg-type]
    )


MARCH, APRIL = "2025-03-27", "2025-04-30"

# What the demonstration's story reports, over eleven months.
DEMO = {
    "in December the JCS counted 1,100 casualties, in March 4,000: an update": (
        said(JCS, "About 1,100", CASUALTIES, "2024-12-23"), said(JCS, "4,000", CASUALTIES, MARCH), Outcome.UPDATE),
    "the NIS counted 300 killed, the JCS later 4,000 casualties: different measures": (
        said(NIS, "Some 300", KILLED, "2025-01-13"), said(JCS, "4,000", CASUALTIES, MARCH), Outcome.NOT_COMPARABLE),
    "300 killed and 2,700 wounded of one report count different things": (
        said(NIS, "Some 300", KILLED, "2025-01-13"), said(NIS, "some 2,700", WOUNDED, "2025-01-13"),
        Outcome.NOT_COMPARABLE),
    "2,700 wounded in January fit into 4,000 casualties in March": (
        said(NIS, "some 2,700", WOUNDED, "2025-01-13"), said(JCS, "4,000", CASUALTIES, MARCH),
        Outcome.NOT_COMPARABLE),
    "600 killed are a part of 4,700 casualties": (
        said(NIS, "600", KILLED, APRIL), said(NIS, "4,700", CASUALTIES, APRIL), Outcome.NOT_COMPARABLE),
    "the JCS's 4,000 in March and the NIS's 4,700 in April are two totals that grow": (
        said(JCS, "4,000", CASUALTIES, MARCH), said(NIS, "4,700", CASUALTIES, APRIL), Outcome.COMPATIBLE),
    "the NIS went from 300 killed to 600 and to about 2,000: updates": (
        said(NIS, "600", KILLED, APRIL), said(NIS, "About 2,000", KILLED, "2025-09-02"), Outcome.UPDATE),
    "about 2,000 killed in September say nothing against 4,700 casualties in April": (
        said(NIS, "About 2,000", KILLED, "2025-09-02"), said(NIS, "4,700", CASUALTIES, APRIL),
        Outcome.NOT_COMPARABLE),
    "3,000 or more in addition add to some 11,000": (
        said(JCS, "3,000 or more", DEPLOYED, "2025-02-28", Basis.ADDITIONAL),
        said(JCS, "some 11,000", DEPLOYED, "2024-12-31"), Outcome.ADDABLE),
    "up to 12,000 and some 11,000 do not contradict each other": (
        said(US, "up to 12,000", DEPLOYED, MARCH), said(JCS, "some 11,000", DEPLOYED, MARCH), Outcome.REFINES),
    "on the same day the JCS says about 1,100 and Kyiv more than 3,000: a conflict": (
        said(JCS, "About 1,100", CASUALTIES, "2024-12-23"), said(KYIV, "more than 3,000", CASUALTIES, "2024-12-23"),
        Outcome.CONFLICT),
    "1,000 builders are not soldiers": (
        said(NIS, "about 1,000", DEPLOYED, MARCH, population="North Korean builders in Russia"),
        said(JCS, "some 11,000", DEPLOYED, MARCH), Outcome.NOT_COMPARABLE),
}  # fmt: skip

CASES = {
    # On one day, of one thing
    "at least 3,000 against up to 2,500 is a conflict": (
        said(JCS, "at least 3,000", day=MARCH), said(KYIV, "up to 2,500", day=MARCH), Outcome.CONFLICT),
    "at least 3,000 and up to 3,000 meet in 3,000": (
        said(JCS, "at least 3,000", day=MARCH), said(KYIV, "up to 3,000", day=MARCH), Outcome.COMPATIBLE),
    "more than 3,000 and up to 3,000 do not meet": (
        said(JCS, "more than 3,000", day=MARCH), said(KYIV, "up to 3,000", day=MARCH), Outcome.CONFLICT),
    "11,000 and 11,000 agree": (
        said(JCS, "11,000", day=MARCH), said(US, "11,000", day=MARCH), Outcome.AGREES),
    "some 11,000 and about 11,000 agree": (
        said(JCS, "some 11,000", day=MARCH), said(US, "about 11,000", day=MARCH), Outcome.AGREES),
    "exactly 11,000 is more exact than some 11,000": (
        said(JCS, "11,000", day=MARCH), said(US, "some 11,000", day=MARCH), Outcome.REFINES),
    "11,000 lies within 11,000 to 12,000": (
        said(JCS, "11,000", day=MARCH), said(US, "11,000 to 12,000", day=MARCH), Outcome.REFINES),
    "10,000 to 12,000 and 11,000 to 13,000 can both be right": (
        said(JCS, "10,000 to 12,000", day=MARCH), said(US, "11,000 to 13,000", day=MARCH), Outcome.COMPATIBLE),
    "10,000 to 11,000 and 12,000 to 13,000 cannot": (
        said(JCS, "10,000 to 11,000", day=MARCH), said(US, "12,000 to 13,000", day=MARCH), Outcome.CONFLICT),
    "nearly 12,000 and 12,000 do not meet": (
        said(JCS, "nearly 12,000", day=MARCH), said(US, "12,000", day=MARCH), Outcome.CONFLICT),
    "nearly 12,000 fits up to 12,000": (
        said(JCS, "nearly 12,000", day=MARCH), said(US, "up to 12,000", day=MARCH), Outcome.REFINES),
    "thousands and 4,000: the number is more exact": (
        said(JCS, "thousands", day=MARCH), said(US, "4,000", day=MARCH), Outcome.REFINES),
    "hundreds and 4,000 cannot both be right": (
        said(JCS, "hundreds", day=MARCH), said(US, "4,000", day=MARCH), Outcome.CONFLICT),
    "dozens and at least 20 can both be right": (
        said(JCS, "dozens", KILLED, MARCH), said(US, "at least 20", KILLED, MARCH), Outcome.REFINES),
    "zero against at least one is a conflict": (
        said(MOSCOW, "0", KILLED, MARCH), said(KYIV, "at least 1", KILLED, MARCH), Outcome.CONFLICT),
    # One source, two days
    "the same source repeats its number a month later": (
        said(JCS, "11,000", day=MARCH), said(JCS, "11,000", day=APRIL), Outcome.AGREES),
    "the same source lowers its number: an update, no self-contradiction": (
        said(UK, "5,000", KILLED, MARCH), said(UK, "4,000", KILLED, APRIL), Outcome.UPDATE),
    "the same source on the same day with two numbers contradicts itself": (
        said(UK, "5,000", KILLED, MARCH), said(UK, "4,000", KILLED, MARCH), Outcome.CONFLICT),
    "the same source speaks of a stock later: an update": (
        said(US, "10,000", DEPLOYED, MARCH, Basis.STOCK), said(US, "8,000", DEPLOYED, APRIL, Basis.STOCK),
        Outcome.UPDATE),
    "the same source adds a second contingent": (
        said(JCS, "1,500 more", day="2024-10-18"), said(JCS, "another 3,000", day=MARCH), Outcome.ADDABLE),
    # Totals of two sources on two days
    "a later total may be larger": (
        said(JCS, "1,100", CASUALTIES, "2024-12-23"), said(KYIV, "4,000", CASUALTIES, APRIL), Outcome.COMPATIBLE),
    "a later total cannot be smaller": (
        said(KYIV, "4,000", CASUALTIES, "2024-12-23"), said(JCS, "1,100", CASUALTIES, APRIL), Outcome.CONFLICT),
    "a later up-to can hold an earlier total": (
        said(KYIV, "4,000", CASUALTIES, "2024-12-23"), said(JCS, "up to 5,000", CASUALTIES, APRIL), Outcome.COMPATIBLE),
    "two stocks of different days are not held against each other": (
        said(JCS, "10,000", DEPLOYED, MARCH, Basis.STOCK), said(US, "2,000", DEPLOYED, APRIL, Basis.STOCK),
        Outcome.NOT_COMPARABLE),
    "two rates of different days are not either": (
        said(JCS, "100", EVENTS, MARCH, Basis.RATE), said(US, "20", EVENTS, APRIL, Basis.RATE),
        Outcome.NOT_COMPARABLE),
    "two additions of two sources at different times are two additions": (
        said(JCS, "3,000 more", day=MARCH), said(KYIV, "500 more", day=APRIL), Outcome.NOT_COMPARABLE),
    "two sources on one addition of one day contradict each other": (
        said(JCS, "3,000 more", day=MARCH), said(KYIV, "500 more", day=MARCH), Outcome.CONFLICT),
    "without any day two numbers are held against each other": (
        said(JCS, "3,000"), said(KYIV, "500"), Outcome.CONFLICT),
    "a number without a day is held against one with a day": (
        said(JCS, "3,000"), said(KYIV, "500", day=MARCH), Outcome.CONFLICT),
    # What is counted
    "killed and wounded are neither's part": (
        said(JCS, "300", KILLED, MARCH), said(US, "2,700", WOUNDED, MARCH), Outcome.NOT_COMPARABLE),
    "5,000 killed cannot be part of 4,000 casualties": (
        said(KYIV, "5,000", KILLED, MARCH), said(JCS, "4,000", CASUALTIES, MARCH), Outcome.CONFLICT),
    "5,000 killed in March cannot be part of 4,000 casualties in April either": (
        said(KYIV, "5,000", KILLED, MARCH), said(JCS, "4,000", CASUALTIES, APRIL), Outcome.CONFLICT),
    "5,000 killed in April may be part of what were 4,000 casualties in March": (
        said(KYIV, "5,000", KILLED, APRIL), said(JCS, "4,000", CASUALTIES, MARCH), Outcome.NOT_COMPARABLE),
    "at least 3,000 killed fit up to 4,000 casualties": (
        said(KYIV, "at least 3,000", KILLED, MARCH), said(JCS, "up to 4,000", CASUALTIES, MARCH),
        Outcome.NOT_COMPARABLE),
    "5,000 killed of one people are no part of 4,000 casualties of another": (
        said(KYIV, "5,000", KILLED, MARCH, population="Russian soldiers"), said(JCS, "4,000", CASUALTIES, MARCH),
        Outcome.NOT_COMPARABLE),
    "casualties with the missing are not casualties without": (
        said(JCS, "4,000", CASUALTIES, MARCH), said(KYIV, "9,000", WITH_MISSING, MARCH), Outcome.DEFINITION_MISMATCH),
    "one name and another definition are a mismatch even with one code": (
        said(JCS, "4,000", CASUALTIES, MARCH),
        said(KYIV, "9,000", replace(CASUALTIES, definition="Killed only."), MARCH), Outcome.DEFINITION_MISMATCH),
    "soldiers and civilians are not held against each other": (
        said(JCS, "300", KILLED, MARCH, population="soldiers"), said(KYIV, "20", KILLED, MARCH, population="civilians"),
        Outcome.NOT_COMPARABLE),
    "a named population does not meet an unnamed one": (
        said(JCS, "300", KILLED, MARCH), said(KYIV, "20", KILLED, MARCH, population=""), Outcome.NOT_COMPARABLE),
    "the same people in other letters are the same people": (
        said(JCS, "300", KILLED, MARCH), said(KYIV, "20", KILLED, MARCH, population=" north korean  soldiers IN Russia"),
        Outcome.CONFLICT),
    "pounds and dollars do not meet": (
        said(JCS, "£2 million", MONEY, MARCH), said(KYIV, "$3 million", MONEY, MARCH), Outcome.NOT_COMPARABLE),
    "two million and three million pounds do not agree": (
        said(JCS, "£2 million", MONEY, MARCH), said(KYIV, "£3 million", MONEY, MARCH), Outcome.CONFLICT),
    "a third of the 11,000 and a half of the 12,000 are shares of different wholes": (
        said(JCS, "a third of the 11,000", SHARE, MARCH), said(KYIV, "half of the 12,000", SHARE, MARCH),
        Outcome.NOT_COMPARABLE),
    # On what basis
    "a stock and a total measure different things": (
        said(JCS, "8,000", DEPLOYED, MARCH, Basis.STOCK), said(US, "11,000", DEPLOYED, MARCH), Outcome.NOT_COMPARABLE),
    "an addition comes on top of a stock": (
        said(JCS, "3,000 more", day=MARCH), said(US, "8,000", DEPLOYED, MARCH, Basis.STOCK), Outcome.ADDABLE),
    "an addition of another source comes on top as well": (
        said(KYIV, "another 3,000", day=MARCH), said(US, "some 11,000", DEPLOYED, MARCH), Outcome.ADDABLE),
    "a rate and a total measure different things": (
        said(JCS, "40", EVENTS, MARCH, Basis.RATE), said(US, "900", EVENTS, MARCH), Outcome.NOT_COMPARABLE),
    # What has been replaced
    "what has been replaced contradicts nobody": (
        replace(said(JCS, "300", KILLED, MARCH), superseded=True), said(KYIV, "3,000", KILLED, MARCH),
        Outcome.NOT_COMPARABLE),
}  # fmt: skip


@pytest.mark.parametrize("row", [*DEMO.items(), *CASES.items()], ids=lambda row: row[0])
def test_of_two_reports(row: tuple[str, tuple[Statement, Statement, Outcome]]) -> None:
    _, (one, other, outcome) = row
    for pair in ((one, other), (other, one)):
        compared = compare(*pair)
        assert compared.outcome == outcome, compared.sentence
        assert compared.sentence.endswith(".")


def test_the_table_is_long_enough() -> None:
    assert len(DEMO) + len(CASES) >= 60


def test_a_sentence_gives_the_sources_own_words_and_no_range_that_nobody_said() -> None:
    sentence = compare(said(JCS, "some 11,000", day=MARCH), said(KYIV, "up to 2,500", day=MARCH)).sentence
    assert "The JCS (“some 11,000”, 27 Mar 2025)" in sentence
    assert "Kyiv (“up to 2,500”, 27 Mar 2025)" in sentence
    assert "10,500" not in sentence


def test_the_sum_of_an_addition_is_there_as_data() -> None:
    total = compare(*DEMO["3,000 or more in addition add to some 11,000"][:2]).total
    assert total == Bounds(Decimal(13_500), None, low_inclusive=True, high_inclusive=False)


def test_the_demonstrations_figures_hold_one_conflict_and_no_other() -> None:
    statements = list({repr(one): one for row in DEMO.values() for one in row[:2]}.values())
    shown = side_by_side([replace(one, id=number) for number, one in enumerate(statements)])
    assert [{c.one.source, c.other.source} for c in shown.conflicts] == [{"The JCS", "Kyiv"}]
    assert shown.comparisons[0].outcome == Outcome.CONFLICT


def test_a_statement_that_was_replaced_is_told_beside_what_replaced_it() -> None:
    old = replace(said(JCS, "About 1,100", CASUALTIES, "2024-12-23"), id=1, superseded=True, replaced_by=2)
    new = replace(said(JCS, "4,000", CASUALTIES, MARCH), id=2)
    third = replace(said(KYIV, "up to 900", CASUALTIES, "2024-12-23"), id=3)
    outcomes = {(c.one.id, c.other.id): c.outcome for c in side_by_side([old, new, third]).comparisons}
    assert outcomes == {(1, 2): Outcome.UPDATE, (3, 2): Outcome.COMPATIBLE}


def test_the_newest_statements_are_compared_and_the_rest_is_counted() -> None:
    many = [replace(said(JCS, str(number), day=MARCH), recorded=number) for number in range(1, 71)]
    shown = side_by_side(many)
    assert shown.left_out == 10
    assert min(c.one.recorded for c in shown.comparisons) == 11


numbers = st.decimals(min_value=0, max_value=10**6, places=0)


@st.composite
def bounds(draw: st.DrawFn) -> Bounds:
    low, high = draw(st.one_of(st.none(), numbers)), draw(st.one_of(st.none(), numbers))
    if low is not None and high is not None and low > high:
        low, high = high, low
    if low is None and high is None:
        low = Decimal(0)
    point = low == high
    low_in = low is not None and (point or draw(st.booleans()))
    high_in = high is not None and (point or draw(st.booleans()))
    return Bounds(low, high, low_in, high_in)


def with_bounds(source: int, range_: Bounds) -> Statement:
    return replace(said(source, "1", day=MARCH), bounds=range_)


@given(bounds(), bounds())
def test_either_order_gives_the_same_answer(a: Bounds, b: Bounds) -> None:
    one, other = with_bounds(JCS, a), with_bounds(KYIV, b)
    assert compare(one, other).outcome == compare(other, one).outcome


@given(bounds(), bounds(), numbers)
def test_ranges_that_share_a_number_are_never_in_conflict(a: Bounds, b: Bounds, number: Decimal) -> None:
    outcome = compare(with_bounds(JCS, a), with_bounds(KYIV, b)).outcome
    if number in a and number in b:
        assert outcome != Outcome.CONFLICT
    if outcome == Outcome.CONFLICT:
        assert not (number in a and number in b)


@given(bounds())
def test_a_figure_agrees_with_itself(a: Bounds) -> None:
    assert compare(with_bounds(JCS, a), with_bounds(KYIV, a)).outcome == Outcome.AGREES
