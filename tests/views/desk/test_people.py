"""/desk/people/: accounts and roles, for administrators."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from factcheck.models import User
from factcheck.rules.vocabulary import Role
from tests.cast import PASSWORD, Cast

PEOPLE = "/desk/people/"
ACTS = ["person_role", "person_close", "person_reopen"]


@pytest.fixture
def ada(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ada)
    return client


def newcomer(**changes: Any) -> dict[str, Any]:
    return {"username": "nia", "byline": "Nia Adeyemi", "role": "editor", "password": PASSWORD} | changes


def to(act: str, person: User) -> str:
    return reverse(f"desk:{act}", args=[person.pk])


def test_everybody_is_listed(ada: Client) -> None:
    page = ada.get(PEOPLE).content.decode()
    for name in ("alice", "ed", "edna", "cho", "ada"):
        assert f"<bdi>{name}</bdi>" in page


def test_an_account_is_opened_and_can_sign_in(ada: Client) -> None:
    page = ada.post(PEOPLE, newcomer(), follow=True).content.decode()
    assert "nia can sign in now." in page
    assert Client().login(username="nia", password=PASSWORD)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"username": "ED"}, "There is an account ED already"),
        ({"username": ""}, "This field is required"),
        ({"username": "a b"}, "Enter a valid username"),
        ({"password": "short"}, "This password is too short"),
        ({"role": "king"}, "Select a valid choice"),
        ({"email": "nowhere"}, "Enter a valid email address"),
    ],
)
def test_a_bad_form_comes_back_without_the_password(
    ada: Client, changes: dict[str, str], complaint: str
) -> None:
    response = ada.post(PEOPLE, newcomer() | changes)
    page = response.content.decode()
    assert response.status_code == 422
    assert complaint in page
    assert "Nia Adeyemi" in page
    assert PASSWORD not in page
    assert not User.objects.filter(username="nia").exists()


def test_a_role_is_changed(ada: Client, cast: Cast) -> None:
    page = ada.post(to("person_role", cast.alice), {"role": "editor"}, follow=True).content.decode()
    assert "alice is now editor." in page
    cast.alice.refresh_from_db()
    assert cast.alice.role == Role.EDITOR


def test_an_account_is_closed_and_reopened(ada: Client, cast: Cast) -> None:
    signed_in = Client()
    signed_in.force_login(cast.ed)
    ada.post(to("person_close", cast.ed))
    assert signed_in.get("/desk/").status_code == 302
    assert not Client().login(username="ed", password=PASSWORD)
    ada.post(to("person_reopen", cast.ed))
    assert Client().login(username="ed", password=PASSWORD)


@pytest.mark.parametrize(("act", "data"), [("person_close", {}), ("person_role", {"role": "editor"})])
def test_the_last_administrator_stays(act: str, data: dict[str, str], ada: Client, cast: Cast) -> None:
    response = ada.post(to(act, cast.ada), data)
    assert response.status_code == 422
    assert "ada is the last administrator" in response.content.decode().lower()


def test_an_unknown_role_is_refused(ada: Client, cast: Cast) -> None:
    assert ada.post(to("person_role", cast.ed), {"role": "king"}).status_code == 422


@pytest.mark.parametrize("name", ["alice", "ed", "cho"])
def test_only_administrators_come_here(name: str, client: Client, cast: Cast) -> None:
    client.force_login(getattr(cast, name))
    assert client.get(PEOPLE).status_code == 403
    assert client.post(PEOPLE, newcomer()).status_code == 403
    for act in ACTS:
        assert client.post(to(act, cast.alice), {"role": "admin"}).status_code == 403


def test_strangers_are_asked_to_sign_in(client: Client, cast: Cast) -> None:
    assert client.get(PEOPLE).status_code == 302
    for act in ACTS:
        assert client.post(to(act, cast.alice)).status_code == 302


@pytest.mark.parametrize("act", ACTS)
def test_acts_need_a_post_and_somebody(act: str, ada: Client, cast: Cast) -> None:
    assert ada.get(to(act, cast.ed)).status_code == 405
    assert ada.post(reverse(f"desk:{act}", args=[999999]), {"role": "editor"}).status_code == 404
