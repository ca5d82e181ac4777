"""Sources: known by many names, described anew without losing what was said of them before."""

import pytest
from django.db import DatabaseError, transaction

from factcheck.actions.sources import (
    NameTaken,
    SourceRefused,
    add_alias,
    create_source,
    describe_source,
    grade_source,
    relate_sources,
)
from factcheck.models import Source, SourceRelation, SourceVersion
from factcheck.permissions import NotAllowed
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
    relate_sources(one=a, other=b, kind=RelationKind.OWNED_BY, independence=Independence.INDEPENDENT, by=cho)
    relate_sources(
        one=b, other=a, kind=RelationKind.PART_OF, independence=Independence.NOT_INDEPENDENT, by=cho
    )
    relation = SourceRelation.objects.get()
    assert (relation.a, relation.b, relation.independence) == (a, b, "not_independent")
    with pytest.raises(SourceRefused, match="two different sources"):
        relate_sources(
            one=a, other=a, kind=RelationKind.PART_OF, independence=Independence.INDEPENDENT, by=cho
        )


def test_a_source_that_has_said_something_cannot_be_deleted(newsroom: Newsroom) -> None:
    newsroom.says(newsroom.claim(), "South Korea")
    with pytest.raises(DatabaseError), transaction.atomic():
        Source.objects.filter(name="South Korea")._raw_delete("default")
