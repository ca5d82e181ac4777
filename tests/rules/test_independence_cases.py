"""Whether sources count once or twice, case by case, in sentences that an editor would say.

Each case names who affirms, what the desk has laid down, the origins that come out, what ties them, and the
line of the rule that is met.
"""

from dataclasses import dataclass, field

import pytest

from factcheck.rules.confirmation import PartyStance, what_would_confirm
from factcheck.rules.independence import Party, Relation, independent_origins
from factcheck.rules.stances import SIDE_OF, Side, Stance
from factcheck.rules.vocabulary import Independence

ACTS_FOR = {
    "Russia": "", "Kremlin": "Russia", "Putin": "Kremlin", "Tass": "Russia", "Russian army": "Russia",
    "South Korea": "", "JCS": "South Korea", "NIS": "South Korea", "Spokesman": "JCS",
    "US": "", "Pentagon": "US", "White House": "US", "Unnamed Pentagon official": "Pentagon",
    "Ukraine": "", "HUR": "Ukraine", "NATO": "", "Unnamed diplomat": "", "Another unnamed diplomat": "",
    "Villager": "", "Nurse": "", "Captured order": "", "Imagery group": "",
    "Daily": "", "Sunday paper": "Daily", "North Korea": "", "KCNA": "North Korea",
}  # fmt: skip
IDS = {name: number for number, name in enumerate(ACTS_FOR, start=1)}
PARTIES = {IDS[name]: Party(IDS[name], name, IDS.get(above)) for name, above in ACTS_FOR.items()}
LAID_DOWN = {
    " apart from ": Independence.INDEPENDENT,
    " leans on ": Independence.NOT_INDEPENDENT,
    " unclear with ": Independence.NOT_ESTABLISHED,
}

TWO, DOCUMENT, PARTY = "two_independent_origins", "origin_and_primary_document", "party_concerned"
SAME, LEANS, UNKNOWN = "same_parent", "not_independent", "not_established"


@dataclass(frozen=True)
class Case:
    """origins: groups parted by ` | `, members by ` + `. ties: `one ~ other: ground`, plainest first."""

    sentence: str
    affirm: str = ""
    origins: str = ""
    ties: tuple[str, ...] = ()
    laid_down: str = ""
    others: dict[str, Stance] = field(default_factory=dict)
    documents: int = 0
    about: str = ""
    met_by: str | None = None


