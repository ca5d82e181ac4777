"""Whether the database still guards the ledger: triggers, functions, rights as the migrations made them."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

SQL = Path(__file__).parent.parent / "migrations" / "sql"
WEB_ROLE = "factcheck_web"

_RECORDS = "attribution claimversion conflictruling decision evidence publicationact recount redaction"
_DESK_RECORDS = "settingchange sourcerelationversion"
_SEALED = f"{_RECORDS} {_DESK_RECORDS}"

APPEND_ONLY = (
    f"{_SEALED} checkpoint claimparty claimrelation claimstate decision_evidence hop ledgerentry ledgersalt"
    " ledgertile proposal proposal_evidence proposalreply quantity sourceversion topicversion"
).split()

# Trigger and function, and the tables that must have it.
TRIGGERS: tuple[tuple[str, str, str], ...] = (
    ("a_stamp", "ledger_stamp_record", _SEALED),
    ("a_stamp", "ledger_stamp_time", "claim sourceversion topicversion"),
    ("a_seal", "ledger_seal", "ledgerentry"),
    ("z_demand_use", "ledger_demand_use", "ledgerrun"),
    ("z_demand_seal", "ledger_demand_seal", _SEALED),
    (
        "b_refuse_after_seal",
        "ledger_refuse_after_seal",
        "claimparty claimrelation decision_evidence hop quantity span",
    ),
    ("deny_change", "ledger_deny", " ".join(APPEND_ONLY)),
    ("deny_removal", "ledger_deny", "article claim ledgerhead measure source span topic usage user"),
    ("hold", "ledger_hold", "claim source topic user"),
    ("hold", "ledger_hold_all_but", "article span usage"),
    ("c_check_words", "span_check_words", "span"),
    ("c_check_undo", "decision_check_undo", "decision"),
    ("a_check", "ledger_check_checkpoint", "checkpoint"),
    ("a_check", "ledger_check_salts", "ledgersalt"),
    ("a_check", "proposal_check_reply", "proposalreply"),
    ("d_heard", "sources_heard_with_acts", "publicationact"),
    ("d_heard", "sources_heard_with_hops", "hop"),
    ("d_tally", "claims_tally_insert", "claim"),
    ("d_tally_again", "claims_tally_update", "claim"),
    ("d_index", "claim_index_with_claims", "claim"),
    ("d_index", "claim_index_with_said", "attribution"),
    ("d_index_again", "claim_index_follows", "claim"),
    ("public_revised", "public_revised", "article checkpoint source sourcealias topic"),
    ("public_revised_name", "public_revised", "user"),
)
# What a trigger of a table asks before it acts; all others act always.
CONDITIONS = {
    ("ledgerentry", "a_seal"): "((NOT ledger_sealing_many(new.seq)))",
    # No count has drafts.
    ("claim", "d_tally_again"): (
        "((((old.publication)::text <> 'draft'::text) OR ((new.publication)::text <> 'draft'::text)))"
    ),
    ("claim", "hold"): (
        "(((((old.code)::text IS DISTINCT FROM (new.code)::text) OR (old.created_at IS DISTINCT FROM"
        " new.created_at)) OR (old.created_by_id IS DISTINCT FROM new.created_by_id)))"
    ),
}
# Counts for readers' caches and guards nothing; whether it acts is no matter of the ledger.
_NO_GUARD = "public_revised"
_FUNCTION = re.compile(
    r"CREATE (?:OR REPLACE )?FUNCTION (?P<name>\w+)\((?P<head>.*?)AS \$\$(?P<body>.*?)\$\$;?", re.DOTALL
)


def missing_guards() -> Iterator[str]:
    """What is not as it should be, one sentence each; nothing when all guards stand."""
    yield from _triggers()
    yield from _functions()
    yield from _rights()
    yield from _rules()


def _triggers() -> Iterator[str]:
    expected = {
        (f"factcheck_{table}", name, function)
        for name, function, tables in TRIGGERS
        for table in tables.split()
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname, p.proname, t.tgenabled::text,"
            " substring(pg_get_triggerdef(t.oid) FROM ' WHEN (.*) EXECUTE FUNCTION ') FROM pg_trigger t"
            " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace"
            # The queue of jobs has triggers of its own, which see nothing of the ledger.
            r" AND c.relname NOT LIKE 'procrastinate\_%' ORDER BY 1, 2"
        )
        rows = cursor.fetchall()
    found = {(table, name, function): state for table, name, function, state, _ in rows}
    for table, name, function, _, condition in rows:
        if function != _NO_GUARD and condition != CONDITIONS.get((table.removeprefix("factcheck_"), name)):
            yield f"The trigger {name} of {table} acts on a condition that is not ours: {condition}."
    for table, name, function in sorted(expected - found.keys()):
        yield f"{table} has lost its trigger {name} ({function})."
    for table, name, function in sorted(found.keys() - expected):
        yield f"{table} has a trigger that is not ours: {name} ({function})."
    for (table, name, _), state in sorted(found.items()):
        if state != "A":
            yield f"The trigger {name} of {table} is switched off, or can be by session_replication_role."


def _functions() -> Iterator[str]:
    """Each function as the last migration that wrote it."""
    expected = {
        match["name"]: (match["body"], "SECURITY DEFINER" in match["head"])
        for path in sorted(SQL.glob("*.sql"))
        if not path.stem.endswith("_reverse")
        for match in _FUNCTION.finditer(path.read_text())
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.proname, p.prosrc, p.prosecdef FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang"
            " WHERE p.pronamespace = 'public'::regnamespace AND l.lanname IN ('sql', 'plpgsql')"
            " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
        )
        found = {name: (body, definer) for name, body, definer in cursor.fetchall()}
    for name in sorted(expected):
        if name not in found:
            yield f"The function {name} is missing."
        elif found[name] != expected[name]:
            yield f"The function {name} is not as the migrations made it."


def _rights() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [WEB_ROLE])
        row = cursor.fetchone()
        if row is None:
            yield f"There is no role {WEB_ROLE}: the web process works as the owner of the tables."
            return
        if row[0]:
            yield f"{WEB_ROLE} is a superuser."
        cursor.execute(
            "SELECT c.relname, r.name"
            " FROM pg_class c, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS r(name)"
            " WHERE c.relname = ANY(%s) AND c.relnamespace = 'public'::regnamespace"
            " AND has_table_privilege(%s, c.oid, r.name) ORDER BY 1, 2",
            [[f"factcheck_{table}" for table in [*APPEND_ONLY, "ledgerhead"]], WEB_ROLE],
        )
        for table, right in cursor.fetchall():
            yield f"{WEB_ROLE} has the right to {right} on {table}."
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_roles o ON o.oid = c.relowner"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relname LIKE 'factcheck%%'"
            " AND pg_has_role(%s, o.oid, 'USAGE') ORDER BY 1 LIMIT 3",
            [WEB_ROLE],
        )
        for (table,) in cursor.fetchall():
            yield f"{WEB_ROLE} owns {table}, or can act as its owner."


def _rules() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, rulename FROM pg_rules WHERE schemaname = 'public' ORDER BY 1, 2")
        for table, rule in cursor.fetchall():
            yield f"{table} has a rule that is not ours: {rule}."
