"""Many records sealed in one pass: the same entries as one by one, and nothing more that a"
" session could forge."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck import ledger
from factcheck.actions.evidence import EvidenceDraft
from factcheck.actions.undo import undo_decision
from factcheck.models import Attribution, Claim, LedgerEntry, LedgerHead
from factcheck.queries.ledger_check import entry_faults, record_faults, tree_faults
from factcheck.queries.ledger_guards import missing_guards
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from factcheck.rules.vocabulary import EvidenceKind
from tests.cast import Newsroom

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=60)

# What the row trigger would have written, from its own functions and the salts that the entry has.
AS_ONE_BY_ONE = """
    SELECT e.seq, e.body, canonical_json(jsonb_build_object(
        'v', 2, 'seq', e.seq, 'kind', e.kind, 'claim_seq', e.claim_seq, 'previous', e.previous_hash,
        'claim', c.code, 'recorded_at', ledger_time_text(e.recorded_at),
        'sealed_at', ledger_time_text(e.sealed_at),
        'record', ledger_covered(recorded, coalesce(s.salts, '{}')))),
        coalesce((SELECT array_agg(field ORDER BY field) FROM ledger_withdrawable(e.kind, recorded)), '{}'),
        coalesce((SELECT array_agg(key ORDER BY key) FROM jsonb_object_keys(s.salts) AS key), '{}')
    FROM factcheck_ledgerentry e JOIN factcheck_claim c ON c.id = e.claim_id
    LEFT JOIN factcheck_ledgersalt s ON s.seq = e.seq
    CROSS JOIN ledger_record(e.kind, coalesce(e.claim_version_id, e.attribution_id, e.evidence_id,
        e.decision_id, e.publication_act_id), 2) AS recorded ORDER BY e.seq
"""


def run(sql: str, *values: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def copy_of_versions(claim: Claim, first: int, how_many: int = 1) -> None:
    """Insert the claim's first wording again, under numbers from `first` on."""
    run(
        "INSERT INTO factcheck_claimversion (claim_id, text, topic_id, place, reason,"
        " supersedes_id, recorded_by_id,"
        " event_during, ledger_seq, recorded_at)"
        " SELECT claim_id, text, topic_id, place, 'again ' || n, supersedes_id, recorded_by_id,"
        " event_during, n,"
        " '2001-01-01' FROM factcheck_claimversion, generate_series(%s::bigint, %s) AS n"
        " WHERE id = (SELECT min(id) FROM factcheck_claimversion WHERE claim_id = %s)",
        first, first + how_many - 1, claim.pk,
    )  # fmt: skip


def copy_of_attribution(attribution: Attribution, seq: int, *, with_chain: bool = True) -> int:
    columns = "claim_id, source_id, article_id, stance, cue, quote, hedge, said_on, as_of, credibility"
    columns += ", recorded_by_id"
    [(pk,)] = run(
        f"INSERT INTO factcheck_attribution ({columns}, ledger_seq, recorded_at)"
        f" SELECT {columns}, %s, '2001-01-01' FROM factcheck_attribution WHERE id = %s RETURNING id",
        seq, attribution.pk,
    )  # fmt: skip
    if with_chain:
        run(
            "INSERT INTO factcheck_hop (attribution_id, position, source_id, cue, mode)"
            " SELECT %s, position, source_id, cue, mode FROM factcheck_hop WHERE attribution_id = %s",
            pk, attribution.pk,
        )  # fmt: skip
        quantity = "measure_id, population, verbatim, hedge, basis, unit, whole, bounds, point"
        run(
            f"INSERT INTO factcheck_quantity (attribution_id, {quantity})"
            f" SELECT %s, {quantity} FROM factcheck_quantity WHERE attribution_id = %s",
            pk, attribution.pk,
        )  # fmt: skip
        span = 'article_id, exact, prefix, suffix, start, "end", state'
        run(
            f"INSERT INTO factcheck_span (attribution_id, {span})"
            f" SELECT %s, {span} FROM factcheck_span WHERE attribution_id = %s",
            pk, attribution.pk,
        )  # fmt: skip
    return pk


