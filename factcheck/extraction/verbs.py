"""Where in a sentence somebody's words are announced: cues, each with its verb group and its subject."""

from dataclasses import dataclass

from factcheck.extraction import words
from factcheck.extraction.cues import FORMS, Form, Takes
from factcheck.extraction.phrases import (
    FARTHEST,
    Phrase,
    Tokens,
    is_bare_time,
    phrase_after,
    phrase_before,
    subject_before,
)

_ASPECTS = frozenset(
    "went go goes continued continues continue began begin begins came appeared appears seemed seems "
    "proceeded rushed used had".split()
)
_PLURAL_ENDINGS = ("s", "people", "men", "women", "police", "media", "children", "others")


@dataclass(frozen=True, slots=True)
class Heard:
    """A cue in a sentence, by numbers of its tokens. first: of its verb group ("has repeatedly said").
    after: the
    first token after cue, particles and hearer. order: "before", "after" (said X), "shared" (and said,
    saying)."""

    form: Form
    first: int
    verb: int
    after: int
    subject: Phrase | None
    order: str
    is_negated: bool
    is_modal: bool = False

    @property
    def begins(self) -> int:
        """Where the cue's clause begins: with its subject, or with its verb."""
        if self.subject is not None and self.order == "before":
            return min(self.subject.first, self.first)
        return self.first


def cues_in(tokens: Tokens, *, attitudes: bool) -> list[Heard]:
    """The cues of one sentence that have a subject, from left to right."""
    heard: list[Heard] = []
    for place, token in enumerate(tokens):
        if token.low not in FORMS or token.tag in "DR":
            continue
        for form in FORMS[token.low]:
            if form.cue.is_attitude and not attitudes:
                continue
            if found := _read(tokens, place, form, heard):
                heard.append(found)
                break
    return heard


def _read(tokens: Tokens, place: int, form: Form, earlier: list[Heard]) -> Heard | None:
    if not _may_be_verb(tokens, place, form):
        return None
    last = place + len(form.cue.more_words)
    if tuple(token.low for token in tokens[place + 1 : last + 1]) != form.cue.more_words:
        return None
    if form.cue.takes == Takes.TO and not (last + 1 < len(tokens) and tokens[last + 1].low == "to"):
        return None
    if form.cue.lemma == "add" and tokens[min(last + 1, len(tokens) - 1)].low == "to":
        return None
    first = _group_start(tokens, place, form)
    group = [token.low for token in tokens[first:place]]
    if not _form_fits(form, group):
        return None
    subject, order = _subject(tokens, place, first, form, earlier)
    if subject is None:
        return None
    if order == "before" and not _agrees_in_number(tokens, subject, group, form):
        return None
    if form.shape in ("base", "s") and last + 1 < len(tokens) and is_clause(tokens, last + 1):
        return None
    after = last + 1 if order != "after" else subject.last + 1
    negated = not words.NEGATIONS.isdisjoint(group) or _is_neither(tokens, subject)
    modal = not words.MODALS.isdisjoint(group)
    return Heard(form, first, place, after, subject, order, negated, modal)


def _may_be_verb(tokens: Tokens, place: int, form: Form) -> bool:
    token = tokens[place]
    before = tokens[place - 1] if place else None
    if token.is_capital and before is not None and before.tag not in ".:Q-(":
        return False
    if before is not None and before.low in ("as", "without") and form.shape == "ing":
        return False
    if before is None:
        return form.shape in ("past", "s", "ing")
    if before.tag == "D" and before.low not in words.STANDING_ALONE:
        return False
    return not (before.is_possessive and not before.low.endswith("s'"))


def _group_start(tokens: Tokens, place: int, form: Form) -> int:
    """The first word of "has repeatedly said", "went on to say"."""
    first = place
    while first > 0:
        before = tokens[first - 1]
        if before.tag in "XA" or before.low in ("n't", "even", "further"):
            first -= 1
        elif (
            before.low == "to" and form.shape == "base" and (start := _aspect(tokens, first - 1)) is not None
        ):
            first = start
        else:
            break
    return first


def _aspect(tokens: Tokens, to: int) -> int | None:
    """Where "went on", "continued", "has begun" starts before a "to"."""
    for back in (1, 2):
        if to - back >= 0 and tokens[to - back].low in _ASPECTS:
            return to - back
    return None


def _form_fits(form: Form, group: list[str]) -> bool:
    """No passive ("was told"), no bare infinitive, no form that its auxiliaries do not take."""
    has_be = not words.BE_FORMS.isdisjoint(group)
    match form.shape:
        case "past":
            return not has_be and words.MODALS.isdisjoint(group)
        case "participle":
            return not has_be and not {"has", "have", "had", "'ve", "'s"}.isdisjoint(group)
        case "base":
            return not has_be
        case "s":
            return not any(word in words.AUXILIARIES for word in group)
        case _:
            return True


def _is_neither(tokens: Tokens, subject: Phrase) -> bool:
    """ "Neither Ann nor Bob said": what they did not say."""
    return subject.first > 0 and tokens[subject.first - 1].low in ("neither", "nor")


