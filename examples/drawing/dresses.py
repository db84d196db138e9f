"""Dresses and skirts, laid flat."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas, Field
from .geometry import Pen, ellipse, mirror, rounded, smooth, tube
from .look import Look, jitter
from .materials import Material, cotton, denim, linen, ribbed, smooth_plastic, velvet


def fabric(look: Look) -> Material:
    kind = look.get("fabric", "cotton")
    if kind == "denim":
        return denim(look.colour)
    if kind == "cord":
        return ribbed(look.cloth(), 1.1, 1.1)
    return {"linen": linen, "cotton": cotton, "velvet": velvet}[kind](look.cloth())


def _pleats(
    c: Canvas, top: float, hem: float, narrow: float, wide: float, n: int, height: float
) -> Field:
    """Folds fanning from a gathered waist to a wider hem."""
    lines = []
    for k in range(n):
        u = -1 + 2 * (k + 0.5) / n + jitter(c.random, 0.3 / n)
        x0, x1 = 50 + u * narrow, 50 + u * wide
        line = Pen(x0, top).quad(x0 + (x1 - x0) * 0.4, (top + hem) / 2, x1, hem + 3).points()
        width = 2.1 * (narrow + wide) / n * 0.55
        mask = c.mask(tube(line, [0.3, width, width * 1.25]))
        lines.append(mask * c.pixels(height) * (1 if k % 2 else -1))
    return c.soft(sum(lines[1:], lines[0]), 0.9)


def dress(c: Canvas, look: Look) -> None:
    """A sun dress with straps, or one with short sleeves; gathered at the waist."""
    cloth, r = fabric(look), c.random
    waist, hem = 43 + jitter(r, 1), look.get("length", 88)
    flare = look.get("flare", 25)
    sleeves = look.get("sleeves", False)
    neck: float = 23 if look.back else look.get("neckline", 25)
    if sleeves:
        bodice = Pen(50, neck).quad(57, neck - 0.5, 59, 13).line(65, 15.5).quad(63.6, 22, 64.5, 28)
    else:
        bodice = Pen(50, neck + 1).quad(56, neck - 1, 61, neck - 2).quad(63, 25, 65, 29)
    bodice.quad(62.5, 37, 61.5, waist).line(50, waist + 0.8)
    skirt = (
        Pen(50, waist - 0.6)
        .line(61.6, waist - 0.6)
        .quad(50 + flare * 0.72, waist + 14, 50 + flare, hem - 3)
        .quad(50 + flare * 0.5, hem + 1.6, 50, hem + 1)
    )
    top, low = bodice.mirrored(), skirt.mirrored()
    puffed = (
        Pen(63, 14.6).cubic(73, 15, 78, 24, 76.5, 30.5).line(66, 33).quad(63, 28, 64.2, 26).points()
    )
    parts = [top, low] + ([puffed, mirror(puffed)] if sleeves else [])
    c.lying(c.mask(*parts))
    if sleeves:
        for shape, turn in ((puffed, -40), (mirror(puffed), 40)):
            c.paint(shape, cloth, puff=4, spin=turn)
            cuff = Pen(77, 29.6).line(65.6, 32.4).points()
            c.paint(tube(cuff if turn < 0 else mirror(cuff), 1.8), cloth, puff=0.9, lift=0.3)
        if not look.back:
            c.paint(
                Pen(41, 13)
                .quad(50, 17, 59, 13)
                .quad(57, neck, 50, neck + 1)
                .quad(43, neck, 41, 13)
                .points(),
                cloth,
                puff=0.6,
                light=0.66,
            )
    else:
        for side in (-1, 1):
            strap = smooth(
                [(50 + side * 10.6, neck - 1.6), (50 + side * 10.4, 16), (50 + side * 7.6, 9.5)],
                False,
            )
            c.paint(tube(strap, look.get("strap", 2.0)), cloth, puff=0.9)
            if look.back or look.get("tie"):
                bow = smooth(
                    [
                        (50 + side * 7.6, 9.6),
                        (50 + side * 11, 6.4),
                        (50 + side * 10.5, 10.4),
                        (50 + side * 7.6, 9.6),
                    ],
                    False,
                )
                c.paint(tube(bow, 0.9), cloth, puff=0.5)
    folds = _pleats(c, waist, hem, 11, flare, look.get("pleats", 11), 0.34)
    skirt_mask = c.paint(low, cloth, puff=6, folds=folds, origin=(3, 2))
    c.shade(
        c.soft(
            np.array(
                [[36, waist - 1], [64, waist - 1], [64, waist + 2.2], [36, waist + 2.2]],
                dtype=float,
            ),
            1.2,
        )
        * skirt_mask,
        0.35,
    )
    if look.get("tier"):
        for y in (waist + 15, waist + 30):
            seam = Pen(20, y).quad(50, y + 3, 80, y).points()
            c.shade(c.soft(tube(seam, 0.8), 0.5) * skirt_mask, 0.45)
    c.paint(
        top,
        cloth,
        puff=6,
        lift=0.4,
        folds=c.crease(
            [
                (Pen(55, waist).quad(58, 36, 58, 29).points(), 2.4, 0.35),
                (Pen(45, waist).quad(42, 36, 42, 29).points(), 2.4, 0.35),
            ],
            1,
        ),
    )
    edge = top[: len(top) // 2]
    cut = edge[:15] if sleeves else edge[:30]
    c.line(cut, 0.3, look.thread, 0.6)
    c.line(mirror(cut), 0.3, look.thread, 0.6)
    c.paint(
        c.mask(
            Pen(61.8, waist - 1.6)
            .line(61.8, waist + 1.4)
            .quad(50, waist + 3, 38.2, waist + 1.4)
            .line(38.2, waist - 1.6)
            .quad(50, waist, 61.8, waist - 1.6)
            .points()
        ),
        cotton(look.get("belt", look.cloth())),
        puff=0.9,
        lift=0.4,
    )
    if look.get("buttons") and not look.back:
        c.line(Pen(51.6, neck).line(51.6, hem + 1).points(), 0.3, look.thread, 0.6)
        for k in range(9):
            y = neck + 3 + k * (hem - neck - 6) / 8
            c.paint(
                ellipse(50, y, 0.9, 0.9),
                smooth_plastic(look.get("button", "tan")),
                puff=0.5,
                lift=0.3,
            )
    if look.get("lace") and not look.back:
        for dot in range(-9, 10):
            x = 50 + dot * 1.1
            c.paint(ellipse(x, neck + 0.5 - abs(dot) * 0.24, 0.8, 0.8), cotton("white"), puff=0.5)


def skirt(c: Canvas, look: Look) -> None:
    """A pleated or A-line skirt with a waistband."""
    cloth = fabric(look)
    hem, flare = look.get("length", 82), look.get("flare", 30)
    waist = 24
    body = (
        Pen(50, waist)
        .line(63.5, waist)
        .quad(50 + flare * 0.68, 45, 50 + flare, hem - 3)
        .quad(50 + flare * 0.5, hem + 2, 50, hem + 2)
        .mirrored()
    )
    c.lying(c.mask(body, rounded(36, 18, 64, waist + 1, 0.6)))
    n = look.get("pleats", 15)
    folds = _pleats(c, waist, hem, 13, flare, n, 0.42 if n > 8 else 0.2)
    mask = c.paint(body, cloth, puff=5, folds=folds)
    c.line(
        Pen(50 - flare, hem - 5).quad(50, hem + 0.4, 50 + flare, hem - 5).points(),
        0.3,
        look.thread,
        0.6,
        mask,
    )
    c.paint(
        Pen(64, 18.6)
        .line(64.2, 24.6)
        .quad(50, 26.2, 35.8, 24.6)
        .line(36, 18.6)
        .quad(50, 20, 64, 18.6)
        .points(),
        cloth,
        puff=1.2,
        spin=90,
        lift=0.5,
    )
    if look.get("buttons") and not look.back:
        c.line(Pen(52.4, 24).line(53, hem + 2).points(), 0.3, look.thread, 0.7)
        for k in range(6):
            c.paint(
                ellipse(50.4 + k * 0.05, 22 + k * 10.4, 1.15, 1.15),
                smooth_plastic(look.get("button", "chestnut")),
                puff=0.6,
                lift=0.3,
            )
