"""Readers' pages under /ko/, and the desk in Korean, with the demonstration: no word of ours is English."""

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
from factcheck.models import Article, Claim, Quantity, Source, Topic, User
from factcheck.rules.vocabulary import Role
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


# At the desk, names of colleagues and of the record stand in fields and messages too.
AT_THE_DESK = f"{RECORD} | " + " | ".join(
    f"ancestor-or-self::{one}"
    for one in (
        "textarea", "kbd", "q", "details[@class='menu']/summary",
        "select[@name='to' or @name='into' or @name='replaces']",
        "form[contains(@action, '/accounts/language/')]",
    )
)  # fmt: skip
DESK = ("/accounts/password/", "/desk/", "/desk/?show=all", "/desk/?q=zebra",
        "/desk/?status=disputed&show=all",
        "/desk/articles/", "/desk/articles/?q=zebra", "/desk/articles/new/", "/desk/sources/",
        "/desk/sources/?q=zebra", "/desk/sources/new/", "/desk/topics/new/", "/desk/for-you/",
        "/desk/for-you/?watched=1", "/desk/digest/", "/desk/import/", "/desk/mend/", "/desk/settings/",
        "/desk/reports/", "/desk/reports/?settled=1", "/desk/tour/", "/desk/people/",
        "/desk/claims/find/?q=zebra", "/desk/sources/find/?q=zebra", "/desk/nowhere/")  # fmt: skip
# Forms that are sent empty or wrong, and what is then said.
REFUSED = ("/desk/articles/new/", "/desk/topics/new/", "/desk/sources/new/", "/desk/settings/",
           "/desk/people/", "/desk/watch/", "/desk/bulk/", "/accounts/password/")  # fmt: skip
# Codes, formats and signs in hints and examples.
IN_HINTS = frozenset("NK KR RU US MB HTML UTF cp euc en ko ru zh Hant https STATE PDF Enter".split())

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


def english_in(page: Any, of_record: frozenset[str], record: str = RECORD) -> set[str]:
    # The title repeats what the page is about.
    of_record |= frozenset(LATIN.findall(" ".join(page.xpath("//h1[@dir or @lang]//text()"))))
    spoken = page.xpath("//text()[normalize-space()]")
    texts = [str(text) for text in spoken if not text.getparent().xpath(record)]
    texts += page.xpath("//*[not(ancestor-or-self::*[@lang][not(self::html)])]/@aria-label")
    texts += page.xpath("//@data-label | //@data-key-label")
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


def desk_pages(client: Client) -> Iterator[tuple[str, Any]]:
    claims = [f"/desk/claims/{code}/" for code in Claim.objects.values_list("code", flat=True)]
    others = [f"/desk/articles/{Article.objects.order_by('pk')[0].pk}/"]
    others += [f"/desk/sources/{Source.objects.order_by('pk')[0].slug}/"]
    others += [f"/desk/topics/{Topic.objects.order_by('pk')[0].slug}/"]
    for address in (*DESK, *others, *claims[:12], f"/desk/?claim={claims[0].split('/')[-2]}"):
        yield address, client.get(address)
    acts = [f"{claims[0]}{act}/" for act in ("decide", "evidence", "reword", "use", "comment", "correct")]
    for address in (*REFUSED, *others[1:], *acts):
        yield f"POST {address}", client.post(address, {"status": "retracted"})


def test_an_editor_whose_desk_is_korean_finds_no_word_of_the_interface_in_english(client: Client) -> None:
    sign_in = client.get("/accounts/login/?next=/desk/tour/")
    assert html.fromstring(sign_in.content.decode()).get("lang") == "en"
    chosen = client.post(
        "/accounts/language/", {"language": "ko", "next": "/accounts/login/?next=/desk/tour/"}
    )
    assert chosen["Location"] == "/accounts/login/?next=/desk/tour/"
    of_record = words_of_the_record() | IN_HINTS | IN_COLUMNS
    people = User.objects.values_list("username", "byline")
    texts = [*Topic.objects.values_list("name", flat=True), *(name for both in people for name in both)]
    of_record |= frozenset(LATIN.findall(" ".join(texts)))
    wrong: dict[str, str] = {}
    page = html.fromstring(client.get("/accounts/login/").content.decode())
    wrong |= dict.fromkeys(english_in(page, of_record, AT_THE_DESK), "/accounts/login/")
    client.force_login(User.objects.filter(role=Role.ADMIN)[0])
    for address, response in desk_pages(client):
        assert response.status_code in (200, 404, 422), address
        page = html.document_fromstring(response.content.decode())
        assert page.get("lang") == "ko" or "find" in address, address
        wrong |= dict.fromkeys(english_in(page, of_record, AT_THE_DESK), address)
    assert wrong == {}
    # Readers' pages go on by their address, whatever the desk speaks.
    assert html.fromstring(client.get("/claims/").content.decode()).get("lang") == "en"
    client.post("/accounts/language/", {"language": "xx"})
    assert html.fromstring(client.get("/desk/").content.decode()).get("lang") == "ko"
