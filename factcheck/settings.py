"""Everything that the environment decides, and everything that it does not.

Each variable is read here and nowhere else. All that is wrong is said at once, in plain words.
"""

import os
import re
import secrets
import sys
import zoneinfo
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels
from environs import Env, EnvValidationError, ValidationError
from psycopg.conninfo import conninfo_to_dict

BASE_DIR = Path(__file__).resolve().parent.parent

# --- What the environment says ---------------------------------------------------------------------

# How to mend each variable; shown under the variable's name when its value is of no use.
REMEDIES = {
    "PORT": "a whole number from 1 to 65535, for example PORT=8000",
    "HOST": "the address to listen on: 127.0.0.1 for this machine only, 0.0.0.0 for every network",
    "SECRET_KEY": "at least 32 random characters; make some with: "
    "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
    "DEBUG": "true or false",
    "ALLOWED_HOSTS": "host names with commas between, for example ALLOWED_HOSTS=facts.example.org,localhost",
    "SITE_NAME": "the name at the top of each page, for example SITE_NAME='The Daily Fact Desk'",
    "TIME_ZONE": "a name from the IANA list, for example TIME_ZONE=Europe/Berlin",
    "BASE_URL": "the address that readers use, with http:// or https:// and nothing after the host but a "
    "port, for example BASE_URL=https://facts.example.org",
    "DATABASE_URL": "a PostgreSQL address, for example "
    "DATABASE_URL=postgresql://factcheck:password@localhost:5432/factcheck",
    "DATABASE_REPLICA_URL": "a PostgreSQL address like DATABASE_URL (which must be set too), for a "
    "replica of that database",
    "DATABASE_OWNER_URL": "a PostgreSQL address like DATABASE_URL (which must be set too), for the role that "
    "owns the tables",
    "DATABASE_ROLE": "the name of a database role, for example DATABASE_ROLE=factcheck_web",
    "DATABASE_POOL_SIZE": "the most connections that one web worker may hold, a whole number from 1 to 100",
    "DATABASE_PREPARE": "true or false: whether plans may be kept on a connection; pgbouncer in transaction "
    "mode needs false unless it is 1.22 or later and max_prepared_statements is set there",
    "FETCH_URLS": "true or false: whether the desk may fetch an article from its address",
    "LEDGER_KEY_FILE": "the file with the key that signs the ledger's checkpoints, for example "
    "LEDGER_KEY_FILE=/etc/desk/ledger.key",
    "SECOND_EDITOR": "statuses with commas between that take two editors to decide on: any of unverified, "
    "confirmed, disputed, retracted, superseded; or none",
    "EMAIL_URL": "the mail server with its login, for example "
    "EMAIL_URL=smtp://desk:password@mail.example.org:587 "
    "(smtps:// where it speaks TLS from the first word, usually on port 465)",
    "EMAIL_FROM": "the sender of the desk's e-mails, for example EMAIL_FROM=desk@example.org",
    "STATE_DIR": "a folder for the database and the site's own files, for example STATE_DIR=/var/lib/desk",
}


def filled(value: object) -> None:
    if not str(value).strip():
        raise ValidationError("is empty; leave it out altogether to have the default.")


def between(low: int, high: int) -> Any:
    def check(value: int) -> None:
        if not low <= value <= high:
            raise ValidationError(f"is {value}.")

    return check


def known_time_zone(value: str) -> None:
    filled(value)
    if value not in zoneinfo.available_timezones():
        raise ValidationError(f"is {value!r}, which is no time zone known here.")


def known_statuses(value: str) -> None:
    filled(value)
    names = [name.strip() for name in value.split(",")]
    known = {"unverified", "confirmed", "disputed", "retracted", "superseded"}
    if names != ["none"] and not known.issuperset(names):
        raise ValidationError(f"is {value!r}.")


def long_enough(value: str) -> None:
    filled(value)
    if len(value) < 32:
        raise ValidationError(f"has only {len(value)} characters.")


def a_web_address(value: str) -> None:
    filled(value)
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValidationError(f"is {value!r}.")
    if parts.path.strip("/"):
        raise ValidationError(f"is {value!r}, and the site cannot live below a path.")


def a_mail_server(value: str) -> None:
    filled(value)
    try:
        parts = urlsplit(value)
        known = parts.scheme in {"smtp", "smtps"} and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known:
        # Not repeated: it may hold a password.
        raise ValidationError("is no address of a mail server.")


