"""The claims that a feed tells of: those that lists show, the one changed last first, with their times."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from factcheck.models import ClaimState, FeedKey, Hop, PublicationAct, User, Watch
from factcheck.queries.claim_list import claims_found
from factcheck.queries.known_then import name_topics_as_then
from factcheck.queries.public_list import whole_claims, with_row_facts
from factcheck.rules.filters import Filters
from factcheck.rules.statuses import LISTED

IN_A_FEED = 50


def claims_to_follow(filters: Filters) -> list[Any]:
    """At most IN_A_FEED rows with made_at, published_at and changed_at beside what a list's row has.

    Raises UnknownName.
    """
    return _with_times(claims_found(filters, LISTED), filters.as_of)


def owner_of_feed(key: str) -> User | None:
    """Whose feed has this secret in its address; nobody's once the account is closed."""
    kept = FeedKey.objects.filter(key_hash=hash_of_feed_key(key), person__is_active=True)
    return User.objects.filter(pk__in=kept.values("person")).first()


def hash_of_feed_key(key: str) -> str:
    # Long and random, so that one round is enough.
    return sha256(key.encode()).hexdigest()


def claims_watched_by(person: User) -> list[Any]:
    """Of what somebody watches, what readers may see: rows as above."""
    watches = Watch.objects.filter(person=person)
    one = Coalesce("source__merged_into", "source", output_field=BigIntegerField())
    sources = watches.filter(source__isnull=False).annotate(one=one).values("one")
    heard = Hop.objects.annotate(one=one).filter(one__in=sources).values("attribution__claim")
    watched = Q(claim__in=watches.filter(claim__isnull=False).values("claim"))
    watched |= Q(topic__in=watches.filter(topic__isnull=False).values("topic")) | Q(claim__in=heard)
    return _with_times(claims_found(Filters(), LISTED).filter(watched), None)


def _with_times(rows: QuerySet, as_of: datetime | None) -> list[Any]:
    then = as_of is not None
    claim = "claim" if then else "pk"
    newest = rows.order_by("-ledger_seq")[:IN_A_FEED]
    rows = with_row_facts(whole_claims(newest) if as_of is None else rows, as_of)
    shown_first = PublicationAct.objects.filter(claim=OuterRef(claim)).order_by("ledger_seq")
    changed = ClaimState.objects.filter(ledger_seq=OuterRef("ledger_seq")).values("recorded_at")
    rows = rows.annotate(
        made_at=F("claim__created_at" if then else "created_at"),
        published_at=Subquery(shown_first.values("acted_at")[:1]),
        changed_at=F("recorded_at") if then else Subquery(changed[:1]),
    )
    found = list(rows.order_by("-ledger_seq")[:IN_A_FEED])
    name_topics_as_then(found)
    return found
