"""What the environment may say, and what is answered to a bad value."""

import importlib.util
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factcheck import settings as settings_module

SETTINGS = Path(settings_module.__file__)
NAMES = tuple(settings_module.REMEDIES)
LONG_KEY = "k" * 40

Load = Callable[..., dict[str, Any]]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Load:
    """The settings as a process with this environment and these arguments has them."""

    def read(*argv: str, **environment: str) -> dict[str, Any]:
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, value in ({"STATE_DIR": str(tmp_path)} | environment).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("sys.argv", list(argv) or ["granian"])
        # A copy of the module: the settings that the tests themselves run on stay as they are.
        spec = importlib.util.spec_from_file_location("fresh_settings", SETTINGS)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return vars(module)

    return read


def refusal(load: Load, **environment: str) -> str:
    with pytest.raises(SystemExit) as stopped:
        load(**environment)
    words = str(stopped.value)
    assert stopped.value.code not in {0, None}
    assert "Traceback" not in words
    return words


def test_nothing_needs_to_be_set(load: Load) -> None:
    settings = load()
    assert settings["DEBUG"] is False
    assert settings["BASE_URL"] == "http://localhost:8000"
    assert settings["SITE_NAME"] == "Factcheck Desk"
    assert settings["DATABASES"]["default"]["USER"] == "factcheck_web"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("DEBUG", "perhaps"),
        ("SECRET_KEY", "short"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("TIME_ZONE", "../../etc/passwd"),
        ("BASE_URL", "facts.example.org"),
        ("BASE_URL", "ftp://facts.example.org"),
        ("BASE_URL", "https://example.org/facts"),
        ("DATABASE_URL", "mysql://localhost/desk"),
        ("DATABASE_URL", "postgresql://localhost"),
        ("DATABASE_URL", "postgresql://a b@localhost/desk"),
        ("DATABASE_OWNER_URL", "postgresql://localhost/desk"),
        ("DATABASE_POOL_SIZE", "0"),
        ("FETCH_URLS", "sometimes"),
        ("EMAIL_URL", "mail.example.org"),
        ("EMAIL_URL", "smtp://"),
        ("EMAIL_URL", "smtp://mail.example.org:99999"),
        ("EMAIL_FROM", "the desk"),
        *((name, value) for name in NAMES for value in ("", "  ")),
    ],
)
def test_a_bad_value_says_so_and_how_to_mend_it(load: Load, name: str, value: str) -> None:
    words = refusal(load, **{name: value})
    assert f"\n  {name} " in words
    assert settings_module.REMEDIES[name] in words


def test_all_that_is_wrong_is_said_at_once(load: Load) -> None:
    words = refusal(load, PORT="x", TIME_ZONE="y", BASE_URL="https://facts.example.org", SITE_NAME="")
    assert all(f"\n  {name} " in words for name in ("PORT", "TIME_ZONE", "SITE_NAME", "SECRET_KEY"))


def test_a_password_is_never_repeated_in_a_complaint(load: Load) -> None:
    assert "hunter2" not in refusal(load, DATABASE_URL="postgresql://me:hunter2%zz@localhost/desk")


def test_the_secret_key_is_made_once_and_for_its_owner_only(load: Load, tmp_path: Path) -> None:
    first = load()["SECRET_KEY"]
    assert len(first) >= 50
    assert load()["SECRET_KEY"] == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_site_with_https_needs_a_key_of_its_own_and_secure_cookies(load: Load) -> None:
    assert "SECRET_KEY is missing" in refusal(load, BASE_URL="https://facts.example.org")
    settings = load(BASE_URL="https://facts.example.org/", SECRET_KEY=LONG_KEY)
    assert settings["BASE_URL"] == "https://facts.example.org"
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert "facts.example.org" in settings["ALLOWED_HOSTS"]
    assert not load()["SESSION_COOKIE_SECURE"]


