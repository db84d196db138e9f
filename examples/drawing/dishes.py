"""Bowls, plates and bread baskets."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import darker, lighter
from .geometry import Pen, ellipse, turned_profile
from .look import Look
from .materials import ceramic, leather, woven
from .pottery import glaze, opening, shine


def bowl(c: Canvas, look: Look) -> None:
    """A bowl seen from above its rim, or a stack of them."""
    clay, n = glaze(look), look.get("stack", 1)
    r, deep = look.get("wide", 34), look.get("deep", 24)
    y0 = 46 - deep * 0.1
    inside = ceramic(look.get("inside", lighter(look.colour, 0.25)), 0.3)
    tilt = 0.3
    low = y0 + (n - 1) * 4
    c.ground(50, low + deep + 3, r * 0.6, 4)
    for k in range(n):
        top = low - (n - 1 - k) * 6.4
        profile = [
            (top, r),
            (top + deep * 0.3, r * 0.95),
            (top + deep * 0.62, r * 0.76),
            (top + deep * 0.88, r * 0.46),
            (top + deep, r * 0.42),
        ]
        # A nested bowl shows only above the rim of the one that holds it.
        outside = c.mask(
            turned_profile(50, profile, tilt),
            cut=[ellipse(50, top, r - 1, (r - 1) * tilt)] if k else [],
        )
        mask = c.paint(outside, clay, round_body=True, tilt=tilt, lift=0.8)
        shine(c, mask, 50 - r * 0.62, top + 8, top + deep * 0.7, 3, 0.35)
        if k:
            rim = c.mask(
                ellipse(50, top, r, r * tilt), cut=[ellipse(50, top, r - 1, (r - 1) * tilt)]
            )
            lower = c.mask(np.array([[0, top], [100, top], [100, 99], [0, 99]]))
            c.fill(rim * lower, look.get("rim", lighter(look.colour, 0.2)), 0.8)
        else:
            hollow = opening(
                c, 50, top, r, ceramic(look.get("rim", lighter(look.colour, 0.2))), inside, tilt
            )
            glint = ellipse(50 + r * 0.3, top + r * tilt * 0.45, r * 0.34, r * tilt * 0.25)
            c.add_light(c.soft(glint, 1.6) * hollow, "white", 0.35)
            if look.get("filled") == "fruit":
                for x, y, tone in (
                    (38, top - 3, "orange"),
                    (60, top - 3.4, "green"),
                    (49, top - 5.6, "red"),
                    (53, top + 1, "lemon"),
                    (42, top + 1.6, "coral"),
                ):
                    c.paint(ellipse(x, y, 8, 7.6), ceramic(tone, 0.35), puff=7, lift=0.7)
                front = c.mask(
                    turned_profile(50, profile, tilt), cut=[ellipse(50, top, r - 1, (r - 1) * tilt)]
                )
                lower = (
                    c.mask(np.array([[0, top + 1.0], [100, top + 1.0], [100, 99], [0, 99]])) * front
                )
                c.paint(lower, clay, round_body=True, tilt=tilt)


def plate(c: Canvas, look: Look) -> None:
    """A plate from above, with a banded or patterned rim."""
    clay = glaze(look)
    c.lying(ellipse(50, 50, 37, 37), 2.6, 0.4)
    c.paint(ellipse(50, 50, 37, 37), clay, puff=2.2)
    if look.get("banded"):
        ring = c.mask(ellipse(50, 50, 35.4, 35.4), cut=[ellipse(50, 50, 32.4, 32.4)])
        c.fill(ring, look.accent, 0.92)
    if look.get("petals_rim"):
        for k in range(16):
            a = k * np.pi / 8
            x, y = 50 + 30.4 * np.cos(a), 50 + 30.4 * np.sin(a)
            c.fill(c.mask(ellipse(x, y, 2.6, 2.6)), look.accent, 0.9)
            c.fill(c.mask(ellipse(x, y, 0.9, 0.9)), "mustard")
    well = c.mask(ellipse(50, 50, 25.4, 25.4))
    c.paint(well, ceramic(look.cloth()), puff=0.8, light=0.97)
    c.shade(
        c.soft(c.mask(ellipse(50, 50, 26, 26), cut=[ellipse(51.6, 52, 24, 24)]), 1.2) * well, 0.24
    )
    c.add_light(c.soft(ellipse(40, 38, 9, 5), 4), "white", 0.25)


def trivet_basket(c: Canvas, look: Look) -> None:
    """A shallow woven bread basket."""
    straw = woven(look.colour, 2.6)
    c.ground(50, 73, 33, 3.4)
    profile = [(46, 38), (58, 36), (70, 30), (73, 28)]
    c.paint(turned_profile(50, profile, 0.24), straw, round_body=True, tilt=0.24)
    c.paint(ellipse(50, 46, 38, 9.2), woven(darker(look.colour, 0.08), 2), puff=1.2)
    c.paint(ellipse(50, 46.6, 35.4, 7.8), straw, puff=0.6, light=0.66)
    if look.get("filled"):
        for x, y in ((36, 44), (50, 42), (63, 44.6), (43, 47), (57, 47.4)):
            c.paint(ellipse(x, y, 8.6, 6), leather("camel", 0.1), puff=5.4, lift=0.5)
            c.line(
                Pen(x - 4, y - 1.4).quad(x, y - 3, x + 4, y - 1.4).points(), 0.7, "chestnut", 0.5
            )
