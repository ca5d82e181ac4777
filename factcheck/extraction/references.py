"""Whom the words for a speaker mean: "he", "it", "the South", "the JCS", "Moscow", a surname.

What the story does not make plain stays as it stands, and says so: a wrong name is worse than none.
"""

import re
from dataclasses import dataclass, field

from factcheck.extraction import words
from factcheck.extraction.countries import COUNTRY_OF_CAPITAL, COUNTRY_OF_DEMONYM, country_named
from factcheck.extraction.names import Names, is_body, is_role, role_matches, strip_titles
from factcheck.extraction.statements import IN_FULL, SPELT_OUT, Place, Speaker

UNPLAIN = "the story does not make plain who is meant"
_PERSON, _BODY, _GROUP = "person", "body", "group"
_PRONOUNS = {
    "he": _PERSON,
    "she": _PERSON,
    "him": _PERSON,
    "her": _PERSON,
    "it": _BODY,
    "they": _GROUP,
    "them": _GROUP,
}
_SIDES = {
    "south": ("South Korea", "South Sudan", "South Africa"),
    "north": ("North Korea", "North Macedonia"),
}
# "the Russian news agency Tass": the name alone.
_AGENCY = re.compile(
    r"\b(?:agency|newspaper|broadcaster|magazine|channel|network|outlet|website|daily) "
    r"(?P<name>[A-Z]\S{0,30}(?: [A-Z]\S{0,30}){0,3})$"
)
# How many paragraphs back a pronoun may reach.
_REACH = 2


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    kind: str
    paragraph: int
    sentence: int


