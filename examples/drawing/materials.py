"""What things are made of: a pattern plus relief and gloss.

Relief is a height in pixels as a function of place, so a weave catches the same lamp as
the shape it covers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from .colours import RGB, darker, lighter, mix, rgb
from .patterns import Colour, Field, Pattern, edge, noise, plain

Relief = Callable[[Field, Field], Field]


@dataclass(frozen=True)
class Material:
    """A surface: its colours, its relief and how it answers light."""

    pattern: Pattern
    relief: Relief | None = None
    gloss: float = 0.0
    sharpness: float = 24.0
    depth: float = 0.6
    rim: float = 0.0


def _as_pattern(colour: Colour | Pattern) -> Pattern:
    return colour if callable(colour) else plain(colour)


def cotton(colour: Colour | Pattern, grain: float = 0.32, depth: float = 0.55) -> Material:
    """A fine plain weave with the odd thicker thread."""

    def relief(x: Field, y: Field) -> Field:
        return grain * 0.8 * (noise(x, y * 3, 0.8, 11) + noise(x * 3, y, 0.8, 12))

    return Material(_as_pattern(colour), relief, depth=depth)


def linen(colour: Colour | Pattern) -> Material:
    """A slubby open weave: threads of uneven tone both ways."""
    base = _as_pattern(colour)

    def pattern(x: Field, y: Field) -> Field:
        threads = noise(x * 0.25, y * 3.2, 1.0, 21) + noise(x * 3.2, y * 0.25, 1.0, 22)
        return np.asarray(base(x, y) * (0.88 + 0.12 * threads[..., None]), dtype=np.float32)

    return replace(cotton(pattern, 0.6), depth=0.6)


def denim(colour: Colour) -> Material:
    """A steep twill, paler where it is worn."""

    def pattern(x: Field, y: Field) -> Field:
        twill = np.mod((x * 0.6 + y) / 0.9, 1)
        tone = 0.9 + 0.16 * edge(twill - 0.5, 0.3) + 0.12 * (noise(x, y, 9, 31) - 0.5)
        return np.asarray(np.asarray(rgb(colour)) * tone[..., None], dtype=np.float32)

    return cotton(pattern, 0.8)


def knit(colour: Colour | Pattern, gauge: float = 1.9) -> Material:
    """Columns of little V stitches."""

    def relief(x: Field, y: Field) -> Field:
        across = np.mod(x / gauge, 1) - 0.5
        up = np.mod(y / (gauge * 0.8) - np.abs(across) * 1.3, 1) - 0.5
        return 1.5 * np.cos(np.pi * up) * np.cos(np.pi * (np.abs(across) - 0.25) * 1.6)

    return Material(_as_pattern(colour), relief, depth=0.62, rim=0.06)


def cable(colour: Colour | Pattern, gauge: float = 1.6, spacing: float = 13.0) -> Material:
    """Knitting with twisted ropes running up it."""
    plain_knit = knit(colour, gauge)

    def relief(x: Field, y: Field) -> Field:
        s = np.mod(x / spacing, 1) - 0.5
        rope = np.clip(1 - np.abs(s) * 5.5, 0, 1)
        twist = np.abs(np.sin(y / spacing * 5.2 + s * 9))
        side = edge(0.5 - np.abs(np.abs(s) - 0.32) * 22, 0.4)
        assert plain_knit.relief is not None
        return plain_knit.relief(x, y) * (1 - rope) + 7 * np.sqrt(rope) * twist + 1.5 * side

    return replace(plain_knit, relief=relief)


def ribbed(colour: Colour | Pattern, pitch: float = 1.3, height: float = 1.3) -> Material:
    """Vertical ribs, for cuffs, collars and corduroy."""

    def relief(x: Field, y: Field) -> Field:
        return height * np.abs(np.sin(np.pi * x / pitch))

    return Material(_as_pattern(colour), relief, depth=0.6)


def plush(colour: Colour | Pattern, pile: float = 1.0) -> Material:
    """Short fur: clumps that catch the light at their tips."""
    base = _as_pattern(colour)

    def relief(x: Field, y: Field) -> Field:
        return pile * (3.2 * noise(x, y, 1.5, 41) + 1.6 * noise(x, y, 0.7, 42))

    def pattern(x: Field, y: Field) -> Field:
        tone = 0.93 + 0.14 * noise(x, y, 1.1, 43)
        return np.asarray(base(x, y) * tone[..., None], dtype=np.float32)

    return Material(pattern, relief, depth=0.6, rim=0.3)


def velvet(colour: Colour | Pattern) -> Material:
    """A short pile, dark face on and bright at the edges."""
    base = _as_pattern(colour)

    def pattern(x: Field, y: Field) -> Field:
        return np.asarray(
            base(x, y) * (0.93 + 0.12 * noise(x, y, 7, 44)[..., None]), dtype=np.float32
        )

    return Material(pattern, depth=0.7, rim=0.45, gloss=0.08, sharpness=6)


def leather(colour: Colour | Pattern, gloss: float = 0.28) -> Material:
    """Fine pebbled grain and a broad shine."""

    def relief(x: Field, y: Field) -> Field:
        return 0.7 * noise(x, y, 0.7, 51) + 0.6 * noise(x, y, 0.4, 52)

    base = _as_pattern(colour)

    def pattern(x: Field, y: Field) -> Field:
        return np.asarray(
            base(x, y) * (0.92 + 0.14 * noise(x, y, 6, 53)[..., None]), dtype=np.float32
        )

    return Material(pattern, relief, gloss=gloss, sharpness=14, depth=0.65)


def suede(colour: Colour | Pattern) -> Material:
    """Napped leather: matt and a little cloudy."""
    return replace(leather(colour, 0.0), rim=0.15)


def smooth_plastic(colour: Colour | Pattern, gloss: float = 0.45) -> Material:
    """Even colour with a small bright highlight."""
    return Material(_as_pattern(colour), gloss=gloss, sharpness=36, depth=0.6)


def rubber(colour: Colour | Pattern) -> Material:
    """Matt and even."""
    return Material(_as_pattern(colour), gloss=0.12, sharpness=10, depth=0.55)


def ceramic(colour: Colour | Pattern, gloss: float = 0.6) -> Material:
    """Glazed clay."""
    return Material(_as_pattern(colour), gloss=gloss, sharpness=48, depth=0.46)


def stoneware(colour: Colour | Pattern) -> Material:
    """Half-matt glaze over a slightly uneven body."""

    def relief(x: Field, y: Field) -> Field:
        return 1.4 * noise(x * 0.3, y, 2.2, 61)

    return Material(_as_pattern(colour), relief, gloss=0.22, sharpness=20, depth=0.5)


def enamel(colour: Colour | Pattern) -> Material:
    """Glass-hard paint on steel or iron."""
    return Material(_as_pattern(colour), gloss=0.5, sharpness=30, depth=0.62)


def metal(colour: Colour = "steel", brushed: bool = True) -> Material:
    """Brushed or polished metal."""

    def pattern(x: Field, y: Field) -> Field:
        tone = 0.9 + (0.16 * noise(x * 0.12, y * 5, 1.0, 71) if brushed else 0.1)
        return np.asarray(np.asarray(rgb(colour)) * np.asarray(tone)[..., None], dtype=np.float32)

    def still(x: Field, y: Field) -> Field:
        return plain(colour)(x, y)

    return Material(pattern if brushed else still, gloss=0.75, sharpness=12, depth=0.8)


def wood(species: Colour = "oak", along: str = "x", seed: int = 0, grain: float = 1.0) -> Material:
    """Planed timber: long wavering rings, fine pores along the grain."""
    dark, light = darker(species, 0.3), lighter(species, 0.14)

    def pattern(x: Field, y: Field) -> Field:
        u, v = (x, y) if along == "x" else (y, x)
        u, v = u * grain, v * grain
        wander = 2.2 * noise(u * 0.035, v * 0.2, 1.0, 80 + seed) + 0.02 * u
        rings = 0.5 + 0.5 * np.sin(6.28 * (v * 0.32 + wander * 1.7))
        pores = noise(u * 0.16, v * 4.5, 1.0, 81 + seed)
        share = np.clip(0.14 + 0.32 * rings**1.5 + 0.4 * (pores - 0.45), 0, 1)[..., None]
        tone = np.asarray(light) * (1 - share) + np.asarray(dark) * share
        return np.asarray(tone, dtype=np.float32)

    return Material(pattern, gloss=0.1, sharpness=12, depth=0.55)


def quilt(colour: Colour | Pattern, pitch: float = 8.0) -> Material:
    """Padded cloth stitched in diamonds."""

    def relief(x: Field, y: Field) -> Field:
        a = np.abs(np.sin(np.pi * (x + y) / pitch))
        b = np.abs(np.sin(np.pi * (x - y) / pitch))
        return 7.0 * np.sqrt(np.minimum(a, b))

    return Material(_as_pattern(colour), relief, depth=0.55, gloss=0.06, sharpness=8)


def woven(colour: Colour, strand: float = 2.6, second: Colour | None = None) -> Material:
    """Basketwork: strands over and under."""
    other = second if second is not None else mix(colour, "brown", 0.12)

    def cells(x: Field, y: Field) -> tuple[Field, Field, Field, Field, Field]:
        i, j = np.floor(x / strand), np.floor(y / (strand * 0.72))
        fx, fy = x / strand - i - 0.5, y / (strand * 0.72) - j - 0.5
        return i, j, fx, fy, np.mod(i + j, 2)

    def relief(x: Field, y: Field) -> Field:
        _, _, fx, fy, over = cells(x, y)
        lying = np.clip(np.cos(np.pi * fy), 0, 1) ** 0.6 * (0.45 + 0.55 * np.cos(np.pi * fx))
        standing = np.clip(np.cos(np.pi * fx), 0, 1) ** 0.6 * (0.45 + 0.55 * np.cos(np.pi * fy))
        return strand * 1.6 * np.where(over == 0, lying, standing)

    def pattern(x: Field, y: Field) -> Field:
        i, j, fx, fy, over = cells(x, y)
        fibre = np.where(over == 0, noise(x * 0.3, y * 4, 1.0, 91), noise(x * 4, y * 0.3, 1.0, 92))
        tone = 0.88 + 0.3 * fibre + 0.1 * noise(i * 3.1, j * 5.7, 1.0, 93)
        # Strands darken where they dive under their neighbour.
        dive = np.where(over == 0, np.abs(fx), np.abs(fy)) * 2
        tone = tone * (1 - 0.35 * dive**3)
        strands = np.where((over == 0)[..., None], np.asarray(rgb(colour)), np.asarray(rgb(other)))
        return np.asarray(strands * tone[..., None], dtype=np.float32)

    return Material(pattern, relief, depth=0.6)


def glow(colour: RGB = (1.0, 0.93, 0.78)) -> Material:
    """A lit surface: takes no shade."""
    return Material(plain(colour), depth=0.06)
