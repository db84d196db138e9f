"""Armchairs, sofas, chairs, stools, benches and footstools."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .geometry import ellipse, smooth, softened, tube
from .look import Look
from .materials import Material, cotton, leather, linen, metal, plush, rubber, velvet, wood, woven
from .solids import Box, Camera, Post, Solid, build


def camera(look: Look, **settings: float) -> Camera:
    """The usual three-quarter view, or from the other side."""
    yaw = settings.pop("yaw", 28.0)
    return Camera(yaw=-yaw - 8 if look.side == "angle" else yaw, **settings)


def _cover(look: Look) -> Material:
    kind = look.get("fabric", "wool")
    made = {
        "wool": lambda p: cotton(p, 1.4),
        "linen": linen,
        "velvet": velvet,
        "leather": leather,
        "boucle": lambda p: plush(p, 0.55),
    }
    return made[kind](look.cloth())


def _legs(
    look: Look, spots: list[tuple[float, float]], height: float, splay: float = 1.4
) -> list[Solid]:
    timber = (
        metal("black")
        if look.get("legs") == "metal"
        else wood(look.get("legs", "walnut"), along="y")
    )
    out: list[Solid] = []
    for x, y in spots:
        dx = splay if x > 0 else -splay
        out.append(Post((x + dx, y, 0), (x, y, height), 1.9, 3.0, timber))
    return out


def ground(c: Canvas, cam: Camera, w: float, d: float) -> None:
    """The shadow under a piece so wide and deep."""
    centre = cam.see([(0, 0, 0)])[0]
    c.ground(
        float(centre[0]),
        float(centre[1]),
        (w + d * 0.5) * cam.scale * 0.54,
        d * cam.scale * 0.26,
        0.36,
    )


def armchair(c: Canvas, look: Look) -> None:
    """Cushioned: boxy club, rounded tub, or an open wooden frame."""
    style, cover = look.get("style", "club"), _cover(look)
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
    build(c, cam, [*_legs(look, spots, leg + 1), base, back, *arms, *seat, *pillow])
    if look.get("buttons"):
        for x in (-10, 0, 10):
            for z in (27, 37):
                at = cam.see([(x, d / 2 - 13.5, leg + z)])[0]
                c.shade(c.soft(ellipse(at[0], at[1], 1.8, 1.6), 0.7), 0.4)
                c.paint(ellipse(at[0], at[1], 1.0, 0.9), cover, puff=0.8)


def sofa(c: Canvas, look: Look) -> None:
    """Two or three seats, with loose cushions and perhaps a chaise."""
    cover, seats = _cover(look), look.get("seats", 3)
    w = 58.0 + 26 * (seats - 1)
    d, leg = 46.0, look.get("leg", 8.0)
    cam = camera(look, y=72, scale=0.72 if seats == 3 else 0.86, yaw=22)
    ground(c, cam, w, d)
    half = w / 2
    arm_w = look.get("arm", 8.0)
    spots = [(s * (half - 4), y) for s in (-1, 1) for y in (-d / 2 + 4, d / 2 - 5)]
    parts: list[Solid] = _legs(look, spots, leg + 1)
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


def chair(c: Canvas, look: Look) -> None:
    """A dining chair: slatted, spindle, ladder, upholstered or woven seat."""
    style = look.get("style", "slat")
    timber = (
        metal(look.colour)
        if look.get("frame") == "metal"
        else wood(look.colour, along="y")
        if look.colour in _TIMBERS
        else rubber(look.colour)
    )
    cam = camera(look, y=90, scale=0.92)
    half, d, seat, top = 19.0, 36.0, 41.0, 84.0
    ground(c, cam, 2 * half, d)
    parts: list[Solid] = []
    for s in (-1, 1):
        parts.append(
            Post(
                (s * (half + 1), -d / 2, 0), (s * (half - 1.6), -d / 2 + 2, seat), 2.2, 3.2, timber
            )
        )
        parts.append(
            Post(
                (s * (half + 1), d / 2 + 2, 0), (s * (half - 2), d / 2 - 2, seat), 2.2, 3.2, timber
            )
        )
        parts.append(
            Post(
                (s * (half - 2), d / 2 - 2, seat + 3),
                (s * (half - 1), d / 2 + 2, top),
                3.2,
                2.6,
                timber,
            )
        )
    if style in ("slat", "ladder"):
        n = 3 if style == "slat" else 4
        for k in range(n):
            z = seat + 14 + k * (top - seat - 18) / (n - 1)
            parts.append(
                Box((-half + 2, d / 2 - 0.5, z - 2.4), (half - 2, d / 2 + 1, z + 2.4), timber)
            )
    elif style == "spindle":
        parts.append(
            Box((-half - 2, d / 2 - 1, top - 3), (half + 2, d / 2 + 2, top + 3), timber, soft=1.6)
        )
        for k in range(5):
            x = -half + 6 + k * (2 * half - 12) / 4
            parts.append(Post((x, d / 2 - 1, seat + 3), (x, d / 2, top - 3), 1.5, 1.3, timber))
    else:
        cover = (
            leather(look.get("cover", "cognac"))
            if style == "leather"
            else cotton(look.get("cover", "sage"), 1.4)
        )
        parts.append(
            Box(
                (-half + 2, d / 2 - 2.6, seat + 16), (half - 2, d / 2 + 1.6, top + 1), cover, soft=4
            )
        )
    pad = look.get("cover")
    if pad == "cord":
        parts.append(
            Box(
                (-half, -d / 2, seat),
                (half, d / 2 - 0.6, seat + 3),
                woven("sand", 1.6, "oat"),
                bevel=1,
            )
        )
    elif pad:
        cover = leather(pad) if style == "leather" else cotton(pad, 1.4)
        parts.append(Box((-half, -d / 2, seat), (half, d / 2 - 2.6, seat + 6), cover, soft=3))
    else:
        parts.append(Box((-half, -d / 2, seat), (half, d / 2 - 0.6, seat + 3), timber, bevel=1))
    build(c, cam, parts)


_TIMBERS = {"oak", "walnut", "beech", "ash", "acacia", "bamboo", "natural"}


def timber(colour: str, along: str = "x", seed: int = 0) -> Material:
    """Bare wood for wood colours, paint for the rest."""
    return wood(colour, along=along, seed=seed) if colour in _TIMBERS else rubber(colour)


def stool(c: Canvas, look: Look) -> None:
    """A round stool: three splayed legs, a tall bar stool, or an upholstered pouf."""
    style, tall = look.get("style", "round"), look.get("tall", 0.0)
    if style == "pouf":
        cover = _cover(look)
        c.ground(50, 78, 32, 4.6)
        side = np.concatenate(
            [
                ellipse(50, 46, 33, 11, 180, 360),
                smooth([(83, 46), (86, 60), (82, 74)], False),
                ellipse(50, 74, 32, 8, 0, 180),
                smooth([(18, 74), (14, 60), (17, 46)], False),
            ]
        )
        mask = c.paint(side, cover, round_body=True, tilt=0.2)
        for k in range(9):
            x = np.sin((k - 4) / 4.4 * 1.45)
            seam = smooth([(50 + 33 * x, 47), (50 + 35.6 * x, 60), (50 + 31 * x, 79)], False)
            c.shade(c.soft(tube(seam, 1.1), 0.6) * mask, 0.4)
        top = c.paint(ellipse(50, 46, 33, 12), cover, puff=7, light=1.05, lift=0.5)
        for k in range(9):
            a = 2 * np.pi * k / 9 + 0.2
            c.shade(
                c.soft(
                    tube(
                        np.linspace((50, 45), (50 + 32.6 * np.cos(a), 46 + 11.6 * np.sin(a)), 8),
                        0.9,
                    ),
                    0.5,
                )
                * top,
                0.3,
            )
        c.paint(ellipse(50, 45, 2.4, 1.3), cover, puff=1.2)
        return
    seat = 44 - tall * 24
    r = 21 - tall * 2
    wide = 22 + tall * 2
    leg = timber(look.get("legs", look.colour), "y")
    c.ground(50, 86, wide * 0.9, 5)
    feet = (
        [(50 - wide * 0.5, 80.6), (50 + wide * 0.62, 81), (50 - wide, 89), (50 + wide * 0.9, 90)]
        if not look.get("three")
        else [(50 + 2, 80), (50 - wide, 89), (50 + wide, 88)]
    )
    for n, (x, y) in enumerate(feet):
        c.paint(
            tube(np.linspace((50 + (x - 50) * 0.56, seat + 4), (x, y), 10), [3.4, 2.4]),
            leg,
            puff=1.6,
            light=0.82 if n < len(feet) - 2 else 1.0,
            lift=0.3,
        )
    if tall or look.get("ring"):
        y = seat + (86 - seat) * 0.64
        c.paint(
            tube(ellipse(50, y, wide * 0.8, 5.4, 0, 180), 1.5),
            metal("brass") if look.get("ring") == "brass" else leg,
            puff=0.7,
            lift=0.3,
        )
    cover = leather(look.get("cover")) if look.get("cover") else timber(look.colour, seed=3)
    thick = 6.0 if look.get("cover") else 3.4
    rim = np.concatenate(
        [ellipse(50, seat, r, r * 0.26, 180, 360), ellipse(50, seat + thick, r, r * 0.26, 0, 180)]
    )
    c.paint(rim, cover, round_body=True, lift=0.4)
    c.paint(ellipse(50, seat, r, r * 0.26), cover, puff=3 if look.get("cover") else 0.8, light=1.04)


def bench(c: Canvas, look: Look) -> None:
    """A hall bench, bare or with a long pad."""
    cam = camera(look, y=80, scale=0.82, yaw=24)
    half, d, seat = 50.0, 26.0, 34.0
    ground(c, cam, 2 * half, d)
    body = timber(look.colour)
    parts: list[Solid] = []
    for s in (-1, 1):
        for y in (-d / 2 + 3, d / 2 - 3):
            parts.append(
                Post(
                    (s * (half - 3), y, 0),
                    (s * (half - 7), y, seat),
                    2.6,
                    4,
                    timber(look.colour, "y"),
                )
            )
    parts.append(Box((-half, -d / 2, seat), (half, d / 2, seat + 3.6), body, bevel=1))
    if look.get("shelf"):
        parts.append(Box((-half + 8, -d / 2 + 2, 11), (half - 8, d / 2 - 2, 13), body))
    if look.get("cover"):
        parts.append(
            Box(
                (-half + 1, -d / 2 + 0.5, seat + 3.6),
                (half - 1, d / 2 - 0.5, seat + 9),
                cotton(look.get("cover"), 1.4),
                soft=2.6,
            )
        )
    build(c, cam, parts)


def cushion(c: Canvas, look: Look) -> None:
    """A scatter cushion, square or oblong, plain or patterned, with tassels or piping."""
    cover, oblong = _cover(look), look.get("oblong", False)
    x0, x1, y0, y1 = (12, 88, 28, 72) if oblong else (16, 84, 16, 84)
    c.ground(50, y1 - 1, (x1 - x0) * 0.42, 3.4)
    m = 5
    shape = np.concatenate(
        [
            smooth([(x0, y0), ((x0 + x1) / 2, y0 + m), (x1, y0)], False),
            smooth([(x1, y0), (x1 - m, (y0 + y1) / 2), (x1, y1)], False),
            smooth([(x1, y1), ((x0 + x1) / 2, y1 - m + 2), (x0, y1)], False),
            smooth([(x0, y1), (x0 + m, (y0 + y1) / 2), (x0, y0)], False),
        ]
    )
    shape = softened(shape[::4], 2)
    if look.get("tassels"):
        for x, y in ((x0, y0), (x1, y0), (x0, y1), (x1, y1)):
            sx, sy = (1 if x > 50 else -1), (1 if y > 50 else -1)
            c.paint(
                tube(np.linspace((x - sx, y - sy), (x + sx * 5, y + sy * 6), 8), [1.4, 3.6]),
                cotton(look.accent, 2),
                puff=1.2,
            )
    folds = c.crease(
        [
            (smooth([(x, y), ((x * 2 + 50) / 3, (y * 2 + 50) / 3)], False), 5, 0.9)
            for x, y in ((x0, y0), (x1, y0), (x0, y1), (x1, y1))
        ],
        2,
    )
    c.paint(shape, cover, puff=20, folds=folds)
    if look.get("piping"):
        ring = np.concatenate([shape, shape[:1]])
        c.paint(tube(ring, 1.3), cotton(look.get("piping"), 0.8), puff=0.6)
