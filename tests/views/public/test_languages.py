"""The language of a page is in its address, and nothing else decides it."""

import re
from datetime import date

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from factcheck.models import Claim
from factcheck.rules.stances import Stance
from factcheck.saying import plain_day, said
from factcheck.views.crowd import come_again
from factcheck.views.errors import server_error
from factcheck.views.languages import language_of, languages_of
from factcheck.views.middleware import unavailable
from tests.cast import Newsroom

ALTERNATES = re.compile(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">')
SWITCH = re.compile(r'<a href="([^"]+)" lang="(\w+)" hreflang="\w+" rel="alternate">([^<]+)</a>')
PAGES = ("/", "/claims/", "/claims/NK-0001/", "/claims/NK-0001/verify/", "/claims/NK-0001/report/",
         "/claims/NK-0001/embed/", "/articles/", "/sources/", "/sources/russia/", "/topics/", "/corrections/",
         "/ledger/", "/ledger/changes/", "/methodology/")  # fmt: skip
IN_ENGLISH_ALONE = ("/desk/", "/accounts/login/", "/claims/NK-0001.json", "/claims/NK-0001/card.png",
                    "/ledger/claims.csv", "/feeds/claims.atom", "/sitemap.xml", "/healthz")  # fmt: skip


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    claim = newsroom.published(parties=[newsroom.source("Russia")])
    newsroom.says(claim, "Russia", Stance.NOT_CONFIRMED, cue="has not confirmed")
    newsroom.decides(claim)
    return claim


def get(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address, follow=status == 404)
    assert response.status_code == status, address
    return response.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_each_page_for_readers_is_there_in_both_languages(client: Client, claim: Claim, address: str) -> None:
    assert '<html lang="en"' in get(client, address)
    assert '<html lang="ko"' in get(client, f"/ko{address}")


@pytest.mark.parametrize("address", IN_ENGLISH_ALONE)
def test_the_desk_and_files_have_one_address(client: Client, claim: Claim, address: str) -> None:
    assert "<h1>그런 페이지가 없습니다</h1>" in get(client, f"/ko{address}", status=404)


def test_no_header_and_no_cookie_changes_the_language(client: Client, claim: Claim) -> None:
    client.cookies["django_language"] = "ko"
    for address in ("/", "/claims/NK-0001/"):
        response = client.get(address, headers={"accept-language": "ko"})
        assert 'lang="en"' in response.content.decode()
        assert "Accept-Language" not in response["Vary"]
        assert "Content-Language" not in response
        korean = client.get(f"/ko{address}", headers={"accept-language": "en"})
        assert korean["Vary"] == response["Vary"]
        assert korean["Cache-Control"] == response["Cache-Control"]
        assert korean["ETag"] != response["ETag"]


def test_each_page_names_its_own_address_and_the_other(client: Client, claim: Claim) -> None:
    there = {
        "en": "http://localhost:8000/claims/NK-0001/", "ko": "http://localhost:8000/ko/claims/NK-0001/",
        "x-default": "http://localhost:8000/claims/NK-0001/",
    }  # fmt: skip
    for address in ("/claims/NK-0001/", "/ko/claims/NK-0001/"):
        page = get(client, address)
        assert f'<link rel="canonical" href="http://localhost:8000{address}">' in page
        assert dict(ALTERNATES.findall(page)) == there
    # Of an earlier moment no search engine keeps a page.
    assert not ALTERNATES.findall(get(client, "/ko/claims/?as_of=2026-01-01"))
    assert not ALTERNATES.findall(get(client, "/accounts/login/"))


def test_the_switch_leads_to_the_same_page_with_the_same_question(client: Client, claim: Claim) -> None:
    english = SWITCH.findall(get(client, "/claims/?status=confirmed&q=sent"))
    assert english == [("/ko/claims/?status=confirmed&amp;q=sent", "ko", "한국어")]
    korean = SWITCH.findall(get(client, "/ko/claims/?status=confirmed&q=sent"))
    assert korean == [("/claims/?status=confirmed&amp;q=sent", "en", "English")]
    assert not SWITCH.findall(get(client, "/nowhere/", status=404))


def test_links_and_forms_stay_in_the_language(client: Client, claim: Claim) -> None:
    page = get(client, "/ko/claims/?q=sent")
    assert 'href="/ko/claims/NK-0001/"' in page
    assert 'action="/ko/claims/" hx-get="/ko/claims/"' in page
    swapped = client.get("/ko/claims/", {"q": "sent"}, headers={"hx-request": "true"})
    assert swapped["HX-Push-Url"] == "/ko/claims/?q=sent"
    moved = client.get("/ko/claims/nk-0001/")
    assert (moved.status_code, moved["Location"]) == (301, "/ko/claims/NK-0001/")
    assert client.get("/ko")["Location"] == "/ko/"


def test_a_korean_page_asks_no_more_of_the_database(client: Client, claim: Claim) -> None:
    for address in ("/claims/NK-0001/", "/claims/"):
        with CaptureQueriesContext(connection) as english:
            get(client, address)
        with CaptureQueriesContext(connection) as korean:
            get(client, f"/ko{address}")
        assert len(korean) <= len(english)


def test_sentences_of_the_rules_are_said_in_korean(client: Client, claim: Claim) -> None:
    page = get(client, "/ko/claims/NK-0001/")
    assert "확인하지 않은 측: Russia" in page
    assert "출처 하나가 사실이라고 밝혔으므로 독립된 원출처는 하나입니다." in page
    assert "미확인 → 확인됨" not in page and ">확인됨</span>" in page
    # The record itself is not translated, and says so.
    assert f'<h1 class="claim-head" dir="auto" lang="en">{claim.text}</h1>' in page
    assert 'lang="en"' not in get(client, "/claims/NK-0001/").partition("<body>")[2]


def test_days_are_written_as_they_are_in_korean_and_kept_for_machines(client: Client, claim: Claim) -> None:
    page = get(client, "/ko/claims/NK-0001/")
    assert re.search(r'<time datetime="\d{4}-\d\d-\d\dT[\d:]+Z">\d{4}년 \d+월 \d+일, \d\d:\d\d</time>', page)


def test_what_was_not_understood_is_said_in_korean(client: Client, claim: Claim) -> None:
    assert "“foo”은(는) 날짜나 시각이 아닙니다." in get(client, "/ko/claims/?since=foo", status=400)
    assert "공개된 주장 XX-0001이(가) 없습니다." in get(client, "/ko/claims/XX-0001/", status=404)
    sent = client.post("/ko/claims/NK-0001/report/", {"text": "", "version": claim.version})
    assert "무엇이 잘못되었는지 적어 주십시오." in sent.content.decode()


def test_the_pages_for_when_nothing_works_are_in_the_language_of_the_address() -> None:
    with override("ko"):
        away = unavailable(OperationalError("away"))
        failed = server_error(RequestFactory().get("/ko/claims/"))
        crowded = come_again()
    assert away is not None
    for response, title in (
        (away, "잠시 후 다시 열립니다"),
        (failed, "우리 쪽에서 오류가 났습니다"),
        (crowded, "지금 독자가 많습니다"),
    ):
        page = response.content.decode()
        assert f"<h1>{title}</h1>" in page and '<html lang="ko">' in page
        assert not re.search(r">[A-Z][a-z]+ [a-z]+", page)
    assert 'href="/ko/"' in failed.content.decode()


def test_a_card_in_korean_is_told_of_by_its_address(client: Client, claim: Claim) -> None:
    url = "http://localhost:8000/ko/claims/NK-0001/"
    assert client.get("/oembed", {"url": url}).json()["title"].startswith("Confirmed: ")
    assert "확인됨" in get(client, "/ko/claims/NK-0001/embed/")


def test_files_are_in_english_after_a_korean_page_too(client: Client, claim: Claim) -> None:
    get(client, "/ko/claims/NK-0001/")
    assert "Unverified became confirmed" in get(client, "/claims/NK-0001.json")


def test_an_address_names_a_language_only_as_its_first_part() -> None:
    assert [language_of(path) for path in ("/", "/ko", "/ko/", "/ko/x/", "/kosovo/", "/en/", "/x/ko/")] == [
        "en", "ko", "ko", "ko", "en", "en", "en"
    ]  # fmt: skip
    assert [one.path for one in languages_of("/ko/claims/")] == ["/claims/", "/ko/claims/"]
    assert languages_of("/desk/") == languages_of("/ko/desk/") == languages_of("/nowhere/") == []


def test_outside_a_page_words_are_english() -> None:
    assert said("Confirmed") == "Confirmed"
    assert plain_day(date(2026, 11, 3)) == "3 Nov 2026"
