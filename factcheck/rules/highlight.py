"""Where the words that were looked for stand in a text, so that a page can mark them.

It gives pieces of the text and makes no HTML: the template escapes each piece and puts the marks around it.
"""

import re
from dataclasses import dataclass

MOST_WORDS = 24
_WORD = re.compile(r"\w++")
# Scripts that put no blanks between words, or glue endings to them: a part of a run is a hit there.
_RUN = re.compile(r"[぀-ヿ㐀-鿿가-힣]++")
# Endings are cut by this share at most: “deployed” marks “deploys”, and “bridge” does not mark “brig”.
_KEPT = 0.7
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_hit: bool


def words_of(q: str) -> list[str]:
    """The words that somebody looks for, without those that a minus keeps out; at most MOST_WORDS."""
    wanted = re.sub(r"(?:^|(?<=\s))-\S+", " ", q)
    return list(dict.fromkeys(_WORD.findall(wanted)))[:MOST_WORDS]


def without_idle_marks(q: str) -> str:
    """The search without minuses that stand before no word: PostgreSQL breaks off at a long row of them."""
    return re.sub(r"-++(?=\W|$)", " ", re.sub(r"--++", "-", q))


def runs_parted(q: str) -> str:
    """The same words with each run of Chinese, Japanese or Korean written as its pairs of characters.

    So the database's `claim_words` cuts texts, and a word is found inside a longer one.
    """
    return _RUN.sub(lambda run: " ".join(_pairs(run[0])), q)


def pieces(text: str, words: list[str]) -> list[Piece]:
    """Cut a text at the hits. The pieces joined are the text."""
    found: list[Piece] = []
    last = 0
    for start, end in _hits(text, words):
        if start > last:
            found.append(Piece(text[last:start], is_hit=False))
        found.append(Piece(text[start:end], is_hit=True))
        last = end
    if last < len(text):
        found.append(Piece(text[last:], is_hit=False))
    return found


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(max(len(run) - 1, 1))]


def _hits(text: str, words: list[str]) -> list[tuple[int, int]]:
    parts = [re.escape(word) for word in words if _RUN.search(word)]
    stems = [_stem(word) for word in words if not _RUN.search(word)]
    spans = [match.span() for match in re.finditer("|".join(parts), text)] if parts else []
    for word in _WORD.finditer(text):
        folded = word[0].casefold()
        if any(folded.startswith(stem) if stem != whole else folded == whole for stem, whole in stems):
            spans.append(word.span())
    return _apart(sorted(spans))


def _stem(word: str) -> tuple[str, str]:
    whole = word.casefold()
    kept = max(round(len(whole) * _KEPT), _SHORTEST_STEM)
    return whole[:kept], whole


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    apart: list[tuple[int, int]] = []
    for start, end in spans:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart
