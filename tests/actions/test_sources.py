"""Sources: known by many names, described anew without losing what was said of them before."""

import json

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from factcheck.actions.sources import (
    NameTaken,
    SourceRefused,
    add_alias,
    create_source,
    describe_source,
    grade_source,
    relate_sources,
)
from factcheck.models import (
    ClaimState,
    LedgerEntry,
    Recount,
    Source,
    SourceRelation,
    SourceRelationVersion,
    SourceVersion,
)
from factcheck.permissions import NotAllowed
from factcheck.queries.confirmation import rule_report_of
from factcheck.rules.vocabulary import Independence, RelationKind, Reliability, SourceKind
from tests.cast import Newsroom


def described(source: Source, newsroom: Newsroom, **changes: object) -> Source:
    facts: dict = {
        "name": source.name,
        "kind": SourceKind(source.kind),
        "parent": source.parent,
        "country": source.country,
        "position_note": source.position_note,
    }
    return describe_source(source=source, by=newsroom.cast.alice, **(facts | changes))


def test_its_name_is_one_of_its_aliases(newsroom: Newsroom) -> None:
    source = newsroom.source("North Korea", aliases=("북한", "КНДР", "north korea"))
    assert [alias.text for alias in source.aliases.order_by("id")] == ["North Korea", "북한", "КНДР"]


@pytest.mark.parametrize("name", ["North Korea", "북한", "NORTH  KOREA", "the North Korea"])
def test_two_sources_cannot_share_a_name(newsroom: Newsroom, name: str) -> None:
    known = newsroom.source("North Korea", aliases=("북한",))
    with pytest.raises(NameTaken) as refused:
        create_source(name=name, kind=SourceKind.GOVERNMENT, by=newsroom.cast.alice)
    assert refused.value.source == known
    assert Source.objects.count() == 1


def test_a_name_that_is_taken_leaves_no_half_made_source(newsroom: Newsroom) -> None:
    newsroom.source("North Korea")
    with pytest.raises(NameTaken):
        newsroom.source("Pyongyang Times", SourceKind.OUTLET, aliases=("North Korea",))
    assert not Source.objects.filter(name="Pyongyang Times").exists()


@pytest.mark.parametrize("name", ["", "  ", "…'.’"])
def test_a_name_without_a_letter_is_refused(newsroom: Newsroom, name: str) -> None:
    with pytest.raises(SourceRefused, match="at least one letter"):
        create_source(name=name, kind=SourceKind.OUTLET, by=newsroom.cast.alice)


def test_names_that_share_their_latin_letters_get_addresses_of_their_own(newsroom: Newsroom) -> None:
    slugs = [newsroom.source(name).slug for name in ("Müller", "Muller", "합참", "북한")]
    assert slugs == ["muller", "muller-2", "source", "source-2"]


def test_naming_a_source_again_changes_nothing(newsroom: Newsroom) -> None:
    source = newsroom.source("Tass")
    add_alias(source=source, text="ТАСС", by=newsroom.cast.alice)
    add_alias(source=source, text="тасс", by=newsroom.cast.alice)
    assert source.aliases.count() == 2


def test_the_earlier_description_stays_readable(newsroom: Newsroom) -> None:
    source = newsroom.source("The Meridian Wire", SourceKind.OUTLET)
    described(source, newsroom, name="Meridian", kind=SourceKind.WIRE, country="us")
    versions = SourceVersion.objects.filter(source=source).order_by("recorded_at")
    assert [(v.name, v.kind, v.country) for v in versions] == [
        ("The Meridian Wire", "outlet", ""),
        ("Meridian", "wire", "US"),
    ]


def test_a_renamed_source_is_still_found_by_its_old_name(newsroom: Newsroom) -> None:
    source = newsroom.source("Twitter", SourceKind.OUTLET)
    described(source, newsroom, name="X Corp")
    assert {alias.text for alias in source.aliases.all()} == {"Twitter", "X Corp"}


def test_a_source_cannot_take_the_name_of_another(newsroom: Newsroom) -> None:
    newsroom.source("North Korea")
    south = newsroom.source("South Korea")
    with pytest.raises(NameTaken):
        described(south, newsroom, name="North Korea")
    south.refresh_from_db()
    assert south.name == "South Korea"


def test_a_source_cannot_act_for_itself_by_whatever_steps(newsroom: Newsroom) -> None:
    state = newsroom.source("South Korea")
    army = newsroom.source("Army", SourceKind.ARMED_FORCES, parent=state)
    spokesman = newsroom.source("Spokesman", SourceKind.OFFICIAL, parent=army)
    for parent in (state, army, spokesman):
        with pytest.raises(SourceRefused, match="cannot act for itself"):
            described(state, newsroom, parent=parent)


