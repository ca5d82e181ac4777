"""Who says what in Russian news: plain patterns only. What fits none of them is left to an editor."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.extraction.pieces import claim_of, quotations, sentence_places, trimmed
from factcheck.extraction.statements import Place, Speaker, Statement, Story
from factcheck.rules.stances import Stance
from factcheck.rules.vocabulary import HopMode

_SAY = (
    r"(?:сказал|заявил|сообщил|рассказал|отметил|подчеркнул|добавил|пояснил|уточнил|объяснил|утверждал|признал|"
    r"предупредил|подтвердил|написал|ответил|напомнил|указал|считал|говорил|полагал|отмечал|подчёркивал|"
    r"подчеркивал|уверял|объявил|предположил|констатировал|заметил|прокомментировал|резюмировал|заключил)(?:а|и|о)?"
    r"|(?:сообща|рассказыва|отмеча|подчёркива|подчеркива|добавля|поясня|уточня|объясня|утвержда|призна|счита|"
    r"полага|уверя|напомина|указыва|предупрежда|заявля|подтвержда)(?:ет|ют)|признаёт|говорит|говорят|пишет|пишут|"
    r"переда[её]т|передают|уверен|уверена|уверены"
)
_VERB = re.compile(rf"(?<!\w)(?:{_SAY})(?!\w)", re.I)
_THAT = re.compile(r"(?:\s[^,:;.!?«»\"“”\n]{1,80})?,\s+(?:что|как|какие|какой|будто)\s", re.I)
_COLON = re.compile(r"(?:\s[^,:;.!?«»\"“”\n]{1,80})?:\s*")
_AFTER_QUOTE = re.compile(r"\s*[,!?…]?\s*[—–-]\s*")
_BREAK = re.compile(r"[,;:()!?…«»\"“”\n]|\s[—–-]\s|\.(?=\s|$)")
_ACCORDING = re.compile(
    r"(?:^|(?<=,\s)|(?<=—\s))по\s+(?:его|её|ее|их)?\s*(?:словам|данным|информации|мнению|сообщению|оценкам|утверждению|версии)\s*",
    re.I,
)
_AS_SAID = re.compile(rf"как\s+(?:ранее\s+)?(?:{_SAY})\s+", re.I)
_STANCES = (
    (
        Stance.NOT_CONFIRMED,
        re.compile(r"(?<!\w)(?:пока\s+)?не\s+(?:подтвердил(?:а|и|о)?|подтвержда(?:ет|ют))(?!\w)"),
    ),
    (
        Stance.DECLINED_TO_COMMENT,
        re.compile(r"(?<!\w)отказал(?:ся|ась|ись|ось)\s+(?:от\s+комментари\w+|комментировать)"),
    ),
    (
        Stance.DENIES,
        re.compile(r"(?<!\w)(?:опроверг(?:ла|ли|ло)?|опроверга(?:ет|ют)|отрица(?:ет|ют|л|ла|ли))(?!\w)"),
    ),
)
_HEDGE = re.compile(
    r"(?<!\w)(?:якобы|по-видимому|возможно|вероятно|предположительно|судя по всему)(?!\w)", re.I
)
_RELAY = re.compile(
    r",\s+(?:(?:его|её|ее|их)\s+слова\s+(?:приводит|цитирует|переда[её]т)|переда[её]т|сообщает|пишет|цитирует(?:\s+его)?)"
    r"\s+([^,.;:\n]{2,60})"
)
_LINKED = re.compile(r"\s+со\s+ссылкой\s+на\s+")
_LEADING = re.compile(
    r"(?:(?:и|а|но|же|так|хотя|однако|вот|также|при этом|кроме того|ранее|позже|накануне|затем|потом)\s+"
    r"|(?:[—–-]\s+))+",
    re.I,
)
_AFTER_VERB = re.compile(
    r"\s*(?:(?:ему|ей|им|мне|нам|также|журналистам|в\s+интервью\s+\S+|РИА\s+Новости(?=\s+[а-я])|ТАСС(?=\s+[а-я]))\s+)*"
)
_CUT = re.compile(
    r"\s+(?:в|во|на|о|об|со|с|для|после|во время|журналистам|ему|ей|мне|нам)\s+.*|\s+журналистам.*", re.S
)
_STARTS_OFF = re.compile(
    r"(?:в|во|на|по|о|об|с|со|к|у|из|за|для|от|до|после|перед|при|под|над|между|что|как|если|когда|где|который"
    r"|которая|которые|это|все|не|ни|бы|ещё|еще|уже|я|ты|мы|вы|там|тут|тогда|этом|ничего|никто|\d+)(?!\w)",
    re.I,
)
_LAST_NAMES = re.compile(r"(?:[А-ЯЁA-Z][\w-]*\s+){0,2}[А-ЯЁA-Z][\w-]*$|(?<!\w)(?:он|она|они)$")
_PRONOUNS = frozenset({"он", "она", "они", "ведомство", "министерство", "агентство"})
_ADVERBS = re.compile(
    r"\s+(?:также|недавно|ранее|осенью|весной|летом|зимой|сегодня|вчера|накануне|тогда|часто|позже|затем|сам|сама|"
    r"только что|не раз|пока|официально|уже)$"
)


@dataclass
class _Memory:
    """Whom the story has named so far."""

    text: str
    last: str = ""
    names: tuple[str, ...] = ()

    def speaker(self, place: Place) -> Speaker:
        words = self.text[place[0] : place[1]]
        if words.lower() in _PRONOUNS:
            how = f"{words}: the last one named before" if self.last else ""
            return Speaker(place, words, self.last or words, how)
        longer = next((name for name in self.names if name != words and name.endswith(" " + words)), "")
        name = longer or words
        self.last = name
        self.names = (*self.names[-50:], name)
        return Speaker(place, words, name, f"{words}: named in full before" if longer else "")


def read_quotations(story: Story) -> list[Statement]:
    """What is said by whom in a Russian story, in order. One at most for a sentence; never raises."""
    text = story.body_text
    quoted = quotations(text)
    memory = _Memory(text)
    found: list[Statement] = []
    number = 0
    for start, end in sentence_places(text, quoted):
        while number < len(quoted) and quoted[number][1] <= start:
            number += 1
        first = quoted[number] if number < len(quoted) and quoted[number][1] <= end else None
        statement = _read(memory, start, end, first)
        if statement is not None:
            found.append(statement)
    return found


def _read(memory: _Memory, start: int, end: int, quote: Place | None) -> Statement | None:
    start, _ = trimmed(memory.text, start, end, " \t\r\n\xa0—–-")
    if quote is not None and quote[0] == start:
        return _quote_first(memory, start, end, quote)
    return (
        _according(memory, start, end)
        or _stance(memory, start, end)
        or _speaker_first(memory, start, end, quote)
        or _speaker_last(memory, start, end)
    )


def _quote_first(memory: _Memory, start: int, end: int, quote: Place) -> Statement | None:
    text = memory.text
    inner = next(
        (
            dash
            for dash in re.finditer(r",\s[—–-]\s", text[quote[0] : quote[1]])
            if _VERB.match(text, quote[0] + dash.end())
        ),
        None,
    )
    if inner is not None:
        cue = _VERB.match(text, quote[0] + inner.end())
        who = cue and _after(text, cue.end(), quote[1])
        again = who and re.compile(r"[,.]\s[—–-]\s").match(text, who[1])
        if cue is None or not who or not again:
            return None
        places: tuple[Place, ...] = ((quote[0], quote[0] + inner.start()), (again.end(), quote[1]))
        return _said(memory, who, cue.span(), places, HopMode.VERBATIM, end, "«…, – said X, – …»")
    joint = _AFTER_QUOTE.match(text, quote[1], end)
    cue = joint and _VERB.match(text, joint.end(), end)
    if not cue:
        return None
    who = _after(text, cue.end(), end)
    return _said(memory, who, cue.span(), (quote,), HopMode.VERBATIM, end, "«…», – said X") if who else None


def _speaker_first(memory: _Memory, start: int, end: int, quote: Place | None) -> Statement | None:
    text = memory.text
    for cue in _VERB.finditer(text, start, end):
        if quote is not None and quote[0] < cue.start() < quote[1]:
            continue
        who = _before(text, start, cue.start())
        if who is None:
            continue
        that = _THAT.match(text, cue.end(), end)
        if that:
            content = trimmed(text, that.end(), end)
            return _said(memory, who, cue.span(), (content,), HopMode.PARAPHRASE, end, "X said that …")
        colon = _COLON.match(text, cue.end(), end)
        if colon:
            whole = quote is not None and quote[0] == colon.end()
            content = quote if whole and quote else trimmed(text, colon.end(), end)
            mode = HopMode.VERBATIM if whole else HopMode.PARAPHRASE
            return _said(memory, who, cue.span(), (content,), mode, end, "X said: …")
    return None


def _speaker_last(memory: _Memory, start: int, end: int) -> Statement | None:
    """ "…, сообщил X." """
    text = memory.text
    for comma in re.finditer(r",\s+", text[start:end]):
        cue = _VERB.match(text, start + comma.end(), end)
        if cue is None or comma.start() < 12:
            continue
        who = _after(text, cue.end(), end)
        if who is None or text[who[1] : who[1] + 1] == ":":
            continue
        content = trimmed(text, start, start + comma.start())
        return _said(memory, who, cue.span(), (content,), HopMode.PARAPHRASE, end, "…, said X")
    return None


def _according(memory: _Memory, start: int, end: int) -> Statement | None:
    text = memory.text
    cue = _ACCORDING.match(text, start, end) or _AS_SAID.match(text, start, end)
    if cue is None:
        return None
    stop = text.find(",", cue.end(), end)
    who = trimmed(text, cue.end(), stop) if stop > 0 else (0, 0)
    if not 1 < who[1] - who[0] <= 90:
        return None
    content = trimmed(text, stop + 1, end)
    at = (cue.start(), trimmed(text, *cue.span())[1])
    return _said(memory, who, at, (content,), HopMode.PARAPHRASE, end, "according to X, …")


def _stance(memory: _Memory, start: int, end: int) -> Statement | None:
    for stance, words in _STANCES:
        cue = words.search(memory.text, start, end)
        who = cue and _before(memory.text, start, cue.start())
        if cue and who:
            content = trimmed(memory.text, cue.end(), end)
            places = (content,) if content[0] < content[1] else ()
            return _said(
                memory,
                who,
                cue.span(),
                places,
                HopMode.PARAPHRASE,
                end,
                "X denied, or did not confirm",
                stance,
            )
    return None


def _before(text: str, start: int, stop: int) -> Place | None:
    """The speaker that stands before the verb: from the last break to the verb."""
    low = max(start, stop - 100)
    left = low
    for sign in _BREAK.finditer(text, low, stop):
        left = sign.end()
    if low > start and left == low:
        return None
    left, right = trimmed(text, left, stop)
    leading = _LEADING.match(text, left, right)
    left = leading.end() if leading else left
    while adverb := _ADVERBS.search(text[left:right]):
        right = left + adverb.start()
    if _STARTS_OFF.match(text, left, right) or text[left:right].endswith((" не", " и")):
        names = _LAST_NAMES.search(text[left:right])
        if names is None or names.start() == 0:
            return None
        left += names.start()
    return (left, right) if _is_plain(text[left:right]) else None


def _after(text: str, start: int, end: int) -> Place | None:
    """The speaker that stands after the verb: up to the next break."""
    skipped = _AFTER_VERB.match(text, start, end)
    start = skipped.end() if skipped else start
    stop = _BREAK.search(text, start, min(end, start + 140))
    right = stop.start() if stop else min(end, start + 140)
    cut = _CUT.search(text[start:right])
    place = trimmed(text, start, start + cut.start() if cut else right)
    words = text[place[0] : place[1]]
    return place if _is_plain(words) and not _STARTS_OFF.match(words) else None


def _is_plain(words: str) -> bool:
    return 1 < len(words) <= 100 and len(words.split()) <= 11 and words[0].isalpha()


def _relays(memory: _Memory, start: int, end: int) -> Iterator[Speaker]:
    for relay in _RELAY.finditer(memory.text, start, end):
        place = trimmed(memory.text, *relay.span(1))
        words = memory.text[place[0] : place[1]]
        yield Speaker(place, words, words)


def _said(
    memory: _Memory,
    who: Place,
    cue: Place,
    places: tuple[Place, ...],
    mode: HopMode,
    end: int,
    rule: str,
    stance: Stance | None = None,
) -> Statement | None:
    text = memory.text
    if any(start >= stop for start, stop in places):
        return None
    after = max(who[1], cue[1])
    relays = list(_relays(memory, after, end)) if places and places[-1][1] <= after else []
    link = _LINKED.search(text, who[0], min(end, who[1] + 120))
    if link and link.start() <= who[1]:
        stop = _BREAK.search(text, link.end(), end)
        relay, source = text[who[0] : link.start()], trimmed(text, link.end(), stop.start() if stop else end)
        relays.insert(0, Speaker((who[0], link.start()), relay, relay))
        who = source
    hedges = tuple(hedge.span() for place in places for hedge in _HEDGE.finditer(text, *place))
    if stance is None:
        stance = Stance.AFFIRMS_HEDGED if hedges else Stance.AFFIRMS
    return Statement(
        memory.speaker(who),
        tuple(relays),
        cue,
        places,
        stance,
        mode,
        claim_of(text, places),
        hedges,
        rule=rule,
    )
