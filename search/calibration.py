"""What a raw score means in this catalogue, measured once at build time.

A cosine of .4 is a near miss between two texts and a perfect match between a text and a picture.
Each dense signal is therefore put on one scale by two constants of the catalogue: what it gives for
a product at random, and what it gives for the nearest product. They are kept in the manifest, so a
score does not depend on what else was found: pages, filters and explanations stay consistent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.blocks import Layout

SAMPLE = 256
"""Products that play the query."""

BACKGROUND = 4_000
"""Products that they are compared with."""

LEAST_SPREAD = 0.05
"""A catalogue whose products are all alike says nothing of what a difference is worth."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The affine map that takes `typical` to 0 and `nearest` to 1."""

    typical: float
    nearest: float

    @property
    def slope(self) -> float:
        return 1.0 / max(self.nearest - self.typical, LEAST_SPREAD)

    def __call__(self, raw: NDArray[np.float64]) -> NDArray[np.float64]:
        return (raw - self.typical) * self.slope


@dataclass(frozen=True, slots=True)
class Probes:
    """Pseudo-queries made of the catalogue's own products, for one signal.

    `vectors` (q, size) is compared with `block`; `rows` (q,) says which product each was made of.
    `own` is whether a product may be its own nearest: yes where a title looks for its picture, no
    where a picture looks for a picture.
    """

    block: str
    vectors: NDArray[np.float32]
    rows: NDArray[np.int64]
    own: bool


def calibrate(
    probes: Mapping[str, Probes], rows: NDArray[np.float16], layout: Layout
) -> dict[str, Scale]:
    """The scale of each signal that has probes; a signal without any cannot be used in this index."""
    scales = {}
    for name, probe in probes.items():
        there = np.flatnonzero(rows[:, layout.flag(probe.block)])
        if len(there) == 0 or len(probe.vectors) == 0:
            continue
        there = there[np.linspace(0, len(there) - 1, min(len(there), BACKGROUND)).astype(int)]
        seen = np.union1d(there, probe.rows[rows[probe.rows, layout.flag(probe.block)] > 0])
        blocks = rows[seen][:, layout.columns(probe.block)].astype(np.float32)
        scores = probe.vectors @ blocks.T
        if not probe.own and len(seen) > 1:
            scores[probe.rows[:, None] == seen[None, :]] = np.nan
        scales[name] = Scale(
            typical=round(float(np.nanmean(scores)), 6),
            nearest=round(float(np.nanmean(np.nanmax(scores, axis=1))), 6),
        )
    return scales


def sample(there: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Up to `SAMPLE` rows, spread evenly over those that are there: no seed, no surprise."""
    found = np.flatnonzero(there)
    if len(found) <= SAMPLE:
        return found.astype(np.int64)
    return found[np.linspace(0, len(found) - 1, SAMPLE).astype(int)].astype(np.int64)
