"""The one door that foreign HTML comes in by: cleaned in a confined process, never in a web worker."""

from dataclasses import asdict, dataclass, field
from typing import Any

from factcheck.intake.confined import DEFAULT_LIMITS, Limits, OverLimit, answer_confined, run_confined
from factcheck.rules.article_limits import ArticleRefused, too_complex
from factcheck.rules.html import sanitise, text_of


@dataclass(frozen=True, slots=True)
class CleanStory:
    clean_html: str
    body_text: str
    # What a whole page says of itself: headline, byline, published, language, publisher_name, url.
    about: dict[str, str] = field(default_factory=dict)


def clean_fragment(raw_html: str, base_url: str = "", *, limits: Limits = DEFAULT_LIMITS) -> CleanStory:
    """Clean a piece of HTML. Raises ArticleRefused (too_complex)."""
    return _clean({"raw_html": raw_html, "base_url": base_url, "is_page": False}, limits)


def clean_page(raw_html: str, base_url: str = "", *, limits: Limits = DEFAULT_LIMITS) -> CleanStory:
    """Find the story in a whole page, clean it, and read what the page says about it."""
    return _clean({"raw_html": raw_html, "base_url": base_url, "is_page": True}, limits)


def _clean(request: dict[str, Any], limits: Limits) -> CleanStory:
    try:
        answer = run_confined("factcheck.intake.sanitiser", request, limits)
    except OverLimit as error:
        raise too_complex(str(error)) from error
    if "refused" in answer:
        raise ArticleRefused(**answer["refused"])
    return CleanStory(**answer)


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    raw_html, base_url = request["raw_html"], request["base_url"]
    try:
        about: dict[str, str] = {}
        if request["is_page"]:
            # Half a second to import, so that a pasted fragment does not pay for it.
            from factcheck.intake.webpages import read_page

            raw_html, about = read_page(raw_html, base_url)
        clean_html = sanitise(raw_html, about.get("url") or base_url)
    except ArticleRefused as refused:
        return {"refused": {"message": refused.message, "code": refused.code}}
    return asdict(CleanStory(clean_html, text_of(clean_html), about))


if __name__ == "__main__":
    answer_confined(_answer)
