"""Tables, desks, shelves, sideboards, drawers, mirrors, clocks and rugs."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import darker
from .geometry import Pen, ellipse, rounded, softened, tube
from .look import Look
from .materials import Material, ceramic, cotton, knit, metal, rubber, smooth_plastic, woven
from .seating import camera, ground, timber
from .solids import Box, Post, Solid, build


def table(c: Canvas, look: Look) -> None:
    """Dining, coffee or desk: `long`, `deep`, `high` in centimetre-like units."""
    w, d, h = look.get("long", 92.0), look.get("deep", 50.0), look.get("high", 58.0)
    cam = camera(look, y=84 if h > 40 else 74, scale=min(0.9, 78 / (w * 0.88 + d * 0.47)), yaw=26)
    ground(c, cam, w, d)
    top, half, deep = timber(look.colour), w / 2, d / 2
    leg = (
        metal("black")
        if look.get("legs") == "metal"
        else timber(look.get("legs", look.colour), "y")
    )
    parts: list[Solid] = []
    inset = look.get("inset", 5.0)
    for sx in (-1, 1):
        for sy in (-1, 1):
            x, y = sx * (half - inset), sy * (deep - inset)
            if look.get("legs_style") == "square":
                parts.append(Box((x - 2, y - 2, 0), (x + 2, y + 2, h - 4), leg, grain="z"))
            else:
                parts.append(Post((x + sx * 2.4, y + sy, 0), (x, y, h - 4), 2.6, 4.4, leg))
    if look.get("drawers"):
        n = look.get("drawers")
        run = (w - 2 * inset) / n
        parts.append(
            Box((-half + inset, -deep + 1.4, h - 13), (half - inset, deep - 2, h - 3.2), top)
        )
        for k in range(n):
            x = -half + inset + k * run
            parts.append(
                Box(
                    (x + 1, -deep + 0.6, h - 12),
                    (x + run - 1, -deep + 1.38, h - 4.4),
                    timber(look.get("fronts", look.colour), seed=k),
                )
            )
    else:
        parts.append(Box((-half + inset, -deep + 3, h - 7), (half - inset, deep - 3, h - 3.2), top))
    if look.get("shelf"):
        parts.append(
            Box(
                (-half + inset, -deep + inset, h * 0.3),
                (half - inset, deep - inset, h * 0.3 + 2),
                top,
            )
        )
    parts.append(Box((-half, -deep, h - 3.2), (half, deep, h), top, bevel=0.8))
    build(c, cam, parts)
    if look.get("drawers"):
        n = look.get("drawers")
        for k in range(n):
            x = -half + inset + (k + 0.5) * (w - 2 * inset) / n
            at = cam.see([(x, -deep, h - 8)])[0]
            c.paint(ellipse(at[0], at[1], 1.2, 1.1), metal("brass"), puff=0.8, lift=0.4)


def round_table(c: Canvas, look: Look) -> None:
    """A round table on a pedestal, a drum or three legs."""
    style, top = look.get("style", "legs"), timber(look.colour, seed=2)
    r, y, floor = look.get("wide", 33), look.get("top", 40), 86
    stone = look.get("stone")
    surface: Material = ceramic(stone, 0.4) if stone else top
    c.ground(50, floor, r * 0.8, 5)
    thick = 3.0
    if style == "drum":
        body = np.concatenate(
            [
                ellipse(50, y + 2, r * 0.92, r * 0.2, 180, 360),
                ellipse(50, floor - 1, r * 0.86, r * 0.22, 0, 180),
            ]
        )
        skin = woven(look.colour, 2.4) if look.get("rattan") else timber(look.colour, "y")
        mask = c.paint(body, skin, round_body=True, tilt=0.22)
        if look.get("fluted"):
            for u in np.linspace(-1.4, 1.4, 19):
                x = 50 + r * 0.9 * np.sin(u)
                dip = r * 0.21 * np.cos(u)
                c.shade(
                    c.soft(tube(np.linspace((x, y + dip), (x, floor + dip), 6), 0.7), 0.35) * mask,
                    0.4,
                )
    elif style == "pedestal":
        leg = timber(look.get("legs", look.colour), "y")
        c.paint(
            np.concatenate(
                [
                    ellipse(50, floor - 2, r * 0.56, r * 0.13, 180, 360),
                    ellipse(50, floor, r * 0.56, r * 0.13, 0, 180),
                ]
            ),
            leg,
            round_body=True,
        )
        stem = (
            Pen(46, y + 3)
            .quad(47, floor - 14, 50 - r * 0.44, floor - 3)
            .line(50 + r * 0.44, floor - 3)
            .quad(53, floor - 14, 54, y + 3)
            .points()
        )
        c.paint(stem, leg, round_body=True, lift=0.3)
    else:
        leg = (
            metal(look.get("metal"))
            if look.get("metal")
            else timber(look.get("legs", look.colour), "y")
        )
        for n, (x, foot) in enumerate(
            ((50 + 3, floor - 6), (50 - r * 0.82, floor + 2), (50 + r * 0.84, floor + 1))
        ):
            c.paint(
                tube(np.linspace((50 + (x - 50) * 0.66, y + 4), (x, foot), 10), [3.2, 2.2]),
                leg,
                puff=1.5,
                light=0.8 if n == 0 else 1.0,
                lift=0.2,
            )
        if look.get("shelf"):
            c.paint(
                np.concatenate(
                    [
                        ellipse(50, 66, r * 0.66, r * 0.16, 180, 360),
                        ellipse(50, 68, r * 0.66, r * 0.16, 0, 180),
                    ]
                ),
                top,
                puff=0.8,
                lift=0.4,
            )
    edge = np.concatenate(
        [ellipse(50, y, r, r * 0.27, 180, 360), ellipse(50, y + thick, r, r * 0.27, 0, 180)]
    )
    c.paint(edge, surface, round_body=True, lift=1.0)
    c.paint(ellipse(50, y, r, r * 0.27), surface, puff=0.8, light=1.05)
    if look.get("tray"):
        c.paint(
            tube(ellipse(50, y - 0.4, r - 0.8, r * 0.27 - 0.6), 1.6),
            metal(look.get("metal", "black")),
            puff=0.7,
        )


def shelves(c: Canvas, look: Look) -> None:
    """A bookcase with some books and pots on it, or a ladder shelf."""
    r = c.random
    w, d, h, n = look.get("long", 44.0), 17.0, look.get("high", 92.0), look.get("shelves", 4)
    cam = camera(look, y=94, scale=86 / (h + 12), yaw=24, pitch=9)
    ground(c, cam, w, d)
    body, half = timber(look.colour), w / 2
    back: Material = timber(look.get("backing", look.colour), seed=4)
    parts: list[Solid] = [Box((-half, d / 2 - 0.8, 2), (half, d / 2, h), back, grain="z")]
    if look.get("open"):
        parts = []
        post = metal("black") if look.get("open") == "metal" else timber(look.colour, "y")
        for sx in (-1, 1):
            for y in (-d / 2 + 1, d / 2 - 1):
                parts.append(
                    Box((sx * half - 1, y - 1, 0), (sx * half + 1, y + 1, h), post, grain="z")
                )
    else:
        for sx in (-1, 1):
            parts.append(
                Box(
                    (sx * half - 1.2, -d / 2, 0), (sx * half + 1.2, d / 2 - 0.8, h), body, grain="z"
                )
            )
    gap = (h - 8) / n
    palette = ["rust", "navy", "ecru", "sage", "mustard", "burgundy", "petrol", "blush", "oat"]
    for k in range(n + 1):
        z = 4 + k * gap
        parts.append(Box((-half + 1.2, -d / 2 + 0.2, z - 1), (half - 1.2, d / 2 - 1, z + 1), body))
        if k == n or look.get("empty"):
            continue
        x = -half + 3 + r.uniform(0, 4)
        while x < half - 6:
            if r.random() < 0.18:
                x += r.uniform(3, 8)
                continue
            thick, tall = r.uniform(1.6, 3.4), gap * r.uniform(0.5, 0.78)
            parts.append(
                Box(
                    (x, -d / 2 + 3, z + 1),
                    (x + thick, d / 2 - 3, z + 1 + tall),
                    cotton(r.choice(palette), 0.3),
                    bevel=0.4,
                )
            )
            x += thick + 0.05
    build(c, cam, parts)


def cabinet(c: Canvas, look: Look) -> None:
    """A sideboard, chest of drawers or bedside table; `rows` and `columns` of fronts."""
    w, d, h, leg = (
        look.get("long", 96.0),
        look.get("deep", 34.0),
        look.get("high", 40.0),
        look.get("leg", 12.0),
    )
    cam = camera(
        look,
        y=82,
        scale=min(0.98, 76 / (w * 0.9 + d * 0.42), 70 / (h + leg + 10)),
        yaw=23,
        pitch=12,
    )
    ground(c, cam, w, d)
    half, deep = w / 2, d / 2
    body = timber(look.colour)
    leg_wood = (
        metal("black")
        if look.get("legs") == "metal"
        else timber(look.get("legs", look.colour), "y")
    )
    parts: list[Solid] = [
        Post(
            (sx * (half - 4) + sx * 1.6, sy * (deep - 4), 0),
            (sx * (half - 5), sy * (deep - 4), leg),
            2.4,
            3.8,
            leg_wood,
        )
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    parts.append(Box((-half, -deep, leg), (half, deep, leg + h), body, bevel=0.7))
    rows, columns = look.get("rows", 1), look.get("columns", 3)
    kinds = look.get("fronts", "drawer")
    knobs: list[tuple[float, float]] = []
    for i in range(columns):
        for j in range(rows):
            x0, x1 = -half + 2 + i * (w - 4) / columns, -half + 2 + (i + 1) * (w - 4) / columns
            z0, z1 = leg + 2 + j * (h - 4) / rows, leg + 2 + (j + 1) * (h - 4) / rows
            face = timber(look.get("front", look.colour), seed=2 * i + j)
            if kinds == "rattan" or (kinds == "mixed" and i != columns // 2):
                parts.append(
                    Box((x0 + 0.6, -deep - 1, z0 + 0.6), (x1 - 0.6, -deep, z1 - 0.6), face)
                )
                parts.append(
                    Box(
                        (x0 + 3, -deep - 1.4, z0 + 3),
                        (x1 - 3, -deep - 1, z1 - 3),
                        woven("sand", 1.8, "oat"),
                    )
                )
            else:
                parts.append(
                    Box(
                        (x0 + 0.6, -deep - 1, z0 + 0.6),
                        (x1 - 0.6, -deep, z1 - 0.6),
                        face,
                        bevel=0.6,
                    )
                )
            knobs.append(
                ((x0 + x1) / 2, (z0 + z1) / 2)
                if kinds == "drawer"
                else (x1 - 3 if i % 2 == 0 else x0 + 3, (z0 + z1) / 2)
            )
    build(c, cam, parts)
    for x, z in knobs:
        at = cam.see([(x, -deep - 1.6, z)])[0]
        if look.get("pull") == "bar":
            c.paint(
                rounded(at[0] - 3, at[1] - 0.6, at[0] + 3, at[1] + 0.6, 0.5),
                metal(look.get("metal", "brass")),
                puff=0.5,
                lift=0.5,
            )
        else:
            c.paint(
                ellipse(at[0], at[1], 1.25, 1.2),
                metal(look.get("metal", "brass")),
                puff=0.9,
                lift=0.5,
            )


def bed(c: Canvas, look: Look) -> None:
    """A bed with a headboard, made up with plain linen."""
    cam = camera(look, y=76, scale=0.62, yaw=32, pitch=20)
    half, deep = 42.0, 56.0
    ground(c, cam, 2 * half, 2 * deep * 0.7)
    frame = timber(look.colour)
    sheet, throw = cotton(look.get("sheet", "white"), 0.8), cotton(look.accent, 1.4)
    parts: list[Solid] = [
        Box((sx * half - 2, sy * deep - 2, 0), (sx * half + 2, sy * deep + 2, 14), frame, grain="z")
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    parts += [
        Box((-half - 2, deep, 14), (half + 2, deep + 3.4, 62), frame, bevel=1.2),
        Box((-half, -deep, 12), (half, deep, 22), frame, bevel=0.8),
    ]
    parts += [
        Box((-half + 1, -deep + 1, 22), (half - 1, deep - 1, 34), sheet, soft=4),
        Box((-half - 0.6, -deep + 0.4, 30), (half + 0.6, deep * 0.34, 38), throw, soft=3.4),
    ]
    for s in (-1, 1):
        parts.append(Box((s * 20 - 17, deep - 24, 34), (s * 20 + 17, deep - 2, 45), sheet, soft=6))
    build(c, cam, parts)


def mirror(c: Canvas, look: Look) -> None:
    """A wall mirror: round, arched or oval, in wood, rattan or metal."""
    style = look.get("style", "round")
    skin = (
        woven(look.colour, 2)
        if look.get("rattan")
        else metal(look.colour)
        if look.colour in ("brass", "black", "silver", "copper")
        else timber(look.colour)
    )
    if style == "arch":

        def shape(g: float) -> np.ndarray:
            return (
                Pen(26 + g, 90 - g)
                .line(26 + g, 38)
                .cubic(26 + g, 4 + g, 74 - g, 4 + g, 74 - g, 38)
                .line(74 - g, 90 - g)
                .points()
            )
    elif style == "oval":

        def shape(g: float) -> np.ndarray:
            return ellipse(50, 50, 27 - g, 38 - g)
    else:

        def shape(g: float) -> np.ndarray:
            return ellipse(50, 50, 36 - g, 36 - g)

    width = look.get("frame", 3.2)
    c.lying(shape(0), 2.2, 0.4)
    c.paint(shape(0), skin, puff=width / 2 + 0.4)
    glass = c.mask(shape(width))
    c.covered = np.maximum(c.covered, glass)
    c.fill(glass, (0.80, 0.86, 0.88))
    c.shade(c.soft(c.mask(shape(width), cut=[shape(width + 1.6)]), 1.0) * glass, 0.34)
    for x, wide in ((30, 12), (50, 4)):
        beam = np.array(
            [[x, -5.0], [x + wide, -5.0], [x + wide - 42, 105], [x - 42, 105]]
        ) + np.array([22.0, 0])
        c.add_light(c.soft(beam, 1.2) * glass, "white", 0.42)


def clock(c: Canvas, look: Look) -> None:
    """A wall clock with plain hands."""
    c.lying(ellipse(50, 50, 35, 35), 2.4, 0.4)
    c.paint(
        ellipse(50, 50, 35, 35),
        timber(look.colour) if not look.get("metal") else metal(look.get("metal")),
        puff=2,
    )
    face = ceramic(look.get("face", "white"), 0.1)
    inner = c.paint(ellipse(50, 50, 31.4, 31.4), face, puff=0.5)
    c.shade(
        c.soft(c.mask(ellipse(50, 50, 31.4, 31.4), cut=[ellipse(51, 51.4, 30, 30)]), 0.9) * inner,
        0.35,
    )
    ink = look.get("ink", "charcoal")
    for k in range(12):
        a = np.radians(30 * k)
        near = 24 if k % 3 else 22
        c.line(
            np.array(
                [
                    [50 + near * np.sin(a), 50 - near * np.cos(a)],
                    [50 + 28 * np.sin(a), 50 - 28 * np.cos(a)],
                ]
            ),
            1.5 if k % 3 == 0 else 0.8,
            ink,
        )
    for angle, length, width in ((305, 16, 2.0), (60, 23, 1.3)):
        a = np.radians(angle)
        hand = np.array(
            [
                [50 - 4 * np.sin(a), 50 + 4 * np.cos(a)],
                [50 + length * np.sin(a), 50 - length * np.cos(a)],
            ]
        )
        c.paint(tube(hand, width), rubber(ink), puff=0.5, lift=0.6)
    c.paint(ellipse(50, 50, 1.8, 1.8), smooth_plastic(look.get("hub", "brass")), puff=1.2, lift=0.3)


def rug(c: Canvas, look: Look) -> None:
    """A rug seen from above at a slant, with a fringe at both ends."""
    pile = knit(look.cloth(), 1.0) if look.get("fabric") != "jute" else woven(look.colour, 2.2)
    if look.get("round"):
        c.lying(ellipse(50, 54, 40, 29), 1.2)
        c.paint(ellipse(50, 54, 40, 29), pile, puff=1)
        for k in range(1, 6):
            ring = ellipse(50, 54, 40 - 6.6 * k, 29 - 4.8 * k)
            c.line(ring, 0.7, darker(look.colour, 0.35), 0.5)
        return
    shape = softened([(24, 26), (76, 26), (90, 82), (10, 82)], 1.0)
    fringe = [
        np.array([[24 + k * 52 / 30, 26.4], [24 + k * 52 / 30 - 0.6, 22.8]]) for k in range(31)
    ]
    fringe += [
        np.array([[10.6 + k * 78.8 / 36, 81.4], [10 + k * 80 / 36, 87.4]]) for k in range(37)
    ]
    c.lying(c.mask(shape, *[tube(f, 0.9) for f in fringe]), 1.2)
    tassel = cotton(look.get("fringe", "ecru"), 0.6)
    c.paint(c.mask(*[tube(f, [1.0, 0.6]) for f in fringe]), tassel, puff=0.4)
    mask = c.paint(shape, pile, puff=0.8)
    border = look.get("border")
    if border:
        frame = c.mask(shape, cut=[softened([(28.4, 31), (71.6, 31), (83, 75.6), (17, 75.6)], 0.6)])
        c.paint(frame * mask, knit(border, 1.0), puff=0.4)
    if look.get("medallion"):
        for k, tone in enumerate((look.accent, look.colour, look.get("third", "mustard"))):
            r = 15 - 4.6 * k
            c.paint(
                np.array(
                    [[50 - r * 1.2, 53], [50, 53 - r * 0.95], [50 + r * 1.2, 53], [50, 53 + r]]
                ),
                knit(tone, 1.0),
                puff=0.2,
            )
