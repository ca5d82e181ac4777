"""Read a story: who says what in it. One reader for each language, chosen from a table."""

import re
from collections.abc import Callable

from factcheck.extraction import korean, russian
from factcheck.extraction.english import read_english
from factcheck.extraction.figures import find_figures
from factcheck.extraction.statements import Statement, Story

Progress = Callable[[int, int], None]
_Read = Callable[[Story, Progress | None], list[Statement]]

_LOOKED_AT = 20_000
_LATIN = re.compile(r"[A-Za-z]{2,}")
_COMMON_ENGLISH = frozenset(
    "the of and to in that said for is was on with as it by at from has have he his are".split()
)
# Of a hundred words of English some forty are among these; of other languages in Latin letters hardly any.
_ENGLISH_SHARE = 0.12
_OTHER_SCRIPTS = (
    ("ru", re.compile(r"[а-яёА-ЯЁ]")),
    ("ko", re.compile(r"[가-힣]")),
)


def read_story(story: Story, *, progress: Progress | None = None) -> list[Statement]:
    """The statements of a story in its order; none for a language without a reader.

    progress: called with how many sentences are read and how many there are.
    """
    read = READERS.get(language_of(story))
    return read(story, progress) if read is not None else []


def language_of(story: Story) -> str:
    """The primary language of the story: as it is told, else by its letters and its commonest words."""
    told = story.language.lower().partition("-")[0].partition("_")[0]
    if told:
        return told
    start = story.body_text[:_LOOKED_AT]
    words = [word.lower() for word in _LATIN.findall(start)]
    letters = sum(len(word) for word in words)
    for language, script in _OTHER_SCRIPTS:
        if len(script.findall(start)) > letters:
            return language
    common = sum(word in _COMMON_ENGLISH for word in words)
    return "en" if words and common >= _ENGLISH_SHARE * len(words) else ""


def _english(story: Story, progress: Progress | None) -> list[Statement]:
    return read_english(story, figures=find_figures, progress=progress)


def _russian(story: Story, progress: Progress | None) -> list[Statement]:
    del progress
    return russian.read_quotations(story)


def _korean(story: Story, progress: Progress | None) -> list[Statement]:
    del progress
    return korean.read_quotations(story)


READERS: dict[str, _Read] = {"en": _english, "ru": _russian, "ko": _korean}
