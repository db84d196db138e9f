"""Stacking rings, blocks, balls, rocking horses and robots."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .geometry import Pen, Points, ellipse, rounded, smooth, softened, tube, turned, turned_profile
from .look import Look
from .materials import cotton, leather, smooth_plastic, wood
from .solids import Box, Camera, build
from .vehicles import paint


def rings(c: Canvas, look: Look) -> None:
    """A stacking tower of rings on a peg."""
    tones: tuple[str, ...] = look.get("tones", ("red", "orange", "lemon", "green", "blue"))
    c.ground(50, 89, 28, 3.6)
    c.paint(
        turned_profile(50, [(83, 25), (88, 26), (89, 25)], 0.18), wood("beech"), round_body=True
    )
    c.paint(tube(np.array([[50, 84], [50, 24]]), 5), wood("beech", along="y"), puff=2.4)
    n = len(tones)
    high = 54.0 / n
    for k, tone in enumerate(tones):
        r = 26 - k * 14 / n
        y = 82 - k * high
        shape = rounded(50 - r, y - high * 0.98, 50 + r, y + 1.4, high * 0.5)
        m = c.paint(shape, paint(tone), puff=high * 0.5, lift=0.5)
        c.add_light(
            c.soft(rounded(50 - r * 0.75, y - high * 0.78, 50 - r * 0.2, y - high * 0.62, 0.6), 0.6)
            * m,
            "white",
            0.45,
        )
    top = look.get("top", "ball")
    if top == "star":
        points = [
            (50 + rad * np.sin(a), 20 - rad * np.cos(a))
            for k in range(10)
            for rad, a in (((9.6, 4.4)[k % 2], k * np.pi / 5),)
        ]
        c.paint(softened(points, 1.4), paint("mustard"), puff=2.6, lift=0.4)
    else:
        c.paint(ellipse(50, 21, 7.4, 7.4), paint(look.get("knob", look.colour)), puff=7, lift=0.4)


def blocks(c: Canvas, look: Look) -> None:
    """A little building of wooden bricks, or alphabet cubes."""
    tones: tuple[str, ...] = look.get("tones", ("red", "mustard", "blue", "green", "beech"))
    cam = Camera(yaw=30 if look.side != "angle" else -34, pitch=17, y=82, scale=1.0)
    c.ground(50, 84, 36, 6)
    plans = {
        "castle": [
            (-26, 0, 14, 24),
            (12, 0, 14, 24),
            (-12, 0, 24, 10),
            (-12, 10, 24, 14),
            (-26, 24, 14, 10),
            (12, 24, 14, 10),
            (-8, 24, 16, 12),
        ],
        "pyramid": [
            (-27, 0, 17, 17),
            (-9, 0, 17, 17),
            (9, 0, 17, 17),
            (-18, 17, 17, 17),
            (0, 17, 17, 17),
            (-9, 34, 17, 17),
        ],
        "tower": [
            (-10, 0, 20, 12),
            (-9, 12, 18, 12),
            (-8, 24, 16, 12),
            (-7, 36, 14, 12),
            (-6, 48, 12, 12),
            (16, 0, 12, 12),
            (-28, 0, 14, 10),
        ],
    }
    parts = []
    for k, (x, z, w, h) in enumerate(plans[look.get("plan", "pyramid")]):
        tone = tones[(k * 2 + k // 3) % len(tones)]
        parts.append(Box((x, -8, z), (x + w, 8, z + h), paint(tone), bevel=1.1))
    build(c, cam, list(parts))
    if look.get("roof"):
        at = cam.see([(0, -8, 36)])[0]
        c.paint(
            Pen(at[0] - 11, at[1]).line(at[0], at[1] - 14, at[0] + 11, at[1]).points(),
            paint("red"),
            puff=1.6,
            lift=0.4,
        )
    if look.get("plan", "pyramid") == "pyramid":
        for (x, z, w, h), mark in zip(
            plans["pyramid"], ("o", "x", "-", "x", "o", "-"), strict=True
        ):
            at = cam.see([(x + w / 2, -8, z + h / 2)])[0]
            if mark == "o":
                c.fill(
                    c.mask(ellipse(at[0], at[1], 4.2, 4.6), cut=[ellipse(at[0], at[1], 2.4, 2.8)]),
                    "ecru",
                    0.9,
                )
            elif mark == "x":
                for t in (45, -45):
                    c.line(
                        turned(
                            np.array([[at[0] - 4.4, at[1]], [at[0] + 4.4, at[1]]]), t, at[0], at[1]
                        ),
                        1.6,
                        "ecru",
                        0.9,
                    )
            else:
                c.fill(
                    c.mask(
                        np.array(
                            [
                                [at[0] - 4, at[1] + 3.4],
                                [at[0], at[1] - 4.4],
                                [at[0] + 4, at[1] + 3.4],
                            ]
                        )
                    ),
                    "ecru",
                    0.9,
                )


def ball(c: Canvas, look: Look) -> None:
    """A play ball in panels, spots or stars."""
    c.ground(50, 84, 24, 4.4)
    shape = ellipse(50, 51, 33, 33)
    if look.get("panels"):
        tones = look.get("panels")
        m = c.paint(shape, smooth_plastic(tones[0], 0.1), puff=33)
        n = len(tones)
        for k, tone in enumerate(tones):
            a0, a1 = -1.5 + k * 3.0 / n, -1.5 + (k + 1) * 3.0 / n
            y = np.linspace(-33, 33, 40)
            half = np.sqrt(np.maximum(33.0**2 - y**2, 0))
            left, right = (
                np.stack([50 + half * np.sin(a0), 51 + y], 1),
                np.stack([50 + half * np.sin(a1), 51 + y], 1),
            )
            c.fill(turned_mask(c, np.concatenate([left, right[::-1]])) * m, tone)
        light = smooth_plastic("white", 0.5)
        c.shade(c.soft(c.mask(shape, cut=[ellipse(44, 43, 30, 30)]), 7) * m, 0.42)
        c.add_light(c.soft(ellipse(39, 36, 6, 4.4), 2.6) * m, "white", 0.7)
        c.paint(turned(ellipse(40, 21.4, 4.6, 2.4), -20, 40, 22), light, puff=1)
        return
    c.paint(shape, smooth_plastic(look.cloth(), 0.4), puff=33)


def turned_mask(c: Canvas, points: Points) -> np.ndarray:
    """Panels lean, as a ball at rest does."""
    return c.mask(turned(points, -18, 50, 51))


def rocking_horse(c: Canvas, look: Look) -> None:
    """A plywood rocking horse with a wool mane."""
    timber, coat = wood("beech"), paint(look.colour)
    c.ground(50, 90, 34, 3.2)
    c.paint(
        tube(smooth([(10, 78), (28, 88.6), (50, 91), (72, 88.6), (90, 78)], False), 3.6),
        timber,
        puff=1.8,
        light=0.8,
    )
    for x0, x1 in ((32, 25), (66, 74)):
        c.paint(tube(np.linspace((x0, 60), (x1, 87), 8), [6, 4.4]), timber, puff=2.2, light=0.82)
    c.paint(
        smooth([(22, 50), (12, 56), (9, 68), (14, 74), (18, 66), (24, 60)]),
        cotton(look.get("mane", "cream"), 3),
        puff=3,
    )
    body = smooth(
        [
            (22, 50),
            (40, 47),
            (58, 46),
            (66, 34),
            (70, 24),
            (80, 20),
            (90, 30),
            (91, 37),
            (80, 39),
            (76, 50),
            (73, 62),
            (60, 67),
            (32, 66),
            (23, 60),
        ]
    )
    c.paint(body, coat, puff=7, lift=0.3)
    for x0, x1 in ((29, 23), (69, 76)):
        c.paint(tube(np.linspace((x0, 60), (x1 - 2, 88), 8), [8, 5]), coat, puff=3, lift=0.5)
    mane = smooth([(74, 17), (66, 22), (60, 34), (56, 44), (63, 46), (69, 36), (74, 28)])
    c.paint(mane, cotton(look.get("mane", "cream"), 3), puff=4, lift=0.6)
    c.paint(softened([(74, 22), (75.6, 13), (79.4, 20)], 1), coat, puff=1.4)
    c.paint(ellipse(80, 28, 1.5, 1.7), smooth_plastic("black"), puff=1.2)
    c.paint(
        smooth([(36, 46), (48, 50), (58, 44), (59, 54), (47, 60), (35, 56)]),
        leather(look.get("saddle", "red")),
        puff=3.4,
        lift=0.6,
    )
    c.line(Pen(75, 37).quad(80, 34, 84, 26).points(), 1.0, "brown")
    c.line(Pen(76.6, 36).quad(66, 46, 58, 46).points(), 0.9, "brown")
    c.paint(
        tube(smooth([(8, 76), (26, 87.6), (50, 90.6), (74, 87.6), (92, 76)], False), 4.2),
        timber,
        puff=2,
        lift=0.6,
    )


def robot(c: Canvas, look: Look) -> None:
    """A jointed wooden robot."""
    body, second = (
        paint(look.colour),
        paint(str(look.accent) if isinstance(look.accent, str) else "ecru"),
    )
    c.ground(50, 92, 20, 3)
    for s in (-1, 1):
        c.paint(rounded(50 + s * 8 - 4.6, 70, 50 + s * 8 + 4.6, 86, 1.4), second, puff=2)
        c.paint(rounded(50 + s * 9 - 7.4, 85, 50 + s * 9 + 7.4, 92, 2), body, puff=2, lift=0.4)
        c.paint(tube(np.linspace((50 + s * 18, 46), (50 + s * 29, 62), 8), 6), second, puff=3)
        c.paint(
            c.mask(ellipse(50 + s * 30, 66, 6, 6), cut=[ellipse(50 + s * 30, 69.4, 2.8, 4)]),
            body,
            puff=2,
        )
    c.paint(rounded(30, 38, 70, 73, 4), body, puff=4, lift=0.6)
    c.paint(rounded(36, 46, 64, 62, 2), paint("beech"), puff=1, lift=0.3)
    for k, tone in enumerate(("red", "mustard", "green")):
        c.paint(ellipse(42 + 8 * k, 51, 2.6, 2.6), smooth_plastic(tone), puff=2, lift=0.3)
    c.fill(c.mask(rounded(40, 56.4, 60, 58.6, 1)), "charcoal", 0.7)
    c.paint(rounded(45, 32, 55, 40, 1), wood("walnut"), puff=2)
    c.paint(tube(np.array([[50, 14], [50, 6]]), 1.2), wood("walnut"), puff=0.6)
    c.paint(ellipse(50, 6, 2.8, 2.8), smooth_plastic("red"), puff=2.4)
    c.paint(rounded(32, 12, 68, 34, 4.4), second, puff=4, lift=0.6)
    for s in (-1, 1):
        c.paint(ellipse(50 + s * 8, 21, 5, 5), smooth_plastic("white", 0.3), puff=2, lift=0.3)
        c.paint(ellipse(50 + s * 8 + 0.6, 21.6, 2.2, 2.2), smooth_plastic("black"), puff=1.6)
    c.paint(rounded(43, 28, 57, 30.6, 1.2), body, puff=0.8)
