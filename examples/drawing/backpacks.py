"""Rucksacks and weekend bags."""

from __future__ import annotations

from .bag_parts import bag_cloth, buckle
from .canvas import Canvas
from .colours import darker
from .geometry import Pen, rounded, smooth, tube
from .look import Look
from .materials import cotton, leather


def backpack(c: Canvas, look: Look) -> None:
    """A rucksack: rounded with a zip pocket, or roll-top, or with a buckled flap."""
    cloth, trim = bag_cloth(look), leather(look.get("strap", "cognac"))
    style = look.get("style", "zip")
    c.ground(50, 90, 25, 2.8)
    if look.back:
        shape = (
            Pen(50, 17)
            .cubic(68, 16, 75, 24, 75, 40)
            .cubic(76, 60, 76, 76, 75, 85)
            .quad(74, 90, 68, 90)
            .line(50, 90.4)
            .mirrored()
        )
        c.paint(shape, cloth, puff=7)
        c.paint(rounded(31, 28, 69, 84, 5), cotton(darker(look.colour, 0.25), 2), puff=3, lift=0.4)
        for s in (-1, 1):
            c.paint(
                tube(
                    smooth(
                        [(50 + s * 7, 22), (50 + s * 15, 38), (50 + s * 17, 58), (50 + s * 14, 80)],
                        False,
                    ),
                    [5, 6.4, 5, 2],
                ),
                cotton(look.colour, 2),
                puff=2,
                lift=1.0,
            )
            buckle(c, 50 + s * 16.2, 64, 2.4, 2, "black")
        c.paint(tube(smooth([(44, 18), (45, 11), (55, 11), (56, 18)], False), 2.4), trim, puff=1)
        return
    for s in (-1, 1):
        strap = smooth(
            [(50 + s * 20, 26), (50 + s * 29.6, 40), (50 + s * 30, 64), (50 + s * 24, 84)], False
        )
        c.paint(tube(strap, [3, 4.6, 3.6, 2]), cotton(look.colour, 1.5), puff=1.6, light=0.78)
    c.paint(
        tube(smooth([(44, 19), (44.6, 9.6), (55.4, 9.6), (56, 19)], False), 2.6), trim, puff=1.1
    )
    if style == "roll":
        c.paint(
            Pen(50, 26).line(74, 26).line(75, 86).quad(74, 90, 69, 90).line(50, 90.4).mirrored(),
            cloth,
            puff=7,
        )
        c.paint(rounded(25, 16, 75, 26.5, 4.5), cloth, puff=4.5, lift=0.8)
        c.paint(rounded(48, 22, 52, 54, 0.6), trim, puff=0.9, lift=0.6)
        buckle(c, 50, 44, 3.4, 3)
        c.paint(
            Pen(32, 58)
            .line(68, 58, 68, 82)
            .quad(67.6, 84, 65, 84)
            .line(35, 84)
            .quad(32.4, 84, 32, 82)
            .points(),
            cloth,
            puff=1.6,
            lift=0.7,
        )
        c.stitches(Pen(33, 60).line(67, 60).points(), look.thread)
        return
    shape = (
        Pen(50, 17)
        .cubic(66, 16, 74, 23, 74.6, 40)
        .cubic(75.6, 60, 75.6, 76, 75, 85)
        .quad(74, 90, 68, 90)
        .line(50, 90.4)
        .mirrored()
    )
    mask = c.paint(shape, cloth, puff=9)
    if style == "flap":
        flap = (
            Pen(50, 15.6)
            .cubic(68, 15, 76, 24, 76, 44)
            .quad(75.6, 53, 70, 54)
            .line(50, 54.6)
            .mirrored()
        )
        c.paint(rounded(30, 60, 70, 86, 3), cloth, puff=3, lift=0.6)
        c.paint(flap, cloth, puff=7, lift=1.0)
        for x in (38, 62):
            c.paint(rounded(x - 2, 44, x + 2, 70, 0.8), trim, puff=0.9, lift=0.6)
            buckle(c, x, 63, 3.2, 2.6)
        return
    arc = Pen(29.6, 52).cubic(29, 30, 36, 23.4, 50, 23.4).cubic(64, 23.4, 71, 30, 70.4, 52).points()
    c.line(arc, 1.0, darker(look.colour, 0.5), 0.8, mask)
    c.stitches(arc, "silver", 0.5, 0.9, mask, 0.5, 0.4)
    pocket = (
        Pen(31, 58)
        .quad(50, 55, 69, 58)
        .line(69.4, 80)
        .quad(69, 85, 64, 85)
        .line(36, 85)
        .quad(31, 85, 30.6, 80)
        .points()
    )
    second = cotton(look.get("pocket", look.colour), 1.2)
    c.paint(pocket, cloth if not look.get("pocket") else second, puff=4, lift=0.9)
    zipper = Pen(33, 62).quad(50, 59.4, 67, 62).points()
    c.line(zipper, 1.1, darker(look.colour, 0.5), 0.85)
    c.stitches(zipper, "silver", 0.5, 0.9, None, 0.5, 0.4)
    c.paint(rounded(64, 61, 66, 67, 0.8), trim, puff=0.6, lift=0.4)
    c.paint(rounded(43, 40, 57, 47, 1.2), trim, puff=0.8, lift=0.4)
    for x in (46, 54):
        c.fill(c.mask(rounded(x - 0.5, 42, x + 0.5, 45, 0.3)), darker("cognac", 0.6))


