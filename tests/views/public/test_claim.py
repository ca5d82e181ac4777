"""GET /claims/<code>/: one claim for readers, now and as known at a moment."""

import html
import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factcheck.actions.claims import reword_claim
from factcheck.actions.evidence import EvidenceDraft, add_evidence
from factcheck.actions.publication import correct_claim, publish_claim, withdraw_claim
from factcheck.models import Claim
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from factcheck.rules.vocabulary import EvidenceKind, SourceKind
from tests.cast import Newsroom

# The look whether anything has changed, and the record.
MOST_QUERIES = 2


def get(client: Client, claim: Claim, query: str = "") -> str:
    response = client.get(f"/claims/{claim.code}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def as_of_its_last_entry(claim: Claim) -> str:
    moment = claim.states.latest("ledger_seq").recorded_at.astimezone(UTC)
    return f"?as_of={moment:%Y-%m-%dT%H:%M:%S.%fZ}"


def test_a_reader_sees_who_says_what(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    newsroom.says(claim, "Russia", Stance.NOT_CONFIRMED, cue="has confirmed")
    newsroom.says(claim, "Kremlin", Stance.DENIES, via=("Tass",))
    page = text_of(get(client, claim))
    assert "Said by Joint Chiefs of Staff; denied by Kremlin; Russia has not confirmed it." in page
    assert "For (1)" in page
    assert "Against (1)" in page
    assert "Has not confirmed (1)" in page
    assert "Kremlin, as reported by Tass, in The Example Wire." in page


def test_a_figure_stands_in_its_own_words_beside_how_we_read_it(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    newsroom.says(claim, "South Korea", figure="some 11,000")
    page = text_of(get(client, claim))
    assert "“some 11,000”" in page
    assert "we read this as from 10,500 to under 11,500" in page


def test_the_number_of_queries_does_not_grow_with_the_attributions(
    client: Client, newsroom: Newsroom
) -> None:
    claim = newsroom.published()
    newsroom.says(claim, "Source 0", figure="some 3,000")
    with CaptureQueriesContext(connection) as few:
        get(client, claim)
    for number in range(1, 40):
        stance = Stance.NOT_CONFIRMED if number % 3 else Stance.AFFIRMS
        newsroom.says(claim, f"Source {number}", stance, figure="at least 3,000", via=(f"Relay {number}",))
    add_evidence(claim=claim, draft=EvidenceDraft(title="A treaty"), by=newsroom.cast.alice)
    newsroom.decides(claim)
    with CaptureQueriesContext(connection) as many:
        page = get(client, claim)
    assert page.count('class="said-entry"') == 41
    assert len(few) <= MOST_QUERIES
    assert len(many) <= MOST_QUERIES


def test_an_earlier_moment_takes_two_more_queries_for_how_it_stood_and_the_names_of_then(
    client: Client, newsroom: Newsroom
) -> None:
    claim = newsroom.published()
    newsroom.says(claim, "South Korea")
    then = as_of_its_last_entry(claim)
    with CaptureQueriesContext(connection) as queries:
        get(client, claim, then)
    # So near a moment is waited for first; that reads no table.
    read = [query for query in queries if "factcheck_" in query["sql"]]
    assert len(read) <= MOST_QUERIES + 2


def test_the_history_tells_every_step_with_who_and_why(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    draft = EvidenceDraft(title="A treaty", kind=EvidenceKind.PRIMARY_DOCUMENT, note="Printed by both.")
    add_evidence(claim=claim, draft=draft, by=newsroom.cast.alice)
    newsroom.decides(claim, reason="The treaty says so.", public_note="See the text.")
    page = text_of(get(client, claim))
    history = page.split("How this entry changed")[1]
    steps = ["Confirmed", "The treaty says so.", "by Ed", "Evidence added: A treaty", "Published",
             "Statement recorded: Joint Chiefs of Staff affirms", "Put on record"]  # fmt: skip
    places = [history.index(step) for step in steps]
    assert places == sorted(places)
    assert "The treaty says so. See the text." in page.split("Who says what")[0]


def test_a_replaced_statement_is_folded_away(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    first = newsroom.says(claim, "South Korea", figure="some 11,000")
    newsroom.says(claim, "South Korea", figure="some 15,000", supersedes=first)
    page = text_of(get(client, claim))
    assert "Earlier statements, since replaced (1)" in page
    standing, earlier = page.split("Earlier statements")
    assert "some 15,000" in standing
    assert "some 11,000" not in standing
    assert "some 11,000" in earlier


def test_two_bodies_of_one_state_are_one_origin(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    state = newsroom.source("South Korea")
    service = newsroom.source("Intelligence Service", SourceKind.AGENCY, parent=state)
    newsroom.says(claim, state)
    newsroom.says(claim, service)
    page = text_of(get(client, claim))
    assert "Three sources affirm this; they count as one independent origin." in page


def test_as_of_shows_the_claim_as_it_stood(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published("North Korea sent soldiers to Russia.")
    then = as_of_its_last_entry(claim)
    newsroom.says(claim, "Kremlin", Stance.DENIES)
    newsroom.decides(claim, Status.DISPUTED, reason="The Kremlin denies it.")
    claim.refresh_from_db()
    reword_claim(
        claim=claim,
        text="North Korea has sent soldiers to Russia.",
        topic=claim.topic,
        reason="Tense.",
        version=claim.version,
        by=newsroom.cast.ed,
    )
    page = get(client, claim, then)
    words = text_of(page)
    assert "As known on" in words
    assert '<meta name="robots" content="noindex">' in page
    assert f'<link rel="canonical" href="http://localhost:8000/claims/{claim.code}/">' in page
    assert "North Korea sent soldiers to Russia." in words
    assert "North Korea has sent soldiers" not in words
    assert "Kremlin" not in words
    assert "The Kremlin denies it." in text_of(get(client, claim))


def test_a_claim_is_not_found_as_of_a_day_before_it_was_published(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    newsroom.says(claim)
    then = as_of_its_last_entry(claim)
    claim.refresh_from_db()
    publish_claim(claim=claim, version=claim.version, by=newsroom.cast.ed)
    assert client.get(f"/claims/{claim.code}/").status_code == 200
    response = client.get(f"/claims/{claim.code}/{then}")
    assert response.status_code == 404
    assert "at that moment" in response.content.decode()


def test_a_withdrawn_claim_keeps_its_page_and_says_so(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    withdraw_claim(claim=claim, note="Nobody said this.", version=claim.version, by=newsroom.cast.ed)
    page = get(client, claim)
    assert "This entry has been withdrawn" in page
    assert "Nobody said this." in page
    assert '<meta name="robots" content="noindex">' in page
    assert "Unverified" in text_of(page)


def test_a_corrected_claim_says_what_was_wrong(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    correct_claim(claim=claim, note="We had the wrong month.", version=claim.version, by=newsroom.cast.ed)
    assert "We had the wrong month." in get(client, claim)


def test_a_draft_looks_like_a_claim_that_never_was(client: Client, newsroom: Newsroom) -> None:
    draft = newsroom.claim()
    answers = [client.get(f"/claims/{code}/") for code in (draft.code, "NK-9999")]
    assert [answer.status_code for answer in answers] == [404, 404]
    pages = [answer.content.decode().replace(draft.code, "NK-9999") for answer in answers]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("name", ["alice", "ed", "cho", "ada"])
def test_people_of_the_desk_see_a_draft_marked_as_one(client: Client, newsroom: Newsroom, name: str) -> None:
    draft = newsroom.claim()
    client.force_login(getattr(newsroom.cast, name))
    page = get(client, draft)
    assert "Not published" in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_successor_that_is_still_a_draft_is_not_shown(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    draft = newsroom.claim("North Korea sent 15,000 soldiers.", supersedes=claim)
    newsroom.decides(claim, Status.SUPERSEDED, successor=draft, public_note="Better told.")
    page = get(client, claim)
    assert draft.code not in page
    assert "15,000" not in text_of(page).split("How this entry changed")[0]


def test_a_code_in_small_letters_leads_to_the_page(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    response = client.get(f"/claims/{claim.code.lower()}/?as_of=2025-03-28")
    assert response.status_code == 301
    assert response["Location"] == f"/claims/{claim.code}/?as_of=2025-03-28"


@pytest.mark.parametrize("as_of", ["yesterday", "2025-02-30", f"{datetime.now(UTC).year + 1}-01-01"])
def test_a_day_that_cannot_be_is_a_bad_request(client: Client, newsroom: Newsroom, as_of: str) -> None:
    claim = newsroom.published()
    response = client.get(f"/claims/{claim.code}/", {"as_of": as_of})
    assert response.status_code == 400
    assert "as_of" in response.content.decode()


def test_words_from_outside_are_escaped(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published("A <script>alert(1)</script> was found.")
    newsroom.says(claim, "<b>Bold</b>", cue="<i>said</i>")
    page = get(client, claim)
    assert "<script>alert" not in page
    assert "<b>Bold" not in page
    assert "<i>said" not in page


def test_a_claim_is_only_read(client: Client, newsroom: Newsroom) -> None:
    assert client.post(f"/claims/{newsroom.published().code}/").status_code == 405


def test_a_claim_confirmed_against_the_rule_says_so_beside_the_reason(
    client: Client, newsroom: Newsroom
) -> None:
    claim = newsroom.published()
    newsroom.decides(claim, reason="We were there and saw it.")
    page = client.get(f"/claims/{claim.code}/").content.decode()
    assert "Confirmed although our rule was not met, for the reason given." in page
    newsroom.decides(claim, Status.UNVERIFIED)
    assert "although our rule" not in client.get(f"/claims/{claim.code}/").content.decode()


def test_the_entry_is_there_for_reference_managers(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    for ending, media_type, words in (
        ("bib", "application/x-bibtex", f"@online{{{claim.code},"),
        ("ris", "application/x-research-info-systems", f"UR  - http://localhost:8000/claims/{claim.code}/"),
    ):
        assert (
            f'href="/claims/{claim.code}.{ending}"' in client.get(f"/claims/{claim.code}/").content.decode()
        )
        answer = client.get(f"/claims/{claim.code}.{ending}")
        assert answer["Content-Type"] == f"{media_type}; charset=utf-8"
        assert words in answer.content.decode()
        assert client.get(f"/claims/{newsroom.claim('A draft.').code}.{ending}").status_code == 404


def test_each_step_since_it_was_public_leads_to_the_entry_as_it_stood(
    client: Client, newsroom: Newsroom
) -> None:
    claim = newsroom.published()
    newsroom.decides(claim)
    newsroom.says(claim, "Tass")
    page = client.get(f"/claims/{claim.code}/").content.decode()
    links = re.findall(r'href="(/claims/[^"]*as_of=[^"]*)">As it stood', page)
    # Published and decided; not the newest step, which is the page itself, and nothing while it was a draft.
    assert len(links) == 2
    then = [client.get(html.unescape(link)) for link in links]
    assert [answer.status_code for answer in then] == [200, 200]
    assert ["Tass" in answer.content.decode() for answer in then] == [False, False]


def test_figures_stand_by_day_with_the_one_that_was_replaced_joined_to_its_update(
    client: Client, newsroom: Newsroom
) -> None:
    claim = newsroom.published()
    newsroom.says(claim, "Kyiv", figure="up to 12,000", said_on=date(2025, 3, 1))
    first = newsroom.says(claim, "Seoul", figure="at least 3,000", said_on=date(2025, 1, 5))
    newsroom.says(claim, "Seoul", figure="11,000", said_on=date(2025, 2, 5), supersedes=first)
    page = get(client, claim)
    drawn = page.split('<figure class="axis"')[1].split("</figure>")[0]
    words = [drawn.index(f'dir="auto">{said}<') for said in ("at least 3,000", "11,000", "up to 12,000")]
    assert words == sorted(words)
    assert drawn.count('class="axis-join"') == 1
    assert drawn.count('class="axis-arrow"') == 2
    assert "before: “<bdi>at least 3,000</bdi>”" in drawn
    assert drawn.count("since replaced") == 1


def test_the_figures_of_the_drawing_are_there_as_a_table(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    newsroom.says(claim, "Kyiv", figure="up to 12,000", said_on=date(2025, 3, 1))
    newsroom.says(claim, "Seoul", figure="some 11,000", said_on=date(2025, 2, 5))
    page = get(client, claim)
    table = text_of(page.split("The same as a table")[1].split("</table>")[0])
    assert "5 Feb 2025 Seoul some 11,000 from 10,500 to under 11,500" in table
    assert "1 Mar 2025 Kyiv up to 12,000" in table


def test_a_figure_taken_back_is_not_drawn(client: Client, newsroom: Newsroom) -> None:
    claim = newsroom.published()
    newsroom.says(claim, "Kyiv", figure="12,000")
    newsroom.says(claim, "Tokyo", figure="11,500")
    first = newsroom.says(claim, "Seoul", figure="9,999")
    newsroom.says(claim, "Seoul", Stance.RETRACTED, supersedes=first)
    drawn = get(client, claim).split('<figure class="axis"')[1].split("</figure>")[0]
    assert "9,999" not in drawn


def test_the_entry_is_cited_in_a_line_with_its_address_and_the_day(
    client: Client, newsroom: Newsroom
) -> None:
    claim = newsroom.published()
    page = get(client, claim)
    citation = text_of(page.split('id="citation"')[1].split(">", 1)[1].split("</p>")[0])
    assert f"Entry {claim.code}, version {claim.version}, unverified." in citation
    assert f"http://localhost:8000/claims/{claim.code}/ (read " in citation
    assert page.count("data-copy=") == 3
    then = get(client, claim, as_of_its_last_entry(claim))
    assert "(read " not in then.split('id="citation"')[1].split("</p>")[0]
