"""What PostgreSQL is told at each start; a file local.conf beside the one written here has the last word."""

from factcheck.embedded.account import Account
from factcheck.embedded.memory import memory_here, settings_for
from factcheck.embedded.places import Places

SUPERUSER = "postgres"
OWNER_ROLE = "factcheck_owner"
WEB_ROLE = "factcheck_web"
DATABASE = "factcheck"


def postgresql_conf(places: Places, *, durable: bool) -> str:
    lines = [
        "# Written by factcheck.embedded at each start. Put changes of your own into local.conf.",
        f"data_directory = {_quoted(places.data)}",
        f"hba_file = {_quoted(places.folder / 'pg_hba.conf')}",
        f"ident_file = {_quoted(places.folder / 'pg_ident.conf')}",
        # No TCP at all: the only way in is a socket in a folder of mode 0700.
        "listen_addresses = ''",
        f"unix_socket_directories = {_quoted(places.sockets)}",
        "unix_socket_permissions = 0700",
        "max_connections = 60",
        "work_mem = 8MB",
        "maintenance_work_mem = 64MB",
        "random_page_cost = 1.1",
        "max_wal_size = 1GB",
        "temp_file_limit = 2GB",
        # Pages of a desk are short queries; compiling them costs more than it saves.
        "jit = off",
        "timezone = 'UTC'",
        "log_timezone = 'UTC'",
        "lc_messages = 'C'",
        # One file for each day of the week, written over a week later.
        "logging_collector = on",
        "log_directory = 'log'",
        "log_filename = 'postgresql-%a.log'",
        "log_rotation_age = 1d",
        "log_rotation_size = 0",
        "log_truncate_on_rotation = on",
        "log_line_prefix = '%m [%p] %u@%d '",
        "log_min_duration_statement = 2s",
        "log_lock_waits = on",
    ]
    # What is thrown away after a test is small.
    lines += settings_for(memory_here() if durable else 0)
    if durable:
        # What was in memory at the last stop is fetched at the next start, beside the first requests.
        lines.append("shared_preload_libraries = 'pg_prewarm'")
    else:
        lines += ["fsync = off", "synchronous_commit = off", "full_page_writes = off"]
    return "\n".join([*lines, "include_if_exists 'local.conf'", ""])


def pg_hba_conf() -> str:
    roles = f"{OWNER_ROLE},{WEB_ROLE}"
    return (
        f"local  all          {SUPERUSER}  peer map=factcheck\n"
        f"local  replication  {SUPERUSER}  peer map=factcheck\n"
        f"local  all          {roles}  peer map=factcheck\n"
        "local  all          all  reject\n"
    )


def pg_ident_conf(account: Account) -> str:
    """Only the account of PostgreSQL, and root where the desk itself runs as root, may take our roles."""
    people = [account.name, "root"] if account.is_other else [account.name]
    rows = [
        f'factcheck  "{person}"  {role}' for person in people for role in (SUPERUSER, OWNER_ROLE, WEB_ROLE)
    ]
    return "\n".join(rows) + "\n"


def _quoted(path: object) -> str:
    return "'" + str(path).replace("'", "''") + "'"
