"""Which lines of a story are its own sentences: headlines, lists of other stories and credits are not."""

import re
from dataclasses import dataclass

from factcheck.rules.text import paragraphs

_OTHER_STORIES = re.compile(
    r"(?:related (?:stories|articles?|news|coverage|posts?|content|links?|topics?|reading|video)"
    r"|read (?:more|also|next)|see also|also read|more (?:on this|stories|from|news|coverage)\b.{0,40}|more"
    r"|recommended(?: (?:stories|for you))?|you may also like|you might also like|most (?:read|popular)"
    r"|top stories|trending(?: now)?|latest (?:news|stories)|don.t miss|in case you missed it"
    r"|what to read next|further reading|sponsored|advertisement|elsewhere)\s*:?",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:edited|written|reporting|compiled|translated|additional reporting|photo|photograph|image|video|illustration"
    r"|graphic|writing) by\b.*"
    r"|(?:file )?(?:photo|image|video|caption|credit|source|graphic|screenshot|watch|listen|read more|read also"
    r"|related|see also|also read|contact|editor['’]?s['’]? note|editors['’] note|correction|clarification|update"
    r"|updated|published|posted|copyright|e-?mail|tel|phone|twitter|follow us)\s*(?::|—|–|\s-\s).*"
    r"|\(?(?:this (?:story|article|report|post) (?:has been|was|first|originally|is)|editor['’]s note|copyright|©"
    r"|the associated press contributed|follow (?:us|him|her|\S+ \S+) on\b|sign up for|subscribe|click here"
    r"|for more information|contact (?:the (?:writer|reporter|author)|us)\b).*"
    r"|.{0,200}\bcontributed (?:to this (?:report|story|article)|reporting)\b.{0,100}"
    r"|.{0,80}\((?:photo|ap photo|afp|reuters|file photo|getty images)[^()]{0,80}\)\.?"
    r"|[^\s@]{1,60}@[^\s@]{1,60}",
    re.IGNORECASE | re.DOTALL,
)
_ENDS = tuple(".!?…:;,\"'”’»)]")
# A headline in a list of other stories is short; a paragraph of the story is not, or ends with a stop.
_HEADLINE_CHARACTERS = 140
_LOOKED_AT = 400


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. is_story: whether it holds sentences of this story."""

    number: int
    start: int
    end: int
    is_story: bool


def story_lines(body_text: str) -> list[Line]:
    """Every paragraph in order, judged by how it looks and what it follows."""
    found: list[Line] = []
    in_list = False
    for number, paragraph in enumerate(paragraphs(body_text)):
        text = paragraph.text.strip()
        looked_at = text[:_LOOKED_AT]
        headline = len(text) <= _HEADLINE_CHARACTERS and not text.endswith(_ENDS)
        if _OTHER_STORIES.fullmatch(looked_at):
            in_list = True
        elif not headline:
            in_list = False
        aside = _ASIDE.fullmatch(looked_at) is not None or looked_at.startswith(("•", "►", "▶", "READ:"))
        is_story = not (in_list or headline or aside)
        found.append(Line(number, paragraph.start, paragraph.start + len(paragraph.text), is_story))
    return found
