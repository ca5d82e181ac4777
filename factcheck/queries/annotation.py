"""An article as the desk works on it: its text with what is recorded marked, its sentences, its claims."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from factcheck.models import Article, Attribution, Claim, Span, Topic
from factcheck.queries.readings import Group
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
class SuggestedMark:
    """Words that a suggestion rests on, not answered yet. key: of its group."""

    key: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that lies in the same marks throughout; with each mark whether links to its number lead here.

    suggested: the key of the suggestion that these words belong to, with whether it begins here.
    """

    text: str
    marks: Sequence[tuple[Mark, bool]]
    ends: Sequence[Mark]
    suggested: int | None = None
    suggested_begins: bool = False


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


def work_text_of(article: Article, suggested: Sequence[Group] = ()) -> WorkText:
    """The text with what is recorded from it, and with what is suggested and not answered yet."""
    marks = _marks_of(article)
    offered = [
        SuggestedMark(group.key, start, end)
        for group in suggested
        for start, end in group.first.statement.content or [group.first.place]
    ]
    everything: list[Mark | SuggestedMark] = [*marks, *offered]
    cut = split_for_marking(article.body_text, [(mark.start, mark.end, mark) for mark in everything])
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


def likely_topic(article: Article) -> Topic | None:
    """The topic of the last claim from this article; the only one there is; else the editor's to choose."""
    last = Topic.objects.filter(claims__attributions__article=article)
    topic = last.order_by("-claims__attributions__ledger_seq").first()
    only = Topic.objects.order_by("id")[:2]
    return topic or (only[0] if len(only) == 1 else None)


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


def _marked(paragraph: MarkedParagraph[Mark | SuggestedMark]) -> MarkedText:
    pieces = []
    for segment in paragraph.segments:
        marks = [mark for mark in segment.marks if isinstance(mark, Mark)]
        offered = [mark for mark in segment.marks if isinstance(mark, SuggestedMark)]
        pieces.append(
            Piece(
                segment.text,
                [(mark, mark.is_first and mark.start == segment.start) for mark in marks],
                [mark for mark in marks if mark.end == segment.end],
                offered[-1].key if offered else None,
                bool(offered) and offered[-1].start == segment.start,
            )
        )
    return MarkedText(paragraph.start, pieces)


def _claims_in(article: Article, marks: Sequence[Mark]) -> list[ClaimHere]:
    """In the order of the text; what was recorded without words of it comes last."""
    here = {mark.claim.pk: ClaimHere(mark.claim, mark.number) for mark in marks if mark.is_first}
    said = Attribution.objects.standing().filter(article=article).select_related("claim__topic", "source")
    for attribution in said.order_by("ledger_seq"):
        found = here.setdefault(attribution.claim_id, ClaimHere(attribution.claim, None))
        found.said.append(attribution)
    return list(here.values())
