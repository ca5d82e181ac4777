"""Figures in running text: where they stand, how they are read, what they count; and what is no figure."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factcheck.extraction.figures import find_figures
from factcheck.rules.figures import read_figure

# A sentence, and of each figure in it: its words, range, hedge, what it counts, and the measure.
SENTENCES: list[tuple[str, list[tuple[str, str, str, str, str]]]] = [
    ("After 2 Clerks Resign, The Office Closes", [("2", "[2, 2]", "exact", "Clerks", "other")]),
    ("Over the last years (994).", [("994", "[994, 994]", "exact", "", "")]),
    (
        "It grew by at least a factor of three.",
        [("at least a factor of three", "[3, ∞)", "at_least", "", "")],
    ),
    (
        "The army said some 11,000 soldiers had been sent to the front.",
        [("some 11,000", "[10500, 11500)", "about", "soldiers", "deployed")],
    ),
    (
        "At least 3,000 troops were dispatched in January.",
        [("At least 3,000", "[3000, ∞)", "at_least", "troops", "deployed")],
    ),
    (
        "Up to 12,000 men were deployed along the river.",
        [("Up to 12,000", "(−∞, 12000]", "up_to", "men", "deployed")],
    ),
    ("As many as 4,000 of them were wounded.", [("As many as 4,000", "(−∞, 4000]", "up_to", "", "wounded")]),
    (
        "No fewer than 250 people died in the flood.",
        [("No fewer than 250", "[250, ∞)", "at_least", "people", "killed")],
    ),
    (
        "No more than 40 villagers remain in the valley.",
        [("No more than 40", "(−∞, 40]", "up_to", "villagers", "people")],
    ),
    (
        "More than 600 drones were launched overnight.",
        [("More than 600", "(600, ∞)", "more_than", "drones", "weapons")],
    ),
    ("Over 90 rockets hit the port.", [("Over 90", "(90, ∞)", "more_than", "rockets", "munitions")]),
    (
        "Fewer than 20 survivors were found.",
        [("Fewer than 20", "(−∞, 20)", "fewer_than", "survivors", "people")],
    ),
    (
        "Nearly 12,000 residents fled the town.",
        [("Nearly 12,000", "[11500, 12000)", "nearly", "residents", "displaced")],
    ),
    ("Almost 300 houses burnt down.", [("Almost 300", "[250, 300)", "nearly", "houses", "other")]),
    ("About 220 guns were moved north.", [("About 220", "[215, 225)", "about", "guns", "weapons")]),
    (
        "Around 1,500 shells fell on the village.",
        [("Around 1,500", "[1450, 1550)", "about", "shells", "munitions")],
    ),
    ("Roughly 70 ships lay at anchor.", [("Roughly 70", "[65, 75)", "about", "ships", "weapons")]),
    (
        "An estimated 5,000 civilians were displaced.",
        [("An estimated 5,000", "[4500, 5500)", "about", "civilians", "displaced")],
    ),
    ("Dozens of miners are missing.", [("Dozens", "[24, 100)", "order_of_magnitude", "miners", "missing")]),
    (
        "Hundreds of workers walked out.",
        [("Hundreds", "[200, 1000)", "order_of_magnitude", "workers", "people")],
    ),
    (
        "Tens of thousands of people marched.",
        [("Tens of thousands", "[20000, 100000)", "order_of_magnitude", "people", "people")],
    ),
    (
        "Several hundred soldiers were captured.",
        [("Several hundred", "[200, 1000)", "order_of_magnitude", "soldiers", "captured")],
    ),
    (
        "A few dozen engineers stayed behind.",
        [("A few dozen", "[24, 100)", "order_of_magnitude", "engineers", "people")],
    ),
    (
        "Between 300 and 400 prisoners were freed.",
        [("Between 300 and 400", "[300, 400]", "range", "prisoners", "captured")],
    ),
    ("The mission lost 30 to 40 vehicles.", [("30 to 40", "[30, 40]", "range", "vehicles", "weapons")]),
    (
        "The toll stands at 11,000–12,000 casualties.",
        [("11,000–12,000", "[11000, 12000]", "range", "casualties", "casualties")],
    ),
    (
        "Another 3,000 soldiers arrived on Sunday.",
        [("Another 3,000", "[3000, 3000]", "exact", "soldiers", "people")],
    ),
    (
        "An additional 1,200 troops left in May.",
        [("additional 1,200", "[1200, 1200]", "exact", "troops", "people")],
    ),
    ("The ministry sent 500 more tanks.", [("500 more", "[500, 500]", "exact", "tanks", "weapons")]),
    (
        "Some 3,000 or more have been additionally dispatched, the army said.",
        [("Some 3,000 or more", "[3000, ∞)", "at_least", "", "")],
    ),
    (
        "The union wants 40 percent of the profits.",
        [("40 percent of the profits", "[40, 40]", "exact", "", "share")],
    ),
    (
        "A third of the 11,000 soldiers were wounded.",
        [("A third of the 11,000", "[33.333333, 33.333333]", "exact", "soldiers", "share")],
    ),
    (
        "Two thirds of the fleet is in port.",
        [("Two thirds of the fleet", "[66.666667, 66.666667]", "exact", "", "share")],
    ),
    ("Half of the force was lost.", [("Half of the force", "[50, 50]", "exact", "", "share")]),
    ("Two in five voters stayed at home.", [("Two in five", "[40, 40]", "exact", "voters", "share")]),
    ("The loan is worth $1.2 billion.", [("$1.2 billion", "[1200000000, 1200000000]", "exact", "", "money")]),
    ("They paid €10 million for it.", [("€10 million", "[10000000, 10000000]", "exact", "", "money")]),
    (
        "The plant makes 600 shells a day.",
        [("600 shells a day", "[600, 600]", "exact", "shells", "munitions")],
    ),
    ("Exports rose by 12% last year.", [("12%", "[12, 12]", "exact", "", "share")]),
    ("Two dozen tanks crossed the bridge.", [("Two dozen", "[24, 24]", "exact", "tanks", "weapons")]),
    (
        "Half a million refugees returned.",
        [("Half a million", "[500000, 500000]", "exact", "refugees", "displaced")],
    ),
    ("Twenty-five people were killed.", [("Twenty-five", "[25, 25]", "exact", "people", "killed")]),
    (
        "Three hundred and one votes were counted.",
        [("Three hundred and one", "[301, 301]", "exact", "votes", "other")],
    ),
    (
        "Two and a half million doses were shipped.",
        [("Two and a half million", "[2500000, 2500000]", "exact", "doses", "other")],
    ),
    ("The dam is 120 metres high.", [("120", "[120, 120]", "exact", "metres", "")]),
    ("It weighs 2.5 tons.", [("2.5", "[2.5, 2.5]", "exact", "tons", "")]),
    ("The ship carried 1/4 of the cargo.", [("1/4 of the cargo", "[25, 25]", "exact", "", "share")]),
    ("They fired five times.", [("five", "[5, 5]", "exact", "times", "events")]),
    ("The rebels carried out 14 attacks in a week.", [("14", "[14, 14]", "exact", "attacks", "events")]),
    (
        "The convoy had 60 trucks and 12 tanks.",
        [("60", "[60, 60]", "exact", "trucks", "other"), ("12", "[12, 12]", "exact", "tanks", "weapons")],
    ),
    ("The death toll rose to 47.", [("47", "[47, 47]", "exact", "", "killed")]),
    (
        "At least 17 people were killed and 32 injured.",
        [
            ("At least 17", "[17, ∞)", "at_least", "people", "killed"),
            ("32", "[32, 32]", "exact", "injured", "wounded"),
        ],
    ),
    (
        "Some 4,000 casualties have occurred.",
        [("Some 4,000", "[3500, 4500)", "about", "casualties", "casualties")],
    ),
    (
        "The flood left 250 dead and 90 missing.",
        [("250", "[250, 250]", "exact", "dead", "killed"), ("90", "[90, 90]", "exact", "missing", "missing")],
    ),
    ("He commands 1,100 men.", [("1,100", "[1100, 1100]", "exact", "men", "people")]),
    ("The desk counted 7,412 ballots.", [("7,412", "[7412, 7412]", "exact", "ballots", "other")]),
    (
        "Only 9 of 30 boats came back.",
        [("9", "[9, 9]", "exact", "", ""), ("30", "[30, 30]", "exact", "boats", "weapons")],
    ),
    ("Close to 800 families moved out.", [("Close to 800", "[750, 800)", "nearly", "families", "people")]),
    ("The bill passed with 312 votes.", [("312", "[312, 312]", "exact", "votes", "other")]),
    ("Police seized 3 tonnes of cocaine.", [("3", "[3, 3]", "exact", "tonnes", "")]),
    (
        "Losses are put at 4,700 soldiers, including 600 dead.",
        [
            ("4,700", "[4700, 4700]", "exact", "soldiers", "people"),
            ("600", "[600, 600]", "exact", "dead", "killed"),
        ],
    ),
    ("The drill involved 10,000 personnel.", [("10,000", "[10000, 10000]", "exact", "personnel", "people")]),
    (
        "It bought 24 missiles and 6 launchers.",
        [
            ("24", "[24, 24]", "exact", "missiles", "munitions"),
            ("6", "[6, 6]", "exact", "launchers", "weapons"),
        ],
    ),
    (
        "The storm cut power to 1.3 million homes.",
        [("1.3 million", "[1300000, 1300000]", "exact", "homes", "other")],
    ),
    ("Prices fell 0.5 percent.", [("0.5 percent", "[0.5, 0.5]", "exact", "", "share")]),
    (
        "The budget grew to 61 trillion won.",
        [("61 trillion", "[61000000000000, 61000000000000]", "exact", "won", "money")],
    ),
    ("The court fined them 2,000 euros.", [("2,000", "[2000, 2000]", "exact", "euros", "money")]),
    ("The satellite weighs about 300 kg.", [("about 300", "[250, 350)", "about", "kg", "")]),
    ("Soldiers got 10-15 days of training.", [("10-15", "[10, 15]", "range", "days", "")]),
    ("The queue was 3 km long.", [("3", "[3, 3]", "exact", "km", "")]),
    ("Exactly 100 men crossed the line.", [("100", "[100, 100]", "exact", "men", "people")]),
    ("The village has 1,024 inhabitants.", [("1,024", "[1024, 1024]", "exact", "inhabitants", "people")]),
    ("The factory employs under 50 people.", [("under 50", "(−∞, 50)", "fewer_than", "people", "people")]),
    ("The regiment lost a quarter of its men.", [("a quarter of its men", "[25, 25]", "exact", "", "share")]),
    ("The state owns 51% of the firm.", [("51% of the firm", "[51, 51]", "exact", "", "share")]),
    ("The envoy met 4 ministers.", [("4", "[4, 4]", "exact", "ministers", "people")]),
    ("The strike hit 2 bridges and a depot.", [("2", "[2, 2]", "exact", "bridges", "other")]),
    ("Nine in ten shops were shut.", [("Nine in ten", "[90, 90]", "exact", "shops", "share")]),
    ("The school has 600 or so pupils.", [("600 or so", "[550, 650)", "about", "pupils", "other")]),
    (
        "The club sold 20,000 tickets or more.",
        [("20,000 tickets or more", "[20000, ∞)", "at_least", "tickets", "other")],
    ),
    ("The bank lent 3bn euros.", [("3bn", "[3000000000, 3000000000]", "exact", "euros", "money")]),
    (
        "They hold 70 to 80 percent of the valley.",
        [("70 to 80 percent of the valley", "[70, 80]", "range", "", "share")],
    ),
    ("The team dug 15 graves.", [("15", "[15, 15]", "exact", "graves", "other")]),
    ("The patrol found 8 mines.", [("8", "[8, 8]", "exact", "mines", "munitions")]),
    ("Aid for 45,000 people is on its way.", [("45,000", "[45000, 45000]", "exact", "people", "people")]),
    (
        "More than half of the crew was saved.",
        [("More than half of the crew", "(50, ∞)", "more_than", "", "share")],
    ),
]

NO_FIGURES = [
    "Call 5550123456 after noon.",
    "The mast sends 5G to every house.",
    "It is free for people aged 18 to 25.",
    "They spoke of a one-world bank.",
    "All would live under a one world leader.",
    "The treaty was signed in 2019.",
    "He was born on May 5, 1970.",
    "Talks begin at 7:30 p.m. on Monday.",
    "The meeting is set for 5 p.m. local time.",
    "The battery has 155mm howitzers.",
    "They fired 122 mm rockets at the town.",
    "The 38th parallel is calm.",
    "Boeing 737 jets were grounded.",
    "Kim, 45, denied it.",
    "A 12-year-old boy was found.",
    "He is aged 63.",
    "Article 5 was invoked.",
    "The vote was won 52-48.",
    "They beat the visitors 3-1.",
    "Call 555-123-4567 for help.",
    "Route 66 was closed.",
    "The office is at No. 10.",
    "The G7 met in June.",
    "The T-72 broke down.",
    "It happened on 12 March 2024.",
    "In the 1990s it was different.",
    "One of the men spoke.",
    "No one was hurt.",
    "See page 4 of the report.",
    "The years 2013-14 were hard.",
    "The first battalion left.",
    "COVID-19 cases fell.",
    "Sept. 11 changed that.",
    "The code is at http://example.org/a/12 now.",
]


@pytest.mark.parametrize(("text", "figures"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_a_figure_stands_where_it_stands(text: str, figures: list[tuple[str, str, str, str, str]]) -> None:
    assert [
        (
            text[slice(*found.place)],
            found.figure.bounds.notation(),
            found.figure.hedge.value,
            found.counts,
            found.measure,
        )
        for found in find_figures(text)
    ] == figures


@pytest.mark.parametrize("text", NO_FIGURES)
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert find_figures(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Some 3,000 or more have been additionally dispatched, the army said.",
        "The army additionally dispatched at least 3,000 men.",
    ],
)
def test_words_further_off_say_that_a_figure_comes_on_top(text: str) -> None:
    assert [found.additional for found in find_figures(text)] == [True]


def test_a_number_in_a_name_is_given_only_to_who_asks() -> None:
    assert find_figures("Route 66 was closed.") == []
    assert [found.figure.point for found in find_figures("Route 66 was closed.", names=True)] == [66]


def test_other_digits_and_fractions_keep_their_places() -> None:
    text = "أرسلت ١١٬٠٠٠ جندي; １２,０００ soldiers and ½ cup."
    assert [text[slice(*found.place)] for found in find_figures(text)] == ["١١٬٠٠٠", "１２,０００", "½"]


PIECES = [
    "3,000 ",
    "some ",
    "at least ",
    "one-",
    "half of the ",
    "a third of ",
    "1/",
    "to ",
    "million ",
    "$",
    "%",
    "men ",
    "and ",
    "between ",
    "½",
    "10⁵ ",
    "e3",
    "İ",
    "\u202e",
    "\x00",
    "١",
    ". ",
    "\n\n",
]


@settings(max_examples=150, deadline=None)
@example("A THIRD of AND ¼¼")
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
def test_any_text_is_read_and_each_place_read_again_gives_the_same_figure(text: str) -> None:
    end = 0
    for found in find_figures(text):
        assert end <= found.place[0] < found.place[1] <= len(text)
        end = found.place[1]
        assert read_figure(text[slice(*found.place)]) == found.figure
