"""Two entries for one source become one; nothing that was recorded is lost, and it can be taken back."""

import pytest

from factcheck.actions.merging import merge_sources, part_sources
from factcheck.actions.sources import NameTaken, SourceRefused, create_source, relate_sources
from factcheck.models import (
    Attribution,
    Claim,
    LedgerEntry,
    Recount,
    Source,
    SourceRelation,
    SourceVersion,
)
from factcheck.permissions import NotAllowed
from factcheck.queries.claim_list import claims_matching
from factcheck.queries.confirmation import rule_report_of
from factcheck.queries.finding import find_source, likely_sources, sources_known_as
from factcheck.queries.ledger_check import entry_faults, state_faults
from factcheck.rules.filters import Filters
from factcheck.rules.stances import Stance
from factcheck.rules.vocabulary import Independence, RelationKind, SourceKind
from tests.cast import Newsroom


@pytest.fixture
def jcs(newsroom: Newsroom) -> Source:
    return newsroom.source("Joint Chiefs of Staff", SourceKind.ARMED_FORCES)


@pytest.fixture
def double(newsroom: Newsroom) -> Source:
    return newsroom.source("Hapcham", SourceKind.AGENCY, aliases=("합참",))


def merged(newsroom: Newsroom, double: Source, into: Source) -> int:
    return merge_sources(
        duplicate=double, into=into, reason="Hapcham is its Korean name.", by=newsroom.cast.cho
    )


