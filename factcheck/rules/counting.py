"""Counting no further than anybody reads: "more than 10,000" is found in milliseconds."""

COUNTED_TO = 10_000


def counted(number: int) -> str:
    """The number with its thousands parted; one that was cut off, in words."""
    return f"more than {COUNTED_TO:,}" if number > COUNTED_TO else f"{number:,}"
