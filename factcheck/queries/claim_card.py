"""What other sites may show of a claim: its words, its status and who says it, in one statement of SQL."""

from factcheck.models import Claim
from factcheck.queries.public_list import with_row_facts


def claim_to_show(code: str) -> Claim | None:
    """A public claim as it stands today, for queries.public_list.says(); None for a draft, whoever asks."""
    return with_row_facts(Claim.objects.public()).filter(code=code).first()
