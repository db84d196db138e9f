"""Is one setting better than another, or was it luck? Paired, query by query.

Fisher's randomisation test (for retrieval: Smucker, Allan & Carterette 2007): if the two settings were the
same, each difference could as well have had the other sign; how often do signs drawn by chance give a
mean as far from zero as the one that was seen?
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.evaluation.report import Interval, intervals

ROUNDS = 10_000
SEED = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """The mean of ours - theirs with its 95 % interval, and the probability of so much by chance."""

    n: int
    difference: Interval
    p: float

    @property
    def better(self) -> bool:
        return self.p < 0.05 and self.difference.low > 0


def compare(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> Comparison:
    """Two settings on the same n queries, where both are measured (neither is NaN)."""
    both = ~(np.isnan(ours) | np.isnan(theirs))
    gaps = (ours - theirs)[both]
    if not len(gaps):
        return Comparison(0, Interval(*[float("nan")] * 3), float("nan"))
    rng = np.random.default_rng(SEED)
    seen, extreme = abs(gaps.sum()), 0
    for _ in range(ROUNDS // 100):
        signs = rng.choice((-1.0, 1.0), size=(100, len(gaps)))
        # A hair less than what was seen: equal sums, added in another order, count as equal.
        extreme += int((np.abs(signs @ gaps) >= seen * (1 - 1e-9) - 1e-12).sum())
    low_to_high = intervals(gaps[:, None])[0]
    return Comparison(len(gaps), Interval(*map(float, low_to_high)), (extreme + 1) / (ROUNDS + 1))
