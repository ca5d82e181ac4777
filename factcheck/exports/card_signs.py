"""The signs of the statuses, drawn like those in templates/components/icons/: in a square of 16 by 16."""

from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw

from factcheck.rules.statuses import Status

# Drawn larger and made smaller, so that edges are smooth.
_FINER = 4
_SQUARE = 16

Point = tuple[float, float]


class _Pen:
    """Shapes in units of the square, in the status's colour, and cuts in that of the ground."""

    def __init__(self, size: int, colour: str, ground: str) -> None:
        self.unit = size * _FINER / _SQUARE
        self.colour, self.ground = colour, ground
        self.image = Image.new("RGB", (size * _FINER, size * _FINER), ground)
        self.draw = ImageDraw.Draw(self.image)

    def disc(self, centre: Point, radius: float) -> None:
        self.draw.ellipse(self._around(centre, radius), fill=self.colour)

    def ring(self, centre: Point, radius: float, *, dashed: bool = False) -> None:
        step = 36 if dashed else 360
        for start in range(0, 360, step):
            end = start + (22 if dashed else 360)
            self.draw.arc(self._around(centre, radius), start, end, fill=self.colour, width=self._line())

    def shape(self, points: Sequence[Point]) -> None:
        self.draw.polygon(self._scaled(points), fill=self.colour)

    def line(self, *points: Point, cut: bool = False) -> None:
        colour = self.ground if cut else self.colour
        self.draw.line(self._scaled(points), fill=colour, width=self._line(), joint="curve")

    def _line(self) -> int:
        return round(1.5 * self.unit)

    def _scaled(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.unit, y * self.unit) for x, y in points]

    def _around(self, centre: Point, radius: float) -> list[Point]:
        (x, y), reach = centre, radius
        return self._scaled([(x - reach, y - reach), (x + reach, y + reach)])


def draw_sign(
    image: Image.Image, status: Status, where: tuple[int, int], size: int, colour: str, ground: str
) -> None:
    """Draw a status's sign with its upper left corner at `where`, `size` pixels wide."""
    pen = _Pen(size, colour, ground)
    _SIGNS[status](pen)
    image.paste(pen.image.resize((size, size), Image.Resampling.LANCZOS), where)


def _confirmed(pen: _Pen) -> None:
    pen.disc((8, 8), 7.5)
    pen.line((4.6, 8.3), (7, 10.7), (11.5, 5.7), cut=True)


def _disputed(pen: _Pen) -> None:
    pen.shape([(8, 0), (16, 8), (8, 16), (0, 8)])
    pen.line((4.4, 6.6), (11.2, 6.6), (9, 4.4), cut=True)
    pen.line((11.6, 9.4), (4.8, 9.4), (7, 11.6), cut=True)


def _unverified(pen: _Pen) -> None:
    pen.ring((8, 8), 7.5, dashed=True)
    pen.line((6.1, 6.4), (6.5, 5.1), (8, 4.5), (9.5, 5.1), (9.9, 6.4), (9.1, 7.9), (8, 9.2), (8, 9.8))
    pen.disc((8, 11.9), 1)


def _retracted(pen: _Pen) -> None:
    pen.ring((8, 8), 5.5)
    pen.line((0.8, 8), (15.2, 8))


def _superseded(pen: _Pen) -> None:
    pen.line((1, 8), (10.5, 8))
    pen.line((7, 4.2), (10.8, 8), (7, 11.8))
    pen.line((14.4, 2.5), (14.4, 13.5))


_SIGNS: dict[Status, Callable[[_Pen], None]] = {
    Status.CONFIRMED: _confirmed,
    Status.DISPUTED: _disputed,
    Status.UNVERIFIED: _unverified,
    Status.RETRACTED: _retracted,
    Status.SUPERSEDED: _superseded,
}
