"""The database itself refuses to rewrite the ledger: to the web process, and to the owner of the tables."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from factcheck.models import Decision, Source
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from factcheck.rules.vocabulary import ClaimRelationKind
from tests.cast import Newsroom
from tests.clean_slate import owner

APPEND_ONLY = [
    "checkpoint",
    "conflictruling",
    "ledgersalt",
    "ledgertile",
    "proposal",
    "proposal_evidence",
    "proposalreply",
    "recount",
    "redaction",
    "settingchange",
    "sourcerelationversion",
    "claimversion",
    "claimparty",
    "claimrelation",
    "claimstate",
    "attribution",
    "hop",
    "quantity",
    "evidence",
    "decision",
    "decision_evidence",
    "publicationact",
    "ledgerentry",
    "sourceversion",
]
KEPT = ["usage", "span", "article", "claim", "source", "topic", "user", "measure", "ledgerhead"]


@pytest.fixture
def record(newsroom: Newsroom) -> Decision:
    other = newsroom.claim("A thing beside it.")
    related = [(ClaimRelationKind.PART_OF, other)]
    claim = newsroom.published(parties=[newsroom.source("Russia")], relations=related)
    newsroom.says(claim, "United States", quote="another 3,000 soldiers or more", figure="3,000 or more")
    return newsroom.decides(claim, reason="Both say so.")


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(DatabaseError), transaction.atomic():
        yield


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("attack", ["UPDATE {t} SET id = id", "DELETE FROM {t}", "TRUNCATE {t} CASCADE"])
def test_the_web_process_cannot_rewrite_a_record(
    record: Decision, attack: str, subtests: pytest.Subtests
) -> None:
    for table in APPEND_ONLY:
        with subtests.test(table), refused():
            run(attack.format(t=f"factcheck_{table}"))


@pytest.mark.parametrize("attack", ["UPDATE {t} SET {c} = {c}", "DELETE FROM {t}", "TRUNCATE {t} CASCADE"])
def test_the_owner_of_the_tables_cannot_rewrite_a_record(
    record: Decision, attack: str, subtests: pytest.Subtests
) -> None:
    for table in APPEND_ONLY:
        column = {"claimstate": "claim_id", "ledgerentry": "body", "ledgersalt": "seq"}.get(table, "id")
        with subtests.test(table), owner(), refused():
            run(attack.format(t=f"factcheck_{table}", c=column))


def test_what_the_ledger_points_at_cannot_be_removed(record: Decision, subtests: pytest.Subtests) -> None:
    for table in KEPT:
        for attack in (f"DELETE FROM factcheck_{table}", f"TRUNCATE factcheck_{table} CASCADE"):
            with subtests.test(attack), owner(), refused():
                run(attack)


WAYS_ROUND = [
    "INSERT INTO factcheck_decision TABLE factcheck_decision ON CONFLICT (id) DO UPDATE SET reason = 'x'",
    "MERGE INTO factcheck_decision d USING factcheck_topic s ON true WHEN MATCHED THEN DELETE",
    "SELECT * FROM factcheck_decision FOR UPDATE",
    "ALTER TABLE factcheck_decision DISABLE TRIGGER ALL",
    "ALTER TABLE factcheck_decision DISABLE TRIGGER deny_change",
    "DROP TRIGGER deny_change ON factcheck_decision",
    "DROP TABLE factcheck_decision CASCADE",
    "ALTER TABLE factcheck_decision RENAME TO old",
    "CREATE RULE r AS ON INSERT TO factcheck_decision DO INSTEAD NOTHING",
    "CREATE OR REPLACE FUNCTION ledger_deny() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
    "SET session_replication_role = replica",
    "UPDATE factcheck_ledgerhead SET seq = 0",
    "SELECT * FROM ledger_take()",
    "SELECT ledger_clock(now())",
    "UPDATE factcheck_claim SET code = 'XX-0001'",
    "UPDATE factcheck_article SET body_text = 'x'",
    "CREATE TABLE mine (id int)",
    "COPY factcheck_decision FROM PROGRAM 'echo'",
]


def test_the_web_process_finds_no_way_round(record: Decision, subtests: pytest.Subtests) -> None:
    for attack in WAYS_ROUND:
        with subtests.test(attack), refused():
            run(attack)


def test_a_switched_off_trigger_role_does_not_help_the_owner(record: Decision) -> None:
    with owner(), refused():
        run("SET LOCAL session_replication_role = replica")
        run("UPDATE factcheck_decision SET reason = 'x'")


def test_the_web_process_owns_nothing(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchone() == ("factcheck_web", 0)


def test_nothing_can_be_added_to_a_sealed_record(record: Decision) -> None:
    attribution = record.claim.attributions.earliest("ledger_seq")
    other = Source.objects.get(name="United States")
    with refused():
        run(
            "INSERT INTO factcheck_hop (attribution_id, position, source_id, cue, mode) "
            f"VALUES ({attribution.pk}, 5, {other.pk}, '', 'paraphrase')"
        )


def test_a_record_that_is_not_sealed_cannot_be_committed(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    with refused():
        Decision.objects.create(
            claim=claim,
            from_status=Status.UNVERIFIED,
            to_status=Status.DISPUTED,
            reason="x",
            decided_by=newsroom.cast.ed,
        )
        run("SET CONSTRAINTS ALL IMMEDIATE")


def test_sequence_time_and_hash_cannot_be_supplied(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    newsroom.says(claim, stance=Stance.AFFIRMS)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO factcheck_decision (claim_id, from_status, to_status, reason, public_note,"
            " rule_report, rule_met, overridden, content_hash, decided_by_id, decided_at, ledger_seq)"
            " VALUES (%s, 'unverified', 'confirmed', 'x', '', '{}', false, false, '', %s, '2001-01-01', 777)"
            " RETURNING id, ledger_seq, decided_at > now() - interval '1 minute'",
            [claim.pk, newsroom.cast.ed.pk],
        )
        decision, seq, is_now = cursor.fetchone()
        assert (seq, is_now) == (3, True)
        cursor.execute(
            "INSERT INTO factcheck_ledgerentry (seq, claim_id, claim_seq, kind, decision_id, recorded_at,"
            " sealed_at, previous_hash, body, hash)"
            " VALUES (9, %s, 9, 'decision', %s, '2001-01-01', '2001-01-01', 'f', 'forged', 'f')"
            " RETURNING seq, claim_seq, body <> 'forged', length(hash)",
            [claim.pk, decision],
        )
        assert cursor.fetchone() == (3, 3, True, 64)


def test_the_web_process_cannot_backdate(newsroom: Newsroom) -> None:
    run("SELECT set_config('factcheck.backdate_to', '2001-01-01', true)")
    assert newsroom.claim().created_at.year > 2001
