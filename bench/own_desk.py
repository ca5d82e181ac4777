"""A desk of its own for a test, a bench or pictures: what its processes are told, and nothing of ours."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

# What a desk reads from its environment, and what Django does.
OURS = ("DATABASE", "STATE", "PORT", "HOST", "BASE_URL", "DJANGO", "SECRET", "LEDGER", "ALLOWED", "EMAIL")


def environment(**given: object) -> dict[str, str]:
    """The environment of this process without what concerns a desk, and what is given for that one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return kept | {name: str(value) for name, value in given.items()}


def begin() -> None:
    """Give this process an empty desk, in a folder that goes with it. Django is up afterwards."""
    folder = tempfile.mkdtemp(prefix="fc-bench-")
    # Registered first, so that it runs last: after the database has been stopped.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    Path(folder).chmod(0o711)
    os.environ.update(
        STATE_DIR=folder, DJANGO_SETTINGS_MODULE="factcheck.settings", SECOND_EDITOR="none",
        SECRET_KEY="only for a measurement, and known to all",
    )  # fmt: skip
    # As the owner makes the tables, and the web role works on them: the embedded engine knows both.
    sys.argv = ["manage.py", "migrate"]
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
