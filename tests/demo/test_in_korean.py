"""Every page for readers under /ko/, with the demonstration on it: no word of ours stays in English."""

import re
from collections import deque
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve
from django.utils.translation import override
from lxml import html

from factcheck.demo.load import load
from factcheck.models import Quantity, Source
from factcheck.urls import readers_patterns
from tests.clean_slate import owner

pytestmark = pytest.mark.django_db

# Words of the record, which keep their language, and of programs.
RECORD = (
    "ancestor-or-self::*[@lang and not(self::html)] | ancestor-or-self::*[@dir='auto']"
    " | ancestor-or-self::bdi | ancestor-or-self::code | ancestor-or-self::pre"
    " | ancestor-or-self::svg | ancestor-or-self::script"
    " | ancestor-or-self::select[@name='source' or @name='topic']"
    " | ancestor-or-self::*[contains(concat(' ', @class, ' '), ' code ')]"
    " | ancestor-or-self::*[@class='permalink']"
)
# Names of formats and standards, the same in every language.
SAME_EVERYWHERE = frozenset(
    "Factcheck Desk CSV CSVW JSON Atom BibTeX RIS UTC UTF RFC ISO STANAG ClaimReview NUL Asia Seoul".split()
)
# What the columns of the files hold is explained by the very words that stand in them.
IN_COLUMNS = frozenset(
    """alpha hash string integer decimal boolean date dateTime anyURI not_confirmed attribution_id sha256
    unverified confirmed disputed retracted superseded published corrected withdrawn government armed_forces
    agency official wire outlet ngo igo witness document anonymous stock cumulative additional rate
    share""".split()
)
FILES = re.compile(r"\b[\w-]+\.(?:csv|jsonl?|py|txt|org)(?![a-z])")
# Two letters or more that are no part of a claim's code.
LATIN = re.compile(r"[A-Za-z][A-Za-z_]+[0-9]*(?!-[0-9])\b")
# A title that was too long ends within a word.
CUT = re.compile(r"\w*…")
HANGUL = re.compile(r"[가-힣]")
# Sentences of our own that hold names of the record.
OURS = "//*[contains(@class, 'claim-sentence') or @id='citation'] | //li[@class='said-entry']/p[@dir]"


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        with owner():
            load()
        yield
        transaction.set_rollback(True)


BEGIN = ("/ko/", "/ko/claims/?q=zebra", "/ko/claims/?since=foo&source=maybe", "/ko/claims/?q=troops",
         "/ko/claims/?as_of=2025-03-28", "/ko/ledger/changes/?since=2024-01-01")  # fmt: skip


def pages(client: Client) -> Iterator[tuple[str, Any]]:
    """Every page that links under /ko/ lead to, without query strings, and a few with."""
    waiting = deque(BEGIN)
    seen = set(waiting)
    while waiting:
        address = waiting.popleft()
        response = client.get(address)
        assert response.status_code in (200, 400), address
        page = html.fromstring(response.content.decode())
        yield address, page
        for link in page.xpath("//a/@href"):
            path = link.partition("#")[0].partition("?")[0]
            if path.startswith("/ko/") and path not in seen:
                seen.add(path)
                waiting.append(path)


def words_of_the_record() -> frozenset[str]:
    """Names and what is counted, which stand in our sentences too, and what the addresses above ask for."""
    counted = Quantity.objects.values_list("population", "unit", "whole")
    texts = [*Source.objects.values_list("name", flat=True), *(text for row in counted for text in row)]
    countries = Source.objects.values_list("country", flat=True)
    return frozenset(LATIN.findall(" ".join([*texts, *countries]))) | {"foo", "maybe"}


def english_in(page: Any, of_record: frozenset[str]) -> set[str]:
    # The title repeats what the page is about.
    of_record |= frozenset(LATIN.findall(" ".join(page.xpath("//h1[@dir or @lang]//text()"))))
    spoken = page.xpath("//text()[normalize-space()]")
    texts = [str(text) for text in spoken if not text.getparent().xpath(RECORD)]
    texts += page.xpath("//*[not(ancestor-or-self::*[@lang][not(self::html)])]/@aria-label | //@data-label")
    found = {word for text in texts for word in LATIN.findall(FILES.sub("", CUT.sub("", text)))}
    return found - SAME_EVERYWHERE - of_record


def test_no_page_for_readers_has_a_word_of_the_interface_in_english() -> None:
    client, kinds = Client(), set()
    wrong: dict[str, str] = {}
    of_record = words_of_the_record()
    for address, page in pages(client):
        assert page.get("lang") == "ko", address
        with override("ko"):
            kinds.add(resolve(address.partition("?")[0]).url_name)
        wrong |= dict.fromkeys(
            english_in(page, of_record | (IN_COLUMNS if address == "/ko/ledger/" else set())), address
        )
        for element in page.xpath(OURS):
            assert HANGUL.search(element.text_content()), (address, element.text_content())
        # Nothing leads a reader of Korean back to English but the link that says so, the desk and files.
        back = {
            link.get("href") for link in page.xpath("//main//a[starts-with(@href, '/')]")
            if not link.get("href").startswith("/ko/") and link.get("href").partition("?")[0].endswith("/")
        }  # fmt: skip
        assert back <= {"/accounts/login/"}, (address, back)
    assert wrong == {}
    # A report and its thanks, a card, the proof: all that there is.
    assert kinds == {pattern.name for pattern in readers_patterns} - {"claim_reported"}
