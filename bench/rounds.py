"""The acts that bench.decisions measures. Imported once Django and its database are up."""

from hashlib import sha256

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


class Bench:
    def __init__(self, claims: int) -> None:
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
        self._decide(self.claims[0], times)

    def on_own_claims(self, number: int, times: int) -> None:
        self._decide(self.claims[1 + number], times)

    def plain_insert(self, number: int, times: int) -> None:
        self._as_web()
        for _ in range(times):
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO bench_plain (words, at) VALUES (%s, now())", [WORDS])
        connection.close()

    def bare_pair(self, number: int, times: int) -> None:
        """UPDATE with the version and INSERT, on tables like those of claims and entries, nothing else."""
        self._as_web()
        for _ in range(times):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(_BARE_UPDATE, [WORDS, self.claims[1 + number]])
                cursor.execute(_BARE_INSERT, [self.claims[1 + number], WORDS * 20])
        connection.close()

    def close(self) -> None:
        connection.close()

    def _decide(self, pk: int, times: int) -> None:
        self._as_web()
        done = 0
        while done < times:
            claim = Claim.objects.get(pk=pk)
            status = Status.UNVERIFIED if claim.status == Status.DISPUTED else Status.DISPUTED
            try:
                decide(claim=claim, status=status, reason=WORDS, version=claim.version, by=self.editor)
                done += 1
            except (StaleVersion, DecisionRefused):
                continue  # Somebody was faster: look again.
        connection.close()

    def _as_web(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE factcheck_web")
