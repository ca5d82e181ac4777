"""Who says a claim, in one sentence that never says more than the record."""

import pytest

from factcheck.rules.stances import Stance
from factcheck.rules.who_says import NOBODY, in_words, listed, who_says

AFFIRMS, SILENT = Stance.AFFIRMS, Stance.NOT_CONFIRMED


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ([], NOBODY),
        ([("JCS", AFFIRMS)], "Said by JCS."),
        (
            [("JCS", AFFIRMS), ("Russia", SILENT), ("North Korea", SILENT)],
            "Said by JCS; neither Russia nor North Korea has confirmed it.",
        ),
        ([("Russia", SILENT)], "Russia has not confirmed it."),
        ([("A", SILENT), ("B", SILENT), ("C", SILENT)], "None of A, B and C has confirmed it."),
        ([("NIS", Stance.AFFIRMS_HEDGED)], "Said with a hedge by NIS."),
        ([("JCS", AFFIRMS), ("Kremlin", Stance.DENIES)], "Said by JCS; denied by Kremlin."),
        ([("Kyiv", Stance.DISPUTES_FIGURE)], "Its figure disputed by Kyiv."),
        ([("Kremlin", Stance.DECLINED_TO_COMMENT)], "Kremlin declined to comment."),
        ([("Wire", Stance.CANNOT_VERIFY)], "Wire could not verify it."),
    ],
)
def test_the_sentence_tells_each_stance_as_what_it_is(said: list[tuple[str, Stance]], sentence: str) -> None:
    assert who_says(said) == sentence


@pytest.mark.parametrize("stance", [Stance.NOT_CONFIRMED, Stance.DECLINED_TO_COMMENT, Stance.NO_RESPONSE])
def test_silence_is_never_told_as_a_denial(stance: Stance) -> None:
    sentence = who_says([("Russia", stance)])
    assert not any(word in sentence.lower() for word in ("den", "reject", "disput", "false", "against"))


def test_every_stance_has_words() -> None:
    assert all("Russia" in who_says([("Russia", stance)]) for stance in Stance)


def test_a_long_list_of_names_ends_in_a_number() -> None:
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed(["A", "B", "C", "D"]) == "A, B and two others"


def test_small_numbers_are_words() -> None:
    assert [in_words(n) for n in (0, 1, 10, 11, 1200)] == ["no", "one", "ten", "11", "1,200"]
