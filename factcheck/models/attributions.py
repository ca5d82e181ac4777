from datetime import datetime
from decimal import Decimal

from django.contrib.postgres.fields import DecimalRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value

from factcheck.models.checks import choices, not_blank, one_of
from factcheck.models.claims import ClaimWords
from factcheck.models.stamps import LedgerSeqField, LedgerTimeField
from factcheck.rules.figures import Basis, Hedge
from factcheck.rules.stances import LABELS as STANCE_LABELS
from factcheck.rules.stances import SIDE_OF, Side, Stance
from factcheck.rules.vocabulary import CREDIBILITY_LABELS, HOP_MODE_LABELS, HopMode


class AttributionQuerySet(models.QuerySet["Attribution"]):
    def as_of(self, moment: datetime | None) -> "AttributionQuerySet":
        return self if moment is None else self.filter(recorded_at__lte=moment)

    def standing(self, moment: datetime | None = None) -> "AttributionQuerySet":
        """Those that no later attribution has replaced, as far as was known at the moment."""
        successor = Attribution.objects.filter(supersedes=OuterRef("pk")).as_of(moment)
        return self.as_of(moment).exclude(Exists(successor))

    def in_ledger_order(self) -> "AttributionQuerySet":
        return self.order_by("ledger_seq")


class Attribution(models.Model):
    """One source's commitment to one claim in one article [PARC3: source, cue, content].

    Never edited: a later attribution supersedes it. `source` is the originator, hop 0 of the chain.
    """

    claim = models.ForeignKey("factcheck.Claim", on_delete=models.PROTECT, related_name="attributions")
    source = models.ForeignKey("factcheck.Source", on_delete=models.PROTECT, related_name="attributions")
    article = models.ForeignKey("factcheck.Article", on_delete=models.PROTECT, related_name="attributions")
    stance = models.CharField(max_length=20, choices=choices(STANCE_LABELS))
    cue = models.CharField(max_length=120, blank=True, help_text="The verb phrase: said, has not confirmed.")
    quote = models.TextField(blank=True, help_text="The article's words, verbatim.")
    hedge = models.CharField(
        max_length=120, blank=True, help_text="Words that weaken it: reportedly, appeared to."
    )
    said_on = models.DateField(null=True, blank=True)
    as_of = models.DateField(null=True, blank=True, help_text="The day that the statement speaks of.")
    credibility = models.PositiveSmallIntegerField(null=True, blank=True, choices=choices(CREDIBILITY_LABELS))
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    recorded_by = models.ForeignKey(
        "factcheck.User", on_delete=models.PROTECT, related_name="attributions_recorded"
    )
    recorded_at = LedgerTimeField()
    ledger_seq = LedgerSeqField(unique=True)

    objects = AttributionQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("stance", Stance, name="attribution_stance_is_known"),
            models.CheckConstraint(
                condition=Q(credibility__isnull=True) | Q(credibility__range=(1, 6)),
                name="attribution_credibility_is_1_to_6",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("id")),
                name="attribution_does_not_supersede_itself",
            ),
        ]
        indexes = [
            models.Index(fields=["claim", "ledger_seq"], name="attribution_of_claim"),
            models.Index(fields=["source", "stance", "claim"], name="attribution_of_source"),
            models.Index(fields=["source", "-ledger_seq"], name="attribution_newest_of_source"),
            models.Index(fields=["article", "ledger_seq"], name="attribution_in_article"),
            models.Index(fields=["stance", "claim"], name="attribution_by_stance"),
            GinIndex(ClaimWords(F("quote"), Value("")), name="attribution_quote_words"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.stance} {self.claim_id}"

    @property
    def side(self) -> Side:
        return SIDE_OF[Stance(self.stance)]


class Hop(models.Model):
    """One step of the way on which a statement came: 0 the originator, the last the article's publisher."""

    attribution = models.ForeignKey(Attribution, on_delete=models.PROTECT, related_name="hops")
    position = models.PositiveSmallIntegerField()
    source = models.ForeignKey("factcheck.Source", on_delete=models.PROTECT, related_name="hops")
    cue = models.CharField(max_length=120, blank=True)
    mode = models.CharField(max_length=12, choices=choices(HOP_MODE_LABELS), default=HopMode.PARAPHRASE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attribution", "position"], name="hop_position_is_taken_once"),
            models.UniqueConstraint(
                fields=["attribution", "source"],
                name="hop_chain_has_no_loop",
                violation_error_message="A chain names each source once.",
            ),
            one_of("mode", HopMode, name="hop_mode_is_known"),
        ]
        indexes = [
            models.Index(
                fields=["source", "-attribution"], condition=Q(position__gt=0), name="hop_that_passed_on"
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.source_id}"


class Quantity(models.Model):
    """A figure as it was said, with the range that its words leave open [UCDP low, best, high]."""

    attribution = models.OneToOneField(Attribution, on_delete=models.PROTECT, related_name="quantity")
    measure = models.ForeignKey("factcheck.Measure", on_delete=models.PROTECT, related_name="quantities")
    population = models.CharField(
        max_length=120, blank=True, help_text="Whom it counts: North Korean soldiers in Russia."
    )
    verbatim = models.CharField(max_length=200)
    hedge = models.CharField(max_length=20)
    basis = models.CharField(max_length=12)
    # numrange keeps "more than 3,000" open at 3,000; int8range would make it 3,001.
    bounds = DecimalRangeField()
    point = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    whole = models.CharField(max_length=120, blank=True, help_text="For a share: what it is a share of.")

    class Meta:
        verbose_name_plural = "quantities"
        constraints = [
            not_blank("verbatim", name="quantity_keeps_the_words"),
            one_of("hedge", Hedge, name="quantity_hedge_is_known"),
            one_of("basis", Basis, name="quantity_basis_is_known"),
            models.CheckConstraint(condition=Q(bounds__isempty=False), name="quantity_range_is_not_empty"),
            models.CheckConstraint(
                condition=Q(bounds__lower_inf=False) | Q(bounds__upper_inf=False),
                name="quantity_range_says_something",
            ),
        ]

    def __str__(self) -> str:
        return self.verbatim

    @property
    def low(self) -> Decimal | None:
        return self.bounds.lower

    @property
    def high(self) -> Decimal | None:
        return self.bounds.upper


class Span(models.Model):
    """Where the quote stands in its article [Web Annotation TextQuoteSelector, TextPositionSelector].

    Code points of body_text from 0, half open: [start, end).
    """

    ANCHORED = "anchored"
    ORPHANED = "orphaned"

    attribution = models.ForeignKey(Attribution, on_delete=models.PROTECT, related_name="spans")
    article = models.ForeignKey("factcheck.Article", on_delete=models.PROTECT, related_name="spans")
    exact = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=[(ANCHORED, "anchored"), (ORPHANED, "orphaned")], default=ANCHORED
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="span_is_not_empty"),
            models.CheckConstraint(
                condition=Q(state__in=["anchored", "orphaned"]), name="span_state_is_known"
            ),
        ]
        indexes = [models.Index(fields=["article", "start"], name="span_in_article")]

    def __str__(self) -> str:
        return f"[{self.start}, {self.end})"
