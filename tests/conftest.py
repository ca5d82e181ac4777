"""What every test stands on: a PostgreSQL of its own, the web process's role, and a real browser."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase
from playwright.sync_api import expect

from factcheck.queries.revision import forget_all
from tests import chromium, clean_slate
from tests.cast import cast, newsroom

__all__ = ["cast", "newsroom"]

# A browser, a server and a database share two cores with another test; the wait ends when the thing is there.
expect.set_options(timeout=20_000)

WEB_ROLE = "factcheck_web"
# A minute and more in few tests: begun last, one of the two processes would wait for the other.
LONGEST_FILES = (
    "test_serve.py",
    "test_kill.py",
    "test_queue.py",
    "test_the_whole_way.py",
    "test_public_pages.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in LONGEST_FILES)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Tests work with the rights of the web process, so a right that is missing is found here.

    Only the making of the database is the owner's; a test that needs more asks for `as_owner`.
    """
    with django_db_blocker.unblock():
        clean_slate.remember()
        connection.settings_dict["OPTIONS"]["assume_role"] = WEB_ROLE
        connection.close()
    yield
    with django_db_blocker.unblock():
        del connection.settings_dict["OPTIONS"]["assume_role"]
        connection.close()


@pytest.fixture
def as_owner(db: None) -> Iterator[None]:
    """This test works as the role that owns the tables, like `migrate` and `load_demo` do."""
    with clean_slate.owner():
        yield


@pytest.fixture(scope="session", autouse=True)
def _empty_tables_in_our_way() -> None:
    # Django would TRUNCATE, which the tables of the ledger refuse.
    TransactionTestCase._fixture_teardown = clean_slate.wipe  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _every_test_has_a_record_of_its_own() -> None:
    # Numbers of the ledger begin again, so what was kept for them is another test's.
    forget_all()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = chromium.find()
    if path is None:
        complain = pytest.fail if os.environ.get("CI") else pytest.skip
        complain("There is no Chromium. Type: python -m tests.chromium")
    return browser_type_launch_args | {"executable_path": str(path), "args": chromium.FLAGS}
