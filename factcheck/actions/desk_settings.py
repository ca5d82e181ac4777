from collections.abc import Iterable

from factcheck import ledger
from factcheck.models import SettingChange, User
from factcheck.permissions import Permission, require
from factcheck.queries.desk_settings import needing_second_editor, review_days
from factcheck.rules.desk_settings import REVIEW_DAYS_MAX, SettingName
from factcheck.rules.statuses import LABELS, Status
from factcheck.rules.told import told, word


class SettingRefused(Exception):
    """The rule cannot be set so."""


def set_second_editor(*, statuses: Iterable[Status], reason: str, by: User) -> SettingChange:
    """Say which statuses take two people to decide, from now on. The change stands in the ledger."""
    require(by, Permission.SET_HOUSE_RULES)
    wanted = frozenset(statuses)
    if not reason.strip():
        raise SettingRefused(word("Say why: the change stands in the ledger."))
    if wanted == needing_second_editor():
        raise SettingRefused(word("That is how it is set already."))
    value = [status.value for status in LABELS if status in wanted]
    return _set(SettingName.SECOND_EDITOR, value, reason, by)


def set_review_days(*, days: int, reason: str, by: User) -> SettingChange:
    """Say after how many days decided claims are looked at again, from now on; 0 sets no day."""
    require(by, Permission.SET_HOUSE_RULES)
    if not reason.strip():
        raise SettingRefused(word("Say why: the change stands in the ledger."))
    if not 0 <= days <= REVIEW_DAYS_MAX:
        raise SettingRefused(
            told(
                "Write a number of days from 0 to {review_days_max}.", review_days_max=f"{REVIEW_DAYS_MAX:,}"
            )
        )
    if days == review_days():
        raise SettingRefused(word("That is how it is set already."))
    return _set(SettingName.REVIEW_DAYS, days, reason, by)


def _set(name: SettingName, value: object, reason: str, by: User) -> SettingChange:
    with ledger.writing():
        change = SettingChange.objects.create(name=name, value=value, reason=reason.strip(), changed_by=by)
        ledger.seal(change)
    return change
