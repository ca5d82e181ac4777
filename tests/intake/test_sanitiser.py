"""Foreign HTML is cleaned in a process that can be lost."""

import os
from pathlib import Path

import pytest

from factcheck.intake.confined import Limits, OverLimit, run_confined
from factcheck.intake.sanitiser import clean_fragment
from factcheck.rules.article_limits import ArticleRefused

# Small enough for every limit on its source, and sixteen seconds of work for a parser: each block opens
# all the unclosed elements again.
SLOW_HTML = "<p>" + "".join(f"<{tag}>" for tag in "b i u em strong code small s".split() * 3) + (
    "<div>x</div>" * 11_000
)  # fmt: skip


def test_a_fragment_comes_back_clean_with_its_text() -> None:
    story = clean_fragment("<p>한국 <b>said</b><script>x</script></p><p>End &amp; out.</p>")
    assert story.clean_html == "<p>한국 <b>said</b></p><p>End &amp; out.</p>"
    assert story.body_text == "한국 said\n\nEnd & out."


def test_html_that_eats_time_is_stopped_and_refused() -> None:
    with pytest.raises(ArticleRefused) as refused:
        clean_fragment(SLOW_HTML, limits=Limits(cpu_seconds=1))
    assert refused.value.code == "too_complex"


def test_html_that_eats_memory_is_stopped_and_refused() -> None:
    with pytest.raises(ArticleRefused) as refused:
        clean_fragment("<p>" + "word " * 400_000, limits=Limits(memory_bytes=64 * 1024**2))
    assert refused.value.code == "too_complex"


def test_a_child_that_sleeps_is_stopped_by_the_clock() -> None:
    with pytest.raises(OverLimit, match="longer than"):
        run_confined("tests.intake.sleeper", {}, Limits(wall_seconds=1))


def test_a_defect_of_ours_is_not_taken_for_bad_html() -> None:
    with pytest.raises(RuntimeError, match="no_such_module"):
        run_confined("factcheck.intake.no_such_module", {})


def test_the_child_starts_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert clean_fragment("<p>x").body_text == "x"


def test_the_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "only for the parent")
    assert "SECRET_KEY" not in run_confined("tests.intake.reporter", {})["environment"]


def test_the_child_loads_neither_django_nor_the_database() -> None:
    loaded = run_confined("tests.intake.reporter", {})["modules"]
    assert "bleach" in loaded
    assert not {"django", "psycopg", "trafilatura"} & set(loaded)


def test_a_fragment_is_cleaned_in_the_blink_of_an_eye() -> None:
    def seconds() -> float:
        before = os.times()
        clean_fragment("<p>x</p>")
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    # Processor time, the best of three: the machine may be busy with other things.
    assert min(seconds() for _ in range(3)) < 0.5
