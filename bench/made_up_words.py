"""Claims, quotes and names in five languages, made of small tables of our own: nobody ever said any of them.

Names are strung together from syllables, the n-th as common as 1/n [Zipf], so that a few stand in thousands
of claims and most in one or two, as in a real archive.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

NAMES = 60_000


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sentence with gaps. measure: what {n} counts; empty where there is no figure."""

    text: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """cues: for, against, neither. hedges: words for exactly, about, at least, up to, more than."""

    code: str
    share: float
    patterns: Sequence[Pattern]
    things: Sequence[str]
    whens: Sequence[str]
    first: Sequence[str]
    middle: Sequence[str]
    last: Sequence[str]
    cues: tuple[Sequence[str], Sequence[str], Sequence[str]]
    hedges: tuple[str, str, str, str, str]
    filler: Sequence[str]
    blank: str = " "

    def name(self, chance: Random) -> str:
        return self._name(int(math.exp(chance.random() * math.log(NAMES))))

    def _name(self, rank: int) -> str:
        rest, one = divmod(rank, len(self.first))
        rest, two = divmod(rest, len(self.last))
        return self.first[one] + (self.middle[rest % len(self.middle)] if rest else "") + self.last[two]


EN = Language(
    "en", 0.5,
    [
        Pattern("{n} people were killed in {name} {when}.", "killed"),
        Pattern("{n} people were wounded when {thing} was hit in {name} {when}.", "wounded"),
        Pattern("{n} soldiers were sent to {name} {when}.", "deployed"),
        Pattern("{n} families left {name} after {thing} was closed {when}.", "displaced"),
        Pattern("{n} attacks on {thing} near {name} were counted {when}.", "events"),
        Pattern("{name} received {n} shells for {thing} {when}.", "munitions"),
        Pattern("{n} vehicles were lost on the road from {name} to {other} {when}.", "weapons"),
        Pattern("{name} has agreed with {other} to hand over {thing} {when}."),
        Pattern("{thing} in {name} was rebuilt with money from {other} {when}."),
        Pattern("The council of {name} voted to sell {thing} to {other} {when}."),
        Pattern("Inspectors from {other} were turned away at {thing} in {name} {when}."),
    ],
    ["the bridge", "the power station", "the harbour", "the hospital", "a depot", "the school",
     "the water works",
     "the railway station", "a border post", "the grain store", "the airport", "a pipeline", "the prison",
     "the dam", "the market hall", "a radio mast"],
    ["in January", "in March", "in May", "in August", "in October", "in December", "on Monday", "on Thursday",
     "over the weekend", "during the night", "before the vote", "after the ceasefire"],
    "Al Bar Cor Dun El Fer Gal Har Ist Jar Kel Lor Or Pel Quer Ros Sal Tor Ul Ver Wes Yar Zem".split(),
    "a an ar e en er i in o on or u".split(),
    "bar bury dan den field ford gat ham ka len mont mouth rad stan stead ton vale ville wick".split(),
    (["said", "announced", "confirmed", "reported"], ["denied", "rejected", "disputed"],
     ["has not confirmed", "declined to say"]),
    ("{n}", "about {n}", "at least {n}", "up to {n}", "more than {n}"),
    ["Two witnesses gave different accounts of the hour.", "The road was open again by the evening.",
     "No papers were shown to reporters.", "Talks are to go on next week."],
)  # fmt: skip

KO = Language(
    "ko", 0.14,
    [
        Pattern("{when} {name}에서 {n}명이 숨졌다.", "killed"),
        Pattern("{when} {name}의 {thing} 피격으로 {n}명이 다쳤다.", "wounded"),
        Pattern("{when} 병력 {n}명이 {name}에 파견됐다.", "deployed"),
        Pattern("{when} {thing} 폐쇄 이후 {n}가구가 {name}을 떠났다.", "displaced"),
        Pattern("{when} {name} 인근 {thing}에 대한 공격이 {n}차례 있었다.", "events"),
        Pattern("{name} 당국은 {when} {thing} 매각에 합의했다."),
        Pattern("{when} {other} 지원금으로 {name}의 {thing} 복구가 끝났다."),
    ],
    ["다리", "발전소", "항구", "병원", "창고", "학교", "정수장", "기차역", "국경 초소", "곡물 창고",
     "공항", "송유관"],
    ["1월", "3월", "5월", "8월", "10월", "12월", "월요일", "주말", "밤사이", "투표 전", "휴전 뒤"],
    "가 나 다 라 마 바 사 아 자 하 강 남 동 북 서 청 평 함 대 광".split(),
    "구 노 도 리 미 보 수 오 우 주 진 천 해".split(),
    "산 주 천 포 성 원 흥 령 진 평 강 안 양 화".split(),
    (["밝혔다", "발표했다", "확인했다"], ["부인했다", "반박했다"], ["확인하지 않았다"]),
    ("{n}", "약 {n}", "최소 {n}", "최대 {n}", "{n} 이상"),
    ["목격자들의 말은 서로 달랐다.", "도로는 저녁에 다시 열렸다.", "협의는 다음 주에 이어진다."],
)  # fmt: skip

