"""An article for readers: its text with the claims marked; only the quoted words where rights forbid more."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from factcheck.models import Article, Attribution, Claim, ClaimState, Span
from factcheck.models.articles import ArticleQuerySet
from factcheck.queries.known_then import claim_fact, claims_by_id
from factcheck.rules.statuses import LISTED, PUBLIC, Status
from factcheck.rules.text import Segment, split_for_marking

# Start, end, claim.
Place = tuple[int, int, int]
AsClaim = Claim | ClaimState


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that a claim was taken from. number: the claim's, here and at its note."""

    number: int
    claim: AsClaim
    start: int
    end: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that lie in the same marks. opens, ends: those that begin and end here."""

    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()
    ends: tuple[Mark, ...] = ()

    @property
    def is_gap(self) -> bool:
        return not self.text


GAP = Piece("")


@dataclass(frozen=True, slots=True)
class Passage:
    pieces: list[Piece]
    notes: list[Mark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ArticlePage:
    article: Article
    passages: list[Passage]
    counts: dict[Status, int]
    claim_count: int
    unmarked: list[AsClaim]
    newer: Article | None
    older: Article | None


def articles_to_read(as_of: datetime | None = None) -> QuerySet[Article]:
    """Articles that a public claim rests on, with how many such claims there are by status."""
    listed = _said_in(as_of).filter(article=OuterRef("pk"), publication__in=LISTED).order_by()
    counted = listed.values("article").annotate(number=Count("claim", distinct=True)).values("number")
    return (
        Article.objects.filter(_is_public(as_of))
        .select_related("publisher")
        .without_text()
        .annotate(claim_count=Subquery(counted))
    )


def article_to_read(pk: int, as_of: datetime | None = None) -> tuple[Article | None, bool]:
    """An article, and whether readers may see it."""
    articles = Article.objects.select_related("publisher").annotate(is_public=_is_public(as_of))
    article = articles.filter(pk=pk).first()
    return article, bool(getattr(article, "is_public", False))


def article_page_of(article: Article, as_of: datetime | None = None) -> ArticlePage:
    """The page, as of a moment too; the rights to the text are always those of today."""
    attributions = (
        Attribution.objects.standing(as_of)
        .alias(publication=claim_fact("publication", as_of))
        .filter(article=article, publication__in=LISTED)
        .prefetch_related("spans")
        .in_ledger_order()
    )
    ids = dict.fromkeys(attribution.claim_id for attribution in attributions)
    known = claims_by_id(ids, as_of)
    claims = {claim_id: known[claim_id] for claim_id in ids}
    places = {
        (span.start, span.end, attribution.claim_id)
        for attribution in attributions
        for span in attribution.spans.all()
        if span.state == Span.ANCHORED and span.article_id == article.pk
    }
    marked = {claim_id for _, _, claim_id in places}
    return ArticlePage(
        article=article,
        passages=list(_passages(article, _numbered(sorted(places, key=_in_reading_order), claims))),
        counts=_by_status(list(claims.values())),
        claim_count=len(claims),
        unmarked=[claim for claim_id, claim in claims.items() if claim_id not in marked],
        newer=_public(Article.objects.filter(previous_version=article), as_of),
        older=_public(Article.objects.filter(next_version=article), as_of),
    )


def _said_in(as_of: datetime | None) -> QuerySet:
    """Statements on record, with the publication of the claims that they are about."""
    return Attribution.objects.as_of(as_of).alias(publication=claim_fact("publication", as_of))


def _is_public(as_of: datetime | None) -> Exists:
    return Exists(_said_in(as_of).filter(article=OuterRef("pk"), publication__in=PUBLIC))


def _numbered(places: list[Place], claims: dict[int, AsClaim]) -> list[Mark]:
    """Marks in reading order; a claim keeps its number, and its note stands where it comes first."""
    numbers: dict[int, int] = {}
    marks = []
    for start, end, claim_id in places:
        is_first = claim_id not in numbers
        number = numbers.setdefault(claim_id, len(numbers) + 1)
        marks.append(Mark(number, claims[claim_id], start, end, is_first))
    return marks


def _in_reading_order(place: Place) -> Place:
    start, end, claim = place
    return start, -end, claim


def _by_status(claims: list[AsClaim]) -> dict[Status, int]:
    statuses = [claim.status for claim in claims]
    return {status: statuses.count(status) for status in Status}


def _public(versions: ArticleQuerySet, as_of: datetime | None) -> Article | None:
    return versions.filter(_is_public(as_of)).without_text().first()


def _passages(article: Article, marks: list[Mark]) -> Iterator[Passage]:
    paragraphs = split_for_marking(article.body_text, [(mark.start, mark.end, mark) for mark in marks])
    first: dict[Mark, int] = {}
    last: dict[Mark, int] = {}
    for segment in (segment for paragraph in paragraphs for segment in paragraph.segments):
        for mark in segment.marks:
            first.setdefault(mark, segment.start)
            last[mark] = segment.start
    left_out = False
    for paragraph in paragraphs:
        pieces = [_piece(segment, first, last) for segment in paragraph.segments]
        if article.excerpt_only:
            pieces = _quoted_only(pieces)
            if left_out and pieces == [GAP]:
                continue  # Where whole paragraphs are left out, one sign says so.
            left_out = pieces == [GAP]
        yield Passage(pieces, [mark for piece in pieces for mark in piece.opens if mark.is_first])


def _by_number(mark: Mark) -> int:
    return mark.number


def _piece(segment: Segment[Mark], first: dict[Mark, int], last: dict[Mark, int]) -> Piece:
    return Piece(
        segment.text,
        segment.marks,
        opens=tuple(sorted((mark for mark in segment.marks if first[mark] == segment.start), key=_by_number)),
        ends=tuple(sorted((mark for mark in segment.marks if last[mark] == segment.start), key=_by_number)),
    )


def _quoted_only(pieces: list[Piece]) -> list[Piece]:
    """The marked words, and one sign for each run of words left out."""
    kept: list[Piece] = []
    for piece in pieces:
        if piece.marks:
            kept.append(piece)
        elif piece.text.strip() and kept[-1:] != [GAP]:
            kept.append(GAP)
    return kept
