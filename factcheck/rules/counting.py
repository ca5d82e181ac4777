"""Counting no further than anybody reads: "more than 1,000" is found in milliseconds."""

from factcheck.rules.told import Told, told, word

COUNTED_TO = 1000


def counted(number: int, up_to: int = COUNTED_TO) -> Told:
    """The number with its thousands parted; one that was cut off, in words."""
    return told("more than {number}", number=f"{up_to:,}") if number > up_to else word(f"{number:,}")
