"""Colour as a function of place: stripes, checks, dots, flowers and the like.

A pattern takes arrays of x and y in design units and gives red, green, blue. It has no
light in it; relief and gloss belong to `materials`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from .colours import RGB, rgb

Field = NDArray[np.float32]
Pattern = Callable[[Field, Field], Field]
Colour = str | RGB

# Half the width of the softened edge between two colours: about one picture pixel.
_EDGE = 0.12


def edge(distance: Field, soft: float = _EDGE) -> Field:
    """0 below zero, 1 above, with a soft step between."""
    t = np.clip(distance / (2 * soft) + 0.5, 0, 1)
    return np.asarray(t * t * (3 - 2 * t), dtype=np.float32)


def noise(x: Field, y: Field, scale: float, seed: int = 0) -> Field:
    """Smooth random hills between 0 and 1, about `scale` units apart."""
    table = np.random.default_rng(seed).random((64, 64), dtype=np.float32)
    u, v = x / scale + 17.3, y / scale + 41.7
    i, j = np.floor(u), np.floor(v)
    fu, fv = u - i, v - j
    fu, fv = fu * fu * (3 - 2 * fu), fv * fv * (3 - 2 * fv)
    i, j = i.astype(np.int32) & 63, j.astype(np.int32) & 63
    k, m = (i + 1) & 63, (j + 1) & 63
    top = table[j, i] * (1 - fu) + table[j, k] * fu
    low = table[m, i] * (1 - fu) + table[m, k] * fu
    return np.asarray(top * (1 - fv) + low * fv, dtype=np.float32)


def _hash(i: Field, j: Field, seed: int) -> Field:
    """A repeatable number in [0, 1) for every cell of a grid."""
    table = np.random.default_rng(seed).random((61, 67), dtype=np.float32)
    return np.asarray(table[i.astype(np.int32) % 61, j.astype(np.int32) % 67], dtype=np.float32)


def _blend(base: Field, top: Field | RGB, share: Field) -> Field:
    over = np.asarray(top, dtype=np.float32)
    return np.asarray(base + (over - base) * share[..., None], dtype=np.float32)


def _flat(x: Field, colour: Colour) -> Field:
    return np.broadcast_to(np.asarray(rgb(colour), dtype=np.float32), (*x.shape, 3))


def plain(colour: Colour) -> Pattern:
    """One colour."""
    return lambda x, y: _flat(x, colour)


def stripes(
    ground: Colour, *lines: Colour, pitch: float = 6, share: float = 0.5, angle: float = 0
) -> Pattern:
    """Stripes across (angle 0) or down (90); several line colours take turns."""

    def pattern(x: Field, y: Field) -> Field:
        a = np.radians(angle)
        s = (y * np.cos(a) + x * np.sin(a)) / pitch
        band = np.floor(s)
        inside = edge((share / 2 - np.abs(s - band - 0.5)) * pitch)
        out = _flat(x, ground)
        for n, colour in enumerate(lines):
            out = _blend(out, rgb(colour), inside * (np.mod(band, len(lines)) == n))
        return out

    return pattern


def blocks(*bands: tuple[Colour, float]) -> Pattern:
    """Colour blocks from top to bottom, each down to its y."""

    def pattern(x: Field, y: Field) -> Field:
        out = _flat(x, bands[-1][0])
        for colour, until in reversed(bands[:-1]):
            out = _blend(out, rgb(colour), edge(until - y))
        return out

    return pattern


def gingham(ground: Colour, line: Colour, pitch: float = 6) -> Pattern:
    """Two crossing sets of half-strength bands."""

    def pattern(x: Field, y: Field) -> Field:
        across = edge((0.25 - np.abs(np.mod(x / pitch, 1) - 0.5)) * pitch)
        down = edge((0.25 - np.abs(np.mod(y / pitch, 1) - 0.5)) * pitch)
        return _blend(_flat(x, ground), rgb(line), (across + down) * 0.5)

    return pattern


def tartan(ground: Colour, broad: Colour, fine: Colour, pitch: float = 14) -> Pattern:
    """A broad soft band with a fine line beside it, both ways."""

    def pattern(x: Field, y: Field) -> Field:
        out = _flat(x, ground)
        for s in (x, y):
            t = np.mod(s / pitch, 1)
            out = _blend(out, rgb(broad), 0.55 * edge((0.22 - np.abs(t - 0.35)) * pitch))
            out = _blend(out, rgb(fine), 0.75 * edge((0.035 - np.abs(t - 0.8)) * pitch))
        return out

    return pattern


def windowpane(ground: Colour, line: Colour, pitch: float = 9, width: float = 0.6) -> Pattern:
    """A fine open grid."""

    def pattern(x: Field, y: Field) -> Field:
        near = np.minimum(np.abs(np.mod(x / pitch, 1) - 0.5), np.abs(np.mod(y / pitch, 1) - 0.5))
        return _blend(_flat(x, ground), rgb(line), edge(width / 2 - near * pitch))

    return pattern


def dots(ground: Colour, *spots: Colour, pitch: float = 6, radius: float = 1.3) -> Pattern:
    """Polka dots in staggered rows."""

    def pattern(x: Field, y: Field) -> Field:
        row = np.floor(y / (pitch * 0.866))
        u = x / pitch + 0.5 * np.mod(row, 2)
        dx, dy = (np.mod(u, 1) - 0.5) * pitch, y - (row + 0.5) * pitch * 0.866
        inside = edge(radius - np.hypot(dx, dy))
        out = _flat(x, ground)
        for n, colour in enumerate(spots):
            out = _blend(out, rgb(colour), inside * (np.mod(np.floor(u), len(spots)) == n))
        return out

    return pattern


def zigzag(ground: Colour, *lines: Colour, pitch: float = 8, share: float = 0.5) -> Pattern:
    """Chevrons."""

    def pattern(x: Field, y: Field) -> Field:
        tooth = np.abs(np.mod(x / pitch, 1) - 0.5) * pitch
        return stripes(ground, *lines, pitch=pitch, share=share)(x, y + tooth)

    return pattern


def herringbone(ground: Colour, line: Colour, pitch: float = 5) -> Pattern:
    """Columns of fine slanting lines that turn at every column."""

    def pattern(x: Field, y: Field) -> Field:
        column = np.floor(x / pitch)
        lean = np.where(np.mod(column, 2) == 0, 1.0, -1.0)
        t = np.mod((y + lean * x) / 1.5, 1)
        return _blend(_flat(x, ground), rgb(line), edge(0.25 - np.abs(t - 0.5), 0.12) * 0.8)

    return pattern


def floral(
    ground: Colour,
    petals: Sequence[Colour],
    leaf: Colour = "sage",
    heart: Colour = "mustard",
    pitch: float = 11,
    seed: int = 3,
) -> Pattern:
    """Scattered five-petalled flowers, each with two leaves."""

    def pattern(x: Field, y: Field) -> Field:
        out = _flat(x, ground)
        row = np.floor(y / pitch)
        u = x / pitch + 0.5 * np.mod(row, 2)
        column = np.floor(u)
        chance = [_hash(column, row, seed + k) for k in range(4)]
        dx = (u - column - 0.5 + (chance[0] - 0.5) * 0.22) * pitch
        dy = (y / pitch - row - 0.5 + (chance[1] - 0.5) * 0.22) * pitch
        size = pitch * (0.25 + 0.09 * chance[2])
        a = np.arctan2(dy, dx) + chance[3] * 6.28
        r = np.hypot(dx, dy)
        for turn in (0.9, 3.6):
            lx = dx * np.cos(turn + chance[3]) + dy * np.sin(turn + chance[3]) - size * 1.15
            ly = -dx * np.sin(turn + chance[3]) + dy * np.cos(turn + chance[3])
            out = _blend(out, rgb(leaf), edge(0.55 * size - np.hypot(lx, ly * 2.4)))
        reach = size * (0.55 + 0.45 * np.abs(np.cos(2.5 * a)))
        pick = np.floor(chance[2] * 997) % len(petals)
        for n, colour in enumerate(petals):
            shade = np.asarray(rgb(colour), dtype=np.float32) * (
                0.84 + 0.16 * np.clip(r / size, 0, 1)[..., None]
            )
            out = _blend(out, shade, edge(reach - r) * (pick == n))
        return _blend(out, rgb(heart), edge(size * 0.24 - r))

    return pattern


def leaves(ground: Colour, *greens: Colour, pitch: float = 9, seed: int = 5) -> Pattern:
    """A scatter of slim leaves with a lighter midrib."""

    def pattern(x: Field, y: Field) -> Field:
        out = _flat(x, ground)
        for shift in (0.0, 0.5):
            row = np.floor(y / pitch + shift)
            column = np.floor(x / pitch + shift)
            turn = _hash(column, row, seed) * 6.28
            dx = (x / pitch + shift - column - 0.5) * pitch
            dy = (y / pitch + shift - row - 0.5) * pitch
            lx, ly = dx * np.cos(turn) + dy * np.sin(turn), dy * np.cos(turn) - dx * np.sin(turn)
            half = pitch * 0.46
            width = (
                half * 0.36 * np.sqrt(np.clip(1 - (lx / half) ** 2, 0, 1)) * (1 - 0.3 * lx / half)
            )
            pick = np.floor(_hash(row, column, seed + 1) * 97) % len(greens)
            for n, colour in enumerate(greens):
                out = _blend(out, rgb(colour), edge(width - np.abs(ly)) * (pick == n))
            rib = edge(0.12 - np.abs(ly)) * edge(half * 0.8 - np.abs(lx))
            out = _blend(out, rgb(ground), rib * 0.6)
        return out

    return pattern


def stars(ground: Colour, *spots: Colour, pitch: float = 9, radius: float = 2.2) -> Pattern:
    """Five-pointed stars in staggered rows."""

    def pattern(x: Field, y: Field) -> Field:
        row = np.floor(y / pitch)
        u = x / pitch + 0.5 * np.mod(row, 2)
        dx, dy = (np.mod(u, 1) - 0.5) * pitch, (y / pitch - row - 0.5) * pitch
        a = np.mod(np.arctan2(dx, -dy) / (2 * np.pi) * 5 + 0.5, 1) - 0.5
        reach = radius * 0.46 / (0.46 + np.abs(a) * 2 * 0.62)
        inside = edge(reach - np.hypot(dx, dy))
        out = _flat(x, ground)
        for n, colour in enumerate(spots):
            out = _blend(out, rgb(colour), inside * (np.mod(np.floor(u), len(spots)) == n))
        return out

    return pattern


def speckle(ground: Colour, *flecks: Colour, share: float = 0.16, scale: float = 1.1) -> Pattern:
    """Irregular flecks: stoneware glaze, terrazzo, nep yarn."""

    def pattern(x: Field, y: Field) -> Field:
        out = _flat(x, ground)
        for n, colour in enumerate(flecks):
            hills = noise(x, y, scale, 90 + n)
            out = _blend(out, rgb(colour), edge(hills - (1 - share * 1.1), 0.05))
        return out

    return pattern


def fair_isle(ground: Colour, first: Colour, second: Colour, pitch: float = 16) -> Pattern:
    """Bands of little knitted diamonds and ticks."""

    def pattern(x: Field, y: Field) -> Field:
        cell = pitch / 16
        i, j = np.floor(x / cell), np.floor(y / cell)
        row = np.mod(j, 16)
        col = np.mod(i, 8)
        diamond = (np.abs(col - 3.5) + np.abs(row - 5) < 4.2) & (row < 10)
        hole = (np.abs(col - 3.5) + np.abs(row - 5) < 1.8) & (row < 10)
        tick = ((row == 11) | (row == 15)) & (np.mod(i, 2) == 0)
        out = _blend(_flat(x, ground), rgb(first), (diamond & ~hole).astype(np.float32))
        return _blend(out, rgb(second), (tick | hole).astype(np.float32))

    return pattern
