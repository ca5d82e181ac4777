"""?as_of= on every page and file that has it: the same bytes for good, whatever is recorded later."""

from datetime import datetime
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from factcheck.actions.claims import create_claim, reword_claim
from factcheck.actions.evidence import EvidenceDraft, add_evidence
from factcheck.actions.merging import merge_sources
from factcheck.actions.publication import correct_claim, publish_claim, withdraw_claim
from factcheck.actions.sources import add_alias, describe_source, grade_source, relate_sources
from factcheck.actions.topics import create_topic, describe_topic
from factcheck.actions.undo import undo_decision
from factcheck.models import Claim, Source
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from factcheck.rules.vocabulary import Independence, RelationKind, Reliability, SourceKind
from tests.cast import STORY, Newsroom

QUOTE = "Of some 11,000 soldiers sent, 4,000 became casualties,"
LOST = "4,000 became casualties"

PAGES = {
    "claims": "/claims/",
    "claims of a topic": "/claims/?topic=north-korean-troops-in-russia",
    "claims of a source that came later": "/claims/?source=tass",
    "claims of a topic that came later": "/claims/?topic=a-new-story",
    "claim": "/claims/NK-0001/",
    "claim that replaces another": "/claims/NK-0002/",
    "disputed claim": "/claims/NK-0003/",
    "claim not published yet": "/claims/NK-0004/",
    "claim that came later": "/claims/NK-0005/",
    "sources": "/sources/",
    "sources by name": "/sources/?q=chiefs",
    "sources by kind": "/sources/?kind=armed_forces",
    "source": "/sources/joint-chiefs-of-staff/",
    "source that others act for": "/sources/south-korea/",
    "source that passes on": "/sources/yonhap/",
    "source that denies": "/sources/kremlin/",
    "source of drafts alone": "/sources/a-witness/",
    "source that came later": "/sources/tass/",
    "topics": "/topics/",
    "topic": "/topics/north-korean-troops-in-russia/",
    "topic by last change": "/topics/north-korean-troops-in-russia/?by=change",
    "topic that came later": "/topics/a-new-story/",
    "articles": "/articles/",
    "article": "/articles/{article}/",
    "article not public yet": "/articles/{hidden}/",
    "article that came later": "/articles/{later}/",
    "corrections": "/corrections/",
}
FOR_PROGRAMS = (
    *(f"/claims/NK-000{number}.json" for number in range(1, 6)),
    *(
        f"/feeds/claims.{kind}{query}"
        for kind in ("atom", "json")
        for query in ("", "?source=kremlin", "?source=tass")
    ),
)
FILES = ("claims", "attributions", "decisions")
NOT_THERE = {"claim not published yet", "claim that came later", "source of drafts alone",
             "source that came later", "topic that came later", "article not public yet",
             "article that came later"}  # fmt: skip
REFUSED = {"claims of a source that came later", "claims of a topic that came later"}


@pytest.fixture
def story(newsroom: Newsroom) -> Newsroom:
    """A record with a little of everything."""
    state = newsroom.source("South Korea")
    jcs = newsroom.source("Joint Chiefs of Staff", SourceKind.ARMED_FORCES, parent=state)
    kremlin = newsroom.source("Kremlin")
    relate_sources(
        one=jcs, other=kremlin, by=newsroom.cast.cho, note="At war.",
        kind=RelationKind.SHARES_INFORMATION_WITH, independence=Independence.INDEPENDENT,
    )  # fmt: skip
    sent = newsroom.published("North Korea sent soldiers.", parties=[state])
    newsroom.says(sent, state, quote=QUOTE, figure="some 11,000", via=("Yonhap",))
    newsroom.says(sent, jcs, figure="4,000")
    newsroom.decides(sent, reason="Two bodies say so.")
    successor = create_claim(
        text="North Korea sent some 11,000 soldiers.", topic=newsroom.topic(), by=newsroom.cast.alice,
        supersedes=sent,
    )  # fmt: skip
    newsroom.says(successor)
    publish(newsroom, successor)
    lost = newsroom.published("4,000 of them became casualties.")
    newsroom.says(lost, jcs, quote=LOST)
    newsroom.says(lost, kremlin, Stance.DENIES)
    newsroom.decides(lost, Status.DISPUTED, reason="The Kremlin denies it.")
    correct_claim(
        claim=lost, note="It was put too strongly.", version=fresh(lost).version, by=newsroom.cast.ed
    )
    draft = newsroom.claim("A draft.")
    newsroom.says(draft, "A witness", article=newsroom.article(f"{STORY} More.", headline="A hidden story"))
    return newsroom


def fresh(claim: Claim) -> Claim:
    claim.refresh_from_db()
    return claim


def publish(newsroom: Newsroom, claim: Claim) -> None:
    publish_claim(claim=claim, version=fresh(claim).version, by=newsroom.cast.ed)


