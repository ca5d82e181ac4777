"""Is a claim recognised that is on record already, spelt a little otherwise?

    .venv/bin/python -m bench.duplicates --data FOLDER [--worst 10]

FOLDER holds duplicates-liar-liar2/dev/positive_pairs.tsv: the same statement as two collections have stored
it, with other punctuation, quotation marks, case and hyphens. All of the first collection is stored as
claims; then each statement of the second is looked for, as the desk does when an editor writes a claim.

- found: share of statements whose own claim is the first that is offered (recall)
- said to be the same: its own claim is offered as "word for word the same"
- another first: share of statements for which another claim is offered first (a false match)
- precision: of the claims said to be word for word the same, how many are

A claim with the same letters and figures, whatever stands between them, counts as its own: some statements
are in the first collection twice. Exit status 1 when less than .99 are said to be the same.
"""

import argparse
import csv
import os
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.matching import _spread, _store
from bench.own_desk import begin

LEAST_RECALL = 0.99
LONGEST_CLAIM = 280
SAME = "word for word the same"
Pair = tuple[str, str]


def main() -> int:
    reader = argparse.ArgumentParser(prog="bench.duplicates", description=__doc__.partition("\n")[0])
    reader.add_argument("--data", default=os.environ.get("FACTCHECK_DATA", ""))
    reader.add_argument("--worst", type=int, default=5, help="how many of those not recognised to print")
    options = reader.parse_args()
    path = Path(options.data or ".") / "duplicates-liar-liar2" / "dev" / "positive_pairs.tsv"
    if not path.is_file():
        print(f"There are no pairs to look for: {path} is absent. Name the folder with --data.")
        return 0
    begin()
    from django.db import connection

    recall = _measure(path, options.worst)
    connection.close()
    return 1 if recall < LEAST_RECALL else 0


@dataclass(frozen=True, slots=True)
class _Found:
    wanted: str
    offered: str
    reason: str
    seconds: float

    @property
    def is_own(self) -> bool:
        return _letters(self.wanted) == _letters(self.offered)

    @property
    def is_said_same(self) -> bool:
        return self.reason.startswith(SAME)


def _measure(path: Path, worst: int) -> float:
    pairs, left_out = _pairs(path)
    stored = dict.fromkeys(first for first, _ in pairs)
    _store((f"B-{number:05d}", text, "") for number, text in enumerate(stored))
    found = [_look_for(second) for _, second in pairs]
    same = [one for one in found if one.is_said_same]
    recall = sum(one.is_own for one in same) / len(found)
    print(
        f"{len(stored)} claims, {len(found)} statements, {left_out} left out: over {LONGEST_CLAIM} characters"
    )
    print(f"  found              {statistics.mean(one.is_own for one in found):.4f}")
    print(f"  said to be the same {recall:.4f}")
    print(f"  precision          {sum(one.is_own for one in same) / max(len(same), 1):.4f}")
    print(
        f"  another first      {statistics.mean(bool(one.offered) and not one.is_own for one in found):.4f}"
    )
    print(f"  {_spread([one.seconds for one in found])}")
    for one in [one for one in found if not (one.is_own and one.is_said_same)][:worst]:
        print(f"  {one.wanted!r}\n    {one.offered!r} {one.reason}")
    return recall


def _pairs(path: Path) -> tuple[Sequence[Pair], int]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [(row["claim_a"], row["claim_b"]) for row in csv.DictReader(lines, delimiter="\t")]
    short = [pair for pair in rows if max(map(len, pair)) <= LONGEST_CLAIM]
    return short, len(rows) - len(short)


def _look_for(text: str) -> _Found:
    from factcheck.queries.matching import matching_claims

    began = time.perf_counter()
    matches = matching_claims(text, limit=1)
    seconds = time.perf_counter() - began
    if not matches:
        return _Found(text, "", "", seconds)
    return _Found(text, matches[0].claim.text, matches[0].reason, seconds)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


if __name__ == "__main__":
    sys.exit(main())
