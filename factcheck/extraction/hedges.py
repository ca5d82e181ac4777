"""The words with which a content is held back, and the stance that cue and content make together."""

import re
from collections.abc import Iterable

from factcheck.extraction.attributions import Attribution
from factcheck.extraction.statements import Place
from factcheck.rules.stances import Stance

# The source itself is unsure: these make a stance hedged.
_UNSURE = re.compile(
    r"\b(?:(?:appear|seem)(?:s|ed|ing)?(?= to\b| that\b| likely\b)|what appears? to be|it "
    r"(?:appears|seems|appeared|seemed)"
    r"|apparently|reportedly|allegedly|supposedly|presumably|possibly|probably|perhaps|purportedly|ostensibly|seemingly"
    r"|(?:is|are|was|were) (?:likely|believed|thought|suspected|estimated|presumed|said|reported"
    r"|rumou?red|understood) to"
    r"|likely(?= (?:to|that|has|have|had|is|are|was|were)\b)|might|may(?= (?:have|be|not|also"
    r"|soon|yet|well)\b)|could have)\b",
    re.IGNORECASE,
)
# Words to show an editor, which say nothing of how sure the source is.
_HELD_BACK = re.compile(
    r"\b(?:could|without (?:elaborating|giving (?:further )?details|providing (?:any "
    r")?(?:evidence|details)|offering (?:any )?"
    r"(?:evidence|proof|details)|evidence|specifying|naming|further details|citing)|on condition of anonymity"
    r"|so-called)\b",
    re.IGNORECASE,
)
_FALSE = re.compile(
    r"\b(?:(?:is|was|are|were|as|were all|is all|is simply|are simply|be) (?:not true|untrue"
    r"|false|fake|a lie|lies|fabricated"
    r"|a fabrication|baseless|groundless|unfounded|nonsense|wrong|incorrect|fiction)"
    r"|(?:called|branded|labelled|labeled) .{1,80} (?:false|fake|baseless|a lie|untrue|groundless))\b",
    re.IGNORECASE,
)
_FIGURE_OFF = re.compile(
    r"\b(?:number|figure|toll|count|tally|estimate|total)s? .{0,60}\b(?:(?:was|were|is|are|had "
    r"been|actually|much|far|even|being) "
    r"(?:lower|higher|smaller|larger|fewer|exaggerated|inflated|overstated|understated|too high"
    r"|too low|wrong|incorrect"
    r"|inaccurate))\b",
    re.IGNORECASE,
)
_LONGEST = 2_000


def stance_of(text: str, attribution: Attribution, stance: Stance) -> Stance:
    """The cue's stance, changed where the content says more: a hedge, "is false", "the number was lower"."""
    if stance != Stance.AFFIRMS:
        return stance
    content = _content(text, attribution.content)
    if _FIGURE_OFF.search(content):
        return Stance.DISPUTES_FIGURE
    if _FALSE.search(content) and len(content) < 200:
        return Stance.DENIES
    return Stance.AFFIRMS_HEDGED if _UNSURE.search(content) else Stance.AFFIRMS


def hedges_in(text: str, content: Iterable[Place], sentence: Place) -> tuple[Place, ...]:
    """The hedges of the content, and those of the sentence around it ("without elaborating")."""
    found: set[Place] = set()
    for start, end in content:
        for pattern in (_UNSURE, _HELD_BACK):
            found |= {match.span() for match in pattern.finditer(text, start, min(end, start + _LONGEST))}
    start, end = sentence
    for match in _HELD_BACK.finditer(text, start, min(end, start + _LONGEST)):
        if match[0].lower().startswith(("without", "on ")):
            found.add(match.span())
    return tuple(sorted(found))


def _content(text: str, content: Iterable[Place]) -> str:
    return " ".join(text[start:end] for start, end in content)[:_LONGEST]
