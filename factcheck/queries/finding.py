"""Find what the desk knows already: sources by any of their names, claims that may say the same."""

import re

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, IntegerField, Q, Value, When

from factcheck.models import Claim, Source, SourceAlias
from factcheck.models.claims import CLAIM_TEXT_MAX
from factcheck.models.sources import SourceQuerySet
from factcheck.queries.matching import matching_claims
from factcheck.rules.names import name_key

# Below this, trigrams of two names agree by chance.
ALIKE = 0.35
_CODE = re.compile(r"[A-Za-z]{1,6}-\d{1,9}")


def find_source(text: str) -> Source | None:
    """The source that goes by this very name, in any script; None where there is none."""
    key = name_key(text)
    aliases = SourceAlias.objects.select_related("source__merged_into")
    alias = aliases.filter(key=key).first() if key else None
    return kept_entry(alias.source) if alias else None


def kept_entry(source: Source) -> Source:
    """The entry under which a source is kept: itself, unless it was merged into another."""
    return source.merged_into or source


def likely_sources(text: str, limit: int = 8) -> list[Source]:
    """Sources with a name like this one, likeliest first: the same, begins so, holds it, is spelt alike.

    The first three work in any script, also for names of two characters, which have no trigrams.
    """
    key = name_key(text)
    if not key:
        return []
    closeness = Case(
        When(key=key, then=Value(0)),
        When(key__startswith=key, then=Value(1)),
        When(key__contains=f" {key}", then=Value(2)),
        When(key__contains=key, then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    aliases = (
        SourceAlias.objects.annotate(closeness=closeness, alike=TrigramWordSimilarity(key, "key"))
        .filter(Q(closeness__lt=4) | Q(alike__gte=ALIKE))
        .select_related("source__parent", "source__merged_into__parent")
        .order_by("closeness", "-alike", "key")[: limit * 4]
    )
    return list(dict.fromkeys(kept_entry(alias.source) for alias in aliases))[:limit]


def sources_known_as(text: str) -> SourceQuerySet:
    """Sources of which some name holds these words, for lists that are searched."""
    named_so = SourceAlias.objects.filter(key__contains=name_key(text))
    by_name = Q(pk__in=named_so.values("source")) | Q(pk__in=named_so.values("source__merged_into"))
    return Source.objects.kept().filter(by_name)


def likely_claims(text: str, limit: int = 8) -> list[Claim]:
    """Claims that may say the same as these words, likeliest first; or the claim of this code.

    Where no whole word is shared, those that have the text as it was typed so far.
    """
    text = text.replace("\x00", "").strip()[:CLAIM_TEXT_MAX]
    if not text:
        return []
    if _CODE.fullmatch(text):
        return list(Claim.objects.filter(code__startswith=text.upper()).order_by("code")[:limit])
    found = [match.claim for match in matching_claims(text, limit=limit, over_too=True)]
    return found or list(Claim.objects.filter(text__holds=text).order_by("-ledger_seq")[:limit])
