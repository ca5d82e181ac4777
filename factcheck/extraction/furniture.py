"""Paragraphs that stand among a story's and are none: related headlines, credits, contacts, prompts.

The judgement is by words and shape, one paragraph at a time, and errs on the side of the story: a line that
is not known stays. Nothing is cut from the text, so every position in it holds.
"""

import re
from collections.abc import Sequence

from factcheck.extraction.furniture_words import (
    CAPTION,
    CREDIT_AT_END,
    EDITORS_LINE,
    EDITORS_NAMES,
    LABEL_ALONE,
    LABEL_AND_HEADLINE,
    PROMPT,
    STAMP,
    STANDALONE,
)
from factcheck.rules.text import paragraphs

# Longer than this is prose, whatever it begins with.
_MOST_CHARACTERS = 400
_HEADLINE_CHARACTERS = 160
_LABELLED_CHARACTERS = 200
# A list of related headlines that goes on for longer is a story told in headings.
_MOST_HEADLINES = 12
_ENDS_A_SENTENCE = re.compile(r"[.。．…:：;؛।።།။][\"'”’»」』)\]]{0,3}$")
_QUOTATION_MARKS = '"“„«「『‘'
_BRACKETS = "()[]（）［］【】"
_ADDRESS = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
# An address of the web or of mail and next to nothing beside it: "By Lee Jin, jin@news.example".
_CONTACT = re.compile(rf"https?://\S{{1,390}}|[^@\n]{{0,40}}\(?{_ADDRESS}\)?[^@\n]{{0,12}}", re.IGNORECASE)


def furniture(body_text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs (rules/text.py) that are no part of the story, in code points, half open."""
    found = paragraphs(body_text)
    judged = furniture_among([paragraph.text for paragraph in found])
    return [(each.start, each.end) for each, is_out in zip(found, judged, strict=True) if is_out]


def furniture_among(lines: Sequence[str]) -> list[bool]:
    """For each paragraph, in the order of the story: is it furniture?"""
    judged = [is_furniture(line) for line in lines]
    for number, line in enumerate(lines):
        if is_related_label(line):
            for following in _headlines_after(lines, number):
                judged[following] = True
    return judged


def is_furniture(line: str) -> bool:
    """Judge one paragraph by itself."""
    line = line.strip()
    if not line or len(line) > _MOST_CHARACTERS or line[0] in _QUOTATION_MARKS:
        return False
    bare = line.strip(_BRACKETS + " ").strip()
    if _CONTACT.fullmatch(line) or is_related_label(line) or CREDIT_AT_END.search(line):
        return True
    if STANDALONE.fullmatch(bare) or STAMP.fullmatch(bare) or STANDALONE.fullmatch(line):
        return True
    if any(pattern.match(bare) for pattern in (EDITORS_LINE, EDITORS_NAMES, CAPTION, PROMPT)):
        return True
    return len(line) <= _LABELLED_CHARACTERS and bool(LABEL_AND_HEADLINE.match(bare))


def is_related_label(line: str) -> bool:
    """ "RELATED STORIES", "Read more:" - what stands above a list of other stories."""
    return len(line) <= 60 and bool(LABEL_ALONE.fullmatch(line.strip(_BRACKETS + " :：-–—>▶■▲*|").strip()))


def _headlines_after(lines: Sequence[str], label: int) -> range:
    """The unbroken run of headlines under a label. Its last may be the heading of the story's next part."""
    end = label + 1
    # Looking no further than one too many keeps a text of nothing but labels linear.
    last = min(len(lines), end + _MOST_HEADLINES + 1)
    while end < last and _is_headline(lines[end]):
        end += 1
    count = end - label - 1
    if count > _MOST_HEADLINES:
        return range(0)
    goes_on = end < len(lines) and not is_furniture(lines[end])
    if goes_on and count and _is_heading(lines[end - 1], lines[label + 1 : end - 1]):
        end -= 1
    return range(label + 1, end)


def _is_headline(line: str) -> bool:
    return (
        len(line) <= _HEADLINE_CHARACTERS
        and line[0] not in _QUOTATION_MARKS
        and not _ENDS_A_SENTENCE.search(line)
    )


def _is_heading(line: str, headlines: Sequence[str]) -> bool:
    """Much shorter than the headlines above it: "Talks in Geneva" under "Envoys meet in Geneva to …"."""
    return bool(headlines) and 3 * len(line) <= 2 * min(map(len, headlines))
