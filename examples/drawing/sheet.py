"""The sheet a product is drawn on: outlines become masks, masks become shaded parts.

Outlines are rasterised at four times the finished size and shaded at twice it. Nothing
here knows what a product is.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from . import lighting
from .colours import RGB, rgb
from .geometry import Points, dashes, tube
from .materials import Material

SIZE = 384
# Smaller canvases only find out where a product lies; nothing on them is shaded.
_SKETCH = 100
_FINE = 2

Field = NDArray[np.float32]


@dataclass(frozen=True)
class View:
    """Where the camera stands: zoom about a point, a turn, a shift."""

    zoom: float = 1.0
    cx: float = 50.0
    cy: float = 50.0
    turn: float = 0.0
    flip: bool = False


class Sheet:
    """One picture in the making: shapes, paint and the shadows of parts on parts."""

    def __init__(self, seed: str, view: View | None = None, size: int = SIZE) -> None:
        self.random = random.Random(seed)
        self.size = size
        self.work = size * 2
        self._unit = self.work / 100
        self.rgb: Field = np.ones((self.work, self.work, 3), dtype=np.float32)
        # What is already product, so that parts shade one another but not the wall.
        self.covered: Field = np.zeros((self.work, self.work), dtype=np.float32)
        self.look_from(view or View())

    def look_from(self, view: View) -> None:
        """Draw what follows as seen from there."""
        self.view = view
        row, column = np.mgrid[0 : self.work, 0 : self.work].astype(np.float32)
        self._x, self._y = self._to_design((column + 0.5) / self._unit, (row + 0.5) / self._unit)

    def extent(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the product so far, in design units as framed."""
        rows, columns = np.flatnonzero(self.covered.any(1)), np.flatnonzero(self.covered.any(0))
        u = self._unit
        return columns[0] / u, rows[0] / u, (columns[-1] + 1) / u, (rows[-1] + 1) / u

    def _to_design(self, px: Field, py: Field) -> tuple[Field, Field]:
        v = self.view
        a = np.radians(-v.turn)
        dx, dy = (px - 50) / v.zoom, (py - 50) / v.zoom
        x, y = dx * np.cos(a) - dy * np.sin(a), dx * np.sin(a) + dy * np.cos(a)
        return (
            np.asarray(v.cx + (-x if v.flip else x), dtype=np.float32),
            np.asarray(v.cy + y, dtype=np.float32),
        )

    def to_pixels(self, points: Points) -> Points:
        v = self.view
        a = np.radians(v.turn)
        x, y = (points[:, 0] - v.cx) * v.zoom, (points[:, 1] - v.cy) * v.zoom
        x = -x if v.flip else x
        turned = np.stack([x * np.cos(a) - y * np.sin(a), x * np.sin(a) + y * np.cos(a)], axis=1)
        return (turned + 50) * self._unit

    @property
    def grid(self) -> tuple[Field, Field]:
        """Every pixel's place in design units."""
        return self._x, self._y

    def pixels(self, units: float) -> float:
        """A length in design units as working pixels."""
        return units * self._unit * self.view.zoom

    # Masks

    def mask(self, *outlines: Points, cut: Sequence[Points] = ()) -> Field:
        """The filled outlines, less the cut ones, from 0 to 1."""
        out = np.zeros((self.work, self.work), dtype=np.float32)
        shapes = [(self.to_pixels(p), 255) for p in outlines]
        shapes += [(self.to_pixels(p), 0) for p in cut]
        every = np.concatenate([p for p, fill in shapes if fill])
        x0, y0 = np.clip(np.floor(every.min(0)).astype(int) - 1, 0, self.work)
        x1, y1 = np.clip(np.ceil(every.max(0)).astype(int) + 1, 0, self.work)
        if x1 <= x0 or y1 <= y0:
            return out
        fine = Image.new("L", (int(x1 - x0) * _FINE, int(y1 - y0) * _FINE))
        draw = ImageDraw.Draw(fine)
        for points, fill in shapes:
            corner = np.array([x0, y0])
            draw.polygon([tuple(q) for q in ((points - corner) * _FINE).tolist()], fill=fill)
        out[y0:y1, x0:x1] = np.asarray(fine.reduce(_FINE), dtype=np.float32) / 255
        return out

    def as_mask(self, shape: Points | Field) -> Field:
        """An outline filled in; a mask, which is more than two columns wide, as it is."""
        return self.mask(shape) if shape.shape[1] == 2 else np.asarray(shape, dtype=np.float32)

    # Paint

    def paint(
        self,
        shape: Points | Field,
        material: Material,
        *,
        puff: float = 1.2,
        round_body: bool = False,
        tilt: float = 0.0,
        spin: float = 0.0,
        origin: tuple[float, float] = (0.0, 0.0),
        chart: Points | None = None,
        folds: Field | None = None,
        lift: float = 0.0,
        light: float = 1.0,
        opacity: float = 1.0,
    ) -> Field:
        """Fill a shape with a lit material and return its mask.

        `puff` is how far from the edge the surface is still curving; `round_body` shades it as
        a turned pot instead, with bands that follow `tilt`. `spin` turns the pattern about
        `origin`, and `chart`, a 2 by 3 matrix, lays it on a slanting plane; `folds` is extra
        height in pixels; `lift` casts a shadow on what lies below.
        """
        mask = self.as_mask(shape)
        box = _box(mask)
        if box is None:
            return mask
        if self.size < _SKETCH:
            self.covered[box] = np.maximum(self.covered[box], mask[box])
            return mask
        if lift:
            self.cast(mask, lift)
        m = mask[box]
        x, y = self._x[box], self._y[box]
        if round_body:
            nx, ny, nz, _centre, half = lighting.round_body(m)
            normal = (nx, ny, nz)
            across = np.arcsin(np.clip(nx / np.sqrt(1 - np.minimum(ny * ny, 0.99)), -1, 1))
            scale = self.pixels(1.0)
            x = x.mean() + across * half / scale
            y = y - tilt * half / scale * np.cos(across)
        else:
            normal = (np.zeros_like(m), np.zeros_like(m), np.ones_like(m))
            if puff:
                normal = lighting.slopes(lighting.puffed(m, self.pixels(puff)))
        if spin or origin != (0.0, 0.0):
            a = np.radians(-spin)
            dx, dy = x - origin[0], y - origin[1]
            x, y = dx * np.cos(a) - dy * np.sin(a), dx * np.sin(a) + dy * np.cos(a)
        if chart is not None:
            x, y = ((row[0] * x + row[1] * y + row[2]).astype(np.float32) for row in chart)
        extra = np.zeros_like(m)
        if material.relief is not None:
            extra = extra + material.relief(x, y)
        if folds is not None:
            extra = extra + folds[box]
        if material.relief is not None or folds is not None:
            gy, gx = np.gradient(extra)
            normal = lighting.unit(
                normal[0] - gx * normal[2], normal[1] - gy * normal[2], normal[2]
            )
        colour = lighting.lit(
            material.pattern(x, y),
            normal,
            material.gloss,
            material.sharpness,
            material.depth,
            material.rim,
        )
        self.lay(box, np.clip(colour * light, 0, 1), m * opacity)
        self.covered[box] = np.maximum(self.covered[box], m)
        return mask

    def lay(self, box: tuple[slice, slice], colour: Field | RGB, share: Field) -> None:
        below = self.rgb[box]
        self.rgb[box] = below + (np.asarray(colour, dtype=np.float32) - below) * share[..., None]

    def line(
        self,
        points: Points,
        width: float,
        colour: str | RGB,
        opacity: float = 1.0,
        within: Field | None = None,
    ) -> None:
        """A flat drawn line: a seam, a stitch, a crease."""
        mask = self.mask(tube(points, width))
        self.fill(mask if within is None else mask * within, colour, opacity)

    def stitches(
        self,
        line: Points,
        colour: str | RGB,
        width: float = 0.27,
        opacity: float = 0.9,
        within: Field | None = None,
        on: float = 0.8,
        off: float = 0.5,
    ) -> None:
        """A running stitch along a line."""
        mask = self.mask(*[tube(dash, width) for dash in dashes(line, on, off)])
        self.fill(mask if within is None else mask * within, colour, opacity)

    def fill(self, mask: Field, colour: str | RGB, opacity: float = 1.0) -> None:
        """Flat colour, no light."""
        box = _box(mask)
        if box is not None:
            self.lay(box, rgb(colour), mask[box] * opacity)

    def add_light(self, mask: Field, colour: str | RGB, strength: float) -> None:
        """Light added on top, as from a bulb."""
        c = np.asarray(rgb(colour), dtype=np.float32)
        self.rgb = self.rgb + (1 - self.rgb) * (mask[..., None] * c * strength)

    def soft(self, shape: Points | Field, blur: float) -> Field:
        """A mask blurred by so many design units."""
        mask = self.as_mask(shape)
        return self.softened(mask, self.pixels(blur))

    def cast(self, mask: Field, distance: float, strength: float = 0.42) -> None:
        """The shadow of a part on the parts below it."""
        d = self.pixels(distance)
        shade = self.softened(mask, d * 0.8)
        self.shade(shifted(shade, int(d * 0.35), int(d * 0.6)) * self.covered, strength)

    def shade(self, mask: Field, strength: float, colour: RGB = (0.08, 0.07, 0.12)) -> None:
        """Darken where the mask is."""
        self.fill(mask, colour, strength)

    def softened(self, mask: Field, sigma: float) -> Field:
        """A blur worked out only where it can reach."""
        box = _box(mask)
        if box is None or self.size < _SKETCH:
            return mask
        reach = int(sigma * 2.5) + 2
        wide = tuple(slice(max(s.start - reach, 0), s.stop + reach) for s in box)
        out = np.zeros_like(mask)
        out[wide] = lighting.blurred(mask[wide], sigma)
        return out

    def crease(self, lines: Sequence[tuple[Points, float, float]], blur: float = 0.7) -> Field:
        """A height map of folds: (line, width, height) each, softened together."""
        total = np.zeros((self.work, self.work), dtype=np.float32)
        for points, width, height in lines:
            total += self.mask(tube(points, [0.1, width, 0.1])) * self.pixels(height)
        return self.softened(total, self.pixels(blur))


def _box(mask: Field) -> tuple[slice, slice] | None:
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if len(rows) == 0:
        return None
    # One pixel more all round: a slope needs neighbours.
    h, w = mask.shape
    return (
        slice(max(int(rows[0]) - 1, 0), min(int(rows[-1]) + 2, h)),
        slice(max(int(columns[0]) - 1, 0), min(int(columns[-1]) + 2, w)),
    )


def shifted(a: Field, dx: int, dy: int) -> Field:
    out = np.zeros_like(a)
    h, w = a.shape
    out[max(dy, 0) :, max(dx, 0) :] = a[: h - max(dy, 0), : w - max(dx, 0)]
    return out
