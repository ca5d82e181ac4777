"""Comments between colleagues: plain text in which @names tell somebody and addresses can be followed."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from factcheck.rules.html import safe_link

COMMENT_MAX = 4000
# Long enough to notice a slip; after that a colleague may have acted on it.
MAY_TAKE_BACK_FOR = timedelta(minutes=15)
MENTIONS_MAX = 20

# Possessive: no text makes them slow. A name may hold what a name to sign in with may hold.
_MENTION = r"(?<![\w@.+-])@(?P<name>[\w.+@-]++)"
_ADDRESS = r"(?P<address>https?://[^\s<>\"]++)"
_MARKED = re.compile(f"{_ADDRESS}|{_MENTION}")
_AFTER_A_NAME = ".+@-"
_AFTER_AN_ADDRESS = ".,;:!?'”’»)]}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a comment. href: where it leads, or ""; is_mention: an @name that has been told."""

    words: str
    href: str = ""
    is_mention: bool = False


def names_mentioned(text: str) -> list[str]:
    """The @names of a comment in small letters, each once, in order; at most MENTIONS_MAX."""
    found = (_bare(match["name"]) for match in _MARKED.finditer(text) if match["name"])
    return list(dict.fromkeys(name.lower() for name in found if name))[:MENTIONS_MAX]


def pieces_of(text: str, told: Collection[str]) -> list[Piece]:
    """A comment cut into plain runs, addresses and mentions. told: names in small letters."""
    return [piece for piece in _pieces(text, told) if piece.words]


def may_take_back(written_at: datetime, now: datetime) -> bool:
    return now - written_at <= MAY_TAKE_BACK_FOR


def _pieces(text: str, told: Collection[str]) -> Iterator[Piece]:
    at = 0
    for match in _MARKED.finditer(text):
        if match["name"]:
            name = _bare(match["name"])
            piece = Piece(f"@{name}", is_mention=name.lower() in told)
        else:
            address = _bare_address(match["address"])
            piece = Piece(address, href=safe_link(address))
        yield Piece(text[at : match.start()])
        yield piece
        at = match.start() + len(piece.words)
    yield Piece(text[at:])


def _bare(name: str) -> str:
    """Without the full stop of the sentence."""
    return name.rstrip(_AFTER_A_NAME)


def _bare_address(address: str) -> str:
    end = _AFTER_AN_ADDRESS.replace(")", "") if "(" in address else _AFTER_AN_ADDRESS
    return address.rstrip(end)
