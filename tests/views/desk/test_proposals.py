"""Two pairs of eyes: one editor proposes, another approves exactly what was seen, or sends it back."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from factcheck.actions.claims import StaleVersion
from factcheck.actions.decisions import DecisionRefused, NeedsSecondEditor
from factcheck.actions.desk_settings import SettingRefused, set_second_editor
from factcheck.actions.proposals import ProposalRefused, approve, propose, send_back, take_back
from factcheck.models import Claim, Decision, LedgerEntry, Proposal, ProposalReply, User
from factcheck.permissions import NotAllowed
from factcheck.queries.desk_settings import needing_second_editor
from factcheck.rules.statuses import Status
from tests.cast import Newsroom


@pytest.fixture(autouse=True)
def two_editors(settings: Any) -> None:
    settings.SECOND_EDITOR = ["confirmed", "retracted"]


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    return newsroom.published()


def proposal_by(user: User, claim: Claim, status: Status = Status.CONFIRMED, **more: Any) -> Proposal:
    claim.refresh_from_db()
    return propose(
        claim=claim, status=status, reason="A document shows it.", version=claim.version, by=user, **more
    )


def decide_form(claim: Claim, **changes: object) -> dict[str, object]:
    return {"status": "confirmed", "reason": "A document shows it.", "version": claim.version} | changes


# --- the acts -----------------------------------------------------------------------------------------


def test_one_editor_alone_cannot_decide_what_takes_two(claim: Claim, newsroom: Newsroom) -> None:
    with pytest.raises(NeedsSecondEditor, match="takes two editors"):
        newsroom.decides(claim, Status.CONFIRMED)
    assert not Decision.objects.exists()


def test_what_was_proposed_is_decided_by_both(claim: Claim, newsroom: Newsroom) -> None:
    proposal = proposal_by(newsroom.cast.ed, claim)
    assert claim.status == "unverified"
    decision = approve(proposal=proposal, by=newsroom.cast.edna)
    assert (decision.decided_by, decision.approved_by) == (newsroom.cast.ed, newsroom.cast.edna)
    assert (decision.reason, decision.content_hash) == ("A document shows it.", proposal.content_hash)
    claim.refresh_from_db()
    assert claim.status == "confirmed"
    assert '"approved_by":"edna"' in LedgerEntry.objects.latest("seq").body


def test_a_proposal_is_no_entry_of_the_ledger(claim: Claim, newsroom: Newsroom) -> None:
    before = LedgerEntry.objects.count()
    proposal = proposal_by(newsroom.cast.ed, claim)
    send_back(proposal=proposal, comment="Which document?", by=newsroom.cast.edna)
    assert LedgerEntry.objects.count() == before


@pytest.mark.parametrize("name", ["ed", "cho", "ada"])
def test_nobody_approves_their_own_proposal_whatever_their_role(
    claim: Claim, newsroom: Newsroom, name: str
) -> None:
    user = getattr(newsroom.cast, name)
    proposal = proposal_by(user, claim)
    for act in (lambda: approve(proposal=proposal, by=user),
                lambda: send_back(proposal=proposal, comment="x", by=user)):  # fmt: skip
        with pytest.raises(ProposalRefused, match="Nobody answers their own"):
            act()


@pytest.mark.parametrize("answer", ["approved", "sent_back"])
def test_the_database_too_refuses_an_answer_to_ones_own(
    claim: Claim, newsroom: Newsroom, answer: str
) -> None:
    proposal = proposal_by(newsroom.cast.ed, claim)
    with pytest.raises(DatabaseError, match="nobody answers their own"), transaction.atomic():
        ProposalReply.objects.create(
            proposal=proposal, answer=answer, comment="x", answered_by=newsroom.cast.ed
        )


def test_only_exactly_what_was_seen_is_approved(claim: Claim, newsroom: Newsroom) -> None:
    proposal = proposal_by(newsroom.cast.ed, claim)
    newsroom.says(claim, "United States")
    with pytest.raises(StaleVersion):
        approve(proposal=proposal, by=newsroom.cast.edna)
    assert not Decision.objects.exists()


def test_a_proposal_is_answered_once(claim: Claim, newsroom: Newsroom) -> None:
    proposal = proposal_by(newsroom.cast.ed, claim)
    send_back(proposal=proposal, comment="Which document?", by=newsroom.cast.edna)
    with pytest.raises(ProposalRefused, match="Edna has answered already: sent back"):
        approve(proposal=proposal, by=newsroom.cast.cho)


def test_only_its_proposer_takes_a_proposal_back(claim: Claim, newsroom: Newsroom) -> None:
    proposal = proposal_by(newsroom.cast.ed, claim)
    with pytest.raises(ProposalRefused, match="Only its proposer"):
        take_back(proposal=proposal, by=newsroom.cast.edna)
    take_back(proposal=proposal, by=newsroom.cast.ed)
    assert proposal_by(newsroom.cast.edna, claim).pk != proposal.pk


def test_one_proposal_at_a_time_waits_on_a_claim(claim: Claim, newsroom: Newsroom) -> None:
    proposal_by(newsroom.cast.ed, claim)
    with pytest.raises(DecisionRefused, match="Ed has proposed to mark NK-0001 confirmed"):
        proposal_by(newsroom.cast.edna, claim)


def test_a_proposal_that_the_claim_left_behind_makes_room(claim: Claim, newsroom: Newsroom) -> None:
    old = proposal_by(newsroom.cast.ed, claim)
    newsroom.says(claim, "United States")
    proposal_by(newsroom.cast.edna, claim)
    assert ProposalReply.objects.get(proposal=old).answer == "overtaken"


def test_a_retraction_is_approved_by_a_chief_editor(claim: Claim, newsroom: Newsroom) -> None:
    proposal = proposal_by(newsroom.cast.cho, claim, Status.RETRACTED, public_note="It never happened.")
    with pytest.raises(NotAllowed):
        approve(proposal=proposal, by=newsroom.cast.ed)
    assert approve(proposal=proposal, by=newsroom.cast.ada).to_status == "retracted"


def test_a_sending_back_says_why(claim: Claim, newsroom: Newsroom) -> None:
    with pytest.raises(ProposalRefused, match="Say what is missing"):
        send_back(proposal=proposal_by(newsroom.cast.ed, claim), comment=" ", by=newsroom.cast.edna)


def test_a_proposal_stays_as_it_was_made(claim: Claim, newsroom: Newsroom) -> None:
    proposal_by(newsroom.cast.ed, claim)
    for attack in ("UPDATE factcheck_proposal SET reason = 'x'", "DELETE FROM factcheck_proposal"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(attack)


# --- on the desk --------------------------------------------------------------------------------------


def test_a_decision_by_its_own_address_becomes_a_proposal(
    client: Client, claim: Claim, newsroom: Newsroom
) -> None:
    client.force_login(newsroom.cast.ada)
    page = client.get(f"/desk/claims/{claim.code}/").content.decode()
    assert "Propose: confirm" in page
    answer = client.post(f"/desk/claims/{claim.code}/decide/", decide_form(claim))
    assert answer.status_code == 303
    assert (Proposal.objects.count(), Decision.objects.count()) == (1, 0)
    page = client.get(f"/desk/claims/{claim.code}/").content.decode()
    assert "Waits for a second editor" in page
    assert "Take back" in page
    assert ">Approve " not in page


def test_what_takes_one_editor_is_decided_at_once(client: Client, claim: Claim, newsroom: Newsroom) -> None:
    client.force_login(newsroom.cast.ed)
    form = decide_form(claim, status="disputed", evidence="https://example.org/document")
    client.post(f"/desk/claims/{claim.code}/decide/", form)
    assert (Proposal.objects.count(), Decision.objects.count()) == (0, 1)


def test_another_editor_finds_it_in_the_queue_and_approves(
    client: Client, claim: Claim, newsroom: Newsroom
) -> None:
    proposal = proposal_by(newsroom.cast.ed, claim)
    client.force_login(newsroom.cast.edna)
    queue = client.get("/desk/", {"show": "awaiting"}).content.decode()
    assert "Awaiting me (1)" in queue
    assert "Proposed: confirmed" in queue
    answer = client.post(f"/desk/proposals/{proposal.pk}/approve/")
    assert answer.status_code == 303
    claim.refresh_from_db()
    assert claim.status == "confirmed"
    assert "Awaiting me (0)" in client.get("/desk/").content.decode()


def test_what_i_proposed_awaits_me_only_when_it_was_sent_back(
    client: Client, claim: Claim, newsroom: Newsroom
) -> None:
    proposal = proposal_by(newsroom.cast.ed, claim)
    client.force_login(newsroom.cast.ed)
    assert "Awaiting me (0)" in client.get("/desk/").content.decode()
    send_back(proposal=proposal, comment="Which document?", by=newsroom.cast.edna)
    page = client.get("/desk/", {"show": "awaiting"}).content.decode()
    assert "Awaiting me (1)" in page
    assert "Which document?" in page


def test_an_approval_of_what_has_changed_says_what_changed_and_keeps_the_comment(
    client: Client, claim: Claim, newsroom: Newsroom
) -> None:
    proposal = proposal_by(newsroom.cast.ed, claim)
    newsroom.says(claim, "United States")
    client.force_login(newsroom.cast.edna)
    answer = client.post(f"/desk/proposals/{proposal.pk}/approve/", {"comment": "Kept words."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Statement recorded: United States affirms" in page
    assert "Kept words." in page


def test_sending_back_without_a_comment_is_refused(client: Client, claim: Claim, newsroom: Newsroom) -> None:
    proposal = proposal_by(newsroom.cast.ed, claim)
    client.force_login(newsroom.cast.edna)
    answer = client.post(f"/desk/proposals/{proposal.pk}/send-back/", {"comment": ""})
    assert (answer.status_code, ProposalReply.objects.count()) == (422, 0)
    assert "Say what is missing" in answer.content.decode()


def test_by_no_address_does_anybody_approve_their_own(
    client: Client, claim: Claim, newsroom: Newsroom
) -> None:
    proposal = proposal_by(newsroom.cast.ada, claim)
    client.force_login(newsroom.cast.ada)
    for verb in ("approve", "send-back"):
        answer = client.post(f"/desk/proposals/{proposal.pk}/{verb}/", {"comment": "x"})
        assert answer.status_code == 409
    client.post(f"/desk/claims/{claim.code}/decide/", decide_form(claim))
    claim.refresh_from_db()
    assert (claim.status, Decision.objects.count()) == ("unverified", 0)


def test_readers_never_see_a_proposal(client: Client, claim: Claim, newsroom: Newsroom) -> None:
    before = client.get(f"/claims/{claim.code}/").content
    proposal_by(newsroom.cast.ed, claim)
    assert client.get(f"/claims/{claim.code}/").content == before


# --- the rule of the house ----------------------------------------------------------------------------


def test_the_administrator_sets_which_statuses_take_two(client: Client, newsroom: Newsroom) -> None:
    client.force_login(newsroom.cast.ada)
    answer = client.post("/desk/settings/", {"statuses": ["disputed"], "reason": "A small desk."})
    assert answer.status_code == 302
    assert needing_second_editor() == {Status.DISPUTED}
    assert LedgerEntry.objects.latest("seq").kind == "setting"
    assert "A small desk." in client.get("/desk/settings/").content.decode()


def test_a_change_of_the_rule_needs_a_reason_and_a_change(client: Client, newsroom: Newsroom) -> None:
    client.force_login(newsroom.cast.ada)
    assert client.post("/desk/settings/", {"statuses": [], "reason": ""}).status_code == 422
    with pytest.raises(SettingRefused, match="already"):
        set_second_editor(statuses=[Status.CONFIRMED, Status.RETRACTED], reason="x", by=newsroom.cast.ada)
    with pytest.raises(NotAllowed):
        set_second_editor(statuses=[], reason="x", by=newsroom.cast.cho)
