"""Tables and desks."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .furnishing import camera, ground, timber
from .geometry import Pen, ellipse, tube
from .look import Look
from .materials import Material, ceramic, metal, woven
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
