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


@pytest.mark.parametrize("value", [1.5, 2**53, {"é": 1}, {1: 2}, {1, 2}, b"x"])
def test_what_has_no_place_in_a_ledger_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"canonical JSON|ASCII|exactly"):
        canonical(value)
