"""Who is working on which claim just now, and the views of the queue that somebody keeps."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from factcheck.models import AtWork, SavedFilter, User
from factcheck.rules.desk_settings import AT_WORK_MINUTES


def at_work(claim_ids: Iterable[int], *, now: datetime) -> dict[int, list[User]]:
    """Who has said within the last minutes that they work on these claims, by claim."""
    since = now - timedelta(minutes=AT_WORK_MINUTES)
    rows = AtWork.objects.filter(claim__in=list(claim_ids), seen_at__gt=since, user__is_active=True)
    found: dict[int, list[User]] = defaultdict(list)
    for row in rows.select_related("user").order_by("pk"):
        found[row.claim_id].append(row.user)
    return found


def kept_filters(user: User) -> QuerySet[SavedFilter]:
    return SavedFilter.objects.filter(owner=user).order_by("name")
