"""Tries to sign in, counted so that nobody guesses a password by trying them all."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from factcheck.models import FailedSignIn
from factcheck.rules.sign_ins import KEPT_FOR, WINDOW, Counted, blocked_until


@dataclass(frozen=True, slots=True)
class Try:
    """A try that counts as failed until `succeed` says otherwise. free_at: set where it may not be made."""

    row: FailedSignIn
    free_at: datetime | None


def begin_try(*, name: str, address: str, now: datetime | None = None) -> Try:
    """Count a try before the password is looked at, so that many at one moment are no way round the limit.

    A try that may not be made is not counted: whoever waits as told gets in.
    """
    now = now or timezone.now()
    FailedSignIn.objects.filter(tried_at__lt=now - KEPT_FOR).delete()
    row = FailedSignIn.objects.create(
        name_hash=_hash("name", name), address_hash=_hash("address", address), tried_at=now
    )
    free_at = blocked_until(_earlier(row), now)
    if free_at is not None:
        row.delete()
    return Try(row, free_at)


def succeed(done: Try) -> None:
    """Somebody is in: what they mistyped before from that address counts no more."""
    FailedSignIn.objects.filter(name_hash=done.row.name_hash, address_hash=done.row.address_hash).delete()


def _earlier(row: FailedSignIn) -> dict[Counted, list[datetime]]:
    of_name, of_address = Q(name_hash=row.name_hash), Q(address_hash=row.address_hash)
    asked = {Counted.BOTH: of_name & of_address, Counted.NAME: of_name, Counted.ADDRESS: of_address}
    recent = FailedSignIn.objects.filter(tried_at__gt=row.tried_at - WINDOW).exclude(pk=row.pk)
    return {
        counted: list(recent.filter(which).values_list("tried_at", flat=True))
        for counted, which in asked.items()
    }


def _hash(kind: str, value: str) -> str:
    plain = unicodedata.normalize("NFKC", value).strip().casefold()
    return salted_hmac(f"factcheck.sign-in.{kind}", plain, algorithm="sha256").hexdigest()
