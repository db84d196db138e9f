"""Dresses, skirts, trousers and shorts, laid flat."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas, Field
from .colours import darker
from .geometry import Pen, ellipse, mirror, rounded, smooth, tube
from .look import Look, jitter
from .materials import Material, cotton, denim, linen, ribbed, smooth_plastic, velvet


def _fabric(look: Look) -> Material:
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
    cloth, r = _fabric(look), c.random
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
    cloth = _fabric(look)
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


def trousers(c: Canvas, look: Look) -> None:
    """Jeans, chinos or drawstring trousers; `length` makes them shorts."""
    cloth = _fabric(look)
    hem = look.get("length", 91)
    wide = look.get("leg", 10.5)
    waist, crotch = 11.0, 38.0
    foot = 50 + 13.5 + (wide - 10.5) * 0.9
    leg = Pen(50, waist + 1).line(63.5, waist).quad(67.5, 24, 68.5, 36)
    if hem < 70:
        leg.line(50 + 19.5 + (wide - 10.5) * 0.6, hem - 1).line(52.4, hem + 1.4).quad(
            51.4, crotch + 4, 50, crotch
        )
    else:
        leg.quad(67.5, 62, foot + wide / 2, hem).line(foot - wide / 2, hem + 0.6).quad(
            54, 62, 50, crotch
        )
    whole = leg.mirrored()
    c.lying(c.mask(whole), 1.8)
    r = c.random
    lines = []
    for side in (-1, 1):
        for k in range(3):
            reach = 8 + 3 * k
            lines.append(
                (
                    smooth(
                        [
                            (50 + side * 1, crotch - 1 + 2 * k),
                            (50 + side * reach * 0.6, crotch - 4 + 3 * k),
                            (50 + side * (reach + 2), crotch - 6 + 5 * k),
                        ],
                        False,
                    ),
                    1.8,
                    0.4,
                )
            )
        if hem > 70:
            for y in (62, 67, 84):
                x = 50 + side * 12.5
                lines.append(
                    (
                        smooth(
                            [(x - 6, y + jitter(r, 2)), (x, y + 1), (x + 6, y + jitter(r, 2))],
                            False,
                        ),
                        1.8,
                        0.3,
                    )
                )
    folds = c.crease(lines, 0.9)
    right = leg.points()
    for shape in (right, mirror(right)):
        mask = c.paint(shape, cloth, puff=6.5, folds=folds)
        if look.get("press"):
            x = 50 + (11.6 if shape is right else -11.6)
            far = foot if shape is right else 100 - foot
            c.line(Pen(x, 20).quad(x, 60, far, hem).points(), 0.4, look.thread, 0.35, mask)
    seam = look.get("stitch", look.thread)
    jeans = look.get("fabric") == "denim"
    full = c.mask(whole)
    for s in (-1, 1):
        ends = (
            (50 + s * 12.5 - 7, hem - 2.2, 50 + s * (foot - 50) + 9, hem - 2.2)
            if hem > 70
            else (50 + s * 11 - 12, hem - 2, 50 + s * 11 + 12, hem - 2)
        )
        c.line(Pen(*ends[:2]).line(*ends[2:]).points(), 0.3, seam, 0.8, full)
    if look.back:
        for x in (41.5, 58.5):
            pocket = Pen(x - 5, 21).line(x + 5, 21, x + 5, 30.5, x, 33, x - 5, 30.5).points()
            c.paint(pocket, cloth, puff=0.7, lift=0.4)
            c.stitches(
                Pen(x - 4.5, 24).quad(x, 27.5, x + 4.5, 24).points(),
                seam,
                0.25,
                0.9 if jeans else 0.0,
            )
        c.stitches(Pen(33, 17.6).quad(50, 22, 67, 17.6).points(), seam, 0.28, 0.9, full)
    else:
        c.line(Pen(50, 15).line(50, crotch).points(), 0.35, look.thread, 0.8)
        fly = Pen(53.4, 16).line(53.4, 27).quad(53, 31, 50, 33).points()
        c.stitches(fly, seam, 0.28, 0.9)
        for side in (-1, 1):
            opening = (
                Pen(50 + side * 8.5, 15.4).quad(50 + side * 9.5, 22, 50 + side * 16.8, 24).points()
            )
            c.shade(c.soft(tube(opening, 0.7), 0.35) * full, 0.5)
            c.stitches(opening + np.array([0, 0.9]), seam, 0.26, 0.9, full)
    band = (
        Pen(64, 10)
        .line(64.6, 15)
        .quad(50, 17.4, 35.4, 15)
        .line(36, 10)
        .quad(50, 12.4, 64, 10)
        .points()
    )
    drawn = look.get("drawstring", False)
    c.paint(band, ribbed(look.cloth(), 1.2, 2.4) if drawn else cloth, puff=1.2, lift=0.4)
    if drawn and not look.back:
        for side in (-1, 1):
            c.paint(
                tube(
                    smooth(
                        [(50 + side, 14), (50 + side * 3.4, 20), (50 + side * 2.4, 27 + side)],
                        False,
                    ),
                    0.8,
                ),
                cotton(look.get("cord", "ecru")),
                puff=0.4,
                lift=0.4,
            )
    else:
        for x in (39, 61) if not look.back else (39, 50, 61):
            c.paint(rounded(x - 0.9, 9.8, x + 0.9, 16.6, 0.4), cloth, puff=0.6, lift=0.3)
        if not look.back:
            c.paint(
                ellipse(50, 13.8, 1.3, 1.3),
                smooth_plastic("copper" if jeans else darker(look.colour, 0.4)),
                puff=0.7,
                lift=0.3,
            )
    if look.get("cuff"):
        for side in (-1, 1):
            x = 50 + side * (foot - 50) if hem > 70 else 50 + side * 11.2
            half = wide / 2 + 0.5 if hem > 70 else 9.8
            c.paint(
                rounded(x - half, hem - 4.5, x + half, hem + 0.8, 0.5),
                cloth,
                puff=1,
                light=1.12,
                lift=0.4,
            )
