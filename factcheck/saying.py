"""The language of the page that is being made: what the rules say in English, said in it.

Which language that is, the address says (views.languages). In English this changes nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from factcheck.rules.told import ENGLISH, in_language


class PageLanguage:
    """The language of this page as rules.told asks for it."""

    def words(self, english: str) -> str:
        # The catalogue keeps its own description under the empty string.
        return gettext(english) if english else english

    def counted(self, one: str, many: str, number: int) -> str:
        return ngettext(one, many, number)

    def day(self, day: date) -> str:
        return plain_day(day)

    def month(self, day: date) -> str:
        return ENGLISH.month(day) if in_english() else date_format(day, "N")

    def month_and_day(self, day: date) -> str:
        return ENGLISH.month_and_day(day) if in_english() else date_format(day, "MONTH_DAY_FORMAT")

    def long_day(self, day: date) -> str:
        return ENGLISH.long_day(day) if in_english() else date_format(day, "DATE_FORMAT")


_PAGE = PageLanguage()


def said(words: str) -> str:
    """Words of the rules in the language of the page: a told sentence, or a label of a closed list."""
    return words if in_english() else in_language(words, _PAGE)


def said_of(problem: Exception) -> str:
    """What an exception says, in the language of the page: the rules and actions raise it in told words."""
    words = problem.args[0] if problem.args else ""
    return said(words) if isinstance(words, str) else str(problem)


def plain_day(value: date) -> str:
    """`23 Nov 2026`; in another language as people write it there."""
    return ENGLISH.day(value) if in_english() else date_format(value, "DATE_FORMAT")


def in_english() -> bool:
    """English is the language in which the desk and its rules are written."""
    return (page_language() or settings.LANGUAGE_CODE).startswith("en")


def page_language() -> str | None:
    """The language of the page that is being made."""
    return _looked_up.get() or get_language()


@contextmanager
def one_language() -> Iterator[None]:
    """Within this block the language stays the same: looked up once, where a page asks a hundred times."""
    before = _looked_up.set(get_language())
    try:
        yield
    finally:
        _looked_up.reset(before)


_looked_up: ContextVar[str | None] = ContextVar("page_language", default=None)
