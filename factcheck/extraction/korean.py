"""Who says what in Korean news: plain patterns only. What fits none of them is left to an editor."""

import re
from dataclasses import dataclass

from factcheck.extraction.pieces import claim_of, quotations, sentence_places, trimmed
from factcheck.extraction.statements import Place, Speaker, Statement, Story
from factcheck.rules.stances import Stance
from factcheck.rules.vocabulary import HopMode

_SAY = (
    r"(?:말했|밝혔|전했|강조했|설명했|덧붙였|주장했|발표했|지적했|언급했|보도했|평가했|분석했|전망했|예상했|추정했|"
    r"비판했|반박했|답했|경고했|당부했|촉구했|토로했|호소했|내다봤|적었|썼|소개했|공지했|통보했|(?<![가-힣])했)"
    r"(?:다|습니다|으며|으나|지만|고)(?![가-힣])"
)
# The last words of a sentence: after "…고", with at most a short phrase between.
_CUE = re.compile(rf"\s*(?:[^\s,.\"“”]{{1,20}}\s+){{0,3}}?({_SAY})")
_QUOTED = re.compile(r"\s*(?:이)?(?:라고|라며|라면서|고|며|면서)(?![가-힣])")
_REPORTED = re.compile(r"[가-힣](?:다|라|자|냐)고(?=\s)")
_LATER = re.compile(_SAY)
_SUBJECT = re.compile(r"([^\s,.!?“”\"「」():;]+?)(?:께서는|은|는)(?=[\s,])")
_REPORTER = re.compile(
    r"\s*([^\s,.!?“”\"]{1,20}(?:\s[^\s,.!?“”\"]{1,20}){0,2}?)(?:이|가|은|는)\s+"
    r"(?:[^\s,.]{1,15}\s+)?((?:보도|전)했다)"
)
_ACCORDING = re.compile(r"([^,.!?“”\"\n]{2,60}?)에\s?(따르면|의하면)(?=[\s,])")
_STANCES = (
    (Stance.NOT_CONFIRMED, re.compile(r"확인(?:하지|해\s?주지)\s?않(?:았다|고 있다|았습니다)")),
    (Stance.DECLINED_TO_COMMENT, re.compile(r"(?:논평|언급|답변)(?:을|를)?\s?(?:거부|거절)했(?:다|습니다)")),
    (Stance.DENIES, re.compile(r"부인했(?:다|습니다)")),
)
_HEDGE = re.compile(
    r"것으로\s(?:보인다|보인|추정된|추정된다|알려졌|전해졌)|추정된다|가능성이\s(?:있|크|높)|아마도?(?=\s)"
)
_PRONOUNS = frozenset({"그", "그녀", "그들", "이들", "이 관계자", "이 당국자", "이 소식통"})
_SHORT_NAMES = {"합참": "합동참모본부", "국정원": "국가정보원", "한은": "한국은행", "금감원": "금융감독원"}
# The ends of words for those who can speak; any other topic makes no speaker.
_TITLE = re.compile(
    r"(?:대통령|총리|장관|차관|의원|대표|위원장|위원|회장|사장|부사장|이사|원장|청장|처장|시장|지사|교수|박사|대변인|국장|과장|"
    r"실장|팀장|본부장|단장|소장|총장|감독|선수|기자|변호사|판사|검사|관계자|당국자|소식통|전문가|외무상|부장|센터장|연구원|"
    r"연구위원|애널리스트|후보|총재|대사|사령관|^씨|[가-힣]{2}씨|측|(?<!일)(?<!내)(?<!외)부|청|(?<!출)처|(?<!지)원|(?<!사)(?<!현)(?<!진)실|(?<!결)국|(?<!식)당|합참|통신|신문|방송|정부|청와대|백악관|위원회|"
    r"본부|은행|대리인단|변호인단|대리인|변호인|경찰|검찰|법원|재판부|협회|연합회|노조|유엔|기업|그룹|전자|^그|^그녀|^그들)$"
)


@dataclass
class _Memory:
    """Whom the story has named so far."""

    text: str
    last: str = ""
    names: tuple[str, ...] = ()

    def speaker(self, place: Place) -> Speaker:
        words = self.text[place[0] : place[1]]
        if words in _PRONOUNS:
            return Speaker(
                place, words, self.last or words, f"{words}: the last one named before" if self.last else ""
            )
        full = _SHORT_NAMES.get(words, "")
        if full and full in self.text:
            self.last = full
            return Speaker(place, words, full, f"{words}: the story gives the full name")
        longer = next((name for name in self.names if name != words and name.endswith(" " + words)), "")
        self.last = longer or words
        self.names = (*self.names[-50:], self.last)
        return Speaker(place, words, self.last, f"{words}: named in full before" if longer else "")