@pytest.mark.parametrize(
    ("argv", "user"),
    [
        (["manage.py", "migrate"], "factcheck_owner"),
        (["./manage.py", "load_demo"], "factcheck_owner"),
        (["manage.py", "restore", "FILE"], "factcheck_owner"),
        (["manage.py", "serve"], "factcheck_web"),
        (["manage.py", "create_editor", "migrate"], "factcheck_web"),
        (["manage.py"], "factcheck_web"),
        (["granian", "migrate"], "factcheck_web"),
        (["pytest", "migrate"], "factcheck_web"),
    ],
)
def test_only_the_owners_commands_work_as_the_owner(load: Load, argv: list[str], user: str) -> None:
    assert load(*argv)["DATABASES"]["default"]["USER"] == user


def test_an_own_server_may_have_two_logins(load: Load) -> None:
    urls = {
        "DATABASE_URL": "postgresql://web:w%40rd@db.example:5433/desk?sslmode=require",
        "DATABASE_OWNER_URL": "postgresql://owner@db.example/desk",
    }
    web = load("granian", **urls)["DATABASES"]["default"]
    assert (web["USER"], web["PASSWORD"], web["HOST"], web["PORT"]) == ("web", "w@rd", "db.example", "5433")
    assert web["OPTIONS"]["sslmode"] == "require"
    assert "statement_timeout" in web["OPTIONS"]["options"]
    owner = load("manage.py", "migrate", **urls)["DATABASES"]["default"]
    assert owner["USER"] == "owner"
    assert "options" not in owner["OPTIONS"]


def test_one_login_steps_down_for_the_web_process_only(load: Load) -> None:
    one = {"DATABASE_URL": "postgresql://desk@db.example/desk", "DATABASE_ROLE": "factcheck_web"}
    web = load("granian", **one)["DATABASES"]["default"]
    assert web["OPTIONS"]["options"].endswith(" -c role=factcheck_web")
    for command in ("migrate", "serve"):
        assert "role" not in str(load("manage.py", command, **one)["DATABASES"]["default"]["OPTIONS"])


def test_connections_are_pooled_in_the_web_process_only(load: Load) -> None:
    assert load(DATABASE_POOL_SIZE="4")["DATABASES"]["default"]["OPTIONS"]["pool"]["max_size"] == 4
    command = load("manage.py", "check", DATABASE_POOL_SIZE="4")["DATABASES"]["default"]
    assert "pool" not in command["OPTIONS"]


def test_a_database_that_was_away_is_asked_again_by_the_next_request(load: Load) -> None:
    # By itself a pool tries less and less often, for five minutes, and no request may try meanwhile.
    hosts = {"DATABASE_URL": "primary", "DATABASE_REPLICA_URL": "replica"}
    urls = {name: f"postgresql://web@{host}.example/desk" for name, host in hosts.items()}
    made = load("granian", DATABASE_POOL_SIZE="4", **urls)
    assert len(made["DATABASES"]) == 2
    for database in made["DATABASES"].values():
        assert database["OPTIONS"]["pool"]["reconnect_timeout"] <= 2


def test_a_state_folder_that_cannot_be_written_is_said_plainly(load: Load, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    words = refusal(load, STATE_DIR=str(tmp_path / "file" / "state"))
    assert "set STATE_DIR to a folder of your own" in words


@pytest.mark.parametrize(
    ("url", "port", "ssl", "tls", "password"),
    [
        ("smtp://desk:p%40ss@mail.example.org", 587, False, True, "p@ss"),
        ("smtps://desk:x@mail.example.org", 465, True, False, "x"),
        ("smtp://localhost:25", 25, False, False, ""),
    ],
)
def test_mail_goes_out_encrypted_except_to_a_relay_of_ones_own(
    url: str, port: int, ssl: bool, tls: bool, password: str, load: Load
) -> None:
    found = load(EMAIL_URL=url)
    names = ("EMAIL_PORT", "EMAIL_USE_SSL", "EMAIL_USE_TLS", "EMAIL_HOST_PASSWORD")
    assert [found[name] for name in names] == [port, ssl, tls, password]
