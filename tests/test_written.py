"""A page that is written with blanks has the bytes that rendering it would give."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import override_settings
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import override

from factcheck import written as the_module
from factcheck.addresses import page_of
from factcheck.queries.claim_page import claim_page
from factcheck.rules.stances import Stance
from factcheck.rules.told import told
from factcheck.saying import one_language
from factcheck.views.claim_words import TEMPLATE, claim_words
from factcheck.views.public_filters import Then
from factcheck.written import Misused, written
from tests.cast import Newsroom

TEMPLATES = {
    "plain": "{{ name }} is 100 % {{ name }}.{% if note %} ({{ note }}){% endif %}",
    "list": (
        "{% for one in all %}{% if not forloop.first %}, {% endif %}{{ one.name }}"
        "{% if one.is_old %}*{% endif %}{% endfor %}"
    ),
    "shape": "{% if kind == 'a' %}A {% endif %}{{ name }}{% if is_new %} new{% endif %}",
    "filtered": "{{ name|lower }}",
    "quoted": "<a href='/?q={{ name|urlencode }}'>",
    "unescaped": "{% autoescape off %}{{ name }}{% endautoescape %}",
    "compared": "{{ name }}{% if name == 'Ed' %}!{% endif %}",
    "looked into": "{{ name.first }}",
    "gone through": "{% for letter in name %}{{ letter }}{% endfor %}",
    "swallowed": "{{ name|date }}",
}


@pytest.fixture
def templates(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(the_module, "_forms", {})
    engine = settings.TEMPLATES[0] | {
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", TEMPLATES)]},
    }
    with override_settings(TEMPLATES=[engine]):
        yield


@pytest.mark.parametrize(
    ("template", "words", "shape"),
    [
        ("plain", {"name": "Ed", "note": ""}, None),
        ("plain", {"name": '<Ed & "Cho"> %s', "note": "50 %"}, None),
        ("plain", {"name": mark_safe("<b>Ed</b>"), "note": None}, None),
        ("plain", {"name": told("{who} said", who="<Ed>"), "note": 7}, None),
        ("list", {"all": []}, None),
        ("list", {"all": [{"name": "Ed", "is_old": True}, {"name": "Cho", "is_old": False}]}, None),
        ("shape", {"name": "Ed", "is_new": True}, {"kind": "a"}),
        ("shape", {"name": "Ed", "is_new": False}, {"kind": "b"}),
    ],
)
def test_it_writes_what_rendering_would_give(
    templates: None, template: str, words: dict[str, Any], shape: dict[str, Any] | None
) -> None:
    rendered = render_to_string(template, words | (shape or {}))
    assert [written(template, words, shape) for _ in range(2)] == [rendered, rendered]


def test_a_text_that_is_there_and_one_that_is_not_have_forms_of_their_own(templates: None) -> None:
    assert written("plain", {"name": "Ed", "note": "late"}) == "Ed is 100 % Ed. (late)"
    assert written("plain", {"name": "Ed", "note": ""}) == "Ed is 100 % Ed."


@pytest.mark.parametrize(
    "template",
    ["filtered", "quoted", "unescaped", "compared", "looked into", "gone through", "swallowed"],
)
def test_a_template_that_does_more_with_a_word_than_print_it_is_refused(
    templates: None, template: str
) -> None:
    with pytest.raises(Misused):
        written(template, {"name": "Ed"})


def test_on_a_site_such_a_page_is_rendered_all_the_same(templates: None) -> None:
    with override_settings(REFUSE_MISUSED_WORDS=False):
        assert written("compared", {"name": "Ed"}) == "Ed!"


def test_forms_do_not_fill_the_memory(templates: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(the_module, "FORMS_KEPT", 2)
    for number in range(5):
        written("shape", {"name": "Ed", "is_new": True}, {"kind": number})
    assert len(the_module._forms) == 2


Tell = Callable[[Newsroom], str]


def _said(newsroom: Newsroom) -> str:
    return newsroom.published("Number 1.").code


def _figures(newsroom: Newsroom) -> str:
    claim = newsroom.published("Number 2.")
    newsroom.says(claim, "Russia", Stance.DENIES, figure="some 3,000", quote="4,000 became casualties")
    return claim.code


def _decided(newsroom: Newsroom) -> str:
    claim = newsroom.published("Number <3> & 100 %.")
    newsroom.decides(claim)
    return claim.code


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("tell", [_said, _figures, _decided])
def test_a_claims_page_is_written_as_it_would_be_rendered(
    newsroom: Newsroom, tell: Tell, language: str
) -> None:
    page = claim_page(tell(newsroom))
    assert page is not None
    with override(language), one_language():
        words = claim_words(page, Then(), may_see_drafts=False)
        words |= {"path": "/", "query_string": "", "languages": []}
        shape = {"section": "claims", "site_name": "Desk", "base_url": "https://desk.example"}
        assert written(TEMPLATE, words, shape) == render_to_string(TEMPLATE, words | shape)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_an_address_is_what_django_reverses(language: str) -> None:
    with override(language):
        for name, value in [
            ("claim", "NK-0007"),
            ("source", "south-korea"),
            ("article", 12),
            ("claim", "a b"),
        ]:
            assert page_of(name, value) == reverse(name, args=[value])
