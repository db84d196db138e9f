"""What shirts, jumpers and coats share: cloth, creases, sleeves, buttons and prints."""

from __future__ import annotations

import itertools

from .canvas import Canvas, Field
from .colours import darker, lighter
from .geometry import Pen, Points, ellipse, rounded, smooth, tube
from .look import Look, jitter
from .materials import Material, cable, cotton, knit, linen, ribbed, smooth_plastic


def fabric(look: Look) -> Material:
    kinds = {"linen": linen, "cotton": cotton, "knit": knit, "cable": cable}
    kind: str = look.get("fabric", "cotton")
    if kind == "fleece":
        return cotton(look.cloth(), 1.2)
    if kind == "cord":
        return ribbed(look.cloth(), 1.5, 1.6)
    return kinds[kind](look.cloth())


def torso_folds(c: Canvas, hem: float, width: float, strength: float = 1.0) -> Field:
    """Creases a hand-laid garment keeps: from the armpits, and down towards the hem."""
    r, lines = c.random, []
    for side in (-1, 1):
        x = 50 + side * (width - 1)
        for k in range(2):
            reach = 7 + 5 * k + jitter(r, 2)
            line = smooth(
                [
                    (x, 37 + 4 * k),
                    (x - side * reach * 0.6, 42 + 6 * k),
                    (x - side * reach, 51 + 9 * k),
                ],
                closed=False,
            )
            lines.append((line, 2.2, 0.42 * strength))
    for _ in range(5):
        x = 50 + r.uniform(-0.8, 0.8) * width
        top = hem - r.uniform(14, 34)
        line = smooth(
            [(x, top), (x + jitter(r, 2), (top + hem) / 2), (x + jitter(r, 3), hem)], False
        )
        lines.append((line, r.uniform(2, 4), r.choice((-0.4, 0.4)) * strength))
    return c.crease(lines, 1.1)


def sleeve_of(
    look: Look, shoulder: tuple[float, float], pit: tuple[float, float]
) -> tuple[Points, Points, float]:
    """The right sleeve, its cuff, and how far the pattern on it is turned."""
    (sx, sy), (px, py) = shoulder, pit
    wide: float = look.get("sleeve_width", 1.0)
    if look.get("sleeve", "short") == "short":
        tip, under = (sx + 16.5, sy + 18.5), (sx + 16.5 - 10 * wide, sy + 24)
        shape = (
            Pen(sx - 2, sy - 0.6)
            .quad(sx + 7, sy + 2.5, *tip)
            .line(*under)
            .quad(px + 2, py + 1, px - 1, py)
            .points()
        )
        cuff = tube(Pen(*tip).line(*under).points(), 0.5)
        return shape, cuff, -47
    tip, under = (sx + 19, sy + 51), (sx + 19 - 8 * wide, sy + 52.5)
    shape = (
        Pen(sx - 2, sy - 0.6)
        .quad(sx + 9, sy + 4, sx + 13, sy + 22)
        .quad(sx + 16, sy + 37, *tip)
        .line(*under)
        .quad(px + 5.5, py + 18, px - 1, py)
        .points()
    )
    cuff = (
        Pen(tip[0] - 0.8, tip[1] - 5)
        .line(tip[0] - 0.2, tip[1] + 1)
        .line(under[0], under[1] + 0.8)
        .line(under[0] - 0.4, under[1] - 4.6)
        .points()
    )
    return shape, cuff, -14


def graphic(c: Canvas, look: Look) -> None:
    """A small printed picture on the chest."""
    kind, ink = look.get("print"), look.accent
    second = look.get("third") or lighter(ink, 0.4)
    if kind == "sun":
        c.fill(c.mask(ellipse(50, 47, 9, 9)), ink, 0.95)
        for k in range(4):
            c.fill(c.mask(rounded(38, 49 + 2.6 * k, 62, 50.0 + 2.6 * k, 0.4)), look.colour)
    elif kind == "mountain":
        c.fill(c.mask(ellipse(55, 41, 4, 4)), second)
        c.fill(c.mask(Pen(36, 56).line(46, 40, 51, 48, 55, 43, 64, 56).points()), ink, 0.95)
        c.fill(
            c.mask(Pen(42.7, 45.2).line(46, 40, 49, 44.8, 47, 46.2, 45.4, 44.8).points()),
            look.colour,
        )
    elif kind == "wave":
        for k in range(3):
            line = smooth(
                [(37 + 3.25 * n, 44 + 4 * k + (1.6 if n % 2 else -1.6)) for n in range(9)], False
            )
            c.fill(c.mask(tube(line, 1.3)), ink if k % 2 == 0 else second, 0.95)
    elif kind == "bicycle":
        for x in (43, 57):
            ring = c.mask(ellipse(x, 49, 5.4, 5.4), cut=[ellipse(x, 49, 4.6, 4.6)])
            c.fill(ring, ink, 0.95)
        for frame in (
            [(43, 49), (47, 41.5), (55.4, 41.5), (50, 49), (43, 49)],
            [(57, 49), (54.8, 39), (57.5, 38.6)],
            [(50, 49), (46.4, 40)],
            [(44.6, 40), (48.4, 40)],
        ):
            for a, b in itertools.pairwise(frame):
                c.line(Pen(*a).line(*b).points(), 0.8, ink, 0.95)
    elif kind == "leaf":
        c.fill(c.mask(Pen(50, 37).quad(60, 46, 50, 57).quad(40, 46, 50, 37).points()), ink, 0.95)
        c.line(Pen(50, 39).line(50, 60).points(), 0.6, look.colour)
        for k in range(4):
            y = 44 + 3 * k
            for s in (-1, 1):
                c.line(Pen(50, y + 1.6).line(50 + s * 3.2, y - 1).points(), 0.45, look.colour)


def inset(cuff: Points, sleeve: Points) -> Points:
    """The stitch line a little above a sleeve's hem."""
    centre = sleeve.mean(axis=0)
    middle = cuff[[0, len(cuff) // 2]]
    return middle + (centre - middle.mean(axis=0)) * 0.13


def sew_button(c: Canvas, x: float, y: float, r: float, colour: object) -> None:
    c.paint(ellipse(x, y, r, r), smooth_plastic(colour), puff=0.5, lift=0.25)  # type: ignore[arg-type]
    for dx in (-0.25, 0.25):
        c.fill(c.mask(ellipse(x + dx, y, 0.14, 0.14)), darker(colour, 0.6))  # type: ignore[arg-type]
