"""Run the desk: everything that `make run` promises, in one command."""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction

from factcheck.checks import OLDEST_POSTGRESQL, server_version
from factcheck.demo.logins import LOGINS
from factcheck.embedded import Cluster, cluster_of
from factcheck.management.pooler import LOOKING, Between, look_between
from factcheck.management.port import refuse_taken_port
from factcheck.management.static import collect_if_changed
from factcheck.management.supervision import Child, Supervisor, stopping_on_signals
from factcheck.models import Article, Claim, User
from factcheck.queries.schema import SchemaState, schema_state

WEB_ROLE = "factcheck_web"
MANAGE = (sys.executable, str(settings.BASE_DIR / "manage.py"))
SIGNER = (*MANAGE, "sign_checkpoints", "--watch")
# One job after the other: what is read or imported in the background must not slow the desk.
WORKER = (*MANAGE, "procrastinate", "worker", "--concurrency", "1")

# Most of them wait, at no cost, for a turn that views/crowd.py gives; a request without a thread would wait
# unseen, an editor's behind those of all readers.
THREADS = 200


class Command(BaseCommand):
    help = "Run the desk: database, migrations, demo data on the first run, and the web server."
    # The database may not exist yet; what is wrong with it is said in plain words below.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="Begin with an empty site.")
        parser.add_argument("--workers", type=int, default=2, help="Web processes (default 2).")
        parser.add_argument(
            "--threads",
            type=int,
            default=4,
            help="Requests of the desk at work in each (default 4); readers have half as many beside.",
        )

    def handle(self, *args: Any, no_demo: bool, workers: int, threads: int, **options: Any) -> None:
        with stopping_on_signals():
            refuse_taken_port(settings.HOST, settings.PORT)
            cluster = cluster_of(settings.STATE_DIR) if is_embedded() else None
            look_at_the_database()
            self.prepare_database(load_demo=not no_demo)
            collect_if_changed(Path(settings.STATIC_ROOT))
            environment = web_environment(cluster, threads)
            self.warn_of_one_role(environment)
            between = Between() if cluster else self.look_between(environment)
            logins = demo_logins()
            connection.close()
            server = Child("web server", server_command(workers), environment)
            alone = environment | {"DATABASE_POOL_SIZE": "1"}
            worker = (*WORKER, *LOOKING) if between.shares else WORKER
            beside = [Child("signer of checkpoints", SIGNER, alone), Child("worker", worker, alone)]
            self.run(Supervisor(server, beside, cluster, say=self.say), logins)
        self.say("Stopped. The data is kept.")

    def run(self, supervisor: Supervisor, logins: list[tuple[str, str, str]]) -> None:
        try:
            supervisor.begin(settings.HOST, settings.PORT)
            self.welcome(logins)
            supervisor.watch()
        finally:
            supervisor.end()

    def prepare_database(self, *, load_demo: bool) -> None:
        run_command("migrate", "--no-input", "--verbosity", "0")
        unknown = state_seen_by_the_web_role().unknown
        if unknown:
            raise CommandError(
                f"The database was made by a newer release of the desk ({', '.join(unknown)}). "
                "Update this checkout (git pull), or point it at another database."
            )
        # A site with accounts is somebody's own, though it may be empty.
        if load_demo and not (Article.objects.exists() or Claim.objects.exists() or User.objects.exists()):
            self.say("An empty site: loading the demonstration record.")
            run_command("load_demo", "--quiet")

    def warn_of_one_role(self, environment: dict[str, str]) -> None:
        if "DATABASE_OWNER_URL" in os.environ or is_embedded() or "DATABASE_ROLE" in environment:
            return
        user = connection.settings_dict["USER"] or "the_login_of_DATABASE_URL"
        self.say(
            f"Beware: the web process works as {user}, who owns the tables. As an administrator of the "
            f"database, run: GRANT {WEB_ROLE} TO {user};"
        )

    def look_between(self, environment: dict[str, str]) -> Between:
        """See whether a pooler is between, and refuse to start with one that breaks a promise."""
        try:
            between = look_between(environment)
        except psycopg.Error as error:
            raise CommandError(f"The database cannot be reached: {str(error).strip()}") from None
        wants_plans = settings.DATABASES["default"]["OPTIONS"]["prepare_threshold"] is not None
        refusal = between.refusal(environment.get("DATABASE_ROLE", ""), wants_plans=wants_plans)
        if refusal:
            raise CommandError(refusal)
        if warning := between.warning(connection.settings_dict["USER"] or "the_login_of_DATABASE_URL"):
            self.say(warning)
        return between

    def welcome(self, logins: list[tuple[str, str, str]]) -> None:
        self.say(f"\n{settings.SITE_NAME}: {settings.BASE_URL}/")
        if settings.HOST not in {"127.0.0.1", "localhost", "::1"}:
            self.say(f"Listening on {settings.HOST}, answering to: {', '.join(settings.ALLOWED_HOSTS)}")
        if logins:
            self.say("Log in at /accounts/login/ with a demonstration account:")
        for name, password, role in logins:
            self.say(f"  {role:<14} {name:<10} {password}")
        self.say("Ctrl-C stops it.")

    def say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def is_embedded() -> bool:
    return settings.DATABASES["default"]["ENGINE"] == "factcheck.embedded"


