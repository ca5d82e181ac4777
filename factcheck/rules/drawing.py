"""Places of marks in a drawing: percentages along an axis, and the round numbers beside it."""


def percent(value: float) -> str:
    """A place along an axis, 0 to 100, as SVG writes it."""
    return f"{min(max(value, 0), 100):.3f}%"


def round_ticks(highest: float) -> list[int]:
    """Round numbers from zero to beyond the highest value, at most five steps."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if step * 5 > highest:
                return [step * i for i in range(int(highest // step) + 2)]
        size *= 10
