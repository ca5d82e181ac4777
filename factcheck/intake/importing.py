"""Put a table of claims and statements on record: looked at first, then written and sealed in runs, all
or nothing.

New claims are unverified drafts. A verdict that a table brings is kept as evidence in its own words; it never
becomes a decision of this desk. The same table again changes nothing.
"""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection, transaction

from factcheck import ledger
from factcheck.actions.topics import TopicRefused, create_topic
from factcheck.intake import import_sql as look
from factcheck.intake import import_writing_sql as write
from factcheck.intake.claim_csv import Fault, Table, TableRefused, read_table
from factcheck.models import Source, Topic, User
from factcheck.permissions import Permission, require
from factcheck.queries.origins import known_of
from factcheck.rules.names import kind_of_name, name_key, slug_of
from factcheck.rules.vocabulary import SourceKind

# Entries sealed at once: large enough to be quick, small enough that the memory of a run stays small.
RUN = 20_000
_BLOCK_ROWS = 2_000
# Refusing one row can take the ground from another, and so on; a file where that never ends is turned away.
_MOST_ROUNDS = 12

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How a table is to be read. topic, publisher: for rows that name none."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    topic: str = ""
    publisher: str = ""
    encoding: str = ""
    from_spreadsheet: bool = False
    keep_good: bool = False
    dry_run: bool = False


@dataclass(slots=True)
class Imported:
    """What became of a table's rows: rows == new + unchanged + refused. written: whether anything went on
    record.
    """

    rows: int = 0
    new: int = 0
    unchanged: int = 0
    refused: int = 0
    claims: int = 0
    statements: int = 0
    verdicts: int = 0
    written: bool = False
    # How many rows had something in a column that says nothing without a source, or without a verdict.
    without_source: dict[str, int] = field(default_factory=dict)
    without_verdict: dict[str, int] = field(default_factory=dict)
    heading: dict[str, str] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)


def import_table(
    file: BinaryIO, *, by: User, options: Options, report: Callable[[Fault], None], progress: Progress
) -> Imported:
    """Import a table in one transaction: what is cut off in the middle has never been.

    report: gets every refused row's faults, by line. progress: gets what is being done, how far, of how much.
    With refused rows nothing is written, unless options.keep_good. Raises TableRefused when the file as
    a whole cannot be read, NotAllowed when the role does not allow it.
    """
    require(by, Permission.IMPORT)
    with transaction.atomic():
        imported = _Import(by, options, progress).run(file, report)
        if not imported.written:
            transaction.set_rollback(True)
    return imported


