"""A content as one neutral sentence without its attribution."""

import re
from collections.abc import Sequence

from factcheck.extraction.quote_marks import Quote
from factcheck.extraction.statements import Place
from factcheck.rules.vocabulary import HopMode

LONGEST = 280
_MARKS = '"“”„«»‟'
_LEADING = re.compile(
    r"(?:that|whether|and|but|so|also|however|meanwhile|separately|still|yet),?\s+", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?]['’”\"]?(?=\s)")
_PRONOUN = re.compile(r"(?P<word>he|she|it)(?=\s)", re.IGNORECASE)


def claim_of(text: str, content: Sequence[Place], *, subject: str = "") -> str:
    """The content capitalised, with a stop at its end, at most LONGEST characters.

    subject: whom a pronoun at its beginning means, when that is plain.
    """
    claim = ""
    for start, end in content:
        piece = _piece(text[start : min(end, start + 4 * LONGEST)])
        if claim.endswith(","):
            # "“The bridge,” she said, “is safe.”": the comma was the cue's.
            joined = piece.startswith(("but ", "and ", "or ", "so "))
            claim = claim if joined else f"{claim[:-1]}{'' if piece[:1].islower() else '.'}"
        elif claim and claim[-1] not in ",.!?…;:" and not piece[:1].islower():
            claim = f"{claim}."
        claim = f"{claim} {piece}".strip()
    claim = _LEADING.sub("", claim, count=1) if _LEADING.match(claim) else claim
    if subject and (match := _PRONOUN.match(claim)):
        claim = f"{subject}{claim[match.end() :]}"
    return _finished(claim)


def mode_of(content: Sequence[Place], quotes: Sequence[Quote]) -> HopMode:
    """In its own words when most of the content stands in quotation marks."""
    whole = sum(end - start for start, end in content)
    quoted = sum(
        max(0, min(end, quote.end) - max(start, quote.start)) for start, end in content for quote in quotes
    )
    return HopMode.VERBATIM if whole and quoted * 5 >= whole * 3 else HopMode.PARAPHRASE


def _piece(piece: str) -> str:
    """A piece without the marks that hold all of it."""
    piece = " ".join(piece.split())
    if piece[:1] in _MARKS and not any(mark in piece[1:-1] for mark in _MARKS):
        piece = piece.strip(_MARKS)
    elif piece[:2] in ("''", "``"):
        piece = piece.strip("'`")
    return piece.strip()


def _finished(claim: str) -> str:
    claim = claim.rstrip(" ,;:—–-")
    if len(claim) >= LONGEST:
        ends = [match.end() for match in _SENTENCE_END.finditer(claim[:LONGEST])]
        claim = claim[: ends[-1]] if ends and ends[-1] > LONGEST // 3 else _shortened(claim)
    if claim and claim.rstrip("”\"’'")[-1:] not in (".", "!", "?", "…"):
        claim = f"{claim}."
    for place, character in enumerate(claim[:3]):
        if character.isalpha():
            return f"{claim[:place]}{character.upper()}{claim[place + 1 :]}"
    return claim


def _shortened(claim: str) -> str:
    return f"{claim[: LONGEST - 2].rpartition(' ')[0] or claim[: LONGEST - 2]} …"