def _agrees_in_number(tokens: Tokens, subject: Phrase, group: list[str], form: Form) -> bool:
    if form.shape == "base":
        return _agrees(tokens, subject, group)
    if form.shape == "s":
        low = _head(tokens, subject)[-1].low
        return low not in ("i", "we", "you", "they")
    return True


def _agrees(tokens: Tokens, subject: Phrase, group: list[str]) -> bool:
    """ "Officials say", never "the official say": the noun before a bare form is a plural."""
    if any(word in words.AUXILIARIES or word == "to" for word in group):
        return True
    head = _head(tokens, subject)
    low = head[-1].low
    if head[0].tag == "R":
        return low in ("i", "we", "they", "you")
    if low in words.STANDING_ALONE or any(token.low == "and" for token in head):
        return True
    return low.endswith(_PLURAL_ENDINGS) and not low.endswith(("'s", "ss"))


def _head(tokens: Tokens, subject: Phrase) -> Tokens:
    """The subject up to its first preposition: "officials | of the ministry"."""
    last = subject.first
    while last < subject.head_last and tokens[last + 1].tag not in "PW,(V":
        last += 1
    return tokens[subject.first : last + 1]


def _subject(
    tokens: Tokens, place: int, first: int, form: Form, earlier: list[Heard]
) -> tuple[Phrase | None, str]:
    before = tokens[first - 1] if first else None
    is_participle = form.shape == "ing" and words.BE_FORMS.isdisjoint(
        token.low for token in tokens[first:place]
    )
    if is_participle:
        if before is not None and before.tag == "N" and first == place and before.low not in _BEARERS:
            return subject_before(tokens, first - 1), "before"
        return _shared(tokens, first, earlier), "shared"
    if form.shape in ("past", "s") and form.cue.takes == Takes.SAID and first == place:
        inverted = _inverted(tokens, place, form)
        if inverted is not None:
            return inverted, "after"
    if before is None:
        return None, ""
    if before.tag == "C":
        return _shared(tokens, first - 1, earlier), "shared"
    last = first - 1
    if last > 2 and tokens[last - 1].low in ("last", "this") and is_bare_time(tokens, last, last):
        last -= 2
    subject = subject_before(tokens, last)
    if subject is not None and tokens[subject.head_last].low in ("who", "that"):
        subject = _antecedent(tokens, subject)
    if subject is not None and not _is_time(tokens, subject):
        return subject, "before"
    return None, ""


def _is_time(tokens: Tokens, subject: Phrase) -> bool:
    return all(
        token.low in words.DAYS or token.low in words.MONTHS or token.tag == "M"
        for token in tokens[subject.first : subject.head_last + 1]
    )


def _antecedent(tokens: Tokens, who: Phrase) -> Phrase | None:
    before = who.first - 1
    if before > 0 and tokens[before].tag == ",":
        before -= 1
    if before < 0 or tokens[before].tag not in "NMD)":
        return None
    nearest = phrase_before(tokens, before)
    if (
        nearest is not None
        and nearest.first
        and tokens[before].is_capital
        and tokens[nearest.first - 1].low in _LEADS_TO_A_PERSON
    ):
        found: Phrase | None = nearest
    else:
        found = subject_before(tokens, before)
    return None if found is None else Phrase(found.first, who.last, found.head_last)


# "Issued a statement saying": the words are those of whoever issued it.
_BEARERS = frozenset(
    "statement letter tweet post message memo note email e-mail sign signs report interview".split()
)
_LEADS_TO_A_PERSON = frozenset("by to with from against for including like and or than".split())


def _inverted(tokens: Tokens, place: int, form: Form) -> Phrase | None:
    """ "…," said Ann Lee: a subject after its verb, only right after a quotation or a comma."""
    before = tokens[place - 1] if place else None
    if before is not None and before.tag not in ("Q", ","):
        return None
    if before is not None and before.tag == "," and subject_before(tokens, place - 1) is not None:
        return None
    following = phrase_after(tokens, place + 1, len(tokens))
    if following is None or is_clause(tokens, following.last + 1):
        return None
    if form.cue.has_hearer or (before is None and form.cue.lemma not in ("say", "add", "write")):
        return None
    return following


def is_clause(tokens: Tokens, place: int) -> bool:
    """Whether a verb comes next, so that the phrase before it was the subject of a clause."""
    while place < len(tokens) and tokens[place].tag == "A":
        place += 1
    return place < len(tokens) and (tokens[place].tag in "VX" or tokens[place].low in FORMS)


def _shared(tokens: Tokens, at: int, earlier: list[Heard]) -> Phrase | None:
    """The subject of "…, saying" or "and said": that of the cue before it, or of the sentence's first
    verb."""
    if earlier and at - earlier[-1].verb <= FARTHEST:
        return earlier[-1].subject
    for place in range(max(0, at - FARTHEST), at):
        token = tokens[place]
        low = token.low
        is_finite = token.tag == "X" or (token.tag == "V" and not low.endswith("ing")) or low in FORMS
        if not is_finite or place == 0 or tokens[place - 1].tag in "PDSWC":
            continue
        start = place
        while start > 0 and tokens[start - 1].tag in "XA":
            start -= 1
        subject = subject_before(tokens, start - 1) if start else None
        if subject is not None and tokens[subject.head_last].tag != "W" and not _is_time(tokens, subject):
            return subject
    return None
