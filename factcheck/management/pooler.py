"""What a pooler of connections between the desk and PostgreSQL does to the desk's promises.

One that hands its connections out by the transaction (pgbouncer's transaction mode) forgets what a connection
was told when it began, and may keep the plans of one for another. It is looked at from outside, by how it
behaves, whatever its name.
"""

import os
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection

from factcheck.settings import TIME_LIMITS, in_options

# Two clients that ask one after the other mostly get the same connection, but not while others ask as well.
TRIES = 3
# What settings say to each connection of the web process.
LIMITS = dict(word.split("=") for word in TIME_LIMITS.split() if word != "-c")
# What the worker does where nobody can tell it of a job: look each second.
LOOKING = ("--no-listen-notify", "--fetch-job-polling-interval", "1")


@dataclass(frozen=True, slots=True)
class Between:
    """What was found. shares: clients share the connections of the database, by the transaction.
    keeps_plans: a plan is found again by whoever made it. user: as whom the web process works.
    unlimited: which limits of time do not hold.
    """

    shares: bool = False
    keeps_plans: bool = True
    user: str = ""
    unlimited: tuple[str, ...] = ()

    def refusal(self, wanted_role: str, *, wants_plans: bool) -> str:
        """Why the desk does not start so; empty where it does."""
        if wanted_role and self.user != wanted_role:
            return (
                f"The web process would work as {self.user} and not as {wanted_role}: the pooler between the "
                "desk and PostgreSQL leaves out what a connection begins with. Give DATABASE_URL a login of "
                f"its own that is a member of {wanted_role} alone, without DATABASE_ROLE, and name the "
                "owner's in DATABASE_OWNER_URL."
            )
        if wants_plans and not self.keeps_plans:
            return (
                "The pooler between the desk and PostgreSQL mixes up plans that connections keep. With "
                "pgbouncer 1.22 or later set max_prepared_statements there; otherwise set "
                "DATABASE_PREPARE=false."
            )
        return ""

    def warning(self, login: str) -> str:
        """What an administrator should set, though the desk works without; empty where there is nothing."""
        if not self.unlimited:
            return ""
        limits = " ".join(f"ALTER ROLE {login} SET {name} = '{LIMITS[name]}';" for name in self.unlimited)
        return (
            "Beware: the pooler between the desk and PostgreSQL leaves out the limits of time of the web "
            f"process. As an administrator of the database, run: {limits}"
        )


def look_between(environment: Mapping[str, str] = os.environ) -> Between:
    """Connect as the web process with this environment will, and see. Raises psycopg.Error."""
    asked = _as_the_web_process(environment.get("DATABASE_ROLE", ""))
    with psycopg.connect(**asked) as one:
        row = one.execute("SELECT current_user").fetchone()
        unlimited = [name for name in LIMITS if name in asked["options"] and _setting(one, name) == "0"]
    shares = any(_share_one(asked) for _ in range(TRIES))
    return Between(
        shares=shares,
        keeps_plans=not shares or all(_keep_plans(asked) for _ in range(TRIES)),
        user=row[0] if row else "",
        unlimited=tuple(unlimited),
    )


def _as_the_web_process(role: str) -> dict[str, Any]:
    asked = connection.get_connection_params()
    for name in ("cursor_factory", "context"):
        asked.pop(name, None)
    if role:
        asked["options"] = f"{asked['options']} -c role={in_options(role)}"
    return asked | {"autocommit": True, "prepare_threshold": None}


def _setting(one: psycopg.Connection, name: str) -> str:
    row = one.execute("SELECT current_setting(%s)", [name]).fetchone()
    return str(row[0]) if row else ""


def _share_one(asked: dict[str, Any]) -> bool:
    """Two clients at once, and one connection of the database for both."""
    with psycopg.connect(**asked) as one, psycopg.connect(**asked) as other:
        return _process(one) == _process(other)


def _process(one: psycopg.Connection) -> object:
    return one.execute("SELECT pg_backend_pid()").fetchone()


def _keep_plans(asked: dict[str, Any]) -> bool:
    """Two clients each keep a plan, which psycopg calls by the same name."""
    with ExitStack() as ending:
        clients = [ending.enter_context(psycopg.connect(**asked | {"prepare_threshold": 0})) for _ in "12"]
        try:
            for client in (*clients, *clients):
                client.execute("SELECT 1", prepare=True)
        except (psycopg.errors.DuplicatePreparedStatement, psycopg.errors.InvalidSqlStatementName):
            # Left behind it would be in the way of whoever comes next.
            clients[0].prepare_threshold = None
            clients[0].execute("DEALLOCATE ALL")
            return False
    return True
