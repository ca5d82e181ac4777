"""Who is working on which claim just now, and the views of the queue that somebody keeps."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from factcheck.models import AtWork, Claim, SavedFilter, User
from factcheck.rules.desk_settings import AT_WORK_MINUTES


def at_work_on(claim: Claim, *, now: datetime) -> list[User]:
    """Who has said within the last minutes that they work on the claim."""
    return [row.user for row in working_after(seen_since(now)).filter(claim=claim)]


def seen_since(now: datetime) -> datetime:
    """Whoever said it before that has gone on to something else."""
    return now - timedelta(minutes=AT_WORK_MINUTES)


def working_after(since: Any) -> QuerySet[AtWork]:
    """Who has said since then that they work on which claim. since: a moment, or what stands for it."""
    rows = AtWork.objects.filter(seen_at__gt=since, user__is_active=True)
    return rows.select_related("user").order_by("pk")


def kept_filters(person: Any) -> QuerySet[SavedFilter]:
    """person: an id, or what stands for it."""
    return SavedFilter.objects.filter(owner=person).order_by("name")
