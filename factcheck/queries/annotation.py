"""An article as the desk works on it: its text with what is recorded marked, its sentences, its claims."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from factcheck.models import Article, Attribution, Claim, Span
from factcheck.rules.sentences import Sentence, sentences
from factcheck.rules.text import MarkedParagraph, TextQuote, quote_at, split_for_marking


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that a claim was taken from. The number is the claim's, wherever in the text it stands."""

    number: int
    claim: Claim
    start: int
    end: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that lies in the same marks throughout; with each mark whether links to its number lead here."""

    text: str
    marks: Sequence[tuple[Mark, bool]]
    ends: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class MarkedText:
    start: int
    pieces: list[Piece]


@dataclass(slots=True)
class ClaimHere:
    """A claim that the article speaks of, with what was taken from this article."""

    claim: Claim
    number: int | None
    said: list[Attribution] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class WorkText:
    paragraphs: list[MarkedText]
    claims: list[ClaimHere]


def work_text_of(article: Article) -> WorkText:
    marks = _marks_of(article)
    cut = split_for_marking(article.body_text, [(mark.start, mark.end, mark) for mark in marks])
    return WorkText([_marked(paragraph) for paragraph in cut], _claims_in(article, marks))


def sentences_of(article: Article) -> list[Sentence]:
    return sentences(article.body_text)


def quoted_sentences(article: Article, first: int, last: int) -> TextQuote | None:
    """The words from one numbered sentence to another; None when the article has no such numbers."""
    numbered = sentences_of(article)
    if not 1 <= first <= last <= len(numbered):
        return None
    return quote_at(article.body_text, numbered[first - 1].start, numbered[last - 1].end)


def replaceable(claim: Claim) -> list[Attribution]:
    """Statements to a claim that still stand, newest first: a source's next one may replace its own."""
    standing = Attribution.objects.standing().filter(claim=claim)
    return list(standing.select_related("source", "article__publisher").order_by("-ledger_seq"))


def _marks_of(article: Article) -> list[Mark]:
    spans = (
        Span.objects.filter(article=article, state=Span.ANCHORED, attribution__superseded_by__isnull=True)
        .select_related("attribution__claim__topic")
        .order_by("start", "-end", "id")
    )
    marks: list[Mark] = []
    numbers: dict[int, int] = {}
    places = set()
    for span in spans:
        claim = span.attribution.claim
        # Two sources named in one sentence make one mark.
        if (span.start, span.end, claim.pk) not in places:
            places.add((span.start, span.end, claim.pk))
            is_first = claim.pk not in numbers
            number = numbers.setdefault(claim.pk, len(numbers) + 1)
            marks.append(Mark(number, claim, span.start, span.end, is_first))
    return marks


def _marked(paragraph: MarkedParagraph[Mark]) -> MarkedText:
    pieces = []
    for segment in paragraph.segments:
        starts_here = [(mark, mark.is_first and mark.start == segment.start) for mark in segment.marks]
        ends = [mark for mark in segment.marks if mark.end == segment.end]
        pieces.append(Piece(segment.text, starts_here, ends))
    return MarkedText(paragraph.start, pieces)


def _claims_in(article: Article, marks: Sequence[Mark]) -> list[ClaimHere]:
    """In the order of the text; what was recorded without words of it comes last."""
    here = {mark.claim.pk: ClaimHere(mark.claim, mark.number) for mark in marks if mark.is_first}
    said = Attribution.objects.standing().filter(article=article).select_related("claim__topic", "source")
    for attribution in said.order_by("ledger_seq"):
        found = here.setdefault(attribution.claim_id, ClaimHere(attribution.claim, None))
        found.said.append(attribution)
    return list(here.values())
