"""Lists that readers page through: claims as rows, newest change first, cut by keyset."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Left

from factcheck.models import Claim, ClaimIndex, ClaimState
from factcheck.queries.claim_list import claims_found
from factcheck.queries.known_then import source_fact, with_topics_as_then
from factcheck.queries.wording import quotes_with
from factcheck.rules.filters import Filters
from factcheck.rules.statuses import LISTED
from factcheck.rules.told import joined, told, told_many
from factcheck.rules.who_says import in_words

PAGE = 30
COUNTED_TO = 1000
QUOTE_SHOWN = 300
# Who is for a claim, against it, and has not confirmed it.
GROUPS = ("said by {names}", "against it: {names}", "not confirmed by {names}")


@dataclass(frozen=True, slots=True)
class Cut:
    """One page of a list. before, after: the keys from which older and newer pages go on."""

    rows: list[Any]
    before: int | None
    after: int | None


def claims_to_read(
    filters: Filters,
    *,
    before: int | None = None,
    after: int | None = None,
    newest: Collection[int] | None = None,
) -> Cut:
    """A page of the claims that lists for readers show, with what a row of them tells. Raises UnknownName.

    newest: the ledger's numbers of the first page and one more, where facets() has found them: to look
    for words in a million claims once is enough.
    """
    as_of = filters.as_of
    if newest is None or before is not None or after is not None:
        found = claims_found(filters, LISTED)
    else:
        rows = ClaimIndex.objects.all() if as_of is None else ClaimState.objects.all()
        found = rows.filter(ledger_seq__in=newest)
    return cut(
        found,
        "ledger_seq",
        before=before,
        after=after,
        whole=lambda rows: with_quotes(with_row_facts(whole_claims(rows), as_of), filters),
    )


def whole_claims(rows: QuerySet) -> QuerySet:
    """The claims of a few rows of ClaimIndex; states are whole as they are."""
    if rows.model is not ClaimIndex:
        return rows
    return Claim.objects.filter(pk__in=rows.values("claim")).defer("match_words")


def capped_count(rows: QuerySet) -> int:
    """How many rows there are, counted no further than one beyond COUNTED_TO."""
    return rows.order_by()[: COUNTED_TO + 1].count()


def cut(
    rows: QuerySet,
    key: str,
    *,
    before: int | None = None,
    after: int | None = None,
    size: int = PAGE,
    whole: Callable[[QuerySet], QuerySet] | None = None,
) -> Cut:
    """Cut one page out of rows by a unique key, highest first; the thousandth costs what the first does.

    whole: makes of the rows that are cut out the ones to show, which have the same key.
    """
    order = f"-{key}"
    if after is not None:
        order, rows = key, rows.filter(**{f"{key}__gt": after})
    elif before is not None:
        rows = rows.filter(**{f"{key}__lt": before})
    part = rows.order_by(order)[: size + 1]
    found = list(part if whole is None else _in_order(whole, part, order))
    more = len(found) > size
    found = found[:size]
    if after is not None:
        found.reverse()
        more_newer, more_older = more, True
    else:
        more_newer, more_older = before is not None, more
    return Cut(
        rows=found,
        before=getattr(found[-1], key) if found and more_older else None,
        after=getattr(found[0], key) if found and more_newer else None,
    )


def _in_order(whole: Callable[[QuerySet], QuerySet], part: QuerySet, order: str) -> QuerySet:
    shown = whole(part)
    return shown if shown.query.is_sliced else shown.order_by(order)


def with_row_facts(rows: QuerySet, as_of: datetime | None = None) -> QuerySet:
    """Add what a row shows of who says it, by the names that they had at the moment of the rows.

    Only for the few rows of a page: each name is a subquery.
    """
    rows = with_topics_as_then(rows, as_of)
    related = ("topic", "claim") if hasattr(rows.model, "recorded_at") else ("topic",)
    return rows.select_related(*related).annotate(
        first_for=source_fact("name", as_of, "sources_for__0"),
        first_against=source_fact("name", as_of, "sources_against__0"),
        first_not_confirming=source_fact("name", as_of, "sources_not_confirming__0"),
    )


def with_quotes(rows: QuerySet, filters: Filters) -> QuerySet:
    """Add `found_quote`: the first words of a source in which the searched words stand, or nothing."""
    if not filters.q:
        return rows.annotate(found_quote=Value(""))
    claim = "claim" if hasattr(rows.model, "recorded_at") else "pk"
    quotes = quotes_with(filters.q, filters.as_of).filter(claim=OuterRef(claim)).order_by("ledger_seq")
    return rows.annotate(found_quote=Left(Subquery(quotes.values("quote")[:1]), QUOTE_SHOWN))


def says(claim: Any) -> str:
    """Who says it, for a line under the claim; rows come from with_row_facts()."""
    groups = (
        (claim.first_for, claim.sources_for),
        (claim.first_against, claim.sources_against),
        (claim.first_not_confirming, claim.sources_not_confirming),
    )
    return joined(
        (
            told(template, names=_first_and_others(first, len(sources) - 1))
            for template, (first, sources) in zip(GROUPS, groups, strict=True)
            if first
        ),
        "; ",
    )


def _first_and_others(first: str, others: int) -> str:
    if not others:
        return first
    return told_many(
        "{name} and {count} other", "{name} and {count} others", others, name=first, count=in_words(others)
    )
