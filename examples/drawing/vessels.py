"""Vases and storage jars."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import darker, lighter
from .geometry import Pen, ellipse, rounded, smooth, tube, turned_profile
from .look import Look
from .materials import ceramic, stoneware, wood
from .pottery import glass, glaze, handle, opening, shine


def vase(c: Canvas, look: Look) -> None:
    """Bottle, bulb, cylinder or ribbed; stems in it for the styled picture."""
    clay, shape = glaze(look), look.get("shape", "bulb")
    profiles = {
        "bulb": [(24, 8), (32, 7), (42, 12), (58, 24), (72, 23), (82, 15), (85, 12)],
        "bottle": [(16, 6), (30, 5.4), (42, 7), (54, 17), (68, 21), (82, 19), (86, 17)],
        "cylinder": [(22, 17), (40, 17), (70, 17), (82, 16.4), (86, 14)],
        "amphora": [(20, 12), (27, 9), (34, 11), (48, 23), (62, 22), (78, 12), (86, 10)],
        "gourd": [(20, 9), (27, 13), (36, 14), (44, 10), (54, 18), (68, 24), (80, 19), (86, 14)],
    }
    profile = profiles[shape]
    c.ground(50, profile[-1][0] + 1, profile[-1][1] * 1.25, 3.6)
    if look.get("stems"):
        for k, (x, y) in enumerate(((33, 4), (46, -3), (60, 0), (69, 9), (41, 12))):
            stem = smooth(
                [
                    (50 + 0.8 * (k - 2), profile[0][0] + 2),
                    ((50 + x) / 2 + 1, (profile[0][0] + y) / 2),
                    (x, y),
                ],
                False,
            )
            c.paint(tube(stem, 0.9), ceramic("olive", 0.1), puff=0.4)
            for t in (0.35, 0.55, 0.75):
                px, py = stem[int(len(stem) * t)]
                for s in (-1, 1):
                    leaf = (
                        Pen(px, py)
                        .quad(px + s * 4, py - 6, px + s * 8, py - 5)
                        .quad(px + s * 5, py + 1, px, py)
                        .points()
                    )
                    c.paint(leaf, ceramic("sage" if s > 0 else "olive", 0.1), puff=0.8)
            c.paint(ellipse(x, y, 3.4, 3.2), ceramic(look.get("stems"), 0.15), puff=3, lift=0.3)
    if shape == "amphora":
        for s in (-1, 1):
            ear = smooth(
                [(50 + s * 10, 25), (50 + s * 20, 24), (50 + s * 23, 33), (50 + s * 19, 41)], False
            )
            handle(c, ear, 3.2, clay)
    mask = c.paint(turned_profile(50, profile, 0.14), clay, round_body=True, tilt=0.14)
    if look.get("ribs"):
        centre = [np.interp(t, [0, 1], [-0.92, 0.92]) for t in np.linspace(0, 1, 13)]
        for u in centre:
            edge = np.array([[50 + r * np.sin(u * 1.5), y] for y, r in profile])
            c.shade(c.soft(tube(smooth([tuple(p) for p in edge], False), 0.9), 0.5) * mask, 0.3)
    if look.get("dip"):
        c.paint(
            c.mask(Pen(0, 60).quad(50, 68, 100, 60).line(100, 99, 0, 99).points()) * mask,
            stoneware(look.get("dip")),
            round_body=True,
        )
    widest = max(r for _, r in profile)
    shine(c, mask, 50 - widest * 0.52, profile[2][0] + 8, 76, 3, 0.3)
    rim = profile[0][1]
    opening(
        c,
        50,
        profile[0][0],
        rim,
        ceramic(lighter(look.colour, 0.1)),
        ceramic(darker(look.colour, 0.45)),
        0.18,
    )


def jar(c: Canvas, look: Look) -> None:
    """A storage jar: stoneware with a cork or wooden lid, or clear glass with a clip."""
    glassy = look.get("glass", False)
    top, foot, r = 36 - look.get("tall", 0), 84, look.get("wide", 20)
    c.ground(50, foot + 1, r * 0.95, 3.8)
    profile = [(top, r * 0.86), (top + 4, r * 0.98), (top + 12, r), (foot - 5, r), (foot, r * 0.9)]
    body = turned_profile(50, profile, 0.18)
    if glassy:
        glass(c, body, look.get("tint", "ice blue"))
        if look.get("filled_jar"):
            c.paint(
                turned_profile(
                    50, [(top + 14, r - 1.8), (foot - 6, r - 1.8), (foot - 1.5, r - 3)], 0.18
                ),
                stoneware(look.accent),
                round_body=True,
                opacity=0.92,
            )
        shine(c, c.mask(body), 50 - r * 0.66, top + 8, foot - 8, 3, 0.65)
        shine(c, c.mask(body), 50 + r * 0.78, top + 12, foot - 12, 1.2, 0.4)
    else:
        mask = c.paint(body, glaze(look), round_body=True, tilt=0.18)
        shine(c, mask, 50 - r * 0.6, top + 10, foot - 10, 3, 0.3)
        if look.get("label"):
            c.paint(
                rounded(50 - 9, top + 18, 50 + 9, top + 29, 1),
                ceramic(look.get("label"), 0.1),
                puff=0.3,
            )
            for k, w in enumerate((11, 7)):
                c.fill(
                    c.mask(
                        rounded(
                            50 - w / 2, top + 21.5 + 3.4 * k, 50 + w / 2, top + 22.5 + 3.4 * k, 0.2
                        )
                    ),
                    "charcoal",
                    0.7,
                )
    lid = look.get("lid", "acacia")
    cap = turned_profile(50, [(top - 6.4, r * 0.88), (top - 5, r * 0.92), (top, r * 0.92)], 0.18)
    c.paint(cap, wood(lid), round_body=True, lift=0.4)
    c.paint(
        ellipse(50, top - 6.4, r * 0.88, r * 0.88 * 0.18), wood(lid, seed=2), puff=0.5, light=1.06
    )
    if look.get("knob", True):
        c.paint(ellipse(50, top - 10.4, 4, 3.6), wood(lid, seed=3), puff=3.4, lift=0.5)
