"""Who passed words on: "Putin said …, according to Tass", "Tass reported, citing the ministry", "told
Reuters"."""

from dataclasses import dataclass, replace

from factcheck.extraction.attributions import Attribution
from factcheck.extraction.outlets import is_outlet
from factcheck.extraction.phrases import phrase_after
from factcheck.extraction.quoted import quoted_as
from factcheck.extraction.statements import Place
from factcheck.extraction.tokens import Sentence, Token

# What may follow the inner content within the outer one: a closing mark and little more.
_REST = 8


@dataclass(frozen=True, slots=True)
class Chained:
    """An attribution and the places of its relays, nearest the speaker first."""

    attribution: Attribution
    relays: tuple[Place, ...] = ()


def chained(text: str, sentence: Sentence, found: list[Attribution]) -> list[Chained]:
    """The attributions of one sentence, those that only pass on folded into what they pass on."""
    quoted = _quoted(text, sentence)
    taken = {place for one in quoted for place in (one.attribution.cue,)}
    plain = [one for one in found if one.cue not in taken and not _is_within_quoting(one, quoted)]
    plain, cited = _with_cited(text, plain)
    passed_on: set[int] = set()
    result: list[Chained] = []
    for inner in plain:
        relays: list[tuple[int, Place]] = []
        for number, outer in enumerate(plain):
            if outer is inner or not _holds(outer, inner):
                continue
            relays.append((_length(outer), outer.head or outer.cue))
            if _only_passes_on(text, outer, inner):
                passed_on.add(number)
        relays.sort()
        places = tuple(place for _, place in relays)
        if told := _told_outlet(text, sentence.tokens, inner):
            places = (told, *places)
        result.append(Chained(inner, (*cited.get(inner, ()), *places)))
    kept = [one for number, one in enumerate(result) if number not in passed_on]
    return sorted([*kept, *quoted], key=lambda one: one.attribution.start)


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether the inner cue and its source stand within the outer content."""
    if outer.source is None or inner.source == outer.source:
        return False
    start = inner.cue[0] if inner.source is None else min(inner.source[0], inner.cue[0])
    return any(first <= start and inner.cue[1] <= last for first, last in outer.content)


def _only_passes_on(text: str, outer: Attribution, inner: Attribution) -> bool:
    if outer.lemma != "according to" and not is_outlet(_words(text, outer)):
        return False
    return outer.content[-1][1] - inner.content[-1][1] <= _REST


def _length(one: Attribution) -> int:
    return sum(end - start for start, end in one.content)


def _words(text: str, one: Attribution) -> str:
    return text[slice(*one.head)] if one.head else ""


def _with_cited(
    text: str, found: list[Attribution]
) -> tuple[list[Attribution], dict[Attribution, tuple[Place, ...]]]:
    """ "Yonhap reported, citing the ministry": the ministry's words, through Yonhap."""
    kept: list[Attribution] = []
    relays: dict[Attribution, tuple[Place, ...]] = {}
    for one in found:
        if one.lemma == "cite" and kept and kept[-1].source == one.source and is_outlet(_words(text, one)):
            source = one.content[0]
            said = replace(kept.pop(), source=source, head=source, rule="cited by whoever reports it")
            kept.append(said)
            if one.head is not None:
                relays[said] = (one.head,)
            continue
        kept.append(one)
    return kept, relays


def _told_outlet(text: str, tokens: tuple[Token, ...], one: Attribution) -> Place | None:
    """ "told Reuters": the hearer, when it is a newspaper or an agency."""
    cue = one.heard
    if cue is None or not cue.form.cue.has_hearer or cue.order == "after":
        return None
    hearer = phrase_after(tokens, cue.after, len(tokens))
    if hearer is None:
        return None
    place = (tokens[hearer.first].start, tokens[hearer.head_last].end)
    return place if is_outlet(text[slice(*place)]) else None


def _quoted(text: str, sentence: Sentence) -> list[Chained]:
    tokens = sentence.tokens
    found: list[Chained] = []
    for one in quoted_as(tokens):
        source = (tokens[one.source.first].start, tokens[one.source.last].end)
        head = (tokens[one.source.first].start, tokens[one.source.head_last].end)
        cue = (tokens[one.cue[0]].start, tokens[one.cue[1]].end)
        content = ((tokens[one.content[0]].start, tokens[one.content[1]].end),)
        relay = (
            () if one.relay is None else ((tokens[one.relay.first].start, tokens[one.relay.head_last].end),)
        )
        said = Attribution(sentence.number, None, source, head, cue, content, "say", "quoted as saying")
        found.append(Chained(said, relay))
    return found


def _is_within_quoting(one: Attribution, quoted: list[Chained]) -> bool:
    """The verbs "quoted" and "saying" of "quoted him as saying" are one cue."""
    for other in quoted:
        cue = other.attribution.cue
        if cue[0] <= one.cue[0] < cue[1] or (
            one.lemma in ("quote", "cite") and abs(one.cue[1] - cue[0]) < 80
        ):
            return True
    return False
