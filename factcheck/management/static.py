"""Static files with hashed names, made anew only when something has changed."""

import hashlib
import importlib.metadata
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_if_changed(root: Path) -> None:
    stamp = root / ".collected-from"
    state = fingerprint()
    if stamp.exists() and stamp.read_text() == state:
        return
    # The stamp comes last: a collection that was killed is done again.
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", "--clear", interactive=False, verbosity=0)
    stamp.write_text(state)


def fingerprint() -> str:
    digest = hashlib.sha256(importlib.metadata.version("whitenoise").encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