@dataclass(slots=True)
class Reference:
    """Resolves speakers in the order of the story: pronouns mean who spoke or acted last."""

    text: str
    names: Names
    last: list[_Named] = field(default_factory=list)

    def speaker(self, place: Place, head: Place, *, paragraph: int, sentence: int) -> Speaker:
        """The speaker at a place, and from now on the last one named."""
        shown = self.text[slice(*place)]
        name, how = self._name(self.text[slice(*head)], shown, paragraph)
        if how != UNPLAIN:
            self.note(name, paragraph=paragraph, sentence=sentence)
        return Speaker(place, shown, name, how)

    def note(self, name: str, *, paragraph: int, sentence: int) -> None:
        """Somebody was named or acted: pronouns after this may mean them."""
        self.last.append(_Named(name, self._kind(name), paragraph, sentence))
        del self.last[:-12]

    def full_name(self, head: str) -> str:
        return self._name(head, head, 0)[0]

    def _name(self, head: str, shown: str, paragraph: int) -> tuple[str, str]:
        head = head.strip(" ,“”\"'’")
        low = head.lower().replace("’", "'")
        if low in _PRONOUNS:
            return self._pronoun(head, low, paragraph)
        plain = head[4:] if low.startswith("the ") else head
        if match := _AGENCY.search(plain):
            return match["name"], ""
        if country := country_named(head):
            return country, "" if country.lower() == plain.lower() else f"{head}: the country"
        if country := COUNTRY_OF_CAPITAL.get(plain.lower(), ""):
            return country, f"{head}: the capital stands for the country"
        side = self._side(plain.lower(), low)
        if side:
            return side, f"{head}: the story speaks of {side}"
        if plain in self.names.bodies:
            full = self._owner_in_full(self.names.bodies[plain])
            return full, f"{head}: {SPELT_OUT}"
        return self._by_words(head, plain, shown)

    def _by_words(self, head: str, plain: str, shown: str) -> tuple[str, str]:
        for full in self.names.bodies.values():
            if plain == full or plain.endswith(full.partition("’s ")[2] or full):
                name = self._owner_in_full(plain)
                return name, "" if name.startswith(plain) else f"{head}: {IN_FULL}"
        in_full = self._owner_in_full(plain)
        if in_full != plain and is_body(plain):
            return in_full, f"{head}: the story speaks of {in_full.partition('’s ')[0]}"
        if not head[-1:].isupper() and (person := self._person_beside(head, shown)):
            return person, ""
        if person := self._person(plain):
            return person, "" if person in plain else f"{head}: the story’s full name"
        if person := self._role(plain):
            return person, f"{head}: the only one of that office in the story"
        if len(self.names.by_word.get(plain.lower(), [])) > 1:
            return plain, UNPLAIN
        return plain, ""

    def _pronoun(self, head: str, low: str, paragraph: int) -> tuple[str, str]:
        kind = _PRONOUNS[low]
        for named in reversed(self.last):
            if paragraph - named.paragraph > _REACH:
                break
            if named.kind == kind:
                where = "in the same paragraph" if named.paragraph == paragraph else "just before"
                return named.name, f"{head}: the last {kind} that spoke or acted, {where}"
        return head, UNPLAIN

    def _side(self, plain: str, low: str) -> str:
        if not low.startswith("the ") or plain not in _SIDES:
            return ""
        named = [country for country in _SIDES[plain] if country in self.names.countries]
        return named[0] if len(named) == 1 else ""

    def _owner_in_full(self, name: str) -> str:
        """ "the South’s Joint Chiefs": the country in full, "South Korea’s Joint Chiefs"."""
        for mark in ("’s ", "'s "):
            owner, found, rest = name.partition(mark)
            if not found:
                continue
            plain = owner[4:] if owner.lower().startswith("the ") else owner
            side = self._side(plain.lower(), f"the {plain.lower()}")
            full = side or country_named(owner) or owner
            return f"{full}’s {rest}"
        return name

    def _person(self, plain: str) -> str:
        titles, name = strip_titles(plain.split())
        del titles
        key = name[-1].lower().removesuffix("’s").removesuffix("'s") if name else ""
        whole = " ".join(name)
        if whole in self.names.people:
            return whole
        for split in range(1, len(name)):
            tail = " ".join(name[split:])
            if tail in self.names.people and len(name) - split >= 2:
                return tail
        if len(name) != 1 or not name[0][:1].isupper():
            return ""
        found = self.names.by_word.get(key, [])
        return found[0] if len(found) == 1 else ""

    def _person_beside(self, head: str, shown: str) -> str:
        """ "the finance minister, João Silva": the name between the commas."""
        if not shown.startswith(head) or head.split()[-1][:1].isupper():
            return ""
        beside = shown[len(head) :].strip(" ,").partition(",")[0]
        return beside if beside in self.names.people else ""

    def _role(self, plain: str) -> str:
        """ "the Russian leader": the only president or premier of that country whom the story names."""
        low = plain.lower().split()
        if not low or not is_role(low[-1]) or len(low) > 4:
            return ""
        country = ""
        for size in (2, 1):
            country = country or COUNTRY_OF_DEMONYM.get(" ".join(low[:size]), "")
        found = [
            person.name
            for person in self.names.people.values()
            if role_matches(low[-1], person.titles) and (not country or person.country == country)
        ]
        return found[0] if len(found) == 1 else ""

    def _kind(self, name: str) -> str:
        if name in self.names.people:
            return _PERSON
        bare = name.split(" (")[0]
        if bare.lower().endswith("police"):
            return _GROUP
        if is_body(bare):
            return _BODY
        parts = bare.split()
        last = parts[-1].lower() if parts else ""
        if (
            last in words.STANDING_ALONE
            or (last.endswith("s") and not parts[-1][:1].isupper())
            or " and " in bare
        ):
            return _GROUP
        if parts and parts[0][:1].isupper() and parts[-1][:1].isupper() and len(parts) <= 3:
            return _PERSON
        return _PERSON if _is_human(parts) else _BODY


def _is_human(parts: list[str]) -> bool:
    """ "a spokeswoman for the ministry", "the farmer": the head word tells of a person."""
    head = parts[0].lower() if parts else ""
    for part in parts:
        if part.lower() in words.PREPOSITIONS:
            break
        head = part.lower()
    return is_role(head) or head.endswith(
        ("man", "woman", "person", "er", "or", "ist", "official", "ant", "ian", "witness", "chief")
    )
