"""Pans, boards, knives, kettles, tea towels and spoons."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import lighter
from .geometry import Pen, ellipse, rounded, smooth, softened, tube, turned, turned_profile
from .look import Look
from .materials import (
    Material,
    ceramic,
    cotton,
    enamel,
    leather,
    linen,
    metal,
    rubber,
    smooth_plastic,
    wood,
)
from .patterns import Field, noise


def casserole(c: Canvas, look: Look) -> None:
    """An enamelled pot with a lid and two ears, or a saucepan with one long handle."""
    skin, single = enamel(look.cloth()), look.get("single", False)
    r, top, foot = look.get("wide", 30), 46, 78 - look.get("shallow", 0)
    cx = 41 if single else 50
    r = 25 if single else r
    c.ground(cx, foot + 1, r * 0.96, 4)
    if single:
        arm = Pen(cx + r - 2, top + 5).quad(cx + r + 14, top + 1, cx + r + 31, top - 4).points()
        c.paint(
            tube(arm, [3.4, 4.6, 5]),
            wood(look.get("handle", "walnut"))
            if look.get("handle", "walnut") != "steel"
            else metal("steel"),
            puff=2.2,
        )
    else:
        for s in (-1, 1):
            ear = smooth(
                [
                    (cx + s * (r - 1), top + 6),
                    (cx + s * (r + 7.4), top + 5.6),
                    (cx + s * (r + 8), top + 11),
                    (cx + s * (r - 1), top + 13),
                ],
                False,
            )
            c.paint(tube(ear, 3), skin, puff=1.5)
    profile = [(top, r), (top + 8, r), (foot - 7, r - 0.4), (foot - 2, r - 2.4), (foot, r - 4)]
    mask = c.paint(turned_profile(cx, profile, 0.2), skin, round_body=True, tilt=0.2, lift=0.4)
    c.add_light(
        c.soft(tube(Pen(cx - r * 0.6, top + 12).line(cx - r * 0.6, foot - 6).points(), 3), 1.2)
        * mask,
        "white",
        0.34,
    )
    if look.get("lid", True):
        lid = turned_profile(
            cx,
            [
                (top - 9.6, r * 0.22),
                (top - 8.4, r * 0.5),
                (top - 5, r * 0.86),
                (top - 0.6, r + 0.6),
                (top + 1.4, r + 0.6),
            ],
            0.18,
        )
        m = c.paint(lid, skin, round_body=True, lift=0.8)
        c.add_light(c.soft(ellipse(cx - r * 0.36, top - 3.4, 6, 1.6), 1.3) * m, "white", 0.6)
        knob = {
            "brass": metal("brass"),
            "steel": metal("silver"),
            "wood": wood("walnut"),
            "black": rubber("black"),
        }[look.get("knob", "brass")]
        c.paint(rounded(cx - 1.8, top - 13.4, cx + 1.8, top - 8.6, 0.6), knob, puff=1)
        c.paint(
            turned_profile(cx, [(top - 17.4, 4.4), (top - 14, 5.2), (top - 13.2, 4.6)], 0.22),
            knob,
            round_body=True,
            lift=0.4,
        )
    else:
        c.paint(ellipse(cx, top, r, r * 0.2), skin, puff=0.8)
        c.paint(
            ellipse(cx, top + 0.3, r - 1.4, (r - 1.4) * 0.2), enamel("ecru"), puff=0.6, light=0.82
        )


def frying_pan(c: Canvas, look: Look) -> None:
    """A pan from above, its handle to the lower right."""
    iron = rubber(look.colour) if look.get("finish", "iron") == "iron" else enamel(look.colour)
    cx, cy, r = 42, 44, 29
    handle = tube(Pen(cx + 19, cy + 19).line(cx + 46, cy + 46).points(), [5, 5.4, 6.6])
    c.lying(c.mask(ellipse(cx, cy, r, r), handle), 2.6, 0.42)
    c.paint(
        handle, wood(look.get("handle"), seed=4) if look.get("handle") else iron, puff=2.6, spin=45
    )
    c.fill(c.mask(ellipse(cx + 44.6, cy + 44.6, 1.2, 1.2)), "light grey")
    if look.get("handle"):
        c.paint(
            tube(Pen(cx + 18, cy + 18).line(cx + 24, cy + 24).points(), 6),
            metal("steel"),
            puff=2,
            lift=0.4,
        )
    lip = (
        Pen(cx - r * 0.5, cy - r * 0.8)
        .quad(cx - r, cy - r * 0.75, cx - r * 0.8, cy - r * 0.5)
        .points()
    )
    c.paint(lip, iron, puff=1)
    c.paint(ellipse(cx, cy, r, r), iron, puff=3.4, lift=0.4)
    base = c.paint(
        ellipse(cx, cy, r - 4.6, r - 4.6),
        rubber(look.get("inside", lighter(look.colour, 0.06))),
        puff=0.7,
        light=0.9,
    )
    c.shade(
        c.soft(
            c.mask(ellipse(cx, cy, r - 4, r - 4), cut=[ellipse(cx + 2, cy + 2.4, r - 6, r - 6)]),
            1.4,
        )
        * base,
        0.4,
    )
    c.add_light(c.soft(turned(ellipse(cx + 6, cy + 8, 15, 5), -35, cx, cy), 5) * base, "white", 0.2)


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


def kettle(c: Canvas, look: Look) -> None:
    """A stove kettle with a whistle, or a slim gooseneck for coffee."""
    skin, goose = enamel(look.cloth()), look.get("goose", False)
    metalish = metal("steel") if look.get("steel") else skin
    foot, top = 82, 46 if not goose else 42
    r = 26 if not goose else 19
    cx = 48
    c.ground(cx, foot + 1, r, 4)
    if goose:
        spout = smooth(
            [
                (cx + r - 3, foot - 9),
                (cx + r + 10, foot - 14),
                (cx + r + 9, top + 4),
                (cx + r + 17, top - 5),
                (cx + r + 23, top - 3),
            ],
            False,
        )
        c.paint(tube(spout, [5, 3.6, 2.8, 2.4]), metalish, puff=1.6)
        grip = smooth(
            [
                (cx - r + 2, top + 3),
                (cx - r - 13, top + 1),
                (cx - r - 15, top + 14),
                (cx - r - 12, top + 28),
            ],
            False,
        )
        c.paint(tube(grip, [3, 5, 4.6]), wood(look.get("handle", "walnut")), puff=2.2)
    else:
        c.paint(
            Pen(cx + r - 5, top + 16)
            .quad(cx + r + 5, top + 12, cx + r + 13, top - 2)
            .line(cx + r + 18, top + 2)
            .quad(cx + r + 12, top + 18, cx + r - 4, top + 28)
            .points(),
            metalish,
            puff=3,
        )
        c.paint(
            turned(
                rounded(cx + r + 11, top - 6, cx + r + 20, top - 0.4, 1.6), 38, cx + r + 15, top - 3
            ),
            rubber(look.get("knob", "black")),
            puff=1.8,
            lift=0.3,
        )
        c.paint(
            tube(
                smooth(
                    [
                        (cx - 19, top + 4),
                        (cx - 21, top - 18),
                        (cx, top - 26),
                        (cx + 21, top - 18),
                        (cx + 19, top + 4),
                    ],
                    False,
                ),
                2,
            ),
            metal("steel"),
            puff=1,
        )
        c.paint(
            tube(
                smooth([(cx - 14, top - 22.6), (cx, top - 26), (cx + 14, top - 22.6)], False), 4.6
            ),
            wood(look.get("handle", "walnut")),
            puff=2.2,
            lift=0.3,
        )
    wide = (
        [(top, r * 0.5), (top + 5, r * 0.78), (top + 18, r), (foot - 5, r + 1), (foot, r * 0.92)]
        if not goose
        else [
            (top, r * 0.7),
            (top + 6, r * 0.78),
            (foot - 8, r + 1),
            (foot - 2, r + 1.4),
            (foot, r),
        ]
    )
    mask = c.paint(turned_profile(cx, wide, 0.16), metalish, round_body=True, tilt=0.16, lift=0.5)
    c.add_light(
        c.soft(
            tube(
                Pen(cx - r * 0.56, top + 13)
                .quad(cx - r * 0.72, top + 22, cx - r * 0.66, foot - 9)
                .points(),
                [1, 4, 2],
            ),
            1.2,
        )
        * mask,
        "white",
        0.5,
    )
    lid_r = wide[0][1]
    c.paint(
        turned_profile(
            cx, [(top - 4, lid_r * 0.4), (top - 2, lid_r * 0.9), (top + 0.8, lid_r + 0.8)], 0.18
        ),
        metalish,
        round_body=True,
        lift=0.5,
    )
    c.paint(
        ellipse(cx, top - 6.6, 3.2, 3),
        wood(look.get("handle", "walnut")) if look.get("knob") == "wood" else rubber("black"),
        puff=2.8,
        lift=0.3,
    )


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
