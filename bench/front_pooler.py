"""pgbouncer in transaction mode between the desk and PostgreSQL: nothing is lost, nothing stays behind."""

import json
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack

from bench.front_cache import Fact, but
from bench.front_people import Editor, read
from bench.front_stage import OWNER_ROLE, Stage, limits, until

# More words than are read while the page is made: the worker has to.
LONG_STORY = (
    "The ministry said on Monday that {number} more soldiers had crossed the river near the old bridge. "
    "Its spokesman, Ivan Petrov, said that the others would follow before the winter. "
)
TABLE = "claim,topic,source,stance,cue,quote,publisher,article_url,said_on\r\n" + "".join(
    f'"A made-up ship, the {name}, lay in the harbour.",north-korean-soldiers-in-russia,Harbour {name},'
    f"affirms,said,The ship lay here.,The Trial,https://trial.example/{name},2025-05-0{number}\r\n"
    for number, name in enumerate(("Anna", "Berta", "Clara", "Dora"), start=1)
)


def facts(stage: Stage) -> Iterator[Fact]:
    yield _shared(stage)
    yield _limits(stage)
    yield _refused(stage)
    yield _read_by_the_worker(stage)
    yield _imported_by_the_worker(stage)
    yield _imported_by_command(stage)
    yield _signed(stage)
    yield _verified(stage)
    yield _nothing_behind(stage)


def _shared(stage: Stage) -> Fact:
    """Fewer connections of PostgreSQL than clients, and two clients on one of them."""
    with stage.asking() as one, stage.asking() as other:
        pids = {client.execute("SELECT pg_backend_pid()").fetchone() for client in (one, other)}
    with stage.asking(direct=True, user="postgres") as past:
        row = past.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE usename = 'factcheck_web' AND backend_type = 'client backend'"
        ).fetchone()
    plans = "keeps plans" if stage.keeps_plans else "keeps none, DATABASE_PREPARE=false"
    return len(pids) == 1, (
        f"pgbouncer ({plans}) gives its connections out by the transaction: {row[0] if row else 0} for all "
        "of the desk"
    )


def _limits(stage: Stage) -> Fact:
    with stage.asking() as one:
        found = {
            name: row[0] for name in limits()
            if (row := one.execute("SELECT current_setting(%s)", [name]).fetchone()) is not None
        }  # fmt: skip
    same = all(_seconds(found[name]) == _seconds(wanted) for name, wanted in limits().items())
    return (
        same,
        f"limits of time, given to the role: {', '.join(f'{name} {value}' for name, value in found.items())}",
    )


def _refused(stage: Stage) -> Fact:
    """Set up so that a promise would be broken, the desk does not start."""
    asked = {"would work as factcheck_owner": {"DATABASE_URL": stage.pooled(OWNER_ROLE)}}
    if not stage.keeps_plans:
        asked["max_prepared_statements"] = {"DATABASE_PREPARE": "true"}
    wrong = []
    for words, besides in asked.items():
        ran = stage.run("serve", "--no-demo", **besides)
        if ran.returncode == 0 or words not in ran.stderr:
            wrong.append(f"{words}: {(ran.stdout + ran.stderr).strip()[-300:]}")
    what = "" if stage.keeps_plans else ", nor with plans that pgbouncer does not follow"
    return not wrong, f"with one login for all by pgbouncer the desk does not start{what}{but(wrong)}"


def _seconds(words: str) -> int:
    number, unit = re.fullmatch(r"(\d+)(\w*)", words).groups()  # type: ignore[union-attr]
    return int(number) * {"s": 1, "min": 60}[unit]


def _read_by_the_worker(stage: Stage) -> Fact:
    editor = Editor(stage)
    page = editor.get("/desk/articles/new/").text
    story = "".join(LONG_STORY.format(number=2000 + number) + "\n\n" for number in range(400))
    stored = editor.post(
        "/desk/articles/new/", page, headline="A long story of the trial", publisher="The Trial",
        publisher_kind="outlet", published_at="2025-05-01", text=story, language="en",
        url=f"https://trial.example/{time.monotonic_ns()}",
    )  # fmt: skip
    if stored.status != 302:
        return False, f"a long story is answered with {stored.status}"
    address = stored.headers["Location"]
    began = _asked_of_the_queue(stage)
    seconds = until(lambda: "<progress" not in editor.get(address).text, "the reading of a long story")
    page = editor.get(address).text
    return "suggest" in page, (
        f"a story of {len(story):,} signs is read by the worker; begun after {began:.1f} s, done after "
        f"{seconds:.0f} s"
    )


