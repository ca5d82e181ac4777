"""GET /ledger/changes/: what changed between two moments, for readers and for the desk."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from factcheck import ledger
from factcheck.actions.claims import reword_claim
from factcheck.actions.evidence import EvidenceDraft, add_evidence
from factcheck.actions.publication import correct_claim, publish_claim, withdraw_claim
from factcheck.actions.sources import describe_source
from factcheck.actions.topics import create_topic
from factcheck.models import Claim, Topic
from factcheck.queries import changes as changes_query
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from factcheck.rules.vocabulary import SourceKind
from tests.cast import Newsroom

MOST_QUERIES = 6


def get(client: Client, status: int = 200, **query: str | datetime) -> str:
    text = {
        name: value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value
        for name, value in query.items()
    }
    response = client.get(f"/ledger/changes/?{urlencode(text)}" if text else "/ledger/changes/")
    assert response.status_code == status
    return response.content.decode()


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def codes(page: str) -> list[str]:
    return re.findall(r'<h2 id="claim-([A-Z]+-\d+)"', page)


def to_copy(page: str) -> str:
    return page.split('id="plain-text"')[1].split(">", 1)[1].split("</textarea>")[0]


def fresh(claim: Claim) -> Claim:
    claim.refresh_from_db()
    return claim


def reword(newsroom: Newsroom, claim: Claim, text: str, topic: Topic | None = None) -> None:
    reword_claim(
        claim=fresh(claim), version=fresh(claim).version, text=text, topic=topic or claim.topic,
        reason="Plainer.", by=newsroom.cast.ed,
    )  # fmt: skip


@pytest.fixture
def shift(newsroom: Newsroom) -> tuple[Newsroom, datetime, Claim, Claim]:
    """Two claims from before, the moment of the handover, and what happened to the first after it."""
    busy, quiet = newsroom.published("North Korea sent soldiers."), newsroom.published("A quiet claim.")
    handover = timezone.now()
    newsroom.says(busy, "Kremlin", Stance.DENIES, quote="Neither Moscow nor Pyongyang")
    add_evidence(claim=busy, draft=EvidenceDraft(title="A treaty", note="Printed."), by=newsroom.cast.alice)
    newsroom.decides(busy, Status.DISPUTED, reason="The Kremlin denies it.", public_note="See below.")
    reword(newsroom, busy, "North Korea sent troops.")
    correct_claim(claim=busy, note="It said soldiers.", version=fresh(busy).version, by=newsroom.cast.edna)
    return newsroom, handover, fresh(busy), quiet


def test_a_handover_tells_what_changed_who_did_it_and_why(
    client: Client, shift: tuple[Newsroom, datetime, Claim, Claim]
) -> None:
    _, handover, busy, _ = shift
    page = get(client, since=handover)
    assert codes(page) == [busy.code]
    text = text_of(page)
    assert "Unverified became Disputed" in text
    assert "published, now corrected" in text
    steps = ["Statement recorded: Kremlin denies", "by Alice", "Evidence added: A treaty", "Printed.",
             "The Kremlin denies it.", "See below.", "by Ed", "Before: North Korea sent soldiers.",
             "After: North Korea sent troops.", "Plainer.", "It said soldiers.", "by Edna"]  # fmt: skip
    places = [text.index(step) for step in steps]
    assert places == sorted(places)


def test_the_links_lead_to_the_claim_before_and_after(
    client: Client, shift: tuple[Newsroom, datetime, Claim, Claim]
) -> None:
    _, handover, busy, _ = shift
    until = timezone.now()
    page = get(client, since=handover, until=until)
    links = [link.replace("&amp;", "&") for link in re.findall(rf'href="(/claims/{busy.code}/[^"]*)"', page)]
    before, after = links[0], links[1]
    assert "North Korea sent soldiers." in client.get(before).content.decode()
    assert "North Korea sent troops." in client.get(after).content.decode()
    assert links[2] == f"/claims/{busy.code}/"


def test_the_same_period_gives_the_same_claims_for_good(
    client: Client, shift: tuple[Newsroom, datetime, Claim, Claim]
) -> None:
    newsroom, handover, busy, quiet = shift
    draft = newsroom.claim("A draft.")
    until = timezone.now()
    before = get(client, since=handover, until=until)
    newsroom.decides(busy, Status.UNVERIFIED, reason="Not settled.")
    withdraw_claim(claim=quiet, note="Nobody said so.", version=quiet.version, by=newsroom.cast.ed)
    newsroom.says(draft)
    publish_claim(claim=draft, version=fresh(draft).version, by=newsroom.cast.ed)
    # What stands above offers other periods, up to today.
    assert (
        get(client, since=handover, until=until).split('role="status"')[1] == before.split('role="status"')[1]
    )
    assert codes(get(client, since=until)) == [draft.code, quiet.code, busy.code]


def test_two_periods_that_meet_share_nothing(
    client: Client, shift: tuple[Newsroom, datetime, Claim, Claim]
) -> None:
    _, _, busy, _ = shift
    decided = busy.decisions.get().decided_at
    first = get(client, until=decided)
    second = get(client, since=decided)
    assert ("The Kremlin denies it." in first, "The Kremlin denies it." in second) == (True, False)


def test_without_a_period_it_is_the_last_day(client: Client, newsroom: Newsroom, as_owner: None) -> None:
    now = timezone.now()
    with ledger.backdated_to(now - timedelta(hours=30)):
        old = newsroom.published("Thirty hours old.")
    with ledger.backdated_to(now - timedelta(hours=20)):
        new = newsroom.published("Twenty hours old.")
    assert codes(get(client)) == [new.code]
    assert codes(get(client, since=now - timedelta(hours=40))) == [new.code, old.code]
    assert codes(get(client, until=now - timedelta(hours=25))) == [old.code]


def test_readers_do_not_see_drafts_and_the_desk_does(client: Client, newsroom: Newsroom) -> None:
    shown, draft = newsroom.published(), newsroom.claim("A draft that nobody sees.")
    page = get(client)
    assert codes(page) == [shown.code]
    assert "A draft that nobody sees" not in page
    client.force_login(newsroom.cast.alice)
    page = get(client)
    assert codes(page) == [draft.code, shown.code]
    assert "drafts are here too" in page


def test_a_topic_of_drafts_alone_is_not_offered_to_readers(client: Client, newsroom: Newsroom) -> None:
    newsroom.published()
    create_topic(name="A secret story", prefix="SE", by=newsroom.cast.alice)
    assert "A secret story" not in get(client)
    assert "there is no topic" in text_of(get(client, topic="a-secret-story", status=400))
    client.force_login(newsroom.cast.alice)
    assert "A secret story" in get(client)


def test_changes_are_filtered_by_topic_and_by_what_was_decided(client: Client, newsroom: Newsroom) -> None:
    other = create_topic(name="Another story", prefix="AN", by=newsroom.cast.alice)
    confirmed, still = newsroom.published("First."), newsroom.published("Second.")
    newsroom.decides(confirmed)
    there_and_back = newsroom.published("Third.")
    newsroom.decides(there_and_back)
    newsroom.decides(there_and_back, Status.UNVERIFIED, reason="Not yet.")
    reword(newsroom, still, "Second, moved.", topic=other)
    assert codes(get(client, topic="another-story")) == [still.code]
    assert codes(get(client, became="any")) == [there_and_back.code, confirmed.code]
    assert codes(get(client, became="confirmed")) == [there_and_back.code, confirmed.code]
    assert codes(get(client, became="unverified")) == [there_and_back.code]
    assert codes(get(client, became="retracted")) == []


def test_the_plain_text_holds_the_same_words(
    client: Client, shift: tuple[Newsroom, datetime, Claim, Claim]
) -> None:
    _, handover, busy, _ = shift
    notice = to_copy(get(client, since=handover))
    assert "Alice: Statement recorded: Kremlin denies. “Neither Moscow nor Pyongyang”." in notice
    assert f"{busy.code}: North Korea sent troops." in notice
    assert "Unverified, now disputed; published, now corrected." in notice
    assert "Edna: Corrected. It said soldiers." in notice
    assert "Reworded from “North Korea sent soldiers.” to “North Korea sent troops.”" in notice
    assert f"http://localhost:8000/claims/{busy.code}/" in notice


def test_foreign_words_stay_on_their_line_and_are_no_markup(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    newsroom.decides(claim, reason="First line.\n- NK-9999 </textarea><b>bold</b>")
    page = get(client)
    assert "<b>bold" not in page
    notice = to_copy(page)
    assert "\n- NK-9999" not in notice
    assert escape("First line. - NK-9999 </textarea>") in notice


def test_nothing_changed_says_so_and_helps_on(client: Client, newsroom: Newsroom) -> None:
    newsroom.published()
    now = timezone.now()
    page = get(client, since=now, until=now)
    assert "Nothing changed in this period." in page
    assert "The last 7 days" in page
    assert "Nothing of that kind changed" in get(client, became="retracted")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"since": "yesterday"}, "no date or time"),
        ({"since": "2099-01-01"}, "in the future"),
        ({"since": "2025-03-28", "until": "2025-03-01"}, "until lies before since"),
        ({"became": "true"}, "is none of any, unverified"),
        ({"topic": "nothing"}, "there is no topic “nothing”"),
        ({"topic": "a\x00b"}, "NUL"),
        ({"before": "first"}, "no place in this list"),
    ],
)
def test_a_period_that_cannot_be_is_refused_in_words(
    client: Client, db: None, query: dict[str, str], says: str
) -> None:
    page = get(client, 400, **query)
    assert says in text_of(page)
    assert "There is a problem" in page


@pytest.mark.parametrize("until", ["0001-01-01", "0900-06-01", "9999-12-31"])
def test_the_ends_of_time_are_no_error(client: Client, newsroom: Newsroom, until: str) -> None:
    newsroom.published()
    page = get(client, until=until)
    for link in re.findall(r'href="(/ledger/changes/\?[^"]*)"', page):
        assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_a_long_list_is_cut_and_says_so(
    client: Client, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes_query, "CLAIMS_ON_A_PAGE", 2)
    claims = [newsroom.published(f"Claim {number}.").code for number in range(3)][::-1]
    page = get(client)
    assert "3 claims changed. 2 of them stand on this page." in page
    assert "Only the claims of this page" in page
    assert codes(page) == claims[:2]
    older = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    newsroom.published("Came later.")
    rest = client.get(older).content.decode()
    assert codes(rest) == claims[2:]
    newer = rest.split('rel="prev" href="')[1].split('"')[0].replace("&amp;", "&")
    assert codes(client.get(newer).content.decode()) == claims[:2]


def test_a_claim_with_very_many_changes_shows_the_last_and_says_so(
    client: Client, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes_query, "STEPS_SHOWN", 3)
    claim, other = newsroom.published(), newsroom.published("Another.")
    for number in range(4):
        newsroom.says(claim, f"Source {number}")
    page = get(client)
    assert "4 earlier changes of this period are left out here" in page
    assert "- 4 earlier changes are left out here" in to_copy(page)
    shown = page.split(f'id="claim-{claim.code}"')[1].split("</section>")[0]
    assert re.findall(r"Statement recorded: (Source \d)", shown) == ["Source 1", "Source 2", "Source 3"]
    assert page.split(f'id="claim-{other.code}"')[1].split("</section>")[0].count("timeline-entry") == 3


def test_the_number_of_queries_does_not_grow(client: Client, newsroom: Newsroom) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            get(client)
        # Django's savepoint is the test's own: outside of it, waiting for writers is one statement.
        return len([query for query in captured if "SAVEPOINT" not in query["sql"]])

    newsroom.published()
    few = queries()
    for number in range(12):
        claim = newsroom.published(f"Claim {number}.")
        newsroom.says(claim, f"Source {number}", via=(f"Relay {number}",))
        newsroom.decides(claim)
        reword(newsroom, claim, f"Claim {number}, reworded.")
    assert queries() == few <= MOST_QUERIES


def test_a_page_of_a_period_is_not_indexed(client: Client, newsroom: Newsroom) -> None:
    assert "noindex" not in get(client)
    page = get(client, since="2025-03-28")
    assert '<meta name="robots" content="noindex">' in page
    assert 'rel="canonical" href="http://localhost:8000/ledger/changes/"' in page


def test_source_names_are_those_of_the_time(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    jcs = newsroom.source("Joint Chiefs of Staff")
    until = timezone.now()
    describe_source(
        source=jcs, by=newsroom.cast.alice, name="General Staff", kind=SourceKind.AGENCY, parent=None,
        country="", position_note="",
    )  # fmt: skip
    assert "Statement recorded: Joint Chiefs of Staff" in get(client, until=until)
    assert claim.code in get(client, until=until)
