from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from factcheck.models.claims import ClaimFactsQuerySet
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import LISTED, Publication, Status


class ClaimIndex(models.Model):
    """What lists, counts and searches look into: one narrow row a claim, kept by the database itself.

    All that a claim can be filtered or found by stands beside the order of lists, so that one table answers
    every filter. `claim_index_keep` of migrations/sql/0014_what_claims_are_found_by.sql makes each row from
    the claim and its attributions; docs/adr/0010-one-row-to-look-into.md says why.
    """

    claim = models.OneToOneField(
        "factcheck.Claim", on_delete=models.PROTECT, primary_key=True, related_name="indexed"
    )
    ledger_seq = models.BigIntegerField(null=True, unique=True)
    publication = models.CharField(max_length=10)
    status = models.CharField(max_length=12)
    topic = models.ForeignKey("factcheck.Topic", on_delete=models.PROTECT, related_name="+", db_index=False)
    review_by = models.DateField(null=True)
    assigned_to = models.ForeignKey(
        "factcheck.User", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    created_by = models.ForeignKey(
        "factcheck.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    # Of the attributions that stand: their sources' ids, their stances, and both together (see `said`).
    spoken_by = ArrayField(models.BigIntegerField(), default=list)
    stances = ArrayField(models.TextField(), default=list)
    said = ArrayField(models.TextField(), default=list)
    # Weight A the claim, B what its newest hundred quotes say, D the last reason.
    words = SearchVectorField()

    # The newest attribution that is read into the row, and the words of the quotes, so that a decision does
    # not cut them anew.
    heard_seq = models.BigIntegerField(default=0)
    quoted = SearchVectorField()

    objects = ClaimFactsQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["-ledger_seq"], condition=Q(publication__in=sorted(LISTED)), name="listed_by_change"
            ),
            models.Index(fields=["status", "-ledger_seq"], name="found_by_status"),
            models.Index(fields=["topic", "-ledger_seq"], name="found_by_topic"),
            models.Index(fields=["topic", "status", "-ledger_seq"], name="found_by_topic_and_status"),
            models.Index(fields=["created_by", "-ledger_seq"], name="found_by_author"),
            models.Index(fields=["assigned_to", "-ledger_seq"], name="found_by_whose_it_is"),
            # What waits at the desk is among these; of those with a day of review, the day tells.
            models.Index(
                fields=["-ledger_seq"],
                include=["status", "publication", "review_by"],
                condition=Q(publication=Publication.DRAFT)
                | Q(status=Status.UNVERIFIED)
                | Q(review_by__isnull=False),
                name="found_while_waiting",
            ),
            # What was written last is looked through one by one until there is this much of it (kB).
            GinIndex(
                fields=["words", "spoken_by", "stances", "said"],
                name="found_by_what_it_says",
                gin_pending_list_limit=256,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} at {self.ledger_seq}"


def said(source_id: int, stance: Stance) -> Any:
    """A source with its stance, as ClaimIndex.said has it."""
    return f"{source_id} {stance}"
