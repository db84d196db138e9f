"""Products that are near everything, and how near: what a similarity must be corrected by.

In a shared space some pictures are among the nearest of many unrelated texts. Their similarity says
little, so each product's mean similarity to its nearest *background* queries is measured when the
index is built and a share of it taken off (CSLS: Conneau et al. 2018, "Word Translation Without
Parallel Data"). The correction is a constant of the product: it is a column of its row.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from search.encoders.base import Rows

NEIGHBOURS = 10


def hubness(rows: Rows, background: Rows) -> NDArray[np.float32]:
    """(n,) mean similarity of `rows` (n, k) to their nearest rows of `background` (b, k).

    The very nearest is left out: it may be the product's own title. Zero for a row of zeros, and
    where the background is too small to say anything.
    """
    most = min(NEIGHBOURS, len(background) - 1)
    if most < 1:
        return np.zeros(len(rows), np.float32)
    found = np.empty(len(rows), np.float32)
    for start in range(0, len(rows), 8_192):
        scores = rows[start : start + 8_192] @ background.T
        nearest = -np.sort(-scores, axis=1)[:, 1 : 1 + most]
        found[start : start + 8_192] = nearest.mean(axis=1)
    return np.asarray(found * np.any(rows, axis=1), dtype=np.float32)
