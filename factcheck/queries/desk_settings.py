"""The rules of the house as they stand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from factcheck.models import SettingChange
from factcheck.queries.database import reading
from factcheck.rules.desk_settings import REVIEW_DAYS, SettingName, statuses_in
from factcheck.rules.statuses import Status
from factcheck.statements import run

# The last value of each, for a statement that brings more.
LAST_SETTINGS = """(SELECT json_object_agg(name, value)::text FROM (
    SELECT DISTINCT ON (name) name, value FROM factcheck_settingchange
    ORDER BY name, ledger_seq DESC) AS last)"""


@dataclass(frozen=True, slots=True)
class HouseRules:
    """second_editor: the statuses that take two people to decide. review_days: 0 where no day is set."""

    second_editor: frozenset[Status]
    review_days: int


def house_rules(text: str | None) -> HouseRules:
    """What LAST_SETTINGS brought: as last set, or as the site begins."""
    last: Mapping[str, Any] = json.loads(text) if text else {}
    return HouseRules(
        second_editor=statuses_in(last.get(SettingName.SECOND_EDITOR, settings.SECOND_EDITOR)),
        review_days=int(last.get(SettingName.REVIEW_DAYS, REVIEW_DAYS)),
    )


def needing_second_editor() -> frozenset[Status]:
    """The statuses that take two people to decide."""
    return _house_rules_now().second_editor


def second_editor_by(last: SettingChange | None) -> frozenset[Status]:
    """The same where the last change of this setting is at hand."""
    return statuses_in(settings.SECOND_EDITOR if last is None else last.value)


def review_days() -> int:
    """After how many days a decided claim is looked at again; 0 where the house sets no day."""
    return _house_rules_now().review_days


def _house_rules_now() -> HouseRules:
    ((text,),) = run(f"SELECT {LAST_SETTINGS}", database=reading())
    return house_rules(text)


def last_change(name: SettingName) -> SettingChange | None:
    return newest_change(name).first()


def newest_change(name: str) -> QuerySet[SettingChange]:
    changes = SettingChange.objects.filter(name=name).select_related("changed_by")
    return changes.order_by("-ledger_seq")[:1]
