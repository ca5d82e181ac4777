"""Read an English story: sentences, cues, speakers, chains, silence, and the article's own statements."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from factcheck.extraction.attributions import Attribution, attributions_in
from factcheck.extraction.chains import Chained, chained
from factcheck.extraction.claims import claim_of, mode_of
from factcheck.extraction.cues import FORMS
from factcheck.extraction.dates import Days, day_named, days_named
from factcheck.extraction.hedges import hedges_in, stance_of
from factcheck.extraction.names import names_in
from factcheck.extraction.outlets import is_outlet
from factcheck.extraction.own_voice import is_worth_checking, place_of
from factcheck.extraction.phrases import Phrase
from factcheck.extraction.quote_marks import Quote
from factcheck.extraction.references import UNPLAIN, Reference
from factcheck.extraction.silence import Silence, silences_in, split_parties
from factcheck.extraction.silent_claims import claimed_by, is_about
from factcheck.extraction.statements import FoundFigure, Place, Speaker, Statement, Story
from factcheck.extraction.tokens import Sentence, read_sentences
from factcheck.rules.stances import Stance
from factcheck.rules.vocabulary import HopMode

Figures = Callable[[str], list[FoundFigure]]
Progress = Callable[[int, int], None]

_MAKES_OF_NOUNS = frozenset(
    "report confirm announce deny claim allege predict reveal disclose dispute refute reject "
    "retract withdraw recant "
    "estimate doubt detect suspect indicate".split()
)
_FIRST_PERSON = frozenset({"i", "we", "you", "me", "us"})
_STANCE_OF = {
    form.cue.lemma: form.cue.stance for forms in FORMS.values() for form in forms if not form.cue.is_attitude
}
# A silence speaks of no more statements than these before it.
_BEFORE_AT_MOST = 8
# Years that a date of publication may have for days to be counted from it.
_YEARS = range(1800, 2201)


def read_english(
    story: Story, *, figures: Figures | None = None, progress: Progress | None = None, attitudes: bool = False
) -> list[Statement]:
    """Every statement of the story in its order. attitudes: also what somebody wants, supports or
    criticises."""
    sentences, quotes = read_sentences(story.body_text)
    names = names_in(story.body_text, sentences)
    by_sentence: dict[int, list[Attribution]] = {}
    for one in attributions_in(sentences, attitudes=attitudes, progress=progress):
        by_sentence.setdefault(one.sentence, []).append(one)
    reading = _Reading(story, quotes, Reference(story.body_text, names), attitudes=attitudes)
    for sentence in sentences:
        reading.read(sentence, by_sentence.get(sentence.number, []))
    found = reading.found
    if figures is not None:
        found = _with_figures(found, figures(story.body_text))
    return found


@dataclass(slots=True)
class _Reading:
    """The statements so far. paragraphs: that of each statement."""

    story: Story
    quotes: Sequence[Quote]
    reference: Reference
    attitudes: bool
    found: list[Statement] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    next_quote: int = 0

    @property
    def anchor(self) -> date | None:
        day = self.story.published_on
        return day if day is not None and day.year in _YEARS else None

    def read(self, sentence: Sentence, found: list[Attribution]) -> None:
        text = self.story.body_text
        silences = silences_in(sentence.tokens)
        silent = [_place(sentence, one.cue) for one in silences]
        said = [one for one in found if self.attitudes or self._is_statement(one, silent)]
        before = len(self.found)
        for one in chained(text, sentence, said):
            if self.attitudes or one.attribution.lemma != "cite":
                self._say(sentence, one)
        for silence in silences:
            self._be_silent(sentence, silence)
        if len(self.found) == before:
            if not found and is_worth_checking(text, sentence):
                self._own(sentence)
            self._note_subject(sentence)

    def _is_statement(self, one: Attribution, silent: list[Place]) -> bool:
        if any(start < one.cue[1] and one.cue[0] < end for start, end in silent):
            return False
        if one.head is None or self.story.body_text[slice(*one.head)].lower() in _FIRST_PERSON:
            return False
        if one.heard is None:
            return True
        return not (one.heard.is_negated or one.heard.is_modal) and self._says_something(one)

    def _says_something(self, one: Attribution) -> bool:
        """Not a mere topic ("stressed the need for calm"), unless the cue makes a statement of a noun
        ("reported
        two deaths")."""
        return one.is_clause or one.lemma in _MAKES_OF_NOUNS or one.lemma == "cite"

    def _say(self, sentence: Sentence, one: Chained) -> None:
        text, said = self.story.body_text, one.attribution
        if said.source is None or said.head is None:
            return
        stance = (
            said.heard.form.cue.stance
            if said.heard is not None
            else _STANCE_OF.get(said.lemma, Stance.AFFIRMS)
        )
        relays = tuple(self._relay(place) for place in one.relays)
        mode = mode_of(said.content, self._quotes_near(said.content))
        statement = Statement(
            speaker=None, relays=tuple(relay for relay in relays if relay.name != self.story.publisher),
            cue=said.cue, content=said.content, stance=stance_of(text, said, stance), mode=mode, claim="",
            hedges=hedges_in(text, said.content, (sentence.start, sentence.end)),
            said_on=self._said_on(sentence, said.content), spoken_of=self._spoken_of(said.content),
            rule=said.rule,
        )  # fmt: skip
        for speaker in self._speakers(sentence, said.source, said.head):
            is_plain = mode == HopMode.PARAPHRASE and speaker.how != UNPLAIN
            claim = claim_of(text, said.content, subject=self._subject_for(speaker) if is_plain else "")
            self._add(sentence, replace(statement, speaker=speaker, claim=claim))

    def _subject_for(self, speaker: Speaker) -> str:
        """Whom "he" at the beginning of the content means: the speaker, if that is one person by name."""
        return speaker.name if speaker.name in self.reference.names.people else ""

    def _relay(self, place: Place) -> Speaker:
        words = self.story.body_text[slice(*place)]
        return Speaker(place, words, self.reference.full_name(words))

    def _speakers(self, sentence: Sentence, source: Place, head: Place) -> list[Speaker]:
        """The speaker, or each of "the U.S. and South Korea"."""
        tokens = sentence.tokens
        held = [
            number for number, token in enumerate(tokens) if head[0] <= token.start and token.end <= head[1]
        ]
        parts = split_parties(tokens, Phrase(held[0], held[-1], held[-1])) if held else []
        places = [_place(sentence, part) for part in parts]
        if len(places) < 2:
            return [self._speaker(sentence, source, head)]
        return [self._speaker(sentence, place, place) for place in places]

    def _speaker(self, sentence: Sentence, place: Place, head: Place) -> Speaker:
        return self.reference.speaker(place, head, paragraph=sentence.paragraph, sentence=sentence.number)

    def _be_silent(self, sentence: Sentence, silence: Silence) -> None:
        text = self.story.body_text
        whole = place_of(sentence)
        content = (whole if silence.object is None else _place(sentence, silence.object),)
        before = self._spoken_before(sentence)
        parties = self._claimed(sentence, silence, before)
        if parties:
            before = self._spoken_before(sentence)
        about = is_about(self.found, before, parties)
        claim = self.found[about[0]].claim if about else claim_of(text, content)
        statement = Statement(
            speaker=None, relays=(), cue=_place(sentence, silence.cue), content=content,
            stance=silence.stance,
            mode=HopMode.PARAPHRASE, claim=claim, about=about, said_on=self._said_on(sentence, content),
            rule="says that somebody has not confirmed, commented or verified",
        )  # fmt: skip
        for party in silence.parties:
            place = _place(sentence, party)
            self._add(sentence, replace(statement, speaker=self._speaker(sentence, place, place)))
        if not silence.parties:
            self._add(sentence, statement)

    def _claimed(self, sentence: Sentence, silence: Silence, before: list[int]) -> frozenset[str]:
        """ "the claims made by the U.S. and South Korea": the article's own words before are theirs."""
        claimed = claimed_by(sentence.tokens, silence.object)
        if claimed is None:
            return frozenset()
        tokens, text = sentence.tokens, self.story.body_text
        named = frozenset(
            self.reference.full_name(text[tokens[first].start : tokens[last].end])
            for first, last in claimed.parties
        )
        own = [number for number in before if self.found[number].speaker is None]
        if not own:
            return named
        told = self.found[own[-1]]
        stance = Stance.AFFIRMS_HEDGED if told.hedges else Stance.AFFIRMS
        for party in claimed.parties:
            place = _place(sentence, party)
            speaker = self._speaker(sentence, place, place)
            rule = "the claims made by somebody, told in the sentence before"
            cue = _place(sentence, claimed.cue)
            self._add(sentence, replace(told, speaker=speaker, cue=cue, stance=stance, rule=rule))
        return named

    def _spoken_before(self, sentence: Sentence) -> list[int]:
        """The numbers of the statements of this paragraph so far, else of the one before."""
        for paragraph in (sentence.paragraph, sentence.paragraph - 1):
            numbers: list[int] = []
            for number in range(len(self.found) - 1, -1, -1):
                if self.paragraphs[number] < paragraph or len(numbers) == _BEFORE_AT_MOST:
                    break
                if self.paragraphs[number] == paragraph:
                    numbers.append(number)
            if numbers:
                return numbers[::-1]
        return []

    def _own(self, sentence: Sentence) -> None:
        text = self.story.body_text
        content = (place_of(sentence),)
        hedges = hedges_in(text, content, (sentence.start, sentence.end))
        statement = Statement(
            speaker=None, relays=(), cue=None, content=content,
            stance=Stance.AFFIRMS_HEDGED if hedges else Stance.AFFIRMS, mode=HopMode.PARAPHRASE,
            claim=claim_of(text, content), hedges=hedges, spoken_of=self._spoken_of(content),
            rule="the article’s own voice",
        )  # fmt: skip
        self._add(sentence, statement)

    def _note_subject(self, sentence: Sentence) -> None:
        """Who acts in a sentence without a statement may be the "he" of the next."""
        tokens = sentence.tokens
        last = -1
        while last + 1 < len(tokens) and tokens[last + 1].tag in "NMD" and last < 12:
            last += 1
        if last < 0 or not any(token.is_capital and token.tag == "N" for token in tokens[: last + 1]):
            return
        name = self.reference.full_name(self.story.body_text[tokens[0].start : tokens[last].end])
        if name in self.reference.names.people or not is_outlet(name):
            self.reference.note(name, paragraph=sentence.paragraph, sentence=sentence.number)

    def _add(self, sentence: Sentence, statement: Statement) -> None:
        self.found.append(statement)
        self.paragraphs.append(sentence.paragraph)

    def _quotes_near(self, content: tuple[Place, ...]) -> Sequence[Quote]:
        """The quotations from the content on; statements come in the order of the story, so none is looked
        at twice."""
        start, end = content[0][0], content[-1][1]
        while self.next_quote < len(self.quotes) and self.quotes[self.next_quote].end <= start - 2_000:
            self.next_quote += 1
        last = self.next_quote
        while last < len(self.quotes) and self.quotes[last].start < end:
            last += 1
        return self.quotes[self.next_quote : last]

    def _said_on(self, sentence: Sentence, content: tuple[Place, ...]) -> date | None:
        """A day that the sentence names outside the content."""
        text, start = self.story.body_text, sentence.start
        outside = ""
        for first, last in content:
            outside += f" {text[start : max(start, min(first, sentence.end))]}"
            start = max(start, last)
        return day_named(f"{outside} {text[start : sentence.end]}"[:1_000], self.anchor)

    def _spoken_of(self, content: tuple[Place, ...]) -> Days | None:
        words = " ".join(self.story.body_text[slice(*place)] for place in content)
        return days_named(words, self.anchor)


def _place(sentence: Sentence, run: tuple[int, int]) -> Place:
    return sentence.tokens[run[0]].start, sentence.tokens[run[1]].end


def _with_figures(found: list[Statement], figures: list[FoundFigure]) -> list[Statement]:
    """Each statement with the figures that stand in its content; figures come in the order of the text."""
    starts = [figure.place[0] for figure in figures]
    return [replace(one, figures=tuple(_figures_of(one, figures, starts))) for one in found]


def _figures_of(statement: Statement, figures: list[FoundFigure], starts: list[int]) -> list[FoundFigure]:
    held: list[FoundFigure] = []
    for start, end in statement.content:
        number = bisect_left(starts, start)
        while number < len(figures) and figures[number].place[1] <= end:
            held.append(figures[number])
            number += 1
    return held
