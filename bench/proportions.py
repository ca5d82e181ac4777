"""Does reading hostile text take time in proportion to its length? Prints a ratio for each piece.

Each reader gets a piece repeated some thousand times, and the same piece eight times as often. The ratio of
the two times, medians of five, is about 8 where the work is linear and about 64 where it is quadratic.
Exit status 1 when a ratio is over 24.

    .venv/bin/python -m bench.proportions
"""

import contextlib
import statistics
import sys
import time
from collections.abc import Callable

from factcheck.extraction import korean, russian
from factcheck.extraction.claimreview import find_reviews
from factcheck.extraction.english import read_english
from factcheck.extraction.figures import find_figures
from factcheck.extraction.furniture import furniture
from factcheck.extraction.statements import Story
from factcheck.rules.article_limits import ArticleRefused, check_markup
from factcheck.rules.sentences import sentences

TIMES_MORE = 8
WORST_RATIO = 24
ROUNDS = 5

READERS: tuple[tuple[str, Callable[[str], object], int, tuple[str, ...]], ...] = (
    ("sentences", sentences, 5_000,
     (".", ". ", "a. ", "。」", ".”", "U.S. ", "A.", "\n", "a\n", "1. ", "“")),
    ("read_english", lambda text: read_english(Story(text, "en")), 500,
     ("“", "\"", "“a ", "he said ", "“a,” he said. ", "Ann Lee said it. ", "(", "a", "word ", "\u202e", "\0",
      "Mr. ", "\n“a", "Neither A nor B has confirmed it. ", "It added it was. ", "according to ", "who ",
      "of the ", ", ", "could not ")),
    ("find_figures", find_figures, 250,
     ("3,000 ", "3,000 men ", "one-", "one ", "another ", "half of the ", "1/", "a third of ", "up to ",
      "more than ", "million ", "$", "%")),
    ("check_markup", check_markup, 10_000,
     ("<", "<a \"'", "<!--", "<script>", "</p>", "<p '", "<a b=", "<p><!-- <i>")),
    ("russian", lambda text: russian.read_quotations(Story(text)), 2_000,
     ("«", "»", "а", ". ", "сказал ", ", – сказал он", "«а», – сказал он. ", "По словам Лося, ночь. ")),
    ("korean", lambda text: korean.read_quotations(Story(text)), 2_000,
     ('"', "가 ", "다고 ", "경찰은 ",
      "에 따르면 ", '경찰은 "가"라고 말했다. ', "경찰은 갔다고 밝혔다. ")),
    ("find_reviews", lambda text: find_reviews(f"<p>{text}"), 10_000,
     ("<", "<!--", "<script ", "<script>", '<script type="application/ld+json">', "<link href=", "{", ", ")),
    ("find_reviews: JSON", lambda text: find_reviews(f'<script type="ld+json">{text}'), 10_000,
     ("{", "[", ",", ", ", "&lt;", "; ", "//<![CDATA[")),
    ("furniture", furniture, 5_000,
     ("Read more\n", "a\n", "(", "@", "Ann Bo ", "01:01 ", "Photo: \n", "Follow a\n", "x " * 199 + "\n")),
)  # fmt: skip


def seconds(read: Callable[[str], object], text: str) -> float:
    def once() -> float:
        began = time.process_time()
        with contextlib.suppress(ArticleRefused):
            read(text)
        return time.process_time() - began

    return statistics.median(once() for _ in range(ROUNDS))


def main() -> int:
    worst = 0.0
    for name, read, times, pieces in READERS:
        for piece in pieces:
            ratio = seconds(read, piece * times * TIMES_MORE) / max(seconds(read, piece * times), 1e-4)
            worst = max(worst, ratio)
            print(f"{name:<14} {piece!r:<14} {ratio:5.1f}")
    print(f"Worst: {worst:.1f}. Linear is about {TIMES_MORE}; more than {WORST_RATIO} is not accepted.")
    return 1 if worst > WORST_RATIO else 0


if __name__ == "__main__":
    sys.exit(main())