def copy_the_rest(claim: Claim, first: int) -> None:
    """Evidence, a publication and a decision, under the next three numbers."""
    run(
        "INSERT INTO factcheck_publicationact (claim_id, from_state, to_state, note,"
        " acted_by_id, acted_at, ledger_seq)"
        " SELECT claim_id, 'published', 'corrected', 'Was “other” \\ \t wording.', acted_by_id, now(), %s"
        " FROM factcheck_publicationact WHERE claim_id = %s LIMIT 1",
        first, claim.pk,
    )  # fmt: skip
    run(
        "INSERT INTO factcheck_decision (claim_id, from_status, to_status, reason, public_note,"
        " rule_report, rule_met,"
        " overridden, content_hash, decided_by_id, decided_at, ledger_seq)"
        " SELECT claim_id, to_status, 'disputed', 'Now é\x01 \u2028 other.', public_note,"
        " rule_report, rule_met,"
        " overridden, content_hash, decided_by_id, now(), %s FROM factcheck_decision WHERE"
        " claim_id = %s LIMIT 1",
        first + 1, claim.pk,
    )  # fmt: skip
    run(
        "INSERT INTO factcheck_evidence (claim_id, title, url, archived_url, sha256, kind, bearing, note,"
        " recorded_by_id, recorded_at, ledger_seq)"
        " VALUES (%s, 'A “paper”', 'https://example.org/a', '', '', 'other', 'supports', '', %s, now(), %s)",
        claim.pk, claim.created_by_id, first + 2,
    )  # fmt: skip


@pytest.fixture
def history(newsroom: Newsroom) -> Claim:
    claim = newsroom.published(parties=[newsroom.source("Russia"), newsroom.source("Allies")], place="Kursk")
    newsroom.says(
        claim, "Vladimir Putin", quote="another 3,000 soldiers or more", figure="3,000 or more",
        via=("Tass",),
        hedge="perhaps", cue="said", credibility=3,
    )  # fmt: skip
    newsroom.says(claim, "Russia", Stance.NOT_CONFIRMED)
    newsroom.decides(claim, reason="Both say so: “yes”.\n\tA tab, a \\ and an é.")
    claim.refresh_from_db()
    return claim


def assert_as_one_by_one() -> None:
    for seq, body, expected, withdrawable, salted in run(AS_ONE_BY_ONE):
        assert body == expected, seq
        assert withdrawable == salted, seq
    assert [*entry_faults([], lambda done, total: None), *record_faults(), *tree_faults()] == []


def test_a_decision_is_sealed_with_the_bytes_that_its_record_has(newsroom: Newsroom) -> None:
    claim, other = newsroom.published("The bridge is \u201eopen\u201c \\ \x1f 橋"), newsroom.claim("Another.")
    first = newsroom.says(claim, "Russia", Stance.DENIES)
    newsroom.says(claim, "Russia", Stance.NOT_CONFIRMED, supersedes=first)
    draft = EvidenceDraft(title="A note", kind=EvidenceKind.PRIMARY_DOCUMENT)
    slip = newsroom.decides(claim, new_evidence=[draft], reason='It "is" so:\n다리', public_note="")
    claim.refresh_from_db()
    undo_decision(decision=slip, version=claim.version, by=newsroom.cast.ed)
    evidence = list(claim.evidence.all())
    newsroom.decides(claim, Status.DISPUTED, evidence=evidence)
    newsroom.decides(claim, Status.SUPERSEDED, successor=other, public_note="Another says it better.")
    assert_as_one_by_one()


def test_a_run_gives_the_entries_that_one_by_one_gives(history: Claim) -> None:
    said = Attribution.objects.get(quote__startswith="another")
    other = Attribution.objects.get(stance=Stance.NOT_CONFIRMED)
    with ledger.writing():
        taken = ledger.take_many(7)
        copy_of_versions(history, taken.first, 2)
        copy_the_rest(history, taken.first + 2)
        copy_of_attribution(said, taken.first + 5)
        copy_of_attribution(other, taken.first + 6)
        assert ledger.seal_many() == 7
    assert LedgerHead.objects.get().seq == taken.last == LedgerEntry.objects.count()
    assert_as_one_by_one()


