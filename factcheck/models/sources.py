from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from factcheck.models.checks import choices, not_blank, one_of
from factcheck.models.stamps import LedgerSeqField, LedgerTimeField
from factcheck.rules.vocabulary import (
    INDEPENDENCE_LABELS,
    RELATION_KIND_LABELS,
    RELIABILITY_LABELS,
    SOURCE_KIND_LABELS,
    Independence,
    RelationKind,
    Reliability,
    SourceKind,
)


class SourceFacts(models.Model):
    """What we say about a source, now and at each earlier moment."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=choices(SOURCE_KIND_LABELS))
    parent = models.ForeignKey(
        "factcheck.Source",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_children",
        help_text="The body that this source acts for.",
    )
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2: KR, RU, US.")
    reliability = models.CharField(max_length=1, choices=choices(RELIABILITY_LABELS), default=Reliability.F)
    reliability_note = models.TextField(blank=True)
    position_note = models.TextField(blank=True, help_text="Its interest in what it says.")
    merged_into = models.ForeignKey(
        "factcheck.Source",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_merged",
        help_text="The entry under which the same source is kept; this one is a duplicate of it.",
    )

    class Meta:
        abstract = True

    @property
    def one_id(self) -> int:
        """The entry that it counts under: its own, or the one it was merged into."""
        return self.merged_into_id or self.pk


class SourceQuerySet(models.QuerySet["Source"]):
    def by_name(self) -> "SourceQuerySet":
        return self.order_by("name_key", "id")

    def kept(self) -> "SourceQuerySet":
        """Without those that were merged into another entry."""
        return self.filter(merged_into=None)


class Source(SourceFacts):
    """An agent that can say something [PROV Agent]: a state, a body, an official, a wire, a document."""

    slug = models.SlugField(max_length=90, unique=True)
    # Sorts names alike on every server: the embedded PostgreSQL has no ICU collations.
    name_key = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    # The entry with which it first stood in a chain to a claim that readers could see. The database keeps it.
    heard_seq = models.BigIntegerField(null=True, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = [
            not_blank("name", name="source_has_a_name"),
            one_of("kind", SourceKind, name="source_kind_is_known"),
            one_of("reliability", Reliability, name="source_reliability_is_a_to_f"),
            models.CheckConstraint(
                condition=Q(country__regex=r"^([A-Z]{2})?$"),
                name="source_country_is_two_capitals",
                violation_error_message="A country is two capitals of ISO 3166: KR, RU, US.",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="source_is_not_its_own_parent",
                violation_error_message="A source cannot act for itself.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="source_is_not_merged_into_itself",
                violation_error_message="A source cannot be merged into itself.",
            ),
        ]
        indexes = [models.Index(fields=["name_key", "id"], name="source_by_name")]

    def __str__(self) -> str:
        return self.name


class SourceVersion(SourceFacts):
    """A source as it was described from one moment on. Append-only, so that the past stays readable."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="versions")
    recorded_at = LedgerTimeField()
    recorded_by = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["source", "-recorded_at"], name="source_version_at")]

    def __str__(self) -> str:
        return f"{self.name} from {self.recorded_at}"


class SourceAlias(models.Model):
    """A spelling by which a source is found, in any script; its name is one of them."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="aliases")
    text = models.CharField(max_length=200)
    key = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                name="alias_names_one_source",
                violation_error_message="Another source already goes by this name.",
            ),
            not_blank("text", name="alias_is_not_blank"),
        ]
        indexes = [
            models.Index(fields=["source", "id"], name="alias_of_source"),
            GinIndex(OpClass(F("key"), name="gin_trgm_ops"), name="alias_trigrams"),
        ]

    def __str__(self) -> str:
        return self.text


class SourceRelation(models.Model):
    """What is known of how two sources depend on each other. Without a row: not established."""

    a = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="relations_from")
    b = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="relations_to")
    kind = models.CharField(max_length=30, choices=choices(RELATION_KIND_LABELS))
    independence = models.CharField(
        max_length=20, choices=choices(INDEPENDENCE_LABELS), default=Independence.NOT_ESTABLISHED
    )
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["a", "b"], name="one_relation_a_pair"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="relation_pair_is_ordered"),
            one_of("kind", RelationKind, name="relation_kind_is_known"),
            one_of("independence", Independence, name="relation_independence_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.a} / {self.b}: {self.independence}"


class SourceRelationVersion(models.Model):
    """What was laid down about two sources, from one moment on. Append-only."""

    a = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    b = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=choices(RELATION_KIND_LABELS))
    independence = models.CharField(max_length=20, choices=choices(INDEPENDENCE_LABELS))
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = LedgerTimeField()
    ledger_seq = LedgerSeqField(unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="relation_version_pair_is_ordered"),
            one_of("kind", RelationKind, name="relation_version_kind_is_known"),
            one_of("independence", Independence, name="relation_version_independence_is_known"),
        ]
        indexes = [models.Index(fields=["a", "b", "-ledger_seq"], name="relation_version_of_pair")]

    def __str__(self) -> str:
        return f"{self.a} / {self.b}: {self.independence}"
