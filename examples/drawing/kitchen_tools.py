"""Boards, knives, tea towels and spoons."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .geometry import Pen, ellipse, rounded, smooth, softened, tube, turned
from .look import Look
from .materials import (
    Material,
    ceramic,
    cotton,
    leather,
    linen,
    metal,
    smooth_plastic,
    wood,
)
from .patterns import Field, noise


def board(c: Canvas, look: Look) -> None:
    """A chopping board: paddle, round or plain, in one timber or stripes of two."""
    shape, timber = (
        look.get("shape", "paddle"),
        wood(look.colour, along="y", seed=look.get("seed", 1)),
    )
    if shape == "round":
        outline = np.concatenate(
            [
                ellipse(50, 55, 31, 31, -72, 252),
                smooth(
                    [
                        (40.4, 25.6),
                        (45.4, 20),
                        (45.4, 12),
                        (50, 9),
                        (54.6, 12),
                        (54.6, 20),
                        (59.6, 25.6),
                    ],
                    False,
                ),
            ]
        )
        hole = (50.0, 13.6)
    elif shape == "plain":
        outline, hole = rounded(22, 14, 78, 88, 5), (50.0, 20.0)
    else:
        outline = (
            Pen(50, 8)
            .cubic(56.4, 8, 56, 14, 55, 21)
            .cubic(55.4, 28, 74, 25, 74, 34)
            .line(74, 85)
            .quad(74, 91, 68, 91)
            .line(50, 91)
            .mirrored()
        )
        hole = (50.0, 13.8)
    cut = [ellipse(*hole, 2.0, 2.0)] if shape != "plain" else [rounded(42, 19, 58, 23, 2)]
    mask = c.mask(outline, cut=cut)
    c.lying(mask, 2.4, 0.42)
    c.paint(mask, timber, puff=1.2)
    if look.get("inlay"):
        for x in (34, 58):
            lane = c.mask(rounded(x, 0, x + 5, 100, 0)) * mask
            c.paint(lane, wood(look.get("inlay"), along="y", seed=5), puff=0)
    if look.get("groove"):
        ring = c.mask(rounded(27.6, 30, 72.4, 86, 4), cut=[rounded(29.2, 31.6, 70.8, 84.4, 3)])
        c.shade(ring, 0.3)
    if look.get("marble"):
        c.paint(
            c.mask(np.array([[0, 56.0], [100, 52.0], [100, 100], [0, 100]])) * mask,
            _marble(),
            puff=1.0,
        )


def _marble() -> Material:
    def veins(x: Field, y: Field) -> Field:
        w = np.abs(np.sin((x + y * 0.7) * 0.16 + 5 * noise(x, y, 14, 7)))
        tone = 0.95 - 0.28 * np.clip(1 - w * 5, 0, 1) * noise(x, y, 6, 8)
        return np.asarray(np.stack([tone, tone, tone * 1.01], axis=-1), dtype=np.float32)

    return ceramic(veins, 0.3)


def knife(c: Canvas, look: Look) -> None:
    """A kitchen knife lying flat: chef's, bread or a small paring knife."""
    kind = look.get("kind", "chef")
    y = 50.0
    length, depth = {"chef": (54, 12), "bread": (56, 8), "paring": (34, 7), "santoku": (46, 13)}[
        kind
    ]
    x0 = 50 - (length + 30) / 2
    x1 = x0 + length
    if kind == "bread":
        edge = [
            (x1 - 2 * k, y + depth / 2 + (0.9 if k % 2 else 0)) for k in range(int(length / 2) - 2)
        ]
        blade = np.array(
            [(x1, y - depth / 2), (x1, y + depth / 2), *edge, (x0, y - 1), (x0 + 4, y - depth / 2)]
        )
    elif kind == "santoku":
        blade = (
            Pen(x1, y - depth / 2)
            .line(x1, y + depth / 2)
            .line(x0 + 8, y + depth / 2)
            .quad(x0, y + depth / 2 - 2, x0 + 1, y + 1)
            .quad(x0 + 3, y - depth / 2, x0 + 14, y - depth / 2)
            .points()
        )
    else:
        blade = (
            Pen(x1, y - depth / 2)
            .line(x1, y + depth / 2)
            .cubic(x0 + 22, y + depth / 2, x0 + 8, y + 2, x0, y - depth / 2 + 1)
            .points()
        )
    blade = turned(blade, 24)
    grip = (
        Pen(x1, y - depth / 2)
        .line(x1 + 26, y - depth / 2 - 0.4)
        .quad(x1 + 31, y - depth / 2 + 1, x1 + 30, y + 2)
        .quad(x1 + 28, y + 4, x1 + 24, y + 0.6 - depth / 2 + 6)
        .quad(x1 + 10, y - depth / 2 + 5.4, x1, y - depth / 2 + 6.4)
        .points()
    )
    grip = turned(grip, 24)
    c.lying(c.mask(blade, grip), 1.8, 0.4)
    m = c.paint(blade, metal("silver"), puff=1.2, spin=24)
    c.add_light(
        c.soft(
            turned(
                Pen(x0 + 4, y - depth / 2 + 2.6)
                .line(x1, y - depth / 2 + 2.0)
                .line(x1, y - depth / 2 + 4)
                .points(),
                24,
            ),
            0.8,
        )
        * m,
        "white",
        0.5,
    )
    c.paint(
        turned(rounded(x1 - 1.4, y - depth / 2 - 0.2, x1 + 2.4, y - depth / 2 + 6.6, 0.5), 24),
        metal("steel"),
        puff=0.8,
        lift=0.3,
    )
    c.paint(
        grip,
        wood(look.colour, seed=2)
        if look.colour not in ("black", "white")
        else smooth_plastic(look.colour),
        puff=2.2,
        spin=24,
    )
    for k in range(3):
        at = turned(np.array([[x1 + 6 + 8 * k, y - depth / 2 + 2.8]]), 24)[0]
        c.paint(ellipse(*at, 0.9, 0.9), metal("brass"), puff=0.6)


