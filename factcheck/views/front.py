"""The front page, and how this newsroom checks."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factcheck.queries.front_page import counts_by_status, latest_decided, topics_to_begin_with
from factcheck.rules import stances, statuses, vocabulary
from factcheck.rules.figures import BASIS_LABELS, read_figure
from factcheck.rules.told import joined, word
from factcheck.views.for_readers import for_readers

TOPICS_SHOWN = 6
# Said, and read by the very rule that reads figures at the desk.
FIGURES = ("11,000", "some 11,000", "11,000 to 12,000", "at least 3,000", "more than 3,000", "up to 12,000",
           "nearly 12,000", "dozens", "an additional 3,000", "40% of the force")  # fmt: skip
BASES = {
    "stock": word("how many there are at one time"),
    "cumulative": word("how many there have been in all, up to a day"),
    "additional": word("how many came on top of those counted before: it adds, and contradicts nothing"),
    "rate": word("how many in a unit of time"),
    "share": word("a part of a whole that is named"),
}
COUNTS = {
    stances.Side.FOR: word("for"),
    stances.Side.AGAINST: word("against"),
    stances.Side.NOT_CONFIRMING: word("neither for nor against"),
    stances.Side.REMOVED: word("takes an earlier statement away"),
}


@require_safe
@for_readers
def home(request: HttpRequest) -> HttpResponse:
    counts = counts_by_status()
    context = {
        "section": "home",
        "counts": counts,
        "total": sum(counts.values()),
        "latest": latest_decided(),
        "topics": topics_to_begin_with(TOPICS_SHOWN),
    }
    return render(request, "front/home.html", context)


@require_safe
@for_readers
def methodology(request: HttpRequest) -> HttpResponse:
    context = {
        "section": "methodology",
        "statuses": statuses.MEANINGS.items(),
        "publications": statuses.PUBLICATION_LABELS.items(),
        "stances": [
            {"stance": stance.value, "cues": stances.TYPICAL_CUES[stance], "counts": _counts(stance)}
            for stance in stances.Stance
        ],
        "figures": [(words, _reading(words)) for words in FIGURES],
        "bases": [(BASIS_LABELS[basis], BASES[basis]) for basis in BASIS_LABELS],
        "grades": vocabulary.RELIABILITY_LABELS.items(),
        "credibilities": vocabulary.CREDIBILITY_LABELS.items(),
        "site_zone": settings.TIME_ZONE,
    }
    return render(request, "front/methodology.html", context)


def _reading(words: str) -> str:
    figure = read_figure(words)
    basis = word(BASIS_LABELS[figure.basis]) if figure.basis else ""
    return joined([figure.bounds.describe(figure.unit), basis], ", ")


def _counts(stance: stances.Stance) -> str:
    if stance == stances.Stance.DISPUTES_FIGURE:
        return word("for the event, against the figure")
    return joined([COUNTS[stances.SIDE_OF[stance]], word("weakly") if stance in stances.WEAK else ""], ", ")
