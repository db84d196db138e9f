"""Lanterns and candlesticks."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import darker, lighter
from .geometry import Pen, ellipse, rounded, smooth, tube, turned, turned_profile
from .lamplight import BULB, halo
from .look import Look
from .materials import Material, ceramic, enamel, metal, wood, woven


def lantern(c: Canvas, look: Look) -> None:
    """A lantern with a candle: metal cage or woven."""
    c.ground(50, 88, 20, 3.6)
    c.paint(
        tube(smooth([(37, 28), (38, 10), (62, 10), (63, 28)], False), 1.6),
        metal(look.get("metal", look.colour if look.get("fabric") != "rattan" else "brass")),
        puff=0.8,
    )
    if look.get("fabric") == "rattan":
        body = [(30, 14), (42, 22), (60, 26), (76, 23), (87, 17)]
        m = c.paint(
            turned_profile(50, body, 0.14), woven(look.colour, 3.2), round_body=True, tilt=0.14
        )
        c.add_light(c.soft(ellipse(50, 64, 12, 15), 6) * m, BULB, 0.6)
        c.paint(ellipse(50, 30, 14, 2.2), woven(darker(look.colour, 0.2), 1.6), puff=0.8)
        c.fill(c.mask(ellipse(50, 30, 12, 1.5)), (1, 0.86, 0.56))
        return
    skin = (
        metal(look.colour) if look.colour in ("brass", "copper", "black") else enamel(look.colour)
    )
    c.fill(c.mask(rounded(30, 34, 70, 82, 1)), lighter("ice blue", 0.5), 0.5)
    halo(c, 50, 56, 20, 0.7)
    c.paint(
        turned_profile(50, [(62, 6.6), (80, 6.6), (82, 6.4)], 0.2),
        ceramic("cream", 0.15),
        round_body=True,
    )
    c.line(np.array([[50, 62], [50, 59]]), 0.5, "charcoal")
    flame = Pen(50, 51).quad(53.4, 57, 50, 60).quad(46.6, 57, 50, 51).points()
    c.fill(c.soft(flame, 0.5), (1, 0.78, 0.3))
    c.fill(c.soft(turned(flame * 0.5 + np.array([25, 29.4]), 0), 0.3), (1, 0.97, 0.8))
    c.paint(Pen(50, 22).line(56, 23).line(73, 34).line(50, 35.4).mirrored(), skin, puff=2)
    c.paint(rounded(27, 81, 73, 88, 1), skin, puff=1.6)
    for x in (29, 43, 57, 71):
        c.paint(rounded(x - 1.1, 34, x + 1.1, 82, 0.4), skin, puff=0.9)


def candlestick(c: Canvas, look: Look) -> None:
    """One or two turned candlesticks with tapers."""
    for cx, rise in ((38, 10), (62, 0)) if look.get("pair", True) else ((50, 6),):
        foot = 88 - (0 if cx > 50 else 2)
        body: Material = (
            metal(look.colour)
            if look.get("fabric") == "metal"
            else wood(look.colour, along="y")
            if look.get("fabric") == "wood"
            else ceramic(look.cloth())
        )
        top = 58 - rise
        c.ground(cx, foot + 0.6, 9, 2.4)
        c.paint(
            rounded(cx - 1.7, top - 32, cx + 1.7, top + 2, 0.5),
            ceramic(look.get("candle", "cream"), 0.15),
            round_body=True,
        )
        c.line(np.array([[cx, top - 32], [cx, top - 34]]), 0.4, "charcoal")
        profile = [
            (top, 4.4),
            (top + 2, 4.6),
            (top + 4, 2.2),
            (top + 9, 2.6),
            (top + 11, 4.2),
            (top + 13, 2.4),
            (foot - 8, 2.8),
            (foot - 3, 7),
            (foot, 9.4),
        ]
        c.paint(turned_profile(cx, profile, 0.16), body, round_body=True, lift=0.3)
