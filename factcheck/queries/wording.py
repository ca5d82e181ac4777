"""Which claims have the words that somebody looks for: in the claim, in a quote, or as a source's name."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet, Value

from factcheck.models import Attribution, Claim, ClaimIndex, ClaimVersion, SourceAlias
from factcheck.models.claims import ClaimFactsQuerySet, ClaimWords
from factcheck.queries.revision import per_revision
from factcheck.rules.highlight import runs_parted, without_idle_marks
from factcheck.rules.names import name_key
from factcheck.rules.statuses import Publication

# A name of one letter would be part of most names.
_SHORTEST_NAME = 2


def worded(
    rows: ClaimFactsQuerySet, q: str, as_of: datetime | None, among: Collection[Publication] | None
) -> ClaimFactsQuerySet:
    """Narrow rows of ClaimIndex, or states at a moment, to those with the words.

    "Quoted words" stand together, -word is kept out, `or` gives a choice. Where no claim among these
    publications has the words, those with a part of a word so written are taken. Names of sources carry no
    date, so that of an earlier moment only claims and quotes are looked through.
    """
    if as_of is not None:
        return _worded_then(rows, q, as_of)
    in_words = Q(words=_query(q))
    if named := _named(q):
        in_words |= Q(spoken_by__overlap=list(named))
    if not _has_any(in_words, among):
        return rows.filter(claim__in=Claim.objects.filter(text__holds=without_idle_marks(q)).values("pk"))
    return rows.filter(in_words)


def _has_any(in_words: Q, among: Collection[Publication] | None) -> bool:
    rows = ClaimIndex.objects.filter(in_words)
    return (rows if among is None else rows.filter(publication__in=sorted(among))).exists()


def _worded_then(rows: ClaimFactsQuerySet, q: str, as_of: datetime) -> ClaimFactsQuerySet:
    # Any wording that a claim ever had leads to it, by an index; its words of the moment decide.
    wordings = ClaimVersion.objects.annotate(cut=ClaimWords("text", Value("")))
    states = rows.annotate(cut=ClaimWords("text", Value("")))
    ever = wordings.filter(cut=_query(q)).values("claim")
    in_text = states.filter(claim__in=ever, cut=_query(q)).values("claim")
    return rows.filter(claim__in=in_text.union(quotes_with(q, as_of).values("claim")))


def quotes_with(q: str, as_of: datetime | None) -> QuerySet[Attribution]:
    """What sources said in these words, as far as it stands."""
    standing = Attribution.objects.standing(as_of).exclude(quote="")
    return standing.annotate(quote_words=ClaimWords("quote", Value(""))).filter(quote_words=_query(q))


def _query(q: str) -> SearchQuery:
    return SearchQuery(
        runs_parted(without_idle_marks(q)), config="pg_catalog.russian", search_type="websearch"
    )


@per_revision
def _named(q: str) -> tuple[int, ...]:
    """The sources of this name: the whole name or its beginning, in any script."""
    key = name_key(q)
    if len(key) < _SHORTEST_NAME:
        return ()
    named = SourceAlias.objects.filter(Q(key=key) | Q(key__startswith=f"{key} "))
    return tuple(named.values_list("source", flat=True).distinct())
