"""Loafers, ballet flats, sandals, espadrilles and clogs, seen from the side."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import darker
from .footing import GROUND, paired, upper_cloth
from .geometry import Pen, ellipse, rounded, smooth, tube
from .look import Look
from .materials import (
    Material,
    cotton,
    leather,
    rubber,
    smooth_plastic,
    suede,
    wood,
    woven,
)
from .patterns import speckle


@paired
def loafer(c: Canvas, look: Look) -> None:
    """A slip-on: penny strap, tassel or plain ballet flat with a bow."""
    cloth, style = upper_cloth(look), look.get("style", "penny")
    flat = style == "ballet"
    base = GROUND - (2.2 if flat else 4.4)
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
        .line(66 if flat else 50, 62)
        .line(16, 62)
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
        .line(12, GROUND)
        .line(32, GROUND)
        .line(33, base + 2)
        .line(42, base + 2.2)
        .quad(60, GROUND, 84, GROUND)
        .quad(90, GROUND - 0.4, 90.2, base - 0.6)
        .quad(50, base + 1.4, 12.4, base - 0.6)
        .points()
    )
    c.paint(sole, rubber(look.get("sole", "brown")), puff=1.2, lift=0.3)


@paired
def sandal(c: Canvas, look: Look) -> None:
    """A cork-soled slide, an espadrille or a clog."""
    style, cloth = look.get("style", "slide"), upper_cloth(look)
    base = GROUND - 6.5
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
            .quad(9.6, base + 4, 11.6, GROUND)
            .line(86, GROUND)
            .quad(91, GROUND - 2, 90, base - 0.6)
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
            .line(12, GROUND + 0.4)
            .line(36, GROUND + 0.4)
            .line(40, GROUND - 2)
            .quad(60, GROUND + 0.4, 84, GROUND)
            .quad(91.6, GROUND - 2, 90, base - 0.6)
            .points()
        )
        c.paint(sole, wood("beech", seed=3), puff=1.4, lift=0.3)
        return
    c.paint(bed, suede("tan"), puff=1.2)
    sole = (
        Pen(11, base - 0.6)
        .quad(10, GROUND - 1, 13, GROUND)
        .line(85, GROUND)
        .quad(91, GROUND - 2, 90, base - 0.6)
        .quad(50, base + 2, 11, base - 0.6)
        .points()
    )
    c.paint(sole, _cork(), puff=1.8, lift=0.3)
    c.fill(
        c.mask(np.array([[5, GROUND - 1.8], [95, GROUND - 1.8], [95, 76], [5, 76]], dtype=float))
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
