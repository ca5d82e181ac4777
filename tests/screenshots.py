"""Pictures of every page for docs/screenshots (`make screenshots`), taken of the demo desk by a real browser.

Starts a desk of its own in a folder that is removed afterwards. Each page is taken wide and light, and narrow
and dark; README.md is the gallery of them. WebP, because three dozen PNGs would outweigh the program.
"""

import io
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from bench.own_desk import environment
from factcheck.demo.logins import PASSWORD
from tests import chromium

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "screenshots"
PORT = 8137
BASE = f"http://127.0.0.1:{PORT}"
PATIENCE_SECONDS = 180
QUALITY = 80
# Taller pages are cut there: a picture is to be looked at, not to be scrolled.
HEIGHTS = {1280: 1600, 390: 1400}
# The story with the most claims.
STORY = "Seoul says the North sent 3,000 more soldiers"
LOOKS = (("light", 1280), ("dark", 390))

READERS = (
    ("home", "/", "Home: what changed last"),
    ("claims", "/claims/", "Claims, with filters and their counts"),
    ("search", "/claims/?q=soldiers&status=confirmed", "Search: words marked, filters beside"),
    ("nothing-found", "/claims/?q=zebra", "Nothing found helps on"),
    ("claim", "/claims/NK-0001/", "A claim: who says what, and who has not confirmed it"),
    ("claim-figures", "/claims/NK-0004/#figures", "Figures of several sources on one axis"),
    ("claim-verify", "/claims/NK-0001/verify/", "A claim's proof"),
    ("claim-report", "/claims/NK-0001/report/", "Report an error"),
    ("article", "/articles/{article}/", "An article with its claims underlined"),
    ("articles", "/articles/", "Articles"),
    (
        "source",
        "/sources/south-koreas-joint-chiefs-of-staff/",
        "A source: what it said, how often others confirmed it",
    ),
    ("sources", "/sources/", "Sources"),
    ("topic", "/topics/north-korean-soldiers-in-russia/", "A topic: its claims and figures over time"),
    ("topics", "/topics/", "Topics"),
    ("corrections", "/corrections/", "Corrections"),
    ("ledger", "/ledger/", "The ledger: downloads and every column"),
    ("changes", "/ledger/changes/?since=2025-03-01&until=2025-05-01", "What changed between two moments"),
    ("methodology", "/methodology/", "How the desk works"),
)
EDITORS = (
    ("queue", "/desk/?claim=NK-0013", "The queue, with the chosen claim beside it"),
    ("work", "/desk/claims/NK-0013/", "Work on one claim"),
    ("annotate", "/desk/articles/{article}/", "An article at the desk: select words, record who says them"),
    ("article-new", "/desk/articles/new/", "A story is pasted, uploaded or fetched"),
    ("desk-source", "/desk/sources/russia/", "A source at the desk: names, relations, grade, merging"),
    ("for-you", "/desk/for-you/", "For you: watched, mentioned, since you were last here"),
    ("reports", "/desk/reports/", "What readers reported"),
    ("tour", "/desk/tour/", "The tour, with the keys"),
    ("desk-settings", "/desk/settings/", "Settings of the desk"),
    ("mend", "/desk/mend/", "Records to mend"),
)


def main() -> int:
    found = chromium.find()
    if found is None:
        print("There is no Chromium. Type: python -m tests.chromium", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    with demo_desk(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(found), args=chromium.FLAGS)
        for scheme, width in LOOKS:
            photograph(browser, scheme, width)
        browser.close()
    (FOLDER / "README.md").write_text(gallery(), encoding="utf-8")
    taken = list(FOLDER.glob("*.webp"))
    print(f"{len(taken)} pictures, {sum(file.stat().st_size for file in taken) / 1e6:.1f} MB, in {FOLDER}")
    return 0


@contextmanager
def demo_desk() -> Iterator[None]:
    """A desk with the demo's record, gone at the end."""
    state = tempfile.mkdtemp(prefix="desk-for-pictures-")
    with tempfile.TemporaryFile() as log:
        served = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--workers", "1"],
            cwd=ROOT,
            env=environment(STATE_DIR=state, PORT=PORT),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_ready(served)
            yield
        finally:
            served.terminate()
            served.wait(timeout=60)
            shutil.rmtree(state, ignore_errors=True)


def photograph(browser: Browser, scheme: str, width: int) -> None:
    """Every page in one look; the desk's by the admin, who sees all of them."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{BASE}/articles/")
    article = page.get_by_role("link", name=STORY).get_attribute("href") or ""
    number = article.strip("/").rpartition("/")[2]
    for name, address, _ in READERS:
        _keep(page, name, address.format(article=number), scheme, width)
    page.goto(f"{BASE}/accounts/login/")
    page.fill("[name=username]", "ada")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/**")
    for name, address, _ in EDITORS:
        _keep(page, name, address.format(article=number), scheme, width)
    context.close()


def gallery() -> str:
    """The pictures as a page of Markdown."""
    lines = [
        "# The pages in pictures",
        "",
        "Made by `make screenshots`; those of a phone are in the dark look.",
    ]
    for title, pages in (("Readers", READERS), ("Editors", EDITORS)):
        lines += ["", f"## {title}"]
        for name, _, caption in pages:
            lines += ["", f"### {caption}", "", f"![{caption}, wide]({name}-1280.webp)"]
            lines += [f"![{caption}, on a phone]({name}-390.webp)"]
    return "\n".join(lines) + "\n"


def _keep(page: Page, name: str, address: str, scheme: str, width: int) -> None:
    answer = page.goto(f"{BASE}{address}", wait_until="networkidle")
    if answer is None or not answer.ok:
        raise SystemExit(f"{address} was answered with {answer and answer.status}")
    height = min(page.evaluate("document.documentElement.scrollHeight"), HEIGHTS[width])
    page.set_viewport_size({"width": width, "height": max(height, 900)})
    picture = Image.open(io.BytesIO(page.screenshot()))
    page.set_viewport_size({"width": width, "height": 900})
    picture.convert("RGB").save(FOLDER / f"{name}-{width}.webp", quality=QUALITY, method=6)
    print(f"{scheme}, {width} px: {address}")


def _wait_until_ready(served: subprocess.Popen[bytes]) -> None:
    deadline = monotonic() + PATIENCE_SECONDS
    while monotonic() < deadline:
        if served.poll() is not None:
            raise SystemExit(f"The desk ended with status {served.returncode}. Is port {PORT} free?")
        try:
            with urllib.request.urlopen(f"{BASE}/readyz", timeout=10) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            sleep(0.5)
    raise SystemExit(f"The desk was not ready within {PATIENCE_SECONDS} s.")


if __name__ == "__main__":
    sys.exit(main())
