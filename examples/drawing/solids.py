"""Furniture as boxes and posts in a room, projected without perspective.

x runs right, y away from us, z up. A turn of the camera gives another view of the same
piece, so the second picture of a bookcase shows the same bookcase.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .canvas import Canvas
from .geometry import Points, hull, softened, tube
from .materials import Material

Spot = tuple[float, float, float]


@dataclass(frozen=True)
class Camera:
    """Degrees round the piece and degrees above it; where its origin lands; its scale."""

    yaw: float = 26.0
    pitch: float = 14.0
    x: float = 50.0
    y: float = 84.0
    scale: float = 1.0

    def see(self, spots: Sequence[Spot] | Points) -> Points:
        """World places as points on the picture."""
        p = np.asarray(spots, dtype=np.float64)
        a, b = np.radians(self.yaw), np.radians(self.pitch)
        across = p[:, 0] * np.cos(a) + p[:, 1] * np.sin(a)
        away = -p[:, 0] * np.sin(a) + p[:, 1] * np.cos(a)
        up = p[:, 2] * np.cos(b) + away * np.sin(b)
        return np.stack([self.x + self.scale * across, self.y - self.scale * up], axis=1)


@dataclass(frozen=True)
class Box:
    """A block between two corners; `soft` rounds it like a cushion."""

    low: Spot
    high: Spot
    material: Material
    soft: float = 0.0
    grain: str = "x"
    bevel: float = 0.5


@dataclass(frozen=True)
class Post:
    """A round or square leg between two places, thinning from `width` to `end`."""

    foot: Spot
    head: Spot
    width: float
    end: float
    material: Material

    @property
    def low(self) -> Spot:
        """The nearest corner of the space it takes up."""
        x, y, z = (min(a, b) for a, b in zip(self.foot, self.head, strict=True))
        w = self.width / 2
        return (x - w, y - w, z)

    @property
    def high(self) -> Spot:
        """The opposite corner."""
        x, y, z = (max(a, b) for a, b in zip(self.foot, self.head, strict=True))
        w = self.width / 2
        return (x + w, y + w, z)


Solid = Box | Post


def build(c: Canvas, camera: Camera, parts: Sequence[Solid]) -> None:
    """Draw the parts, furthest first."""
    for part in _back_to_front(parts, camera.yaw):
        if isinstance(part, Post):
            line = np.linspace(*camera.see([part.foot, part.head]), 12)
            widths = np.linspace(part.width, part.end, 12) * camera.scale
            c.paint(
                tube(line, list(widths)),
                part.material,
                puff=part.width * camera.scale / 2,
                lift=0.3,
            )
        elif part.soft:
            _cushion(c, camera, part)
        else:
            _block(c, camera, part)


def _back_to_front(parts: Sequence[Solid], yaw: float) -> list[Solid]:
    """An order in which nothing is painted over by what it hides."""
    left = list(parts)
    done: list[Solid] = []
    while left:
        for part in left:
            if not any(_hides(part, other, yaw) for other in left if other is not part):
                break
        else:
            part = left[0]
        left.remove(part)
        done.append(part)
    return done


def _hides(near: Solid, far: Solid, yaw: float) -> bool:
    """Whether `near` must wait until `far` is painted."""
    slack = 0.01
    behind = far.low[1] >= near.high[1] - slack
    below = far.high[2] <= near.low[2] + slack
    aside = far.high[0] <= near.low[0] + slack if yaw > 0 else far.low[0] >= near.high[0] - slack
    in_front = near.low[1] >= far.high[1] - slack
    above = near.high[2] <= far.low[2] + slack
    other = near.high[0] <= far.low[0] + slack if yaw > 0 else near.low[0] >= far.high[0] - slack
    return (behind or below or aside) and not (in_front or above or other)


def _faces(box: Box, yaw: float) -> list[tuple[list[Spot], float, str]]:
    """The visible faces: corners from one origin round, brightness, which."""
    (a, b, d), (e, f, g) = box.low, box.high
    x = e if yaw > 0 else a
    return [
        ([(x, b, d), (x, f, d), (x, f, g), (x, b, g)], 0.80 if yaw > 0 else 1.0, "side"),
        ([(a, b, d), (e, b, d), (e, b, g), (a, b, g)], 0.96, "front"),
        ([(a, b, g), (e, b, g), (e, f, g), (a, f, g)], 1.1, "top"),
    ]


def _chart(points: Points, size: tuple[float, float], shift: float) -> Points:
    """The matrix from picture to a face's own length and height."""
    origin, u, v = points[0], points[1] - points[0], points[3] - points[0]
    forward = np.stack([u / max(size[0], 1e-6), v / max(size[1], 1e-6)], axis=1)
    if abs(np.linalg.det(forward)) < 1e-6:
        return np.array([[1.0, 0, 0], [0, 1.0, 0]])
    back = np.linalg.inv(forward)
    return np.concatenate([back, (-back @ origin)[:, None] + shift], axis=1)


def _block(c: Canvas, camera: Camera, box: Box) -> None:
    for n, (corners, light, which) in enumerate(_faces(box, camera.yaw)):
        seen = camera.see(corners)
        size = (
            float(np.linalg.norm(np.subtract(corners[1], corners[0]))),
            float(np.linalg.norm(np.subtract(corners[3], corners[0]))),
        )
        chart = _chart(seen, size, 13.7 * n + box.low[0] * 1.7 + box.low[2])
        upright = box.grain == "z" or (which == "side" and box.grain == "x" and size[1] > size[0])
        if upright:
            chart = chart[::-1]
        c.paint(
            softened(seen, 0.25),
            box.material,
            puff=box.bevel,
            chart=chart,
            light=light,
            lift=0.35 if which == "front" else 0,
        )


def _cushion(c: Canvas, camera: Camera, box: Box) -> None:
    faces = _faces(box, camera.yaw)
    every = np.concatenate([camera.see(corners) for corners, _, _ in faces])
    r = box.soft * camera.scale
    front = camera.see(faces[1][0])
    wide = box.high[0] - box.low[0], box.high[2] - box.low[2]
    mask = c.paint(
        softened(hull(every), r),
        box.material,
        puff=r * 0.9,
        chart=_chart(front, wide, 0.0),
        lift=0.9,
    )
    side, top = camera.see(faces[0][0]), camera.see(faces[2][0])
    dark, bright = c.soft(side, r * 0.45) * mask, c.soft(top, r * 0.4) * mask
    if camera.yaw > 0:
        c.shade(dark, 0.2)
    else:
        c.add_light(dark, "white", 0.06)
    c.add_light(bright, "white", 0.13)
