"""The acts that bench.decisions measures. Imported once Django and its database are up."""

import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from factcheck.actions.articles import add_article
from factcheck.actions.attributions import Wording, attribute
from factcheck.actions.claims import StaleVersion, create_claim
from factcheck.actions.decisions import DecisionRefused, decide
from factcheck.actions.people import create_person
from factcheck.actions.sources import create_source
from factcheck.actions.topics import create_topic
from factcheck.models import Claim
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from factcheck.rules.vocabulary import Role, SourceKind

WORDS = "The council closed the bridge, the mayor said."

_BARE_UPDATE = (
    "UPDATE bench_claim SET status = CASE status WHEN 'disputed' THEN 'unverified' ELSE 'disputed' END,"
    " last_reason = %s, version = version + 1 WHERE id = %s"
)
_BARE_INSERT = (
    "INSERT INTO bench_entry (seq, claim_id, claim_seq, kind, decision_id, recorded_at, sealed_at,"
    " previous_hash, body, hash) SELECT n, %s, n, 'decision', n, now(), now(), repeat('a', 64), %s,"
    " md5(n::text) || md5(n::text) FROM nextval('bench_number') AS n"
)


class Cost(NamedTuple):
    """Milliseconds of one act: by the clock, and the CPU of this process and of its server process."""

    all: float
    here: float
    server: float


class Bench:
    def __init__(self, claims: int) -> None:
        self._counting, self._made = threading.Lock(), 0
        self.editor = create_person(username="bench", password="of no use here", role=Role.EDITOR)
        source = create_source(name="The mayor", kind=SourceKind.OFFICIAL, by=self.editor)
        article = add_article(
            publisher=create_source(name="The Wire", kind=SourceKind.WIRE, by=self.editor),
            headline="Bridge", body_text=WORDS, raw_sha256=sha256(WORDS.encode()).hexdigest(),
            retrieved_at=timezone.now(), by=self.editor,
        )  # fmt: skip
        topic = create_topic(name="Bench", prefix="B", by=self.editor)
        self.claims = []
        for number in range(claims):
            claim = create_claim(text=f"Matter number {number}.", topic=topic, by=self.editor)
            for stance in (Stance.AFFIRMS, Stance.DENIES):
                attribute(
                    claim=claim, source=source, article=article, wording=Wording(stance), by=self.editor
                )
            self.claims.append(claim.pk)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE bench_plain (id bigserial PRIMARY KEY, words text, at timestamptz)")
            cursor.execute("GRANT ALL ON bench_plain TO factcheck_web")
            cursor.execute("GRANT ALL ON SEQUENCE bench_plain_id_seq TO factcheck_web")
            # The same columns, indexes and checks; no triggers and no foreign keys.
            cursor.execute("CREATE TABLE bench_claim (LIKE factcheck_claim INCLUDING ALL)")
            cursor.execute("CREATE TABLE bench_entry (LIKE factcheck_ledgerentry INCLUDING ALL)")
            columns = "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute"
            cursor.execute(
                f"{columns} WHERE attrelid = 'factcheck_claim'::regclass AND attnum > 0"
                " AND NOT attisdropped AND attgenerated = ''"
            )
            names = cursor.fetchone()[0]
            cursor.execute(f"INSERT INTO bench_claim ({names}) SELECT {names} FROM factcheck_claim")
            cursor.execute("CREATE SEQUENCE bench_number")
            cursor.execute("GRANT ALL ON bench_claim, bench_entry TO factcheck_web")
            cursor.execute("GRANT ALL ON SEQUENCE bench_number TO factcheck_web")

    def on_one_claim(self, number: int, times: int) -> None:
        """Among others who decide on the same claim: whoever comes late looks again."""
        done = 0
        while done < times:
            try:
                self._decide(Claim.objects.get(pk=self.claims[0]))
                done += 1
            except (StaleVersion, DecisionRefused):
                continue

    def on_own_claims(self, number: int, times: int) -> None:
        claim = Claim.objects.get(pk=self.claims[1 + number])
        for _ in range(times):
            self._decide(claim)

    def plain_insert(self, number: int, times: int) -> None:
        for _ in range(times):
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO bench_plain (words, at) VALUES (%s, now())", [WORDS])

    def bare_pair(self, number: int, times: int) -> None:
        """UPDATE with the version and INSERT, on tables like those of claims and entries, nothing else."""
        for _ in range(times):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(_BARE_UPDATE, [WORDS, self.claims[1 + number]])
                cursor.execute(_BARE_INSERT, [self.claims[1 + number], WORDS * 20])

    def in_turn(self, times: int) -> tuple[Cost, Cost]:
        """One editor's decision and the bare pair, one after the other."""
        with self.as_web():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                server = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
            claim = Claim.objects.get(pk=self.claims[1])
            acts = (lambda: self._decide(claim), lambda: self.bare_pair(0, 1))
            taken: list[list[Cost]] = [[], []]
            for _ in range(times):
                for act, costs in zip(acts, taken, strict=True):
                    began = _clocks(server)
                    act()
                    costs.append(
                        Cost(*(now - then for now, then in zip(_clocks(server), began, strict=True)))
                    )
        decision, pair = (Cost(*map(statistics.median, zip(*costs, strict=True))) for costs in taken)
        return decision, pair

    def check_nothing_is_lost(self) -> None:
        """Every decision made is counted on its claim, has its entry, and moved the claim on by one."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT count(*) FROM factcheck_decision), sum(decision_count),"
                " (SELECT count(*) FROM factcheck_ledgerentry WHERE claim_id IS NOT NULL), sum(version)"
                " FROM factcheck_claim"
            )
            decisions, counted, entries, versions = cursor.fetchone()
        if not (decisions == counted == self._made) or entries != versions:
            raise SystemExit(
                f"{self._made} decisions were made, {decisions} are there, claims count {counted};"
                f" {entries} entries, versions of {versions}: something is lost."
            )

    def close(self) -> None:
        connection.close()

    @contextmanager
    def as_web(self) -> Iterator[None]:
        """A connection of this thread's own, as the web role."""
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE factcheck_web")
        try:
            yield
        finally:
            connection.close()

    def _decide(self, claim: Claim) -> None:
        """Decide on a claim as it was seen, and bring it to what it is then, unless somebody was faster."""
        status = Status.UNVERIFIED if claim.status == Status.DISPUTED else Status.DISPUTED
        decide(claim=claim, status=status, reason=WORDS, version=claim.version, by=self.editor)
        claim.status, claim.version = status, claim.version + 1
        with self._counting:
            self._made += 1


def _clocks(server: Path) -> tuple[float, float, float]:
    """Milliseconds: by the clock, of this thread's CPU, of the server process's (0 where it is not told)."""
    there = int(server.read_text().split()[0]) / 1e6 if server.exists() else 0.0
    return time.perf_counter() * 1e3, time.thread_time() * 1e3, there
