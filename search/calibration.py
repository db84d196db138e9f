"""What a raw score means in this catalogue, measured once at build time.

A cosine of .4 is a near miss between two texts and a perfect match between a text and a picture.
Each dense signal is therefore put on one scale by two constants of the catalogue: what it gives for
a product at random, and what it gives for the nearest product. They are kept in the manifest, so a
score does not depend on what else was found: pages, filters and explanations stay consistent.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.encoders.base import Rows

SAMPLE = 256
"""Products that play the query."""

BACKGROUND = 4_000
"""Products that they are compared with."""

WORDS_OF_SHOPS = (
    "shirt", "dress", "trousers", "jacket", "shoes", "boots", "bag", "hat", "socks", "watch",
    "chair", "table", "sofa", "bed", "lamp", "shelf", "rug", "curtain", "mirror", "clock",
    "cup", "plate", "pan", "knife", "bottle", "bread", "fruit", "coffee", "toy", "doll",
    "ball", "book", "pen", "phone", "cable", "tool", "screw", "paint", "plant", "soap",
)  # fmt: skip
"""What shoppers ask for, where a catalogue has no titles that could play the query."""

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


def measure_scale(queries: Rows, of: NDArray[np.int64], rows: Rows, *, own: bool) -> Scale | None:
    """The scale of a signal from pseudo-queries made of the catalogue's own products.

    `queries` (q, d) were made of the products `of` (q,) and are compared with `rows` (n, d), all
    products; a row of zeros is a product that has nothing to compare. `of` is empty where the queries
    were made of no product. `own` is whether a product may be its own nearest: yes where a title
    looks for its picture, no where a picture looks for pictures. None where there is nothing to measure with.
    """
    there = np.flatnonzero(np.any(rows, axis=1))
    if not len(queries) or not len(there):
        return None
    seen = np.union1d(_spread(there, BACKGROUND), np.intersect1d(of, there))
    scores = queries @ rows[seen].T
    if not own and len(of) and len(seen) > 1:
        scores[of[:, None] == seen[None, :]] = np.nan
    return Scale(
        typical=round(float(np.nanmean(scores)), 6),
        nearest=round(float(np.nanmean(np.nanmax(scores, axis=1))), 6),
    )


def sample(there: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Up to `SAMPLE` rows, spread evenly over those that are there: no seed, no surprise."""
    return _spread(np.flatnonzero(there), SAMPLE)


def _spread(found: NDArray[np.intp], most: int) -> NDArray[np.int64]:
    if len(found) > most:
        found = found[np.linspace(0, len(found) - 1, most).astype(int)]
    return np.asarray(found, dtype=np.int64)
