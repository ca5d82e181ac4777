"""How much one statement says the same as another, and why we think so.

The weights were learned on 800 posts and the checked claims that they repeat (CheckThat! 2020, task 2, its
training part), and judged on others: docs/adr/0008-matching.md.
"""

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from factcheck.rules.told import joined, told, told_many

# Okapi BM25's usual two: how soon a longer claim counts less. Each word counts once: claims are short.
_K1, _B = 1.2, 0.75
_USUAL_LENGTH, _USUAL_LENGTH_BESIDE = 11.0, 15.0
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"[^\W\d_]\w+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_BETWEEN_LETTERS = re.compile(r"(?<!\d) | (?!\d)")
_ENOUGH_NAMES = 4
_MOST_SHOWN = 6

# Below both, what two statements share is by chance: parts of their words' rarity, and of their trigrams.
SHARED_ENOUGH = 0.12
SPELT_ALIKE = 0.35

WEIGHTS = {
    "text": 12.9, "text_and_beside": 12.4, "of_claim": 5.6, "of_all": 4.3, "beside": 9.1,
    "trigrams": 7.3, "trigrams_beside": 6.1, "pairs": 6.7, "names": 1.3, "length": 2.6,
}  # fmt: skip


@dataclass(frozen=True)
class Wording:
    """A statement, with the stems that it is found by. beside: what else was said of it, and its stems."""

    text: str
    stems: frozenset[str]
    beside: str = ""
    beside_stems: frozenset[str] = frozenset()

    @cached_property
    def words(self) -> Sequence[str]:
        return folded_words(self.text)

    @cached_property
    def letters(self) -> str:
        """The words run together: dont is don't, postelection post-election. 1.5 is not 15."""
        return _BETWEEN_LETTERS.sub("", " ".join(self.words))

    @cached_property
    def pairs(self) -> set[tuple[str, str]]:
        beside = folded_words(self.beside)
        return {*pairwise(self.words), *pairwise(beside)}

    @cached_property
    def trigrams(self) -> set[str]:
        return _trigrams(self.words)

    @cached_property
    def trigrams_beside(self) -> set[str]:
        return _trigrams(folded_words(self.beside))

    @cached_property
    def names(self) -> set[str]:
        both = f"{self.text} {self.beside}"
        return {word.casefold() for word in _NAME.findall(both) if word[0].isupper()}


@dataclass(frozen=True)
class Rarity:
    """How telling a word is: the fewer claims have it, the more [inverse document frequency]."""

    claims: float
    claims_with: Mapping[str, float]

    @cached_property
    def weights(self) -> dict[str, float]:
        return {stem: self._weight(having) for stem, having in self.claims_with.items()}

    @cached_property
    def unseen(self) -> float:
        return self._weight(0.5)

    def of(self, stem: str) -> float:
        return self.weights.get(stem, self.unseen)

    def _weight(self, having: float) -> float:
        having = min(having, self.claims)
        return math.log(1 + (self.claims - having + 0.5) / (having + 0.5))

    def sum(self, stems: Iterable[str]) -> float:
        return sum(map(self.of, stems))


def likeness(wanted: Wording, claim: Wording, rarity: Rarity) -> float:
    """How likely the claim says what is wanted: 0 to 1, comparable among claims for the same words."""
    score = sum(WEIGHTS[name] * part for name, part in parts(wanted, claim, rarity).items())
    return min(score / sum(WEIGHTS.values()), 1.0)


