"""What is looked up instead of counted: the same as counting gives, whatever happens to the claims."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import Count
from django.utils import timezone

from factcheck.actions.claims import assign_claim, reword_claim
from factcheck.actions.publication import publish_claim, withdraw_claim
from factcheck.actions.topics import create_topic
from factcheck.models import Attribution, Claim, ClaimIndex, ClaimTally, Hop, Source, SourceTally
from factcheck.queries.claim_list import claims_matching
from factcheck.queries.counting import capped_counts
from factcheck.queries.front_page import counts_by_status, topics_to_read
from factcheck.queries.source_page import public_sources
from factcheck.rules.counting import counted
from factcheck.rules.filters import Filters
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import LISTED, PUBLIC
from tests.cast import Newsroom

INDEXED = "claim ledger_seq publication status topic review_by assigned_to created_by".split()


def kept() -> dict[tuple[int, str], int]:
    rows = ClaimTally.objects.filter(number__gt=0).values_list("topic", "status", "number")
    return {(topic, status): number for topic, status, number in rows}


def counted_anew() -> dict[tuple[int, str], int]:
    listed = Claim.objects.filter(publication__in=LISTED).order_by().values_list("topic", "status")
    return {(topic, status): number for topic, status, number in listed.annotate(Count("pk"))}


def indexed() -> dict[int, list[Any]]:
    rows = ClaimIndex.objects.values_list(*INDEXED, "spoken_by", "stances", "said")
    return {claim: rest for claim, *rest in rows}


def indexed_anew() -> dict[int, list[Any]]:
    facts = {claim: rest for claim, *rest in Claim.objects.values_list("pk", *INDEXED[1:])}
    said: dict[int, set[tuple[int, str]]] = {claim: set() for claim in facts}
    for claim, source, stance in Attribution.objects.standing().values_list("claim", "source", "stance"):
        said[claim].add((source, stance))
    return {
        claim: [
            *facts[claim],
            sorted({source for source, _ in pairs}),
            sorted({stance for _, stance in pairs}),
            sorted(f"{source} {stance}" for source, stance in pairs),
        ]
        for claim, pairs in said.items()
    }


def tallied() -> dict[int, int]:
    return dict(SourceTally.objects.filter(claims__gt=0).values_list("source", "claims"))


def tallied_anew() -> dict[int, int]:
    listed = ClaimIndex.objects.listed().values_list("spoken_by", flat=True)
    return dict(Counter(source for spoken_by in listed for source in spoken_by))


def heard_anew() -> set[int]:
    hops = Hop.objects.filter(attribution__claim__publication__in=PUBLIC)
    said = set(hops.values_list("source", flat=True))
    return said | set(Source.objects.filter(source_children__in=said).values_list("pk", flat=True))


def life_of_claims(newsroom: Newsroom) -> Iterator[str]:
    first = newsroom.claim("The bridge is closed.")
    newsroom.says(first, "Vladimir Putin", via=("Tass",))
    yield "a draft"
    first.refresh_from_db()
    publish_claim(claim=first, version=first.version, by=newsroom.cast.ed)
    yield "published"
    newsroom.says(first, "Russia", Stance.NOT_CONFIRMED)
    yield "one more source speaks on a public claim"
    newsroom.says(first, "Russia", Stance.AFFIRMS, supersedes=Attribution.objects.latest("pk"))
    yield "it says something else"
    assign_claim(claim=first, to=newsroom.cast.ed, by=newsroom.cast.alice)
    yield "somebody is to look after it"
    newsroom.decides(newsroom.published("The port is open."))
    yield "another, confirmed"
    first.refresh_from_db()
    reword_claim(
        claim=first, version=first.version, text="The old bridge is closed.", reason="There are two.",
        topic=create_topic(name="Bridges", prefix="BR", by=newsroom.cast.ed), by=newsroom.cast.ed,
    )  # fmt: skip
    yield "moved to another topic"
    first.refresh_from_db()
    withdraw_claim(claim=first, note="It was another.", version=first.version, by=newsroom.cast.ed)
    yield "withdrawn"


def test_what_is_kept_is_what_counting_gives_at_every_step(newsroom: Newsroom) -> None:
    moments = []
    for step in life_of_claims(newsroom):
        heard = set(public_sources().values_list("pk", flat=True))
        assert kept() == counted_anew(), step
        assert heard == heard_anew(), step
        assert indexed() == indexed_anew(), step
        assert tallied() == tallied_anew(), step
        moments.append((timezone.now(), heard, counts_by_status()))
    for moment, heard, counts in moments:
        assert set(public_sources(moment).values_list("pk", flat=True)) == heard
        assert counts_by_status(as_of=moment) == counts
    assert sum(topic.claim_count for topic in topics_to_read()) == sum(kept().values()) == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "part", ["桥", "大桥", "大桥已", "다리", "다리가", "bridge 다리", "ридж", "РИДЖ", "50%", "a_b", "c\\d"]
)
def test_any_part_of_a_text_is_found_in_any_script(newsroom: Newsroom, part: str) -> None:
    wanted = newsroom.claim(f"x3{part}7y")
    newsroom.claim("Nothing of the kind, 501 axb cxd.")
    assert list(claims_matching(Filters(q=part))) == [wanted]


def test_counts_stop_where_they_are_told_to(newsroom: Newsroom) -> None:
    for number in range(4):
        newsroom.claim(f"Matter {number}.")
    all_of_them = Claim.objects.all()
    rows = [all_of_them, all_of_them.none(), all_of_them.filter(text="Matter 1.")]
    assert capped_counts(rows, at_most=2) == [3, 0, 1]


@pytest.mark.parametrize(("number", "says"), [(0, "0"), (1_000, "1,000"), (1_001, "more than 1,000")])
def test_a_count_that_was_cut_off_says_so(number: int, says: str) -> None:
    assert counted(number) == says
