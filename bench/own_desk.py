"""A desk of its own for a test, a bench or pictures: what its processes are told, and nothing of ours."""

import os

# What a desk reads from its environment, and what Django does.
OURS = ("DATABASE", "STATE", "PORT", "HOST", "BASE_URL", "DJANGO", "SECRET", "LEDGER", "ALLOWED", "EMAIL")


def environment(**given: object) -> dict[str, str]:
    """The environment of this process without what concerns a desk, and what is given for that one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return kept | {name: str(value) for name, value in given.items()}