def parts(wanted: Wording, claim: Wording, rarity: Rarity) -> dict[str, float]:
    """What the likeness is made of, each about 0 to 1, by the names of WEIGHTS."""
    everything = claim.stems | claim.beside_stems
    whole = rarity.sum(wanted.stems) or 1.0
    in_text = rarity.sum(wanted.stems & claim.stems)
    anywhere = rarity.sum(wanted.stems & everything)
    pairs = sum(min(map(rarity.of, pair)) for pair in wanted.pairs & claim.pairs)
    return {
        "text": in_text * _saturation(len(claim.stems), _USUAL_LENGTH) / whole,
        "text_and_beside": anywhere * _saturation(len(everything), _USUAL_LENGTH_BESIDE) / whole,
        "of_claim": in_text / (rarity.sum(claim.stems) or 1.0),
        "of_all": anywhere / (rarity.sum(everything) or 1.0),
        "beside": (anywhere - in_text) / whole,
        "trigrams": _dice(wanted.trigrams, claim.trigrams),
        "trigrams_beside": len(wanted.trigrams & claim.trigrams_beside) / (len(claim.trigrams_beside) or 1),
        "pairs": pairs / whole,
        "names": min(len(wanted.names & claim.names), _ENOUGH_NAMES) / _ENOUGH_NAMES,
        "length": min(len(claim.stems), 20) / 20,
    }


def reason(wanted: Wording, claim: Wording, rarity: Rarity) -> str:
    """Why the claim is offered, in words for the editor; "" where nothing that counts is shared."""
    if wanted.words and wanted.letters == claim.letters:
        return "word for word the same"
    shared = wanted.stems & (claim.stems | claim.beside_stems)
    smaller = min(rarity.sum(wanted.stems), rarity.sum(claim.stems)) or 1.0
    if rarity.sum(shared) < SHARED_ENOUGH * smaller or not shared:
        return "spelt alike" if _dice(wanted.trigrams, claim.trigrams) >= SPELT_ALIKE else ""
    figures, words = shown_words(f"{claim.text} {claim.beside}", shared)
    reasons = [told("the same words: {words}", words=", ".join(words))] if words else []
    if figures:
        reasons.append(
            told_many(
                "the same figure: {figures}",
                "the same figures: {figures}",
                len(figures),
                figures=", ".join(figures),
            )
        )
    return joined(reasons, "; ") or told("the same words")


def shown_words(text: str, stems: Collection[str]) -> tuple[list[str], list[str]]:
    """The figures and the words of a text that these stems stand for, as written, at most six of each."""
    figures: dict[str, str] = {}
    words: dict[str, str] = {}
    for word in re.findall(r"\d+(?:,\d{3})+|\w+", text):
        folded = word.casefold().replace(",", "")
        if folded.isdecimal():
            if folded in stems:
                figures.setdefault(folded, word)
        elif any(_stands_for(stem, folded) for stem in stems):
            words.setdefault(folded, word)
    return list(figures.values())[:_MOST_SHOWN], list(words.values())[:_MOST_SHOWN]


def same_quote(wanted: Wording, quote: str) -> bool:
    """Whether the quote has the words wanted, or these hold the whole quote; not for a word or two."""
    quoted = folded_words(quote)
    shorter, longer = sorted((wanted.words, quoted), key=len)
    letters = sum(map(len, shorter))
    return letters >= 12 and f" {' '.join(shorter)} " in f" {' '.join(longer)} "


def folded_words(text: str) -> Sequence[str]:
    """Words without case and marks; 12,000 is 12000."""
    return _WORD.findall(_THOUSANDS.sub("", text.casefold()))


def _stands_for(stem: str, word: str) -> bool:
    # A stem may end otherwise than its word: countri, country. Pairs of characters stand within a word.
    if stem.isascii():
        return word.startswith(stem[:-1] if len(stem) > 4 else stem) and len(word) - len(stem) < 5
    return stem in word


def _saturation(length: int, usual: float) -> float:
    return (_K1 + 1) / (1 + _K1 * (1 - _B + _B * length / usual))


def _trigrams(words: Sequence[str]) -> set[str]:
    text = " ".join(words)
    return {text[place : place + 3] for place in range(len(text) - 2)}


def _dice(some: set[str], others: set[str]) -> float:
    return 2 * len(some & others) / (len(some) + len(others) or 1)
