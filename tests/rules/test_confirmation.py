from factcheck.rules.canonical_json import canonical
from factcheck.rules.confirmation import PartyStance, RuleReport, what_would_confirm
from factcheck.rules.independence import Origins, Party, Relation, independent_origins
from factcheck.rules.stances import Stance
from factcheck.rules.vocabulary import Independence

A, B = Party(1, "Aland"), Party(2, "Borduria")


def origins(count: int) -> Origins:
    apart = [Relation(1, 2, Independence.INDEPENDENT)]
    return independent_origins([A, B][:count], {1: A, 2: B}, apart)


def report(count: int = 1, documents: int = 0, *parties: PartyStance) -> RuleReport:
    return what_would_confirm(origins(count), primary_documents=documents, parties=parties)


def test_two_independent_origins_confirm() -> None:
    assert report(2).met_by == "two_independent_origins"


def test_one_origin_does_not_confirm() -> None:
    assert not report(1).met


def test_one_origin_and_a_primary_document_confirm() -> None:
    assert report(1, 1).met_by == "origin_and_primary_document"


def test_a_document_without_an_origin_does_not_confirm() -> None:
    assert not report(0, 1).met


def test_the_party_concerned_confirms_by_affirming() -> None:
    assert report(1, 0, PartyStance("Russia", Stance.AFFIRMS)).met_by == "party_concerned"


def test_a_hedged_yes_of_the_party_concerned_does_not_confirm() -> None:
    assert not report(1, 0, PartyStance("Russia", Stance.AFFIRMS_HEDGED)).met


def test_silence_of_a_party_is_never_called_a_denial() -> None:
    text = report(1, 0, PartyStance("Russia", Stance.NOT_CONFIRMED)).lines[2].text
    assert text == "Russia has not affirmed it; that is not a denial."


def test_a_denying_party_is_named_apart_from_a_silent_one() -> None:
    text = report(1, 0, PartyStance("Russia", Stance.DENIES), PartyStance("Iran", None)).lines[2].text
    assert text == "Russia speaks against it. Iran has not affirmed it; that is not a denial."


def test_sources_that_count_as_one_are_said_with_the_reason() -> None:
    joined = what_would_confirm(
        independent_origins([A, B], {1: A, 2: B}, []), primary_documents=0, parties=[]
    )
    assert joined.lines[0].text.startswith("2 sources affirm it and count as one origin: Aland; Borduria.")
    assert "not established" in joined.lines[0].text


def test_it_says_who_makes_up_each_origin_and_what_joins_them() -> None:
    state, army = Party(3, "Syldavia"), Party(4, "Syldavian army", 3)
    apart = [Relation(1, 3, Independence.INDEPENDENT)]
    text = (
        what_would_confirm(
            independent_origins([A, state, army], {1: A, 3: state, 4: army}, apart),
            primary_documents=0,
            parties=[],
        )
        .lines[0]
        .text
    )
    assert text == (
        "2 independent origins affirm it: Aland / Syldavia; Syldavian army. Syldavian army acts for Syldavia."
    )


def test_it_says_three_reasons_and_counts_the_others() -> None:
    crowd = [Party(number, f"Witness {number}") for number in range(1, 7)]
    text = (
        what_would_confirm(independent_origins(crowd, {}, []), primary_documents=0, parties=[]).lines[0].text
    )
    assert text.count("not established") == 3
    assert text.endswith("And 2 more. One that is independent of them would confirm it.")


def test_every_line_that_is_not_met_says_what_would_meet_it() -> None:
    first, second, third = (line.text for line in report(0).lines)
    assert "Two that are independent of each other would confirm it." in first
    assert "together with a source that affirms it" in second
    assert "No party is named" in third


def test_a_report_can_be_kept_in_the_ledger() -> None:
    assert '"met":true' in canonical(report(2, 1, PartyStance("Russia", Stance.AFFIRMS)).as_record())
