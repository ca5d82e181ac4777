"""An article with the claims that were taken from it, marked in its text."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from factcheck.models import Article, Claim, Span
from factcheck.rules.statuses import PUBLIC
from factcheck.rules.text import MarkedParagraph, split_for_marking


@dataclass(frozen=True, slots=True)
class Mark:
    """One claim's place in a text: its number in the margin, and whether this span is the first with it."""

    number: int
    claim: Claim
    is_first: bool
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, and the claims whose notes stand beside it because their first mark is here."""

    paragraph: MarkedParagraph[Mark]
    notes: list[Mark]


def spans_of(article: Article, *, public_only: bool) -> list[Span]:
    """The anchored spans of an article in the order of its text, each with its claim."""
    spans = Span.objects.filter(article=article, state=Span.ANCHORED, attribution__superseded_by__isnull=True)
    if public_only:
        spans = spans.filter(attribution__claim__publication__in=PUBLIC)
    return list(spans.select_related("attribution__claim__topic").order_by("start", "-end", "id"))


def passages_of(article: Article, spans: Sequence[Span]) -> list[Passage]:
    """The text in paragraphs with the claims' marks; each claim has one number wherever it stands."""
    numbers: dict[int, int] = {}
    marks: list[tuple[int, int, Mark]] = []
    places: set[tuple[int, int, int]] = set()
    for span in spans:
        claim = span.attribution.claim
        if (span.start, span.end, claim.pk) in places:
            # Two sources named in one sentence: one mark.
            continue
        places.add((span.start, span.end, claim.pk))
        is_first = claim.pk not in numbers
        number = numbers.setdefault(claim.pk, len(numbers) + 1)
        marks.append((span.start, span.end, Mark(number, claim, is_first, span.end)))
    passages = []
    for paragraph in split_for_marking(article.body_text, marks):
        here = [
            mark for start, _, mark in marks if mark.is_first and paragraph.start <= start < paragraph.end
        ]
        passages.append(Passage(paragraph, here))
    return passages


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Quoted words, where rights forbid the rest of the text."""

    text: str
    marks: list[Mark]


def excerpts_of(article: Article, spans: Sequence[Span]) -> list[Excerpt]:
    """Only the quoted words, in the order of the text, each once with the claims that rest on it."""
    excerpts: dict[tuple[int, int], Excerpt] = {}
    numbers: dict[int, int] = {}
    for span in spans:
        claim = span.attribution.claim
        is_first = claim.pk not in numbers
        mark = Mark(numbers.setdefault(claim.pk, len(numbers) + 1), claim, is_first, span.end)
        excerpt = excerpts.setdefault((span.start, span.end), Excerpt(span.exact, []))
        if mark.claim not in [other.claim for other in excerpt.marks]:
            excerpt.marks.append(mark)
    return list(excerpts.values())


def public_articles() -> QuerySet[Article]:
    """Articles that a public claim rests on, newest first, without their bodies."""
    public = Q(attributions__claim__publication__in=PUBLIC)
    return (
        Article.objects.filter(public)
        .annotate(claim_count=Count("attributions__claim", filter=public, distinct=True))
        .select_related("publisher")
        .defer("body_text", "clean_html")
        .newest_first()
    )
