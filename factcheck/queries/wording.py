"""Which claims have the words that somebody looks for: in the claim, in a quote, or as a source's name."""

from datetime import datetime

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet, Value

from factcheck.models import Attribution, Claim, SourceAlias
from factcheck.models.claims import ClaimFactsQuerySet, ClaimWords
from factcheck.rules.highlight import runs_parted, without_idle_marks
from factcheck.rules.names import name_key

# A name of one letter would be part of most names.
_SHORTEST_NAME = 2


def worded(rows: ClaimFactsQuerySet, q: str, as_of: datetime | None) -> ClaimFactsQuerySet:
    """Narrow claims, or their states at a moment, to those with the words.

    "Quoted words" stand together, -word is kept out, `or` gives a choice. Names of sources carry no date,
    so that of an earlier moment only claims and quotes are looked through.
    """
    q = without_idle_marks(q)
    quoted = quotes_with(q, as_of).values("claim")
    if as_of is not None:
        in_text = rows.worded_like(q).values("claim")
        return rows.filter(claim__in=in_text.union(quoted))
    # A union, not an OR: each part has an index of its own.
    in_text = Claim.objects.worded_like(q).values("pk")
    in_words = Claim.objects.filter(match_words=_query(q)).values("pk")
    return rows.filter(pk__in=in_text.union(in_words, quoted, _spoken_by(q).values("claim")))


def quotes_with(q: str, as_of: datetime | None) -> QuerySet[Attribution]:
    """What sources said in these words, as far as it stands."""
    standing = Attribution.objects.standing(as_of).exclude(quote="")
    return standing.annotate(quote_words=ClaimWords("quote", Value(""))).filter(quote_words=_query(q))


def _query(q: str) -> SearchQuery:
    return SearchQuery(
        runs_parted(without_idle_marks(q)), config="pg_catalog.russian", search_type="websearch"
    )


def _spoken_by(q: str) -> QuerySet[Attribution]:
    """What a source of this name said: the whole name or its beginning, in any script."""
    key = name_key(q)
    named = SourceAlias.objects.filter(Q(key=key) | Q(key__startswith=f"{key} "))
    if len(key) < _SHORTEST_NAME:
        named = named.none()
    return Attribution.objects.standing().filter(source__in=named.values("source"))
