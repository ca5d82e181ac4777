"""What helps people at the desk to share the work. None of it is on the record."""

from datetime import datetime, timedelta

from factcheck.models import AtWork, Claim, SavedFilter, User
from factcheck.permissions import Permission, require
from factcheck.rules.desk_settings import AT_WORK_MINUTES
from factcheck.rules.told import told, word

# Each is counted whenever the queue is shown.
KEPT_MAX = 10
NAME_MAX = 40


class FilterRefused(Exception):
    """A view of the queue cannot be kept so."""


def begin_work(*, claim: Claim, by: User, at: datetime) -> None:
    """Tell others that this person works on the claim: for some minutes, and without stopping anybody."""
    require(by, Permission.RECORD)
    # What has expired is of no more use to anybody.
    AtWork.objects.filter(seen_at__lt=at - timedelta(minutes=AT_WORK_MINUTES)).delete()
    AtWork.objects.update_or_create(claim=claim, user=by, defaults={"seen_at": at})


def end_work(*, claim: Claim, by: User) -> None:
    AtWork.objects.filter(claim=claim, user=by).delete()


def keep_filter(*, name: str, query: str, by: User) -> SavedFilter:
    """Keep a view of the queue under a name; the same name again replaces it. Raises FilterRefused."""
    require(by, Permission.SEE_DRAFTS)
    name = " ".join(name.split())
    if not name or len(name) > NAME_MAX:
        raise FilterRefused(told("Give it a name of at most {name_max} characters.", name_max=NAME_MAX))
    if not query:
        raise FilterRefused(word("Filter the list first; there is nothing to keep yet."))
    others = SavedFilter.objects.filter(owner=by).exclude(name=name)
    if others.count() >= KEPT_MAX:
        raise FilterRefused(told("At most {kept_max} can be kept. Take one away first.", kept_max=KEPT_MAX))
    return SavedFilter.objects.update_or_create(owner=by, name=name, defaults={"query": query})[0]


def drop_filter(*, name: str, by: User) -> None:
    SavedFilter.objects.filter(owner=by, name=name).delete()
