"""Jeans, chinos, drawstring trousers and shorts, laid flat."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import darker
from .dresses import fabric
from .geometry import Pen, ellipse, mirror, rounded, smooth, tube
from .look import Look, jitter
from .materials import cotton, ribbed, smooth_plastic


def trousers(c: Canvas, look: Look) -> None:
    """Jeans, chinos or drawstring trousers; `length` makes them shorts."""
    cloth = fabric(look)
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
