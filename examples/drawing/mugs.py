"""Mugs, beakers and their printed emblems."""

from __future__ import annotations

from .canvas import Canvas
from .colours import lighter
from .geometry import Pen, ellipse, smooth, tube, turned_profile
from .look import Look, jitter
from .materials import ceramic, stoneware
from .pottery import TILT, glaze, handle, opening, shine


def mug(c: Canvas, look: Look) -> None:
    """A cup with one handle; straight, rounded or flared; perhaps two-tone."""
    shape, clay = look.get("shape", "straight"), glaze(look)
    r, top, foot = 21 * look.get("wide", 1.0), 32 - 6 * look.get("tall", 0.0), 80
    profile = {
        "straight": [
            (top, r),
            (top + 20, r),
            (foot - 6, r - 0.4),
            (foot - 1.5, r - 2.4),
            (foot, r - 4),
        ],
        "round": [
            (top, r - 2),
            (top + 14, r + 1),
            (top + 28, r + 1.5),
            (foot - 6, r - 3),
            (foot, r - 8),
        ],
        "flare": [
            (top, r + 1.5),
            (top + 18, r - 0.5),
            (foot - 12, r - 4),
            (foot - 2, r - 8),
            (foot, r - 9),
        ],
    }[shape]
    cx = 44.0
    c.ground(cx, foot + 1, r * 0.95, 4)
    hold = look.get("handle", "c")
    inner = cx + r - 1.5
    loops = {
        "c": [
            (inner, top + 9),
            (inner + 11, top + 8),
            (inner + 16.5, top + 20),
            (inner + 10, top + 32),
            (inner - 1, top + 35),
        ],
        "ear": [
            (inner, top + 6),
            (inner + 14, top + 5),
            (inner + 14.5, top + 17),
            (inner + 6, top + 26),
            (inner - 2, top + 36),
        ],
        "square": [
            (inner, top + 9),
            (inner + 11, top + 9),
            (inner + 13.6, top + 12),
            (inner + 13.6, top + 29),
            (inner + 11, top + 32),
            (inner, top + 32),
        ],
    }
    if hold != "none":
        handle(c, smooth(loops[hold], False), 5.0, clay)
    body = turned_profile(cx, profile, TILT)
    mask = c.paint(body, clay, round_body=True, tilt=TILT, lift=0.8)
    if look.get("dip"):
        level = look.get("level", foot - 15)
        rows = (
            Pen(cx - 40, level)
            .quad(cx, level + 2 * r * TILT + jitter(c.random, 1), cx + 40, level)
            .line(cx + 40, 99, cx - 40, 99)
            .points()
        )
        c.paint(c.mask(rows) * mask, stoneware(look.get("dip")), round_body=True)
    if look.get("bare"):
        level = foot - 5
        rows = (
            Pen(cx - 40, level)
            .quad(cx, level + 2 * r * TILT, cx + 40, level)
            .line(cx + 40, 99, cx - 40, 99)
            .points()
        )
        c.paint(c.mask(rows) * mask, stoneware(look.get("bare")), round_body=True)
    _emblem(c, look, cx, (top + foot) / 2 + 4)
    shine(
        c,
        mask,
        cx - r * 0.62,
        top + 9,
        foot - 12,
        3.2,
        0.5 if look.get("finish") == "gloss" else 0.22,
    )
    rim = ceramic(look.get("rim", lighter(look.colour, 0.12)))
    opening(c, cx, top, profile[0][1], rim, ceramic(look.get("inside", "ecru")))
    if look.get("filled"):
        drink = ellipse(cx, top + 1.4, profile[0][1] - 2, (profile[0][1] - 2.6) * TILT)
        c.paint(drink, ceramic(look.get("filled"), 0.2), puff=0.6)
        for k in range(3):
            steam = smooth(
                [
                    (cx - 7 + 7 * k, top - 4),
                    (cx - 9 + 7 * k, top - 10),
                    (cx - 5 + 7 * k, top - 16),
                    (cx - 8 + 7 * k, top - 23),
                ],
                False,
            )
            c.add_light(c.soft(tube(steam, [0.4, 2.4, 0.4]), 1.2), "white", 0.6)


def _emblem(c: Canvas, look: Look, cx: float, y: float) -> None:
    kind, ink = look.get("print"), look.accent
    if kind == "heart":
        c.fill(
            c.mask(
                Pen(cx, y + 7)
                .cubic(cx - 14, y - 3, cx - 6, y - 11, cx, y - 4)
                .cubic(cx + 6, y - 11, cx + 14, y - 3, cx, y + 7)
                .points()
            ),
            ink,
            0.92,
        )
    elif kind == "cat":
        face = smooth(
            [
                (cx - 8, y + 1),
                (cx - 8, y - 9),
                (cx - 3.6, y - 5),
                (cx + 3.6, y - 5),
                (cx + 8, y - 9),
                (cx + 8, y + 1),
                (cx + 4, y + 6),
                (cx - 4, y + 6),
            ],
            steps=5,
        )
        c.fill(c.mask(face), ink, 0.92)
        for s in (-1, 1):
            c.fill(c.mask(ellipse(cx + s * 3.4, y - 0.6, 1.1, 1.3)), look.colour)
            for k in (-1, 0.6):
                c.line(
                    Pen(cx + s * 4.6, y + 2.4).line(cx + s * 11, y + 2.4 + k).points(), 0.35, ink
                )
        c.fill(c.mask(Pen(cx - 1, y + 1.6).line(cx + 1, y + 1.6, cx, y + 2.8).points()), "blush")


def tumbler(c: Canvas, look: Look) -> None:
    """A small handleless cup."""
    mug(
        c,
        Look(
            look.colour, {"handle": "none", "wide": 0.86, "tall": -0.6, **look.details}, look.side
        ),
    )
