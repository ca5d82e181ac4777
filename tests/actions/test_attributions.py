"""Who says what: chains that run to the publisher, figures as said, words in their place."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from factcheck.actions.attributions import AttributionRefused
from factcheck.models import Attribution, Claim, LedgerEntry, Quantity, Source, Span
from factcheck.permissions import NotAllowed
from factcheck.rules.chains import ChainRefused
from factcheck.rules.figures import Basis
from factcheck.rules.stances import Stance
from tests.cast import STORY, Newsroom


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    return newsroom.claim()


def chain(attribution: Attribution) -> list[str]:
    return [hop.source.name for hop in attribution.hops.order_by("position")]


def ids(*sources: str) -> list[int]:
    return sorted(Source.objects.filter(name__in=sources).values_list("pk", flat=True))


def test_a_chain_runs_from_the_source_by_its_relays_to_the_publisher(
    claim: Claim, newsroom: Newsroom
) -> None:
    said = newsroom.says(claim, "Vladimir Putin", via=("Tass",))
    assert chain(said) == ["Vladimir Putin", "Tass", "The Example Wire"]


def test_a_publisher_that_speaks_for_itself_is_a_chain_of_one(claim: Claim, newsroom: Newsroom) -> None:
    said = newsroom.says(claim, "The Example Wire", Stance.CANNOT_VERIFY)
    assert chain(said) == ["The Example Wire"]


@pytest.mark.parametrize(
    ("source", "via"),
    [
        ("Tass", ("Tass",)),
        ("Vladimir Putin", ("Tass", "Interfax", "Tass")),
        ("The Example Wire", ("Tass",)),
        ("Vladimir Putin", ("The Example Wire", "Tass")),
    ],
)
def test_a_chain_with_a_loop_is_refused_and_leaves_nothing(
    claim: Claim, newsroom: Newsroom, source: str, via: tuple[str, ...]
) -> None:
    with pytest.raises(ChainRefused):
        newsroom.says(claim, source, via=via)
    claim.refresh_from_db()
    assert (claim.version, Attribution.objects.count()) == (1, 0)


def test_the_publisher_named_last_is_not_named_twice(claim: Claim, newsroom: Newsroom) -> None:
    said = newsroom.says(claim, "Vladimir Putin", via=("Tass", "The Example Wire"))
    assert chain(said) == ["Vladimir Putin", "Tass", "The Example Wire"]


def test_the_words_keep_their_place_in_the_article(claim: Claim, newsroom: Newsroom) -> None:
    newsroom.says(claim, quote="4,000 became casualties")
    span = Span.objects.get()
    assert STORY[span.start : span.end] == span.exact == "4,000 became casualties"
    assert STORY[: span.start].endswith(span.prefix) and STORY[span.end :].startswith(span.suffix)


def test_a_figure_is_kept_as_said_with_the_range_it_leaves_open(claim: Claim, newsroom: Newsroom) -> None:
    newsroom.says(claim, figure="some 11,000")
    quantity = Quantity.objects.get()
    assert (quantity.verbatim, quantity.hedge, quantity.point) == ("some 11,000", "about", Decimal(11000))
    assert (quantity.low, quantity.high) == (Decimal(10500), Decimal(11500))
    assert quantity.bounds.lower_inc and not quantity.bounds.upper_inc


def test_more_than_3000_stays_open_at_3000(claim: Claim, newsroom: Newsroom) -> None:
    newsroom.says(claim, figure="more than 3,000", basis=Basis.ADDITIONAL)
    bounds = Quantity.objects.get().bounds
    assert (bounds.lower, bounds.lower_inc, bounds.upper) == (Decimal(3000), False, None)


def test_each_stance_counts_on_its_side(claim: Claim, newsroom: Newsroom) -> None:
    newsroom.says(claim, "South Korea")
    newsroom.says(claim, "Ukraine", Stance.DENIES)
    newsroom.says(claim, "Russia", Stance.NOT_CONFIRMED)
    claim.refresh_from_db()
    assert claim.sources_for == ids("South Korea")
    assert claim.sources_against == ids("Ukraine")
    assert claim.sources_not_confirming == ids("Russia")
    assert claim.independent_origins == 1


def test_a_later_word_of_the_same_source_replaces_its_earlier_one(claim: Claim, newsroom: Newsroom) -> None:
    first = newsroom.says(claim, "Russia", Stance.NOT_CONFIRMED)
    newsroom.says(claim, "Russia", Stance.AFFIRMS, supersedes=first)
    claim.refresh_from_db()
    assert (claim.sources_for, claim.sources_not_confirming) == (ids("Russia"), [])


def test_nobody_replaces_what_another_said(claim: Claim, newsroom: Newsroom) -> None:
    first = newsroom.says(claim, "Russia", Stance.NOT_CONFIRMED)
    with pytest.raises(AttributionRefused, match="same source"):
        newsroom.says(claim, "Ukraine", supersedes=first)


def test_what_is_replaced_already_is_not_replaced_again(claim: Claim, newsroom: Newsroom) -> None:
    first = newsroom.says(claim, "Russia", Stance.NOT_CONFIRMED)
    newsroom.says(claim, "Russia", supersedes=first)
    with pytest.raises(AttributionRefused, match="still stands"):
        newsroom.says(claim, "Russia", Stance.DENIES, supersedes=first)


def test_a_withdrawal_removes_what_its_source_said(claim: Claim, newsroom: Newsroom) -> None:
    newsroom.says(claim, "South Korea")
    newsroom.says(claim, "South Korea", Stance.RETRACTED)
    claim.refresh_from_db()
    assert (claim.sources_for, claim.independent_origins) == ([], 0)


def test_who_has_said_nothing_cannot_withdraw_it(claim: Claim, newsroom: Newsroom) -> None:
    with pytest.raises(AttributionRefused, match="nothing on record"):
        newsroom.says(claim, "South Korea", Stance.RETRACTED)


def test_each_word_on_record_is_one_entry_of_the_ledger(claim: Claim, newsroom: Newsroom) -> None:
    said = newsroom.says(claim, figure="4,000", quote="4,000 became casualties")
    entry = LedgerEntry.objects.get(attribution=said)
    assert (entry.claim_seq, entry.seq) == (2, said.ledger_seq)
    assert '"verbatim":"4,000"' in entry.body


def test_a_closed_account_records_nothing(claim: Claim, newsroom: Newsroom) -> None:
    newsroom.article()
    source = newsroom.source("South Korea")
    newsroom.cast.alice.is_active = False
    with pytest.raises(NotAllowed):
        newsroom.says(claim, source)


@pytest.mark.parametrize("table", [Attribution, Quantity])
def test_the_database_refuses_to_change_or_delete_it(
    claim: Claim, newsroom: Newsroom, table: type[Attribution] | type[Quantity]
) -> None:
    newsroom.says(claim, figure="4,000")
    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.all()._raw_delete("default")
    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.update(**({"cue": "denied"} if table is Attribution else {"verbatim": "400"}))