RU = Language(
    "ru", 0.14,
    [
        Pattern("{when} в городе {name} погибли {n} человек.", "killed"),
        Pattern("{when} при ударе по объекту «{thing}» в городе {name} ранены {n} человек.", "wounded"),
        Pattern("{when} в район города {name} направлены {n} военных.", "deployed"),
        Pattern("{when} город {name} покинули {n} семей.", "displaced"),
        Pattern("{when} под городом {name} насчитали {n} обстрелов.", "events"),
        Pattern("{when} власти города {name} согласились передать объект «{thing}» городу {other}."),
        Pattern("{when} проверяющих не пустили на объект «{thing}» в городе {name}."),
    ],
    ["мост", "электростанция", "порт", "больница", "склад", "школа", "водозабор", "вокзал", "застава",
     "элеватор",
     "аэропорт", "нефтепровод"],
    ["В январе", "В марте", "В мае", "В августе", "В октябре", "В декабре", "В понедельник",
     "В выходные", "Ночью",
     "До голосования", "После перемирия"],
    "Бел Вол Гор Дар Зар Кам Лес Мир Нов Орл Пол Рос Сев Тар Ус Фед Хар Чер Шах Яр".split(),
    "а ани ено и ино о ово у".split(),
    "град бург ск ово ино поль рец мск вка чин".split(),
    (["сообщил", "заявил", "подтвердил"], ["опроверг", "отверг"], ["не подтвердил"]),
    ("{n}", "около {n}", "не менее {n}", "до {n}", "более {n}"),
    ["Очевидцы называют разное время.", "К вечеру дорогу открыли.",
     "Переговоры продолжатся на следующей неделе."],
)  # fmt: skip

ZH = Language(
    "zh", 0.11,
    [
        Pattern("{when}{name}有{n}人遇难。", "killed"),
        Pattern("{when}{name}{thing}遇袭，{n}人受伤。", "wounded"),
        Pattern("{when}{n}名士兵被派往{name}。", "deployed"),
        Pattern("{when}{thing}关闭后，{n}户居民离开{name}。", "displaced"),
        Pattern("{when}{name}附近发生{n}次针对{thing}的袭击。", "events"),
        Pattern("{when}{name}同意把{thing}交给{other}。"),
        Pattern("{when}检查人员未能进入{name}的{thing}。"),
    ],
    ["大桥", "电站", "港口", "医院", "仓库", "学校", "水厂", "火车站", "边境哨所", "粮库", "机场", "输油管"],
    ["一月", "三月", "五月", "八月", "十月", "十二月", "周一", "周末", "夜间", "投票前", "停火后"],
    list("东西南北安宁长永新青白黄金石林江河海山云"),
    list("平和兴隆德顺城陵溪沙湖潭峰"),
    list("州县城镇港口岭原江河山庄"),
    (["表示", "宣布", "证实"], ["否认", "驳斥"], ["未予证实"]),
    ("{n}", "约{n}", "至少{n}", "最多{n}", "超过{n}"),
    ["目击者的说法并不一致。", "道路在傍晚恢复通行。", "会谈将于下周继续。"],
    blank="",
)  # fmt: skip

AR = Language(
    "ar", 0.11,
    [
        Pattern("قُتل {n} شخصًا في {name} {when}.", "killed"),
        Pattern("أصيب {n} شخصًا في قصف {thing} في {name} {when}.", "wounded"),
        Pattern("أُرسل {n} جنديًا إلى {name} {when}.", "deployed"),
        Pattern("غادرت {n} أسرة {name} بعد إغلاق {thing} {when}.", "displaced"),
        Pattern("سُجل {n} هجومًا على {thing} قرب {name} {when}.", "events"),
        Pattern("وافقت {name} على تسليم {thing} إلى {other} {when}."),
        Pattern("مُنع المفتشون من دخول {thing} في {name} {when}."),
    ],
    ["الجسر", "محطة الكهرباء", "الميناء", "المستشفى", "المستودع", "المدرسة", "محطة المياه", "محطة القطار",
     "المعبر", "صومعة الحبوب", "المطار", "خط الأنابيب"],
    ["في يناير", "في مارس", "في مايو", "في أغسطس", "في أكتوبر", "في ديسمبر", "يوم الاثنين", "في عطلة الأسبوع",
     "خلال الليل", "قبل التصويت", "بعد الهدنة"],
    "با تا جا حا دا را زا سا شا صا عا فا قا كا لا ما نا ها".split(),
    "بي دو ري سو لي مو نا".split(),
    "بان دية رون سير طان فرة قين لان ميس نور".split(),
    (["قال", "أعلن", "أكد"], ["نفى", "رفض"], ["لم يؤكد"]),
    ("{n}", "نحو {n}", "{n} على الأقل", "ما يصل إلى {n}", "أكثر من {n}"),
    ["اختلفت روايات الشهود.", "أعيد فتح الطريق مساء.", "تستمر المحادثات الأسبوع المقبل."],
)  # fmt: skip

LANGUAGES = (EN, KO, RU, ZH, AR)
REASONS = (
    "Two bodies that do not depend on each other say so.", "A document of the ministry bears it out.",
    "The pictures show the place and the hour fits.", "What was said later does not fit what was said first.",
    "Another body gives a lower figure and names its list.",
    "The first report was withdrawn by its own writer.",
)  # fmt: skip


def language(chance: Random) -> Language:
    drawn = chance.random()
    for one in LANGUAGES:
        drawn -= one.share
        if drawn < 0:
            return one
    return EN