def test_entries_before_and_after_a_run_chain_on(history: Claim, newsroom: Newsroom) -> None:
    with ledger.writing():
        copy_of_versions(history, ledger.take_many(3).first, 3)
        ledger.seal_many()
        copy_of_versions(history, ledger.take_many(1).first)
        ledger.seal_many()
    other = newsroom.claim("A claim made the usual way.")
    newsroom.says(other)
    assert_as_one_by_one()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
def test_any_text_is_sealed_the_same(history: Claim, texts: list[str]) -> None:
    with ledger.writing():
        taken = ledger.take_many(len(texts))
        for number, text in enumerate(texts):
            run(
                "INSERT INTO factcheck_evidence (claim_id, title, url, archived_url, sha256,"
                " kind, bearing, note,"
                " recorded_by_id, ledger_seq) VALUES (%s, %s, '', '', '', 'other', 'supports', %s, %s, %s)",
                history.pk, f"x{text}", text, history.created_by_id, taken.first + number,
            )  # fmt: skip
        ledger.seal_many()
    assert_as_one_by_one()


def test_times_grow_along_a_run_and_are_the_databases_own(history: Claim) -> None:
    with ledger.writing():
        copy_of_versions(history, ledger.take_many(4).first, 4)
        ledger.seal_many()
    times = list(LedgerEntry.objects.order_by("seq").values_list("recorded_at", flat=True))
    assert times == sorted(set(times))
    assert times[-1].year > 2001


def test_the_web_process_cannot_backdate_a_run(history: Claim) -> None:
    run("SELECT set_config('factcheck.backdate_to', '2001-01-01', true)")
    with ledger.writing():
        copy_of_versions(history, ledger.take_many(1).first)
        ledger.seal_many()
    assert LedgerEntry.objects.latest("seq").recorded_at > history.created_at


def test_all_guards_stand(history: Claim) -> None:
    assert list(missing_guards()) == []


def test_a_seal_that_asks_for_something_else_is_found(as_owner: None) -> None:
    run("DROP TRIGGER a_seal ON factcheck_ledgerentry")
    run(
        "CREATE TRIGGER a_seal BEFORE INSERT ON factcheck_ledgerentry FOR EACH ROW WHEN (false)"
        " EXECUTE FUNCTION ledger_seal()"
    )
    run("ALTER TABLE factcheck_ledgerentry ENABLE ALWAYS TRIGGER a_seal")
    assert any("condition that is not ours" in fault for fault in missing_guards())


# --- Attacks by the web role ------------------------------------------------------------------------


def leave_open(claim: Claim) -> None:
    copy_of_versions(claim, ledger.take_many(1).first)


def leave_one_out(claim: Claim) -> None:
    copy_of_versions(claim, ledger.take_many(2).first)
    ledger.seal_many()


def use_a_number_twice(claim: Claim) -> None:
    first = ledger.take_many(2).first
    copy_of_versions(claim, first)
    copy_of_attribution(Attribution.objects.filter(claim=claim)[0], first)
    ledger.seal_many()


def hide_behind_a_seal(claim: Claim) -> None:
    """One record more than there are numbers, which the last check would take for the sealed one."""
    first = ledger.take_many(1).first
    copy_of_versions(claim, first)
    copy_of_attribution(Attribution.objects.filter(claim=claim)[0], first)
    ledger.seal_many()


def seal_without_a_run(claim: Claim) -> None:
    ledger.seal_many()


def take_twice(claim: Claim) -> None:
    ledger.take_many(1)
    ledger.take_many(1)


def take_nothing(claim: Claim) -> None:
    ledger.take_many(0)


def take_them_all(claim: Claim) -> None:
    ledger.take_many(100_001)


def break_a_chain(claim: Claim) -> None:
    copy_of_attribution(
        Attribution.objects.filter(claim=claim)[0], ledger.take_many(1).first, with_chain=False
    )
    ledger.seal_many()


def decide_on_what_is_not_sealed(claim: Claim) -> None:
    taken = ledger.take_many(4)
    copy_of_attribution(Attribution.objects.filter(claim=claim)[0], taken.first)
    copy_the_rest(claim, taken.first + 1)
    ledger.seal_many()


