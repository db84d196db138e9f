"""Wooden and soft toys: trains, cars, bears, rabbits, rings, blocks, balls and the like."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import lighter
from .geometry import Pen, Points, ellipse, rounded, smooth, softened, tube, turned, turned_profile
from .look import Look
from .materials import Material, ceramic, cotton, knit, leather, plush, smooth_plastic, wood
from .solids import Box, Camera, build


def _paint(colour: str) -> Material:
    """Painted or bare wood."""
    if colour in ("beech", "oak", "ash", "walnut", "natural"):
        return wood(colour)
    return smooth_plastic(colour, 0.25)


def _wheel(c: Canvas, x: float, y: float, r: float, colour: str, hub: str = "beech") -> None:
    c.paint(ellipse(x, y, r, r), _paint(colour), puff=1.4, lift=0.5)
    c.paint(ellipse(x, y, r * 0.62, r * 0.62), _paint(colour), puff=0.8, light=1.05)
    c.paint(ellipse(x, y, r * 0.26, r * 0.26), _paint(hub), puff=0.9, lift=0.3)


def train(c: Canvas, look: Look) -> None:
    """A wooden engine with one or two wagons."""
    body, second = _paint(look.colour), _paint(look.accent)
    third = look.get("third", "mustard")
    floor, wagons = 76.0, look.get("wagons", 1)
    scale = 1.0 if wagons == 1 else 0.8
    c.ground(50, floor + 0.6, 42, 3)

    def at(x: float) -> float:
        return 52 + (x - 52) * scale + (8 if wagons == 2 else 0)

    def up(y: float) -> float:
        return floor + (y - floor) * scale

    def box(x0: float, y0: float, x1: float, y1: float, r: float = 1.0) -> Points:
        return rounded(at(x0), up(y0), at(x1), up(y1), r)

    for k in range(wagons):
        x = 8 - 40 * k
        c.paint(box(x, 62, x + 33, 68), _paint("beech"), puff=1.4)
        load = [second, _paint(third)][k % 2]
        if look.get("load") == "blocks":
            for j, tone in enumerate((third, look.colour, "sage")):
                c.paint(
                    box(x + 3 + 9.4 * j, 50, x + 11.6 + 9.4 * j, 62, 0.8),
                    _paint(tone),
                    puff=1.2,
                    lift=0.3,
                )
        else:
            c.paint(box(x + 2, 48, x + 31, 62.4, 2), load, puff=1.8, lift=0.3)
            for j in range(3):
                c.line(
                    Pen(at(x + 8 + 8 * j), up(50)).line(at(x + 8 + 8 * j), up(61)).points(),
                    0.5,
                    "brown",
                    0.35,
                )
        c.paint(
            tube(Pen(at(x + 33), up(65)).line(at(x + 41), up(65)).points(), 1.6),
            wood("walnut"),
            puff=0.7,
        )
        for wx in (x + 8, x + 25):
            _wheel(c, at(wx), up(floor - 7.0), 6.6 * scale, look.get("wheels", "red"))
    c.paint(box(46, 60, 92, 68), _paint("beech"), puff=1.4, lift=0.3)
    c.paint(box(47, 34, 64, 61, 1), second, puff=1.6, lift=0.4)
    c.paint(box(44, 30, 67, 35.4, 2), _paint(third), puff=1.8, lift=0.5)
    c.fill(c.mask(box(51, 39, 60, 48.6, 1.4)), lighter("ice blue", 0.3))
    c.shade(c.mask(box(51, 39, 60, 41, 1)), 0.25)
    c.paint(box(63, 44, 90, 61, 6), body, puff=6, lift=0.4)
    for x in (69, 77):
        c.paint(box(x, 44, x + 2, 61, 0.4), _paint(third), puff=0.6)
    c.paint(
        Pen(at(79), up(45))
        .line(at(80), up(33))
        .line(at(77.6), up(28))
        .line(at(88.4), up(28))
        .line(at(86), up(33))
        .line(at(87), up(45))
        .points(),
        second,
        puff=2,
        lift=0.3,
    )
    c.paint(ellipse(at(90), up(52.4), 2.6 * scale, 3.4 * scale), _paint("lemon"), puff=2)
    c.paint(ellipse(at(71), up(43.4), 3 * scale, 2.6 * scale), _paint(third), puff=2, lift=0.3)
    for x, r in ((54, 9.0), (73, 6.6), (86, 6.6)):
        _wheel(c, at(x), up(floor - r - 0.2), r * scale, look.get("wheels", "red"))


def car(c: Canvas, look: Look) -> None:
    """A small wooden car, van, bus or racer."""
    kind, body = look.get("kind", "car"), _paint(look.colour)
    floor = 72.0
    c.ground(50, floor + 0.6, 36, 3)
    if kind == "bus":
        shape = rounded(12, 34, 88, 63, 6)
        windows = [rounded(17 + 14 * k, 39, 28 + 14 * k, 49, 1.6) for k in range(5)]
    elif kind == "racer":
        shape = (
            Pen(10, 62)
            .cubic(10, 50, 20, 48, 36, 47)
            .cubic(42, 38, 54, 38, 58, 46)
            .cubic(74, 47, 90, 52, 91, 62)
            .points()
        )
        windows = [Pen(46, 45).cubic(49, 40.6, 54, 41, 56.4, 46).points()]
    elif kind == "van":
        shape = (
            Pen(12, 63)
            .line(12, 40)
            .quad(12, 32, 20, 32)
            .line(58, 32)
            .quad(68, 33, 74, 46)
            .quad(87, 47, 88, 55)
            .line(88, 63)
            .points()
        )
        windows = [
            rounded(18, 37, 32, 47, 1.6),
            rounded(36, 37, 50, 47, 1.6),
            Pen(54, 37).line(60, 37).quad(66, 38.6, 69.4, 47).line(54, 47).points(),
        ]
    else:
        shape = (
            Pen(10, 63)
            .cubic(9, 52, 14, 49, 26, 47)
            .cubic(34, 33, 40, 31, 50, 31)
            .cubic(62, 31, 68, 37, 73, 47)
            .cubic(86, 48, 91, 53, 90, 63)
            .points()
        )
        windows = [
            Pen(33, 46.6).cubic(37, 38, 40, 36.4, 47.6, 36).line(47.6, 46.6).points(),
            Pen(51, 36).cubic(59, 36.4, 62, 38.6, 66.6, 46.6).line(51, 46.6).points(),
        ]
    mask = c.paint(shape, body, puff=6)
    stripe = c.mask(rounded(0, 54, 100, 57, 0))
    c.paint(stripe * mask, _paint(str(look.get("accent", "cream"))), puff=0)
    for window in windows:
        w = c.paint(window, ceramic("ice blue", 0.4), puff=0.8)
        c.shade(c.soft(tube(window, 1.0), 0.5) * w, 0.3)
    if look.get("board"):
        c.paint(
            tube(smooth([(22, 30.6), (40, 28.4), (58, 29.6)], False), 2.8),
            _paint("coral"),
            puff=1.3,
        )
        for x in (30, 50):
            c.paint(rounded(x, 29, x + 1.4, 33, 0.3), wood("walnut"), puff=0.5)
    for x in (27, 73):
        _wheel(c, x, floor - 8.6, 8.6, look.get("wheels", "charcoal"))
    c.paint(ellipse(88.4, 57, 1.8, 2.4), _paint("lemon"), puff=1.4)


def _eyes(c: Canvas, x: float, y: float, gap: float, r: float = 1.5) -> None:
    for s in (-1, 1):
        c.paint(ellipse(x + s * gap, y, r, r * 1.1), smooth_plastic("black", 0.5), puff=r)
        c.fill(c.mask(ellipse(x + s * gap - r * 0.3, y - r * 0.4, r * 0.3, r * 0.3)), "white", 0.9)


def bear(c: Canvas, look: Look) -> None:
    """A sitting bear, panda, fox, dog or koala; perhaps in a scarf or jumper."""
    fur, pale = plush(look.colour), plush(look.get("muzzle", lighter(look.colour, 0.45)))
    kind = look.get("kind", "bear")
    limbs = plush(look.get("limbs", look.colour))
    c.ground(50, 90, 28, 3.6)
    if kind == "fox":
        c.paint(smooth([(70, 80), (88, 76), (90, 56), (84, 48), (80, 60), (68, 70)]), fur, puff=7)
        c.paint(smooth([(90, 57), (84, 47), (81, 57), (86, 60)]), plush("cream"), puff=4)
    body = smooth([(50, 46), (66, 52), (71, 70), (66, 86), (50, 90), (34, 86), (29, 70), (34, 52)])
    for s in (-1, 1):
        ears: Points
        if kind == "fox":
            ears = softened([(50 + s * 8, 20), (50 + s * 20, 5), (50 + s * 23, 28)], 3)
        elif kind == "dog":
            ears = smooth(
                [
                    (50 + s * 14, 15),
                    (50 + s * 25, 19),
                    (50 + s * 28, 36),
                    (50 + s * 22, 42),
                    (50 + s * 17, 30),
                ]
            )
        elif kind == "koala":
            ears = ellipse(50 + s * 22, 22, 10.6, 10)
        else:
            ears = ellipse(50 + s * 16, 15, 7.6, 7.4)
        if kind != "dog":
            c.paint(ears, limbs if kind == "panda" else fur, puff=5)
            inner = ears.mean(axis=0) + (ears - ears.mean(axis=0)) * 0.56
            c.paint(inner, plush(look.get("inner", "blush")) if kind != "panda" else limbs, puff=3)
    c.paint(body, fur, puff=17, lift=0.6)
    if look.get("jumper"):
        top = Pen(50, 48).quad(64, 49, 69, 62).quad(72, 72, 69, 80).quad(60, 84, 50, 84).mirrored()
        c.paint(top, knit(look.get("jumper"), 2.2), puff=14, lift=0.3)
    else:
        c.paint(
            smooth(
                [(50, 56), (60, 61), (62, 73), (57, 83), (50, 85), (43, 83), (38, 73), (40, 61)]
            ),
            pale,
            puff=9,
        )
    for s in (-1, 1):
        arm = tube(
            smooth([(50 + s * 16, 54), (50 + s * 25, 62), (50 + s * 26, 72)], False),
            [9, 10.5, 11.5],
        )
        c.paint(
            arm, knit(look.get("jumper"), 2.2) if look.get("jumper") else limbs, puff=5, lift=0.9
        )
        if look.get("jumper"):
            c.paint(ellipse(50 + s * 26, 73.6, 6, 5.6), fur, puff=5, lift=0.4)
        c.paint(ellipse(50 + s * 18, 85, 11.6, 8), limbs, puff=7, lift=0.9)
        c.paint(ellipse(50 + s * 20, 85, 6.4, 5.6), pale, puff=2.4)
    head = smooth([(50, 11), (64, 15), (72, 29), (66, 43), (50, 49), (34, 43), (28, 29), (36, 15)])
    c.paint(head, fur, puff=16, lift=1.2)
    if kind == "dog":
        for s in (-1, 1):
            ear = smooth(
                [
                    (50 + s * 14, 14),
                    (50 + s * 24, 18),
                    (50 + s * 28, 36),
                    (50 + s * 22, 43),
                    (50 + s * 17, 29),
                ]
            )
            c.paint(ear, limbs, puff=5, lift=0.8)
    if kind == "panda":
        for s in (-1, 1):
            c.paint(
                turned(ellipse(50 + s * 9.4, 29, 5.4, 6.8), s * 24, 50 + s * 9.4, 29), limbs, puff=3
            )
    if kind == "fox":
        for s in (-1, 1):
            c.paint(
                smooth(
                    [
                        (50 + s * 1, 36),
                        (50 + s * 12, 31),
                        (50 + s * 20, 34),
                        (50 + s * 13, 44),
                        (50 + s * 2, 47.6),
                    ]
                ),
                plush("cream"),
                puff=4,
            )
    else:
        c.paint(ellipse(50, 37.4, 9.4, 7.6), pale, puff=6.5, lift=0.4)
    _eyes(c, 50, 28.6, 9.0, 1.8)
    nose = ellipse(50, 34.4, 3.0 if kind != "koala" else 4.0, 2.1 if kind != "koala" else 4.6)
    c.paint(nose, smooth_plastic("brown" if kind == "bear" else "black", 0.35), puff=2, lift=0.3)
    c.line(Pen(50, 36).line(50, 39).points(), 0.55, "brown")
    c.line(Pen(46, 39.6).quad(48.4, 42, 50, 39).quad(51.6, 42, 54, 39.6).points(), 0.55, "brown")
    if look.get("scarf"):
        wool = knit(look.get("scarf"), 1.6)
        c.paint(
            Pen(32, 45).quad(50, 57, 68, 45).line(69, 51).quad(50, 64, 31, 51).points(),
            wool,
            puff=3,
            lift=0.8,
        )
        c.paint(
            Pen(58, 54).line(65, 52).line(69, 72).line(61, 73.4).points(), wool, puff=2.6, lift=0.8
        )
    if look.get("bow"):
        for s in (-1, 1):
            c.paint(
                Pen(50, 50.6)
                .quad(50 + s * 6, 45, 50 + s * 10, 46)
                .quad(50 + s * 11, 52, 50 + s * 9.6, 56)
                .quad(50 + s * 5, 56, 50, 50.6)
                .points(),
                cotton(look.get("bow"), 0.5),
                puff=2,
                lift=0.6,
            )
        c.paint(ellipse(50, 51, 2.2, 2.4), cotton(look.get("bow"), 0.5), puff=1.6, lift=0.4)


def rabbit(c: Canvas, look: Look) -> None:
    """A long-eared rabbit with dangling legs, in a patterned dress or dungarees."""
    fur = plush(look.get("fur", "ecru"), 0.7)
    inner = cotton(look.get("inner", "blush"), 0.6)
    c.ground(50, 92, 20, 2.8)
    droop = look.get("droop", False)
    for s in (-1, 1):
        ear = smooth(
            [
                (50 + s * 6, 25),
                (50 + s * 9, 10),
                (50 + s * 13, 2.6),
                (50 + s * 17, 11),
                (50 + s * 13, 26),
            ]
        )
        if droop:
            ear = smooth(
                [
                    (50 + s * 8, 19),
                    (50 + s * 17, 20),
                    (50 + s * 24, 34),
                    (50 + s * 22, 48),
                    (50 + s * 17, 40),
                    (50 + s * 13, 27),
                ]
            )
        c.paint(ear, fur, puff=3.6)
        c.paint(
            ear.mean(axis=0) + (ear - ear.mean(axis=0)) * np.array([0.5, 0.76]), inner, puff=1.6
        )
        leg = tube(
            smooth([(50 + s * 6, 72), (50 + s * 8, 82), (50 + s * 10, 89)], False), [7, 7.4, 9]
        )
        c.paint(leg, fur, puff=3.6)
        arm = tube(
            smooth([(50 + s * 10, 50), (50 + s * 18, 58), (50 + s * 21, 67)], False), [6, 6.4, 7.4]
        )
        c.paint(arm, fur, puff=3.2)
    clothes = cotton(look.cloth(), 0.7)
    if look.get("clothes", "dress") == "dress":
        c.paint(
            Pen(50, 45)
            .quad(58, 45, 60, 50)
            .quad(64, 64, 70, 77)
            .quad(60, 80.6, 50, 80.6)
            .mirrored(),
            clothes,
            puff=5,
            lift=0.6,
            folds=c.crease(
                [
                    (Pen(50 + x, 52).quad(50 + x * 1.2, 64, 50 + x * 1.7, 79).points(), 2.6, 0.4)
                    for x in (-8, -3, 3, 8)
                ],
                0.9,
            ),
        )
        c.paint(
            Pen(40, 45).quad(50, 55, 60, 45).line(58, 43.4).quad(50, 48, 42, 43.4).points(),
            cotton("white", 0.5),
            puff=1.4,
            lift=0.5,
        )
    else:
        c.paint(
            Pen(50, 45).quad(59, 46, 61, 56).quad(63, 68, 61, 76).quad(56, 79, 50, 79).mirrored(),
            fur,
            puff=7,
            lift=0.6,
        )
        c.paint(
            Pen(50, 55)
            .line(58, 55)
            .line(60.6, 63)
            .quad(63, 72, 61.6, 79)
            .line(51, 79.6)
            .quad(50, 78, 50, 76)
            .mirrored(),
            clothes,
            puff=4,
            lift=0.5,
        )
        for s in (-1, 1):
            c.paint(
                tube(np.linspace((50 + s * 6.4, 56), (50 + s * 8, 46), 6), 2.2),
                clothes,
                puff=0.9,
                lift=0.4,
            )
            c.paint(ellipse(50 + s * 6.4, 57.4, 1.3, 1.3), smooth_plastic("brass"), puff=0.9)
    c.paint(
        smooth([(50, 20), (61, 24), (65, 34), (60, 44), (50, 47), (40, 44), (35, 34), (39, 24)]),
        fur,
        puff=12,
        lift=0.9,
    )
    _eyes(c, 50, 33, 6.4, 1.5)
    c.paint(
        Pen(48, 37)
        .quad(50, 36.2, 52, 37)
        .quad(51.4, 39.6, 50, 39.8)
        .quad(48.6, 39.6, 48, 37)
        .points(),
        cotton("rose", 0.2),
        puff=0.9,
    )
    c.line(Pen(50, 39.8).quad(49, 42.4, 46.8, 41.6).points(), 0.45, "brown")
    c.line(Pen(50, 39.8).quad(51, 42.4, 53.2, 41.6).points(), 0.45, "brown")
    for s in (-1, 1):
        c.fill(c.soft(ellipse(50 + s * 9.6, 38.8, 2.6, 1.7), 1), "rose", 0.4)


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
        m = c.paint(shape, _paint(tone), puff=high * 0.5, lift=0.5)
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
        c.paint(softened(points, 1.4), _paint("mustard"), puff=2.6, lift=0.4)
    else:
        c.paint(ellipse(50, 21, 7.4, 7.4), _paint(look.get("knob", look.colour)), puff=7, lift=0.4)


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
        parts.append(Box((x, -8, z), (x + w, 8, z + h), _paint(tone), bevel=1.1))
    build(c, cam, list(parts))
    if look.get("roof"):
        at = cam.see([(0, -8, 36)])[0]
        c.paint(
            Pen(at[0] - 11, at[1]).line(at[0], at[1] - 14, at[0] + 11, at[1]).points(),
            _paint("red"),
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
    timber, coat = wood("beech"), _paint(look.colour)
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
        _paint(look.colour),
        _paint(str(look.accent) if isinstance(look.accent, str) else "ecru"),
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
    c.paint(rounded(36, 46, 64, 62, 2), _paint("beech"), puff=1, lift=0.3)
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


def boat(c: Canvas, look: Look) -> None:
    """A sailing boat with cotton sails."""
    c.ground(50, 86, 32, 3.2)
    hull = (
        Pen(12, 68)
        .quad(50, 73, 90, 66)
        .cubic(86, 80, 78, 87, 70, 87)
        .line(28, 87)
        .cubic(20, 86, 14, 78, 12, 68)
        .points()
    )
    c.paint(tube(np.array([[48, 72], [48, 8]]), 2.4), wood("beech", along="y"), puff=1.1)
    sail = cotton(look.cloth(), 0.8)
    folds = c.crease(
        [
            (Pen(52, 20).quad(62, 40, 66, 58).points(), 4, 0.5),
            (Pen(40, 24).quad(34, 44, 28, 60).points(), 4, 0.5),
        ],
        1.4,
    )
    c.paint(
        Pen(50.6, 11).quad(74, 32, 82, 61).quad(66, 65, 50.6, 63).points(),
        sail,
        puff=4,
        folds=folds,
        lift=0.3,
    )
    c.paint(
        Pen(45.6, 17).quad(40, 40, 21, 61).quad(34, 64.6, 45.6, 63).points(),
        cotton(look.get("jib", "white"), 0.8),
        puff=4,
        folds=folds,
        lift=0.3,
    )
    c.paint(
        Pen(48, 4).line(58, 7.4).line(48, 10.6).points(),
        cotton(look.get("flag", "red"), 0.5),
        puff=0.8,
    )
    m = c.paint(hull, _paint(look.get("hull", "red")), puff=7, lift=0.4)
    c.paint(
        c.mask(Pen(5, 66).quad(50, 74, 95, 64).line(95, 70).quad(50, 79, 5, 71).points()) * m,
        wood("beech"),
        puff=1,
        lift=0.3,
    )
