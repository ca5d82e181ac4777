"""The people and bodies that a story names, each by its fullest form."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from factcheck.extraction import words
from factcheck.extraction.countries import COUNTRY_OF_CAPITAL, COUNTRY_OF_DEMONYM, country_named
from factcheck.extraction.tokens import Sentence, Token

_TITLES = frozenset(
    "mr mr. mrs mrs. ms ms. dr dr. prof prof. professor gen gen. general lt lt. col col. colonel maj maj. major sgt "
    "capt captain adm admiral sen sen. senator rep rep. representative gov gov. governor president vice prime minister "
    "premier chancellor king queen prince princess sheikh ayatollah pope judge justice sir lord lady dame secretary "
    "ambassador envoy mayor chairman chairwoman chair director chief leader deputy foreign defense defence interior "
    "finance former acting then-president spokesman spokeswoman spokesperson commander sheriff senators reps congressman "
    "congresswoman speaker attorney state republican democratic democrat analyst reverend rev rev. father first lady "
    "candidate nominee presidential officer executive ceo co-founder founder officials columnist reporter "
    "editor author coach activist economist historian lawyer strategist pollster commissioner police chef businessman "
    "billionaire host correspondent journalist crown treasury press head".split()
)
_BODIES = frozenset(
    "ministry agency committee party council university department court inc corp company group police army navy news "
    "times post forces staff union nations bank house senate congress commission office bureau association institute center "
    "centre campaign service services organization organisation administration government military command guard watch "
    "international foundation federation league parliament assembly board authority authorities fund press church school "
    "college team club network coalition alliance embassy kremlin pentagon nato hospital guards corps front force journal "
    "reuters tass interfax yonhap report poll survey statement firm ltd co crescent cross".split()
)
_ROLES = {
    "leader": frozenset("president premier minister chancellor leader king chairman".split()),
    "president": frozenset({"president"}), "premier": frozenset("premier minister".split()),
    "minister": frozenset({"minister"}), "chancellor": frozenset({"chancellor"}), "senator": frozenset("senator sen sen.".split()),
    "governor": frozenset("governor gov gov.".split()), "pope": frozenset({"pope"}), "king": frozenset({"king"}),
    "congressman": frozenset("rep rep. representative congressman".split()), "mayor": frozenset({"mayor"}),
    "general": frozenset("gen gen. general".split()),
}  # fmt: skip
_ACRONYM = re.compile(r"[A-Z][A-Z&.]{1,8}")
_JOINS = frozenset("of for the and de du la van von bin al der".split())


@dataclass(slots=True)
class Person:
    """name without titles; titles: the words that stood before it somewhere; country: by a demonym among them."""

    name: str
    titles: set[str] = field(default_factory=set)
    country: str = ""
    numbers: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Names:
    """people: by full name. by_word: full names by first and last word. bodies: full name by acronym.
    countries: those that the story names."""

    people: dict[str, Person] = field(default_factory=dict)
    by_word: dict[str, list[str]] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)


def names_in(text: str, sentences: Iterable[Sentence]) -> Names:
    """Collect the names of a story in one pass over its words."""
    names = Names()
    for sentence in sentences:
        for run in _runs(sentence.tokens):
            _collect(names, text, run, sentence.number)
        _collect_acronyms(names, text, sentence.tokens)
    return names


def strip_titles(parts: list[str]) -> tuple[list[str], list[str]]:
    """(titles, name) of the words of a name: "Russian President Vladimir Putin"."""
    at = 0
    while at < len(parts) - 1 and _is_title(parts[at]):
        at += 1
    return parts[:at], parts[at:]


def is_body(name: str) -> bool:
    """Whether the name is that of an organisation or a country rather than a person."""
    low = name.lower().replace("’", "'")
    if country_named(name) or low in COUNTRY_OF_CAPITAL or low.removeprefix("the ") in COUNTRY_OF_CAPITAL:
        return True
    parts = [part.removesuffix("'s") for part in re.split(r"[\s()]+", low) if part]
    return any(part in _BODIES for part in parts) or bool(_ACRONYM.fullmatch(name.strip()))


def role_matches(role: str, titles: set[str]) -> bool:
    """Whether somebody of these titles can be called by this role ("the leader")."""
    return not _ROLES.get(role, frozenset()).isdisjoint(titles)


def is_role(word: str) -> bool:
    return word in _ROLES


def _is_title(part: str) -> bool:
    low = part.lower().replace("’", "'").removesuffix("'s").strip(",")
    return (
        low in _TITLES
        or low in COUNTRY_OF_DEMONYM
        or low.startswith("ex-")
        or (part[:1].islower() and part.isalpha())
    )


def _runs(tokens: tuple[Token, ...]) -> Iterable[list[Token]]:
    """Words in capitals that stand together, small joining words between them kept."""
    run: list[Token] = []
    for token in tokens:
        if token.tag == "N" and (token.is_capital or (run and token.low in _JOINS)):
            run.append(token)
            if token.is_possessive:
                yield run
                run = []
            continue
        if run:
            yield run
        # A title in small letters belongs to the name after it: "deputy foreign minister Andrey Rudenko".
        run = []
    if run:
        yield run


def _collect(names: Names, text: str, run: list[Token], number: int) -> None:
    parts = [text[token.start : token.end] for token in run]
    parts[-1] = _bare(parts[-1])
    whole = " ".join(parts)
    if country := country_named(whole):
        names.countries.add(country)
        return
    for size in (1, 2):
        if demonym := COUNTRY_OF_DEMONYM.get(" ".join(parts[:size]).lower()):
            names.countries.add(demonym)
    titles, name = strip_titles(parts)
    if not 2 <= len(name) <= 4 or is_body(whole):
        return
    if any(part.lower() in words.MONTHS or part.lower() in words.DAYS for part in name):
        return
    full = " ".join(name)
    person = names.people.setdefault(full, Person(full))
    person.numbers.append(number)
    person.titles |= {title.lower() for title in titles}
    person.country = person.country or _country_of(titles)
    for word in {_key(name[0]), _key(name[-1])}:
        listed = names.by_word.setdefault(word, [])
        if full not in listed:
            listed.append(full)


def _country_of(titles: list[str]) -> str:
    for size in (2, 1):
        for at in range(len(titles) - size + 1):
            if country := COUNTRY_OF_DEMONYM.get(" ".join(titles[at : at + size]).lower()):
                return country
    return ""


def _collect_acronyms(names: Names, text: str, tokens: tuple[Token, ...]) -> None:
    """ "the Joint Chiefs of Staff, or JCS," and "the Joint Chiefs of Staff (JCS)"."""
    for place in range(2, len(tokens) - 1):
        word = text[tokens[place].start : tokens[place].end]
        if not _ACRONYM.fullmatch(word) or word in names.bodies:
            continue
        before = tokens[place - 1]
        if before.tag == "(" and tokens[place + 1].tag == ")":
            end = place - 2
        elif before.low == "or" and tokens[place - 2].tag == ",":
            end = place - 3
        else:
            continue
        if full := _spelt_out(text, tokens, end, word):
            names.bodies[word] = full


def _spelt_out(text: str, tokens: tuple[Token, ...], end: int, acronym: str) -> str:
    """The words before the acronym whose initials it is, with the possessive that stands before them."""
    letters = [letter for letter in acronym if letter.isalpha()]
    place, wanted = end, len(letters) - 1
    while place >= 0 and end - place < 12:
        token = tokens[place]
        if wanted >= 0 and token.low[:1] == letters[wanted].lower():
            wanted -= 1
        elif token.low not in _JOINS and token.tag != "P":
            return ""
        if wanted < 0:
            break
        place -= 1
    if wanted >= 0 or place < 0:
        return ""
    full = text[tokens[place].start : tokens[end].end]
    owner = tokens[place - 1] if place else None
    if owner is not None and owner.is_possessive:
        full = f"{text[owner.start : owner.end]} {full}"
    return full


def _bare(word: str) -> str:
    for ending in ("'s", "’s"):
        word = word.removesuffix(ending)
    return word


def _key(word: str) -> str:
    return _bare(word).lower()
