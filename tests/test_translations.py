"""The catalogues: complete, in step with the code, and compiled."""

import re
from typing import Any

import polib
import pytest

from factcheck.management.messages import (
    catalogue,
    in_python,
    in_template,
    messages,
    other_languages,
    placeholders,
    po_path,
    translations,
)
from factcheck.rules.told import all_of, begun, in_language, joined, told, told_many, word
from factcheck.saying import PageLanguage

LANGUAGES = other_languages()
TAG = re.compile(r"</?\w+[^>]*>")


def key(entry: Any) -> tuple[str, str]:
    return entry.msgid, entry.msgid_plural


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_holds_what_the_code_says_and_nothing_else(language: str) -> None:
    written = {key(entry) for entry in catalogue(language)}
    said = {(message.text, message.plural) for message in messages()}
    assert written == said, "Type: python manage.py messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    entries = list(catalogue(language))
    assert len(entries) > 800
    assert [
        e.msgid for e in entries if e.fuzzy or e.obsolete or not all(t.strip() for t in translations(e))
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_placeholders_and_tags(language: str) -> None:
    """Those of the form for many, which alone has the number where a language has one form."""
    wrong = []
    for entry in catalogue(language):
        source = entry.msgid_plural or entry.msgid
        for text in translations(entry):
            same = set(placeholders(text)) == set(placeholders(source))
            if not same or sorted(TAG.findall(text)) != sorted(TAG.findall(source)):
                wrong.append((source, text))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    compiled = {
        key(entry): translations(entry) for entry in polib.mofile(str(po_path(language).with_suffix(".mo")))
    }
    assert compiled == {key(entry): translations(entry) for entry in catalogue(language)}


def test_messages_are_found_in_templates_and_in_code() -> None:
    template = """{% load i18n %}{% translate "One" %}{% blocktranslate trimmed with a=b %}
        Two {{ a }}{% endblocktranslate %}{% include "x.html" with words=_("Three") only %}
        {% blocktranslate count n=m %}a four{% plural %}{{ n }} fours{% endblocktranslate %}"""
    assert {(m.text, m.plural) for m in in_template(template)} == {
        ("One", ""), ("Two %(a)s", ""), ("Three", ""), ("a four", "%(n)s fours"),
    }  # fmt: skip
    code = 'told("a {b}", b=1)\nword("c" if d else "e")\nngettext("f", "g", n)\nother("h")\nword(i)\n'
    assert {(m.text, m.plural) for m in in_python(code)} == {("a {b}", ""), ("c", ""), ("e", ""), ("f", "g")}


class Louder(PageLanguage):
    def words(self, english: str) -> str:
        return english.upper().replace("{NAME}", "{name}").replace("{WHAT}", "{what}")

    def counted(self, one: str, many: str, number: int) -> str:
        return f"#{number} {many}"


def test_a_told_sentence_is_english_and_can_be_said_in_another_language() -> None:
    sentence = told("{name} said {what}", name="Tass", what=word("nothing"))
    assert sentence == "Tass said nothing"
    assert in_language(sentence, Louder()) == "Tass SAID NOTHING"
    both = begun(joined([word("first"), "", sentence], "; "))
    assert both == "First; Tass said nothing"
    assert in_language(both, Louder()) == "FIRST; Tass SAID NOTHING"
    assert told_many("{number} day", "{number} days", 1) == "1 day"
    assert in_language(told_many("{number} day", "{number} days", 2000), Louder()) == "#2000 2,000 days"
    assert (all_of(["A"]), all_of(["A", "B", "C"])) == ("A", "A, B and C")


def test_words_of_the_record_are_never_taken_for_a_template() -> None:
    name = "{0} {name} %(x)s"
    sentence = told("{name} has not confirmed it", name=name)
    assert sentence == in_language(sentence, PageLanguage()) == f"{name} has not confirmed it"
    assert word("{not a template}") == "{not a template}"
    assert in_language("", PageLanguage()) == ""
