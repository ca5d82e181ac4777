"""A real Chromium for the tests of the browser: find one, or get one (`python -m tests.chromium`)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DEBIAN_PACKAGES = ("chromium", "fonts-noto-core", "fonts-noto-cjk")


def find() -> Path | None:
    """The system's own browser first, then the one that Playwright has fetched."""
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    # A fresh event loop; inside a test Playwright's own loop may be running already.
    asked = subprocess.run(
        [sys.executable, "-c", "from tests.chromium import playwrights; print(playwrights())"],
        capture_output=True,
        text=True,
        check=True,
    )
    path = Path(asked.stdout.strip())
    return path if path.exists() else None


def playwrights() -> str:
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def get() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        run("apt-get", "update", "-q")
        run("apt-get", "install", "-y", "-q", "--no-install-recommends", *DEBIAN_PACKAGES)
    else:
        run(sys.executable, "-m", "playwright", "install", "chromium")


def run(*command: str) -> None:
    subprocess.run(command, check=True, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})


if __name__ == "__main__":
    if find() is None:
        print("No Chromium here yet: getting one for the tests.", flush=True)
        get()
    print(f"Browser for the tests: {find()}")
