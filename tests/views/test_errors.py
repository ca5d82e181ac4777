"""Errors that help: a page for a browser, a sentence for HTMX, the same status for both."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from factcheck.views import errors
from tests.cast import Newsroom

HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    ("name", "address", "status", "words"),
    [
        ("alice", "/desk/people/", 403, "Your role does not allow you to manage accounts and roles."),
        ("ed", "/desk/?status=probable", 400, "“probable” is none of"),
        ("ed", "/desk/?source=nobody", 400, "there is no source “nobody”"),
        ("ed", "/desk/claims/NK-9999/", 404, "There is no claim NK-9999"),
    ],
)
def test_a_refusal_says_why(
    name: str,
    address: str,
    status: int,
    words: str,
    headers: dict[str, str],
    client: Client,
    newsroom: Newsroom,
) -> None:
    client.force_login(getattr(newsroom.cast, name))
    response = client.get(address, headers=headers)
    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert ("<html" in page) is (headers == {})
    assert "HX-Request" in response["Vary"]


def test_an_address_that_leads_nowhere_says_how_to_go_on(client: Client, db: None) -> None:
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "Search the claims" in response.content.decode()
    assert "tried" not in response.content.decode()


def test_a_form_beyond_all_bounds_is_answered_with_413(
    client: Client, newsroom: Newsroom, settings: object
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000  # type: ignore[attr-defined]
    response = client.post("/accounts/login/", {"username": "x" * 2000})
    assert response.status_code == 413
    assert "too much at once" in response.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_fault_of_ours_is_owned_up_to(
    headers: dict[str, str], newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("the secret cause")

    monkeypatch.setattr("factcheck.views.desk.queue.queue_page", breaks)
    client = Client(raise_request_exception=False)
    client.force_login(newsroom.cast.ed)
    response = client.get("/desk/", headers=headers)
    assert response.status_code == 500
    assert "failed on our side" in response.content.decode()
    assert "secret" not in response.content.decode()


def test_words_from_an_address_are_not_obeyed() -> None:
    request = RequestFactory().get("/")
    request.htmx = True  # type: ignore[attr-defined]
    response = errors.answer(request, 404, "<script>alert(1)</script>")
    assert b"<script>" not in response.content


def test_the_middleware_leaves_other_exceptions_alone(rf: RequestFactory) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert errors.Refusals(view).process_exception(rf.get("/"), ValueError()) is None
