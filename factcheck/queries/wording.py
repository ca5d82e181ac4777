"""Which claims have the words that somebody looks for: in the claim, in a quote, or as a source's name.

Articles have them in their headlines.
"""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import EmptyResultSet
from django.db.models import Q, QuerySet, Value

from factcheck.models import Article, Attribution, Claim, ClaimIndex, ClaimVersion, SourceAlias
from factcheck.models.claims import ClaimFactsQuerySet, ClaimWords
from factcheck.queries.database import reading
from factcheck.queries.revision import per_revision
from factcheck.rules.highlight import runs_parted, without_idle_marks
from factcheck.rules.names import name_key
from factcheck.rules.statuses import Publication

# A name of one letter would be part of most names.
_SHORTEST_NAME = 2
HEADLINES_LOOKED_AT = 100


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
    known = _known(q, frozenset(among or Publication))
    if not (known.said or known.spoken):
        return rows.filter(claim__in=Claim.objects.filter(text__holds=without_idle_marks(q)).values("pk"))
    in_words = Q(words=_query(q))
    return rows.filter(in_words | Q(spoken_by__overlap=list(known.named)) if known.named else in_words)


class _Known(NamedTuple):
    """named: sources of that name. said, spoken: whether any claim has the words, or one of these spoke."""

    named: tuple[int, ...]
    said: bool
    spoken: bool


@per_revision
def _known(q: str, among: frozenset[Publication]) -> _Known:
    of_these = ClaimIndex.objects.filter(publication__in=sorted(among)).values("pk")
    parts = [
        ("ARRAY", _named(q).values("source").distinct()),
        ("EXISTS", of_these.filter(words=_query(q))[:1]),
    ]
    try:
        written = [(word, *rows.query.sql_with_params()) for word, rows in parts]
    except EmptyResultSet:
        return _Known((), of_these.filter(words=_query(q)).exists(), spoken=False)
    with reading().cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(f'{word}({sql})' for word, sql, _ in written)}",
            [value for *_, values in written for value in values],
        )
        named, said = cursor.fetchone()
    spoken = not said and bool(named) and of_these.filter(spoken_by__overlap=named).exists()
    return _Known(tuple(named), said, spoken)


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


def headed(articles: QuerySet[Article], q: str) -> QuerySet[Article]:
    """Of the newest hundred articles with the words in their headlines those that are among these."""
    newest = Article.objects.filter(headline_words=_query(q)).order_by("-pk")
    return articles.filter(pk__in=newest.values("pk")[:HEADLINES_LOOKED_AT])


def _query(q: str) -> SearchQuery:
    return SearchQuery(
        runs_parted(without_idle_marks(q)), config="pg_catalog.russian", search_type="websearch"
    )


def _named(q: str) -> QuerySet[SourceAlias]:
    """Sources of this name: the whole name or its beginning, in any script."""
    key = name_key(q)
    if len(key) < _SHORTEST_NAME:
        return SourceAlias.objects.none()
    return SourceAlias.objects.filter(Q(key=key) | Q(key__startswith=f"{key} "))
