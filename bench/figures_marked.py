"""Are the figures of a hundred real claims read with the right bounds and the right hedge?

    .venv/bin/python -m bench.figures_marked --data FOLDER

FOLDER (or the variable FACTCHECK_DATA) holds `dev/numeric_claims.jsonl`: JSON lines with `claim`. The hundred
are those whose SHA-256 come first. `marks/numeric_claims.json` has, by its first twelve hexadecimal digits,
what a person marked before the reader had seen them: low, high and hedge of each figure, by docs/figures.md
(years, days, ages, names and ranks are none; a share in per cent). Compared as multisets a claim. Ends with
status 1 when precision or recall is below .9.
"""

import argparse
import json
import os
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

from factcheck.extraction.figures import find_figures
from factcheck.extraction.statements import FoundFigure

GOAL = 0.9
MARKS = Path(__file__).with_name("marks") / "numeric_claims.json"

Marked = tuple[float | None, float | None, str]


def as_marked(found: FoundFigure) -> Marked:
    bounds = found.figure.bounds
    low, high = (None if end is None else float(end) for end in (bounds.low, bounds.high))
    return low, high, str(found.figure.hedge)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", default=os.environ.get("FACTCHECK_DATA", ""))
    parser.add_argument("--show", action="store_true", help="Print the claims that differ.")
    options = parser.parse_args()
    path = Path(options.data) / "dev" / "numeric_claims.jsonl"
    if not options.data or not path.exists():
        print(f"There is no {path}. Say with --data where the claims are.", file=sys.stderr)
        return 2
    claims = {
        sha256(claim.encode()).hexdigest()[:12]: claim
        for claim in (json.loads(line)["claim"] for line in path.read_text().splitlines())
    }
    right = wrong = missed = 0
    for key, marks in json.loads(MARKS.read_text()).items():
        gold = Counter((low, high, hedge) for low, high, hedge in marks)
        got = Counter(as_marked(found) for found in find_figures(claims[key]))
        both = (gold & got).total()
        right, wrong, missed = right + both, wrong + got.total() - both, missed + gold.total() - both
        if options.show and gold != got:
            print(f"{claims[key]}\n  missed {dict(gold - got)}, wrong {dict(got - gold)}")
    precision, recall = right / (right + wrong), right / (right + missed)
    print(
        f"{right + missed} figures marked: precision {precision:.3f}, recall {recall:.3f} (goal {GOAL} each)"
    )
    return int(min(precision, recall) < GOAL)


if __name__ == "__main__":
    sys.exit(main())
