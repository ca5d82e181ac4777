"""`manage.py create_editor NAME --role …`"""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from factcheck.models import User
from factcheck.rules.vocabulary import Role
from tests.cast import PASSWORD

COMMAND = "create_editor"


def run(*args: str) -> str:
    said = io.StringIO()
    call_command(COMMAND, *args, stdout=said)
    return said.getvalue()


@pytest.fixture
def password_on_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))


@pytest.mark.parametrize("role", list(Role))
def test_an_account_of_each_role_is_opened(role: Role, password_on_stdin: None, db: None) -> None:
    run("nia", "--role", role, "--byline", "Nia Adeyemi", "--password-stdin")
    person = User.objects.get(username="nia")
    assert (person.role, person.byline) == (role, "Nia Adeyemi")
    assert Client().login(username="nia", password=PASSWORD)


def test_a_password_can_be_made_and_is_shown_once(db: None) -> None:
    said = run("nia", "--role", "editor", "--generate")
    password = said.rsplit("Password: ", 1)[1].strip()
    assert len(password) >= 20
    assert Client().login(username="nia", password=password)


def test_running_it_twice_changes_nothing(db: None) -> None:
    run("nia", "--role", "editor", "--generate")
    before = User.objects.values().get()
    assert "nia is here already, as editor." in run("Nia", "--role", "editor", "--generate")
    assert User.objects.values().get() == before


def test_another_role_is_not_taken_by_surprise(db: None) -> None:
    run("nia", "--role", "editor", "--generate")
    with pytest.raises(CommandError, match="add --change-role"):
        run("nia", "--role", "admin")
    assert "nia is now administrator." in run("nia", "--role", "admin", "--change-role")
    assert User.objects.get().role == Role.ADMIN


def test_the_last_administrator_stays(db: None) -> None:
    run("ada", "--role", "admin", "--generate")
    with pytest.raises(CommandError, match="last administrator"):
        run("ada", "--role", "editor", "--change-role")


def test_a_weak_password_is_refused(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    with pytest.raises(CommandError, match="too short"):
        run("nia", "--role", "editor", "--password-stdin")
    assert not User.objects.exists()


def test_without_a_terminal_it_says_where_a_password_can_come_from(
    monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(CommandError, match="--generate"):
        run("nia", "--role", "editor")


@pytest.mark.parametrize(("second", "opened"), [(PASSWORD, True), ("something else", False)])
def test_a_password_is_asked_for_twice(
    second: str, opened: bool, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    answers = iter([PASSWORD, second])
    terminal: Any = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stdin", terminal)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    if opened:
        run("nia", "--role", "editor")
    else:
        with pytest.raises(CommandError, match="differ"):
            run("nia", "--role", "editor")
    assert User.objects.exists() is opened


def test_an_unknown_role_is_refused(db: None) -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        run("nia", "--role", "king")
