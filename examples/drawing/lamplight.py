"""What lamps share: skins, glowing air and fabric shades."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import darker
from .geometry import ellipse, turned_profile
from .look import Look
from .materials import Material, ceramic, cotton, enamel, linen, metal, woven

BULB = (1.0, 0.91, 0.70)


def halo(c: Canvas, x: float, y: float, r: float, strength: float = 0.4) -> None:
    """Lamplight in the air."""
    c.add_light(c.soft(ellipse(x, y, r, r * 0.8), r * 0.5), BULB, strength)


def lamp_skin(look: Look) -> Material:
    kind = look.get("fabric", "enamel")
    if kind == "rattan":
        return woven(look.colour, look.get("strand", 2.6), look.get("second"))
    if kind == "metal":
        return metal(look.colour)
    if kind == "paper":
        return cotton(look.cloth(), 0.3, 0.4)
    return {"enamel": enamel, "linen": linen, "ceramic": ceramic}[kind](look.cloth())


def shade(
    c: Canvas,
    cx: float,
    top: float,
    low: float,
    r0: float,
    r1: float,
    skin: Material,
    lit: bool = True,
) -> None:
    profile = [(top, r0), ((top + low) / 2, (r0 + r1) / 2), (low, r1)]
    c.paint(ellipse(cx, top, r0, r0 * 0.1), skin, puff=0.3, light=0.7)
    if lit:
        halo(c, cx, (top + low) / 2 + 6, r1 * 1.1, 0.3)
    mask = c.paint(turned_profile(cx, profile, 0.1), skin, round_body=True, tilt=0.1)
    c.fill(
        c.mask(ellipse(cx, top, r0 - 0.7, r0 * 0.1 - 0.4)),
        (0.98, 0.88, 0.68) if lit else (0.5, 0.48, 0.45),
    )
    if lit:
        c.add_light(
            c.soft(ellipse(cx, (top + low) / 2 + 3, r1 * 0.5, (low - top) * 0.36), 6) * mask,
            BULB,
            0.5,
        )
    for y, r in ((top + 0.4, r0), (low - 0.4, r1)):
        c.line(ellipse(cx, y, r - 0.2, r * 0.1, 0, 180), 0.5, darker(_mean(skin), 0.2), 0.5, mask)


def _mean(skin: Material) -> tuple[float, float, float]:
    at = np.linspace(0, 20, 16, dtype=np.float32)[None, :]
    r, g, b = skin.pattern(at, at).reshape(-1, 3).mean(0)
    return float(r), float(g), float(b)
