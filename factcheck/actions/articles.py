import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from factcheck.models import Article, Source, User
from factcheck.permissions import Permission, require
from factcheck.rules.told import told


class AlreadyStored(Exception):
    """The very text is here already; `article` says where."""

    def __init__(self, article: Article) -> None:
        self.article = article
        super().__init__(told("This text is stored already, as “{headline}”.", headline=article.headline))


def text_digest(body_text: str) -> str:
    """sha256, in hex, of the text with its blanks evened out: one story pasted twice is one story."""
    return hashlib.sha256(" ".join(body_text.split()).encode()).hexdigest()


def add_article(
    *,
    publisher: Source,
    headline: str,
    body_text: str,
    raw_sha256: str,
    retrieved_at: datetime,
    by: User,
    byline: str = "",
    dateline: str = "",
    url: str = "",
    language: str = "",
    published_at: datetime | None = None,
    published_date_only: bool = False,
    media_type: str = "text/plain",
    clean_html: str = "",
    excerpt_only: bool = False,
    previous_version: Article | None = None,
) -> Article:
    """Store one version of a story for good. Raises AlreadyStored when its text is here."""
    require(by, Permission.RECORD)
    digest = text_digest(body_text)
    try:
        with transaction.atomic():
            return Article.objects.create(
                publisher=publisher, headline=headline.strip(), byline=byline, dateline=dateline, url=url,
                language=language, published_at=published_at, published_date_only=published_date_only,
                retrieved_at=retrieved_at, media_type=media_type, raw_sha256=raw_sha256,
                clean_html=clean_html, body_text=body_text, text_sha256=digest, excerpt_only=excerpt_only,
                previous_version=previous_version, added_by=by,
            )  # fmt: skip
    except IntegrityError as error:
        stored = Article.objects.filter(text_sha256=digest).first()
        if stored is None:
            raise
        raise AlreadyStored(stored) from error


def set_excerpt_only(*, article: Article, excerpt_only: bool, by: User) -> None:
    """Say whether readers may see the full text, or only the quoted words."""
    require(by, Permission.PUBLISH)
    article.excerpt_only = excerpt_only
    article.save(update_fields=["excerpt_only"])
