"""The rules of the house as they stand."""

from django.conf import settings
from django.db.models import QuerySet

from factcheck.models import SettingChange
from factcheck.queries.prepared import Prepared
from factcheck.rules.desk_settings import REVIEW_DAYS, SettingName, statuses_in
from factcheck.rules.statuses import Status


def needing_second_editor() -> frozenset[Status]:
    """The statuses that take two people to decide: as last set, or as the site begins."""
    return second_editor_by(last_change(SettingName.SECOND_EDITOR))


def second_editor_by(last: SettingChange | None) -> frozenset[Status]:
    """The same where the last change of this setting is at hand."""
    return statuses_in(settings.SECOND_EDITOR if last is None else last.value)


def review_days() -> int:
    """After how many days a decided claim is looked at again; 0 where the house sets no day."""
    last = last_change(SettingName.REVIEW_DAYS)
    return REVIEW_DAYS if last is None else int(last.value)


def last_change(name: SettingName) -> SettingChange | None:
    return next(iter(_last_change.rows(str(name))), None)


def newest_change(name: str) -> QuerySet[SettingChange]:
    changes = SettingChange.objects.filter(name=name).select_related("changed_by")
    return changes.order_by("-ledger_seq")[:1]


# Asked for with every decision.
_last_change = Prepared(newest_change)
