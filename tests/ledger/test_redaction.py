"""A text taken out by order of a court: the words are gone, the seal holds, and everybody is told."""

import hashlib
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from factcheck.actions.redactions import RedactionRefused, redact, withdrawable_texts
from factcheck.models import Attribution, Claim, ClaimState, Decision, LedgerEntry, LedgerSalt
from factcheck.permissions import NotAllowed
from tests.cast import Newsroom
from tests.clean_slate import owner

QUOTE = "another 3,000 soldiers or more"
ORDER = "Ordered by the Regional Court of Example, 3 O 12/26."


@pytest.fixture
def said(newsroom: Newsroom) -> Attribution:
    return newsroom.says(newsroom.published(), "United States", quote=QUOTE)


def everything() -> str:
    """All text of all tables but the ledger's own entries."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(to_jsonb(a)::text, '') FROM factcheck_attribution a")
        found = cursor.fetchone()[0]
        for table in ("span", "article", "claimversion", "claimstate", "claim", "decision", "ledgerentry"):
            cursor.execute(f"SELECT string_agg(to_jsonb(t)::text, '') FROM factcheck_{table} t")
            found += cursor.fetchone()[0] or ""
    return found


def test_a_quote_is_gone_from_everywhere_and_its_seal_still_holds(
    said: Attribution, newsroom: Newsroom
) -> None:
    entry = LedgerEntry.objects.get(attribution=said)
    salt = bytes.fromhex(entry.salt.salts["quote"])
    before = entry.body
    assert QUOTE in everything()
    with owner():
        redact(seq=entry.seq, fields=["quote"], reason=ORDER, by=newsroom.cast.cho)
        assert QUOTE not in everything()
        entry.refresh_from_db()
    assert entry.body == before
    assert hashlib.sha256(b"\x00" + entry.body.encode()).hexdigest() == entry.hash
    assert LedgerSalt.objects.get(pk=entry.seq).salts == {}
    # Whoever still knows words and salt can show that these were the words; nobody else can.
    committed = json.loads(entry.body)["record"]["quote"]["commitment"]
    assert hashlib.sha256(salt + QUOTE.encode()).hexdigest() == committed


def test_nobody_finds_a_claim_by_words_that_were_withdrawn(
    said: Attribution, newsroom: Newsroom, client: Client
) -> None:
    newsroom.says(said.claim, "Norway", quote="They left by train.")

    def found(word: str) -> bool:
        return "row-" + said.claim.code in client.get("/claims/", {"q": word}).content.decode()

    assert found("another") and found("train")
    with owner():
        redact(seq=said.ledger_seq, fields=["quote"], reason=ORDER, by=newsroom.cast.cho)
        with connection.cursor() as cursor:
            cursor.execute("SELECT string_agg(to_jsonb(i)::text, '') FROM factcheck_claimindex i")
            assert "anoth" not in cursor.fetchone()[0]
    assert found("train")
    assert not found("another")


def test_a_redaction_is_an_entry_of_its_own_with_the_reason(said: Attribution, newsroom: Newsroom) -> None:
    with owner():
        done = redact(seq=said.ledger_seq, fields=["quote"], reason=ORDER, by=newsroom.cast.cho)
    assert [item.field for item in done] == ["quote", "spans/0/exact"]
    record = json.loads(LedgerEntry.objects.get(redaction=done[0]).body)["record"]
    assert record == {"seq": said.ledger_seq, "field": "quote", "reason": ORDER, "by": "cho"}
    claim = Claim.objects.get(pk=said.claim_id)
    assert claim.ledger_seq == done[1].ledger_seq
    assert ClaimState.objects.filter(claim=claim).latest("ledger_seq").version == claim.version


def test_the_rest_of_the_article_stays_where_it_was(said: Attribution, newsroom: Newsroom) -> None:
    text = said.article.body_text
    with owner():
        redact(seq=said.ledger_seq, fields=["quote"], reason=ORDER, by=newsroom.cast.cho)
    said.article.refresh_from_db()
    assert said.article.body_text == text.replace(QUOTE, "█" * len(QUOTE))


def test_a_claims_words_and_a_reason_go_from_the_past_too(newsroom: Newsroom) -> None:
    claim = newsroom.published("Mr X of Example Street did it.")
    decision = newsroom.decides(claim, reason="Mr X said so.")
    first = LedgerEntry.objects.get(claim=claim, claim_seq=1)
    with owner():
        redact(seq=first.seq, fields=["text"], reason=ORDER, by=newsroom.cast.cho)
        redact(seq=decision.ledger_seq, fields=["reason"], reason=ORDER, by=newsroom.cast.cho)
        assert "Mr X" not in everything()
    claim.refresh_from_db()
    assert (claim.text, claim.last_reason) == ("[text withdrawn]", "[text withdrawn]")


def test_after_a_redaction_every_guard_stands_again(said: Attribution, newsroom: Newsroom) -> None:
    newsroom.decides(said.claim)
    guards = "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal"
    with owner(), connection.cursor() as cursor:
        cursor.execute(guards)
        before = set(cursor.fetchall())
        redact(seq=said.ledger_seq, fields=["quote"], reason=ORDER, by=newsroom.cast.cho)
        cursor.execute(guards)
        assert set(cursor.fetchall()) == before
        with pytest.raises(DatabaseError), transaction.atomic():
            Decision.objects.update(reason="x")


def test_the_web_process_cannot_take_a_text_out(said: Attribution, newsroom: Newsroom) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        redact(seq=said.ledger_seq, fields=["quote"], reason=ORDER, by=newsroom.cast.cho)
    said.refresh_from_db()
    assert said.quote == QUOTE


def test_who_may_redact_what_and_why_is_asked(said: Attribution, newsroom: Newsroom) -> None:
    with pytest.raises(NotAllowed):
        redact(seq=said.ledger_seq, fields=["quote"], reason=ORDER, by=newsroom.cast.ed)
    with pytest.raises(RedactionRefused, match="who ordered it"):
        redact(seq=said.ledger_seq, fields=["quote"], reason=" ", by=newsroom.cast.cho)
    with pytest.raises(RedactionRefused, match="no text note that could be withdrawn"):
        redact(seq=said.ledger_seq, fields=["note"], reason=ORDER, by=newsroom.cast.cho)
    with pytest.raises(RedactionRefused, match="no entry 999"):
        redact(seq=999, fields=["quote"], reason=ORDER, by=newsroom.cast.cho)


def test_the_command_lists_asks_for_a_name_and_redacts(said: Attribution, newsroom: Newsroom) -> None:
    out = StringIO()
    call_command("redact_text", str(said.ledger_seq), stdout=out)
    assert "quote, spans/0/exact" in out.getvalue()
    with pytest.raises(CommandError, match="no account"):
        call_command("redact_text", str(said.ledger_seq), "quote", reason=ORDER, yes=True)
    with owner():
        call_command(
            "redact_text", str(said.ledger_seq), "quote", reason=ORDER, by="cho", yes=True, stdout=out
        )
    assert "Withdrawn" in out.getvalue()
    assert withdrawable_texts(said.ledger_seq) == []
