"""Bears and their relations, and rabbits."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import lighter
from .geometry import Pen, Points, ellipse, smooth, softened, tube, turned
from .look import Look
from .materials import cotton, knit, plush, smooth_plastic


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