def an_email_address(value: str) -> None:
    filled(value)
    if not re.fullmatch(r"[^@\s<>]++@[^@\s<>]++", value):
        raise ValidationError(f"is {value!r}.")


def a_postgresql_address(value: str) -> None:
    filled(value)
    if not value.startswith(("postgresql://", "postgres://")):
        raise ValidationError("does not begin with postgresql://.")
    try:
        parts = conninfo_to_dict(value)
    except psycopg.Error as error:
        # libpq quotes the part that it cannot read, which may be the password.
        raise ValidationError("cannot be read by PostgreSQL's own rules.") from error
    if not parts.get("dbname"):
        raise ValidationError("names no database after the last slash.")


def stop(problems: dict[str, list[str]]) -> None:
    """Say everything that is wrong with the environment, and end."""
    words = ["The desk cannot start with these settings:"]
    for name, faults in problems.items():
        words += [f"  {name} {' '.join(faults)}", f"      It must be {REMEDIES[name]}."]
    raise SystemExit("\n".join(words))


def plain(messages: Sequence[str]) -> list[str]:
    """Turn the library's "Not a valid integer." into the second half of a sentence."""
    return [f"is {m[0].lower()}{m[1:]}" if m.startswith("Not ") else m for m in messages]


env = Env(eager=False)

HOST: str = env.str("HOST", "127.0.0.1", validate=filled)
PORT: int = env.int("PORT", 8000, validate=between(1, 65535))
DEBUG: bool = env.bool("DEBUG", False)
SITE_NAME: str = env.str("SITE_NAME", "Factcheck Desk", validate=filled)
TIME_ZONE: str = env.str("TIME_ZONE", "UTC", validate=known_time_zone)
BASE_URL: str = env.str("BASE_URL", f"http://localhost:{PORT}", validate=a_web_address)
FETCH_URLS: bool = env.bool("FETCH_URLS", True)
_prepare: bool = env.bool("DATABASE_PREPARE", True)
_email_url: str | None = env.str("EMAIL_URL", None, validate=a_mail_server)
_email_from: str | None = env.str("EMAIL_FROM", None, validate=an_email_address)
_state_dir: str = env.str("STATE_DIR", str(BASE_DIR / "var"), validate=filled)
_second_editor: str = env.str("SECOND_EDITOR", "confirmed,retracted", validate=known_statuses)
_ledger_key_file: str | None = env.str("LEDGER_KEY_FILE", None, validate=filled)
_allowed_hosts: str | None = env.str("ALLOWED_HOSTS", None, validate=filled)
_secret_key: str | None = env.str("SECRET_KEY", None, validate=long_enough)
_database_url: str | None = env.str("DATABASE_URL", None, validate=a_postgresql_address)
_database_replica_url: str | None = env.str("DATABASE_REPLICA_URL", None, validate=a_postgresql_address)
_database_owner_url: str | None = env.str("DATABASE_OWNER_URL", None, validate=a_postgresql_address)
_database_role: str | None = env.str("DATABASE_ROLE", None, validate=filled)
_pool_size: int | None = env.int("DATABASE_POOL_SIZE", None, validate=between(1, 100))

problems: dict[str, list[str]] = {}
try:
    env.seal()
except EnvValidationError as error:
    problems = {name: plain(messages) for name, messages in dict(error.error_messages).items()}  # type: ignore[arg-type]

HTTPS = str(BASE_URL).startswith("https://")
if HTTPS and not _secret_key:
    # Several servers behind one address must share it, and a public site must not lose it with a folder.
    problems.setdefault("SECRET_KEY", ["is missing, and a site with an https address needs one of its own."])
if _database_owner_url and not _database_url:
    problems.setdefault("DATABASE_OWNER_URL", ["is set without DATABASE_URL."])
if _database_replica_url and not _database_url:
    problems.setdefault("DATABASE_REPLICA_URL", ["is set without DATABASE_URL."])
if problems:
    stop(problems)

BASE_URL = BASE_URL.rstrip("/")
STATE_DIR = Path(_state_dir).expanduser().absolute()
LEDGER_KEY_FILE = Path(_ledger_key_file or STATE_DIR / "ledger.key").expanduser().absolute()


