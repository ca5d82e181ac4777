from datetime import datetime
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Collate

from factcheck.models.checks import choices, not_blank, one_of
from factcheck.models.ledger import last_seq_until
from factcheck.models.stamps import LedgerSeqField, LedgerTimeField
from factcheck.rules.statuses import LABELS, LISTED, PUBLIC, PUBLICATION_LABELS, Publication, Status
from factcheck.rules.vocabulary import CLAIM_RELATION_LABELS, ClaimRelationKind

CLAIM_TEXT_MAX = 280


class ClaimWords(Func):
    """The stems by which a claim is found again, cut by `claim_words` of migrations/sql/0001_words.sql."""

    function = "claim_words"
    arity = 2
    output_field = SearchVectorField()


class PlaceInTime(Func):
    """A number that grows with the day on which an event began, or by which it had ended; of a day by claim.

    Claims whose event has no day come before all others.
    """

    arity = 2
    output_field = models.BigIntegerField()

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> tuple[str, list[Any]]:
        during, claim = (compiler.compile(one)[0] for one in self.get_source_expressions())
        day = f"coalesce(lower({during}), upper({during})) - DATE '0001-01-01'"
        return f"(coalesce({day}, 0)::bigint * 100000000000 + {claim})", []


class ClaimFacts(models.Model):
    """What lists, pages and CSVs show of a claim: now (Claim) and after each ledger entry (ClaimState).

    Caches of the ledger, kept by the actions: one set of columns, so that a list reads alike
    today and as of any earlier day.
    """

    text = models.CharField(max_length=CLAIM_TEXT_MAX)
    topic = models.ForeignKey("factcheck.Topic", on_delete=models.PROTECT, related_name="%(class)ss")
    event_during = DateRangeField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    supersedes = models.ForeignKey(
        "factcheck.Claim",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_superseding",
    )
    superseded_by = models.ForeignKey(
        "factcheck.Claim",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_superseded",
    )

    status = models.CharField(max_length=12, choices=choices(LABELS), default=Status.UNVERIFIED)
    status_since = models.DateTimeField(null=True)
    publication = models.CharField(
        max_length=10, choices=choices(PUBLICATION_LABELS), default=Publication.DRAFT
    )
    version = models.PositiveIntegerField(default=0, help_text="How many ledger entries the claim has.")

    # Ids of sources by the side that their latest stances are on, ordered by id.
    sources_for = ArrayField(models.BigIntegerField(), default=list)
    sources_against = ArrayField(models.BigIntegerField(), default=list)
    sources_not_confirming = ArrayField(models.BigIntegerField(), default=list)
    independent_origins = models.PositiveIntegerField(default=0)

    last_reason = models.TextField(blank=True)
    last_decided_at = models.DateTimeField(null=True)
    decision_count = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def is_public(self) -> bool:
        return self.publication in PUBLIC

    @property
    def is_listed(self) -> bool:
        return self.publication in LISTED


class ClaimFactsQuerySet(models.QuerySet):
    """Filters that hold for the present and for any earlier moment alike."""

    def public(self) -> "ClaimFactsQuerySet":
        return self.filter(publication__in=PUBLIC)

    def listed(self) -> "ClaimFactsQuerySet":
        return self.filter(publication__in=LISTED)


