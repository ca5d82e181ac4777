"""Which claims have the words that somebody looks for: in the claim, in a quote, or as a source's name.

Articles have them in their headlines.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import EmptyResultSet
from django.db.models import Q, QuerySet, Value

from factcheck.models import Article, Attribution, Claim, ClaimIndex, ClaimVersion, SourceAlias
from factcheck.models.claims import ClaimFactsQuerySet, ClaimWords
from factcheck.models.lookups import OneOf
from factcheck.queries.database import reading
from factcheck.queries.revision import per_revision
from factcheck.rules.highlight import runs_parted, without_idle_marks
from factcheck.rules.names import name_key
from factcheck.rules.statuses import LISTED, Publication

# A name of one letter would be part of most names.
_SHORTEST_NAME = 2
HEADLINES_LOOKED_AT = 100
# Read in the order of the list until a page and its facets are full, more claims than these come soon enough.
FEW = 5_000

_NONE = "{}"
_CUT_AS = "pg_catalog.russian"
_ASKED = "websearch_to_tsquery(%s::regconfig, %s)"
# Of several words, one of which has to be there, an index alone knows how often they meet.
_WITH_WORDS = f"""
    CASE WHEN numnode({_ASKED}) > 2 AND querytree({_ASKED}) <> 'T'
         THEN claims_with_words({_ASKED}, %s, %s)::text
         WHEN NOT EXISTS (SELECT FROM factcheck_claimindex WHERE publication = ANY(%s) AND words @@ {_ASKED})
         THEN '{_NONE}' END"""


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
    in_words = Q(words=_query(q)) if known.few is None else Q(OneOf("claim_id", Value(known.few)))
    return rows.filter(in_words | Q(spoken_by__overlap=list(known.named)) if known.named else in_words)


class _Known(NamedTuple):
    """What there is of some words.

    named: sources of that name. said, spoken: whether any claim has the words, or one of these spoke.
    few: where no more claims than FEW have several words, these claims as PostgreSQL writes an array.
    """

    named: tuple[int, ...]
    said: bool
    spoken: bool
    few: str | None = None


@per_revision
def _known(q: str, among: frozenset[Publication]) -> _Known:
    named_so, names = _sql_of(_named(q).values("source").distinct())
    asked = [_CUT_AS, _asked(q)]
    listed = sorted(among)
    with reading().cursor() as cursor:
        cursor.execute(
            f"SELECT ARRAY({named_so}), {_WITH_WORDS}",
            [*names, *asked, *asked, *asked, listed, FEW, listed, *asked],
        )
        named, few = cursor.fetchone()
    said = few != _NONE
    of_these = ClaimIndex.objects.filter(publication__in=sorted(among))
    spoken = not said and bool(named) and of_these.filter(spoken_by__overlap=named).exists()
    return _Known(tuple(named), said, spoken, few)


def said_nowhere(words: list[str]) -> list[str]:
    """Those of these words that no listed claim has, in any of their forms."""
    with reading().cursor() as cursor:
        cursor.execute(
            "SELECT word FROM unnest(%s::text[], %s::text[]) AS one (word, cut)"
            " WHERE claims_with_words(websearch_to_tsquery(%s::regconfig, cut), %s, 0) = %s",
            [words, [runs_parted(word) for word in words], _CUT_AS, sorted(LISTED), _NONE],
        )
        return [word for (word,) in cursor.fetchall()]


def _sql_of(rows: QuerySet) -> tuple[str, tuple[Any, ...]]:
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return "SELECT NULL WHERE false", ()


def _worded_then(rows: ClaimFactsQuerySet, q: str, as_of: datetime) -> ClaimFactsQuerySet:
    # An index leads to every wording with the words: those of them that were a claim's last one then. A state
    # has the same text, but cutting that of all states into words takes a minute of processors' time.
    wordings = ClaimVersion.objects.as_of(as_of).annotate(cut=ClaimWords("text", Value("")))
    in_text = wordings.filter(cut=_query(q)).values("claim")
    in_quote = quotes_with(q, as_of).values("claim")
    return rows.filter(OneOf("claim_id", ArraySubquery(in_text)) | OneOf("claim_id", ArraySubquery(in_quote)))


def quotes_with(q: str, as_of: datetime | None) -> QuerySet[Attribution]:
    """What sources said in these words, as far as it stands."""
    standing = Attribution.objects.standing(as_of).exclude(quote="")
    return standing.annotate(quote_words=ClaimWords("quote", Value(""))).filter(quote_words=_query(q))


def headed(articles: QuerySet[Article], q: str) -> QuerySet[Article]:
    """Of the newest hundred articles with the words in their headlines those that are among these."""
    newest = Article.objects.filter(headline_words=_query(q)).order_by("-pk")
    return articles.filter(pk__in=newest.values("pk")[:HEADLINES_LOOKED_AT])


def _query(q: str) -> SearchQuery:
    return SearchQuery(_asked(q), config=_CUT_AS, search_type="websearch")


def _asked(q: str) -> str:
    """The search as PostgreSQL is asked: each plain word once, for of a word twice it expects too little."""
    words = runs_parted(without_idle_marks(q))
    parts = words.split()
    if '"' in words or any(part.startswith("-") or part.lower() == "or" for part in parts):
        return words
    return " ".join(dict.fromkeys(parts))


def _named(q: str) -> QuerySet[SourceAlias]:
    """Sources of this name: the whole name or its beginning, in any script."""
    key = name_key(q)
    if len(key) < _SHORTEST_NAME:
        return SourceAlias.objects.none()
    return SourceAlias.objects.filter(Q(key=key) | Q(key__startswith=f"{key} "))
