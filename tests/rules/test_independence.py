from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.rules.independence import Origins, Party, Relation, independent_origins
from factcheck.rules.vocabulary import Independence

SOUTH_KOREA = Party(1, "South Korea")
JCS = Party(2, "Joint Chiefs of Staff", 1)
NIS = Party(3, "National Intelligence Service", 1)
US = Party(4, "United States")
PENTAGON = Party(5, "Pentagon", 4)
RUSSIA = Party(6, "Russia")
GERASIMOV = Party(7, "Valery Gerasimov", 6)
UKRAINE = Party(8, "Ukraine")
ALL = {p.id: p for p in (SOUTH_KOREA, JCS, NIS, US, PENTAGON, RUSSIA, GERASIMOV, UKRAINE)}


def origins(*parties: Party, **relations: Independence) -> Origins:
    """Relations are named one_other by the ids: _1_4=INDEPENDENT."""
    rows = []
    for pair, independence in relations.items():
        one, other = map(int, pair.strip("_").split("_"))
        rows.append(Relation(one, other, independence))
    return independent_origins(parties, ALL, rows)


YES, NO, OPEN = Independence.INDEPENDENT, Independence.NOT_INDEPENDENT, Independence.NOT_ESTABLISHED

CASES = [
    ("nobody affirms it", (), {}, 0),
    ("one body, however many outlets quote it, is one origin", (JCS, JCS, JCS), {}, 1),
    ("two arms of one state are one origin", (JCS, NIS), {}, 1),
    ("a state and its army are one origin", (SOUTH_KOREA, JCS), {}, 1),
    ("two states of which nothing is laid down are one origin", (SOUTH_KOREA, US), {}, 1),
    ("two states that share intelligence are one origin", (SOUTH_KOREA, US), {"_1_4": NO}, 1),
    ("not established, even when laid down, is one origin", (SOUTH_KOREA, US), {"_1_4": OPEN}, 1),
    ("two states declared independent are two origins", (SOUTH_KOREA, US), {"_1_4": YES}, 2),
    ("what holds for two states holds for their armies", (JCS, PENTAGON), {"_1_4": YES}, 2),
    ("a nearer relation overrides that of the states", (JCS, PENTAGON), {"_1_4": YES, "_2_5": NO}, 1),
    (
        "two independent of each other are joined by a third of which nothing is known",
        (JCS, PENTAGON, UKRAINE),
        {"_1_4": YES},
        1,
    ),
    (
        "three declared independent in pairs are three",
        (JCS, PENTAGON, UKRAINE),
        {"_1_4": YES, "_1_8": YES, "_4_8": YES},
        3,
    ),
    ("two of one state and one independent are two", (JCS, NIS, UKRAINE), {"_1_8": YES}, 2),
    ("the order in which a pair was laid down does not matter", (UKRAINE, SOUTH_KOREA), {"_8_1": YES}, 2),
    ("an official and the state that he serves are one origin", (GERASIMOV, RUSSIA), {}, 1),
    ("arms of one state stay one even when declared independent", (JCS, NIS), {"_2_3": YES}, 1),
    ("what holds for two states says nothing of a third", (JCS, UKRAINE), {"_1_4": YES}, 1),
    (
        "a nearer relation can part what the states' relation joins",
        (JCS, PENTAGON),
        {"_1_4": NO, "_2_5": YES},
        2,
    ),
    ("an army's relation does not bind the other arms of its state", (NIS, PENTAGON), {"_2_5": YES}, 1),
    ("of two relations equally near the cautious one wins", (JCS, PENTAGON), {"_2_4": YES, "_1_5": NO}, 1),
    ("and wins too the other way round", (JCS, PENTAGON), {"_2_4": NO, "_1_5": YES}, 1),
    ("doubt laid down equally near wins over independence", (JCS, PENTAGON), {"_2_4": YES, "_1_5": OPEN}, 1),
    (
        "two pairs of arms of two independent states are two",
        (JCS, NIS, PENTAGON, US),
        {"_1_4": YES},
        2,
    ),
    (
        "two states that share information are one beside an independent third",
        (SOUTH_KOREA, US, UKRAINE),
        {"_1_4": NO, "_1_8": YES, "_4_8": YES},
        2,
    ),
]


