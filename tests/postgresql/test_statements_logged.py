import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck.statements import run

pytestmark = pytest.mark.django_db


def test_the_log_of_statements_shows_what_is_kept_by_the_server_too() -> None:
    with CaptureQueriesContext(connection) as queries:
        run("SELECT %s::bigint", [1])
        run("SELECT %s::bigint", [2])
    assert [query["sql"] for query in queries] == ["SELECT %s::bigint"] * 2
