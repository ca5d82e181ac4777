"""Pages and their pieces, written once with blanks for what differs from one to the next.

Most of what a template does for a claim's page it does alike for every claim: the same words looked up in the
same language, the same addresses, the same branches. So a template is rendered once for each way through it,
with blanks for the words, and each page has its own words filled in, escaped as ever.

A template can be written this way when it prints its words, asks whether they are there, goes through lists,
and does nothing else with them. Where it does more, tests refuse it, and a site renders it anew each time.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from threading import Lock
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from factcheck.saying import page_language

log = logging.getLogger(__name__)

# The form of a whole page takes some 30 KB.
FORMS_KEPT = 512

Words = Mapping[str, object]

# In outlines: a text that is there; and what comes next is a mapping, or a list.
_TEXT, _MAPPING, _LIST = "text", "mapping", "list"
# Comes through only where it is printed as it is: any filter, and escaping twice or not at all, changes it.
_MARK = "<\ufdd0\u00c9{}>"
_PRINTED = re.compile("&lt;\ufdd0\u00c9([0-9]+)&gt;")
_TRACES = ("\ufdd0", "%EF%B7%90")


class Misused(Exception):
    """A template did more with a word than a blank can stand for."""


def written(template: str, words: Words, shape: Words | None = None) -> SafeString:
    """What the template makes of these, as if it were rendered with them.

    words: texts and numbers to be printed, True, False and None, and lists and mappings of all these.
    shape: values that it may look at as well, of which there are few.
    """
    outline: list[object] = [template, page_language()]
    if shape:
        outline.extend(shape.items())
    texts: list[str] = []
    _look_at(words.items(), outline, texts)
    try:
        form, places = _form_of(tuple(outline), template, words, shape or {})
    except Misused:
        if getattr(settings, "REFUSE_MISUSED_WORDS", False):
            raise
        # No reader shall go without a page because it cannot be written quickly.
        log.exception("This page is rendered anew each time")
        return render_to_string(template, {**words, **(shape or {})})
    # The form is what the template wrote, and each text is escaped.
    return SafeString(form % tuple([texts[place] for place in places]))


def joined(pieces: Iterable[SafeString]) -> SafeString:
    """Pieces that are written already, after one another."""
    return SafeString("".join(pieces))


def _look_at(words: Iterable[tuple[object, Any]], outline: list[object], texts: list[str]) -> None:
    """Add to the outline what of these decides the way through a template, to the texts what is printed.

    One loop for all kinds: it sees every word of every page.
    """
    for name, word in words:
        kind = type(word)
        if kind is SafeString or kind is str:
            if word:
                texts.append(word if kind is SafeString else _escaped(word))
                word = _TEXT
        elif word is None or kind is bool:
            pass
        elif kind is dict:
            outline += (name, _MAPPING, len(word))
            _look_at(word.items(), outline, texts)
            continue
        elif kind is list:
            outline += (name, _LIST, len(word))
            _look_at(enumerate(word), outline, texts)
            continue
        else:
            # A number, or a text that knows more than its letters.
            text = str(word)
            if text:
                texts.append(_escaped(text))
            word = text and _TEXT
        outline += (name, word)


def _escaped(text: str) -> str:
    # Most words have no such sign, and looking for one takes a third of what replacing none of them takes.
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return escape(text)
    return text


Form = tuple[str, tuple[int, ...]]
_forms: dict[tuple[object, ...], Form] = {}
_lock = Lock()


def _form_of(outline: tuple[object, ...], template: str, words: Words, shape: Words) -> Form:
    form = _forms.get(outline)
    if form is None:
        # Two threads may both do this; what they make is the same.
        form = _made(template, words, shape)
        with _lock:
            _forms[outline] = form
            if len(_forms) > FORMS_KEPT:
                del _forms[next(iter(_forms))]
    return form


def _made(template: str, words: Words, shape: Words) -> Form:
    """The template with a %s for each text, and which text goes there."""
    blanks: list[Blank] = []
    html = render_to_string(template, {**_with_blanks(dict(words), blanks), **shape})
    fixed, places = [], []
    for part, piece in enumerate(_PRINTED.split(html)):
        if part % 2:
            places.append(int(piece))
        else:
            fixed.append(piece.replace("%", "%%"))
    form = "%s".join(fixed)
    if any(trace in form for trace in _TRACES):
        raise Misused(f"{template} changes words before it prints them: {_around(form)}")
    for number, blank in enumerate(blanks):
        if blank.is_compared:
            raise Misused(f"{template} compares “{blank.name}” with something.")
        if number not in places:
            raise Misused(f"{template} does not print “{blank.name}” where it is there.")
    return form, tuple(places)


def _with_blanks(word: Any, blanks: list["Blank"], name: str = "") -> Any:
    """The words with a blank for each text that is there, in the order in which they are looked at."""
    if isinstance(word, dict):
        return {key: _with_blanks(one, blanks, key) for key, one in word.items()}
    if isinstance(word, list):
        return [_with_blanks(one, blanks, name) for one in word]
    if word is None or isinstance(word, bool) or not str(word):
        return word
    blanks.append(Blank(len(blanks), name))
    return blanks[-1]


def _around(form: str) -> str:
    place = min(place for trace in _TRACES if (place := form.find(trace)) >= 0)
    return form[max(place - 60, 0) : place + 60]


class Blank:
    """Stands for a text that is there, while a form is made."""

    def __init__(self, number: int, name: str) -> None:
        self.name, self.is_compared = name, False
        self._mark = _MARK.format(number)

    def __str__(self) -> str:
        return self._mark

    def __eq__(self, other: object) -> bool:
        # The {% if %} of Django takes an exception for False, so it is remembered instead.
        self.is_compared = True
        return False

    __hash__ = object.__hash__

    def __getitem__(self, key: object) -> None:
        raise Misused(f"“{self.name}” is a text; a template asks it for {key}.")

    def __iter__(self) -> Iterator[None]:
        raise Misused(f"“{self.name}” is a text; a template goes through it.")
