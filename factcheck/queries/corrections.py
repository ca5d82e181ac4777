"""What this newsroom has put right in public: corrected, withdrawn and retracted claims."""

from datetime import datetime

from django.db.models import Q, QuerySet

from factcheck.models import LedgerEntry
from factcheck.queries.known_then import claim_fact
from factcheck.rules.statuses import PUBLIC, Publication, Status


def corrections_to_read(as_of: datetime | None = None) -> QuerySet[LedgerEntry]:
    """Each time a public claim was corrected, withdrawn or retracted, with the act that did it."""
    put_right = Q(publication_act__to_state__in=[Publication.CORRECTED, Publication.WITHDRAWN])
    retracted = Q(decision__to_status=Status.RETRACTED)
    entries = LedgerEntry.objects.alias(publication=claim_fact("publication", as_of))
    if as_of is not None:
        entries = entries.filter(recorded_at__lte=as_of)
    return (
        entries.filter(put_right | retracted, publication__in=PUBLIC)
        .select_related("claim__topic", "publication_act", "decision")
        .defer("body", "decision__rule_report")
    )
