"""claims.csv by django-import-export, for bench.exports: the same columns, as first written and tuned."""

import time
from typing import Any

from django.conf import settings
from import_export import fields, resources  # type: ignore[import-untyped]

from factcheck.models import Claim, Source
from factcheck.rules.statuses import PUBLIC


class ClaimResource(resources.ModelResource):
    """As its guide has it: what a field needs is asked for when its row is written."""

    claim_url = fields.Field()
    topic = fields.Field(attribute="topic__slug")
    sources_for = fields.Field()
    sources_against = fields.Field()
    sources_not_confirming = fields.Field()
    supersedes = fields.Field(attribute="supersedes__code")
    superseded_by = fields.Field(attribute="superseded_by__code")

    class Meta:
        model = Claim
        fields = (
            "code", "claim_url", "text", "status", "status_since", "publication", "topic", "event_during",
            "place", "sources_for", "sources_against", "sources_not_confirming", "independent_origins",
            "last_reason", "last_decided_at", "decision_count", "supersedes", "superseded_by",
            "created_at", "ledger_seq",
        )  # fmt: skip

    def dehydrate_claim_url(self, claim: Claim) -> str:
        return f"{settings.BASE_URL}/claims/{claim.code}/"

    def dehydrate_sources_for(self, claim: Claim) -> str:
        return self._named(claim.sources_for)

    def dehydrate_sources_against(self, claim: Claim) -> str:
        return self._named(claim.sources_against)

    def dehydrate_sources_not_confirming(self, claim: Claim) -> str:
        return self._named(claim.sources_not_confirming)

    def _named(self, sources: list[int]) -> str:
        return "|".join(Source.objects.filter(pk__in=sources).order_by("name").values_list("name", flat=True))


class TunedResource(ClaimResource):
    """Without a query a row: names are read once, and records beside the claim come with it."""

    def __init__(self) -> None:
        super().__init__()
        self.names = dict(Source.objects.values_list("pk", "name"))

    def _named(self, sources: list[int]) -> str:
        return "|".join(sorted(self.names[pk] for pk in sources))


def cpu_a_row(rows: int, *, tuned: bool) -> float:
    """Microseconds of this process's CPU for a row."""
    claims: Any = Claim.objects.filter(publication__in=PUBLIC).order_by("code")[:rows]
    if tuned:
        claims = claims.select_related("topic", "supersedes", "superseded_by")
    began = time.process_time()
    data = (TunedResource if tuned else ClaimResource)().export(claims)
    written = data.csv
    seconds = time.process_time() - began
    return 1e6 * seconds / max(written.count("\r\n") - 1, 1)
