from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value

from factcheck.models.checks import not_blank
from factcheck.models.claims import ClaimWords


class Signature(Func):
    """64 numbers that stand for a text's runs of words, made by migrations/sql/0001_words.sql."""

    function = "article_signature"
    arity = 1
    output_field = ArrayField(models.IntegerField())


class ArticleQuerySet(models.QuerySet["Article"]):
    def newest_first(self) -> "ArticleQuerySet":
        return self.order_by("-id")

    def without_text(self) -> "ArticleQuerySet":
        """For lists: what is long stays in the database."""
        return self.defer("body_text", "clean_html", "headline_words")

    def public(self) -> "ArticleQuerySet":
        """Articles that a published claim rests on: the others are the desk's own affair."""
        from_claims = Q(attributions__claim__publication__in=("published", "corrected", "withdrawn"))
        return self.filter(from_claims).distinct()


class Article(models.Model):
    """One version of a stored story [schema.org NewsArticle]. Never edited: a change is a new version."""

    publisher = models.ForeignKey("factcheck.Source", on_delete=models.PROTECT, related_name="articles")
    headline = models.CharField(max_length=300)
    byline = models.CharField(max_length=200, blank=True)
    dateline = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    language = models.CharField(max_length=12, blank=True, help_text="BCP 47: en, ko, zh-Hant.")
    published_at = models.DateTimeField(null=True, blank=True)
    # Wire copy often gives a day and no hour; a midnight that nobody said must not look like an hour.
    published_date_only = models.BooleanField(default=False)
    retrieved_at = models.DateTimeField()

    media_type = models.CharField(max_length=60, default="text/plain")
    raw_sha256 = models.CharField(max_length=64, help_text="Of the bytes as they came.")
    clean_html = models.TextField(blank=True)
    body_text = models.TextField(help_text="Positions count its code points from 0.")
    text_sha256 = models.CharField(max_length=64, editable=False, help_text="Of body_text.")

    # By these a search finds it.
    headline_words = models.GeneratedField(
        expression=ClaimWords(F("headline"), Value("")), output_field=SearchVectorField(), db_persist=True
    )

    excerpt_only = models.BooleanField(
        default=False, help_text="Rights forbid the full text: readers see only the quoted words."
    )
    previous_version = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="next_version"
    )
    added_by = models.ForeignKey("factcheck.User", on_delete=models.PROTECT, related_name="articles_added")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["text_sha256"],
                name="article_text_is_stored_once",
                violation_error_message="This text is stored already.",
            ),
            not_blank("headline", name="article_has_a_headline"),
            not_blank("body_text", name="article_has_text"),
        ]
        indexes = [
            models.Index(fields=["publisher", "-id"], name="article_of_publisher"),
            GinIndex(Signature(F("body_text")), name="article_signature_runs"),
            GinIndex(OpClass(F("headline"), name="gin_trgm_ops"), name="article_headline_trigrams"),
            GinIndex(fields=["headline_words"], name="article_headline_words"),
        ]

    def __str__(self) -> str:
        return self.headline