def weekender(c: Canvas, look: Look) -> None:
    """A soft travel bag with two carrying straps."""
    cloth, trim = bag_cloth(look), leather(look.get("strap", "chestnut"))
    c.ground(50, 82, 38, 3.4)
    c.paint(
        tube(Pen(33, 52).cubic(34, 20, 66, 20, 67, 52).points(), 2.8), trim, puff=1.1, light=0.75
    )
    body = (
        Pen(13, 52)
        .quad(14, 42, 24, 41)
        .quad(50, 38, 76, 41)
        .quad(86, 42, 87, 52)
        .cubic(89, 62, 89, 72, 87, 79)
        .quad(86, 82.6, 81, 82.6)
        .line(19, 82.6)
        .quad(14, 82.6, 13, 79)
        .cubic(11, 72, 11, 62, 13, 52)
        .points()
    )
    folds = c.crease(
        [
            (Pen(24, 46).quad(28, 60, 25, 76).points(), 4, 0.5),
            (Pen(74, 46).quad(71, 62, 76, 78).points(), 4, 0.5),
            (Pen(40, 76).quad(50, 72, 60, 77).points(), 3, 0.4),
        ],
        1.2,
    )
    mask = c.paint(body, cloth, puff=9, folds=folds)
    zipper = Pen(20, 44.6).quad(50, 41.4, 80, 44.6).points()
    c.line(zipper, 1.4, darker(look.colour, 0.5), 0.8, mask)
    c.stitches(zipper, "brass", 0.6, 0.9, mask, 0.5, 0.4)
    for s in (-1, 1):
        c.paint(
            c.mask(
                Pen(50 + s * 30, 66)
                .quad(50 + s * 34, 70, 50 + s * 44, 69)
                .line(50 + s * 44, 90, 50 + s * 30, 90)
                .points()
            )
            * mask,
            trim,
            puff=3,
            lift=0.4,
        )
        c.paint(rounded(50 + s * 17 - 2, 48, 50 + s * 17 + 2, 82.4, 0.4), trim, puff=0.9, lift=0.5)
        c.stitches(Pen(50 + s * 17 - 1.3, 50).line(50 + s * 17 - 1.3, 82).points(), "ecru")
        c.stitches(Pen(50 + s * 17 + 1.3, 50).line(50 + s * 17 + 1.3, 82).points(), "ecru")
    c.paint(tube(Pen(33, 54).cubic(33, 24, 67, 24, 67, 54).points(), 3.2), trim, puff=1.3, lift=1.2)
    c.paint(rounded(44.6, 28.6, 55.4, 34.4, 2), trim, puff=1.6, lift=0.5)
    c.paint(Pen(76, 48).line(82, 48, 82.6, 58, 79, 60, 75.6, 58).points(), trim, puff=0.7, lift=0.6)