@pytest.mark.parametrize(("fact", "parties", "relations", "count"), CASES, ids=[case[0] for case in CASES])
def test_origins_are_counted(fact: str, parties: tuple[Party, ...], relations: dict, count: int) -> None:
    assert origins(*parties, **relations).count == count


@pytest.mark.parametrize(
    ("parties", "relations", "why"),
    [
        ((JCS, NIS), {}, "Both Joint Chiefs of Staff and National Intelligence Service act for South Korea."),
        ((SOUTH_KOREA, JCS), {}, "Joint Chiefs of Staff acts for South Korea."),
        ((SOUTH_KOREA, US), {}, "Whether South Korea and United States are independent is not established."),
        ((SOUTH_KOREA, US), {"_1_4": NO}, "South Korea and United States are not independent of each other."),
    ],
)
def test_a_join_says_why(parties: tuple[Party, ...], relations: dict, why: str) -> None:
    assert [join.why for join in origins(*parties, **relations).joins] == [why]


def test_a_group_is_explained_once_and_by_its_plainest_grounds() -> None:
    why = [join.why for join in origins(JCS, NIS, US, PENTAGON, UKRAINE).joins]
    assert why == [
        "Both Joint Chiefs of Staff and National Intelligence Service act for South Korea.",
        "Pentagon acts for United States.",
        "Whether Joint Chiefs of Staff and United States are independent is not established.",
        "Whether Joint Chiefs of Staff and Ukraine are independent is not established.",
    ]


def test_a_hundred_sources_are_counted_and_take_ninety_nine_reasons_at_most() -> None:
    crowd = [Party(number, f"Witness {number}") for number in range(100)]
    found = independent_origins(crowd, {}, [])
    assert (found.count, len(found.joins)) == (1, 99)


PARTIES = st.sets(st.sampled_from(sorted(ALL)), max_size=8).map(lambda ids: [ALL[i] for i in ids])
PAIRS = st.tuples(st.sampled_from(sorted(ALL)), st.sampled_from(sorted(ALL))).filter(lambda p: p[0] < p[1])
RELATIONS = st.dictionaries(PAIRS, st.sampled_from(list(Independence)), max_size=10)


@given(PARTIES, RELATIONS)
def test_groups_share_out_the_sources_and_joins_explain_them(parties: list[Party], laid_down: dict) -> None:
    rows = [Relation(a, b, independence) for (a, b), independence in laid_down.items()]
    found = independent_origins(parties, ALL, rows)
    assert sorted(p.id for group in found.groups for p in group) == sorted(p.id for p in parties)
    assert found.count + len(found.joins) == len(parties)


@given(PARTIES, RELATIONS, PAIRS)
def test_less_known_never_makes_more_origins(
    parties: list[Party], laid_down: dict, pair: tuple[int, int]
) -> None:
    def count(relations: dict) -> int:
        rows = [Relation(a, b, independence) for (a, b), independence in relations.items()]
        return independent_origins(parties, ALL, rows).count

    assert count(laid_down | {pair: NO}) <= count(laid_down | {pair: YES})


def test_the_order_of_the_sources_changes_nothing() -> None:
    counts = {
        origins(*order, _1_4=YES, _1_8=YES, _4_8=NO).groups
        for order in permutations((JCS, NIS, PENTAGON, UKRAINE))
    }
    assert len(counts) == 1


def test_a_circle_of_parents_ends() -> None:
    circle = {1: Party(1, "A", 2), 2: Party(2, "B", 1)}
    assert independent_origins(circle.values(), circle, []).count == 1
