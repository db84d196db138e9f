"""Wooden trains, cars, vans, buses and boats."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import lighter
from .geometry import Pen, Points, ellipse, rounded, smooth, tube
from .look import Look
from .materials import Material, ceramic, cotton, smooth_plastic, wood


def paint(colour: str) -> Material:
    """Painted or bare wood."""
    if colour in ("beech", "oak", "ash", "walnut", "natural"):
        return wood(colour)
    return smooth_plastic(colour, 0.25)


def _wheel(c: Canvas, x: float, y: float, r: float, colour: str, hub: str = "beech") -> None:
    c.paint(ellipse(x, y, r, r), paint(colour), puff=1.4, lift=0.5)
    c.paint(ellipse(x, y, r * 0.62, r * 0.62), paint(colour), puff=0.8, light=1.05)
    c.paint(ellipse(x, y, r * 0.26, r * 0.26), paint(hub), puff=0.9, lift=0.3)


def train(c: Canvas, look: Look) -> None:
    """A wooden engine with one or two wagons."""
    body, second = paint(look.colour), paint(look.accent)
    third = look.get("third", "mustard")
    floor, wagons = 76.0, look.get("wagons", 1)
    scale = 1.0 if wagons == 1 else 0.8
    c.ground(50, floor + 0.6, 42, 3)

    def at(x: float) -> float:
        return 52 + (x - 52) * scale + (8 if wagons == 2 else 0)

    def up(y: float) -> float:
        return floor + (y - floor) * scale

    def box(x0: float, y0: float, x1: float, y1: float, r: float = 1.0) -> Points:
        return rounded(at(x0), up(y0), at(x1), up(y1), r)

    for k in range(wagons):
        x = 8 - 40 * k
        c.paint(box(x, 62, x + 33, 68), paint("beech"), puff=1.4)
        load = [second, paint(third)][k % 2]
        if look.get("load") == "blocks":
            for j, tone in enumerate((third, look.colour, "sage")):
                c.paint(
                    box(x + 3 + 9.4 * j, 50, x + 11.6 + 9.4 * j, 62, 0.8),
                    paint(tone),
                    puff=1.2,
                    lift=0.3,
                )
        else:
            c.paint(box(x + 2, 48, x + 31, 62.4, 2), load, puff=1.8, lift=0.3)
            for j in range(3):
                c.line(
                    Pen(at(x + 8 + 8 * j), up(50)).line(at(x + 8 + 8 * j), up(61)).points(),
                    0.5,
                    "brown",
                    0.35,
                )
        c.paint(
            tube(Pen(at(x + 33), up(65)).line(at(x + 41), up(65)).points(), 1.6),
            wood("walnut"),
            puff=0.7,
        )
        for wx in (x + 8, x + 25):
            _wheel(c, at(wx), up(floor - 7.0), 6.6 * scale, look.get("wheels", "red"))
    c.paint(box(46, 60, 92, 68), paint("beech"), puff=1.4, lift=0.3)
    c.paint(box(47, 34, 64, 61, 1), second, puff=1.6, lift=0.4)
    c.paint(box(44, 30, 67, 35.4, 2), paint(third), puff=1.8, lift=0.5)
    c.fill(c.mask(box(51, 39, 60, 48.6, 1.4)), lighter("ice blue", 0.3))
    c.shade(c.mask(box(51, 39, 60, 41, 1)), 0.25)
    c.paint(box(63, 44, 90, 61, 6), body, puff=6, lift=0.4)
    for x in (69, 77):
        c.paint(box(x, 44, x + 2, 61, 0.4), paint(third), puff=0.6)
    c.paint(
        Pen(at(79), up(45))
        .line(at(80), up(33))
        .line(at(77.6), up(28))
        .line(at(88.4), up(28))
        .line(at(86), up(33))
        .line(at(87), up(45))
        .points(),
        second,
        puff=2,
        lift=0.3,
    )
    c.paint(ellipse(at(90), up(52.4), 2.6 * scale, 3.4 * scale), paint("lemon"), puff=2)
    c.paint(ellipse(at(71), up(43.4), 3 * scale, 2.6 * scale), paint(third), puff=2, lift=0.3)
    for x, r in ((54, 9.0), (73, 6.6), (86, 6.6)):
        _wheel(c, at(x), up(floor - r - 0.2), r * scale, look.get("wheels", "red"))


def car(c: Canvas, look: Look) -> None:
    """A small wooden car, van, bus or racer."""
    kind, body = look.get("kind", "car"), paint(look.colour)
    floor = 72.0
    c.ground(50, floor + 0.6, 36, 3)
    if kind == "bus":
        shape = rounded(12, 34, 88, 63, 6)
        windows = [rounded(17 + 14 * k, 39, 28 + 14 * k, 49, 1.6) for k in range(5)]
    elif kind == "racer":
        shape = (
            Pen(10, 62)
            .cubic(10, 50, 20, 48, 36, 47)
            .cubic(42, 38, 54, 38, 58, 46)
            .cubic(74, 47, 90, 52, 91, 62)
            .points()
        )
        windows = [Pen(46, 45).cubic(49, 40.6, 54, 41, 56.4, 46).points()]
    elif kind == "van":
        shape = (
            Pen(12, 63)
            .line(12, 40)
            .quad(12, 32, 20, 32)
            .line(58, 32)
            .quad(68, 33, 74, 46)
            .quad(87, 47, 88, 55)
            .line(88, 63)
            .points()
        )
        windows = [
            rounded(18, 37, 32, 47, 1.6),
            rounded(36, 37, 50, 47, 1.6),
            Pen(54, 37).line(60, 37).quad(66, 38.6, 69.4, 47).line(54, 47).points(),
        ]
    else:
        shape = (
            Pen(10, 63)
            .cubic(9, 52, 14, 49, 26, 47)
            .cubic(34, 33, 40, 31, 50, 31)
            .cubic(62, 31, 68, 37, 73, 47)
            .cubic(86, 48, 91, 53, 90, 63)
            .points()
        )
        windows = [
            Pen(33, 46.6).cubic(37, 38, 40, 36.4, 47.6, 36).line(47.6, 46.6).points(),
            Pen(51, 36).cubic(59, 36.4, 62, 38.6, 66.6, 46.6).line(51, 46.6).points(),
        ]
    mask = c.paint(shape, body, puff=6)
    stripe = c.mask(rounded(0, 54, 100, 57, 0))
    c.paint(stripe * mask, paint(str(look.get("accent", "cream"))), puff=0)
    for window in windows:
        w = c.paint(window, ceramic("ice blue", 0.4), puff=0.8)
        c.shade(c.soft(tube(window, 1.0), 0.5) * w, 0.3)
    if look.get("board"):
        c.paint(
            tube(smooth([(22, 30.6), (40, 28.4), (58, 29.6)], False), 2.8),
            paint("coral"),
            puff=1.3,
        )
        for x in (30, 50):
            c.paint(rounded(x, 29, x + 1.4, 33, 0.3), wood("walnut"), puff=0.5)
    for x in (27, 73):
        _wheel(c, x, floor - 8.6, 8.6, look.get("wheels", "charcoal"))
    c.paint(ellipse(88.4, 57, 1.8, 2.4), paint("lemon"), puff=1.4)


def boat(c: Canvas, look: Look) -> None:
    """A sailing boat with cotton sails."""
    c.ground(50, 86, 32, 3.2)
    hull = (
        Pen(12, 68)
        .quad(50, 73, 90, 66)
        .cubic(86, 80, 78, 87, 70, 87)
        .line(28, 87)
        .cubic(20, 86, 14, 78, 12, 68)
        .points()
    )
    c.paint(tube(np.array([[48, 72], [48, 8]]), 2.4), wood("beech", along="y"), puff=1.1)
    sail = cotton(look.cloth(), 0.8)
    folds = c.crease(
        [
            (Pen(52, 20).quad(62, 40, 66, 58).points(), 4, 0.5),
            (Pen(40, 24).quad(34, 44, 28, 60).points(), 4, 0.5),
        ],
        1.4,
    )
    c.paint(
        Pen(50.6, 11).quad(74, 32, 82, 61).quad(66, 65, 50.6, 63).points(),
        sail,
        puff=4,
        folds=folds,
        lift=0.3,
    )
    c.paint(
        Pen(45.6, 17).quad(40, 40, 21, 61).quad(34, 64.6, 45.6, 63).points(),
        cotton(look.get("jib", "white"), 0.8),
        puff=4,
        folds=folds,
        lift=0.3,
    )
    c.paint(
        Pen(48, 4).line(58, 7.4).line(48, 10.6).points(),
        cotton(look.get("flag", "red"), 0.5),
        puff=0.8,
    )
    m = c.paint(hull, paint(look.get("hull", "red")), puff=7, lift=0.4)
    c.paint(
        c.mask(Pen(5, 66).quad(50, 74, 95, 64).line(95, 70).quad(50, 79, 5, 71).points()) * m,
        wood("beech"),
        puff=1,
        lift=0.3,
    )
