"""Table lamps and floor lamps."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import darker
from .geometry import Pen, ellipse, rounded, smooth, tube, turned_profile
from .lamplight import halo, shade
from .look import Look
from .materials import Material, ceramic, cotton, enamel, glow, linen, metal, stoneware, wood, woven


def table_lamp(c: Canvas, look: Look) -> None:
    """A base with a fabric shade: gourd, column, ball, tripod or mushroom."""
    style = look.get("base_shape", "gourd")
    base: Material = {"ceramic": ceramic, "stoneware": stoneware}.get(
        look.get("base_fabric", "ceramic"), ceramic
    )(look.cloth())
    if look.get("base_fabric") == "wood":
        base = wood(look.colour, along="y")
    elif look.get("base_fabric") == "metal":
        base = metal(look.colour)
    elif look.get("base_fabric") == "rattan":
        base = woven(look.colour, 2.2)
    foot = 88
    c.ground(50, foot + 0.6, 17, 3.4)
    if style == "mushroom":
        body = [(52, 4), (64, 5), (78, 9), (foot - 2, 15), (foot, 15)]
        c.paint(turned_profile(50, body, 0.14), base, round_body=True)
        halo(c, 50, 56, 30, 0.3)
        c.paint(ellipse(50, 50, 31, 4.4), glow((1, 0.92, 0.72)), puff=0)
        dome = [(22, 5), (25, 14), (34, 25), (44, 30), (50, 31)]
        m = c.paint(turned_profile(50, dome, 0.0), enamel(look.cloth()), round_body=True)
        c.paint(ellipse(50, 50, 31, 4.0), enamel(look.cloth()), puff=0.3, light=0.9)
        c.fill(c.mask(ellipse(50, 50.2, 30, 3.4)), (1, 0.93, 0.74))
        c.add_light(c.soft(ellipse(40, 34, 6, 5), 2.6) * m, "white", 0.5)
        return
    profiles = {
        "gourd": [(52, 3.4), (57, 5), (62, 9), (74, 16), (82, 15), (foot, 10)],
        "column": [(52, 5), (54, 6.4), (foot - 6, 6.4), (foot - 4, 11), (foot, 12)],
        "ball": [(54, 3), (57, 4.6), (62, 13), (72, 18), (82, 14), (foot, 8)],
        "bottle": [(50, 3.4), (60, 4.4), (66, 9), (72, 13), (foot - 2, 13), (foot, 12)],
    }
    if style == "tripod":
        for n, (x, y) in enumerate(((53, 84), (34, 89), (66, 89))):
            c.paint(
                tube(np.linspace((50 + (x - 50) * 0.1, 52), (x, y), 10), [2.6, 2]),
                base,
                puff=1.3,
                light=0.8 if n == 0 else 1,
            )
        c.paint(ellipse(50, 54, 3.4, 2.4), metal("brass"), puff=2)
    else:
        mask = c.paint(turned_profile(50, profiles[style], 0.16), base, round_body=True, tilt=0.16)
        widest = max(r for _, r in profiles[style])
        if look.get("base_fabric", "ceramic") in ("ceramic", "stoneware"):
            streak = (
                Pen(50 - widest * 0.5, 66)
                .quad(50 - widest * 0.64, 74, 50 - widest * 0.5, 81)
                .points()
            )
            c.add_light(c.soft(tube(streak, [0.8, 2.6, 0.8]), 0.8) * mask, "white", 0.55)
    c.paint(rounded(48.6, 44, 51.4, 55, 0.6), metal("brass"), puff=1)
    skin = (
        linen(look.get("shade", "ecru"))
        if look.get("pleated") is None
        else cotton(look.get("shade", "ecru"))
    )
    if look.get("shade_shape") == "drum":
        shade(c, 50, 16, 49, 25, 26, skin)
    elif look.get("shade_shape") == "coolie":
        shade(c, 50, 18, 49, 9, 30, skin)
    else:
        shade(c, 50, 14, 50, 17, 28, skin)
    if look.get("pleated"):
        for u in np.linspace(-1.3, 1.3, 21):
            a = (50 + 17 * np.sin(u), 14 + 1.6 * np.cos(u))
            b = (50 + 28 * np.sin(u), 50 + 2.6 * np.cos(u))
            c.line(np.array([a, b]), 0.4, darker(look.get("shade", "ecru"), 0.35), 0.4)


def floor_lamp(c: Canvas, look: Look) -> None:
    """A tall lamp: straight, tripod, arc or reading."""
    style = look.get("style", "straight")
    rod = (
        metal(look.colour)
        if look.colour in ("brass", "black", "steel", "copper")
        else wood(look.colour, along="y")
    )
    skin = (
        woven(look.get("shade", "sand"), 2.2)
        if look.get("shade_fabric") == "rattan"
        else linen(look.get("shade", "ecru"))
    )
    if style == "arc":
        c.ground(30, 93, 13, 2.6)
        c.paint(
            turned_profile(30, [(90, 11), (93, 11.6)], 0.2),
            ceramic(look.get("foot", "white")),
            round_body=True,
        )
        c.paint(
            tube(smooth([(30, 90), (29, 50), (36, 17), (54, 8), (68, 16), (71, 27)], False), 1.5),
            rod,
            puff=0.8,
        )
        profile = [(26, 3), (29, 9), (35, 15), (42, 18)]
        halo(c, 71, 46, 17, 0.36)
        c.paint(ellipse(71, 42, 18, 2.6), glow((1, 0.92, 0.7)), puff=0)
        c.paint(
            turned_profile(71, profile, 0.0), enamel(look.get("shade", "black")), round_body=True
        )
        c.paint(ellipse(71, 42, 18, 2.6), enamel(look.get("shade", "black")), puff=0.3)
        c.fill(c.mask(ellipse(71, 42.1, 17.2, 2.1)), (1, 0.92, 0.7))
        return
    c.ground(50, 94, 16, 2.6)
    if style == "tripod":
        for n, (x, y) in enumerate(((53, 89), (31, 95), (69, 95))):
            c.paint(
                tube(np.linspace((50 + (x - 50) * 0.12, 38), (x, y), 10), [2.4, 1.8]),
                rod,
                puff=1.2,
                light=0.8 if n == 0 else 1,
            )
        c.paint(ellipse(50, 40, 3, 2.2), metal("brass"), puff=2)
    else:
        c.paint(turned_profile(50, [(92, 11), (94, 12.4)], 0.16), rod, round_body=True)
        c.paint(tube(np.array([[50, 92], [50, 30]]), 1.7), rod, puff=0.9)
        if look.get("tray"):
            c.paint(
                np.concatenate(
                    [ellipse(50, 62, 11, 2.6, 180, 360), ellipse(50, 63.4, 11, 2.6, 0, 180)]
                ),
                wood(look.get("tray")),
                puff=0.8,
                lift=0.4,
            )
    if look.get("shade_shape") == "drum":
        shade(c, 50, 8, 34, 18.6, 19.4, skin)
    else:
        shade(c, 50, 7, 35, 12, 21, skin)
