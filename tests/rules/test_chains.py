import pytest

from factcheck.rules.chains import ChainRefused, as_sentence, as_steps, check_chain


def test_a_chain_runs_to_the_publisher() -> None:
    check_chain(["putin", "tass", "wire"], "wire")
    check_chain(["wire"], "wire")


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ([], "Say who says it"),
        (["putin", "tass", "putin", "wire"], "twice, as step 1 and step 3"),
        (["putin", "tass"], "ends with the publisher"),
        ([*"abcdefgh", "wire"], "8 is the most"),
    ],
)
def test_a_chain_that_is_none_is_refused(steps: list[str], says: str) -> None:
    with pytest.raises(ChainRefused, match=says):
        check_chain(steps, "wire")


def test_a_chain_is_written_originator_first() -> None:
    assert as_steps(["Vladimir Putin", "Tass", "The Wire"]) == "Vladimir Putin <- Tass <- The Wire"


def test_a_chain_reads_as_a_sentence() -> None:
    assert (
        as_sentence(["Vladimir Putin", "Tass", "The Wire"])
        == "Vladimir Putin, as reported by Tass, in The Wire"
    )
    assert as_sentence(["The Wire"]) == "The Wire itself"