def _asked_of_the_queue(stage: Stage) -> float:
    """Seconds until no job waits to be begun."""

    def none_waits() -> bool:
        with stage.asking(direct=True, user="postgres") as past:
            row = past.execute(
                "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND queue_name = 'desk'"
            )
            found = row.fetchone()
        return found is not None and found[0] == 0

    return until(none_waits, "the worker")


def _imported_by_the_worker(stage: Stage) -> Fact:
    """Twice: the lock of the first must not be in the way of the second."""
    editor, told = Editor(stage), []
    for _ in range(2):
        address = editor.upload("trial.csv", TABLE)
        until(lambda address=address: "<progress" not in editor.get(address).text, "the import")  # type: ignore[misc]
        words = " ".join(re.sub(r"<[^>]+>", " ", editor.get(address).text).split())
        found = re.search(r"(\d+) rows imported.*?(\d+) were here already", words)
        told.append(found.groups() if found else words[:300])
    return told == [("4", "0"), ("0", "4")], (
        f"a table uploaded at the desk and imported by the worker: rows imported and here already {told[0]}, "
        f"a second time {told[1]}"
    )


def _imported_by_command(stage: Stage) -> Fact:
    file = stage.folder / "attributions.csv"
    file.write_bytes(read(stage, "/ledger/attributions.csv").body)
    fresh = stage.folder / "fresh.csv"
    fresh.write_text(
        TABLE.replace("ship", "train").replace("Harbour", "Station").replace("/trial.", "/trains.")
    )
    ran = [stage.run("import_claims", str(one), "--by", "ed") for one in (file, fresh, fresh)]
    said = [(one.stdout.strip().splitlines() or [one.stderr.strip()[-300:]])[-1] for one in ran]
    ok = all(one.returncode == 0 for one in ran) and " 0 imported" in said[0] and " 4 imported" in said[1]
    return ok and " 0 imported" in said[2], (
        "import_claims with its temporary tables: our own file brings nothing new, four rows are new once"
        + but([] if ok else said)
    )


def _signed(stage: Stage) -> Fact:
    """What was decided is in the next checkpoint; the list of them and the sitemap are long reads."""

    def covered() -> bool:
        head = json.loads(read(stage, "/ledger/head.json").body)
        return bool(head["size"] == head["sequence"])

    Editor(stage).decide("NK-0001", "To be signed.")
    seconds = until(covered, "the signer", 75)
    notes = read(stage, "/ledger/checkpoints.txt")
    sitemap = read(stage, "/sitemap.xml")
    return notes.status == sitemap.status == 200 and b"ledger" in notes.body, (
        f"the signer, by pgbouncer: a decision is signed after {seconds:.0f} s"
    )


def _verified(stage: Stage) -> Fact:
    ran = stage.run("verify_ledger")
    return ran.returncode == 0, (
        f"verify_ledger by pgbouncer: {(ran.stdout + ran.stderr).strip().splitlines()[-2:][0]}"
    )


def _nothing_behind(stage: Stage) -> Fact:
    """All of pgbouncer's connections at once, each looked at for what a client may have left on it."""
    left, seen = [], set()
    with ExitStack() as ending:
        for _ in range(19):
            one = ending.enter_context(stage.asking())
            ending.enter_context(one.transaction())
            row = one.execute(
                "SELECT pg_backend_pid(), current_user::text, current_setting('statement_timeout'),"
                " coalesce(current_setting('factcheck.backdate_to', true), ''),"
                " (SELECT count(*) FROM pg_cursors),"
                " (SELECT count(*) FROM pg_listening_channels()),"
                " (SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()),"
                " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()),"
                " (SELECT count(*) FROM pg_prepared_statements)"
            ).fetchone()
            assert row is not None
            seen.add(row[0])
            *told, plans = row[1:]
            if told != ["factcheck_web", "30s", "", 0, 0, 0, 0] or (plans and not stage.keeps_plans):
                left.append(str(row))
    return not left, (
        f"nothing is left behind on pgbouncer's {len(seen)} connections: no role, limit, cursor, listener, "
        f"table, lock{'' if stage.keeps_plans else ' or plan'}{but(left)}"
    )
