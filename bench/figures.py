"""How many figures of annotated sentences are read with the right value?

    .venv/bin/python -m bench.figures --data FOLDER

FOLDER (or the variable FACTCHECK_DATA) holds `dev/quantities.jsonl`: JSON lines with `req`, a sentence, and
`res`, its quantities with their `value`. Compared as multisets of values a sentence: the middle of a range,
the one bound of an open figure, a share said as a fraction ("one sixth") as that fraction. Numbers that are
part of a name are asked for too, since such collections count them. Ends with status 1 below F1 .95.
"""

import argparse
import json
import os
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

from factcheck.extraction.figures import find_figures
from factcheck.extraction.statements import FoundFigure

GOAL = 0.95


def value_of(found: FoundFigure, words: str) -> float:
    bounds, point = found.figure.bounds, found.figure.point
    ends = [end for end in (bounds.low, bounds.high) if end is not None]
    value = point if point is not None else sum(ends, Decimal(0)) / len(ends)
    said_in_percent = "%" in words or "cent" in words
    return round(float(value / 100 if found.figure.unit == "%" and not said_in_percent else value), 4)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", default=os.environ.get("FACTCHECK_DATA", ""))
    parser.add_argument("--show", action="store_true", help="Print the sentences that differ.")
    options = parser.parse_args()
    path = Path(options.data) / "dev" / "quantities.jsonl"
    if not options.data or not path.exists():
        print(f"There is no {path}. Say with --data where the annotated sentences are.", file=sys.stderr)
        return 2
    right = wrong = missed = 0
    for line in path.read_text().splitlines():
        row = json.loads(line)
        text = row["req"]
        gold = Counter(round(float(each["value"]), 4) for each in row["res"])
        got = Counter(value_of(found, text[slice(*found.place)]) for found in find_figures(text, names=True))
        both = sum((gold & got).values())
        right, wrong, missed = (
            right + both,
            wrong + sum(got.values()) - both,
            missed + sum(gold.values()) - both,
        )
        if options.show and gold != got:
            print(f"{text}\n  missed {dict(gold - got)}, wrong {dict(got - gold)}")
    precision, recall = right / (right + wrong), right / (right + missed)
    f1 = 2 * precision * recall / (precision + recall)
    print(
        f"values: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f} ({right + missed} in the data)"
    )
    return 0 if f1 >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