def kept_secret_key(path: Path) -> str:
    """The key of a desk on one machine: made once, at random, and readable by its owner only."""
    try:
        if not path.exists():
            make_secret_key(path)
        return path.read_text().strip()
    except OSError as error:
        raise SystemExit(
            f"The desk cannot keep its files in {path.parent}: {error.strerror}.\n"
            "Run it as the user that this folder belongs to, or set STATE_DIR to a folder of your own."
        ) from None


def make_secret_key(path: Path) -> None:
    # Root's database runs as another user, who has to pass through this folder, but not to list it.
    path.parent.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_urlsafe(50))
    try:
        path.hardlink_to(fresh)  # Never over a key that another start has just made.
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


SECRET_KEY: str = _secret_key or kept_secret_key(STATE_DIR / "secret_key")
ALLOWED_HOSTS: list[str] = (
    [name.strip() for name in _allowed_hosts.split(",") if name.strip()]
    if _allowed_hosts
    else sorted({urlsplit(BASE_URL).hostname or "localhost", "localhost", "127.0.0.1", "[::1]"})
)
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# --- The database ------------------------------------------------------------------------------------

# These change tables or write history as it was, so they run as the role that owns the tables. All else,
# the web process first of all, runs as a role that owns nothing.
OWNER_COMMANDS = frozenset(
    {
        "migrate",
        "makemigrations",
        "showmigrations",
        "load_demo",
        "remove_demo",
        "backup",
        "restore",
        "flush",
        "redact_text",
    }
)


def command_of(argv: Sequence[str]) -> str | None:
    """The management command that runs, or None in a web server or a test."""
    if len(argv) < 2:
        return None
    program = Path(argv[0])
    # `python -m granian`, too, begins in a __main__.py.
    is_django = program.parts[-2:] == ("django", "__main__.py") or program.name in {
        "manage.py",
        "django-admin",
    }
    return argv[1] if is_django else None


def runs_as_owner(argv: Sequence[str]) -> bool:
    return command_of(argv) in OWNER_COMMANDS


# A pool that finds no server tries less and less often, and no request may try meanwhile. When it gives up
# soon, the next request tries at once.
SOON_AGAIN = {"reconnect_timeout": 2}


def database_settings(argv: Sequence[str]) -> dict[str, Any]:
    as_owner = runs_as_owner(argv)
    if _database_url is None:
        database: dict[str, Any] = {
            "ENGINE": "factcheck.embedded",
            "NAME": "factcheck",
            "USER": "factcheck_owner" if as_owner else "factcheck_web",
            "STATE_DIR": STATE_DIR,
            "OPTIONS": {},
        }
    else:
        database = from_url((as_owner and _database_owner_url) or _database_url)
    options = database["OPTIONS"]
    options.setdefault("connect_timeout", 5)
    if not as_owner:
        options.setdefault("options", WEB_SESSION)
        if _database_role and command_of(argv) != "serve":
            # With one login for everything, the web process steps down to the role that owns nothing.
            # `serve` looks at the database before its first migration has made that role.
            step_down(options, _database_role)
        if _pool_size and command_of(argv) is None:
            options["pool"] = {"min_size": 1, "max_size": _pool_size, "timeout": 5} | SOON_AGAIN
    return finished(database)


def replica_settings(url: str) -> dict[str, Any]:
    database = from_url(url)
    options = database["OPTIONS"]
    # A replica that is away must not hold up a reader for long.
    options.setdefault("connect_timeout", 2)
    options.setdefault("options", f"{WEB_SESSION} -c default_transaction_read_only=on")
    if _database_role:
        step_down(options, _database_role)
    if _pool_size:
        # Less than a reader waits for a turn (views/crowd.py): whoever finds out holds one meanwhile.
        options["pool"] = {"min_size": 1, "max_size": _pool_size, "timeout": 1} | SOON_AGAIN
    return finished(database)


def finished(database: dict[str, Any]) -> dict[str, Any]:
    # Only what asks for it is prepared (queries/prepared.py), so the number is no matter; None: nothing.
    database["OPTIONS"]["prepare_threshold"] = 5 if _prepare else None
    # A cursor that the server keeps between two statements gets lost where a pooler hands out its connections
    # by the transaction.
    return database | {"CONN_HEALTH_CHECKS": True, "DISABLE_SERVER_SIDE_CURSORS": True}


