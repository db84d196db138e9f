"""Dining chairs, stools, poufs, benches and scatter cushions."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .furnishing import TIMBERS, camera, covering, ground, timber
from .geometry import ellipse, smooth, softened, tube
from .look import Look
from .materials import cotton, leather, metal, rubber, wood, woven
from .solids import Box, Post, Solid, build


def chair(c: Canvas, look: Look) -> None:
    """A dining chair: slatted, spindle, ladder, upholstered or woven seat."""
    style = look.get("style", "slat")
    timber = (
        metal(look.colour)
        if look.get("frame") == "metal"
        else wood(look.colour, along="y")
        if look.colour in TIMBERS
        else rubber(look.colour)
    )
    cam = camera(look, y=90, scale=0.92)
    half, d, seat, top = 19.0, 36.0, 41.0, 84.0
    ground(c, cam, 2 * half, d)
    parts: list[Solid] = []
    for s in (-1, 1):
        parts.append(
            Post(
                (s * (half + 1), -d / 2, 0), (s * (half - 1.6), -d / 2 + 2, seat), 2.2, 3.2, timber
            )
        )
        parts.append(
            Post(
                (s * (half + 1), d / 2 + 2, 0), (s * (half - 2), d / 2 - 2, seat), 2.2, 3.2, timber
            )
        )
        parts.append(
            Post(
                (s * (half - 2), d / 2 - 2, seat + 3),
                (s * (half - 1), d / 2 + 2, top),
                3.2,
                2.6,
                timber,
            )
        )
    if style in ("slat", "ladder"):
        n = 3 if style == "slat" else 4
        for k in range(n):
            z = seat + 14 + k * (top - seat - 18) / (n - 1)
            parts.append(
                Box((-half + 2, d / 2 - 0.5, z - 2.4), (half - 2, d / 2 + 1, z + 2.4), timber)
            )
    elif style == "spindle":
        parts.append(
            Box((-half - 2, d / 2 - 1, top - 3), (half + 2, d / 2 + 2, top + 3), timber, soft=1.6)
        )
        for k in range(5):
            x = -half + 6 + k * (2 * half - 12) / 4
            parts.append(Post((x, d / 2 - 1, seat + 3), (x, d / 2, top - 3), 1.5, 1.3, timber))
    else:
        cover = (
            leather(look.get("cover", "cognac"))
            if style == "leather"
            else cotton(look.get("cover", "sage"), 1.4)
        )
        parts.append(
            Box(
                (-half + 2, d / 2 - 2.6, seat + 16), (half - 2, d / 2 + 1.6, top + 1), cover, soft=4
            )
        )
    pad = look.get("cover")
    if pad == "cord":
        parts.append(
            Box(
                (-half, -d / 2, seat),
                (half, d / 2 - 0.6, seat + 3),
                woven("sand", 1.6, "oat"),
                bevel=1,
            )
        )
    elif pad:
        cover = leather(pad) if style == "leather" else cotton(pad, 1.4)
        parts.append(Box((-half, -d / 2, seat), (half, d / 2 - 2.6, seat + 6), cover, soft=3))
    else:
        parts.append(Box((-half, -d / 2, seat), (half, d / 2 - 0.6, seat + 3), timber, bevel=1))
    build(c, cam, parts)


def stool(c: Canvas, look: Look) -> None:
    """A round stool: three splayed legs, a tall bar stool, or an upholstered pouf."""
    style, tall = look.get("style", "round"), look.get("tall", 0.0)
    if style == "pouf":
        cover = covering(look)
        c.ground(50, 78, 32, 4.6)
        side = np.concatenate(
            [
                ellipse(50, 46, 33, 11, 180, 360),
                smooth([(83, 46), (86, 60), (82, 74)], False),
                ellipse(50, 74, 32, 8, 0, 180),
                smooth([(18, 74), (14, 60), (17, 46)], False),
            ]
        )
        mask = c.paint(side, cover, round_body=True, tilt=0.2)
        for k in range(9):
            x = np.sin((k - 4) / 4.4 * 1.45)
            seam = smooth([(50 + 33 * x, 47), (50 + 35.6 * x, 60), (50 + 31 * x, 79)], False)
            c.shade(c.soft(tube(seam, 1.1), 0.6) * mask, 0.4)
        top = c.paint(ellipse(50, 46, 33, 12), cover, puff=7, light=1.05, lift=0.5)
        for k in range(9):
            a = 2 * np.pi * k / 9 + 0.2
            c.shade(
                c.soft(
                    tube(
                        np.linspace((50, 45), (50 + 32.6 * np.cos(a), 46 + 11.6 * np.sin(a)), 8),
                        0.9,
                    ),
                    0.5,
                )
                * top,
                0.3,
            )
        c.paint(ellipse(50, 45, 2.4, 1.3), cover, puff=1.2)
        return
    seat = 44 - tall * 24
    r = 21 - tall * 2
    wide = 22 + tall * 2
    leg = timber(look.get("legs", look.colour), "y")
    c.ground(50, 86, wide * 0.9, 5)
    feet = (
        [(50 - wide * 0.5, 80.6), (50 + wide * 0.62, 81), (50 - wide, 89), (50 + wide * 0.9, 90)]
        if not look.get("three")
        else [(50 + 2, 80), (50 - wide, 89), (50 + wide, 88)]
    )
    for n, (x, y) in enumerate(feet):
        c.paint(
            tube(np.linspace((50 + (x - 50) * 0.56, seat + 4), (x, y), 10), [3.4, 2.4]),
            leg,
            puff=1.6,
            light=0.82 if n < len(feet) - 2 else 1.0,
            lift=0.3,
        )
    if tall or look.get("ring"):
        y = seat + (86 - seat) * 0.64
        c.paint(
            tube(ellipse(50, y, wide * 0.8, 5.4, 0, 180), 1.5),
            metal("brass") if look.get("ring") == "brass" else leg,
            puff=0.7,
            lift=0.3,
        )
    cover = leather(look.get("cover")) if look.get("cover") else timber(look.colour, seed=3)
    thick = 6.0 if look.get("cover") else 3.4
    rim = np.concatenate(
        [ellipse(50, seat, r, r * 0.26, 180, 360), ellipse(50, seat + thick, r, r * 0.26, 0, 180)]
    )
    c.paint(rim, cover, round_body=True, lift=0.4)
    c.paint(ellipse(50, seat, r, r * 0.26), cover, puff=3 if look.get("cover") else 0.8, light=1.04)


def bench(c: Canvas, look: Look) -> None:
    """A hall bench, bare or with a long pad."""
    cam = camera(look, y=80, scale=0.82, yaw=24)
    half, d, seat = 50.0, 26.0, 34.0
    ground(c, cam, 2 * half, d)
    body = timber(look.colour)
    parts: list[Solid] = []
    for s in (-1, 1):
        for y in (-d / 2 + 3, d / 2 - 3):
            parts.append(
                Post(
                    (s * (half - 3), y, 0),
                    (s * (half - 7), y, seat),
                    2.6,
                    4,
                    timber(look.colour, "y"),
                )
            )
    parts.append(Box((-half, -d / 2, seat), (half, d / 2, seat + 3.6), body, bevel=1))
    if look.get("shelf"):
        parts.append(Box((-half + 8, -d / 2 + 2, 11), (half - 8, d / 2 - 2, 13), body))
    if look.get("cover"):
        parts.append(
            Box(
                (-half + 1, -d / 2 + 0.5, seat + 3.6),
                (half - 1, d / 2 - 0.5, seat + 9),
                cotton(look.get("cover"), 1.4),
                soft=2.6,
            )
        )
    build(c, cam, parts)


def cushion(c: Canvas, look: Look) -> None:
    """A scatter cushion, square or oblong, plain or patterned, with tassels or piping."""
    cover, oblong = covering(look), look.get("oblong", False)
    x0, x1, y0, y1 = (12, 88, 28, 72) if oblong else (16, 84, 16, 84)
    c.ground(50, y1 - 1, (x1 - x0) * 0.42, 3.4)
    m = 5
    shape = np.concatenate(
        [
            smooth([(x0, y0), ((x0 + x1) / 2, y0 + m), (x1, y0)], False),
            smooth([(x1, y0), (x1 - m, (y0 + y1) / 2), (x1, y1)], False),
            smooth([(x1, y1), ((x0 + x1) / 2, y1 - m + 2), (x0, y1)], False),
            smooth([(x0, y1), (x0 + m, (y0 + y1) / 2), (x0, y0)], False),
        ]
    )
    shape = softened(shape[::4], 2)
    if look.get("tassels"):
        for x, y in ((x0, y0), (x1, y0), (x0, y1), (x1, y1)):
            sx, sy = (1 if x > 50 else -1), (1 if y > 50 else -1)
            c.paint(
                tube(np.linspace((x - sx, y - sy), (x + sx * 5, y + sy * 6), 8), [1.4, 3.6]),
                cotton(look.accent, 2),
                puff=1.2,
            )
    folds = c.crease(
        [
            (smooth([(x, y), ((x * 2 + 50) / 3, (y * 2 + 50) / 3)], False), 5, 0.9)
            for x, y in ((x0, y0), (x1, y0), (x0, y1), (x1, y1))
        ],
        2,
    )
    c.paint(shape, cover, puff=20, folds=folds)
    if look.get("piping"):
        ring = np.concatenate([shape, shape[:1]])
        c.paint(tube(ring, 1.3), cotton(look.get("piping"), 0.8), puff=0.6)
