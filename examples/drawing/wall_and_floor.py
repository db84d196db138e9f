"""Mirrors, clocks and rugs."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import darker
from .furnishing import timber
from .geometry import Pen, ellipse, softened, tube
from .look import Look
from .materials import ceramic, cotton, knit, metal, rubber, smooth_plastic, woven


def mirror(c: Canvas, look: Look) -> None:
    """A wall mirror: round, arched or oval, in wood, rattan or metal."""
    style = look.get("style", "round")
    skin = (
        woven(look.colour, 2)
        if look.get("rattan")
        else metal(look.colour)
        if look.colour in ("brass", "black", "silver", "copper")
        else timber(look.colour)
    )
    if style == "arch":

        def shape(g: float) -> np.ndarray:
            return (
                Pen(26 + g, 90 - g)
                .line(26 + g, 38)
                .cubic(26 + g, 4 + g, 74 - g, 4 + g, 74 - g, 38)
                .line(74 - g, 90 - g)
                .points()
            )
    elif style == "oval":

        def shape(g: float) -> np.ndarray:
            return ellipse(50, 50, 27 - g, 38 - g)
    else:

        def shape(g: float) -> np.ndarray:
            return ellipse(50, 50, 36 - g, 36 - g)

    width = look.get("frame", 3.2)
    c.lying(shape(0), 2.2, 0.4)
    c.paint(shape(0), skin, puff=width / 2 + 0.4)
    glass = c.mask(shape(width))
    c.covered = np.maximum(c.covered, glass)
    c.fill(glass, (0.80, 0.86, 0.88))
    c.shade(c.soft(c.mask(shape(width), cut=[shape(width + 1.6)]), 1.0) * glass, 0.34)
    for x, wide in ((30, 12), (50, 4)):
        beam = np.array(
            [[x, -5.0], [x + wide, -5.0], [x + wide - 42, 105], [x - 42, 105]]
        ) + np.array([22.0, 0])
        c.add_light(c.soft(beam, 1.2) * glass, "white", 0.42)


def clock(c: Canvas, look: Look) -> None:
    """A wall clock with plain hands."""
    c.lying(ellipse(50, 50, 35, 35), 2.4, 0.4)
    c.paint(
        ellipse(50, 50, 35, 35),
        timber(look.colour) if not look.get("metal") else metal(look.get("metal")),
        puff=2,
    )
    face = ceramic(look.get("face", "white"), 0.1)
    inner = c.paint(ellipse(50, 50, 31.4, 31.4), face, puff=0.5)
    c.shade(
        c.soft(c.mask(ellipse(50, 50, 31.4, 31.4), cut=[ellipse(51, 51.4, 30, 30)]), 0.9) * inner,
        0.35,
    )
    ink = look.get("ink", "charcoal")
    for k in range(12):
        a = np.radians(30 * k)
        near = 24 if k % 3 else 22
        c.line(
            np.array(
                [
                    [50 + near * np.sin(a), 50 - near * np.cos(a)],
                    [50 + 28 * np.sin(a), 50 - 28 * np.cos(a)],
                ]
            ),
            1.5 if k % 3 == 0 else 0.8,
            ink,
        )
    for angle, length, width in ((305, 16, 2.0), (60, 23, 1.3)):
        a = np.radians(angle)
        hand = np.array(
            [
                [50 - 4 * np.sin(a), 50 + 4 * np.cos(a)],
                [50 + length * np.sin(a), 50 - length * np.cos(a)],
            ]
        )
        c.paint(tube(hand, width), rubber(ink), puff=0.5, lift=0.6)
    c.paint(ellipse(50, 50, 1.8, 1.8), smooth_plastic(look.get("hub", "brass")), puff=1.2, lift=0.3)


def rug(c: Canvas, look: Look) -> None:
    """A rug seen from above at a slant, with a fringe at both ends."""
    pile = knit(look.cloth(), 1.0) if look.get("fabric") != "jute" else woven(look.colour, 2.2)
    if look.get("round"):
        c.lying(ellipse(50, 54, 40, 29), 1.2)
        c.paint(ellipse(50, 54, 40, 29), pile, puff=1)
        for k in range(1, 6):
            ring = ellipse(50, 54, 40 - 6.6 * k, 29 - 4.8 * k)
            c.line(ring, 0.7, darker(look.colour, 0.35), 0.5)
        return
    shape = softened([(24, 26), (76, 26), (90, 82), (10, 82)], 1.0)
    fringe = [
        np.array([[24 + k * 52 / 30, 26.4], [24 + k * 52 / 30 - 0.6, 22.8]]) for k in range(31)
    ]
    fringe += [
        np.array([[10.6 + k * 78.8 / 36, 81.4], [10 + k * 80 / 36, 87.4]]) for k in range(37)
    ]
    c.lying(c.mask(shape, *[tube(f, 0.9) for f in fringe]), 1.2)
    tassel = cotton(look.get("fringe", "ecru"), 0.6)
    c.paint(c.mask(*[tube(f, [1.0, 0.6]) for f in fringe]), tassel, puff=0.4)
    mask = c.paint(shape, pile, puff=0.8)
    border = look.get("border")
    if border:
        frame = c.mask(shape, cut=[softened([(28.4, 31), (71.6, 31), (83, 75.6), (17, 75.6)], 0.6)])
        c.paint(frame * mask, knit(border, 1.0), puff=0.4)
    if look.get("medallion"):
        for k, tone in enumerate((look.accent, look.colour, look.get("third", "mustard"))):
            r = 15 - 4.6 * k
            c.paint(
                np.array(
                    [[50 - r * 1.2, 53], [50, 53 - r * 0.95], [50 + r * 1.2, 53], [50, 53 + r]]
                ),
                knit(tone, 1.0),
                puff=0.2,
            )
