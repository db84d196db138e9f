"""Jointed, gooseneck, clamp and banker's lamps."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .geometry import Pen, Points, ellipse, rounded, smooth, tube, turned, turned_profile
from .lamplight import BULB, halo, lamp_skin
from .look import Look
from .materials import ceramic, glow, metal, wood


def desk_lamp(c: Canvas, look: Look) -> None:
    """An arm, a head and a foot: two-jointed, gooseneck, banker's or clamp."""
    style, skin = look.get("style", "jointed"), lamp_skin(look)
    rod = metal(look.get("rod", "steel"))
    if style == "banker":
        c.ground(50, 86, 22, 3.4)
        c.paint(
            turned_profile(50, [(80, 8), (83, 17), (86, 19)], 0.16), metal("brass"), round_body=True
        )
        c.paint(tube(np.array([[50, 82], [50, 42]]), 2.4), metal("brass"), puff=1.2)
        halo(c, 50, 52, 26, 0.34)
        glass = (
            Pen(17, 46)
            .cubic(17, 30, 26, 27, 34, 27)
            .line(66, 27)
            .cubic(74, 27, 83, 30, 83, 46)
            .quad(50, 50, 17, 46)
            .points()
        )
        m = c.paint(glass, ceramic(look.colour, 0.5), puff=8)
        c.add_light(c.soft(rounded(26, 31, 64, 34, 1.6), 1.1) * m, "white", 0.55)
        c.fill(c.mask(ellipse(50, 46.6, 32, 1.9)), (1, 0.93, 0.72))
        c.paint(tube(np.array([[62, 48], [62, 58]]), 0.5), metal("brass"), puff=0.3)
        c.paint(ellipse(62, 59.4, 1.2, 1.4), metal("brass"), puff=1)
        return
    base_x = 34.0
    c.ground(base_x, 87, 17, 3.2)
    elbow, head = (24.0, 46.0), (60.0, 22.0)
    if style == "gooseneck":
        neck = smooth([(base_x, 82), (base_x - 3, 52), (42, 22), (58, 17), (67, 27)], False)
        c.paint(tube(neck, 2.2), rod, puff=1.1)
        head, aim = (69.0, 28.0), 24.0
    else:
        aim = look.get("aim", 40.0)
        for a, b in (((base_x, 81), elbow), (elbow, head)):
            gap = 1.5 if look.get("double", True) else 0.0
            for off in (-gap, gap) if gap else (0.0,):
                line = np.linspace(a, b, 8) + np.array([off * 0.8, off * 0.7])
                c.paint(tube(line, 1.4 if gap else 2.6), rod, puff=0.8)
        if look.get("spring", True):
            for t in np.linspace(0.12, 0.42, 13):
                p = np.array(elbow) + (np.array(head) - np.array(elbow)) * t
                c.paint(
                    turned(ellipse(p[0], p[1], 0.5, 2.3), -35, p[0], p[1]),
                    metal("silver"),
                    puff=0.5,
                )
        for x, y in (elbow, head, (base_x, 81)):
            c.paint(ellipse(x, y, 2.8, 2.8), metal(look.get("joint", "brass")), puff=2, lift=0.4)
    profile = [(0, 3.4), (3, 4.4), (8, 10.6), (17, 15.6), (22, 16.4)]
    shade = turned_profile(0, profile, 0.0)
    light: Points = ellipse(0, 22, 16.4, 3.6)

    def place(p: Points) -> Points:
        return turned(p + np.array([head[0] + 3, head[1] - 5]), -aim, head[0], head[1])

    beam = place(np.array([[-16.0, 22], [16, 22], [26, 62], [-26, 62]]))
    c.add_light(c.soft(beam, 7), BULB, 0.36)
    c.paint(place(light), glow((1, 0.93, 0.74)), puff=0)
    c.paint(place(shade), skin, puff=10)
    c.paint(place(light), skin, puff=0.4, light=0.88)
    c.fill(c.mask(place(ellipse(0, 22.2, 15.4, 2.9))), (1.0, 0.92, 0.7))
    c.fill(c.soft(place(ellipse(0, 22.4, 6, 1.8)), 0.9), (1, 0.99, 0.94))
    if style == "clamp":
        c.paint(rounded(base_x - 6, 80, base_x + 6, 84, 1), skin, puff=1.4)
        c.paint(rounded(base_x - 6, 80, base_x - 2.6, 92, 1), skin, puff=1.4)
        c.paint(rounded(base_x - 1, 88, base_x + 8, 91, 1), metal("steel"), puff=1)
        return
    c.paint(
        turned_profile(base_x, [(81, 6), (83, 14), (87, 16)], 0.18),
        wood(look.get("foot")) if look.get("foot") else skin,
        round_body=True,
        lift=0.4,
    )
