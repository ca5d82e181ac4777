"""Numbers that count nothing: years, days, times of day, calibres, names, telephone numbers, scores, ages.

Each check looks at a few characters around the number, so that a long text costs no more a number than a
short one. In doubt a number is left out: a missing figure costs an editor a line, a wrong one a correction.
"""

import re

from factcheck.rules.numerals import Numeral

AROUND = 60

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTH_BEFORE = re.compile(
    rf"\b{_MONTHS}\.? (?:\d{{1,2}}(?:st|nd|rd|th)?,? (?:(?:and|to|or|-|–) )?)?(?:the )?$"
)
_MONTH_AFTER = re.compile(rf"^(?:st|nd|rd|th)?(?: of)? {_MONTHS}\b(?!,? (?:have|might|not))")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|from|until|till|during|early|late|mid|before|after|year|circa|between|through|of"
    r"|to|and"
    rf"|for|fiscal|spring|summer|autumn|fall|winter|{_MONTHS}\.?,?|\d{{1,2}},|vs\.?|than|the|both)[ -]"
    rf"|[(,/]\s?|^)$"
)
# What follows a number that is no year: what it counts.
_COUNTED_AFTER = re.compile(
    r"^ (?:[a-z]+[ -]){0,2}?(?:people|men|women|children|troops|personnel|dead|wounded|police"
    r"|(?!is\b|was\b|has\b|as\b|this\b|its\b|his\b|us\b|series\b|elections?\b|games\b|olympics\b|levels\b)"
    r"[a-z]{2,}s)\b"
)
_TIME_AFTER = re.compile(
    r"^(?::\d\d)?\s?(?:[ap]\.?m\b|o'clock|hours (?:gmt|utc|local)|(?:gmt|utc|kst|est|edt|cet|msk)\b)|^:\d\d"
)
_CALIBRE_AFTER = re.compile(
    r"^[ -]?(?:mm|millimet(?:er|re)s?|cm|inch|caliber|calibre)[ -](?:[a-z-]+ ){0,3}?"
    r"(?:guns?|howitzers?|rockets?|artillery|shells?|rounds?|launchers?|pistols?|rifles?|mortars?|cannons?"
    r"|cali(?:ber|bre)|ammunition|munitions?|bullets?|mlrs|film|self-propelled|multiple|machine|lens"
    r"|projectiles?)"
)
_ORDER_BEFORE = re.compile(
    r"(?:\bnos?\.|#|№|\b(?:number|top|page|chapter|article|section|step|part|volume|room|phase|level|category"
    r"|grade|class|type|mark|round|game|group|covid|version|windows|item|question|day))[ -]?$"
)
_OLD_AFTER = re.compile(r"^[ -]years?[ -]olds?\b|^ (?:years|months|weeks|days) (?:old|of age)\b")
_AGED_BEFORE = re.compile(
    r"\b(?:aged?|turn(?:s|ed|ing)?)(?: of| between| from)? (?:\d{1,2} ?(?:to|and|or|-|–) ?)?$"
)
_OLDEST = 120
# "Kim, 45, said": between two commas or in brackets.
_APART_BEFORE, _APART_AFTER = re.compile(r"[a-z.'’] ?[,(] ?$"), re.compile(r"^(?:[,)](?= ?[a-z,.])|\)$)")
_SCORE_BEFORE = re.compile(
    r"\b(?:won|beat|lost|defeated|vot(?:e|ed|ing)|led|leads|trail(?:s|ed|ing)|tied|drew|rul(?:ed|ing)"
    r"|split|margin"
    r"|score)(?: [a-z]+){0,4} (?:\d+[-–])?$"
)
_SCORE_AFTER = re.compile(r"^[-–]\d{1,3}(?!\d|,\d)")
_ONE_BEFORE = re.compile(
    r"\b(?:a|no|any|every|each|this|that|the|which|some|another|only|not|first|last|next|day|as)[ -]$"
)
_ONE_AFTER = re.compile(
    r"^(?:$|[.,;:!?)”\"'’]|-(?!year|month|week|day|hour|minute|mile|kilomet|met)[a-z]"
    r"| (?:of|another|who|that|which|is|was|has|had|can|could|will|would|should|may|might|must|cannot|day"
    r"|thing|way|side|hand|more|to|in|or|and|at|by|for|with|on|from|as|time|point|such|we|he|she|it|they|i|you|reason"
    r"|person)\b)"
)
# 5G is a network. Nobody writes a count of a hundred million and more without parting its digits.
_GENERATION, _LONGEST_UNPARTED = re.compile(r"[2-6]g"), 8
_GLUE = re.compile(r"[\w/@#_=&+\\]$")
_NAME_BEFORE = re.compile(r"(?P<name>[^\W\d_a-z][\w'’.-]*)[ -]$")
_FIRST_WORDS = frozenset(
    "a about after against all almost also although among an and another approximately around as at because "
    "before besides between both but by despite during each even every exactly few fewer for from fully "
    "half he her his however if in including it its just last least less many meanwhile more most "
    "nearly no now of off on once only or our over perhaps roughly said she since so some still "
    "than that the their then there these they this those though to today too total under until up "
    "us we when where which while who with within yet you your".split()
)


