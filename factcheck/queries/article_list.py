"""Articles for the desk's list, newest first."""

from django.db.models import Count, Q, QuerySet

from factcheck.models import Article
from factcheck.queries.finding import sources_known_as


def desk_articles(words: str = "", *, before: int | None = None) -> QuerySet[Article]:
    """All articles with their publishers and how many claims rest on each; the body stays in the database."""
    articles = (
        Article.objects.newest_first()
        .select_related("publisher")
        .defer("body_text", "clean_html", "headline_words")
    )
    if words:
        articles = articles.filter(
            Q(headline__holds=words) | Q(publisher__in=sources_known_as(words).values("pk"))
        )
    if before is not None:
        articles = articles.filter(pk__lt=before)
    return articles.annotate(claim_count=Count("attributions__claim", distinct=True))
