"""Shoppers and woven baskets."""

from __future__ import annotations

import numpy as np

from .bag_parts import bag_cloth
from .canvas import Canvas
from .colours import darker
from .geometry import Pen, ellipse, rounded, smooth, tube
from .look import Look
from .materials import cotton, leather, smooth_plastic, woven


def tote(c: Canvas, look: Look) -> None:
    """A flat shopper with two straps, perhaps printed."""
    cloth, strap = (
        bag_cloth(look),
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
    straw = bag_cloth(look)
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
