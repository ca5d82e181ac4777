"""Where hits stand in a text."""

import pytest

from factcheck.rules.highlight import pieces, runs_parted, without_idle_marks, words_of


@pytest.mark.parametrize(
    ("text", "q", "marked"),
    [
        ("The bridge is closed.", "bridges", "bridge"),
        ("The brig sank.", "bridge", ""),
        ("Troops were deployed.", "deploys", "deployed"),
        ("It is an art.", "art", "art"),
        ("An article.", "art", ""),
        ("북한군이 러시아에", "러시아 북한", "북한|러시아"),
        ("солдат в Россию", "солдаты", "солдат"),
        ("<b>bridge</b>", "bridge b", "b|bridge|b"),
        ("STRASSE", "straße", "STRASSE"),
        ("bridge", "-bridge", ""),
        ("bridge", "", ""),
    ],
)
def test_hits_are_marked(text: str, q: str, marked: str) -> None:
    cut = pieces(text, words_of(q))
    assert "".join(piece.text for piece in cut) == text
    assert "|".join(piece.text for piece in cut if piece.is_hit) == marked


def test_minuses_before_no_word_go() -> None:
    assert without_idle_marks("--- a --b -c d-") == "  a -b -c d "


def test_runs_without_blanks_are_parted_into_pairs() -> None:
    assert runs_parted("북한군 in 俄") == "북한 한군 in 俄"
