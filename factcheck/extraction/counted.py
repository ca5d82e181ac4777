"""What a figure counts: the noun phrase behind it, and the measure of the desk's list that fits."""

import re

from factcheck.rules.figures import Basis, Figure

_PEOPLE = (
    "soldiers troops forces personnel fighters servicemen men marines recruits conscripts reservists "
    "people persons "
    "civilians workers residents children women students refugees migrants officers police prisoners "
    "hostages "
    "engineers passengers voters patients victims families protesters medics mercenaries volunteers"
)
_IRREGULAR = frozenset(
    "people men women children troops personnel dead wounded police aircraft fish sheep series".split()
)
_STOP = frozenset(
    "a an the and or but nor if that which who whom whose when where while as than to in on at by for from "
    "with "
    "into is are was were be been has have had do does did will would can could may might must shall "
    "should not "
    "no it its they them those he she we you i this these there here also so only about over under after "
    "before "
    "since until during between among through against per each every said says".split()
)
_NOT_PLURAL = frozenset(
    "is was has as this its his us thus plus across yes does various previous serious".split()
)
# No word is longer: what is, is no text.
_WORD = re.compile(r"[^\W\d_](?:[\w'’.-]{0,40}\w)?(?![\w-])")
LONGEST_PHRASE = 6

_PRECEDED = r"(?:[\w'-]+ ){0,4}"


def _one_of(words: str) -> str:
    return rf"{_PRECEDED}(?:{'|'.join(words.split())})"


# The surest first. own: what the phrase itself says. near: what stands a few words away, where the phrase
# names people or nothing.
_MEASURES: tuple[tuple[str, str, str], ...] = (
    (
        "casualties",
        r"casualt\w+|(?:killed|dead) (?:and|or) (?:wounded|injured)",
        r"casualt\w+|killed (?:and|or) (?:wounded|injured)",
    ),
    (
        "killed",
        r"dead|deaths?|fatalit\w+|killed|killings?|bodies|victims",
        r"killed|died|dead|death toll|slain|lost their lives|killing|deaths? of|executed",
    ),
    ("wounded", r"wounded|injured|injur\w+", r"wounded|injured|injuring|wounding|hurt"),
    (
        "missing",
        r"missing",
        r"(?:went|are|were|is|was|remain\w*) (?:still )?missing|missing in action|unaccounted",
    ),
    (
        "captured",
        r"prisoners(?: of war)?|pows?|captives|hostages",
        r"captured|capturing|taken prisoner|taken hostage",
    ),
    (
        "displaced",
        r"refugees|displaced(?: \w+)?|evacuees",
        r"displaced|fled|fleeing|evacuated|forced from",
    ),
    (
        "munitions",
        _one_of("shells rockets missiles bombs rounds warheads mines grenades torpedoes munitions"),
        "",
    ),
    (
        "weapons",
        _one_of(
            "tanks drones howitzers launchers guns aircraft planes jets helicopters ships vessels vehicles "
            "rifles "
            "submarines warplanes boats systems weapons pieces satellites"
        ),
        "",
    ),
    (
        "events",
        _one_of(
            "times attacks strikes launches tests visits incidents violations raids clashes explosions "
            "sorties "
            "meetings airstrikes assaults earthquakes"
        ),
        "",
    ),
    (
        "money",
        r"(?:us )?(?:dollars?|euros?|pounds?|won|yen|rubles?|roubles?|yuan|francs?|rupees?|cents?|hryvnias?)",
        "",
    ),
)
_PLACED = re.compile(
    r"\b(?:deploy\w*|dispatch\w*|despatch\w*|sent|send\w*|station\w*|mobili[sz]\w*|left for|shipped"
    r"|redeploy\w*"
    r"|troops? to)\b"
)
# Also miners, survivors, civilians, inhabitants: most words with such an end are people.
_OF_PEOPLE = re.compile(
    rf"{_one_of(_PEOPLE)}|{_PRECEDED}[\w-]{{2,}}(?:ers|ors|ians|ants|ists|ees|men|women|folk)"
)
_SOLDIERS = re.compile(
    _one_of("soldiers troops forces personnel fighters servicemen men marines engineers mercenaries")
)
_PHYSICAL = re.compile(
    r"(?:square |cubic |metric |nautical )?(?:k?m|cm|mm|kilomet(?:er|re)s?|met(?:er|re)s?|miles?|feet|foot"
    r"|inch(?:es)?|yards?|acres?|hectares?|kg|kilograms?|grams?|tons?|tonnes?|pounds? of|lit(?:er|re)s?"
    r"|gallons?|barrels?|degrees?|knots|mph|kph|volts?|watts?|megawatts?|seconds?|minutes?|hours?|days?"
    r"|nights?"
    r"|weeks?|months?|years?|decades?|centuries|percentage points|points)\b"
)
_NEAR = 45


def counted_after(text: str, end: int) -> str:
    """The noun phrase that follows a number: "North Korean soldiers"; "" where no noun plainly does."""
    words: list[str] = []
    at = end
    if text[at : at + 1] == "-":
        at += 1
    for _ in range(LONGEST_PHRASE):
        skipped = at + (text[at : at + 1] == " ")
        match = _WORD.match(text, skipped)
        if match is None or (skipped == at and words):
            break
        word = match[0]
        low = word.lower()
        if low in ("more", "additional", "further", "extra", "of") and not words:
            at = match.end()
            continue
        if low in _STOP:
            break
        words.append(word)
        at = match.end()
        if _is_plural(low):
            return " ".join(words)
    return words[0] if len(words) == 1 or (words and _PHYSICAL.fullmatch(words[0].lower())) else ""


def measure_of(figure: Figure, counts: str, lower: str, start: int, end: int, limit: int) -> str:
    """The code of the measure that fits; "" for lengths, weights and times, "other" where no other does.

    lower: the sentence in lower case; start, end: of the figure in it; limit: where the next one begins.
    """
    if figure.basis == Basis.SHARE or figure.unit == "%":
        return "share"
    if figure.unit and figure.unit[0] in "$£€₩₽¥₴":
        return "money"
    phrase = counts.lower()
    if _PHYSICAL.match(phrase) or figure.unit.startswith("points"):
        return ""
    near = lower[max(0, start - _NEAR) : start] + "\n" + lower[end : min(limit, end + 2 * _NEAR)]
    if code := _listed(phrase, near):
        return code
    if _SOLDIERS.fullmatch(phrase) and _PLACED.search(near):
        return "deployed"
    if _OF_PEOPLE.fullmatch(phrase):
        return "people"
    return "other" if phrase else ""


def _listed(phrase: str, near: str) -> str:
    for code, own, _ in _MEASURES:
        if re.fullmatch(own, phrase):
            return code
    if phrase and not _OF_PEOPLE.fullmatch(phrase):
        return ""
    for code, _, around in _MEASURES:
        if around and re.search(rf"\b(?:{around})\b", near):
            return code
    return ""


def _is_plural(word: str) -> bool:
    plain = word.rstrip(".")
    if plain in _IRREGULAR:
        return True
    ends_so = plain.endswith("s") and not plain.endswith(("ss", "'s", "’s", "ous"))
    return len(plain) > 2 and ends_so and plain not in _NOT_PLURAL
