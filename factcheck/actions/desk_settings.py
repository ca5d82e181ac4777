from collections.abc import Iterable

from factcheck import ledger
from factcheck.models import SettingChange, User
from factcheck.permissions import Permission, require
from factcheck.queries.desk_settings import needing_second_editor
from factcheck.rules.desk_settings import SettingName
from factcheck.rules.statuses import LABELS, Status


class SettingRefused(Exception):
    """The rule cannot be set so."""


def set_second_editor(*, statuses: Iterable[Status], reason: str, by: User) -> SettingChange:
    """Say which statuses take two people to decide, from now on. The change stands in the ledger."""
    require(by, Permission.SET_HOUSE_RULES)
    wanted = frozenset(statuses)
    if not reason.strip():
        raise SettingRefused("Say why: the change stands in the ledger.")
    if wanted == needing_second_editor():
        raise SettingRefused("That is how it is set already.")
    value = [status.value for status in LABELS if status in wanted]
    with ledger.writing():
        change = SettingChange.objects.create(
            name=SettingName.SECOND_EDITOR, value=value, reason=reason.strip(), changed_by=by
        )
        ledger.seal(change)
    return change
