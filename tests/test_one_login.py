"""A PostgreSQL of one's own with a single login: the web process takes a lesser role, through its pool."""

import subprocess
import sys
from urllib.parse import quote

import pytest
from django.db import connection

from bench.own_desk import environment
from tests.test_serve import ROOT

ASK = """
import sys
sys.argv = ["granian"]
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT session_user, current_user, current_setting('lock_timeout')")
    print(*cursor.fetchone())
"""


@pytest.mark.django_db
def test_one_login_works_as_the_web_role_from_the_first_statement_on() -> None:
    database = connection.settings_dict
    host = quote(database["HOST"], safe="")
    given = environment(
        DJANGO_SETTINGS_MODULE="factcheck.settings", DATABASE_POOL_SIZE=4, DATABASE_ROLE="factcheck_web",
        DATABASE_URL=f"postgresql://factcheck_owner@/{database['NAME']}?host={host}",
    )  # fmt: skip
    asked = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=given, capture_output=True, text=True, check=False
    )
    assert asked.stdout.split() == ["factcheck_owner", "factcheck_web", "15s"], asked.stderr
