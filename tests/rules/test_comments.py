import pytest

from factcheck.rules.comments import names_mentioned, pieces_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@cho please look", ["cho"]),
        ("Please look, @Cho.", ["cho"]),
        ("(@cho, @ed: see @cho)", ["cho", "ed"]),
        ("Write to ed@paper.example", []),
        ("@ed@paper.example knows", ["ed@paper.example"]),
        ("@김하나 확인 부탁", ["김하나"]),
        ("@ alone, @@ twice, @...", []),
        ("https://example.org/@cho is an address", []),
    ],
)
def test_names_are_read_from_a_comment(text: str, names: list[str]) -> None:
    assert names_mentioned(text) == names


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("no more", [("no more", "")]),
        (
            "See https://a.example/b.",
            [("See ", ""), ("https://a.example/b", "https://a.example/b"), (".", "")],
        ),
        ("(https://a.example/x_(y))", [("(", ""), ("https://a.example/x_(y))", "https://a.example/x_(y))")]),
        ("javascript:alert(1)", [("javascript:alert(1)", "")]),
        ("http://", [("http://", "")]),
        ("<b>@cho</b>", [("<b>", ""), ("@cho", ""), ("</b>", "")]),
    ],
)
def test_addresses_can_be_followed_and_all_else_is_plain(text: str, pieces: list[tuple[str, str]]) -> None:
    assert [(piece.words, piece.href) for piece in pieces_of(text, {"cho"})] == pieces


def test_no_word_of_a_comment_is_lost() -> None:
    text = "@cho, see https://a.example/?q=1&r=2! @nobody. " * 50
    assert "".join(piece.words for piece in pieces_of(text, {"cho"})) == text
    assert {piece.words for piece in pieces_of(text, {"cho"}) if piece.is_mention} == {"@cho"}