def seal_the_past_after_the_present(claim: Claim) -> None:
    first = ledger.take_many(1).first
    copy_of_versions(claim, first)
    copy_of_versions(claim, first + 1000)
    run(
        "INSERT INTO factcheck_ledgerentry (claim_id, kind, claim_version_id) SELECT claim_id, 'claim', id"
        " FROM factcheck_claimversion WHERE claim_id = %s ORDER BY id DESC LIMIT 1",
        claim.pk,
    )
    ledger.seal_many()


def write_the_run_itself(claim: Claim) -> None:
    run("INSERT INTO factcheck_ledgerrun VALUES (pg_current_xact_id(), 1, 9, now(), true)")


def read_the_run(claim: Claim) -> None:
    run("SELECT * FROM factcheck_ledgerrun")


def say_that_it_seals(claim: Claim) -> None:
    ledger.take_many(1)
    run("UPDATE factcheck_ledgerrun SET sealing = true")


def ask_for_the_salts(claim: Claim) -> None:
    run("SELECT * FROM ledger_salts_of_run(1, 3)")


def attempt(attack: Callable[[Claim], None], claim: Claim) -> None:
    with ledger.writing():
        attack(claim)
        run("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    "attack",
    [
        leave_open, leave_one_out, use_a_number_twice, hide_behind_a_seal, seal_without_a_run, take_twice,
        take_nothing,
        take_them_all, break_a_chain, decide_on_what_is_not_sealed, seal_the_past_after_the_present,
        write_the_run_itself, read_the_run, say_that_it_seals, ask_for_the_salts,
    ],
)  # fmt: skip
def test_the_web_process_cannot(history: Claim, attack: Callable[[Claim], None]) -> None:
    before = LedgerHead.objects.get().seq
    with pytest.raises(DatabaseError):
        attempt(attack, history)
    assert LedgerHead.objects.get().seq == before
    assert_as_one_by_one()


def test_an_entry_sent_while_a_run_is_open_is_sealed_by_the_database(history: Claim) -> None:
    """Body, hash and place that the web process sends are overwritten, also under a number of its run."""
    with ledger.writing():
        first = ledger.take_many(1).first
        copy_of_versions(history, first)
        [(body,)] = run(
            "INSERT INTO factcheck_ledgerentry (seq, claim_id, claim_seq, kind,"
            " claim_version_id, recorded_at,"
            " sealed_at, previous_hash, body, hash) SELECT %s, claim_id, 99, 'claim', id,"
            " '2001-01-01', '2001-01-01',"
            " 'f', 'forged', 'f' FROM factcheck_claimversion WHERE ledger_seq = %s RETURNING body",
            first, first,
        )  # fmt: skip
        assert body != "forged"
        with pytest.raises(DatabaseError), transaction.atomic():
            ledger.seal_many()  # A number is sealed once.
        transaction.set_rollback(True)


def test_a_number_outside_the_run_is_overwritten(history: Claim) -> None:
    with ledger.writing():
        taken = ledger.take_many(1)
        copy_of_versions(history, taken.last + 500)
        [(seq,)] = run("SELECT max(ledger_seq) FROM factcheck_claimversion")
        assert seq == taken.last + 1
        transaction.set_rollback(True)


def test_a_sources_second_description_is_later_than_its_first(newsroom: Newsroom, history: Claim) -> None:
    source = newsroom.source("Russia")
    columns = (
        "name, kind, parent_id, country, reliability, reliability_note, position_note, source_id,"
        " recorded_by_id"
    )
    with ledger.writing():
        copy_of_versions(history, ledger.take_many(1).first)
        run(
            f"INSERT INTO factcheck_sourceversion ({columns}) SELECT {columns} FROM factcheck_sourceversion,"
            " generate_series(1, 2) WHERE source_id = %s",
            source.pk,
        )
        ledger.seal_many()
    times = list(source.versions.order_by("pk").values_list("recorded_at", flat=True))
    assert len(set(times)) == 3
    assert times == sorted(times)


def test_the_tree_grows_over_a_run(history: Claim) -> None:
    with ledger.writing():
        copy_of_versions(history, ledger.take_many(600).first, 600)
        ledger.seal_many()
    assert run("SELECT ledger_grow_tree()") == [(2,)]
    assert_as_one_by_one()
