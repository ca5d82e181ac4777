"""Where claims were used, and which of these uses say something that the desk no longer holds."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, When

from factcheck.models import Claim, Usage


def uses_to_mend() -> QuerySet[Usage]:
    """Uses whose claim has another status than the one that they were written, or last mended, under."""
    in_line = Q(mended_for="", status_then=F("claim__status")) | Q(mended_for=F("claim__status"))
    return Usage.objects.exclude(in_line)


def mend_count() -> int:
    return uses_to_mend().count()


def claims_to_mend() -> QuerySet[Claim]:
    """Claims with uses to mend, in no order."""
    return Claim.objects.filter(Exists(uses_to_mend().filter(claim=OuterRef("pk")))).select_related("topic")


def uses_by_claim(claims: Iterable[Claim]) -> dict[int, list[Usage]]:
    """What is to be mended of each claim, the oldest use first; each says under which `known_status`."""
    found: dict[int, list[Usage]] = defaultdict(list)
    uses = uses_to_mend().filter(claim__in=[claim.pk for claim in claims]).select_related("mended_by")
    for use in _with_known_status(uses).order_by("pk"):
        found[use.claim_id].append(use)
    return found


def uses_of(code: str) -> QuerySet[Usage]:
    """Where the claim of this code was used, newest first; each says under which `known_status`."""
    uses = Usage.objects.filter(claim__code=code).select_related("mended_by")
    return _with_known_status(uses).order_by("-pk")


def _with_known_status(uses: QuerySet[Usage]) -> QuerySet[Usage]:
    known = Case(
        When(mended_for="", then=F("status_then")), default=F("mended_for"), output_field=CharField()
    )
    return uses.annotate(known_status=known)
