"""POST /desk/articles/<id>/record/: a claim and who says it, as a plain form and by HTMX."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from factcheck.models import Article, Attribution, Claim, Source, Span, Topic
from factcheck.rules.figures import Basis
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Status
from factcheck.rules.vocabulary import HopMode, SourceKind
from tests.cast import STORY, Newsroom

HTMX = {"HX-Request": "true", "HX-Target": "record"}
QUOTE = "4,000 became casualties"
TEXT = "North Korean forces had 4,000 casualties."


@pytest.fixture
def article(newsroom: Newsroom) -> Article:
    newsroom.topic()
    for name in ("South Korea", "United States", "Russia", "Joint Chiefs of Staff", "Tass"):
        newsroom.source(name)
    return newsroom.article()


@pytest.fixture
def alice(client: Client, newsroom: Newsroom) -> Client:
    client.force_login(newsroom.cast.alice)
    return client


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "text": TEXT,
        "topic": Topic.objects.get(prefix="NK").pk,
        "source": ["Joint Chiefs of Staff", ""],
        "stance": "affirms",
        "cue": "said",
        "quote": QUOTE,
        "save": "1",
    } | changes


def send(client: Client, article: Article, headers: dict[str, str] | None = None, **changes: Any) -> Any:
    return client.post(reverse("desk:record", args=[article.pk]), typed(**changes), headers=headers or {})


def assert_refused(response: HttpResponse, *words: str) -> str:
    """422, the words shown, everything typed still there, nothing on record."""
    page = response.content.decode()
    assert response.status_code == 422
    for part in words:
        assert part in page
    assert "data-error-summary" in page
    assert not Attribution.objects.exists() and not Claim.objects.exists()
    return page


def test_a_reporter_records_a_claim_and_who_says_it(alice: Client, article: Article) -> None:
    response = send(alice, article)
    assert (response.status_code, response["Location"]) == (303, f"/desk/articles/{article.pk}/")
    attribution = Attribution.objects.get()
    assert attribution.claim.text == TEXT
    assert (attribution.source.name, attribution.stance, attribution.cue) == (
        "Joint Chiefs of Staff", Stance.AFFIRMS, "said",
    )  # fmt: skip
    span = Span.objects.get()
    assert STORY[span.start : span.end] == span.exact == QUOTE
    page = alice.get(response["Location"]).content.decode()
    assert "recorded: Joint Chiefs of Staff: affirms" in page
    assert f'href="/desk/claims/{attribution.claim.code}/"' in page


def test_htmx_gets_marks_claims_and_an_empty_form(alice: Client, article: Article) -> None:
    response = send(alice, article, HTMX)
    page = response.content.decode()
    assert response.status_code == 200
    assert "HX-Request" in response["Vary"]
    assert "<html" not in page
    assert 'id="record-said" hx-swap-oob' in page and "NK-0001" in page
    assert 'id="mark-1"' in page and 'id="note-1"' in page
    assert f">{TEXT}</textarea>" not in page


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_two_sources_of_one_sentence_are_two_attributions(
    alice: Client, article: Article, headers: dict[str, str]
) -> None:
    send(alice, article, headers, source=["United States", "South Korea", ""])
    claim = Claim.objects.get()
    assert {one.source.name for one in claim.attributions.all()} == {"United States", "South Korea"}
    assert {one.quote for one in claim.attributions.all()} == {QUOTE}


def test_save_and_more_keeps_claim_and_words(alice: Client, article: Article) -> None:
    response = send(alice, article, save_and_more="1")
    start = STORY.index(QUOTE)
    address = f"/desk/articles/{article.pk}/?claim=NK-0001&words={start}-{start + len(QUOTE)}#record"
    assert (response.status_code, response["Location"]) == (303, address)
    form = alice.get(address).context["form"]
    assert (form["claim"].value(), form["quote"].value()) == ("NK-0001", QUOTE)
    assert not form["source"].value() and not form["stance"].value() and not form["cue"].value()
    by_htmx = send(alice, article, HTMX, text="", claim="NK-0001", source=["Russia"], save_and_more="1")
    form = by_htmx.context["form"]
    assert (form["claim"].value(), form["quote"].value()) == ("NK-0001", QUOTE)
    assert not form["source"].value()


def test_a_claim_on_record_gets_one_more_source(alice: Client, article: Article, newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    send(alice, article, text="", claim=claim.code.lower(), source=["Russia"], stance="not_confirmed")
    claim.refresh_from_db()
    assert Claim.objects.count() == 1
    assert claim.sources_not_confirming == [Source.objects.get(name="Russia").pk]


def test_a_source_replaces_what_it_said_before(alice: Client, article: Article, newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    earlier = newsroom.says(claim, "Russia", Stance.NOT_CONFIRMED)
    send(alice, article, text="", claim=claim.code, source=["Russia"], stance="denies", replaces=earlier.pk)
    assert Attribution.objects.get(stance="denies").supersedes == earlier


def test_an_unknown_source_is_asked_about_and_then_made(alice: Client, article: Article) -> None:
    page = assert_refused(
        send(alice, article, source=["Jont Chiefs of Staf"]), "new_source_kind", TEXT, QUOTE
    )
    assert ">Joint Chiefs of Staff</option>" in page
    assert not Source.objects.filter(name="Jont Chiefs of Staf").exists()
    send(alice, article, source=["Coast Guard"], relay=["Yonhap"], new_source_kind="agency")
    hops = Attribution.objects.get().hops.order_by("position")
    assert [hop.source.name for hop in hops] == ["Coast Guard", "Yonhap", "The Example Wire"]
    assert Source.objects.get(name="Coast Guard").kind == SourceKind.AGENCY


def test_each_unknown_name_gets_its_own_answer(alice: Client, article: Article) -> None:
    answers: dict[str, Any] = {
        "new_source": ["Coast Guard", "Jonit Chiefs"],
        "new_source_kind": ["agency", "=joint-chiefs-of-staff"],
    }
    send(alice, article, source=["Coast Guard", "Jonit Chiefs"], **answers)
    assert {one.source.name for one in Attribution.objects.all()} == {"Coast Guard", "Joint Chiefs of Staff"}


def test_an_answer_for_one_name_is_not_taken_for_another(alice: Client, article: Article) -> None:
    answers: dict[str, Any] = {"new_source": ["Coast Guard"], "new_source_kind": ["agency"]}
    assert_refused(send(alice, article, source=["Harbour Watch"], **answers), "Harbour Watch")


def test_a_chain_that_comes_back_to_its_source_keeps_the_words(alice: Client, article: Article) -> None:
    assert_refused(
        send(alice, article, source=["Tass"], relay=["Tass"]), "twice", TEXT, QUOTE, 'value="Tass"'
    )


def test_each_step_of_a_chain_keeps_its_verb_and_manner(alice: Client, article: Article) -> None:
    send(
        alice, article, source=["Russia"], relay=["", "Tass", "Yonhap"], new_source_kind="wire",
        relay_cue=["", "reported", "cited Tass"], relay_mode=["paraphrase", "verbatim", "translation"],
    )  # fmt: skip
    hops = Attribution.objects.get().hops.order_by("position")
    assert [(hop.source.name, hop.cue, hop.mode) for hop in hops] == [
        ("Russia", "said", HopMode.PARAPHRASE),
        ("Tass", "reported", HopMode.VERBATIM),
        ("Yonhap", "cited Tass", HopMode.TRANSLATION),
        ("The Example Wire", "", HopMode.PARAPHRASE),
    ]


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ({"relay": ["Tass", "Yonhap", "Tass"]}, "twice"),
        ({"relay": ["Tass"], "relay_cue": ["x" * 121]}, "too long"),
        ({"relay": ["Tass"], "relay_mode": ["shouted"]}, "no way of giving words"),
        ({"relay": ["Tass", ""], "relay_cue": ["", "reported it"]}, "without a name"),
    ],
)
def test_a_chain_that_cannot_be_is_refused_with_its_lines_kept(
    alice: Client, article: Article, newsroom: Newsroom, steps: dict[str, Any], words: str
) -> None:
    newsroom.source("Yonhap")
    page = assert_refused(send(alice, article, source=["Russia"], **steps), words, TEXT)
    assert page.count('value="Tass"') == steps["relay"].count("Tass")
    assert all(f'value="{cue}"' in page for cue in steps.get("relay_cue", []) if cue)


def test_a_claim_like_the_new_one_is_offered_and_used_instead(
    alice: Client, article: Article, newsroom: Newsroom
) -> None:
    claim = newsroom.claim("North Korean forces suffered 4,000 casualties.")
    found = alice.get(reverse("desk:claim_likely"), {"text": TEXT}).content.decode()
    assert f'name="use_claim" value="{claim.code}"' in found
    assert "use_claim" not in alice.get(reverse("desk:claim_likely"), {"text": "No"}).content.decode()
    shown = send(alice, article, use_claim=claim.code)
    form = shown.context["form"]
    assert shown.status_code == 200
    assert (form["claim"].value(), form["text"].value(), form["quote"].value()) == (claim.code, "", QUOTE)
    assert not Attribution.objects.exists()


def test_a_claim_that_is_over_is_not_offered(alice: Client, article: Article, newsroom: Newsroom) -> None:
    claim = newsroom.claim("North Korean forces suffered 4,000 casualties.")
    newsroom.decides(claim, Status.RETRACTED, by=newsroom.cast.cho, public_note="It was a slip of ours.")
    assert "use_claim" not in alice.get(reverse("desk:claim_likely"), {"text": TEXT}).content.decode()


def test_a_refused_form_offers_claims_like_the_new_one(
    alice: Client, article: Article, newsroom: Newsroom
) -> None:
    claim = newsroom.claim("North Korean forces suffered 4,000 casualties.")
    page = send(alice, article, stance="").content.decode()
    assert f'name="use_claim" value="{claim.code}"' in page


@pytest.mark.parametrize(
    ("quote", "words"),
    [("4,000 were killed", "not in the article"), ("soldiers", "more than once"), ("", "Select the words")],
)
def test_words_must_stand_in_the_article(alice: Client, article: Article, quote: str, words: str) -> None:
    assert_refused(send(alice, article, quote=quote), words, TEXT)


def test_the_place_selected_decides_between_equal_words(alice: Client, article: Article) -> None:
    second = STORY.index("soldiers", STORY.index("soldiers") + 1)
    send(alice, article, quote="soldiers", start=second, end=second + len("soldiers"))
    assert Span.objects.get().start == second


def test_words_may_come_back_with_other_blanks(alice: Client, article: Article) -> None:
    send(alice, article, quote="the South said.\r\n\r\n“Of some 11,000")
    span = Span.objects.get()
    assert span.exact == STORY[span.start : span.end] == "the South said.\n\n“Of some 11,000"


def test_a_position_that_lies_does_not_move_the_words(alice: Client, article: Article) -> None:
    send(alice, article, start="3", end="9")
    assert Span.objects.get().exact == QUOTE


def test_a_figure_is_saved_only_as_it_was_shown(alice: Client, article: Article) -> None:
    figure: dict[str, Any] = {"figure": "another 3,000 soldiers or more", "measure": "deployed"}
    page = assert_refused(
        send(alice, article, **figure), "Read as: 3,000 or more. Save again if that is right."
    )
    assert 'name="figure_shown" value="[3000, ∞)"' in page
    assert_refused(send(alice, article, figure_shown="[4000, ∞)", **figure), "Save again")
    send(alice, article, figure_shown="[3000, ∞)", basis="stock", population="soldiers", **figure)
    quantity = Attribution.objects.get().quantity
    assert quantity.verbatim == "another 3,000 soldiers or more"
    assert (quantity.low, quantity.high, quantity.population) == (Decimal(3000), None, "soldiers")
    # The editor who chose has read the words too.
    assert quantity.basis == Basis.STOCK


@pytest.mark.parametrize(
    ("figure", "chosen", "basis"),
    [
        ("4,000", "", Basis.CUMULATIVE),
        ("4,000", "stock", Basis.STOCK),
        ("4,000 more", "", Basis.ADDITIONAL),
    ],
)
def test_a_basis_is_what_was_chosen_or_else_what_the_words_say(
    alice: Client, article: Article, figure: str, chosen: str, basis: Basis
) -> None:
    send(alice, article, figure=figure, measure="deployed", figure_shown="[4000, 4000]", basis=chosen)
    assert Attribution.objects.get().quantity.basis == basis


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"figure": "a great many", "measure": "deployed"}, "a great many"),
        ({"figure": "4,000", "figure_shown": "[4000, 4000]"}, "Say what the figure counts"),
        ({"measure": "deployed"}, "Write the figure"),
        ({"text": "x" * 281}, "281 characters"),
        ({"text": ""}, "Write the claim"),
        ({"claim": "NK-9999", "text": ""}, "no claim with the code NK-9999"),
        ({"topic": ""}, "Choose the topic"),
        ({"new_topic": "Ferries"}, "Give its prefix"),
        ({"new_topic": "Ferries", "new_topic_prefix": "NK"}, "Another topic"),
        ({"new_topic": "Ferries", "new_topic_prefix": "1"}, "one to six letters"),
        ({"event_from": "2025-02-30"}, "There is no such day"),
        ({"event_from": "2025-02-02", "event_to": "2025-02-01"}, "ends before it begins"),
        ({"said_on": "2025-13-01"}, "There is no such day"),
        ({"said_on": "01/02/2025"}, "There is no such day"),
        ({"as_of": "yesterday"}, "There is no such day"),
        ({"stance": ""}, "Say what the source does"),
        ({"stance": "agrees"}, "agrees"),
        ({"stance": "retracted"}, "nothing on record here that it could withdraw"),
        ({"source": ["", ""]}, "Say who says it"),
        ({"source": ["–"]}, "is no name"),
        ({"source": ["a\x00b"]}, "is no name"),
        ({"quote": "a\x00b"}, "Null characters"),
        ({"claim": "a\x00b"}, "Null characters"),
        ({"relay": ["x" * 201]}, "is no name"),
        ({"credibility": "7"}, "7"),
        ({"replaces": "1"}, "does not stand on this claim"),
        ({"cue": "x" * 121}, "121"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_refusal_keeps_what_was_typed_and_records_nothing(
    alice: Client, article: Article, changes: dict[str, Any], words: str, headers: dict[str, str]
) -> None:
    given = {"place": "Kursk", "parties": "Russia, South Korea", "hedge": "appeared to"} | changes
    page = assert_refused(send(alice, article, headers, **given), words)
    assert 'value="Kursk"' in page and "Russia, South Korea" in page and 'value="appeared to"' in page


def test_a_claim_on_record_and_a_new_one_are_one_too_many(
    alice: Client, article: Article, newsroom: Newsroom
) -> None:
    claim = newsroom.claim()
    response = send(alice, article, claim=claim.code)
    assert response.status_code == 422
    assert "not both" in response.content.decode()


def test_a_new_claim_takes_its_frame_and_its_topic_along(alice: Client, article: Article) -> None:
    send(
        alice, article, new_topic="Casualties", new_topic_prefix="ca", event_from="2025-01-01",
        event_to="2025-02-28", place="Kursk", parties="Russia\nSouth Korea",
        said_on="2025-03-27", as_of="2025-02-28", credibility="3", mode="verbatim", hedge="appeared to",
    )  # fmt: skip
    claim, attribution = Claim.objects.get(), Attribution.objects.get()
    assert (claim.code, claim.topic.name, claim.place) == ("CA-0001", "Casualties", "Kursk")
    assert claim.event_during.lower.isoformat() == "2025-01-01"
    assert {party.name for party in claim.versions.get().parties.all()} == {"Russia", "South Korea"}
    assert (attribution.credibility, attribution.hedge) == (3, "appeared to")
    assert attribution.said_on == date(2025, 3, 27)
    assert attribution.hops.get(position=0).mode == HopMode.VERBATIM


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("button", ["add_source", "add_relay"])
def test_one_more_line_judges_and_loses_nothing(
    alice: Client, article: Article, headers: dict[str, str], button: str
) -> None:
    response = send(alice, article, headers, text="", place="Kursk", source=["A", "B"], **{button: "1"})
    page = response.content.decode()
    assert response.status_code == 200
    assert 'value="Kursk"' in page and QUOTE in page and "data-error-summary" not in page
    assert page.count('name="source"') == 2 + (button == "add_source")
    assert page.count('name="relay"') == 1 + (button == "add_relay")
    assert not Attribution.objects.exists()


def test_a_stranger_is_asked_to_sign_in(client: Client, article: Article) -> None:
    response = send(client, article)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")
    assert not Claim.objects.exists()


def test_a_closed_account_records_nothing(alice: Client, article: Article, newsroom: Newsroom) -> None:
    newsroom.cast.alice.is_active = False
    newsroom.cast.alice.save()
    assert send(alice, article).status_code == 302
    assert not Claim.objects.exists()


def test_recording_is_a_post(alice: Client, article: Article) -> None:
    assert alice.get(reverse("desk:record", args=[article.pk])).status_code == 405


def test_there_is_no_recording_from_an_article_that_is_not_there(alice: Client, article: Article) -> None:
    response = alice.post(reverse("desk:record", args=[article.pk + 1]), typed())
    assert response.status_code == 404
