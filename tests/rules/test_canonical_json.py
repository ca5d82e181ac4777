import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.rules.canonical_json import canonical

KEYS = st.text(st.characters(codec="ascii"), max_size=5)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_reads_back_the_same(value: object) -> None:
    assert json.loads(canonical(value)) == value


@given(VALUES)
def test_writing_again_changes_nothing(value: object) -> None:
    assert canonical(json.loads(canonical(value))) == canonical(value)


def test_keys_stand_in_order_without_blanks() -> None:
    assert canonical({"b": [1, None], "a": "é\n"}) == '{"a":"é\\n","b":[1,null]}'


def test_strings_are_escaped_as_rfc_8785_shows() -> None:
    # The string of its section 3.2.2; DEL, U+2028 and letters beyond the first plane stand for themselves.
    assert canonical('€$\u000f\nA\'B"\\\\"/') == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'
    assert canonical("\b\t\f\r\x00\x1f\x7f\u2028😀") == '"\\b\\t\\f\\r\\u0000\\u001f\x7f\u2028😀"'


def test_keys_are_sorted_by_their_letters_not_by_when_they_came() -> None:
    assert canonical({"a_b": 1, "a": 2, "aB": 3, "A": 4, "1": 5}) == '{"1":5,"A":4,"a":2,"aB":3,"a_b":1}'


@pytest.mark.parametrize("largest", [2**53 - 1, -(2**53) + 1, 0])
def test_whole_numbers_keep_every_digit(largest: int) -> None:
    assert canonical([largest, True]) == f"[{largest},true]"


@pytest.mark.parametrize("value", [1.5, 2**53, {"é": 1}, {1: 2}, {1, 2}, b"x", float("nan"), [{"a": 0.1}]])
def test_what_has_no_place_in_a_ledger_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"canonical JSON|ASCII|exactly"):
        canonical(value)


@pytest.mark.parametrize("value", ["\ud800", {"a": ["\udfff"]}])
def test_half_of_a_surrogate_pair_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="surrogate"):
        canonical(value)