def test_the_grade_is_the_chief_editors_and_has_a_reason(newsroom: Newsroom) -> None:
    source = newsroom.source("Tass", SourceKind.WIRE)
    cast = newsroom.cast
    for person in (cast.alice, cast.ed):
        with pytest.raises(NotAllowed):
            grade_source(source=source, reliability=Reliability.C, note="Owned by the state.", by=person)
    with pytest.raises(SourceRefused, match="Say why"):
        grade_source(source=source, reliability=Reliability.C, note=" ", by=cast.cho)
    assert source.versions.count() == 1
    graded = grade_source(source=source, reliability=Reliability.C, note="Owned by the state.", by=cast.cho)
    assert (graded.reliability, graded.versions.count()) == ("C", 2)


def test_a_relation_stands_once_however_the_pair_is_named(newsroom: Newsroom) -> None:
    a, b = newsroom.source("A"), newsroom.source("B")
    cho = newsroom.cast.cho
    facts: dict = {"by": cho, "note": "The desk asked both."}
    kind = RelationKind.OWNED_BY
    relate_sources(one=a, other=b, kind=kind, independence=Independence.INDEPENDENT, **facts)
    relate_sources(
        one=b, other=a, kind=RelationKind.PART_OF, independence=Independence.NOT_INDEPENDENT, **facts
    )
    relation = SourceRelation.objects.get()
    assert (relation.a, relation.b, relation.independence) == (a, b, "not_independent")
    with pytest.raises(SourceRefused, match="two different sources"):
        relate_sources(
            one=a, other=a, kind=RelationKind.PART_OF, independence=Independence.INDEPENDENT, by=cho
        )
    with pytest.raises(SourceRefused, match="how the desk knows"):
        relate_sources(one=a, other=b, kind=kind, independence=Independence.INDEPENDENT, by=cho)
    assert SourceRelationVersion.objects.count() == LedgerEntry.objects.filter(kind="relation").count() == 2


def test_a_relation_counts_the_claims_anew_that_it_touches(newsroom: Newsroom) -> None:
    claim, other = newsroom.published(), newsroom.published("Another matter.")
    newsroom.says(claim, "United States")
    newsroom.says(other, "Ukraine")
    facts: dict = {"kind": RelationKind.SHARES_INFORMATION_WITH, "by": newsroom.cast.cho, "note": "Asked."}
    one, two = newsroom.source("Joint Chiefs of Staff"), newsroom.source("United States")
    relate_sources(one=one, other=two, independence=Independence.INDEPENDENT, **facts)
    claim.refresh_from_db()
    entry = LedgerEntry.objects.filter(claim=claim).latest("seq")
    assert (claim.independent_origins, entry.kind) == (2, "recount")
    assert json.loads(entry.body)["record"]["because"].endswith("independent. Asked.")
    relate_sources(one=one, other=two, independence=Independence.NOT_INDEPENDENT, **facts)
    claim.refresh_from_db()
    assert claim.independent_origins == 1
    assert Recount.objects.filter(claim=other).count() == 0
    # As known between the two, there were still two origins.
    then = LedgerEntry.objects.get(recount=Recount.objects.earliest("ledger_seq")).recorded_at
    assert ClaimState.objects.as_of(then).get(claim=claim).independent_origins == 2
    assert rule_report_of(claim, then).origins.count == 2
    assert rule_report_of(claim).origins.count == 1


def test_whom_a_source_acts_for_counts_too(newsroom: Newsroom) -> None:
    claim = newsroom.published()
    newsroom.says(claim, "United States")
    cho = newsroom.cast.cho
    one, two = newsroom.source("Joint Chiefs of Staff"), newsroom.source("United States")
    relate_sources(one=one, other=two, kind=RelationKind.SHARES_INFORMATION_WITH, by=cho, note="Asked.",
                   independence=Independence.INDEPENDENT)  # fmt: skip
    before = timezone.now()
    describe_source(source=one, by=cho, name=one.name, kind=SourceKind.ARMED_FORCES, parent=two, country="",
                    position_note="")  # fmt: skip
    claim.refresh_from_db()
    assert claim.independent_origins == 1
    assert rule_report_of(claim, before).origins.count == 2
    assert "acts for United States" in Recount.objects.latest("ledger_seq").because


def test_a_source_that_has_said_something_cannot_be_deleted(newsroom: Newsroom) -> None:
    newsroom.says(newsroom.claim(), "South Korea")
    with pytest.raises(DatabaseError), transaction.atomic():
        Source.objects.filter(name="South Korea")._raw_delete("default")


def test_no_name_holds_the_mark_that_joins_a_chain(newsroom: Newsroom) -> None:
    with pytest.raises(SourceRefused, match="joins the steps of a chain"):
        newsroom.source("Kremlin <- Tass")
