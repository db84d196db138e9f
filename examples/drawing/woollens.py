"""Hats, scarves, socks, mittens and aprons."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import lighter
from .garments import torso_folds
from .geometry import Pen, ellipse, mirror, moved, rounded, smooth, tube, turned
from .look import Look
from .materials import (
    cable,
    cotton,
    knit,
    leather,
    plush,
    ribbed,
    smooth_plastic,
    suede,
)


def beanie(c: Canvas, look: Look) -> None:
    """A knitted hat with a turned-up cuff and perhaps a bobble."""
    yarn = (
        cable(look.cloth(), spacing=11)
        if look.get("fabric") == "cable"
        else knit(look.cloth(), 2.2)
    )
    dome = (
        Pen(24, 64)
        .cubic(24, 36, 36, 24, 50, 24)
        .cubic(64, 24, 76, 36, 76, 64)
        .quad(50, 68, 24, 64)
        .points()
    )
    cuff = (
        Pen(21.5, 62)
        .quad(50, 66.5, 78.5, 62)
        .quad(80, 70, 78, 79.5)
        .quad(50, 84.5, 22, 79.5)
        .quad(20, 70, 21.5, 62)
        .points()
    )
    bobble = ellipse(50, 19, 9.5, 9)
    c.lying(c.mask(dome, cuff, *([bobble] if look.get("bobble") else [])), 2.4)
    gather = c.crease(
        [
            (Pen(50, 25).quad(50 + x * 0.7, 34, 50 + x, 52).points(), 2.6, 0.4)
            for x in (-22, -12, 0, 12, 22)
        ],
        1.2,
    )
    c.paint(dome, yarn, puff=16, folds=gather)
    c.paint(cuff, ribbed(look.get("trim", look.colour), 2.4, 3.4), puff=4, lift=1.0)
    if look.get("bobble"):
        c.paint(bobble, plush(look.get("bobble"), 1.6), puff=8, lift=0.8)
    else:
        c.paint(
            Pen(64, 69).line(72, 68.4, 72.4, 75.6, 64.4, 76.4).points(),
            leather("cognac"),
            puff=0.6,
            lift=0.3,
        )


def scarf(c: Canvas, look: Look) -> None:
    """A long scarf folded in a loop, its fringed ends side by side."""
    cloth = knit(look.cloth(), 1.5) if look.get("fabric") == "knit" else cotton(look.cloth(), 1.4)
    left = (
        Pen(33, 20).line(49, 22).quad(49.5, 50, 47, 78).line(29, 77).quad(32, 48, 33, 20).points()
    )
    right = (
        Pen(52, 22).line(67, 20).quad(68, 48, 72, 83).line(54, 84.4).quad(52.5, 50, 52, 22).points()
    )
    loop = (
        Pen(31, 27)
        .cubic(29, 12, 42, 8, 50, 8)
        .cubic(58, 8, 71, 12, 69, 27)
        .cubic(66, 33, 58, 30, 50, 30)
        .cubic(42, 30, 34, 33, 31, 27)
        .points()
    )
    fringe = []
    for end, x0, x1, y0, y1 in ((0, 29.6, 46.6, 77, 78), (1, 54.6, 71.4, 84, 83)):
        for k in range(13):
            t = k / 12
            x, y = x0 + (x1 - x0) * t, y0 + (y1 - y0) * t - 0.5
            fringe.append(
                (
                    tube(
                        smooth(
                            [
                                (x, y),
                                (x + 0.5 * ((k * 7) % 3 - 1), y + 3),
                                (x + 0.4 * ((k * 5) % 3 - 1), y + 6.4),
                            ],
                            False,
                        ),
                        [0.9, 0.8, 0.5],
                    ),
                    end,
                )
            )
    c.lying(c.mask(left, right, loop, *[f for f, _ in fringe]), 2.0)
    strands = cotton(look.get("fringe", look.colour), 1.2)
    for shape, end, turn in ((left, 0, -3), (right, 1, 3)):
        for f, which in fringe:
            if which == end:
                c.paint(f, strands, puff=0.5)
        lines = [
            (Pen(x, 24).quad(x + jig, 50, x + jig, 80).points(), 2.6, 0.5)
            for x, jig in ((37, -2), (44, -1), (57, 1), (64, 3))
        ]
        c.paint(shape, cloth, puff=3.4, spin=turn, folds=c.crease(lines, 1), lift=0.8)
    hollow = (
        Pen(38, 17).cubic(42, 12.4, 58, 12.4, 62, 17).cubic(58, 20.6, 42, 20.6, 38, 17).points()
    )
    rings = [
        (Pen(33, 26).cubic(36, 12, 64, 12, 67, 26).points(), 3, 0.6),
        (Pen(33, 22).cubic(40, 30, 60, 30, 67, 22).points(), 3, 0.6),
    ]
    c.paint(loop, cloth, puff=5, spin=90, folds=c.crease(rings, 1), lift=1.2)
    c.paint(hollow, cloth, puff=1, light=0.5, spin=90)


def socks(c: Canvas, look: Look) -> None:
    """A pair, one laid over the other."""
    yarn = knit(look.cloth(), 1.3)
    ends = knit(look.get("trim", look.accent), 1.3)
    tall = look.get("tall", 0.0)
    sock = (
        Pen(40, 14 - tall)
        .line(58, 14 - tall)
        .quad(58.6, 36, 58, 52)
        .cubic(59, 62, 66, 64, 74, 68)
        .cubic(82, 72, 82, 84, 72, 85)
        .cubic(60, 86, 52, 80, 45, 73)
        .cubic(38, 66, 40.4, 50, 40, 14 - tall)
        .points()
    )
    toe = Pen(69, 60).line(90, 60, 90, 92, 64, 92).quad(66, 76, 69, 60).points()
    heel = Pen(30, 56).quad(42, 57, 51, 66).quad(50, 73, 42, 82).line(30, 76).points()
    cuff = rounded(36, 10 - tall, 62, 22 - tall, 0.4)
    for dx, turn in ((-14, -3), (2, 5)):

        def at(p: np.ndarray, dx: float = dx, turn: float = turn) -> np.ndarray:
            return turned(moved(p, dx, 0), turn, 50 + dx, 50)

        m = c.mask(at(sock))
        c.lying(m, 1.4)
        c.paint(m, yarn, puff=7, spin=turn, lift=0.9)
        c.paint(m * c.mask(at(toe)), ends, puff=5)
        c.paint(m * c.mask(at(heel)), ends, puff=3)
        c.paint(
            m * c.mask(at(cuff)), ribbed(look.get("trim", look.accent), 1.3, 1.8), puff=3, spin=turn
        )


def apron(c: Canvas, look: Look) -> None:
    """A bib apron with a pocket."""
    cloth = cotton(look.cloth(), 1.1)
    shape = (
        Pen(50, 25).line(62, 25).quad(63, 42, 75, 47).line(76, 90).quad(62, 92, 50, 91.6).mirrored()
    )
    loop = smooth([(39.5, 26), (39, 14), (50, 7.5), (61, 14), (60.5, 26)], False)
    ties = [
        smooth([(75, 48), (82, 51), (84, 60), (80.5, 70)], False),
        smooth([(25, 48), (18, 52), (16.6, 62), (20, 72)], False),
    ]
    strap = cotton(look.get("strap", look.accent), 1.0)
    c.lying(c.mask(shape, tube(loop, 2.2), *[tube(t, 1.5) for t in ties]))
    c.paint(tube(loop, 2.2), strap, puff=0.9)
    for t in ties:
        c.paint(tube(t, 1.5), strap, puff=0.7)
    mask = c.paint(shape, cloth, puff=3, folds=torso_folds(c, 90, 22, 1.2))
    c.line(Pen(38, 27.6).line(62, 27.6).points(), 0.3, look.thread, 0.8, mask)
    pocket = Pen(37, 55).line(63, 55, 63, 70, 60, 73, 40, 73, 37, 70).points()
    c.paint(pocket, cloth, puff=0.9, lift=0.5, origin=(2.0, 1.4))
    c.stitches(Pen(37.8, 57).line(62.2, 57).points(), lighter(look.thread, 0.3), 0.3)
    c.line(Pen(50, 57).line(50, 73).points(), 0.3, look.thread, 0.8)
    for side in (-1, 1):
        c.paint(ellipse(50 + side * 11, 27.6, 0.8, 0.8), smooth_plastic("brass"), puff=0.4)


def gloves(c: Canvas, look: Look) -> None:
    """A pair of mittens."""
    yarn, rib = (
        (suede(look.colour) if look.get("fabric") == "suede" else knit(look.cloth(), 2.0)),
        ribbed(look.get("trim", look.colour), 1.6, 2.4),
    )
    hand = (
        Pen(38, 70)
        .cubic(34, 50, 30, 30, 40, 20)
        .cubic(46, 15, 56, 16, 60, 24)
        .cubic(63, 34, 61, 42, 60.5, 48)
        .cubic(64, 44, 69, 36, 73, 38)
        .cubic(78, 42, 68, 56, 60, 68)
        .quad(50, 73, 38, 70)
        .points()
    )
    cuff = rounded(36.5, 67, 62, 86, 1.6)
    for flip, dx, turn in ((True, -21, -5), (False, 7, 6)):

        def at(p: np.ndarray, flip: bool = flip, dx: float = dx, turn: float = turn) -> np.ndarray:
            p = mirror(p, 50) if flip else p
            return turned(moved(p, dx + (8 if flip else 0), 0), turn, 50 + dx, 55) * 0.92 + 4.5

        c.lying(c.mask(at(hand), at(cuff)), 1.8)
        c.paint(at(hand), yarn, puff=9, spin=turn, lift=0.8)
        c.paint(at(cuff), rib, puff=4, spin=turn, lift=0.6)
