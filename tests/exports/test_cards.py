"""The picture of a claim: every status, letters of any script, and never an empty box for a letter."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from factcheck.exports.card_fonts import SANS, SERIF, drawable, is_right_to_left, lettering
from factcheck.exports.cards import Card, draw_card
from factcheck.rules.statuses import LABELS, Status

CARD = Card(Status.CONFIRMED, "Confirmed", "Soldiers came in May.", "Said by one", "NK-0001", "The Desk")
PRIVATE = "\U000f0000"
WHERE_THE_CLAIM_STANDS = (60, 180, 1200, 500)


def picture(card: Card) -> Image.Image:
    image = Image.open(BytesIO(draw_card(card)))
    assert image.size == (1200, 630)
    return image


def claim_of(card: Card) -> Image.Image:
    return picture(card).crop(WHERE_THE_CLAIM_STANDS)


def is_empty(image: Image.Image) -> bool:
    return len(image.getcolors(1 << 20) or []) == 1


def test_each_status_looks_its_own_way_even_without_colours() -> None:
    # The sign alone, in grey: a status is never told by its colour.
    signs = [
        picture(replace(CARD, status=status, word="x")).crop((60, 30, 180, 140)).convert("1")
        for status in Status
    ]
    for place, one in enumerate(signs):
        for other in signs[place + 1 :]:
            assert ImageChops.difference(one.convert("L"), other.convert("L")).getbbox()
    assert len({draw_card(replace(CARD, status=status, word=LABELS[status])) for status in Status}) == 5


def test_the_longest_claim_stays_within_its_place() -> None:
    for text in ("W" * 280, "A word " * 40, "Ж" * 140 + " " + "ё" * 139):
        image = picture(replace(CARD, text=text))
        beside = image.crop((1200 - 60, 180, 1200, 630))
        assert is_empty(beside), text
        assert not is_empty(claim_of(replace(CARD, text=text)))


def test_a_claim_in_letters_that_no_font_has_is_left_out() -> None:
    assert is_empty(claim_of(replace(CARD, text=f"Some {PRIVATE} letters")))
    assert not is_empty(claim_of(CARD))
    # The other lines stand and fall for themselves.
    draw_card(replace(CARD, who=PRIVATE, site_name=PRIVATE))


@pytest.mark.parametrize("text", ["", " ", "\u200b\u202e", "\x00\x01", "\u0301", "\u200d"])
def test_a_claim_of_nothing_that_shows_makes_a_picture_all_the_same(text: str) -> None:
    picture(replace(CARD, text=text, who=text, site_name=text))


def test_the_house_fonts_have_the_letters_that_they_are_said_to_have() -> None:
    for family in (SERIF, SANS):
        for text in ("Kovářová Šostakovič ĂăŐő “–” 3,000", "Солдаты і Ґанок, 3 000 №"):
            found = lettering(drawable(text), family)
            assert found is not None and found.whole is None
            runs = found.runs(drawable(text))
            assert "".join(run.text for run in runs) == drawable(text)
            assert all("static/fonts" in run.face.path for run in runs)


@pytest.mark.parametrize(
    "text", ["북한이 병력을 파견했다", "兵士がロシアへ", "أرسلت كوريا (NATO) 3 جنود", "तस्वीर", "สามพัน"]
)
def test_other_scripts_are_drawn_where_the_system_has_a_font_and_left_out_where_not(text: str) -> None:
    found = lettering(drawable(text), SERIF)
    assert is_empty(claim_of(replace(CARD, text=text))) == (found is None)


def test_without_fontconfig_other_scripts_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    # Letters that no other test draws: what was found once is kept.
    assert lettering("ᚠᚢᚦᚨ", SERIF) is None
    assert lettering("Plain words", SERIF) is not None


def test_composed_and_plain_spellings_are_one() -> None:
    assert drawable("e\u0301 \n \u202e x") == "é x"
    assert is_right_to_left("3 أرسلت abc") and not is_right_to_left("3 abc أرسلت")


def test_the_digest_changes_with_whatever_is_drawn() -> None:
    others = [
        replace(CARD, **{name: "other"})  # type: ignore[arg-type]
        for name in ("word", "text", "who", "code", "site_name")
    ]
    assert len({CARD.digest, replace(CARD, status=Status.DISPUTED).digest, *(o.digest for o in others)}) == 7
