"""Addresses of pages, put together quickly: a claim's page has dozens of them, and a list of claims too."""

import re
from functools import lru_cache

from django.urls import reverse

from factcheck.saying import page_language

# Fits a code, a slug and a number alike.
_STAND_IN = "90817263540"
_is_plain = re.compile(r"[A-Za-z0-9_-]+").fullmatch


def page_of(url_name: str, value: object) -> str:
    """The same as reverse(url_name, args=[value]), in the language of the page."""
    text = str(value)
    if not _is_plain(text):
        return reverse(url_name, args=[value])
    before, after = _around(url_name, page_language())
    return f"{before}{text}{after}"


def address_of(url_name: str) -> str:
    """The same as reverse(url_name), in the language of the page."""
    return _address(url_name, page_language())


@lru_cache(maxsize=256)
def _address(url_name: str, language: str | None) -> str:
    # Two languages, two addresses: reverse() asks for the language by itself.
    return reverse(url_name)


@lru_cache(maxsize=256)
def _around(url_name: str, language: str | None) -> tuple[str, str]:
    # Two languages, two addresses: reverse() asks for the language by itself.
    before, _, after = reverse(url_name, args=[_STAND_IN]).partition(_STAND_IN)
    return before, after
