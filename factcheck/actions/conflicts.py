from factcheck import ledger
from factcheck.actions.claim_states import seal_with_state
from factcheck.actions.claims import lock_claim
from factcheck.models import Attribution, Claim, ConflictRuling, User
from factcheck.permissions import Permission, require
from factcheck.queries.conflicts import pair_of, side_by_side_of
from factcheck.rules.told import word
from factcheck.rules.vocabulary import ConflictAnswer


class ConflictRefused(Exception):
    """There is no such conflict of figures to rule on."""


def rule_on_conflict(
    *,
    claim: Claim,
    one: Attribution,
    other: Attribution,
    answer: ConflictAnswer,
    reason: str,
    version: int,
    by: User,
) -> ConflictRuling:
    """Accept a conflict of figures that the desk proposes, or dismiss it. It may be ruled on again.

    An accepted one is shown to readers and is a ground to dispute the claim. Raises StaleVersion,
    ConflictRefused, NotAllowed.
    """
    require(by, Permission.DECIDE)
    if not reason.strip():
        raise ConflictRefused(word("Give the reason: it stays beside the two figures."))
    with ledger.writing():
        claim = lock_claim(claim, seen_version=version)
        first, second = sorted((one.pk, other.pk))
        proposed = {pair_of(conflict): conflict for conflict in side_by_side_of(claim).conflicts}
        if (first, second) not in proposed:
            raise ConflictRefused(word("These two figures are not in conflict as the record stands now."))
        ruling = ConflictRuling.objects.create(
            claim=claim, one_id=first, other_id=second, answer=answer,
            explanation=proposed[first, second].sentence, reason=reason.strip(), ruled_by=by,
        )  # fmt: skip
        seal_with_state(ruling, claim)
    return ruling
