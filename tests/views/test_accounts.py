"""Signing in and out, and one's own password."""

import pytest
from django.test import Client

from factcheck.actions.people import deactivate_person
from tests.cast import PASSWORD, Cast

LOGIN = "/accounts/login/"
NEW = "another long passphrase"


def sign_in(client: Client, name: str = "ed", password: str = PASSWORD, next_url: str = "") -> object:
    return client.post(f"{LOGIN}?next={next_url}", {"username": name, "password": password, "next": next_url})


def test_signing_in_leads_to_the_desk_or_the_page_asked_for(client: Client, cast: Cast) -> None:
    assert sign_in(client)["Location"] == "/desk/"  # type: ignore[index]
    client.logout()
    assert sign_in(client, next_url="/desk/claims/NK-0001/")["Location"] == "/desk/claims/NK-0001/"  # type: ignore[index]


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(elsewhere: str, client: Client, cast: Cast) -> None:
    assert sign_in(client, next_url=elsewhere)["Location"] == "/desk/"  # type: ignore[index]


@pytest.mark.parametrize(("name", "password"), [("ed", "wrong"), ("olga", PASSWORD)])
def test_a_refusal_says_what_to_do_and_not_which_part_was_wrong(
    name: str, password: str, client: Client, cast: Cast
) -> None:
    page = sign_in(client, name, password).content.decode()  # type: ignore[attr-defined]
    assert "This name and password do not belong together." in page
    assert "<title>Error: " in page
    assert f'value="{name}"' in page
    assert password not in page


def test_a_closed_account_cannot_sign_in(client: Client, cast: Cast) -> None:
    deactivate_person(person=cast.ed)
    assert "do not belong together" in sign_in(client).content.decode()  # type: ignore[attr-defined]


def test_who_is_signed_in_is_led_on(client: Client, cast: Cast) -> None:
    client.force_login(cast.ed)
    assert client.get(f"{LOGIN}?next=/desk/people/")["Location"] == "/desk/people/"


def test_signing_out_takes_a_post(client: Client, cast: Cast) -> None:
    client.force_login(cast.ed)
    assert client.get("/accounts/logout/").status_code == 405
    assert client.get("/desk/").status_code == 200
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert client.get("/desk/").status_code == 302


def test_a_password_is_changed_by_who_knows_the_old_one(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    data = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    refused = client.post("/accounts/password/", data | {"old_password": "wrong"})
    assert "error-summary" in refused.content.decode()
    done = client.post("/accounts/password/", data, follow=True)
    assert "Password changed" in done.content.decode()
    cast.alice.refresh_from_db()
    assert cast.alice.check_password(NEW)


def test_a_weak_new_password_is_refused(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    data = {"old_password": PASSWORD, "new_password1": "password", "new_password2": "password"}
    assert "error-summary" in client.post("/accounts/password/", data).content.decode()


@pytest.mark.parametrize("address", ["/accounts/password/", "/accounts/password/done/"])
def test_strangers_have_no_password_to_change(address: str, client: Client, db: None) -> None:
    assert client.get(address)["Location"].startswith(LOGIN)
