"""What bags are made of, and their buckles."""

from __future__ import annotations

from .canvas import Canvas
from .geometry import rounded
from .look import Look
from .materials import Material, cotton, leather, linen, quilt, smooth_plastic, suede, woven


def bag_cloth(look: Look) -> Material:
    kind = look.get("fabric", "canvas")
    if kind == "straw":
        return woven(look.colour, look.get("strand", 2.8), look.get("second"))
    if kind == "quilt":
        return quilt(look.cloth())
    made = {"canvas": lambda p: cotton(p, 0.85), "leather": leather, "linen": linen, "suede": suede}
    return made[kind](look.cloth())


def buckle(
    c: Canvas, x: float, y: float, w: float = 2.6, h: float = 2.2, metal: str = "brass"
) -> None:
    ring = c.mask(
        rounded(x - w, y - h, x + w, y + h, 0.7),
        cut=[rounded(x - w + 0.9, y - h + 0.9, x + w - 0.9, y + h - 0.9, 0.4)],
    )
    c.paint(ring, smooth_plastic(metal), puff=0.5, lift=0.3)
    c.paint(rounded(x - 0.35, y - h, x + 0.35, y + 0.4, 0.2), smooth_plastic(metal), puff=0.3)
