"""What the desk has decided, as schema.org ClaimReview, for search engines and other fact-checking desks.

Required and recommended properties after Google's "Fact Check (ClaimReview) structured data" and schema.org.
No ratingValue: our statuses are no scale from false to true, and a number would be read as one.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from factcheck.exports.site import Site
from factcheck.models import Article, Decision, Source
from factcheck.queries.claim_page import ClaimPage, Said
from factcheck.rules.stances import Side
from factcheck.rules.statuses import Publication, Status
from factcheck.rules.vocabulary import SourceKind

# The page's own words; the last two say whose act it was, because nobody reads the page beside them.
RATINGS = {
    Status.UNVERIFIED: "Unverified",
    Status.CONFIRMED: "Confirmed",
    Status.DISPUTED: "Disputed",
    Status.RETRACTED: "Retracted by this newsroom",
    Status.SUPERSEDED: "Superseded by a later claim",
}

_TYPES = {
    SourceKind.GOVERNMENT: "GovernmentOrganization",
    SourceKind.ARMED_FORCES: "GovernmentOrganization",
    SourceKind.AGENCY: "GovernmentOrganization",
    SourceKind.OFFICIAL: "Person",
    SourceKind.WIRE: "NewsMediaOrganization",
    SourceKind.OUTLET: "NewsMediaOrganization",
    SourceKind.NGO: "NGO",
    SourceKind.IGO: "Organization",
    SourceKind.WITNESS: "Person",
    SourceKind.ANONYMOUS: "Person",
}


def claim_review(page: ClaimPage, site: Site) -> dict[str, Any] | None:
    """The review of a claim as it stands today, or None where readers see no decision of ours.

    A claim that was never decided has none, nor has one whose only decisions were slips taken back, a draft,
    a withdrawn claim, or the page of an earlier moment. Asks the database nothing.
    """
    claim = page.claim
    decisions = list(_standing_decisions(page))
    if page.as_of is not None or not claim.is_listed or not decisions or page.published_at is None:
        return None
    review: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": site.claim(claim.code),
        "identifier": claim.code,
        "claimReviewed": claim.text,
        "author": _newsroom(site),
        "datePublished": _moment(max(page.published_at, decisions[0].decided_at)),
        "dateModified": _moment(page.history[-1].at),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": RATINGS[Status(claim.status)],
            "ratingExplanation": claim.last_reason,
        },
        "itemReviewed": _claim(page, site),
    }
    if claim.publication == Publication.CORRECTED and page.publication_note:
        review["correction"] = {"@type": "CorrectionComment", "text": page.publication_note}
    if cited := [item.url for item in page.evidence if _is_web(item.url)]:
        review["citation"] = cited
    return review


def _standing_decisions(page: ClaimPage) -> Iterator[Decision]:
    for change in page.history:
        if change.decision and not change.taken_back and change.decision.undoes_id is None:
            yield change.decision


def _newsroom(site: Site) -> dict[str, str]:
    return {
        "@type": "NewsMediaOrganization",
        "name": site.name,
        "url": site.at("/"),
        "correctionsPolicy": site.at("/corrections/"),
        "verificationFactCheckingPolicy": site.at("/methodology/"),
    }


def _claim(page: ClaimPage, site: Site) -> dict[str, Any]:
    """What others say: the claimants are those who affirm it, never this newsroom."""
    said = next((side.said for side in page.sides if side.side == Side.FOR), [])
    claim: dict[str, Any] = {"@type": "Claim", "text": page.claim.text}
    sources = {one.attribution.source.one_id: one.attribution.source for one in said}
    if authors := [_author(source) for source in sources.values() if source.kind in _TYPES]:
        claim["author"] = authors[0] if len(authors) == 1 else authors
    if days := [day for day in map(_said_on, said) if day]:
        # A bare day before the moments of the same day: less is known of it.
        claim["datePublished"] = min(days)
    articles = {one.attribution.article_id: one.attribution.article for one in said}
    appearances = [_appearance(article, site) for article in articles.values()]
    if appearances:
        claim["firstAppearance"] = min(appearances, key=lambda one: one.get("datePublished", "9"))
        claim["appearance"] = appearances
    return claim


def _author(source: Source) -> dict[str, str]:
    return {"@type": _TYPES[SourceKind(source.kind)], "name": source.name}


def _said_on(said: Said) -> str | None:
    one = said.attribution
    return _day(one.said_on) if one.said_on else _published(one.article)


def _appearance(article: Article, site: Site) -> dict[str, Any]:
    appearance: dict[str, Any] = {
        "@type": "NewsArticle",
        "url": article.url if _is_web(article.url) else site.article(article.pk),
        "headline": article.headline,
        "publisher": {"@type": "Organization", "name": article.publisher.name},
    }
    if published := _published(article):
        appearance["datePublished"] = published
    return appearance


def _published(article: Article) -> str | None:
    if article.published_at is None:
        return None
    return _day(article.published_at) if article.published_date_only else _moment(article.published_at)


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def _day(value: date | datetime) -> str:
    return value.isoformat()[:10]


def _moment(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
