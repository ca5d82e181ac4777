"""A story comes to the desk: from the text, a file or an address, and nothing typed is lost."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from factcheck.models import Article, Source
from tests.cast import STORY, Cast, Newsroom

NEW = "/desk/articles/new/"
KNOWN = {"headline": "South says more sent", "publisher": "The Example Wire"}


@pytest.fixture
def desk(client: Client, newsroom: Newsroom) -> Client:
    newsroom.source("The Example Wire")
    client.force_login(newsroom.cast.alice)
    return client


def test_a_pasted_story_is_stored_with_what_its_text_says(desk: Client) -> None:
    answer = desk.post(NEW, KNOWN | {"text": STORY, "published_at": "2025-03-28"})
    article = Article.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/articles/{article.pk}/")
    assert article.body_text == STORY
    assert article.publisher.name == "The Example Wire"
    assert article.published_date_only
    assert article.language == "en"
    assert "SEOUL" in article.dateline


def test_an_uploaded_page_is_read_whole_and_its_scripts_are_gone(desk: Client) -> None:
    page = (
        "<html lang=en><head><title>Bridge shut</title></head><body><article><h1>Bridge shut</h1>"
        "<p onclick=x() hx-get=/x>The bridge has been closed to lorries, the council said on Tuesday.</p>"
        "<script>alert(1)</script></article></body></html>"
    )
    upload = SimpleUploadedFile("story.html", page.encode(), "text/html")
    answer = desk.post(NEW, {"publisher": "The Example Wire", "file": upload})
    assert answer.status_code == 302
    article = Article.objects.get()
    assert article.headline == "Bridge shut"
    assert "closed to lorries" in article.body_text
    assert "alert" not in article.clean_html + article.body_text
    assert "hx-get" not in article.clean_html


def test_what_is_missing_is_asked_for_with_the_rest_filled_in(desk: Client) -> None:
    answer = desk.post(NEW, {"text": STORY})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "names no publisher" in page
    assert "names no headline" in page
    assert "SEOUL" in page
    assert STORY.splitlines()[-1] in page


def test_a_page_of_an_unknown_publisher_is_stored_at_the_second_try_with_all_that_it_said(
    desk: Client,
) -> None:
    said = "항만 당국은 월요일 배 마흔 척이 항구를 떠났다고 밝혔으며 그 이유는 알지 못한다고 말했다."
    page = (
        '<!doctype html><html lang="ko"><head><title>배 마흔 척 떠나 | 알다신문</title>'
        '<meta property="og:site_name" content="알다신문"><meta name="author" content="한지우">'
        '<link rel="canonical" href="https://alda.example/2021/03/28/ships"></head><body><article>'
        "<h1>항구에서 배 마흔 척 떠나</h1>"
        + "".join(f"<p>{'(알다=연합뉴스) ' * (n == 0)}{said}{n}</p>" for n in range(6))
        + "</article></body></html>"
    )
    answer = desk.post(NEW, {"file": SimpleUploadedFile("a.html", page.encode(), "text/html")})
    shown = answer.context["form"]
    names = ("text", "headline", "publisher", "byline", "dateline", "published_at", "language", "url")
    filled = {name: shown[name].value() for name in names}
    assert filled["publisher"] == "알다신문"
    assert "No source is called 알다신문 yet" in answer.content.decode()
    assert "does not declare its date; 2021-03-28" in answer.content.decode()
    assert desk.post(NEW, filled | {"publisher_kind": "outlet"}).status_code == 302
    article = Article.objects.get()
    assert (article.headline, article.byline, article.dateline) == (
        "항구에서 배 마흔 척 떠나",
        "한지우",
        "알다",
    )
    assert (article.publisher.name, article.language) == ("알다신문", "ko")
    assert (article.url, article.published_date_only) == ("https://alda.example/2021/03/28/ships", True)
    assert article.body_text.count(said) == 6


def test_an_unknown_publisher_is_added_when_it_is_said_what_it_is(desk: Client) -> None:
    typed = {"text": STORY, "headline": "More sent", "publisher": "Harbour Gazette"}
    answer = desk.post(NEW, typed)
    assert answer.status_code == 422
    assert "No source is called Harbour Gazette yet" in answer.content.decode()
    answer = desk.post(NEW, typed | {"publisher_kind": "outlet"})
    assert answer.status_code == 302
    assert Source.objects.get(name="Harbour Gazette").kind == "outlet"


def test_the_same_text_twice_leads_to_the_article_that_is_there(desk: Client, newsroom: Newsroom) -> None:
    article = newsroom.article()
    answer = desk.post(NEW, KNOWN | {"text": "  " + STORY.replace(" ", "  ")})
    assert answer["Location"] == f"/desk/articles/{article.pk}/"
    assert Article.objects.count() == 1


def test_a_publisher_is_not_added_for_a_text_that_is_there_already(desk: Client, newsroom: Newsroom) -> None:
    newsroom.article()
    desk.post(NEW, {"text": STORY, "headline": "x", "publisher": "Copycat", "publisher_kind": "outlet"})
    assert not Source.objects.filter(name="Copycat").exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"text": ""}, "Paste the story, choose a file"),
        ({"text": "   \n"}, "Paste the story, choose a file"),
        ({"text": "1234 5678"}, "no text to read"),
        ({"text": STORY, "published_at": "2025-02-30"}, "no day or time"),
        ({"text": STORY, "published_at": "yesterday"}, "no day or time"),
        ({"text": STORY, "language": "English!"}, "no language tag"),
        ({"text": STORY, "headline": "x" * 301}, "at most 300"),
    ],
)
def test_bad_input_is_said_and_what_was_typed_is_kept(desk: Client, wrong: dict[str, str], says: str) -> None:
    answer = desk.post(NEW, KNOWN | {"byline": "Han Ji-woo"} | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "Han Ji-woo" in page
    assert "The Example Wire" in page
    assert not Article.objects.exists()


def test_five_megabytes_are_refused_in_words_with_the_rest_kept(desk: Client) -> None:
    answer = desk.post(NEW, KNOWN | {"text": "Soldiers. " * 500_000})
    page = answer.content.decode()
    assert answer.status_code == 413
    assert "South says more sent" in page
    assert len(page) < 100_000


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pdf", b"%PDF-1.7\n\x00\x01"), ("a.png", b"\x89PNG\r\n\x1a\n\x00"), ("a.txt", b"\x00\x01\x02" * 50)],
)
def test_a_binary_file_is_refused_in_words(desk: Client, name: str, data: bytes) -> None:
    answer = desk.post(NEW, KNOWN | {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 422
    assert 'id="id_file_error"' in answer.content.decode()


def test_an_empty_file_is_refused_in_words(desk: Client) -> None:
    answer = desk.post(NEW, KNOWN | {"file": SimpleUploadedFile("a.txt", BytesIO().getvalue())})
    assert answer.status_code == 422
    assert "empty" in answer.content.decode()


def test_a_private_address_is_not_fetched(desk: Client) -> None:
    answer = desk.post(NEW, {"url": "http://127.0.0.1/story"})
    assert answer.status_code == 422
    assert "You can paste the text instead" in answer.content.decode()


def test_strangers_are_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(NEW)["Location"].startswith("/accounts/login/?next=")
    assert client.post(NEW, {"text": STORY}).status_code == 302
    assert not Article.objects.exists()


def test_the_list_shows_articles_and_finds_them(desk: Client, newsroom: Newsroom) -> None:
    newsroom.article()
    assert "South says more soldiers sent" in desk.get("/desk/articles/").content.decode()
    assert "No article answers" in desk.get("/desk/articles/?q=bridge").content.decode()


def test_an_editor_sets_what_readers_see_and_a_reporter_does_not(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    article = newsroom.article()
    assert desk.post(f"/desk/articles/{article.pk}/rights/", {"excerpt_only": "on"}).status_code == 403
    desk.force_login(cast.ed)
    desk.post(f"/desk/articles/{article.pk}/rights/", {"excerpt_only": "on"})
    article.refresh_from_db()
    assert article.excerpt_only
    assert desk.get(f"/desk/articles/{article.pk}/rights/").status_code == 405
    assert desk.post("/desk/articles/99999/rights/").status_code == 404
