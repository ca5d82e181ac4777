"""References that a reference manager reads as they were meant."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.rules.citations import Reference, as_bibtex, as_ris, as_text

REFERENCE = Reference(
    key="NK-0007",
    publisher="Factcheck Desk",
    title="북한은 100% of “them” {sent} A_B & C#1 $5 ~ ^ \\o/",
    url="https://desk.example/claims/NK-0007/?as_of=2025-01-01",
    changed=date(2025, 9, 2),
    read=date(2026, 11, 23),
    note="Entry NK-0007, version 9.",
)


def test_bibtex_has_every_field_and_nothing_that_tex_would_act_on() -> None:
    assert as_bibtex(REFERENCE) == (
        "@online{NK-0007,\n"
        "  author = {{Factcheck Desk}},\n"
        "  title = {{북한은 100\\% of “them” \\{sent\\} A\\_B \\& C\\#1 \\$5 \\textasciitilde{} "
        "\\textasciicircum{} \\textbackslash{}o/}},\n"
        "  date = {2025-09-02},\n"
        "  year = {2025},\n"
        "  url = {https://desk.example/claims/NK-0007/?as_of=2025-01-01},\n"
        "  urldate = {2026-11-23},\n"
        "  note = {Entry NK-0007, version 9.},\n"
        "}\n"
    )


def test_ris_is_one_record_with_its_dates_and_its_address() -> None:
    lines = as_ris(replace(REFERENCE, publisher="Desk, The")).split("\r\n")
    assert lines == [
        "TY  - ELEC", "AU  - Desk The,", f"TI  - {REFERENCE.title}", "PB  - Desk, The",
        "PY  - 2025", "DA  - 2025/09/02", "Y2  - 2026/11/23", f"UR  - {REFERENCE.url}",
        "N1  - Entry NK-0007, version 9.", "ID  - NK-0007", "ER  - ", "",
    ]  # fmt: skip


@given(st.text(max_size=40))
def test_no_text_breaks_out_of_its_field(text: str) -> None:
    reference = replace(REFERENCE, title=text, publisher=text, note=text)
    bare = re.sub(r"\\(textbackslash|textasciitilde|textasciicircum)\{\}|\\.", "", as_bibtex(reference))
    assert bare.count("{") == bare.count("}")
    assert len(as_bibtex(reference).splitlines()) >= 9
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in as_ris(reference).split("\r\n")[:-1])


@pytest.mark.parametrize("url", ["https://desk.example/a{b}", "https://desk.example/a\\b c"])
def test_an_address_closes_no_brace(url: str) -> None:
    line = next(line for line in as_bibtex(replace(REFERENCE, url=url)).splitlines() if "url =" in line)
    assert not set("\\ ") & set(line.partition("{")[2]) and line.count("{") == line.count("}") == 1


def test_a_footnote_has_the_address_and_the_day_of_reading() -> None:
    line = as_text(replace(REFERENCE, title="It  is\nso.", url="https://desk.example/claims/NK-0007/"))
    assert line == (
        "Factcheck Desk, “It is so.” Entry NK-0007, version 9. Last changed 2 September 2025. "
        "https://desk.example/claims/NK-0007/ (read 23 November 2026)"
    )


def test_a_footnote_to_an_earlier_moment_stays_the_same_for_good() -> None:
    later = replace(REFERENCE, read=date(2030, 1, 1))
    assert as_text(REFERENCE, with_day_read=False) == as_text(later, with_day_read=False)