def happen_later(newsroom: Newsroom) -> None:
    """Everything that can still be done to such a record."""
    sent, successor, lost, draft = Claim.objects.order_by("code")
    alice, ed = newsroom.cast.alice, newsroom.cast.ed
    undo_decision(decision=lost.decisions.get(), version=lost.version, by=ed, reason="A slip.")
    describe_anew(newsroom)
    again = newsroom.says(sent, "Kremlin", Stance.NOT_CONFIRMED, via=("Tass",))
    newsroom.says(sent, "Kremlin", Stance.DENIES, supersedes=again, figure="some 12,000")
    newsroom.says(lost, "Ukraine", quote=LOST, article=newsroom.article())
    newsroom.says(lost, supersedes=lost.attributions.earliest("ledger_seq"), quote=QUOTE)
    add_evidence(claim=lost, draft=EvidenceDraft(title="A list"), by=alice)
    newsroom.decides(lost, reason="The list.")
    reword_claim(
        claim=fresh(successor), version=fresh(successor).version, text="Eleven thousand went.",
        topic=create_topic(name="A new story", prefix="AN", by=alice), reason="Plainer.", by=ed,
        parties=[newsroom.source("Tass")],
    )  # fmt: skip
    newsroom.decides(
        sent, Status.SUPERSEDED, reason="See the new one.", public_note="Better told.",
        successor=fresh(successor),
    )  # fmt: skip
    newsroom.decides(sent, Status.RETRACTED, newsroom.cast.cho, reason="Wrong.", public_note="It was wrong.")
    withdraw_claim(claim=sent, note="Nobody said so.", version=fresh(sent).version, by=ed)
    correct_claim(claim=lost, note="A list was found.", version=fresh(lost).version, by=ed)
    publish(newsroom, draft)
    fifth = newsroom.published("A fifth claim.")
    newsroom.says(fifth, "Tass", article=newsroom.article(f"{STORY} Later.", headline="A later story"))
    merge_sources(
        duplicate=Source.objects.get(slug="kremlin"), into=Source.objects.get(slug="yonhap"),
        reason="The same desk.", by=newsroom.cast.cho,
    )  # fmt: skip
    describe_topic(
        topic=newsroom.topic(), name="Soldiers abroad", description="A new name.", retired=True, by=ed
    )


def describe_anew(newsroom: Newsroom) -> None:
    jcs = Source.objects.get(slug="joint-chiefs-of-staff")
    state, kremlin = Source.objects.get(slug="south-korea"), Source.objects.get(slug="kremlin")
    yonhap = Source.objects.get(slug="yonhap")
    wire = Source.objects.get(slug="the-example-wire")
    grade_source(source=jcs, reliability=Reliability.B, note="Mostly right.", by=newsroom.cast.cho)
    for source, name in ((jcs, "The General Staff"), (state, "Republic of Korea"), (wire, "Example News")):
        describe(newsroom, source, name, None)
    describe(newsroom, kremlin, "Moscow", newsroom.source("Russia"))
    describe(newsroom, yonhap, "Yonhap News Agency", state)
    add_alias(source=jcs, text="합동참모본부", by=newsroom.cast.alice)
    relate_sources(
        one=jcs, other=kremlin, by=newsroom.cast.cho, note="On second thoughts.",
        kind=RelationKind.QUOTES_HABITUALLY, independence=Independence.NOT_INDEPENDENT,
    )  # fmt: skip


def describe(newsroom: Newsroom, source: Source, name: str, parent: Source | None) -> None:
    describe_source(
        source=source, by=newsroom.cast.alice, name=name, kind=SourceKind.NGO, parent=parent, country="KP",
        position_note="It has an interest.",
    )  # fmt: skip


def addresses(newsroom: Newsroom, moment: datetime) -> dict[str, str]:
    article = newsroom.article().pk
    places = {"article": article, "hidden": article + 1, "later": article + 2}
    as_of = f"as_of={moment:%Y-%m-%dT%H:%M:%S.%fZ}"
    return {
        kind: f"{address.format(**places)}{'&' if '?' in address else '?'}{as_of}"
        for kind, address in PAGES.items()
    }


def test_the_same_moment_gives_the_same_pages_for_good(client: Client, story: Newsroom) -> None:
    pages = addresses(story, timezone.now())
    before = {kind: client.get(address) for kind, address in pages.items()}
    expected = {kind: 404 if kind in NOT_THERE else 400 if kind in REFUSED else 200 for kind in PAGES}
    assert {kind: answer.status_code for kind, answer in before.items()} == expected
    happen_later(story)
    after = {kind: client.get(address) for kind, address in pages.items()}
    assert {kind: answer.content.decode() for kind, answer in after.items()} == {
        kind: answer.content.decode() for kind, answer in before.items()
    }
    # A source that was merged since leads to the one that is kept.
    today = {kind: client.get(address.split("as_of")[0], follow=True) for kind, address in pages.items()}
    assert [kind for kind, answer in today.items() if answer.status_code != 200] == []
    assert [kind for kind in PAGES if today[kind].content == after[kind].content] == []


