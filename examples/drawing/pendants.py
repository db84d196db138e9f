"""Hanging lamps."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .geometry import Pen, ellipse, rounded, tube, turned_profile
from .lamplight import BULB, halo, lamp_skin
from .look import Look
from .materials import cotton, glow, metal


def pendant(c: Canvas, look: Look) -> None:
    """Hanging shades: dome, cone, globe, bell, drum or paper lantern."""
    shape, skin = look.get("shape", "dome"), lamp_skin(look)
    cord = look.get("cord", "charcoal")
    profiles = {
        "dome": [(40, 5), (43, 13), (50, 24), (60, 31), (68, 33)],
        "cone": [(36, 5), (40, 8), (54, 21), (68, 33)],
        "bell": [(32, 6), (38, 11), (48, 15), (58, 22), (70, 30)],
        "drum": [(42, 29), (44, 29.6), (64, 29.6), (66, 29)],
        "wide": [(48, 5), (50, 14), (54, 26), (60, 38)],
        "basket": [(34, 9), (42, 22), (54, 31), (66, 30), (72, 25)],
    }
    c.paint(rounded(44, 3, 56, 7, 1.6), metal(look.get("fitting", "brass")), puff=1.4)
    y = 30.0 if shape == "globe" else profiles[shape][0][0]
    c.paint(tube(np.array([[50, 6], [50, y]]), 0.9), cotton(cord), puff=0.4)
    if shape == "globe":
        c.paint(rounded(46, 27, 54, 34, 1), metal(look.get("fitting", "brass")), puff=1.6)
        halo(c, 50, 57, 30, 0.35)
        ball = c.paint(
            ellipse(50, 57, 24.6, 24.6),
            skin if look.get("fabric") else glow((1, 0.95, 0.84)),
            puff=22,
        )
        c.add_light(c.soft(ellipse(50, 58, 15, 15), 8) * ball, (1, 0.95, 0.8), 0.7)
        if look.get("fabric") == "paper":
            for k in range(-6, 7):
                half = np.sqrt(max(24.6**2 - (k * 3.8) ** 2, 1))
                c.line(
                    Pen(50 - half, 57 + k * 3.8)
                    .quad(50, 57 + k * 3.8 + 2.4, 50 + half, 57 + k * 3.8)
                    .points(),
                    0.35,
                    "tan",
                    0.5,
                    ball,
                )
        return
    profile = profiles[shape]
    low, r = profile[-1]
    c.paint(rounded(46.4, y - 6, 53.6, y + 2, 1), metal(look.get("fitting", "brass")), puff=1.8)
    halo(c, 50, low + 6, 26, 0.4)
    tilt = 0.12
    c.paint(ellipse(50, low, r, r * tilt), glow((1.0, 0.9, 0.68)), puff=0)
    c.fill(c.soft(ellipse(50, low + 0.4, r * 0.5, r * tilt * 0.7), 1.2), (1, 0.98, 0.9))
    body = turned_profile(50, profile, 0.0)
    mask = c.paint(body, skin, round_body=True, tilt=-0.12 if shape != "drum" else 0.12)
    under = c.mask(ellipse(50, low, r - 0.6, (r - 0.6) * tilt))
    c.paint(c.mask(ellipse(50, low, r, r * tilt)), skin, puff=0.4, light=0.9)
    c.fill(under, (1.0, 0.89, 0.66))
    c.fill(c.soft(ellipse(50, low + 0.3, r * 0.42, r * tilt * 0.6), 1.0) * under, (1, 0.99, 0.93))
    if look.get("fabric") in ("rattan", "linen", "paper"):
        c.add_light(
            c.soft(ellipse(50, (y + low) / 2 + 6, r * 0.55, (low - y) * 0.34), 7) * mask,
            BULB,
            0.42,
        )
    if look.get("band"):
        c.paint(
            c.mask(rounded(0, low - 3.4, 100, low - 0.4, 0)) * mask,
            metal(look.get("band")),
            round_body=True,
        )
