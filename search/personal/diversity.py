"""A list of the best that are not all the same: maximal marginal relevance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from search.encoders.base import Rows


def diverse(
    vectors: Rows, scores: NDArray[np.float64], *, limit: int, diversity: float
) -> NDArray[np.intp]:
    """The places of up to `limit` of the products (n, k) with `scores` (n,), the first picked first.

    Carbonell & Goldstein 1998 with λ = 1 - `diversity`: each next product is the best by
    λ · score - (1 - λ) · its similarity with the nearest picked before, scores put on 0 to 1 over the
    pool. With λ = 1 it is the plain order.
    """
    if not diversity or not len(scores):
        return np.argsort(-scores, kind="stable")[:limit]
    merit = (1 - diversity) * (scores - scores.min()) / (float(np.ptp(scores)) or 1.0)
    nearest = np.zeros(len(scores))
    left = np.ones(len(scores), dtype=bool)
    picked: list[int] = []
    while len(picked) < min(limit, len(scores)):
        gain = np.where(left, merit - diversity * nearest, -np.inf)
        at = int(np.argmax(gain))
        picked.append(at)
        left[at] = False
        nearest = np.maximum(nearest, vectors @ vectors[at])
    return np.array(picked, dtype=np.intp)