def read_quotations(story: Story) -> list[Statement]:
    """What is said by whom in a Korean story, in order. One at most for a sentence; never raises."""
    text = story.body_text
    quoted = quotations(text)
    memory = _Memory(text)
    found: list[Statement] = []
    number = 0
    for start, end in sentence_places(text, quoted):
        while number < len(quoted) and quoted[number][1] <= start:
            number += 1
        inside: list[Place] = []
        for at in range(number, min(len(quoted), number + 20)):
            if quoted[at][1] <= end:
                inside.append(quoted[at])
        start, end = trimmed(text, start, end, " \t\r\n\xa0")
        statement = (
            _according(memory, start, end, inside)
            or _stance(memory, start, end)
            or _quoted(memory, start, end, inside)
            or _reported(memory, start, end, inside)
        )
        if statement is not None:
            found.append(statement)
    return found


def _quoted(memory: _Memory, start: int, end: int, inside: list[Place]) -> Statement | None:
    """X는 "…"라고 말했다."""
    for quote in inside:
        link = _QUOTED.match(memory.text, quote[1], end)
        last = max(
            (one[1] for one in inside if link and _QUOTED.match(memory.text, one[1], end)), default=end
        )
        cue = link and _LATER.search(memory.text, last, min(end, last + 60))
        who = _subject(memory.text, start, quote[0])
        if cue and who:
            after = tuple(one for one in inside if one[0] > quote[1] and one[1] < cue.start())
            return _said(memory, who, cue.span(), (quote, *after), HopMode.VERBATIM, 'X는 "…"라고 말했다')
    return None


def _reported(memory: _Memory, start: int, end: int, inside: list[Place]) -> Statement | None:
    """X는 …다고 밝혔다, and …다고 X가 보도했다."""
    text = memory.text
    for link in _REPORTED.finditer(text, start, end):
        if any(low < link.start() < high for low, high in inside):
            continue
        reporter = _REPORTER.match(text, link.end(), end)
        if reporter and reporter.start(1) - start > 8:
            content = trimmed(text, start, link.end() - 1)
            return _said(
                memory,
                reporter.span(1),
                reporter.span(2),
                (content,),
                HopMode.PARAPHRASE,
                "…다고 X가 보도했다",
            )
        cue = _CUE.match(text, link.end(), end)
        who = _subject(text, start, link.start())
        if cue and who:
            after = re.compile(r"(?:께서는|은|는)?[\s,]*").match(text, who[1])
            content = trimmed(text, after.end() if after else who[1], link.end() - 1)
            return _said(memory, who, cue.span(1), (content,), HopMode.PARAPHRASE, "X는 …다고 밝혔다")
    return None


def _according(memory: _Memory, start: int, end: int, inside: list[Place]) -> Statement | None:
    text = memory.text
    cue = _ACCORDING.match(text, start, end)
    if cue is None or any(low < cue.end() and cue.start() < high for low, high in inside):
        return None
    who = trimmed(text, *cue.span(1))
    dated = re.compile(r"\d+일\s+|이날\s+").match(text, who[0], who[1])
    who = (dated.end(), who[1]) if dated else who
    content = trimmed(text, cue.end(), end)
    return _said(memory, who, (who[1], cue.end()), (content,), HopMode.PARAPHRASE, "X에 따르면 …")


def _stance(memory: _Memory, start: int, end: int) -> Statement | None:
    for stance, words in _STANCES:
        cue = words.search(memory.text, start, end)
        who = cue and _subject(memory.text, start, cue.start())
        if cue and who:
            after = re.compile(r"(?:께서는|은|는)?[\s,]*").match(memory.text, who[1])
            content = trimmed(memory.text, after.end() if after else who[1], cue.start())
            places = (content,) if content[0] < content[1] else ()
            return _said(
                memory, who, cue.span(), places, HopMode.PARAPHRASE, "X는 …부인했다, 확인하지 않았다", stance
            )
    return None


def _subject(text: str, start: int, stop: int) -> Place | None:
    """The first topic of the sentence that can speak, without its particle: a body, a title, a pronoun."""
    for topic in _SUBJECT.finditer(text, start, min(stop, start + 120)):
        word = topic[1]
        if not _TITLE.search(word):
            return None
        left = max(start, *(text.rfind(sign, start, topic.start()) + 1 for sign in ',."”)'))
        place = trimmed(text, left, topic.end(1), ' \t\n,."”()')
        return place if 0 < place[1] - place[0] <= 60 else None
    return None


def _said(
    memory: _Memory,
    who: Place,
    cue: Place,
    places: tuple[Place, ...],
    mode: HopMode,
    rule: str,
    stance: Stance | None = None,
) -> Statement | None:
    text = memory.text
    if who[0] >= who[1] or any(start >= stop for start, stop in places):
        return None
    hedges = tuple(hedge.span() for place in places for hedge in _HEDGE.finditer(text, *place))
    if stance is None:
        stance = Stance.AFFIRMS_HEDGED if hedges else Stance.AFFIRMS
    return Statement(
        memory.speaker(who), (), cue, places, stance, mode, claim_of(text, places), hedges, rule=rule
    )