def tea_towel(c: Canvas, look: Look) -> None:
    """A folded kitchen towel hanging from a hook loop."""
    cloth = linen(look.cloth())
    outline = Pen(50, 16).line(68, 16).quad(69.6, 50, 70.6, 88).quad(60, 90.4, 50, 89.6).mirrored()
    c.lying(outline, 1.8)
    c.paint(
        tube(smooth([(49, 17), (47.4, 9), (52.6, 9), (51, 17)], False), 1.4),
        cotton(look.accent),
        puff=0.6,
    )
    folds = c.crease(
        [
            (Pen(x, 18).quad(x + j, 50, x + 1.6 * j, 90).points(), 4, h)
            for x, j, h in (
                (37, -2, 0.8),
                (44, -1, -0.7),
                (51, 0.4, 0.9),
                (58, 1.4, -0.8),
                (64, 2.4, 0.7),
            )
        ],
        1.3,
    )
    mask = c.paint(outline, cloth, puff=2, folds=folds)
    for y in look.get("bands", ()):
        band = (
            Pen(20, y)
            .quad(50, y + 1.4, 80, y)
            .line(80, y + 3)
            .quad(50, y + 4.4, 20, y + 3)
            .points()
        )
        c.paint(c.mask(band) * mask, linen(look.accent), puff=0, folds=folds)
    c.line(Pen(28, 86.6).quad(50, 88.6, 72, 86.6).points(), 0.3, look.thread, 0.7, mask)


def utensils(c: Canvas, look: Look) -> None:
    """Three wooden spoons side by side, tied, or one salad pair."""
    kinds = look.get("set", ("spoon", "spatula", "fork"))
    n = len(kinds)
    for k, kind in enumerate(kinds):
        x = 50 + (k - (n - 1) / 2) * 15
        turn = (k - (n - 1) / 2) * 7
        timber = wood(look.get("timber", "beech"), along="y", seed=3 + k)
        stick = tube(Pen(x, 36).line(x, 90).points(), [3.2, 2.6, 3.4])
        if kind == "spoon":
            head = ellipse(x, 24, 7.2, 11.4)
        elif kind == "spatula":
            head = softened(
                [
                    (x - 6.4, 10),
                    (x + 6.4, 14),
                    (x + 4.6, 34),
                    (x + 1.4, 39),
                    (x - 1.4, 39),
                    (x - 4.6, 34),
                ],
                3,
            )
        else:
            head = ellipse(x, 24, 7, 11.4)
        parts = [turned(stick, turn, 50, 120), turned(head, turn, 50, 120)]
        cut = (
            [
                turned(
                    rounded(x - 3.4 + 3 * j - 0.8, 8, x - 3.4 + 3 * j + 1.6, 23, 0.7), turn, 50, 120
                )
                for j in range(3)
            ]
            if kind == "fork"
            else []
        )
        mask = c.mask(*parts, cut=cut)
        c.lying(mask, 1.4)
        c.paint(mask, timber, puff=2)
        if kind == "spoon":
            hollow = turned(ellipse(x, 23.4, 5.2, 8.6), turn, 50, 120)
            m = c.paint(hollow, timber, puff=1, light=0.9)
            c.shade(
                c.soft(
                    c.mask(hollow, cut=[turned(ellipse(x + 1.4, 25.4, 4.6, 8.2), turn, 50, 120)]),
                    0.9,
                )
                * m,
                0.4,
            )
        if look.get("dipped"):
            c.paint(
                c.mask(turned(rounded(x - 6, 74, x + 6, 96, 0), turn, 50, 120)) * mask,
                smooth_plastic(look.colour, 0.3),
                puff=1.4,
            )
    if look.get("tie"):
        c.paint(rounded(28, 62, 72, 65, 1.2), leather("cognac"), puff=0.8, lift=0.6)
