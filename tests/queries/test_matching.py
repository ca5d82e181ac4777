import pytest
from django.db import connection

from factcheck.models import Claim
from factcheck.queries.ledger_guards import missing_guards
from factcheck.queries.matching import LONGEST, matching_articles, matching_claims
from factcheck.rules.statuses import Status
from tests.cast import STORY, Newsroom

pytestmark = pytest.mark.django_db


def found(text: str) -> list[Claim]:
    return [match.claim for match in matching_claims(text)]


@pytest.mark.parametrize(
    ("claim", "typed"),
    [
        (
            "North Korea has sent up to 12,000 soldiers to Russia.",
            "12000 North Korean soldiers in Russia",
        ),
        ("The bridge is open again.", "look #BridgeIsOpen"),
        ("북한이 러시아에 병력을 파병했다.", "북한 병력 파병"),
        ("朝鲜向俄罗斯派遣了士兵。", "朝鲜派遣士兵"),
        ("Северокорейские солдаты прибыли в Россию.", "северокорейских солдат в России"),
        ("The minister resigned on Tuesday.", "ministers resigning"),
    ],
)
def test_a_claim_is_found_in_other_words(newsroom: Newsroom, claim: str, typed: str) -> None:
    newsroom.claim("Ferries cross the strait every hour.")
    meant = newsroom.claim(claim)
    assert found(typed)[:1] == [meant]


def test_the_best_comes_first_with_its_reason(newsroom: Newsroom) -> None:
    newsroom.claim("Soldiers marched through Seoul.")
    meant = newsroom.claim("North Korea has sent up to 12,000 soldiers to Russia.")
    best = matching_claims("Some 12,000 soldiers of North Korea are in Russia")[0]
    assert best.claim == meant
    assert "the same words: North, Korea, soldiers, Russia" in best.reason
    assert "the same figure: 12,000" in best.reason
    assert 0 < best.score <= 1


def test_the_very_same_claim_says_so(newsroom: Newsroom) -> None:
    newsroom.claim("The bridge is closed.")
    assert matching_claims("the bridge is closed")[0].reason == "word for word the same"


def test_a_slip_of_the_pen_does_not_hide_a_claim(newsroom: Newsroom) -> None:
    meant = newsroom.claim("Schwarzenegger visited Kirkenes")
    best = matching_claims("Schwarzeneger vissited Kirkeness")[0]
    assert (best.claim, best.reason) == (meant, "spelt alike")


def test_a_claim_is_found_by_the_words_it_was_taken_from(newsroom: Newsroom) -> None:
    claim = newsroom.claim("Casualties among the soldiers number 4,000.")
    newsroom.says(claim, quote="4,000 became casualties")
    best = matching_claims("Of some 11,000 soldiers sent, 4,000 became casualties")[0]
    assert best.claim == claim
    assert best.reason.startswith("the same quote in “")


def test_claims_that_are_over_are_left_out_unless_asked_for(newsroom: Newsroom) -> None:
    claim = newsroom.claim("The bridge is closed.")
    newsroom.says(claim)
    newsroom.decides(
        claim, Status.RETRACTED, newsroom.cast.cho,
        reason="It was another bridge.", public_note="We were told of another bridge.",
    )  # fmt: skip
    assert found("The bridge is closed") == []
    assert [match.claim for match in matching_claims("The bridge is closed", over_too=True)] == [claim]


def test_reworded_claims_are_found_by_their_new_words_only(newsroom: Newsroom) -> None:
    claim = newsroom.claim("The bridge is closed.")
    Claim.objects.filter(pk=claim.pk).update(text="The tunnel was flooded.")
    assert found("flooded tunnel") == [claim]
    assert found("bridge closed") == []


def test_words_that_nobody_shares_find_nothing(newsroom: Newsroom) -> None:
    newsroom.claim("The bridge is closed.")
    assert found("Wheat harvests doubled") == []


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00", "%", "' | 'a", "\\", "a & b | !c:*", "(" * 5000, "x " * 50_000,
     "1," * 9000, "가" * 9000,
     "👍🏽", "\u202e\u200b", "a.b.c" * 999, "Aa" * 5000],
)  # fmt: skip
def test_hostile_words_are_bounded_and_break_nothing(newsroom: Newsroom, text: str) -> None:
    newsroom.claim("The bridge is closed.")
    assert matching_claims(text) == []
    assert matching_articles(text) == []


def test_words_far_down_a_long_text_are_not_read(newsroom: Newsroom) -> None:
    newsroom.claim("The bridge is closed.")
    assert found("ferry " * LONGEST + "The bridge is closed.") == []


def test_common_words_alone_find_claims_by_their_pairs(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = newsroom.claim("The bridge is closed.")
    monkeypatch.setattr("factcheck.queries.matching.ROWS", 0)
    assert found("closed bridge") == [claim]


def test_a_story_that_was_hardly_changed_is_known(newsroom: Newsroom) -> None:
    story = STORY + " The figures come from the Joint Chiefs of Staff, who gave no names and no places."
    first = newsroom.article(story)
    other = newsroom.article("Ferries cross the strait every hour, and nobody has counted who is on board.")
    changed = story.replace("March 27", "March 28") + " Nothing more was known."
    assert [match.article for match in matching_articles(changed)] == [first]
    assert matching_articles(story, besides=first) == []
    assert [match.share for match in matching_articles(other.body_text)] == [1]


def test_the_functions_of_the_search_are_as_the_migrations_made_them() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_function_privilege('factcheck_web', 'claim_words(text, text)', 'EXECUTE')")
        assert cursor.fetchone()[0]
    ours = ("claim_words", "article_signature")
    assert [gap for gap in missing_guards() if any(name in gap for name in ours)] == []
