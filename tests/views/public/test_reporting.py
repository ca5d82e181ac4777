"""A reader reports an error, an editor settles it; a flood is held up and nobody's words are lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from factcheck.actions.reader_reports import ReportRefused, TooManyReports, send_report, settle_report
from factcheck.models import Claim, LedgerEntry, ReaderReport
from factcheck.permissions import NotAllowed
from factcheck.rules.reader_reports import ADDRESS_KEPT_FOR, MOST_FROM_ONE_ADDRESS, MOST_IN_ALL, WINDOW
from tests.cast import Newsroom


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    return newsroom.published()


def sent(claim: Claim, **changes: object) -> dict[str, object]:
    return {"text": "The ministry says 300, not 3,000.", "contact": "", "version": claim.version} | changes


def path(claim: Claim) -> str:
    return f"/claims/{claim.code}/report/"


def test_a_report_reaches_the_desk_and_changes_no_record(
    client: Client, claim: Claim, newsroom: Newsroom
) -> None:
    before = LedgerEntry.objects.count()
    page = client.get(f"/claims/{claim.code}/")
    assert f'href="{path(claim)}"' in page.content.decode()
    # The entry's own page stays free of cookies, so that a cache may keep it.
    assert not page.cookies
    answer = client.post(path(claim), sent(claim, contact="reader@example.org", text="  원문은 다릅니다. "))
    assert (answer.status_code, answer["Location"]) == (303, f"/claims/{claim.code}/report/thanks/")
    assert "Your report is with the desk" in client.get(answer["Location"]).content.decode()
    report = ReaderReport.objects.get()
    assert (report.text, report.contact, report.version) == (
        "원문은 다릅니다.",
        "reader@example.org",
        claim.version,
    )
    assert "127.0.0.1" not in report.address_hash
    client.force_login(newsroom.cast.ed)
    desk = client.get("/desk/reports/").content.decode()
    assert "원문은 다릅니다." in desk
    assert "From readers (1)" in desk
    assert LedgerEntry.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": " "}, "Write what is wrong."),
        ({"text": "x" * 2001}, "longer than 2,000 characters"),
        ({"contact": "c" * 201}, "longer than 200 characters"),
        ({"website": "https://spam.example/"}, "must stay empty"),
        ({"text": "a\x00b"}, "Null characters"),
    ],
)
def test_what_cannot_be_taken_is_said_and_stays_in_the_form(
    client: Client, claim: Claim, changes: dict[str, object], words: str
) -> None:
    answer = client.post(path(claim), sent(claim, contact="reader@example.org") | changes)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "reader@example.org" in page or "c" * 201 in page
    assert not ReaderReport.objects.exists()


@pytest.mark.parametrize("state", ["a draft", "never was"])
def test_only_public_claims_can_be_reported(client: Client, newsroom: Newsroom, state: str) -> None:
    code = newsroom.claim("A draft.").code if state == "a draft" else "NK-9999"
    assert client.get(f"/claims/{code}/report/").status_code == 404
    assert client.post(f"/claims/{code}/report/", {"text": "x", "version": 1}).status_code == 404


def test_a_flood_from_one_address_waits_and_its_words_stay(client: Client, claim: Claim) -> None:
    for number in range(MOST_FROM_ONE_ADDRESS):
        assert client.post(path(claim), sent(claim, text=f"Report {number}.")).status_code == 303
    answer = client.post(path(claim), sent(claim, text="One more."))
    assert answer.status_code == 429
    assert "Send it again after" in answer.content.decode()
    assert "One more." in answer.content.decode()
    assert ReaderReport.objects.count() == MOST_FROM_ONE_ADDRESS
    assert client.post(path(claim), sent(claim), REMOTE_ADDR="192.0.2.7").status_code == 303


def test_an_hour_later_the_next_may_come(claim: Claim) -> None:
    began = timezone.now()

    def send(after: timedelta, address: str = "192.0.2.1") -> ReaderReport:
        return send_report(
            claim=claim, version=1, text="Not so.", contact="", address=address, now=began + after
        )

    for minute in range(MOST_FROM_ONE_ADDRESS):
        send(timedelta(minutes=minute))
    with pytest.raises(TooManyReports) as refused:
        send(timedelta(minutes=10))
    assert refused.value.free_at == began + WINDOW
    send(WINDOW + timedelta(seconds=1))
    # A day later nobody can tell any more from where the first came.
    send(ADDRESS_KEPT_FOR + timedelta(minutes=30), "192.0.2.2")
    assert ReaderReport.objects.filter(address_hash="").count() == MOST_FROM_ONE_ADDRESS


def test_many_addresses_together_are_held_up_too(claim: Claim) -> None:
    now = timezone.now()
    ReaderReport.objects.bulk_create(
        ReaderReport(claim=claim, version=1, text="x", sent_at=now, address_hash=str(number))
        for number in range(MOST_IN_ALL)
    )
    with pytest.raises(TooManyReports):
        send_report(claim=claim, version=1, text="Not so.", contact="", address="192.0.2.1", now=now)


def test_an_editor_settles_a_report_once_and_says_what_came_of_it(
    client: Client, claim: Claim, newsroom: Newsroom
) -> None:
    report = send_report(claim=claim, version=1, text="Not so.", contact="", address="192.0.2.1")
    client.force_login(newsroom.cast.ed)
    refused = client.post(f"/desk/reports/{report.pk}/settle/", {"note": " "})
    assert refused.status_code == 422
    assert "Say what came of it." in refused.content.decode()
    assert client.post(f"/desk/reports/{report.pk}/settle/", {"note": "Corrected."}).status_code == 303
    assert "Corrected." in client.get("/desk/reports/?settled=1").content.decode()
    again = client.post(f"/desk/reports/{report.pk}/settle/", {"note": "My own words."}, follow=True)
    assert "A colleague has settled this report already." in again.content.decode()
    assert "My own words." in again.content.decode()
    report.refresh_from_db()
    assert (report.note, report.settled_by) == ("Corrected.", newsroom.cast.ed)


def test_who_may_not_decide_settles_nothing(claim: Claim, newsroom: Newsroom) -> None:
    report = send_report(claim=claim, version=1, text="Not so.", contact="", address="192.0.2.1")
    with pytest.raises(NotAllowed):
        settle_report(report=report, note="Corrected.", by=newsroom.cast.alice)
    with pytest.raises(ReportRefused):
        settle_report(report=report, note=" ", by=newsroom.cast.ed)
