"""Are ClaimReviews of real pages read field by field as they were written?

Needs a folder of pages with the fields that plain JSON parsing gives (README there: claimreview-pages). Each
review counts whose claim, review author, rating and address are all equal, blanks evened and tags taken out;
each page without any counts when none is found and nothing is raised. Exit status 1 when one is not exact.

    .venv/bin/python -m bench.claimreview --data FOLDER [--split dev|held-out]
"""

import argparse
import ast
import csv
import gzip
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path

from factcheck.extraction.claimreview import Named, Review, find_reviews, plain
from factcheck.intake.plain_text import decode

FOUR = ("claimReviewed", "review_author", "rating_name", "url")


def read_fields(review: Review) -> dict[str, str]:
    return {
        "claimReviewed": review.words,
        "item_author": _names(review.claimants),
        "item_datePublished": review.said_on,
        "review_author": _names(review.reviewers),
        "review_datePublished": review.reviewed_on,
        "rating_name": review.rating,
        "ratingValue": review.value,
        "bestRating": review.best,
        "worstRating": review.worst,
        "url": review.url,
    }


def _names(everybody: tuple[Named, ...]) -> str:
    return ", ".join(one.name for one in everybody)


def as_written(field: str) -> str:
    """A field of the table: a list of names stands there as Python prints it."""
    if field.startswith("['"):
        field = ", ".join(map(str, ast.literal_eval(field)))
    return plain(field)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("FACTCHECK_DATA"))
    parser.add_argument("--split", default="dev", choices=["dev", "held-out"])
    options = parser.parse_args()
    if not options.data or not (options.data / "index.tsv").is_file():
        print("The pages are not here. Name their folder with --data.")
        return 2
    folder = options.data / options.split
    if not folder.is_dir() or not (folder / "claimreview_fields.tsv").is_file():
        print(f"There are no pages of the split {options.split} in {options.data}.")
        return 2
    expected: dict[str, list[dict[str, str]]] = defaultdict(list)
    # Some field ends in a bare carriage return, which csv would take for the end of the row.
    table = (folder / "claimreview_fields.tsv").read_bytes().decode().replace("\r", " ")
    for row in csv.DictReader(table.splitlines(), delimiter="\t"):
        expected[row["page"]].append(row)
    exact: Counter[str] = Counter()
    pages = sorted((folder / "html").glob("*.html.gz"))
    clean = without = 0
    for path in pages:
        name = path.name.removesuffix(".html.gz")
        found = find_reviews(decode(gzip.decompress(path.read_bytes()), is_html=True)[0])
        rows = expected.get(name, [])
        without += not rows
        clean += not rows and not found.reviews
        if len(found.reviews) != len(rows):
            print(f"{name}: {len(found.reviews)} reviews found, {len(rows)} written")
        for row, review in zip(rows, found.reviews, strict=False):
            read = read_fields(review)
            right = {field for field in read if read[field] == as_written(row[field] or "")}
            exact.update(right)
            exact["all four"] += right.issuperset(FOUR)
            for field in sorted(read.keys() - right):
                print(f"{name}: {field}: {read[field]!r} for {row[field]!r}")
    total = sum(map(len, expected.values()))
    for field in [*read_fields(Review("")), "all four"]:
        print(f"{field:<22} {exact[field]:>3} of {total}")
    print(f"pages without any      {clean:>3} of {without}")
    return 0 if exact["all four"] == total and clean == without else 1


if __name__ == "__main__":
    sys.exit(main())
