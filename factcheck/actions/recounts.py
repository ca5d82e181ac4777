from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q

from factcheck.actions.claim_states import count_statements, seal_with_state
from factcheck.actions.claims import lock_claim
from factcheck.models import Attribution, Claim, Recount, Source, User
from factcheck.queries.origins import arms_of


def recount_origins(*, sources: Sequence[Source], because: str, by: User, who_is_one: bool = False) -> int:
    """Count the origins of every claim anew that what is known of these sources can change.

    Each claim whose count does change gets an entry of its own, so that its history says why. Call it inside
    `ledger.writing()`, after the change. who_is_one: the change is which entries are one source, so that the
    sources on each side are counted anew too. Returns how many claims changed.
    """
    touched = Q(sources_for__overlap=arms_of(sources), sources_for__len__gte=2)
    if who_is_one:
        said_by_them = Attribution.objects.filter(source__in=[source.pk for source in sources])
        touched |= Q(Exists(said_by_them.filter(claim=OuterRef("pk"))))
    changed = 0
    for claim in Claim.objects.filter(touched).order_by("pk"):
        locked = lock_claim(claim)
        before = _counts(locked)
        count_statements(locked)
        if _counts(locked) == before:
            continue
        recount = Recount.objects.create(
            claim=locked, origins_before=before[0], origins_after=locked.independent_origins,
            because=because, recorded_by=by,
        )  # fmt: skip
        seal_with_state(recount, locked)
        changed += 1
    return changed


def _counts(claim: Claim) -> tuple[int, int, int, int]:
    """Independent origins, and how many sources stand on each side."""
    said, against = len(claim.sources_for), len(claim.sources_against)
    return claim.independent_origins, said, against, len(claim.sources_not_confirming)
