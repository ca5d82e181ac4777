"""How large and how tangled a foreign article may be, and the refusal when it is more.

The limits are checked before anything parses: bleach and every HTML tree grow badly with depth and with
the number of elements, so one linear pass over the source comes first. docs/sanitising.md has the figures.
"""

import re
from collections.abc import Iterator

from factcheck.rules.told import told, word

MIB = 1024 * 1024
# Plain text, and pasted pieces of HTML. A long newspaper feature is .1 MiB.
MAX_ARTICLE_BYTES = 2 * MIB
# A whole web page is mostly scripts and menus: some large news sites send nearly 3 MiB for a 20 KiB story.
MAX_PAGE_BYTES = 4 * MIB

MAX_SOURCE_TAGS = 50_000
MAX_DEPTH = 200
MAX_ATTRIBUTES = 100
# Of the story itself, after menus, scripts and unknown elements are gone and before bleach sees it.
MAX_ELEMENTS = 12_000
# Character references in it: bleach takes quadratic time over them.
MAX_REFERENCES = 40_000


class ArticleRefused(Exception):
    """An article that the desk cannot take in. The message says what happened and what to do.

    code is one of: empty, too_large, binary, undecodable, too_complex, no_text.
    """

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.message = message
        self.code = code

    def __reduce__(self) -> tuple[type["ArticleRefused"], tuple[str, str]]:
        return ArticleRefused, (self.message, self.code)


def check_size(data: bytes, *, limit: int = MAX_ARTICLE_BYTES) -> None:
    if not data:
        raise ArticleRefused(
            word("The article is empty: paste its text or choose a file that has some."), "empty"
        )
    if len(data) > limit:
        raise ArticleRefused(
            told(
                "The article has {what} MB and the limit is {what2} MB: paste only the text of "
                "the story, or save the page as plain text.",
                what=f"{len(data) / MIB:.1f}",
                what2=limit // MIB,
            ),
            "too_large",
        )


def too_complex(what: str) -> ArticleRefused:
    return ArticleRefused(
        told(
            "The HTML is too complex to clean safely: {what}. Copy the text of the story "
            "from the page and paste it as plain text.",
            what=what,
        ),
        "too_complex",
    )


# One token a match, quoted values whole. Possessive, so that a hostile source cannot make it go back.
_TAG = re.compile(r"""<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<rest>(?:"[^"]*+"|'[^']*+'|[^"'>])*+)|<!--""")
_ATTRIBUTE = re.compile(r"""[^\s"'=/>]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]*+))?+""")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Elements whose end tag writers leave out: a second one beside the first closes it.
_CLOSES_ITSELF = frozenset("p li dt dd tr td th option thead tbody tfoot".split())
# Their content is no markup, however much it looks like it.
_END_OF_RAW_TEXT = {
    "<!--": re.compile("-->"),
    "script": re.compile("</script", re.IGNORECASE),
    "style": re.compile("</style", re.IGNORECASE),
}


def check_markup(raw_html: str) -> None:
    """Refuse HTML with too many tags, too deep a nesting or too many attributes in one tag.

    Linear in the source. A source that hides its tags from this pass still meets the limits on the tree
    (rules/html.py) and on the process (intake/confined.py).
    """
    depth = _Depth()
    for tags, match in enumerate(_markup_of(raw_html), start=1):
        if tags > MAX_SOURCE_TAGS:
            raise too_complex(f"it has more than {MAX_SOURCE_TAGS:,} tags")
        rest = match["rest"]
        # Text shorter than twice the limit cannot hold more attributes than the limit.
        if len(rest) > 2 * MAX_ATTRIBUTES and sum(1 for _ in _ATTRIBUTE.finditer(rest)) > MAX_ATTRIBUTES:
            raise too_complex(f"a tag has more than {MAX_ATTRIBUTES} attributes")
        name = match["name"].lower()
        if match["end"]:
            depth.close(name)
        elif depth.open(name, is_empty=rest.endswith("/")) > MAX_DEPTH:
            raise too_complex(f"its elements are nested more than {MAX_DEPTH} deep")


def _markup_of(raw_html: str) -> Iterator[re.Match[str]]:
    """Every start and end tag, those inside scripts, styles and comments left out."""
    endless: set[str] = set()
    position = 0
    while match := _TAG.search(raw_html, position):
        position = match.end()
        kind = match["name"].lower() if match["name"] else "<!--"
        if match["name"]:
            yield match
        if kind not in _END_OF_RAW_TEXT or kind in endless or match["end"]:
            continue
        if end := _END_OF_RAW_TEXT[kind].search(raw_html, position):
            position = end.start()
        else:
            # Look for a missing end once, not once a tag: that would be quadratic.
            endless.add(kind)


class _Depth:
    """How deep the open elements stand. Each is opened and closed once, so the whole count is linear."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._count: dict[str, int] = {}

    def open(self, name: str, *, is_empty: bool) -> int:
        beside_its_like = name in _CLOSES_ITSELF and self._open[-1:] == [name]
        if not (is_empty or name in _VOID or beside_its_like):
            self._open.append(name)
            self._count[name] = self._count.get(name, 0) + 1
        return len(self._open)

    def close(self, name: str) -> None:
        if not self._count.get(name):
            return
        while self._open:
            closed = self._open.pop()
            self._count[closed] -= 1
            if closed == name:
                return
