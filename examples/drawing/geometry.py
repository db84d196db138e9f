"""Outlines as point arrays: curves, ellipses, tubes, mirrored halves.

Everything is in design units: a picture is 100 by 100, y grows downwards. Nothing here
knows about pixels or colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Pairs = Sequence[tuple[float, float]]


class Pen:
    """Draws an outline stroke by stroke, the way an SVG path does."""

    def __init__(self, x: float, y: float) -> None:
        self._at: list[tuple[float, float]] = [(x, y)]

    def line(self, *xy: float) -> Self:
        """Straight on through each (x, y) in turn."""
        self._at.extend(zip(xy[::2], xy[1::2], strict=True))
        return self

    def quad(self, cx: float, cy: float, x: float, y: float) -> Self:
        """A curve to (x, y), pulled towards one control point."""
        x0, y0 = self._at[-1]
        for t in np.linspace(0, 1, 15)[1:]:
            s = 1 - t
            self._at.append(
                (
                    float(s * s * x0 + 2 * s * t * cx + t * t * x),
                    float(s * s * y0 + 2 * s * t * cy + t * t * y),
                )
            )
        return self

    def cubic(self, ax: float, ay: float, bx: float, by: float, x: float, y: float) -> Self:
        """A curve to (x, y), leaving towards a and arriving from b."""
        x0, y0 = self._at[-1]
        for t in np.linspace(0, 1, 21)[1:]:
            s = 1 - t
            k0, k1, k2, k3 = s**3, 3 * s * s * t, 3 * s * t * t, t**3
            self._at.append(
                (
                    float(k0 * x0 + k1 * ax + k2 * bx + k3 * x),
                    float(k0 * y0 + k1 * ay + k2 * by + k3 * y),
                )
            )
        return self

    def points(self) -> Points:
        """The outline so far."""
        return np.array(self._at, dtype=np.float64)

    def mirrored(self, cx: float = 50.0) -> Points:
        """The outline followed by its reflection in the vertical line x = cx."""
        half = self.points()
        return np.concatenate([half, mirror(half, cx)[::-1]])


def mirror(points: Points, cx: float = 50.0) -> Points:
    """The reflection in the vertical line x = cx."""
    return np.stack([2 * cx - points[:, 0], points[:, 1]], axis=1)


def smooth(points: Pairs, closed: bool = True, steps: int = 10) -> Points:
    """A Catmull-Rom curve through the given points."""
    p = np.array(points, dtype=np.float64)
    if closed:
        p = np.concatenate([p[-1:], p, p[:2]])
    else:
        p = np.concatenate([2 * p[:1] - p[1:2], p, 2 * p[-1:] - p[-2:-1]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(p[:-3], p[1:-2], p[2:-1], p[3:], strict=True):
        pieces.append(
            0.5
            * (
                2 * b
                + (c - a) * t
                + (2 * a - 5 * b + 4 * c - d) * t**2
                + (3 * b - a - 3 * c + d) * t**3
            )
        )
    if not closed:
        pieces.append(p[-2:-1])
    return np.concatenate(pieces)


def ellipse(
    cx: float, cy: float, rx: float, ry: float, start: float = 0.0, end: float = 360.0
) -> Points:
    """An ellipse or an arc of one; angles run clockwise from the right, in degrees."""
    a = np.radians(np.linspace(start, end, 64))
    return np.stack([cx + rx * np.cos(a), cy + ry * np.sin(a)], axis=1)


def rounded(x0: float, y0: float, x1: float, y1: float, r: float) -> Points:
    """A rectangle with round corners."""
    r = min(r, abs(x1 - x0) / 2, abs(y1 - y0) / 2)
    corners = [
        (x1 - r, y1 - r, 0),
        (x0 + r, y1 - r, 90),
        (x0 + r, y0 + r, 180),
        (x1 - r, y0 + r, 270),
    ]
    return np.concatenate([ellipse(x, y, r, r, a, a + 90)[::4] for x, y, a in corners])


def softened(corners: Pairs | Points, r: float) -> Points:
    """A polygon whose corners are rounded by about r."""
    p = np.asarray(corners, dtype=np.float64)
    out = []
    for before, here, after in zip(np.roll(p, 1, 0), p, np.roll(p, -1, 0), strict=True):
        a, b = before - here, after - here
        la, lb = float(np.hypot(*a)), float(np.hypot(*b))
        if min(la, lb) < 1e-6:
            continue
        start, stop = here + a / la * min(r, la / 2), here + b / lb * min(r, lb / 2)
        for t in np.linspace(0, 1, 7):
            out.append((1 - t) ** 2 * start + 2 * t * (1 - t) * here + t * t * stop)
    return np.array(out)


def tube(line: Points, width: float | Sequence[float]) -> Points:
    """The outline of a line drawn with a width, or with widths that change along it."""
    n = len(line)
    half = np.interp(np.linspace(0, 1, n), *_spread(width)) / 2
    d = np.gradient(line, axis=0)
    d /= np.maximum(np.hypot(d[:, 0], d[:, 1]), 1e-9)[:, None]
    side = np.stack([-d[:, 1], d[:, 0]], axis=1) * half[:, None]
    start = np.degrees(np.arctan2(side[0, 1], side[0, 0]))
    stop = np.degrees(np.arctan2(-side[-1, 1], -side[-1, 0]))
    caps = [
        ellipse(*line[-1], half[-1], half[-1], stop + 180, stop)[::6],
        ellipse(*line[0], half[0], half[0], start + 180, start)[::6],
    ]
    return np.concatenate([line + side, caps[0], (line - side)[::-1], caps[1]])


def _spread(width: float | Sequence[float]) -> tuple[Points, Points]:
    values = np.atleast_1d(np.asarray(width, dtype=np.float64))
    if len(values) == 1:
        values = np.repeat(values, 2)
    return np.linspace(0, 1, len(values)), values


def turned(points: Points, degrees: float, cx: float = 50.0, cy: float = 50.0) -> Points:
    """Rotated clockwise about (cx, cy)."""
    a = np.radians(degrees)
    x, y = points[:, 0] - cx, points[:, 1] - cy
    return np.stack(
        [cx + x * np.cos(a) - y * np.sin(a), cy + x * np.sin(a) + y * np.cos(a)], axis=1
    )


def moved(points: Points, dx: float, dy: float) -> Points:
    """Shifted by (dx, dy)."""
    return points + np.array([dx, dy])


def turned_profile(cx: float, profile: Pairs, tilt: float = 0.16) -> Points:
    """The silhouette of a pot thrown on a wheel: (y, radius) pairs from rim to foot.

    `tilt` is how far we look down on it: the foot bulges and the rim opens by tilt * radius.
    """
    curve = smooth([(r, y) for y, r in profile], closed=False, steps=8)
    r, y = np.maximum(curve[:, 0], 0), curve[:, 1]
    foot = ellipse(cx, y[-1], r[-1], r[-1] * tilt, 0, 180)
    rim = ellipse(cx, y[0], r[0], r[0] * tilt, 180, 360)
    right = np.stack([cx + r, y], axis=1)
    left = np.stack([cx - r, y], axis=1)[::-1]
    return np.concatenate([right, foot, left, rim])


def dashes(line: Points, on: float = 1.0, off: float = 0.8) -> list[Points]:
    """A line cut into stitches."""
    step = np.hypot(*np.diff(line, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(step)])
    cuts = []
    for start in np.arange(0, along[-1] - on * 0.5, on + off):
        s = np.array([start, min(start + on, along[-1])])
        cuts.append(np.stack([np.interp(s, along, line[:, 0]), np.interp(s, along, line[:, 1])], 1))
    return cuts


def hull(points: Points) -> Points:
    """The convex hull, in order."""
    p = sorted(map(tuple, points))
    chains: list[list[tuple[float, ...]]] = []
    for run in (p, p[::-1]):
        chain: list[tuple[float, ...]] = []
        for q in run:
            while len(chain) > 1 and _cross(chain[-2], chain[-1], q) <= 0:
                chain.pop()
            chain.append(q)
        chains.append(chain[:-1])
    return np.array(chains[0] + chains[1])


def _cross(o: tuple[float, ...], a: tuple[float, ...], b: tuple[float, ...]) -> float:
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])