class _Import:
    def __init__(self, by: User, options: Options, progress: Progress) -> None:
        self.by, self.options, self.progress = by, options, progress
        self.values: dict[str, Any] = {
            "by": by.pk,
            "topic": options.topic or None,
            "publisher": options.publisher or None,
            "zone": settings.TIME_ZONE,
            "own": f"{settings.BASE_URL}/articles/%/",
        }

    def run(self, file: BinaryIO, report: Callable[[Fault], None]) -> Imported:
        self._do("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
        # A run that was killed must not hold the ledger's lock to the end of its statement.
        self._do("SET LOCAL client_connection_check_interval = '2s'; SET LOCAL lock_timeout = '60s'")
        # A table of what is looked up may take as much as a sort, not twice that: several are held at once.
        self._do("SET LOCAL work_mem = '24MB'; SET LOCAL hash_mem_multiplier = 1; SET LOCAL jit = off")
        if not self._one(look.MAY_LAY_OUT):
            raise TableRefused(
                "The web role may not make tables for the time of an import. Have the owner of the "
                "database type: "
                "GRANT TEMPORARY ON DATABASE … TO factcheck_web."
            )
        # Tables of an import before this one, where both are parts of one transaction.
        self._do("DISCARD TEMP", look.STAGE)
        imported = self._stage(file)
        self._look_at_rows()
        # From here on nobody else writes: what is found missing stays missing until it is written.
        self._do("SELECT ledger_lock()")
        entries = self._lay_out(imported)
        imported.refused = self._one(look.COUNT_FAULTY)
        imported.unchanged = imported.rows - imported.new - imported.refused
        self._tell(report, imported.heading)
        self._count_what_is_left_out(imported)
        may_write = not self.options.dry_run and (self.options.keep_good or not imported.refused)
        if may_write and entries:
            self._write(entries)
            imported.written = True
        return imported

    # --- reading -----------------------------------------------------------------------------------

    def _stage(self, file: BinaryIO) -> Imported:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        with tempfile.TemporaryFile("w+", newline="", encoding="utf-8", errors="replace") as kept:
            faults = csv.writer(kept)
            imported = Imported()

            def refuse(fault: Fault) -> None:
                imported.rows += 1
                faults.writerow([fault.line, fault.column, fault.value, fault.says])

            table = read_table(
                file, mapping=self.options.mapping, encoding=self.options.encoding,
                from_spreadsheet=self.options.from_spreadsheet, refuse=refuse,
            )  # fmt: skip
            imported.heading, imported.ignored = table.heading, table.ignored
            self._refuse_what_no_row_says(table.heading)
            taken = self._copy(
                look.COPY_STAGED, self._counted(table, file, size), lambda item: [item[0], *item[1]]
            )
            # Not before: what refuse() counts while the rows are read must not be lost.
            imported.rows += taken
            kept.seek(0)
            self._copy(look.COPY_FAULTS, csv.reader(kept), list)
        self.values |= {
            "has_sources": table.has_sources,
            "has_stances": "stance" in table.heading,
            "verdict_is_status": table.heading.get("verdict", "").casefold() == "status",
        }
        return imported

    def _refuse_what_no_row_says(self, heading: Mapping[str, str]) -> None:
        """What is missing from the whole table is said once, and not of each of its rows."""
        if "source" in heading and "publisher" not in heading and not self.options.publisher:
            raise TableRefused(
                "No column names the publisher, and what a source says stands somewhere. Name one publisher "
                "for all rows (in the form of the page, or by --publisher), or let a column be the publisher."
            )
        if heading.keys() & {"topic", "claim_code"}:
            return
        here = Topic.objects.open().order_by("slug")
        if not here.filter(slug=self.options.topic).exists():
            said = (
                f"There is no open topic “{self.options.topic}”"
                if self.options.topic
                else "No column names a topic"
            )
            listed = ", ".join(here.values_list("slug", flat=True)[:30]) or "none yet"
            raise TableRefused(
                f"{said}. Name one for all rows (in the form of the page, or by --topic), or let a column be "
                f"the topic. Topics here: {listed}."
            )

    def _counted(self, table: Table, file: BinaryIO, size: int) -> Iterator[tuple[int, list[str]]]:
        for number, row in enumerate(table.rows):
            if number % _BLOCK_ROWS == 0:
                self.progress("Reading", file.tell(), size)
            yield row

    def _copy(self, statement: str, rows: Iterable[Any], cells: Callable[[Any], list[Any]]) -> int:
        """COPY rows in, in blocks. Returns how many."""
        block = io.StringIO(newline="")
        writer = csv.writer(block)
        count = 0
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                writer.writerow(cells(row))
                count += 1
                if count % _BLOCK_ROWS == 0:
                    copy.write(block.getvalue().encode())
                    block.seek(0)
                    block.truncate()
            copy.write(block.getvalue().encode())
        return count

    # --- looking -----------------------------------------------------------------------------------

    def _look_at_rows(self) -> None:
        self.progress("Looking at the rows", 0, 0)
        self._do(look.DEFAULTS)
        self._do(look.FAULTS)
        self._do(look.DROP_FAULTY)
        self._do("ANALYZE staged")

    def _lay_out(self, imported: Imported) -> int:
        """Find what is not on record yet; returns how many ledger entries it makes."""
        self.progress("Comparing with the record", 0, 0)
        self._sources()
        self._topics()
        for _ in range(_MOST_ROUNDS):
            if not self._compare():
                break
        else:
            raise TableRefused(
                "Too many rows rest on rows that are refused. Mend the rows that name others in "
                "“superseded_by” "
                "or “supersedes” first, or leave these columns empty."
            )
        self._do(write.LINK, write.VERDICTS, write.ORDER)
        with connection.cursor() as cursor:
            cursor.execute(write.COUNTS)
            imported.new, imported.claims, imported.statements, imported.verdicts, entries = cursor.fetchone()
        return entries

    def _compare(self) -> int:
        """Lay out claims, articles and statements that are new. Returns how many rows had to be refused
        for it: what only these had named must not be made, so all is laid out again.
        """
        self._do(look.FORGET_LAID_OUT, look.CLAIMS, look.KNOWN_CLAIMS, look.FOLLOWS, look.CLAIM_FAULTS)
        if refused := self._do(look.DROP_FAULTY):
            return refused
        self._do(look.NEW_CLAIMS, look.ARTICLES, write.STATEMENTS, write.NEW_STATEMENTS, write.CHAIN_FAULTS)
        self._do(write.REPLACED, write.REPLACED_FAULTS)
        return self._do(look.DROP_FAULTY)

    def _sources(self) -> None:
        """Find the sources by their names, and lay out those that are new. Names are folded here, not
        there.
        """
        self._do(look.NAMES_SAID)
        with connection.chunked_cursor() as names:
            names.execute(look.READ_NAMES)
            while block := names.fetchmany(_BLOCK_ROWS):
                self._copy(look.COPY_KEYS, block, _keyed)
        self._do("ANALYZE keyed", look.NAME_FAULTS, look.DROP_FAULTY, look.KNOWN_NAMES, look.NEW_SOURCES)

    def _topics(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(look.TOPICS_SAID)
            said = cursor.fetchall()
        for slug, prefix, known in said:
            if known is None:
                self._open_topic(slug, prefix)
        self._do(look.DROP_FAULTY)

    def _open_topic(self, slug: str, prefix: str | None) -> None:
        says = "names no topic here. Make the topic first, or name one topic for all such rows."
        if slug and prefix and slug == slug_of(slug):
            try:
                create_topic(name=slug, prefix=prefix, by=self.by)
            except TopicRefused as refusal:
                says = str(refusal)
            else:
                return
        with connection.cursor() as cursor:
            cursor.execute(look.NO_TOPIC, {"topic": slug, "says": says})

    def _tell(self, report: Callable[[Fault], None], heading: Mapping[str, str]) -> None:
        with connection.chunked_cursor() as faults:
            faults.execute(look.READ_FAULTS)
            while block := faults.fetchmany(_BLOCK_ROWS):
                for line, part, value, says in block:
                    report(Fault(line, heading.get(part, part), value, says))

    def _count_what_is_left_out(self, imported: Imported) -> None:
        with connection.cursor() as cursor:
            cursor.execute(look.LEFT_OUT)
            counts = dict(zip(look.NEEDS_SOURCE + look.NEEDS_VERDICT, cursor.fetchone(), strict=True))
        for columns, left_out in (
            (look.NEEDS_SOURCE, imported.without_source), (look.NEEDS_VERDICT, imported.without_verdict)
        ):  # fmt: skip
            left_out |= {imported.heading[one]: counts[one] for one in columns if counts[one]}

    # --- writing -----------------------------------------------------------------------------------

    def _write(self, entries: int) -> None:
        # What only refused rows named is not made.
        self._do(look.UNNAMED, look.WRITE_SOURCES, write.STANDING, write.STATES, write.INDEX_LAID_OUT)
        self._count_origins()
        self._do(look.TOPICS_MOVE_ON, look.WRITE_ARTICLES)
        ledger.look_at_once()
        base = ledger.head().seq
        for low in range(1, entries + 1, RUN):
            self.progress("Writing", low - 1, entries)
            high = min(low + RUN - 1, entries)
            run = ledger.take_many(high - low + 1)
            self.values |= {"low": low, "high": high, "base": base, "moment": run.moment}
            self._do(write.WRITE_CLAIMS, write.WRITE_VERSIONS, write.WRITE_STATEMENTS, write.WRITE_HOPS)
            self._do(write.WRITE_FIGURES, write.WRITE_VERDICTS)
            ledger.seal_many()
            self._do(write.MOVE_CLAIMS_ON, write.WRITE_STATES)
        self._do("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED")
        self.progress("Writing", entries, entries)

    def _count_origins(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(write.MAY_BE_INDEPENDENT)
            sets = [row[0] for row in cursor.fetchall()]
        for ids in sets:
            sources = list(Source.objects.filter(pk__in=ids))
            self.values |= {"sources": ids, "count": known_of(sources).origins_of(sources).count}
            self._do(write.SET_ORIGINS)

    def _do(self, *statements: str) -> int:
        """Run statements in order. Returns how many rows the last one changed."""
        with connection.cursor() as cursor:
            for statement in statements:
                # One at a time, so that each sees what the one before has made.
                for one in statement.split(";\n"):
                    cursor.execute(one, self.values)
            return cursor.rowcount

    def _one(self, statement: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0]


def _keyed(row: tuple[str, str, str]) -> list[str]:
    name, kind, part = row
    key = name_key(name)
    if not any(sign.isalnum() for sign in key):
        key = ""
    otherwise = {"publisher": SourceKind.OUTLET, "chain": SourceKind.WIRE}.get(part, SourceKind.WITNESS)
    return [name, key, slug_of(name) or "source", kind or kind_of_name(name) or otherwise]


__all__ = ["Imported", "Options", "TableRefused", "import_table"]
