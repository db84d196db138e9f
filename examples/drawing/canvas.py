"""The studio round a sheet: paper, a table, shadows on the ground, the finished picture.

What is drawn on it comes from elsewhere; nothing here knows what a product is.
"""

from __future__ import annotations

import random

import numpy as np
from PIL import Image

from .colours import RGB, mix, rgb
from .geometry import Points
from .materials import Material
from .patterns import noise
from .sheet import SIZE, Field, Sheet, View, shifted

__all__ = ["SIZE", "Canvas", "Field", "View", "paper_tint"]


class Canvas(Sheet):
    """A sheet with a backdrop behind it and light above it."""

    def backdrop(self, tint: str | RGB, floor: float | None = None) -> None:
        """A sheet of studio paper, brighter where the lamp falls."""
        yy, xx = np.mgrid[0 : 1 : self.work * 1j, 0 : 1 : self.work * 1j].astype(np.float32)
        paper = np.asarray(rgb(tint), dtype=np.float32)
        glow = np.exp(-(((xx - 0.42) / 0.62) ** 2) - ((yy - 0.38) / 0.66) ** 2)
        level = 0.93 + 0.075 * glow
        if floor is not None:
            _, at = self.to_pixels(np.array([[50.0, floor]]))[0] / self.work
            level = level - 0.035 * np.clip((yy - at) / 0.05 + 0.5, 0, 1) * (1 - 0.6 * (yy - at))
        self.rgb = np.clip(paper * level[..., None], 0, 1).astype(np.float32)

    def tabletop(self, wall: str | RGB, surface: Material, y: float) -> None:
        """A simple room: a wall and a surface that meets it at y."""
        self.backdrop(wall)
        top = self.mask(np.array([[-60.0, y], [160.0, y], [160.0, 180.0], [-60.0, 180.0]]))
        x, yy = self.grid
        colour = surface.pattern(x, (yy - y) * 2.2)
        fade = 1.04 - 0.16 * np.clip((yy - y) / 40, 0, 1)
        self.lay((slice(None), slice(None)), np.clip(colour * fade[..., None], 0, 1), top)
        self.shade(
            self.soft(
                np.array([[-60.0, y - 0.8], [160.0, y - 0.8], [160.0, y + 0.6], [-60.0, y + 0.6]]),
                0.8,
            ),
            0.2,
        )

    def ground(
        self, cx: float, y: float, rx: float, ry: float = 3.0, strength: float = 0.42
    ) -> None:
        """A standing object's shadow: a wide soft pool and a tight dark contact."""
        angles = np.radians(np.linspace(0, 360, 60))
        for scale, blur, share, dx in (
            (1.15, ry * 1.1, 0.55, ry * 0.9),
            (0.95, ry * 0.35, 0.6, 0.2),
        ):
            pool = np.stack(
                [cx + dx + rx * scale * np.cos(angles), y + ry * scale * 0.8 * np.sin(angles)],
                axis=1,
            )
            self.shade(self.soft(pool, blur), strength * share, (0.12, 0.10, 0.13))

    def lying(self, shape: Points | Field, height: float = 1.6, strength: float = 0.34) -> None:
        """The shadow of something lying flat on the paper."""
        mask = self.as_mask(shape)
        h = self.pixels(height)
        for blur, dx, dy, share in (
            (h * 1.1, h * 0.7, h * 1.1, 0.75),
            (h * 0.3, h * 0.15, h * 0.3, 0.55),
        ):
            self.shade(
                shifted(self.softened(mask, blur), int(dx), int(dy)),
                strength * share,
                (0.14, 0.12, 0.15),
            )

    def snapshot(self, warmth: float = 0.06, grain: float = 0.02) -> None:
        """Make it look taken with a telephone: warm, dim at the corners, a little noisy."""
        yy, xx = np.mgrid[-1 : 1 : self.work * 1j, -1 : 1 : self.work * 1j].astype(np.float32)
        self.rgb = self.rgb * (1 - 0.2 * (xx * xx + yy * yy)[..., None] / 2)
        self.rgb = self.rgb * np.array([1 + warmth * 0.4, 1.0, 1 - warmth], dtype=np.float32)
        x, y = self.grid
        blotch = noise(x * 1.0, y * 1.0, 0.35, 7) + 0.6 * noise(x, y, 1.1, 8) - 0.8
        self.rgb = np.clip(self.rgb + blotch[..., None] * grain * 2, 0, 1)

    def finished(self) -> Image.Image:
        """The picture at its published size."""
        pixels = (np.clip(self.rgb, 0, 1) * 255 + 0.5).astype(np.uint8)
        return Image.fromarray(pixels).resize((self.size, self.size), Image.Resampling.BOX)


def paper_tint(chooser: random.Random, against: str | RGB | None = None) -> RGB:
    """One of the studio's papers."""
    papers: list[RGB] = [
        (0.965, 0.955, 0.94),
        (0.945, 0.95, 0.955),
        (0.955, 0.935, 0.92),
        (0.93, 0.945, 0.93),
        (0.94, 0.935, 0.955),
        (0.965, 0.95, 0.915),
    ]
    tint = chooser.choice(papers)
    return tint if against is None else mix(tint, against, 0.06)
