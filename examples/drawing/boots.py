"""Chelsea boots, walking boots and wellingtons, seen from the side."""

from __future__ import annotations

from .canvas import Canvas
from .colours import darker, lighter
from .footing import GROUND, laces, paired, upper_cloth
from .geometry import Pen, ellipse, rounded, smooth, tube
from .look import Look
from .materials import (
    cotton,
    leather,
    plush,
    rubber,
    suede,
)
from .patterns import stripes


@paired
def boot(c: Canvas, look: Look) -> None:
    """A Chelsea boot, a laced hiker or a wellington."""
    style, cloth = look.get("style", "chelsea"), upper_cloth(look)
    top = {"chelsea": 20, "hiker": 22, "wellington": 9}[style]
    sole_colour = look.get("sole", "brown")
    base = GROUND - (4.6 if style == "chelsea" else 6)
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
        laces(c, rungs, look.get("laces", "red"))
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
        .line(14.6, GROUND)
        .line(35, GROUND)
        .line(36.6, GROUND - 2.2)
        .line(44, GROUND - 2.0)
        .line(45, GROUND)
        .line(83, GROUND)
        .cubic(89, GROUND, 90, base + 2, 88.6, base - 1)
        .quad(52, base + 1.4, 15.6, base - 1)
        .points()
    )
    c.paint(sole, rubber(sole_colour), puff=1.6, lift=0.3)
    if chunky:
        for k in range(14):
            x = 17 + 5 * k
            if not 33 < x < 45:
                c.fill(
                    c.mask(rounded(x, GROUND - 1.6, x + 2, GROUND + 0.2, 0.3)),
                    darker(sole_colour, 0.5),
                    0.8,
                )
    else:
        c.stitches(
            Pen(16, base + 0.7).quad(52, base + 3, 88, base + 0.6).points(),
            lighter(sole_colour, 0.5),
        )