def step_down(options: dict[str, Any], role: str) -> None:
    """Have each session begin as this role. Django's own `assume_role` asks a pool for a second connection
    while it makes the first, and waits for it in vain."""
    options["options"] = f"{options['options']} -c role={in_options(role)}"


def in_options(word: str) -> str:
    """A word as it stands in a connection's options."""
    return word.replace("\\", r"\\").replace(" ", r"\ ")


def from_url(url: str) -> dict[str, Any]:
    parts: dict[str, Any] = conninfo_to_dict(url)
    return {
        "ENGINE": "factcheck.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
    }


# No page may hold a thread, a lock or a transaction for long. Who writes to the ledger waits in one queue,
# in which thirty editors of one moment must all come to their turn, also on a busy machine.
TIME_LIMITS = "-c statement_timeout=30s -c lock_timeout=15s -c idle_in_transaction_session_timeout=60s"
# A statement that is kept on a connection (factcheck/statements.py) is planned once there, and not anew for
# each of its first five runs: the longest takes longer to plan than to run.
WEB_SESSION = f"{TIME_LIMITS} -c plan_cache_mode=force_generic_plan"


def shares(connections: int) -> tuple[int, int]:
    """How many requests of readers and of the desk one process works on at once; a download has one more."""
    readers = max(1, connections // 3)
    return readers, max(1, connections - readers - 1)


READERS_AT_WORK, DESK_AT_WORK = shares(_pool_size or 7)
DATABASES = {"default": database_settings(sys.argv)}
DATABASE_ROUTERS = ["factcheck.queries.database.Router"]
if _database_replica_url and command_of(sys.argv) is None:
    # Only pages for readers are read there: factcheck/queries/replica.py.
    DATABASES["replica"] = replica_settings(_database_replica_url)
# Work in the background: factcheck/jobs.py.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- The application ---------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "procrastinate.contrib.django",
    "template_partials",
    "csp",
    "factcheck",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "factcheck.views.middleware.permissions_policy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "factcheck.views.languages.LanguageByAddress",
    "factcheck.views.crowd.DeskFirst",
    "factcheck.views.middleware.DatabaseUnavailable",
    "django_htmx.middleware.HtmxMiddleware",
    "factcheck.views.at_hand.AtHand",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "factcheck.views.errors.Refusals",
    "factcheck.views.drafts.saved_drafts",
]

ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "factcheck.views.context.site",
            ],
        },
    },
]

LANGUAGE_CODE = "en"
# The first is that of the desk; readers have the others under /<code>/ (docs/translating.md).
LANGUAGES = [("en", "English"), ("ko", "한국어")]
LOCALE_PATHS = [BASE_DIR / "factcheck" / "locale"]
USE_I18N = True
USE_TZ = True
APPEND_SLASH = True

STATIC_URL = "static/"
STATIC_ROOT = STATE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- People ------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "factcheck.User"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Statuses that take two editors, until an administrator sets otherwise on the desk.
SECOND_EDITOR = [name for name in _second_editor.replace(" ", "").split(",") if name != "none"]

# --- E-mail: the digest alone --------------------------------------------------------------------------


def mail_settings(url: str | None) -> dict[str, Any]:
    """Without a server the digest is printed by the command that sends it."""
    if url is None:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    port = parts.port or (465 if parts.scheme == "smtps" else 587)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        # A relay on this machine has no certificate; everybody else has to encrypt.
        "EMAIL_USE_TLS": parts.scheme == "smtp" and port != 25,
        "EMAIL_TIMEOUT": 20,
    }


globals().update(mail_settings(_email_url))
DEFAULT_FROM_EMAIL = _email_from or f"desk@{urlsplit(BASE_URL).hostname}"

# --- Limits ------------------------------------------------------------------------------------------

ARTICLE_MAX_BYTES = 2 * 1024 * 1024
# Well above the article's own limit, so that a paste that is too long is answered by the form, with
# everything typed still in it, and not by a bare 400.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

# --- Security ----------------------------------------------------------------------------------------

# Nothing inline and nothing from elsewhere: the second wall behind the cleaning of foreign HTML.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
# The proxy that ends TLS says so in this header; without https it is not believed.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# Redirecting to https is the proxy's task, so no check warns about it here.
SILENCED_SYSTEM_CHECKS = ["security.W008", "security.W005", "security.W021"]

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
MESSAGE_TAGS = {message_levels.ERROR: "danger"}

# --- Logs --------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"factcheck": {"level": "INFO"}},
}
