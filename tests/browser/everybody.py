"""What every page owes everybody: nothing for axe to find and nothing wider than the window, in both looks.

A page is loaded once. It is judged by all of axe's rules light and wide, then dark and narrow by those whose
answer can differ there; `make test-all` (THOROUGH=1) asks all of them twice.
"""

import os
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# What colours, widths and the order of a narrow page can change; names and roles stay the same.
_OF_THE_LOOK = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
_THOROUGH = bool(os.environ.get("THOROUGH"))
_TARGET_SIZE = {"rules": {"target-size": {"enabled": True}}}  # WCAG 2.2 2.5.8, which axe leaves off.


def what_is_wrong(page: Page, *, narrow: int = 390) -> list[str]:
    """Return what axe finds and what sticks out on the page as it stands; the page ends dark and narrow."""
    wrong = []
    for scheme, width in (("light", 1280), ("dark", narrow)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        only = {"runOnly": _OF_THE_LOOK} if scheme == "dark" and not _THOROUGH else _TARGET_SIZE
        for violation in _violations(page, {"resultTypes": ["violations"], **only}):
            places = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
            wrong.append(f"{scheme}, {width} px: {violation['id']} at {', '.join(places)}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{scheme}, {width} px: wider than the window")
    return wrong


def _violations(page: Page, options: dict[str, object]) -> list[dict[str, Any]]:
    # Half a megabyte, and the page keeps it.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("options => axe.run(document, options)", options)
    return list(found["violations"])


# A "good" page moves by less than this, see web.dev/articles/cls. What follows a key at once is counted, too.
MOST_SHIFT = 0.1


def watch_shifts(page: Page) -> None:
    """Begin to add up how much of what is in sight moves; call again after a page is loaded anew."""
    page.evaluate("""() => {
        window.shifted = 0;
        const add = list => list.getEntries().forEach(shift => { window.shifted += shift.value; });
        new PerformanceObserver(add).observe({type: "layout-shift"});
    }""")


def shifted(page: Page) -> float:
    """The sum since watch_shifts as Chromium counts it: share of the window times share of its height."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return float(page.evaluate("window.shifted"))
