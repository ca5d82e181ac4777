"""Claims that stand beside one: what it repeats or is part of, and what repeats it or is part of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Cast

from factcheck.models import Claim, ClaimRelation, ClaimVersion
from factcheck.queries.json_rows import json_rows, read_rows
from factcheck.queries.known_then import claim_fact
from factcheck.rules.statuses import PUBLIC
from factcheck.rules.vocabulary import (
    CLAIM_RELATION_LABELS,
    CLAIM_RELATION_LABELS_TURNED,
    CLAIM_RELATIONS_TURNED,
    ClaimRelationKind,
)


@dataclass(frozen=True, slots=True)
class Related:
    """Another claim beside this one. turned: the relation was laid down from the other claim."""

    kind: ClaimRelationKind
    turned: bool
    code: str
    text: str
    status: str

    @property
    def name(self) -> str:
        return CLAIM_RELATIONS_TURNED[self.kind] if self.turned else self.kind.value

    @property
    def label(self) -> str:
        return (CLAIM_RELATION_LABELS_TURNED if self.turned else CLAIM_RELATION_LABELS)[self.kind]


def relations_of(claim: Claim) -> list[ClaimRelation]:
    """What a claim repeats or is part of, as last worded, whether readers may see it or not."""
    return list(related_by(claim.code))


def related_by(code: str) -> QuerySet[ClaimRelation]:
    """The same of the claim of this code."""
    last = ClaimVersion.objects.filter(claim__code=code).order_by("-ledger_seq").values("pk")[:1]
    relations = ClaimRelation.objects.filter(claim_version__in=last).select_related("other")
    return relations.defer("other__match_words").order_by("kind", "other__code")


def claims_beside(as_of: datetime | None) -> Cast:
    """For an annotation of ledger entries: what the claim, as the entry words it, repeats or is part of."""
    relations = ClaimRelation.objects.filter(claim_version=OuterRef("claim_version"))
    return _rows(relations, "other", as_of)


def claims_beside_turned(as_of: datetime | None) -> Cast:
    """For an annotation of ledger entries: what repeats the entry's claim or is part of it, now or then."""
    later = ClaimVersion.objects.filter(
        claim=OuterRef("claim_version__claim"), ledger_seq__gt=OuterRef("claim_version__ledger_seq")
    )
    turned = ClaimRelation.objects.filter(other=OuterRef("claim"))
    if as_of is not None:
        later = later.filter(recorded_at__lte=as_of)
        turned = turned.filter(claim_version__recorded_at__lte=as_of)
    return _rows(turned.filter(~Exists(later)), "claim_version__claim", as_of)


def read_beside(rows: str, turned_rows: str) -> list[Related]:
    """What these two brought, of the last wording and of the claim, as far as readers may see it."""
    return [
        Related(ClaimRelationKind(kind), turned, code, text, status)
        for turned, found in ((False, rows), (True, turned_rows))
        for kind, code, text, status, publication in read_rows(found)
        if publication in PUBLIC
    ]


def _rows(relations: QuerySet[ClaimRelation], other: str, as_of: datetime | None) -> Cast:
    facts = (claim_fact(name, as_of, other) for name in ("text", "status", "publication"))
    return json_rows(relations.order_by("kind", F(f"{other}__code")), "kind", f"{other}__code", *facts)