class Claim(ClaimFacts):
    """One proposition in neutral words, with no attribution inside [schema.org Claim]."""

    # Short, public and for good: NK-0007.
    code = models.CharField(max_length=16, unique=True, editable=False)
    ledger_seq = models.BigIntegerField(null=True, unique=True, help_text="Its newest ledger entry.")
    review_by = models.DateField(null=True, blank=True)
    assigned_to = models.ForeignKey(
        "factcheck.User", on_delete=models.PROTECT, null=True, blank=True, related_name="claims_assigned"
    )
    due_at = models.DateTimeField(null=True, blank=True, help_text="When whoever works on it should be done.")
    created_by = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="claims_created")
    created_at = LedgerTimeField()

    # By these it is found again: weight A the claim itself, D what was said of it last.
    match_words = models.GeneratedField(
        expression=ClaimWords(F("text"), F("last_reason")),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ClaimFactsQuerySet.as_manager()

    class Meta:
        constraints = [
            not_blank("text", name="claim_has_text"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z]{1,6}-[0-9]{4,9}$"), name="claim_code_is_prefix_and_number"
            ),
            one_of("status", Status, name="claim_status_is_known"),
            one_of("publication", Publication, name="claim_publication_is_known"),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("id")),
                name="claim_does_not_supersede_itself",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.SUPERSEDED) | Q(superseded_by__isnull=False),
                name="superseded_claim_has_a_successor",
            ),
        ]
        indexes = [
            models.Index(fields=["topic", "-ledger_seq"], name="claim_by_topic"),
            models.Index(F("topic"), PlaceInTime("event_during", "id"), name="claim_along_time"),
            models.Index(fields=["-last_decided_at"], name="claim_by_last_decision"),
            # The order of the downloads: the same on every server, whatever its language.
            models.Index(Collate(F("code"), "C"), name="claim_in_order_of_codes"),
            GinIndex(OpClass(F("text"), name="gin_trgm_ops"), name="claim_trigrams"),
            GinIndex(fields=["match_words"], name="claim_match_words", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.text}"


Of = TypeVar("Of", bound="models.QuerySet[Any]")


def _last_until(moment: datetime, rows: Of) -> Of:
    """Of each claim the last row up to a moment, where it is among these."""
    last = last_seq_until(moment)
    later = rows.model._default_manager.filter(
        claim=OuterRef("claim"), ledger_seq__lte=last, ledger_seq__gt=OuterRef("ledger_seq")
    )
    return rows.filter(ledger_seq__lte=last).exclude(Exists(later))


class ClaimStateQuerySet(ClaimFactsQuerySet):
    def as_of(self, moment: datetime) -> "ClaimStateQuerySet":
        """Each claim as it stood at a moment: its last state up to then."""
        return _last_until(moment, self)


class ClaimState(ClaimFacts):
    """A claim as it stood after one ledger entry. Append-only; the last one equals the claim itself."""

    ledger_seq = models.BigIntegerField(primary_key=True)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="states")
    recorded_at = models.DateTimeField()

    objects = ClaimStateQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["claim", "-ledger_seq"], name="state_of_claim"),
            # A list of an earlier day passes by what had not been published yet.
            models.Index(
                fields=["-ledger_seq"],
                condition=Q(publication__in=[one.value for one in sorted(LISTED)]),
                name="state_listed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim.code} at {self.ledger_seq}"

    @property
    def code(self) -> str:
        return self.claim.code


class ClaimVersionQuerySet(models.QuerySet["ClaimVersion"]):
    def as_of(self, moment: datetime) -> "ClaimVersionQuerySet":
        """Each claim as it was worded at a moment."""
        return _last_until(moment, self)


class ClaimVersion(models.Model):
    """A claim's wording and frame from one moment on: when created, and when reworded. Append-only."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="versions")
    text = models.CharField(max_length=CLAIM_TEXT_MAX)
    topic = models.ForeignKey("factcheck.Topic", on_delete=models.PROTECT, related_name="+")
    event_during = DateRangeField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    supersedes = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True, help_text="Why it was reworded; empty for the first wording.")
    parties = models.ManyToManyField(
        "factcheck.Source", through="factcheck.ClaimParty", related_name="claim_versions_about"
    )
    recorded_by = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = LedgerTimeField()
    ledger_seq = LedgerSeqField(unique=True)

    objects = ClaimVersionQuerySet.as_manager()

    class Meta:
        constraints = [not_blank("text", name="claim_version_has_text")]
        indexes = [
            models.Index(fields=["claim", "-ledger_seq"], name="version_of_claim"),
            models.Index(fields=["topic", "ledger_seq"], name="version_in_topic"),
            GinIndex(ClaimWords(F("text"), Value("")), name="version_words"),
        ]

    def __str__(self) -> str:
        return self.text


class ClaimRelation(models.Model):
    """Another claim that this one repeats or is part of, as laid down with a wording."""

    claim_version = models.ForeignKey(ClaimVersion, on_delete=models.PROTECT, related_name="relations")
    other = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="related_versions")
    kind = models.CharField(max_length=16, choices=choices(CLAIM_RELATION_LABELS))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim_version", "other"], name="claims_are_related_once"),
            one_of("kind", ClaimRelationKind, name="claim_relation_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.other_id}"


class ClaimParty(models.Model):
    """A party that a claim is about: its own affirmation weighs most [statement against interest]."""

    claim_version = models.ForeignKey(ClaimVersion, on_delete=models.PROTECT, related_name="party_rows")
    source = models.ForeignKey("factcheck.Source", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim_version", "source"], name="party_stands_once")]

    def __str__(self) -> str:
        return str(self.source_id)
