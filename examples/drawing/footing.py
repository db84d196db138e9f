"""What all shoes share: the pair, the upper, the laces, the ground they stand on."""

from __future__ import annotations

from collections.abc import Callable

from .canvas import Canvas, View
from .geometry import Pen, ellipse, tube
from .look import Look
from .materials import (
    Material,
    cotton,
    knit,
    leather,
    rubber,
    suede,
)

GROUND = 71.0


def paired(draw: Callable[[Canvas, Look], None]) -> Callable[[Canvas, Look], None]:
    """Draw the far shoe first when the picture is of a pair."""

    def both(c: Canvas, look: Look) -> None:
        c.ground(50, GROUND + 0.6, 38, 3.4)
        if look.side == "angle" or look.get("pair"):
            v = c.view
            back = View(v.zoom * 0.93, v.cx + 6, v.cy + 9, v.turn, v.flip)
            c.look_from(back)
            c.ground(50, GROUND + 0.6, 38, 3)
            draw(c, look)
            c.look_from(v)
        draw(c, look)

    return both


def upper_cloth(look: Look) -> Material:
    kind = look.get("fabric", "leather")
    made = {
        "leather": leather,
        "suede": suede,
        "canvas": lambda p: cotton(p, 1.0),
        "knit": lambda p: knit(p, 1.2),
        "rubber": rubber,
    }
    return made[kind](look.cloth())


def laces(c: Canvas, rungs: list[tuple[float, float, float, float]], colour: object) -> None:
    for x0, y0, x1, y1 in rungs:
        middle = ((x0 + x1) / 2 - 0.6, (y0 + y1) / 2 - 1.0)
        c.paint(
            tube(Pen(x0, y0).quad(*middle, x1, y1).points(), 1.55),
            cotton(colour, 0.6),
            puff=0.7,
            lift=0.4,
        )  # type: ignore[arg-type]
        c.fill(c.mask(ellipse(x1 + 0.2, y1 + 0.3, 0.55, 0.55)), "steel")
