"""Read a story."""

import re
from collections.abc import Callable

from factcheck.extraction.statements import Speaker, Statement, Story
from factcheck.rules.stances import Stance
from factcheck.rules.vocabulary import HopMode

_SAID = re.compile(
    r"(?P<who>(?:[A-Z][\w’'.]*+ ?(?:of )?){1,6}) (?P<cue>said) (?:that )?(?P<what>[^.\n]{10,400})\."
)


def read_story(story: Story, *, progress: Callable[[int, int], None] | None = None) -> list[Statement]:
    found = []
    for m in _SAID.finditer(story.body_text):
        who = m["who"].strip()
        found.append(
            Statement(
                Speaker(m.span("who"), who, who.removeprefix("The ")),
                (),
                m.span("cue"),
                (m.span("what"),),
                Stance.AFFIRMS,
                HopMode.PARAPHRASE,
                m["what"][0].upper() + m["what"][1:] + ".",
                rule="X said Y",
            )
        )
        if progress:
            progress(m.end(), len(story.body_text))
    return found