CASES = [
    # Nobody, and one.
    Case("Nobody has spoken yet: no origin"),
    Case("One general staff in six papers: one origin", "JCS, JCS, JCS, JCS, JCS, JCS", "JCS"),
    Case("Two outlets that both quote the JCS: one origin, for the outlets only relay it", "JCS, JCS", "JCS"),
    # One government.
    Case("Two services of one government: one origin", "JCS, NIS", "JCS + NIS", (f"JCS ~ NIS: {SAME}",)),
    Case(
        "Tass quoting Putin, and the Kremlin's own site: one origin, for Putin acts for the Kremlin",
        "Putin, Kremlin", "Kremlin + Putin", (f"Kremlin ~ Putin: {SAME}",),
    ),
    Case(
        "A state's news agency in its own voice, and that state's army: one origin",
        "Tass, Russian army", "Tass + Russian army", (f"Tass ~ Russian army: {SAME}",),
    ),
    Case(
        "A spokesman two steps below the state, and the state: one origin",
        "Spokesman, South Korea", "South Korea + Spokesman", (f"South Korea ~ Spokesman: {SAME}",),
    ),
    Case(
        "Cousins in one state, at different depths: one origin",
        "Spokesman, NIS", "NIS + Spokesman", (f"NIS ~ Spokesman: {SAME}",),
    ),
    Case(
        "A desk cannot declare two services of one state independent: the state ties them",
        "JCS, NIS", "JCS + NIS", (f"JCS ~ NIS: {SAME}",), "JCS apart from NIS",
    ),
    Case(
        "A daily and its own Sunday edition, both in their own voice: one origin",
        "Daily, Sunday paper", "Daily + Sunday paper", (f"Daily ~ Sunday paper: {SAME}",),
    ),
    # Two governments.
    Case(
        "US and South Korea with nothing laid down: not established, so one",
        "US, South Korea", "South Korea + US", (f"South Korea ~ US: {UNKNOWN}",),
    ),
    Case(
        "US and South Korea laid down as not established: one as well",
        "US, South Korea", "South Korea + US", (f"South Korea ~ US: {UNKNOWN}",),
        "US unclear with South Korea",
    ),
    Case(
        "US and South Korea share their intelligence, as laid down: one",
        "US, South Korea", "South Korea + US", (f"South Korea ~ US: {LEANS}",), "South Korea leans on US",
    ),
    Case(
        "Ukraine and South Korea laid down as independent: two",
        "Ukraine, South Korea", "South Korea | Ukraine", (), "Ukraine apart from South Korea", met_by=TWO,
    ),
    Case(
        "What is laid down for two states holds for their services: two",
        "HUR, Spokesman", "Spokesman | HUR", (), "Ukraine apart from South Korea", met_by=TWO,
    ),
    Case(
        "Two states are independent, but their services work from one report: one",
        "HUR, NIS", "NIS + HUR", (f"NIS ~ HUR: {LEANS}",),
        "Ukraine apart from South Korea, NIS leans on HUR",
    ),
    Case(
        "One service is independent of another state; its sister service is not thereby: one",
        "JCS, Ukraine", "JCS + Ukraine", (f"JCS ~ Ukraine: {UNKNOWN}",), "NIS apart from Ukraine",
    ),
    Case(
        "Four services of two independent states: two origins, each said with its tie",
        "JCS, NIS, HUR, Ukraine", "JCS + NIS | Ukraine + HUR",
        (f"JCS ~ NIS: {SAME}", f"Ukraine ~ HUR: {SAME}"), "Ukraine apart from South Korea", met_by=TWO,
    ),
    # Chains of ties.
    Case(
        "A leans on B, B is independent of C, A of C too: two",
        "South Korea, US, Ukraine", "South Korea + US | Ukraine", (f"South Korea ~ US: {LEANS}",),
        "South Korea leans on US, US apart from Ukraine, South Korea apart from Ukraine", met_by=TWO,
    ),
    Case(
        "A leans on B, B is independent of C, nobody asked about A and C: all one, by way of A",
        "South Korea, US, Ukraine", "South Korea + US + Ukraine",
        (f"South Korea ~ US: {LEANS}", f"South Korea ~ Ukraine: {UNKNOWN}"),
        "South Korea leans on US, US apart from Ukraine",
    ),
    Case(
        "A leans on B and B on C: one, although A and C are laid down as independent",
        "South Korea, US, NATO", "South Korea + US + NATO",
        (f"South Korea ~ US: {LEANS}", f"US ~ NATO: {LEANS}"),
        "South Korea leans on US, US leans on NATO, South Korea apart from NATO",
    ),
    Case(
        "The body that ties two others says nothing on this claim: the two stay apart",
        "South Korea, NATO", "South Korea | NATO", (),
        "South Korea leans on US, US leans on NATO, South Korea apart from NATO", met_by=TWO,
    ),
    # People, nameless sources, papers.
    Case(
        "Two nameless diplomats: who knows whether they are two, so one",
        "Unnamed diplomat, Another unnamed diplomat", "Unnamed diplomat + Another unnamed diplomat",
        (f"Unnamed diplomat ~ Another unnamed diplomat: {UNKNOWN}",),
    ),
    Case(
        "A nameless Pentagon official and the White House: one origin, both act for the US",
        "Unnamed Pentagon official, White House", "White House + Unnamed Pentagon official",
        (f"White House ~ Unnamed Pentagon official: {SAME}",),
    ),
    Case(
        "A villager and a nurse whom the reporter met apart, laid down so: two",
        "Villager, Nurse", "Villager | Nurse", (), "Villager apart from Nurse", met_by=TWO,
    ),
    Case(
        "A captured order handed over by Ukraine, and Ukraine itself: one, as laid down",
        "Captured order, Ukraine", "Ukraine + Captured order", (f"Ukraine ~ Captured order: {LEANS}",),
        "Captured order leans on Ukraine",
    ),
    # What does not count for a claim.
    Case(
        "A hedged yes counts for the claim, and the two are independent: two",
        "Ukraine", "South Korea | Ukraine", (), "Ukraine apart from South Korea",
        {"South Korea": Stance.AFFIRMS_HEDGED}, met_by=TWO,
    ),
    Case(
        "A denial by an independent state is no second origin",
        "Ukraine", "Ukraine", (), "Ukraine apart from Russia", {"Russia": Stance.DENIES},
    ),
    Case(
        "Whoever disputes the figure is no origin for the figure",
        "Ukraine", "Ukraine", (), "Ukraine apart from US", {"US": Stance.DISPUTES_FIGURE},
    ),
    Case(
        "A state that has not confirmed is no origin, and ties nobody either",
        "Ukraine, South Korea", "South Korea | Ukraine", (), "Ukraine apart from South Korea",
        {"NATO": Stance.NOT_CONFIRMED}, met_by=TWO,
    ),
    Case(
        "A statement that its source withdrew does not count",
        "Ukraine", "Ukraine", (), "Ukraine apart from Imagery group", {"Imagery group": Stance.RETRACTED},
    ),
    Case(
        "A paper that could not verify the report is no origin",
        "JCS", "JCS", (), "JCS apart from Daily", {"Daily": Stance.CANNOT_VERIFY},
    ),
    # Documents, and the party concerned.
    Case("One origin and a primary document: enough", "JCS", "JCS", documents=1, met_by=DOCUMENT),
    Case("A primary document that no source speaks to: not enough", documents=1),
    Case(
        "A denied claim with a primary document and no yes: not enough",
        others={"Russia": Stance.DENIES}, documents=2,
    ),
    Case(
        "Two services of one state and a primary document: one origin and a document, enough",
        "JCS, NIS", "JCS + NIS", (f"JCS ~ NIS: {SAME}",), documents=1, met_by=DOCUMENT,
    ),
    Case("The state that it is about owns up: enough", "Russia", "Russia", about="Russia", met_by=PARTY),
    Case(
        "The state that it is about owns up with a hedge: not enough",
        "", "Russia", others={"Russia": Stance.AFFIRMS_HEDGED}, about="Russia",
    ),
    Case(
        "The state that it is about keeps silent, one other affirms: not enough",
        "JCS", "JCS", others={"North Korea": Stance.NO_RESPONSE}, about="North Korea",
    ),
    Case(
        "Two independent origins, the state that it is about denies: by the rule enough",
        "Ukraine, South Korea", "South Korea | Ukraine", (), "Ukraine apart from South Korea",
        {"Russia": Stance.DENIES}, about="Russia", met_by=TWO,
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.sentence for case in CASES])
def test_as_an_editor_would_count(case: Case) -> None:
    said = dict.fromkeys(filter(None, case.affirm.split(", ")), Stance.AFFIRMS) | case.others
    # As in a record: a source that is quoted in six stories stands there six times.
    speakers = [*filter(None, case.affirm.split(", ")), *case.others]
    originators = [PARTIES[IDS[name]] for name in speakers if SIDE_OF[said[name]] == Side.FOR]
    found = independent_origins(originators, PARTIES, _relations(case.laid_down))
    report = what_would_confirm(
        found,
        primary_documents=case.documents,
        parties=[PartyStance(case.about, said.get(case.about))] if case.about else [],
    )
    assert " | ".join(" + ".join(party.name for party in group) for group in found.groups) == case.origins
    assert tuple(f"{join.one.name} ~ {join.other.name}: {join.ground}" for join in found.joins) == case.ties
    assert report.met_by == case.met_by
    assert report.as_record()["joined"] == [join.why for join in found.joins]


def _relations(laid_down: str) -> list[Relation]:
    relations = []
    for words in filter(None, laid_down.split(", ")):
        verb = next(verb for verb in LAID_DOWN if verb in words)
        one, other = words.split(verb)
        relations.append(Relation(IDS[one], IDS[other], LAID_DOWN[verb]))
    return relations
