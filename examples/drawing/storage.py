"""Bookcases, sideboards, chests and beds."""

from __future__ import annotations

from .canvas import Canvas
from .furnishing import camera, ground, timber
from .geometry import ellipse, rounded
from .look import Look
from .materials import Material, cotton, metal, woven
from .solids import Box, Post, Solid, build


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
