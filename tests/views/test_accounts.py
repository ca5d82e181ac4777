"""Signing in and out, and one's own password."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from factcheck.actions.people import deactivate_person
from factcheck.actions.sign_ins import begin_try
from factcheck.models import FailedSignIn
from factcheck.views.accounts import address_of
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


def test_after_five_wrong_passwords_even_the_right_one_waits(client: Client, cast: Cast) -> None:
    for _ in range(5):
        assert sign_in(client, password="wrong").status_code == 200  # type: ignore[attr-defined]
    refused = sign_in(client)
    assert refused.status_code == 429  # type: ignore[attr-defined]
    assert "Too many tries with a wrong password. Wait until" in refused.content.decode()  # type: ignore[attr-defined]
    assert client.get("/desk/").status_code == 302
    assert sign_in(client, "cho").status_code == 302, "Others of that address still get in."  # type: ignore[attr-defined]


def test_the_limit_knows_one_name_in_any_spelling_and_ends_with_its_window(
    client: Client, cast: Cast
) -> None:
    long_ago = timezone.now() - timedelta(minutes=16)
    for name in ("ed", " ED", "Ed", "eD ", "ｅｄ"):
        begin_try(name=name, address="127.0.0.1", now=long_ago)
    assert begin_try(name="ed", address="127.0.0.1", now=long_ago).free_at is not None
    assert sign_in(client).status_code == 302  # type: ignore[attr-defined]


def test_signing_in_forgets_what_was_mistyped_before(client: Client, cast: Cast) -> None:
    for _ in range(3):
        for _ in range(4):
            sign_in(client, password="wrong")
        assert sign_in(client).status_code == 302  # type: ignore[attr-defined]
        client.logout()
    assert not FailedSignIn.objects.exists()


def test_many_addresses_guess_no_faster_and_names_stand_nowhere(cast: Cast) -> None:
    answers = [begin_try(name="ed", address=f"192.0.2.{i}").free_at for i in range(21)]
    assert [answer is None for answer in answers] == [True] * 20 + [False]
    kept = FailedSignIn.objects.values_list("name_hash", "address_hash")
    assert {len(text) for row in kept for text in row} == {64}, "Hashes, nothing to read."


def test_an_address_is_believed_from_the_proxy_alone(settings: Any, rf: RequestFactory) -> None:
    request = rf.post(LOGIN, headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9"})
    assert address_of(request) == "127.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert address_of(request) == "203.0.113.9"
