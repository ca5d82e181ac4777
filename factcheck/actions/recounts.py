from collections.abc import Sequence

from factcheck import ledger
from factcheck.actions.claim_states import record_state
from factcheck.actions.claims import lock_claim
from factcheck.models import Attribution, Claim, Recount, Source, User
from factcheck.queries.origins import arms_of, known_of
from factcheck.rules.stances import Side


def recount_origins(*, sources: Sequence[Source], because: str, by: User) -> int:
    """Count the origins of every claim anew that what is known of these sources can change.

    Each claim whose count does change gets an entry of its own, so that its history says why. Call it inside
    `ledger.writing()`, after the change. Returns how many claims changed.
    """
    changed = 0
    claims = Claim.objects.filter(sources_for__overlap=arms_of(sources), sources_for__len__gte=2)
    for claim in claims.order_by("pk"):
        locked = lock_claim(claim)
        standing = Attribution.objects.standing().filter(claim=locked).select_related("source")
        affirming = [a.source for a in standing if a.side == Side.FOR]
        origins = known_of(affirming).origins_of(affirming).count
        if origins == locked.independent_origins:
            continue
        recount = Recount.objects.create(
            claim=locked, origins_before=locked.independent_origins, origins_after=origins,
            because=because, recorded_by=by,
        )  # fmt: skip
        record_state(locked, ledger.seal(recount))
        changed += 1
    return changed
