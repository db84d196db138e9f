"""What thrown and blown things share: glaze, rim, handle, shine and glass."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas, Field
from .colours import mix
from .geometry import Pen, Points, ellipse, tube
from .look import Look
from .materials import Material, ceramic, stoneware

TILT = 0.2


def glaze(look: Look) -> Material:
    """Gloss or half-matt, as the product asks."""
    return (
        ceramic(look.cloth()) if look.get("finish", "matt") == "gloss" else stoneware(look.cloth())
    )


def shine(
    c: Canvas, mask: Field, x: float, y0: float, y1: float, w: float = 2.4, strength: float = 0.5
) -> None:
    """The window's reflection down the lit side of a glazed pot."""
    streak = Pen(x, y0).quad(x - 1, (y0 + y1) / 2, x + 0.4, y1).points()
    c.add_light(c.soft(tube(streak, [w * 0.6, w, w * 0.5]), 0.9) * mask, "white", strength)


def opening(
    c: Canvas, cx: float, y: float, r: float, lip: Material, inside: Material, tilt: float = TILT
) -> Field:
    """A rim seen from a little above: lip, then the hollow with its own shadow."""
    c.paint(ellipse(cx, y, r, r * tilt), lip, puff=0.8)
    hollow = c.mask(ellipse(cx, y + 0.25, r - 1.1, (r - 1.1) * tilt))
    c.paint(hollow, inside, puff=0, light=0.92)
    c.shade(
        c.soft(ellipse(cx - r * 0.25, y - r * tilt * 0.3, r * 0.9, r * tilt * 0.9), 1.2) * hollow,
        0.34,
    )
    return hollow


def handle(c: Canvas, line: Points, width: float, material: Material) -> None:
    c.paint(tube(line, width), material, puff=width / 2, lift=0.4)


def glass(c: Canvas, outline: Points, tint: object) -> None:
    """Clear glass: the paper shows through, dark at the edges, bright inside them."""
    mask = c.mask(outline)
    c.fill(mask, tint, 0.34)  # type: ignore[arg-type]
    inner = c.soft(mask, 1.4)
    c.shade(mask * np.clip(1.55 - 1.6 * inner, 0, 1), 0.36, mix(tint, "petrol", 0.6))  # type: ignore[arg-type]
    c.covered = np.maximum(c.covered, mask)
