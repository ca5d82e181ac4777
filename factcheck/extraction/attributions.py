"""Who says which words, sentence by sentence, and quotations that run on over several of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from factcheck.extraction.according import according_in
from factcheck.extraction.clauses import Run, runs_of
from factcheck.extraction.cues import Takes
from factcheck.extraction.quote_marks import Quote
from factcheck.extraction.statements import Place
from factcheck.extraction.tokens import Sentence, Token
from factcheck.extraction.verbs import Heard, cues_in

# A quotation shorter than this that stands alone is a title or a word, not speech.
LEAST_SPEECH = 20


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content of one sentence as places. head: the source without what hangs on it.
    lemma: the cue's name. rule: how it was found."""

    sentence: int
    heard: Heard | None
    source: Place | None
    head: Place | None
    cue: Place
    content: tuple[Place, ...]
    lemma: str
    rule: str
    # Whether the content is a clause or a quotation, not a mere noun phrase.
    is_clause: bool = True

    @property
    def start(self) -> int:
        return min(self.content[0][0], self.cue[0])


def attributions_in(
    sentences: list[Sentence], *, attitudes: bool, progress: Callable[[int, int], None] | None = None
) -> list[Attribution]:
    """Every attribution of a story in the order of its sentences."""
    found: list[Attribution] = []
    for number, sentence in enumerate(sentences):
        found += _in_sentence(sentence, sentences[number - 1] if number else None, attitudes=attitudes)
        if progress is not None:
            progress(number + 1, len(sentences))
    return _with_quotes_that_go_on(found, sentences)


def _in_sentence(sentence: Sentence, previous: Sentence | None, *, attitudes: bool) -> list[Attribution]:
    tokens = sentence.tokens
    heard = cues_in(tokens, attitudes=attitudes)
    found: list[Attribution] = []
    for number, cue in enumerate(heard):
        runs = runs_of(tokens, heard, number)
        places = tuple(_place(tokens, run) for run in runs)
        if not places and (back := _quote_before(sentence, previous, cue)):
            places = (back,)
        if places:
            is_clause = not runs or any(_is_clause(tokens, run) for run in runs)
            found.append(replace(_attribution(sentence, cue, places), is_clause=is_clause))
    for told in according_in(tokens, heard):
        content = tuple(_place(tokens, run) for run in told.content)
        source = _place(tokens, (told.source.first, told.source.last))
        head = _place(tokens, (told.source.first, told.source.head_last))
        found.append(
            Attribution(
                sentence.number,
                None,
                source,
                head,
                _place(tokens, told.cue),
                content,
                "according to",
                "according to",
            )
        )
    return found


def _attribution(sentence: Sentence, cue: Heard, content: tuple[Place, ...]) -> Attribution:
    tokens = sentence.tokens
    subject = cue.subject
    source = head = None
    if subject is not None:
        source = _place(tokens, (subject.first, subject.last))
        head = _place(tokens, (subject.first, subject.head_last))
    last = cue.verb + len(cue.form.cue.more_words)
    shown = (tokens[cue.verb].start, tokens[last].end)
    rule = {
        "before": "subject, then its verb",
        "after": "verb, then its subject",
        "shared": "subject of the verb before",
    }
    return Attribution(
        sentence.number, cue, source, head, shown, content, cue.form.cue.lemma, rule[cue.order]
    )


def _is_clause(tokens: tuple[Token, ...], run: Run) -> bool:
    """A quotation, or words with a verb of their own."""
    for token in tokens[run[0] : run[1] + 1]:
        if token.tag == "X" or (token.quote is not None and _is_speech(token.quote)):
            return True
        if token.tag == "V" and not token.low.endswith("ing"):
            return True
        if token.tag in "RW" or token.low == "to":
            return True
    return tokens[run[0]].low in ("that", "there")


def _is_speech(quote: Quote) -> bool:
    return quote.ends_clause or quote.length >= LEAST_SPEECH


def _place(tokens: tuple[Token, ...], run: Run) -> Place:
    return tokens[run[0]].start, tokens[run[1]].end


def _quote_before(sentence: Sentence, previous: Sentence | None, cue: Heard) -> Place | None:
    """ "“Will it hold?” Ann Lee asked.": the sentence before ends with a quotation, this one has no
    content."""
    if previous is None or previous.paragraph != sentence.paragraph or cue.begins > 0:
        return None
    if (
        cue.form.cue.takes not in (Takes.SAID, Takes.THAT)
        or not previous.tokens
        or previous.tokens[-1].tag != "Q"
    ):
        return None
    last = previous.tokens[-1]
    return (last.start, last.end) if len(previous.tokens) == 1 else None


def _with_quotes_that_go_on(found: list[Attribution], sentences: list[Sentence]) -> list[Attribution]:
    """Give each quotation that stands alone to whoever was speaking: in the same paragraph, or after a
    quotation left open at the end of the paragraph before."""
    by_sentence: dict[int, list[int]] = {}
    for number, attribution in enumerate(found):
        by_sentence.setdefault(attribution.sentence, []).append(number)
    result = list(found)
    speaking: int | None = None
    opened: list[Place] = []  # paragraphs of a quotation whose speaker is named at its end
    for position, sentence in enumerate(sentences):
        own = by_sentence.get(sentence.number)
        if own:
            if opened and sentences[position - 1].paragraph != sentence.paragraph:
                _take_in(result, own, sentence, opened)
            opened = []
            speaking = _last_quoting(result, own, sentence)
            continue
        quote = _whole_quote(sentence)
        if quote is None:
            speaking, opened = None, []
            continue
        previous = sentences[position - 1] if position else None
        if speaking is not None and previous is not None and _goes_on(previous, sentence):
            spoken = result[speaking]
            result[speaking] = replace(spoken, content=(*spoken.content, (quote.start, quote.end)))
        elif quote.runs_on:
            opened.append((quote.start, quote.end))
    return result


def _take_in(found: list[Attribution], own: list[int], sentence: Sentence, opened: list[Place]) -> None:
    """Give the paragraphs of a quotation to the speaker whom its last paragraph names."""
    for number in own:
        if found[number].content[0][0] == sentence.tokens[0].start and sentence.tokens[0].tag == "Q":
            found[number] = replace(found[number], content=(*opened, *found[number].content))
            return


def _whole_quote(sentence: Sentence) -> Quote | None:
    """The quotation that the sentence consists of."""
    tokens = sentence.tokens
    if not tokens or tokens[0].quote is None or not _is_speech(tokens[0].quote):
        return None
    return tokens[0].quote if all(token.tag in "Q." for token in tokens) else None


def _goes_on(previous: Sentence, sentence: Sentence) -> bool:
    if previous.paragraph == sentence.paragraph:
        return True
    last = previous.tokens[-1].quote if previous.tokens else None
    if last is not None and last.runs_on:
        return True
    return bool(previous.tokens) and (
        previous.tokens[-1].tag == ":" or previous.paragraph < sentence.paragraph
    )


def _last_quoting(found: list[Attribution], own: list[int], sentence: Sentence) -> int | None:
    """The last of these whose words may go on after the sentence."""
    last = sentence.tokens[-1]
    for number in reversed(own):
        cue = found[number].heard
        if (
            cue is not None
            and cue.form.cue.takes in (Takes.SAID, Takes.CLAUSE, Takes.THAT)
            and not cue.form.cue.is_attitude
        ):
            return number
    return own[-1] if found[own[-1]].heard is None and last.tag in "Q." else None
