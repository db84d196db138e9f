"""Low and high trainers, seen from the side."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import darker, lighter, mix
from .footing import GROUND, laces, paired, upper_cloth
from .geometry import Pen, ellipse, smooth, tube
from .look import Look
from .materials import (
    cotton,
    leather,
    rubber,
)


@paired
def sneaker(c: Canvas, look: Look) -> None:
    """A low or high trainer with laces and a rubber sole."""
    cloth, trim = upper_cloth(look), leather(look.get("trim", look.accent), 0.2)
    sole_colour = look.get("sole", "white")
    high = look.get("high", False)
    thick = look.get("thick", 0.0)
    rise = 19.0 if high else 0.0
    base = GROUND - 7 - thick
    heel = Pen(12.6, base + 1).cubic(
        11, base - 12, 13 + (2 if high else 0), 44 - rise, 14 + (3 if high else 0), 37 - rise
    )
    heel.quad(16, 34.6 - rise, 20, 36.6 - rise)
    if high:
        heel.quad(28, 36 - rise, 35, 34 - rise)
    else:
        heel.quad(26, 42.6, 34, 39.6)
    upper = (
        heel.line(40, 31.5 - rise)
        .cubic(47, 38 - rise * 0.45, 56, 47.5, 66, 50.4)
        .cubic(78, 53, 87.6, 56, 88.6, base + 1)
        .points()
    )
    # A high collar stands further forward than a low one.
    lean = 3.0 if high else 0.0
    opening = (
        Pen(15.5 + lean, 37 - rise)
        .quad(26, 32.6 - rise, 39, 31.5 - rise)
        .line(42.5, 36 - rise)
        .quad(30, 46 - rise, 15.5 + lean, 37 - rise)
        .points()
    )
    tongue = (
        Pen(33.5, 39.6 - rise)
        .cubic(34, 33 - rise, 36, 27 - rise, 39.6, 25.6 - rise)
        .quad(44.6, 27 - rise, 46.6, 35.4 - rise * 0.8)
        .quad(52, 42 - rise * 0.2, 60, 47.5)
        .line(56, 50)
        .points()
    )
    sole = (
        Pen(10.6, base - 1.5)
        .quad(9, base + 4, 11.4, GROUND)
        .line(84, GROUND)
        .cubic(91.5, GROUND, 92, base + 1, 89.8, base - 2.4)
        .cubic(70, base + 2.4, 40, base - 0.4, 10.6, base - 1.5)
        .points()
    )
    c.paint(opening, cotton(look.get("lining", lighter(look.colour, 0.3))), puff=1.5, light=0.62)
    c.paint(tongue, cloth, puff=2.2, light=0.93, lift=0.3)
    mask = c.paint(upper, cloth, puff=8, lift=0.3)
    seams = look.thread
    if look.get("toecap", True):
        cap = Pen(73, 45).quad(70, 56, 72.6, 76).line(98, 76, 98, 45).points()
        c.paint(
            c.mask(cap) * mask,
            rubber("white") if look.get("toecap") == "rubber" else trim,
            puff=6,
            lift=0.4,
        )
        c.stitches(Pen(72.4, 48).quad(69.6, 57, 71.6, 66).points(), seams, within=mask)
    counter = Pen(0, 49 - rise * 0.3).quad(22, 50, 27, 76).line(0, 76).points()
    c.paint(c.mask(counter) * mask, trim, puff=4, lift=0.4)
    tab = (
        Pen(8, 34 - rise)
        .line(19.6, 34 - rise)
        .quad(19, 43 - rise, 19.2 if high else 20.6, 50 - rise * 0.4)
        .line(8, 50)
        .points()
    )
    c.paint(c.mask(tab) * mask, trim, puff=2.5, lift=0.3)
    stay = (
        Pen(34, 39.6 - rise)
        .line(40.4, 32 - rise)
        .cubic(47, 38.6 - rise * 0.45, 56, 48, 66, 51)
        .line(63.5, 55.5)
        .cubic(52, 53, 42, 47 - rise * 0.3, 34, 39.6 - rise)
        .points()
    )
    c.paint(c.mask(stay) * mask, trim if look.get("stay", True) else cloth, puff=1.6, lift=0.5)
    mark = look.get("mark", "bars")
    if mark == "bars":
        for k in range(3):
            x = 37 + 5.6 * k
            c.paint(
                Pen(x, base - 2.4)
                .line(x + 3, base - 2.2, x + 7.4, 50.6 + k * 0.6, x + 4.4, 49.6 + k * 0.6)
                .points(),
                trim,
                puff=0.6,
                lift=0.25,
            )
    elif mark == "swoop":
        swoop = (
            Pen(30, base - 3)
            .quad(44, base - 3, 58, 52)
            .quad(50, base - 0.5, 33, base + 0.4)
            .points()
        )
        c.paint(swoop, trim, puff=0.7, lift=0.25)
    elif mark == "disc":
        at = (25, 41 - rise * 0.4) if high else (33, base - 8)
        c.paint(ellipse(*at, 4.2, 4.2), trim, puff=0.6, lift=0.25)
        c.fill(c.mask(ellipse(*at, 2.4, 2.4)), look.colour)
    rungs = []
    for k in range(7 if high else 5):
        t = k / (6 if high else 4)
        x, y = 39.4 + 20 * t**0.9, (35.6 - rise) + (14.6 + rise) * t**0.72
        rungs.append((x + 4.8, y - 2.6 + 1.4 * t, x, y + 2.6))
    laces(c, rungs, look.get("laces", "white"))
    bow = smooth(
        [
            (42, 36 - rise),
            (37, 32.4 - rise),
            (33, 36 - rise),
            (38, 37.6 - rise),
            (42, 36 - rise),
            (47, 42 - rise),
            (44.5, 46 - rise),
        ],
        False,
    )
    c.paint(tube(bow, 1.0), cotton(look.get("laces", "white"), 0.5), puff=0.5, lift=0.5)
    c.paint(sole, rubber(sole_colour), puff=2.4, lift=0.3)
    line = Pen(10.4, base + 1.2).cubic(40, base + 2.4, 70, base + 4.6, 90.6, base + 0.6).points()
    c.line(line, 0.7, look.get("foxing", mix(sole_colour, look.colour, 0.55)), 0.9)
    tread = np.array([[8, GROUND - 1.8], [93, GROUND - 1.8], [93, 76], [8, 76]], dtype=float)
    c.fill(c.mask(tread) * c.mask(sole), look.get("tread", darker(sole_colour, 0.35)), 0.85)
