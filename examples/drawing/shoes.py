"""Shoes, boots and sandals, seen from the side; `pair` puts the other one behind."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .canvas import Canvas, View
from .colours import darker, lighter, mix
from .geometry import Pen, ellipse, rounded, smooth, tube
from .look import Look
from .materials import (
    Material,
    cotton,
    knit,
    leather,
    plush,
    rubber,
    smooth_plastic,
    suede,
    wood,
    woven,
)
from .patterns import speckle, stripes

_GROUND = 71.0


def _paired(draw: Callable[[Canvas, Look], None]) -> Callable[[Canvas, Look], None]:
    """Draw the far shoe first when the picture is of a pair."""

    def both(c: Canvas, look: Look) -> None:
        c.ground(50, _GROUND + 0.6, 38, 3.4)
        if look.side == "angle" or look.get("pair"):
            v = c.view
            back = View(v.zoom * 0.93, v.cx + 6, v.cy + 9, v.turn, v.flip)
            c.look_from(back)
            c.ground(50, _GROUND + 0.6, 38, 3)
            draw(c, look)
            c.look_from(v)
        draw(c, look)

    return both


def _upper(look: Look) -> Material:
    kind = look.get("fabric", "leather")
    made = {
        "leather": leather,
        "suede": suede,
        "canvas": lambda p: cotton(p, 1.0),
        "knit": lambda p: knit(p, 1.2),
        "rubber": rubber,
    }
    return made[kind](look.cloth())


def _laces(c: Canvas, rungs: list[tuple[float, float, float, float]], colour: object) -> None:
    for x0, y0, x1, y1 in rungs:
        middle = ((x0 + x1) / 2 - 0.6, (y0 + y1) / 2 - 1.0)
        c.paint(
            tube(Pen(x0, y0).quad(*middle, x1, y1).points(), 1.55),
            cotton(colour, 0.6),
            puff=0.7,
            lift=0.4,
        )  # type: ignore[arg-type]
        c.fill(c.mask(ellipse(x1 + 0.2, y1 + 0.3, 0.55, 0.55)), "steel")


@_paired
def sneaker(c: Canvas, look: Look) -> None:
    """A low or high trainer with laces and a rubber sole."""
    cloth, trim = _upper(look), leather(look.get("trim", look.accent), 0.2)
    sole_colour = look.get("sole", "white")
    high = look.get("high", False)
    thick = look.get("thick", 0.0)
    rise = 19.0 if high else 0.0
    base = _GROUND - 7 - thick
    heel = Pen(12.6, base + 1).cubic(
        11, base - 12, 13 + (2 if high else 0), 44 - rise, 14 + (3 if high else 0), 37 - rise
    )
    heel.quad(16, 34.6 - rise, 20, 36.6 - rise)
    if high:
        heel.quad(28, 36 - rise, 35, 34 - rise)
    else:
        heel.quad(26, 42.6, 34, 39.6)
    upper = (
        heel.line(40, 31.5 - rise)
        .cubic(47, 38 - rise * 0.45, 56, 47.5, 66, 50.4)
        .cubic(78, 53, 87.6, 56, 88.6, base + 1)
        .points()
    )
    opening = (
        Pen(15.5, 37 - rise)
        .quad(26, 32.6 - rise, 39, 31.5 - rise)
        .line(42.5, 36 - rise)
        .quad(30, 46 - rise, 15.5, 37 - rise)
        .points()
    )
    tongue = (
        Pen(33.5, 39.6 - rise)
        .cubic(34, 33 - rise, 36, 27 - rise, 39.6, 25.6 - rise)
        .quad(44.6, 27 - rise, 46.6, 35.4 - rise * 0.8)
        .quad(52, 42 - rise * 0.2, 60, 47.5)
        .line(56, 50)
        .points()
    )
    sole = (
        Pen(10.6, base - 1.5)
        .quad(9, base + 4, 11.4, _GROUND)
        .line(84, _GROUND)
        .cubic(91.5, _GROUND, 92, base + 1, 89.8, base - 2.4)
        .cubic(70, base + 2.4, 40, base - 0.4, 10.6, base - 1.5)
        .points()
    )
    c.paint(opening, cotton(look.get("lining", lighter(look.colour, 0.3))), puff=1.5, light=0.62)
    c.paint(tongue, cloth, puff=2.2, light=0.93, lift=0.3)
    mask = c.paint(upper, cloth, puff=8, lift=0.3)
    seams = look.thread
    if look.get("toecap", True):
        cap = Pen(73, 45).quad(70, 56, 72.6, 76).line(98, 76, 98, 45).points()
        c.paint(
            c.mask(cap) * mask,
            rubber("white") if look.get("toecap") == "rubber" else trim,
            puff=6,
            lift=0.4,
        )
        c.stitches(Pen(72.4, 48).quad(69.6, 57, 71.6, 66).points(), seams)
    counter = Pen(0, 49 - rise * 0.3).quad(22, 50, 27, 76).line(0, 76).points()
    c.paint(c.mask(counter) * mask, trim, puff=4, lift=0.4)
    tab = (
        Pen(8, 34 - rise)
        .line(19.6, 34 - rise)
        .quad(19, 43 - rise, 20.6, 50 - rise * 0.4)
        .line(8, 50)
        .points()
    )
    c.paint(c.mask(tab) * mask, trim, puff=2.5, lift=0.3)
    stay = (
        Pen(34, 39.6 - rise)
        .line(40.4, 32 - rise)
        .cubic(47, 38.6 - rise * 0.45, 56, 48, 66, 51)
        .line(63.5, 55.5)
        .cubic(52, 53, 42, 47 - rise * 0.3, 34, 39.6 - rise)
        .points()
    )
    c.paint(c.mask(stay) * mask, trim if look.get("stay", True) else cloth, puff=1.6, lift=0.5)
    mark = look.get("mark", "bars")
    if mark == "bars":
        for k in range(3):
            x = 37 + 5.6 * k
            c.paint(
                Pen(x, base - 2.4)
                .line(x + 3, base - 2.2, x + 7.4, 50.6 + k * 0.6, x + 4.4, 49.6 + k * 0.6)
                .points(),
                trim,
                puff=0.6,
                lift=0.25,
            )
    elif mark == "swoop":
        swoop = (
            Pen(30, base - 3)
            .quad(44, base - 3, 58, 52)
            .quad(50, base - 0.5, 33, base + 0.4)
            .points()
        )
        c.paint(swoop, trim, puff=0.7, lift=0.25)
    elif mark == "disc":
        at = (25, 41 - rise * 0.4) if high else (33, base - 8)
        c.paint(ellipse(*at, 4.2, 4.2), trim, puff=0.6, lift=0.25)
        c.fill(c.mask(ellipse(*at, 2.4, 2.4)), look.colour)
    rungs = []
    for k in range(7 if high else 5):
        t = k / (6 if high else 4)
        x, y = 39.4 + 20 * t**0.9, (35.6 - rise) + (14.6 + rise) * t**0.72
        rungs.append((x + 4.8, y - 2.6 + 1.4 * t, x, y + 2.6))
    _laces(c, rungs, look.get("laces", "white"))
    bow = smooth(
        [
            (42, 36 - rise),
            (37, 32.4 - rise),
            (33, 36 - rise),
            (38, 37.6 - rise),
            (42, 36 - rise),
            (47, 42 - rise),
            (44.5, 46 - rise),
        ],
        False,
    )
    c.paint(tube(bow, 1.0), cotton(look.get("laces", "white"), 0.5), puff=0.5, lift=0.5)
    c.paint(sole, rubber(sole_colour), puff=2.4, lift=0.3)
    line = Pen(10.4, base + 1.2).cubic(40, base + 2.4, 70, base + 4.6, 90.6, base + 0.6).points()
    c.line(line, 0.7, look.get("foxing", mix(sole_colour, look.colour, 0.55)), 0.9)
    tread = np.array([[8, _GROUND - 1.8], [93, _GROUND - 1.8], [93, 76], [8, 76]], dtype=float)
    c.fill(c.mask(tread) * c.mask(sole), look.get("tread", darker(sole_colour, 0.35)), 0.85)


@_paired
def boot(c: Canvas, look: Look) -> None:
    """A Chelsea boot, a laced hiker or a wellington."""
    style, cloth = look.get("style", "chelsea"), _upper(look)
    top = {"chelsea": 20, "hiker": 22, "wellington": 9}[style]
    sole_colour = look.get("sole", "brown")
    base = _GROUND - (4.6 if style == "chelsea" else 6)
    upper = (
        Pen(17, base + 1)
        .cubic(14.6, base - 14, 18.6, 40, 17.4, top)
        .quad(30, top - 2.4, 44, top - 0.4)
    )
    upper.cubic(44, 34, 45, 43, 52, 47.4).cubic(62, 51, 85, 49, 87, base + 1)
    shape = upper.points()
    c.paint(ellipse(30.6, top, 13.2, 2.6), cotton(darker(look.colour, 0.3)), puff=1, light=0.6)
    mask = c.paint(
        shape,
        cloth,
        puff=9,
        folds=c.crease(
            [
                (Pen(44, 44).quad(38, 50, 40, 56).points(), 2.2, 0.4),
                (Pen(52, 50).quad(55, 55, 53, 60).points(), 2, 0.35),
            ],
            0.8,
        ),
    )
    if style == "chelsea":
        gusset = Pen(27, top).line(39, top).quad(38, 36, 34, 47.6).quad(28.6, 37, 27, top).points()
        c.paint(
            gusset,
            rubber(
                stripes(
                    look.get("elastic", "charcoal"),
                    darker(look.get("elastic", "charcoal"), 0.4),
                    pitch=1.1,
                    angle=90,
                )
            ),
            puff=0.8,
            lift=0.3,
        )
        c.stitches(Pen(24, 49).quad(34, 52, 44, 48).points(), look.thread, within=mask)
        c.paint(
            tube(smooth([(16.6, 27), (13, 20), (15, 14.6), (19, 17), (18.6, 26)], False), 1.7),
            cotton(look.get("elastic", "charcoal"), 1),
            puff=0.7,
        )
    elif style == "hiker":
        c.paint(
            c.mask(Pen(70, 40).quad(67, 55, 69, 76).line(96, 76, 96, 40).points()) * mask,
            suede(look.accent),
            puff=5,
            lift=0.4,
        )
        c.paint(
            c.mask(Pen(0, 46).quad(24, 48, 29, 76).line(0, 76).points()) * mask,
            suede(look.accent),
            puff=4,
            lift=0.4,
        )
        c.paint(
            rounded(15.4, top - 3.6, 45, top + 4.6, 2.6),
            plush(look.get("trim", "charcoal"), 0.6),
            puff=2.6,
            lift=0.4,
        )
        stay = (
            Pen(38, top + 4)
            .line(45, top + 4)
            .cubic(45, 36, 47, 43, 56, 48.6)
            .line(53, 53)
            .cubic(44, 48, 39, 40, 38, top + 4)
            .points()
        )
        c.paint(stay, leather(look.accent), puff=1.2, lift=0.4)
        rungs = [
            (45.4, 29, 39.6, 31),
            (45.6, 33.6, 40.2, 36),
            (46.6, 38.2, 41.8, 41),
            (49.4, 42.4, 45, 45.8),
            (53.6, 45.8, 50, 50),
        ]
        _laces(c, rungs, look.get("laces", "red"))
    else:
        c.paint(
            rounded(15.6, top - 2, 45.4, top + 4, 1.4),
            rubber(look.get("trim", darker(look.colour, 0.2))),
            puff=1.4,
            lift=0.3,
        )
        shine = Pen(22, 18).quad(24.4, 34, 22.4, 52).quad(20.6, 34, 22, 18).points()
        c.add_light(c.soft(shine, 0.8) * mask, "white", 0.5)
        c.add_light(
            c.soft(tube(smooth([(58, 52.6), (68, 53), (76, 55)], False), [0.4, 1.6, 0.4]), 0.6)
            * mask,
            "white",
            0.5,
        )
        c.paint(
            rounded(33, top + 7, 42, top + 12, 0.8),
            rubber(look.get("trim", darker(look.colour, 0.2))),
            puff=0.5,
            lift=0.2,
        )
    chunky = style != "chelsea"
    sole = (
        Pen(15.6, base - 1)
        .line(14.6, _GROUND)
        .line(35, _GROUND)
        .line(36.6, _GROUND - 2.2)
        .line(44, _GROUND - 2.0)
        .line(45, _GROUND)
        .line(83, _GROUND)
        .cubic(89, _GROUND, 90, base + 2, 88.6, base - 1)
        .quad(52, base + 1.4, 15.6, base - 1)
        .points()
    )
    c.paint(sole, rubber(sole_colour), puff=1.6, lift=0.3)
    if chunky:
        for k in range(14):
            x = 17 + 5 * k
            if not 33 < x < 45:
                c.fill(
                    c.mask(rounded(x, _GROUND - 1.6, x + 2, _GROUND + 0.2, 0.3)),
                    darker(sole_colour, 0.5),
                    0.8,
                )
    else:
        c.stitches(
            Pen(16, base + 0.7).quad(52, base + 3, 88, base + 0.6).points(),
            lighter(sole_colour, 0.5),
        )


@_paired
def loafer(c: Canvas, look: Look) -> None:
    """A slip-on: penny strap, tassel or plain ballet flat with a bow."""
    cloth, style = _upper(look), look.get("style", "penny")
    flat = style == "ballet"
    base = _GROUND - (2.2 if flat else 4.4)
    upper = Pen(13, base + 0.6).cubic(11, base - 8, 12, 50, 15, 46.6).quad(17, 45.6, 19, 47.4)
    if flat:
        upper.cubic(30, 60, 50, 61.6, 62, 56).quad(66, 53.4, 70, 54)
    else:
        upper.cubic(26, 53, 38, 52.6, 46, 45).quad(49, 43, 53, 45)
    upper.cubic(70, 52, 88, 56, 89, base + 0.6)
    shape = upper.points()
    inside = (
        Pen(15.4, 46.8)
        .quad(34, 44, 50 if not flat else 66, 44 if not flat else 53)
        .quad(44, 58, 15.4, 46.8)
        .points()
    )
    c.paint(inside, leather(look.get("lining", "tan"), 0.05), puff=1, light=0.7)
    mask = c.paint(shape, cloth, puff=7)
    c.stitches(
        Pen(19.5, 48.8).cubic(26, 54.4, 38, 54, 46.6, 46.6).points()
        if not flat
        else Pen(19.5, 48.8).cubic(30, 61.4, 50, 63, 62, 57.4).points(),
        look.thread,
    )
    if flat:
        for s in (-1, 1):
            c.paint(
                Pen(67, 55)
                .quad(67 + s * 3, 51, 67 + s * 5.4, 52.6 + s * 0.8)
                .quad(67 + s * 5.6, 56.6, 67, 55)
                .points(),
                cloth,
                puff=0.8,
                lift=0.4,
            )
        c.paint(ellipse(67, 55, 1.1, 1.1), cloth, puff=0.7, lift=0.3)
    else:
        c.line(
            Pen(52, 46).cubic(60, 54, 76, 56, 86, 57.6).points(),
            1.1,
            darker(look.colour, 0.35),
            0.6,
            mask,
        )
        c.paint(
            c.mask(
                Pen(44, 44)
                .line(55, 42)
                .quad(60, 50, 58, 64)
                .line(49, 64)
                .quad(50, 52, 44, 44)
                .points()
            )
            * mask,
            cloth,
            puff=1.4,
            lift=0.6,
        )
        if style == "penny":
            c.fill(
                c.mask(Pen(51.4, 50).line(55.4, 49.4, 56, 51.6, 52.2, 52.4).points()),
                darker(look.colour, 0.6),
            )
        else:
            for dx in (0, 2.6):
                c.paint(
                    Pen(54.6 + dx, 47)
                    .line(56.6 + dx, 47.6)
                    .line(59 + dx, 55)
                    .line(54.8 + dx, 56)
                    .points(),
                    leather(look.accent),
                    puff=0.8,
                    lift=0.5,
                )
    sole = (
        Pen(12.4, base - 0.6)
        .line(12, _GROUND)
        .line(32, _GROUND)
        .line(33, base + 2)
        .line(42, base + 2.2)
        .quad(60, _GROUND, 84, _GROUND)
        .quad(90, _GROUND - 0.4, 90.2, base - 0.6)
        .quad(50, base + 1.4, 12.4, base - 0.6)
        .points()
    )
    c.paint(sole, rubber(look.get("sole", "brown")), puff=1.2, lift=0.3)


@_paired
def sandal(c: Canvas, look: Look) -> None:
    """A cork-soled slide, an espadrille or a clog."""
    style, cloth = look.get("style", "slide"), _upper(look)
    base = _GROUND - 6.5
    if style == "espadrille":
        upper = (
            Pen(13, base + 1)
            .cubic(11, base - 10, 12, 48, 15, 44)
            .quad(22, 54, 38, 53)
            .quad(46, 49, 52, 48)
            .cubic(70, 50, 88, 55, 88.6, base + 1)
            .points()
        )
        c.paint(
            Pen(15.4, 44.6).quad(36, 42, 52, 48).quad(36, 58, 15.4, 44.6).points(),
            cotton("ecru"),
            puff=1,
            light=0.72,
        )
        c.paint(upper, cloth, puff=7)
        c.stitches(
            Pen(15.6, 46).quad(22, 55.6, 38, 54.6).quad(46, 50.6, 52, 49.6).points(), look.thread
        )
        sole = (
            Pen(11, base - 0.6)
            .quad(9.6, base + 4, 11.6, _GROUND)
            .line(86, _GROUND)
            .quad(91, _GROUND - 2, 90, base - 0.6)
            .quad(50, base + 1.6, 11, base - 0.6)
            .points()
        )
        c.paint(sole, woven("sand", 1.6, "oat"), puff=2.2, lift=0.3)
        return
    bed = (
        Pen(12, base - 3)
        .quad(36, base - 1, 54, base - 0.4)
        .quad(74, base + 0.4, 88, base - 2.6)
        .quad(91, base + 1, 88, base + 3)
        .line(14, base + 3)
        .quad(10, base, 12, base - 3)
        .points()
    )
    if style == "clog":
        clog = (
            Pen(40, base)
            .cubic(38, 52, 44, 44, 52, 43.6)
            .cubic(70, 45, 89, 54, 89.6, base + 0.6)
            .points()
        )
        c.paint(bed, leather("tan"), puff=1.2)
        c.paint(clog, cloth, puff=7, lift=0.5)
        c.paint(
            tube(smooth([(42, 50), (28, 45), (15.6, 50), (14, 58)], False), 4.2),
            cloth,
            puff=1.6,
            lift=0.5,
        )
        c.paint(ellipse(43.4, 50.6, 1.5, 1.5), smooth_plastic("brass"), puff=1, lift=0.3)
        sole = (
            Pen(11, base - 0.6)
            .line(12, _GROUND + 0.4)
            .line(36, _GROUND + 0.4)
            .line(40, _GROUND - 2)
            .quad(60, _GROUND + 0.4, 84, _GROUND)
            .quad(91.6, _GROUND - 2, 90, base - 0.6)
            .points()
        )
        c.paint(sole, wood("beech", seed=3), puff=1.4, lift=0.3)
        return
    c.paint(bed, suede("tan"), puff=1.2)
    sole = (
        Pen(11, base - 0.6)
        .quad(10, _GROUND - 1, 13, _GROUND)
        .line(85, _GROUND)
        .quad(91, _GROUND - 2, 90, base - 0.6)
        .quad(50, base + 2, 11, base - 0.6)
        .points()
    )
    c.paint(sole, _cork(), puff=1.8, lift=0.3)
    c.fill(
        c.mask(np.array([[5, _GROUND - 1.8], [95, _GROUND - 1.8], [95, 76], [5, 76]], dtype=float))
        * c.mask(sole),
        "brown",
        0.8,
    )
    for x0, x1 in ((40, 56), (58, 74)):
        drop = 0 if x0 < 50 else 4
        strap = (
            Pen(x0, base + 3)
            .cubic(x0 + 0.5, 51 + drop, x0 + 2, 46.4 + drop, x0 + 5, 45 + drop)
            .quad(x1 - 3, 44.6 + drop, x1 - 1, 48 + drop)
            .quad(x1 + 1.4, 54 + drop, x1 + 1, base + 3.4)
            .points()
        )
        c.paint(strap, cloth, puff=2.6, lift=0.7)
        x = (x0 + x1) / 2
        buckle = c.mask(
            rounded(x - 3, 50 + drop, x + 3, 56.6 + drop, 1),
            cut=[rounded(x - 1.8, 51.3 + drop, x + 1.8, 55.3 + drop, 0.4)],
        )
        c.paint(buckle, smooth_plastic("brass"), puff=0.6, lift=0.3)
        c.paint(
            rounded(x - 0.4, 49 + drop, x + 0.4, 54 + drop, 0.2), smooth_plastic("gold"), puff=0.4
        )
    if look.get("heel_strap"):
        c.paint(
            tube(smooth([(42, 52), (26, 46), (14, 50), (13, 60)], False), 3),
            cloth,
            puff=1.4,
            lift=0.4,
        )


def _cork() -> Material:
    return rubber(speckle("sand", "tan", "camel", share=0.25, scale=0.9))
