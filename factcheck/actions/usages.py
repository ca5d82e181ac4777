from datetime import date

from django.db import transaction
from django.utils import timezone

from factcheck.actions.claims import lock_claim
from factcheck.models import Claim, Usage, User
from factcheck.permissions import Permission, require
from factcheck.rules.statuses import LABELS, Status
from factcheck.rules.told import told, word


class UsageRefused(Exception):
    """A use of a claim cannot be recorded or ticked off so."""


def record_usage(
    *,
    claim: Claim,
    title: str,
    status_then: Status,
    by: User,
    url: str = "",
    wording: str = "",
    used_on: date | None = None,
) -> Usage:
    """Note where a claim was used and under which status, so that the desk can mend it later.

    The desk's own list: it is not part of the ledger.
    """
    require(by, Permission.RECORD)
    if not title.strip():
        raise UsageRefused(word("Say where it was used: a headline, a page, a programme."))
    return Usage.objects.create(
        claim=claim, title=title.strip(), url=url, wording=wording.strip(), used_on=used_on,
        status_then=status_then, recorded_by=by,
    )  # fmt: skip


def mend_usage(*, usage: Usage, status: Status, note: str, by: User) -> Usage:
    """Tick a use off as brought in line with the status that the page showed, and say what was done.

    When the claim goes on from that status, the use is to be mended again.
    """
    require(by, Permission.RECORD)
    if not note.strip():
        raise UsageRefused(word("Say what was mended, or why nothing had to be."))
    with transaction.atomic():
        claim = lock_claim(usage.claim)
        usage = Usage.objects.select_for_update(of=("self",)).get(pk=usage.pk)
        if claim.status != status:
            raise UsageRefused(
                told(
                    "{code} has become {status} since. Look again.",
                    code=claim.code,
                    status=word(LABELS[Status(claim.status)].lower()),
                )
            )
        if (usage.mended_for or usage.status_then) == status:
            raise UsageRefused(word("There is nothing to mend here any more: somebody was faster."))
        usage.mended_for, usage.mended_note = status, note.strip()
        usage.mended_by, usage.mended_at = by, timezone.now()
        usage.save()
    return usage
