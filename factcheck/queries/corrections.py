"""What this newsroom has put right in public: corrected, withdrawn and retracted claims."""

from django.db.models import Q, QuerySet

from factcheck.models import LedgerEntry
from factcheck.rules.statuses import PUBLIC, Publication, Status


def corrections_to_read() -> QuerySet[LedgerEntry]:
    """Each time a public claim was corrected, withdrawn or retracted, with the act that did it."""
    put_right = Q(publication_act__to_state__in=[Publication.CORRECTED, Publication.WITHDRAWN])
    retracted = Q(decision__to_status=Status.RETRACTED)
    return (
        LedgerEntry.objects.filter(put_right | retracted, claim__publication__in=PUBLIC)
        .select_related("claim__topic", "publication_act", "decision")
        .defer("body", "decision__rule_report")
    )
