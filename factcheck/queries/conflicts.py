"""What editors have said to conflicts of figures on a claim."""

from factcheck.models import Claim, ConflictRuling
from factcheck.rules.vocabulary import ConflictAnswer


def accepted_conflicts(claim: Claim) -> int:
    """How many pairs of statements stand as being in conflict: the last word on each pair counts."""
    last = (
        ConflictRuling.objects.filter(claim=claim, one__superseded_by=None, other__superseded_by=None)
        .order_by("one", "other", "-ledger_seq")
        .distinct("one", "other")
    )
    return sum(ruling.answer == ConflictAnswer.ACCEPTED for ruling in last)