def now(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def test_what_was_said_stays_under_the_entry_and_the_name_of_then(
    newsroom: Newsroom, jcs: Source, double: Source
) -> None:
    said = newsroom.says(newsroom.published(), double)
    before = LedgerEntry.objects.get(attribution=said).body
    merged(newsroom, double, jcs)
    assert Attribution.objects.get(pk=said.pk).source.name == "Hapcham"
    assert LedgerEntry.objects.get(attribution=said).body == before


def test_the_ledger_holds_the_merging_with_its_reason_and_verifies(
    newsroom: Newsroom, jcs: Source, double: Source
) -> None:
    newsroom.says(newsroom.published(), double)
    merged(newsroom, double, jcs)
    entry = LedgerEntry.objects.get(kind="relation")
    version = entry.relation_version
    assert version is not None
    assert (version.kind, version.note) == (RelationKind.SAME_AS, "Hapcham is its Korean name.")
    assert '"kind":"same_as"' in entry.body
    assert SourceVersion.objects.filter(source=double).order_by("-pk")[0].merged_into == jcs
    assert [*entry_faults([], lambda *_: None), *state_faults()] == []


def test_two_entries_for_one_source_are_one_voice(newsroom: Newsroom, jcs: Source, double: Source) -> None:
    other = newsroom.source("Kremlin")
    for one in (jcs, double):
        relate_sources(
            one=one, other=other, kind=RelationKind.SHARES_INFORMATION_WITH, note="At war.",
            independence=Independence.INDEPENDENT, by=newsroom.cast.cho,
        )  # fmt: skip
    relate_sources(
        one=jcs, other=double, kind=RelationKind.SHARES_INFORMATION_WITH, note="Two bodies, it seemed.",
        independence=Independence.INDEPENDENT, by=newsroom.cast.cho,
    )  # fmt: skip
    claim = newsroom.published()
    newsroom.says(claim, double)
    newsroom.says(claim, other)
    assert (len(now(claim).sources_for), now(claim).independent_origins) == (3, 3)
    assert merged(newsroom, double, jcs) == 1
    assert (now(claim).sources_for, now(claim).independent_origins) == (sorted([jcs.pk, other.pk]), 2)
    assert Recount.objects.get(claim=claim).because == (
        "Hapcham and Joint Chiefs of Staff are one source. Hapcham is its Korean name."
    )
    assert rule_report_of(now(claim)).met


def test_entries_on_the_side_against_are_counted_once_as_well(
    newsroom: Newsroom, jcs: Source, double: Source
) -> None:
    claim = newsroom.claim()
    newsroom.says(claim, jcs, Stance.DENIES)
    newsroom.says(claim, double, Stance.DOUBTS)
    merged(newsroom, double, jcs)
    assert now(claim).sources_against == [jcs.pk]


def test_every_name_leads_to_the_entry_that_is_kept(newsroom: Newsroom, jcs: Source, double: Source) -> None:
    merged(newsroom, double, jcs)
    assert {find_source(name) for name in ("합참", "Hapcham", "Joint Chiefs of Staff")} == {jcs}
    assert likely_sources("Hapch") == [jcs]
    assert list(sources_known_as("hapcham")) == [jcs]
    with pytest.raises(NameTaken, match="a name of Joint Chiefs of Staff"):
        create_source(name="합참", kind=SourceKind.AGENCY, by=newsroom.cast.alice)


def test_lists_of_a_source_hold_what_its_duplicate_said(
    newsroom: Newsroom, jcs: Source, double: Source
) -> None:
    claim = newsroom.published()
    newsroom.says(claim, double, Stance.NOT_CONFIRMED)
    merged(newsroom, double, jcs)
    for slug in ("hapcham", "joint-chiefs-of-staff"):
        found = claims_matching(Filters(source=slug, stance=Stance.NOT_CONFIRMED))
        assert [one.code for one in found] == [claim.code]


def test_relations_of_the_duplicate_hold_for_the_one_that_is_kept(
    newsroom: Newsroom, jcs: Source, double: Source
) -> None:
    kremlin = newsroom.source("Kremlin")
    relate_sources(
        one=double, other=kremlin, kind=RelationKind.SHARES_INFORMATION_WITH, note="At war.",
        independence=Independence.INDEPENDENT, by=newsroom.cast.cho,
    )  # fmt: skip
    merged(newsroom, double, jcs)
    carried = SourceRelation.objects.get(a__in=(jcs, kremlin), b__in=(jcs, kremlin))
    assert carried.independence == Independence.INDEPENDENT
    assert carried.note == "At war. Laid down of Hapcham, now kept under this name."


def test_a_duplicate_of_the_duplicate_follows(newsroom: Newsroom, jcs: Source, double: Source) -> None:
    third = newsroom.source("Korean General Staff")
    merged(newsroom, third, double)
    merged(newsroom, double, jcs)
    assert Source.objects.get(pk=third.pk).merged_into == jcs


def test_a_merging_is_taken_back_and_all_counts_as_before(
    newsroom: Newsroom, jcs: Source, double: Source
) -> None:
    claim = newsroom.published()
    newsroom.says(claim, double)
    merged(newsroom, double, jcs)
    assert now(claim).sources_for == [jcs.pk]
    part_sources(duplicate=double, reason="Hapcham is another staff.", by=newsroom.cast.cho)
    assert now(claim).sources_for == sorted([jcs.pk, double.pk])
    assert find_source("합참") == double
    assert [v.kind for v in double.relations_from.all()] + [v.kind for v in double.relations_to.all()] == [
        RelationKind.MISTAKEN_FOR
    ]
    with pytest.raises(SourceRefused, match="stands for itself already"):
        part_sources(duplicate=double, reason="Again.", by=newsroom.cast.cho)


def test_a_later_word_replaces_what_the_duplicate_said(
    newsroom: Newsroom, jcs: Source, double: Source
) -> None:
    claim = newsroom.published()
    said = newsroom.says(claim, double, Stance.NOT_CONFIRMED)
    merged(newsroom, double, jcs)
    later = newsroom.says(claim, jcs, Stance.DENIES, supersedes=said)
    assert later.supersedes == said
    assert now(claim).sources_not_confirming == []


def test_mergings_that_make_no_sense_are_refused(newsroom: Newsroom, jcs: Source, double: Source) -> None:
    cho = newsroom.cast.cho
    arm = newsroom.source("Spokesman", SourceKind.OFFICIAL, parent=jcs)
    with pytest.raises(SourceRefused, match="two different sources"):
        merged(newsroom, jcs, jcs)
    for one, other in ((arm, jcs), (jcs, arm)):
        with pytest.raises(SourceRefused, match="Spokesman acts for Joint Chiefs"):
            merged(newsroom, one, other)
    with pytest.raises(SourceRefused, match="how the desk knows"):
        merge_sources(duplicate=double, into=jcs, reason=" ", by=cho)
    merged(newsroom, double, jcs)
    with pytest.raises(SourceRefused, match="was merged into another source already"):
        merged(newsroom, double, newsroom.source("Kremlin"))
    with pytest.raises(SourceRefused, match="merged, not related"):
        relate_sources(
            one=arm, other=jcs, kind=RelationKind.SAME_AS, note="x", by=cho,
            independence=Independence.NOT_INDEPENDENT,
        )  # fmt: skip


def test_only_chief_editors_merge_and_part(newsroom: Newsroom, jcs: Source, double: Source) -> None:
    for person in (newsroom.cast.alice, newsroom.cast.ed):
        with pytest.raises(NotAllowed):
            merge_sources(duplicate=double, into=jcs, reason="x", by=person)
        with pytest.raises(NotAllowed):
            part_sources(duplicate=double, reason="x", by=person)