def test_the_same_moment_gives_programs_the_same_bytes_for_good(client: Client, story: Newsroom) -> None:
    as_of = f"as_of={timezone.now():%Y-%m-%dT%H:%M:%S.%fZ}"
    asked = [f"{address}{'&' if '?' in address else '?'}{as_of}" for address in FOR_PROGRAMS]
    before = {address: client.get(address).content for address in asked}
    happen_later(story)
    assert {address: client.get(address).content for address in asked} == before
    today = {address: client.get(address.split(as_of)[0]) for address in asked}
    assert {answer.status_code for answer in today.values()} == {200}
    assert [address for address in asked if today[address].content == before[address]] == []


def test_the_desk_too_sees_the_same_for_good(client: Client, story: Newsroom) -> None:
    client.force_login(story.cast.ed)
    pages = addresses(story, timezone.now())
    before = {kind: client.get(address).content.decode() for kind, address in pages.items()}
    happen_later(story)
    assert {kind: client.get(address).content.decode() for kind, address in pages.items()} == before


@pytest.mark.parametrize("name", FILES)
def test_the_same_moment_gives_the_same_files_for_good(
    client: Client, story: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    as_of = f"{timezone.now():%Y-%m-%dT%H:%M:%S.%fZ}"

    def taken() -> list[bytes]:
        served = b"".join(client.get(f"/ledger/{name}.csv", {"as_of": as_of}))
        printed = BytesIO()
        monkeypatch.setattr("sys.stdout", TextIOWrapper(printed, write_through=True))
        call_command("export_ledger", name, "--as-of", as_of)
        described = client.get(f"/ledger/{name}.csv-metadata.json", {"as_of": as_of}).json()
        # The newest signed head is new by its nature: against it a file of any age can be checked.
        described["prov:wasGeneratedBy"].pop("ledger_checkpoint")
        return [served, printed.getvalue(), repr(described).encode()]

    before = taken()
    assert before[0] == before[1]
    happen_later(story)
    assert taken() == before


def test_a_page_of_a_moment_says_so_and_leads_to_today(
    client: Client, story: Newsroom, subtests: pytest.Subtests
) -> None:
    asked = addresses(story, timezone.now())
    for kind in sorted(PAGES.keys() - NOT_THERE - REFUSED):
        with subtests.test(kind):
            says_so_and_leads_to_today(client, asked[kind])


def says_so_and_leads_to_today(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    assert page.count("As known on <time") == 1
    assert '<meta name="robots" content="noindex">' in page
    canonical = page.split('rel="canonical" href="')[1].split('"')[0]
    assert canonical == f"http://localhost:8000{address.split('?')[0]}"
    today = page.split('Much may have changed. <a href="')[1].split('"')[0]
    assert "as_of" not in today
    assert client.get(today).status_code == 200
    assert "As known on <time" not in client.get(today).content.decode()


@pytest.mark.parametrize(
    "address", [PAGES[kind] for kind in ("claim", "source that denies", "topic", "article")]
)
def test_before_it_was_there_the_page_says_that_it_was_not(
    client: Client, newsroom: Newsroom, address: str
) -> None:
    newsroom.says(newsroom.published(), "Kremlin")
    address = address.format(article=newsroom.article().pk)
    answer = client.get(address, {"as_of": "2020-01-01"})
    assert answer.status_code == 404
    assert "on the public record at that moment" in answer.content.decode()
    assert address in answer.content.decode()
    client.force_login(newsroom.cast.ed)
    assert client.get(address, {"as_of": "2020-01-01"}).status_code == 404


def test_a_list_before_anything_was_there_is_empty(
    client: Client, story: Newsroom, subtests: pytest.Subtests
) -> None:
    for address in ("/claims/", "/sources/", "/topics/", "/articles/", "/corrections/"):
        with subtests.test(address):
            page = client.get(address, {"as_of": "2020-01-01"})
            assert page.status_code == 200
            assert 'class="empty"' in page.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/sources/",
        "/sources/kremlin/",
        "/topics/",
        "/topics/a/",
        "/articles/",
        "/articles/1/",
        "/corrections/",
    ],
)
@pytest.mark.parametrize("as_of", ["yesterday", "2025-02-30", f"{timezone.now().year + 1}-01-01"])
def test_a_moment_that_cannot_be_is_refused(client: Client, db: None, address: str, as_of: str) -> None:
    answer = client.get(address, {"as_of": as_of})
    assert answer.status_code == 400
    assert "as_of" in answer.content.decode()


def test_links_of_an_earlier_moment_stay_in_it(client: Client, story: Newsroom) -> None:
    pages = addresses(story, timezone.now())
    for kind in ("sources", "source", "topics", "topic", "articles", "article", "corrections"):
        main = client.get(pages[kind]).content.decode().split("<main")[1].split("</main")[0]
        body = main.split("Show it as of now</a>")[1]
        inside = [part.split('"')[0] for part in body.split('href="/')[1:]]
        # How we check, and the feeds, are of today alone.
        of_today = ("methodology", "feeds/", "ledger/changes/")
        out = [link for link in inside if "as_of=" not in link and not link.startswith(of_today)]
        assert out == [], kind