def look_at_the_database() -> None:
    """Connect once outside the pool, which would hide what is wrong behind a time-out."""
    try:
        version = server_version()
    except DatabaseError as error:
        raise CommandError(
            f"The database cannot be reached: {str(error).strip()}\n{remedy_of(error)}"
        ) from None
    if version < OLDEST_POSTGRESQL:
        raise CommandError(
            f"The database server is PostgreSQL {version}; the desk needs {OLDEST_POSTGRESQL} or later."
        )


def remedy_of(error: DatabaseError) -> str:
    if "startup parameter" in str(error):
        return "A pooler is between. With pgbouncer set there: ignore_startup_parameters = options"
    return "Look at DATABASE_URL, or leave it out to have the embedded PostgreSQL."


def state_seen_by_the_web_role() -> SchemaState:
    try:
        return schema_state()
    except DatabaseError as error:
        user = connection.settings_dict["USER"] or "the_login_of_DATABASE_URL"
        raise CommandError(
            f"The login of DATABASE_URL cannot read the desk's tables: {str(error).strip()}\n"
            f"As an administrator of the database, run: GRANT {WEB_ROLE} TO {user};"
        ) from None


def run_command(*words: str) -> None:
    """Run a command of ours in a process of its own, because some work as another database role."""
    ended = subprocess.run([sys.executable, "manage.py", *words], cwd=settings.BASE_DIR, check=False)  # noqa: S603
    if ended.returncode:
        raise CommandError(f"`manage.py {words[0]}` failed, so the desk does not start; see above.")


def server_command(workers: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "factcheck.wsgi:application"),
        *("--interface", "wsgi", "--host", settings.HOST, "--port", str(settings.PORT)),
        *("--workers", str(workers), "--blocking-threads", str(THREADS), "--respawn-failed-workers"),
        *("--workers-kill-timeout", "10", "--no-ws", "--log-level", "warning"),
    ]


def web_environment(cluster: Cluster | None, threads: int) -> dict[str, str]:
    """What the web process may know: an address for its own role, and no way to the owner's."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    # settings.py parts them again: the desk's, readers' and one for a download.
    environment.setdefault("DATABASE_POOL_SIZE", str(threads + max(1, threads // 2) + 1))
    environment["STATE_DIR"] = str(settings.STATE_DIR)
    if cluster is not None:
        environment["DATABASE_URL"] = cluster.url(WEB_ROLE)
    elif "DATABASE_ROLE" not in environment and may_step_down():
        environment["DATABASE_ROLE"] = WEB_ROLE
    return environment


def may_step_down() -> bool:
    try:
        # Within a transaction: a pooler would hand on a connection that has stepped down.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {WEB_ROLE}")
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return True


def demo_logins() -> list[tuple[str, str, str]]:
    """Those of the demonstration accounts that this site has."""
    here = set(User.objects.filter(is_active=True).values_list("username", flat=True))
    return [login for login in LOGINS if login[0] in here]
