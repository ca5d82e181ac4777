"""How well are real news pages read? Runs the desk's own way in, from bytes to the text that an editor gets.

Two sets of real pages, neither of them part of this project:
- DIR/html-article-extraction-benchmark: pages with hand-made body text; precision, recall and F1 over runs
  of four words come from its own evaluate.py, so they compare with the figures published there.
- DIR/html-newspaper4k: pages in several languages; for each field, how many pages were read right.
  The expected values of this set were partly written by another reader of pages, so look at what differs.

    .venv/bin/python -m bench.pages --data DIR [--worst 10] [--show]

Without --data, the environment variable FACTCHECK_DATA names the folder. Exit status 1 when F1 is under .96.
"""

import argparse
import gzip
import importlib.util
import json
import os
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from factcheck.intake.pages import ArticleDraft, ArticleRefused, read_article

LEAST_F1 = 0.96
Gold = dict[str, Any]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--data", type=Path, default=os.environ.get("FACTCHECK_DATA"))
    arguments.add_argument("--worst", type=int, default=5, help="how many of the worst pages to name")
    arguments.add_argument("--show", action="store_true", help="print each field that differs")
    options = arguments.parse_args()
    if options.data is None or not Path(options.data).is_dir():
        print("There are no pages to read: name the folder that holds them with --data or FACTCHECK_DATA.")
        return 0
    f1 = 1.0
    if (bodies := Path(options.data) / "html-article-extraction-benchmark").is_dir():
        f1 = bodies_read(bodies, options.worst)
    if (fields := Path(options.data) / "html-newspaper4k").is_dir():
        fields_read(fields, show=options.show)
    return 1 if f1 < LEAST_F1 else 0


# --- bodies -------------------------------------------------------------------------------------------


def bodies_read(folder: Path, worst: int) -> float:
    """Print precision, recall and F1 of body_text, and return F1."""
    scorer = _scorer(folder / "evaluate.py")
    gold: dict[str, Gold] = json.loads((folder / "dev" / "ground-truth.json").read_text())
    began = time.perf_counter()
    read = {key: _body(folder / "dev" / "html" / f"{key}.html.gz", page["url"]) for key, page in gold.items()}
    seconds = (time.perf_counter() - began) / len(gold)
    metrics = scorer.evaluate(gold, {key: {"articleBody": body} for key, body in read.items()}, 1000)
    refused = sum(not body for body in read.values())
    print(f"Body text of {len(gold)} pages, {seconds:.2f} s a page, {refused} refused")
    for name in ("precision", "recall", "f1"):
        print(f"  {name:<10} {metrics[name]:.3f} ± {metrics[f'{name}_std']:.3f}")
    scored = sorted(
        (scorer.metrics_from_tp_fp_fns([counts])["f1"] if counts[0] else 0.0, key)
        for counts, key in zip(metrics["tp_fp_fns"], gold, strict=True)
    )
    for score, key in scored[:worst]:
        print(f"  {score:.3f}  {key}  {gold[key]['url'][:70]}")
    return float(metrics["f1"])


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("evaluate", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} cannot be loaded.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _body(path: Path, url: str) -> str:
    try:
        return _read(path, url).body_text
    except ArticleRefused as refused:
        print(f"  refused {path.name}: {refused.message}")
        return ""


def _read(path: Path, url: str) -> ArticleDraft:
    return read_article(gzip.decompress(path.read_bytes()), filename="page.html", url=url)


# --- fields -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Check:
    page: str
    field: str
    is_right: bool
    read: str
    expected: str


def fields_read(folder: Path, *, show: bool) -> None:
    """Print for each field on how many pages it was read as expected."""
    checks: list[_Check] = []
    for path in sorted((folder / "dev" / "html").glob("*.html.gz")):
        name = path.name.removesuffix(".html.gz")
        gold = _gold(folder / "dev", name)
        try:
            checks += _checks(name, _read(path, gold.get("url", "")), gold)
        except ArticleRefused as refused:
            checks.append(_Check(name, "accepted", False, refused.message, ""))
    print("Fields of the pages in several languages")
    for field, counts in _by_field(checks).items():
        print(f"  {field:<10} {counts[True]:>3} of {counts.total()}")
    for check in checks:
        if show and not check.is_right:
            print(f"  {check.page} {check.field}: {check.read!r} for {check.expected!r}")


def _gold(folder: Path, name: str) -> Gold:
    about, text = folder / "metadata" / f"{name}.json", folder / "txt" / f"{name}.txt"
    gold: Gold = json.loads(about.read_text()) if about.exists() else {}
    return gold | ({"text": text.read_text()} if text.exists() else {})


def _by_field(checks: list[_Check]) -> dict[str, Counter[bool]]:
    found: dict[str, Counter[bool]] = {}
    for check in checks:
        found.setdefault(check.field, Counter())[check.is_right] += 1
    return found


def _checks(page: str, draft: ArticleDraft, gold: Gold) -> Iterator[_Check]:
    yield _Check(page, "accepted", True, "", "")
    # A replacement character, or the Latin letters that UTF-8 read as windows-1252 turns into.
    broken = re.search("�|Ã.|â€|ã[\u0080-\u00bf]", draft.body_text + draft.headline)
    yield _Check(page, "characters", broken is None, broken[0] if broken else "", "")
    if expected := gold.get("text"):
        recall, precision = _overlap(draft.body_text, expected)
        yield _Check(page, "body whole", recall >= 0.9, f"{recall:.2f} of the expected text", "")
        yield _Check(page, "body clean", precision >= 0.9, f"{precision:.2f} of it expected", "")
    if not gold.get("title"):
        return
    yield _Check(
        page, "headline", _same_headline(draft.headline, gold["title"]), draft.headline, gold["title"]
    )
    yield _Check(page, "language", draft.language[:2] == gold["language"], draft.language, gold["language"])
    if day := gold.get("publish_date"):
        read = draft.published_at.isoformat() if draft.published_at else ""
        yield _Check(page, "date", read[:10] == day[:10], read, day)
    if authors := [name for name in gold.get("authors", []) if "." not in name[2:]]:
        is_right = all(name in draft.byline for name in authors)
        yield _Check(page, "byline", is_right, draft.byline, ", ".join(authors))
    if publisher := gold.get("meta_site_name"):
        yield _Check(page, "publisher", draft.publisher_name == publisher, draft.publisher_name, publisher)


def _overlap(read: str, expected: str) -> tuple[float, float]:
    """Recall and precision over runs of eight letters: words mean nothing where no blank parts them."""
    found, wanted = _runs(read), _runs(expected)
    common = (found & wanted).total()
    return common / max(wanted.total(), 1), common / max(found.total(), 1)


def _runs(text: str) -> Counter[str]:
    letters = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
    return Counter(letters[start : start + 8] for start in range(len(letters) - 7))


def _same_headline(read: str, expected: str) -> bool:
    """The site's name at the end of a page's title is no part of its headline."""
    read, expected = (" ".join(title.split()).casefold() for title in (read, expected))
    return bool(read) and (read == expected or (expected.startswith(read) and len(expected) - len(read) < 30))


if __name__ == "__main__":
    sys.exit(main())
