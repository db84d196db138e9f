"""Teapots, carafes and drinking bottles."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import mix
from .geometry import Pen, Points, ellipse, smooth, tube, turned_profile
from .look import Look
from .materials import leather, metal, smooth_plastic, wood
from .pottery import glass, glaze, handle, shine


def teapot(c: Canvas, look: Look) -> None:
    """A round pot with a spout, lid and handle, or a tall coffee pot."""
    clay = glaze(look)
    tall = look.get("tall", False)
    r, top, foot = (19.0, 28, 82) if tall else (25.0, 40, 82)
    c.ground(50, foot + 1, r * 0.85, 4)
    ring: Points
    if look.get("bail"):
        ring = smooth(
            [
                (50 - r * 0.8, top + 6),
                (50 - r * 0.7, top - 18),
                (50, top - 27),
                (50 + r * 0.7, top - 18),
                (50 + r * 0.8, top + 6),
            ],
            False,
        )
        handle(
            c, ring, 2.6, wood("bamboo", seed=2) if look.get("bail") == "bamboo" else metal("brass")
        )
    else:
        ring = smooth(
            [
                (50 - r * 0.86, top + 6),
                (50 - r - 11, top + 4),
                (50 - r - 14, top + 18),
                (50 - r - 7, top + 29),
                (50 - r * 0.84, top + 33),
            ],
            False,
        )
        handle(c, ring, 4.4, clay)
    spout = (
        Pen(50 + r * 0.78, top + 30)
        .cubic(50 + r + 10, top + 28, 50 + r + 6, top + 12, 50 + r + 15, top + 3)
        .line(50 + r + 19, top + 5.6)
        .cubic(50 + r + 14, top + 18, 50 + r + 12, top + 36, 50 + r * 0.7, top + 38)
        .points()
    )
    c.paint(spout, clay, puff=4, lift=0.4)
    if tall:
        profile = [
            (top, r * 0.62),
            (top + 14, r * 0.72),
            (top + 34, r * 0.95),
            (foot - 6, r),
            (foot, r * 0.86),
        ]
    else:
        profile = [
            (top, r * 0.46),
            (top + 6, r * 0.78),
            (top + 20, r * 1.02),
            (foot - 9, r * 0.9),
            (foot, r * 0.56),
        ]
    mask = c.paint(turned_profile(50, profile, 0.16), clay, round_body=True, tilt=0.16, lift=0.6)
    shine(c, mask, 50 - r * 0.52, top + 10, foot - 16, 4, 0.42)
    lid_r = profile[0][1] + 1.4
    c.paint(
        turned_profile(
            50, [(top - 4.6, lid_r * 0.4), (top - 2, lid_r * 0.86), (top + 0.6, lid_r)], 0.2
        ),
        clay,
        round_body=True,
        lift=0.5,
    )
    knob = wood("beech") if look.get("knob") == "wood" else clay
    c.paint(ellipse(50, top - 8, 3.6, 3.4), knob, puff=3.2, lift=0.4)


def carafe(c: Canvas, look: Look) -> None:
    """A glass bottle for water, with a stopper or a cup over it."""
    tint = look.colour
    profile = [(18, 7), (32, 6.6), (42, 9), (56, 17), (70, 19), (82, 18), (85, 16)]
    if look.get("straight"):
        profile = [(20, 11), (30, 11), (38, 13), (50, 16), (72, 16), (83, 15.6), (85, 14)]
    c.ground(50, 86, 16, 3.4, 0.26)
    if look.get("water", True):
        level = [(52, np.interp(52, [p[0] for p in profile], [p[1] for p in profile]) - 1.2)]
        lower = (
            level
            + [(y, r - 1.2) for y, r in profile if y > 52][:-1]
            + [(84.4, profile[-1][1] - 1.2)]
        )
        c.fill(c.mask(turned_profile(50, lower, 0.16)), mix(tint, "sky blue", 0.5), 0.4)
    outline = turned_profile(50, profile, 0.16)
    glass(c, outline, tint)
    mask = c.mask(outline)
    shine(c, mask, 41, 54, 78, 3.4, 0.7)
    shine(c, mask, 46.6, 22, 40, 1.4, 0.7)
    shine(c, mask, 63, 58, 78, 1.2, 0.5)
    stop = look.get("stopper", "oak")
    if stop:
        c.paint(
            turned_profile(
                50,
                [(9, profile[0][1] * 0.9), (12, profile[0][1]), (18, profile[0][1] * 0.94)],
                0.18,
            ),
            wood(stop),
            round_body=True,
            lift=0.3,
        )


def bottle(c: Canvas, look: Look) -> None:
    """An insulated steel drinking bottle."""
    c.ground(50, 90, 11, 3)
    profile = [(20, 7), (24, 8), (32, 13), (40, 14), (84, 14), (88, 13.4), (90, 12)]
    mask = c.paint(
        turned_profile(50, profile, 0.14),
        smooth_plastic(look.cloth(), 0.3),
        round_body=True,
        tilt=0.14,
    )
    c.paint(
        c.mask(np.array([[20, 85.0], [80, 85.0], [80, 99], [20, 99]])) * mask,
        metal("silver"),
        round_body=True,
    )
    shine(c, mask, 41.4, 38, 80, 2.6, 0.4)
    c.paint(
        turned_profile(50, [(11, 7.6), (13, 8.4), (20.4, 8.4)], 0.16),
        wood("acacia")
        if look.get("lid") == "wood"
        else smooth_plastic(look.get("lid", "charcoal")),
        round_body=True,
        lift=0.4,
    )
    c.paint(
        tube(smooth([(44, 13), (44.4, 6.4), (55.6, 6.4), (56, 13)], False), 1.7),
        leather(look.get("strap", "cognac")),
        puff=0.8,
    )
