"""Armchairs and sofas."""

from __future__ import annotations

from .canvas import Canvas
from .furnishing import camera, covering, ground, legs
from .geometry import ellipse
from .look import Look
from .materials import cotton, wood
from .solids import Box, Post, Solid, build


def armchair(c: Canvas, look: Look) -> None:
    """Cushioned: boxy club, rounded tub, or an open wooden frame."""
    style, cover = look.get("style", "club"), covering(look)
    cam = camera(look, y=80)
    w, d = 54.0 * look.get("wide", 1.0), 46.0
    half, leg = w / 2, look.get("leg", 9.0)
    ground(c, cam, w, d)
    pillow: list[Solid] = []
    if look.get("pillow"):
        pillow = [
            Box((-11, 2, leg + 19), (11, 8, leg + 37), cotton(look.get("pillow"), 1.4), soft=6)
        ]
    seat_in = half - 9
    seat: list[Solid] = [
        Box((-seat_in, -d / 2 + 1, leg + 9), (seat_in, d / 2 - 13, leg + 19), cover, soft=3.5)
    ]
    spots = [
        (-half + 4, -d / 2 + 4),
        (half - 4, -d / 2 + 4),
        (-half + 4, d / 2 - 5),
        (half - 4, d / 2 - 5),
    ]
    if style == "frame":
        timber = wood(look.get("legs", "oak"))
        parts: list[Solid] = []
        for s in (-1, 1):
            x = s * (half - 3)
            parts += [
                Post((x, -d / 2 + 2, 0), (x, -d / 2 + 3, leg + 23), 2.6, 2.8, timber),
                Post((x, d / 2 - 2, 0), (x, d / 2 - 4, leg + 24), 2.6, 2.8, timber),
                Box((x - 2, -d / 2, leg + 23), (x + 2, d / 2 - 2, leg + 25.4), timber, grain="x"),
                Box((x - 1.2, -d / 2 + 3, leg + 4), (x + 1.2, d / 2 - 4, leg + 7), timber),
            ]
        parts += [Box((-half + 5, -d / 2 + 2, leg + 4), (half - 5, -d / 2 + 4.4, leg + 8), timber)]
        parts += [
            Box((-half + 6, -d / 2 + 2, leg + 8), (half - 6, d / 2 - 10, leg + 18), cover, soft=4),
            Box((-half + 6, d / 2 - 10, leg + 10), (half - 6, d / 2, leg + 48), cover, soft=4.6),
            *pillow,
        ]
        build(c, cam, parts)
        return
    high = leg + look.get("back", 46)
    arm = leg + (28 if style == "club" else 30)
    round_by = 4.5 if style == "club" else 9
    back = Box((-half + 2, d / 2 - 13, leg), (half - 2, d / 2, high), cover, soft=round_by + 1.5)
    arms: list[Solid] = [
        Box(
            (s * half - (9 if s > 0 else 0), -d / 2, leg),
            (s * half + (0 if s > 0 else 9), d / 2 - 5, arm),
            cover,
            soft=round_by,
        )
        for s in (-1, 1)
    ]
    base = Box((-seat_in, -d / 2 + 2, leg), (seat_in, d / 2 - 12, leg + 9), cover, soft=1.5)
    build(c, cam, [*legs(look, spots, leg + 1), base, back, *arms, *seat, *pillow])
    if look.get("buttons"):
        for x in (-10, 0, 10):
            for z in (27, 37):
                at = cam.see([(x, d / 2 - 13.5, leg + z)])[0]
                c.shade(c.soft(ellipse(at[0], at[1], 1.8, 1.6), 0.7), 0.4)
                c.paint(ellipse(at[0], at[1], 1.0, 0.9), cover, puff=0.8)


def sofa(c: Canvas, look: Look) -> None:
    """Two or three seats, with loose cushions and perhaps a chaise."""
    cover, seats = covering(look), look.get("seats", 3)
    w = 58.0 + 26 * (seats - 1)
    d, leg = 46.0, look.get("leg", 8.0)
    cam = camera(look, y=72, scale=0.72 if seats == 3 else 0.86, yaw=22)
    ground(c, cam, w, d)
    half = w / 2
    arm_w = look.get("arm", 8.0)
    spots = [(s * (half - 4), y) for s in (-1, 1) for y in (-d / 2 + 4, d / 2 - 5)]
    parts: list[Solid] = legs(look, spots, leg + 1)
    parts.append(
        Box((-half + arm_w, -d / 2 + 2, leg), (half - arm_w, d / 2 - 10, leg + 8), cover, soft=1.5)
    )
    parts.append(Box((-half + 2, d / 2 - 10, leg), (half - 2, d / 2, leg + 36), cover, soft=4.5))
    for s in (-1, 1):
        x = s * half
        parts.append(
            Box(
                (x - (arm_w if s > 0 else 0), -d / 2, leg),
                (x + (0 if s > 0 else arm_w), d / 2 - 3, leg + 25),
                cover,
                soft=look.get("round", 3.5),
            )
        )
    run = (w - 2 * arm_w) / seats
    for k in range(seats):
        x = -half + arm_w + k * run
        parts.append(
            Box(
                (x + 0.2, -d / 2 + 1, leg + 8),
                (x + run - 0.2, d / 2 - 18, leg + 18),
                cover,
                soft=3.4,
            )
        )
        parts.append(
            Box(
                (x + 0.6, d / 2 - 18, leg + 15),
                (x + run - 0.6, d / 2 - 10, leg + 40),
                cover,
                soft=5,
            )
        )
    for x, tone in look.get("pillows", ()):
        parts.append(Box((x - 9, -1, leg + 18), (x + 9, 4.6, leg + 35), cotton(tone, 1.4), soft=6))
    build(c, cam, parts)
