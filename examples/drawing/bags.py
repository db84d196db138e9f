"""Totes, baskets, backpacks, satchels, weekend bags and small leather goods."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import darker
from .geometry import Pen, dashes, ellipse, rounded, smooth, softened, tube
from .look import Look
from .materials import Material, cotton, leather, linen, quilt, smooth_plastic, suede, woven


def _body(look: Look) -> Material:
    kind = look.get("fabric", "canvas")
    if kind == "straw":
        return woven(look.colour, look.get("strand", 2.8), look.get("second"))
    if kind == "quilt":
        return quilt(look.cloth())
    made = {"canvas": lambda p: cotton(p, 1.2), "leather": leather, "linen": linen, "suede": suede}
    return made[kind](look.cloth())


def _buckle(
    c: Canvas, x: float, y: float, w: float = 2.6, h: float = 2.2, metal: str = "brass"
) -> None:
    ring = c.mask(
        rounded(x - w, y - h, x + w, y + h, 0.7),
        cut=[rounded(x - w + 0.9, y - h + 0.9, x + w - 0.9, y + h - 0.9, 0.4)],
    )
    c.paint(ring, smooth_plastic(metal), puff=0.5, lift=0.3)
    c.paint(rounded(x - 0.35, y - h, x + 0.35, y + 0.4, 0.2), smooth_plastic(metal), puff=0.3)


def tote(c: Canvas, look: Look) -> None:
    """A flat shopper with two straps, perhaps printed."""
    cloth, strap = (
        _body(look),
        leather(look.get("strap", "cognac"))
        if look.get("strap_fabric", "leather") == "leather"
        else cotton(look.get("strap", look.colour), 1),
    )
    w, top, hem = look.get("width", 29), 36, 90
    c.ground(50, hem, w * 0.95, 2.8)
    for inset, light in ((1.6, 0.75), (0, 1.0)):
        lift = look.get("drop", 28)
        line = (
            Pen(50 - w * 0.46, top + 4)
            .cubic(
                50 - w * 0.44,
                top - lift - 4 + inset,
                50 + w * 0.44,
                top - lift - 4 + inset,
                50 + w * 0.46,
                top + 4,
            )
            .points()
        )
        if inset:
            c.paint(tube(line, 2.6), strap, puff=1.1, light=light)
            c.paint(
                Pen(50 - w + 1.4, top)
                .quad(50, top - 4.6, 50 + w - 1.4, top)
                .quad(50, top + 3, 50 - w + 1.4, top)
                .points(),
                cloth,
                puff=0.6,
                light=0.6,
            )
    body = (
        Pen(50, top + 1.4)
        .quad(50 + w * 0.6, top + 1.4, 50 + w - 1, top)
        .cubic(50 + w + 0.6, 55, 50 + w - 0.6, 75, 50 + w - 1.6, hem - 2)
        .quad(50 + w - 2, hem, 50 + w - 5, hem)
        .quad(60, hem + 0.6, 50, hem + 0.6)
        .mirrored()
    )
    folds = c.crease(
        [
            (Pen(50 - w * 0.46, top + 4).quad(44, 60, 40, 84).points(), 4, 0.4),
            (Pen(50 + w * 0.46, top + 4).quad(58, 58, 62, 86).points(), 4, 0.4),
            (Pen(28, 84).quad(38, 78, 46, 86).points(), 3, 0.35),
        ],
        1.4,
    )
    mask = c.paint(body, cloth, puff=6, folds=folds)
    c.line(
        Pen(50 - w, top + 3.8).quad(50, top + 5.4, 50 + w, top + 3.8).points(),
        0.3,
        look.thread,
        0.8,
        mask,
    )
    if look.get("base"):
        c.paint(
            c.mask(np.array([[0, hem - 13], [100, hem - 13], [100, 99], [0, 99]], dtype=float))
            * mask,
            leather(look.get("base")),
            puff=4,
            lift=0.3,
        )
        c.stitches(Pen(20, hem - 12.2).line(80, hem - 12.2).points(), look.thread, within=mask)
    line = (
        Pen(50 - w * 0.46, top + 8)
        .line(50 - w * 0.46, top + 3)
        .cubic(
            50 - w * 0.46,
            top - look.get("drop", 28) - 6,
            50 + w * 0.46,
            top - look.get("drop", 28) - 6,
            50 + w * 0.46,
            top + 3,
        )
        .line(50 + w * 0.46, top + 8)
        .points()
    )
    c.paint(tube(line, 3.0), strap, puff=1.2, lift=0.7)
    for s in (-1, 1):
        x = 50 + s * w * 0.46
        c.line(Pen(x - 0.9, top + 4.6).line(x + 0.9, top + 8.6).points(), 0.25, look.thread)
        c.line(Pen(x + 0.9, top + 4.6).line(x - 0.9, top + 8.6).points(), 0.25, look.thread)
    motif = look.get("print")
    if motif == "lemons" and not look.back:
        for x, y in ((41, 58), (58, 56), (50, 70)):
            lemon = smooth(
                [
                    (x - 7, y),
                    (x - 4, y - 4),
                    (x + 2, y - 4.4),
                    (x + 7.4, y),
                    (x + 2, y + 4.4),
                    (x - 4, y + 4),
                ]
            )
            c.fill(c.mask(lemon), "lemon")
            c.line(Pen(x + 7, y).quad(x + 9, y - 3, x + 8, y - 5).points(), 0.6, "forest green")
            c.fill(
                c.mask(
                    Pen(x + 8, y - 4)
                    .quad(x + 4, y - 9, x - 1, y - 6.4)
                    .quad(x + 3, y - 3.4, x + 8, y - 4)
                    .points()
                ),
                "green",
            )
    elif motif == "arch" and not look.back:
        for k, tone in enumerate(
            (look.accent, look.get("third", "mustard"), look.colour, look.accent)
        ):
            r = 14 - 3.6 * k
            c.fill(
                c.mask(
                    Pen(50 - r, 74)
                    .line(50 - r, 62)
                    .cubic(50 - r, 62 - r * 1.32, 50 + r, 62 - r * 1.32, 50 + r, 62)
                    .line(50 + r, 74)
                    .points()
                ),
                tone,
            )
    elif motif == "market" and not look.back:
        for k, width in enumerate((26, 20, 26)):
            c.fill(
                c.mask(rounded(50 - width / 2, 54 + 6 * k, 50 + width / 2, 57 + 6 * k, 0.3)),
                look.accent,
            )


def basket(c: Canvas, look: Look) -> None:
    """A woven bag or storage basket with two handles."""
    straw = _body(look)
    w, top, hem = look.get("width", 33), look.get("top", 40), 88
    round_base = look.get("round", True)
    c.ground(50, hem, w * 0.85, 3.2)
    handle = leather(look.get("strap", "cognac"))
    high = look.get("drop", 22)
    back = (
        Pen(50 - w * 0.4, top + 1)
        .cubic(50 - w * 0.36, top - high, 50 + w * 0.36, top - high, 50 + w * 0.4, top + 1)
        .points()
    )
    if high:
        c.paint(tube(back, 2.2), handle, puff=1, light=0.75)
    c.paint(ellipse(50, top, w, w * 0.11), straw, puff=1, light=0.5)
    body = (
        Pen(50 + w, top)
        .cubic(
            50 + w - 1,
            top + 24,
            50 + w * (0.86 if round_base else 0.8),
            hem - 8,
            50 + w * 0.7,
            hem - 1.6,
        )
        .quad(50, hem + 2.6, 50 - w * 0.7, hem - 1.6)
        .cubic(50 - w * (0.86 if round_base else 0.8), hem - 8, 50 - w + 1, top + 24, 50 - w, top)
        .quad(50, top + w * 0.24, 50 + w, top)
        .points()
    )
    mask = c.paint(body, straw, round_body=True, tilt=0.1)
    if look.get("banded"):
        lane = Pen(0, 62).quad(50, 70, 100, 62).line(100, 74).quad(50, 82, 0, 74).points()
        c.paint(
            c.mask(lane) * mask,
            woven(look.accent, look.get("strand", 2.8)),
            round_body=True,
            tilt=0.1,
        )
    rim = Pen(50 - w, top).quad(50, top + w * 0.24, 50 + w, top).points()
    c.paint(tube(rim, 2.6), woven(darker(look.colour, 0.1), 1.8), puff=1.2, lift=0.5)
    if high:
        front = (
            Pen(50 - w * 0.42, top + 10)
            .line(50 - w * 0.42, top + 3)
            .cubic(
                50 - w * 0.4, top - high + 1, 50 + w * 0.4, top - high + 1, 50 + w * 0.42, top + 3
            )
            .line(50 + w * 0.42, top + 10)
            .points()
        )
        c.paint(tube(front, 2.7), handle, puff=1.1, lift=0.8)
        for s in (-1, 1):
            c.paint(
                ellipse(50 + s * w * 0.42, top + 9, 0.8, 0.8), smooth_plastic("brass"), puff=0.5
            )
    else:
        for s in (-1, 1):
            ear = smooth(
                [
                    (50 + s * w * 0.97, top + 5),
                    (50 + s * (w + 6), top + 4),
                    (50 + s * (w + 5), top + 13),
                    (50 + s * w * 0.95, top + 14),
                ],
                False,
            )
            c.paint(tube(ear, 2.0), handle, puff=0.9, lift=0.5)
    if look.get("tassel"):
        for k, tone in enumerate(look.get("tassel")):
            c.paint(
                Pen(68 + 3 * k, top + 8)
                .line(70 + 3 * k, top + 8)
                .line(71.5 + 3 * k, top + 20)
                .line(66.8 + 3 * k, top + 20)
                .points(),
                cotton(tone, 1.5),
                puff=1,
                lift=0.6,
            )
            c.paint(ellipse(69 + 3 * k, top + 7.6, 1.5, 1.5), cotton(tone), puff=1)


def backpack(c: Canvas, look: Look) -> None:
    """A rucksack: rounded with a zip pocket, or roll-top, or with a buckled flap."""
    cloth, trim = _body(look), leather(look.get("strap", "cognac"))
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
            _buckle(c, 50 + s * 16.2, 64, 2.4, 2, "black")
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
        _buckle(c, 50, 44, 3.4, 3)
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
            _buckle(c, x, 63, 3.2, 2.6)
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


def satchel(c: Canvas, look: Look) -> None:
    """A cross-body bag: flap and buckle, camera-bag zip, or half-moon."""
    skin, style = _body(look), look.get("style", "flap")
    metal = look.get("metal", "brass")
    c.ground(50, 84, 29, 3)
    strap = Pen(23, 50).cubic(14, 4, 86, 4, 77, 50).points()
    c.paint(
        tube(strap, 2.2),
        skin if look.get("fabric") == "leather" else leather(look.get("strap", "cognac")),
        puff=1,
    )
    if style == "moon":
        body = (
            Pen(20, 48)
            .quad(50, 43, 80, 48)
            .cubic(84, 74, 66, 85, 50, 85)
            .cubic(34, 85, 16, 74, 20, 48)
            .points()
        )
        c.paint(body, skin, puff=9, lift=0.4)
        zipper = Pen(22, 52).quad(50, 47, 78, 52).points()
        c.line(zipper, 1.3, darker(look.colour, 0.5), 0.8)
        c.stitches(zipper, metal, 0.6, 0.9, None, 0.5, 0.4)
        c.paint(tube(Pen(75, 52).quad(79, 57, 78, 62).points(), 1.3), skin, puff=0.6, lift=0.5)
        c.stitches(
            Pen(21.5, 56)
            .cubic(24, 76, 38, 82.6, 50, 82.6)
            .cubic(62, 82.6, 76, 76, 78.5, 56)
            .points(),
            look.thread,
        )
        return
    body = softened([(20, 46), (80, 46), (82, 84), (18, 84)], 5)
    c.paint(body, skin, puff=6, lift=0.4)
    if style == "camera":
        c.paint(softened([(24, 60), (76, 60), (77, 80.6), (23, 80.6)], 4), skin, puff=3, lift=0.8)
        for y, x0, x1 in ((50.6, 22, 78), (63, 26, 74)):
            zipper = Pen(x0, y).line(x1, y).points()
            c.line(zipper, 1.3, darker(look.colour, 0.5), 0.8)
            c.stitches(zipper, metal, 0.6, 0.9, None, 0.5, 0.4)
        c.paint(rounded(70, 63, 72.4, 70, 0.9), skin, puff=0.7, lift=0.5)
        c.paint(
            Pen(46, 68).line(54, 68, 54, 74, 46, 74).points(),
            leather(darker(look.colour, 0.2)),
            puff=0.5,
            lift=0.2,
        )
        return
    flap = (
        Pen(50, 44).line(80, 44.4).quad(82, 45, 82, 50).quad(82, 66, 74, 68).line(50, 69).mirrored()
    )
    c.paint(flap, skin, puff=4, lift=1.0)
    edge = Pen(20, 50).quad(20, 64.6, 27, 66.4).line(73, 66.4).quad(80, 64.6, 80, 50).points()
    c.stitches(edge, look.thread)
    for x in (34, 66) if look.get("buckles") == 2 else (50,):
        c.paint(rounded(x - 2.6, 56, x + 2.6, 77, 1.2), skin, puff=1, lift=0.6)
        _buckle(c, x, 70, 3.8, 3, metal)
    if look.get("handle"):
        c.paint(
            tube(smooth([(40, 45), (42, 36.6), (58, 36.6), (60, 45)], False), 3),
            skin,
            puff=1.3,
            lift=0.5,
        )


def weekender(c: Canvas, look: Look) -> None:
    """A soft travel bag with two carrying straps."""
    cloth, trim = _body(look), leather(look.get("strap", "chestnut"))
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


def bucket_bag(c: Canvas, look: Look) -> None:
    """A drawstring bucket bag."""
    skin = _body(look)
    c.ground(50, 86, 22, 3)
    c.paint(
        tube(Pen(28, 46).cubic(24, 2, 76, 2, 72, 46).points(), 2.4),
        leather(look.get("strap", darker(look.colour, 0.15))),
        puff=1,
    )
    c.paint(ellipse(50, 40, 21, 4), skin, puff=1.4, light=0.55)
    body = (
        Pen(50, 42.6)
        .quad(66, 42.4, 71, 39.6)
        .cubic(73.6, 56, 76, 72, 75, 82.6)
        .quad(72, 87.6, 50, 88)
        .mirrored()
    )
    folds = c.crease(
        [
            (Pen(50 + x, 43).quad(50 + x * 1.05, 52, 50 + x * 1.1, 66).points(), 2.6, 0.55)
            for x in (-17, -11, -5, 1, 7, 13, 18)
        ],
        0.9,
    )
    mask = c.paint(body, skin, puff=9, folds=folds)
    c.paint(
        c.mask(Pen(20, 77).quad(50, 81, 80, 77).line(80, 95, 20, 95).points()) * mask,
        leather(look.get("base", darker(look.colour, 0.2))),
        puff=3,
        lift=0.3,
    )
    cord = Pen(28.6, 48).quad(50, 52.6, 71.4, 48).points()
    for d in dashes(cord, 3.2, 2.4):
        c.paint(tube(d, 1.5), leather(look.get("cord", "camel")), puff=0.7, lift=0.3)
    for s in (-1, 1):
        tail = smooth([(50 + s * 1.5, 51), (50 + s * 4, 57), (50 + s * 3, 65)], False)
        c.paint(tube(tail, 1.2), leather(look.get("cord", "camel")), puff=0.6, lift=0.6)
        c.paint(
            Pen(50 + s * 3 - 0.8, 64)
            .line(50 + s * 3 + 0.8, 64, 50 + s * 3 + 2, 71, 50 + s * 3 - 2, 71)
            .points(),
            suede(look.get("cord", "camel")),
            puff=0.7,
            lift=0.5,
        )


def pouch(c: Canvas, look: Look) -> None:
    """A wash bag or pencil case, or a folded wallet."""
    cloth, style = _body(look), look.get("style", "pouch")
    if style == "wallet":
        c.lying(rounded(20, 32, 80, 74, 3), 2)
        c.paint(rounded(20, 32, 80, 74, 3), cloth, puff=3)
        c.stitches(
            softened([(22.4, 34.4), (77.6, 34.4), (77.6, 71.6), (22.4, 71.6)], 2), look.thread
        )
        c.paint(
            Pen(80, 44).line(62, 44).quad(56, 53, 62, 62).line(80, 62).points(),
            cloth,
            puff=1.4,
            lift=0.6,
        )
        c.paint(ellipse(64, 53, 2.4, 2.4), smooth_plastic("brass"), puff=1.4, lift=0.4)
        return
    c.ground(50, 76, 34, 2.6)
    shape = (
        Pen(50, 37)
        .quad(70, 36, 83, 37.6)
        .cubic(86, 50, 88, 66, 86, 73)
        .quad(84, 77, 76, 77)
        .line(50, 77.4)
        .mirrored()
    )
    folds = c.crease(
        [(Pen(x, 40).quad(x + 3, 56, x - 2, 74).points(), 3.4, 0.4) for x in (27, 42, 60, 74)], 1.3
    )
    c.paint(shape, cloth, puff=8, folds=folds)
    zipper = Pen(17, 39.4).quad(50, 37.8, 83, 39.4).points()
    c.line(zipper, 2.0, look.get("zip", darker(look.colour, 0.45)), 0.95)
    c.stitches(zipper, "brass", 0.8, 0.9, None, 0.5, 0.4)
    c.paint(
        tube(smooth([(82, 39.6), (87, 43), (88, 50)], False), 1.8),
        leather(look.get("strap", "cognac")),
        puff=0.8,
        lift=0.5,
    )
    c.paint(rounded(14.6, 56, 19, 62, 0.4), leather(look.get("strap", "cognac")), puff=0.5)