def why_no_count(text: str, lower: str, number: Numeral) -> str:
    """Why a number in running text is none of a count, a sum, a share or a measure; "" when it is one.

    One of: glued, calendar, calibre, order, age, score, name, pronoun. text, lower: the same text as written
    and in lower case; positions of the number hold in both.
    """
    start, end = number.start, number.end
    if number.unit:
        return ""
    before, after = lower[max(0, start - AROUND) : start], lower[end : end + AROUND]
    said = lower[start:end]
    if said[:1].isdigit():
        return _why(said, before, after, text[max(0, start - AROUND) : start])
    return "pronoun" if said == "one" and (_ONE_BEFORE.search(before) or _ONE_AFTER.match(after)) else ""


def _why(said: str, before: str, after: str, written: str) -> str:
    bare = said.isdecimal()
    reasons = {
        "glued": _is_glued(said, before, after),
        "calendar": _is_calendar(said, before, after, bare=bare),
        "calibre": _CALIBRE_AFTER.match(said.lstrip("0123456789.,") + after) is not None,
        "order": _ORDER_BEFORE.search(before) is not None,
        "age": bare and _is_age(said, before, after),
        "score": bare and _is_score(before, after),
        "name": bare and _is_name(said, written),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _is_glued(said: str, before: str, after: str) -> bool:
    """Part of an address, of a date in figures, of a telephone number; the number of an item of a list."""
    in_a_row = re.search(r"\d-$", before) and re.match(r"^-\d", after)
    telephone = in_a_row or re.match(r"^-\d+-\d", after) or re.search(r"\d-\d+-$", before)
    item = re.search(r"(?:^|\n)\s*$", before) and re.match(r"^[.)] ", after)
    if _GENERATION.fullmatch(said) or (len(said) > _LONGEST_UNPARTED and said.isdecimal()):
        return True
    return bool(_GLUE.search(before) or re.match(r"^(?:[/@_=&\\]\S|[^\W\d])", after) or telephone or item)


def _is_calendar(said: str, before: str, after: str, *, bare: bool) -> bool:
    is_hour = re.fullmatch(r"\d{1,2}(?:\.\d\d)?|\d{4}", said) is not None
    if (is_hour and _TIME_AFTER.match(after)) or re.search(r"\d:$", before):
        return True
    if not bare or len(said) > 4:
        return False
    value = int(said)
    if 1 <= value <= 31 and (_MONTH_BEFORE.search(before) or _MONTH_AFTER.match(after)):
        return True
    if re.search(r"\b(?:1[4-9]|20)\d\d[-–/]$", before):
        return True
    is_year = len(said) == 4 and 1400 <= value <= 2100
    return is_year and not (_COUNTED_AFTER.match(after) and not _YEAR_BEFORE.search(before[-12:]))


def _is_age(said: str, before: str, after: str) -> bool:
    if len(said) > 3 or int(said) > _OLDEST:
        return False
    apart = _APART_BEFORE.search(before) and _APART_AFTER.match(after)
    return bool(_OLD_AFTER.match(after) or _AGED_BEFORE.search(before) or apart)


def _is_score(before: str, after: str) -> bool:
    joined = _SCORE_AFTER.match(after) or re.search(r"\d[-–]$", before)
    return joined is not None and _SCORE_BEFORE.search(before) is not None


def _is_name(said: str, written: str) -> bool:
    """Boeing 737, Route 66, Apollo 11: a capital in front that no beginning of a sentence asks for."""
    match = _NAME_BEFORE.search(written)
    # "2.80 GHz 8 MB": a unit of the number before it, and no name.
    if match is None or len(said) > 4 or re.search(r"\d ?$", written[: match.start()]):
        return False
    return match["name"].lower().rstrip(".") not in _FIRST_WORDS
