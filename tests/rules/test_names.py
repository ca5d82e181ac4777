import pytest

from factcheck.rules.names import name_key, slug_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tass", "TASS"),
        ("U.S.", "US"),
        ("the South", "South"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("합동참모본부", " 합동참모본부 "),
        ("Тасс", "ТАСС"),
        ("South Korea’s Joint Chiefs", "South Korea's  Joint Chiefs"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Tass", "Тасс"), ("북한", "남한"), ("Peña", "Pena")])
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_a_name_without_latin_letters_has_no_slug() -> None:
    assert slug_of("합동참모본부") == ""
    assert slug_of("South Korea's Joint Chiefs of Staff") == "south-koreas-joint-chiefs-of-staff"
