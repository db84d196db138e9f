"""Is one setting better than another, or was it luck? Paired, query by query.

Fisher's randomisation test (for retrieval: Smucker, Allan & Carterette 2007): if the two settings were the
same, each difference could as well have had the other sign; how often do signs drawn by chance give a
mean as far from zero as the one that was seen? Whoever tests many measures finds one by luck: `holm`
corrects for that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.evaluation.report import Interval, intervals

ROUNDS = 10_000
SEED = 0

SAME = 1e-9
"""Two values of a measure this near are a tie: the same sums, added in another order."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The mean of ours - theirs with its 95 % interval, the probability of so much by chance, and on how
    many of the n queries ours is better, worse and the same."""

    n: int
    difference: Interval
    p: float
    wins: int = 0
    losses: int = 0

    @property
    def ties(self) -> int:
        return self.n - self.wins - self.losses

    @property
    def better(self) -> bool:
        return self.p < 0.05 and self.difference.low > 0


def compare(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> Comparison:
    """Two settings on the same n queries, where both are measured (neither is NaN)."""
    return compare_all({"": ours}, {"": theirs})[""]


def compare_all(
    ours: Mapping[str, NDArray[np.float64]], theirs: Mapping[str, NDArray[np.float64]]
) -> dict[str, Comparison]:
    """`compare` of each measure of both, (n,) values in the same order of queries.

    The intervals are of paired differences (the bootstrap draws queries, never a side of one), and
    each draw of signs is used for all measures.
    """
    gaps = np.column_stack([ours[name] - theirs[name] for name in ours])
    known = ~np.isnan(gaps)
    filled = np.where(known, gaps, 0.0)  # what is not measured adds nothing, whatever its sign
    rng = np.random.default_rng(SEED)
    seen = np.abs(filled.sum(axis=0))
    extreme = np.zeros(gaps.shape[1], dtype=np.int64)
    for _ in range(ROUNDS // 100):
        signs = rng.choice((-1.0, 1.0), size=(100, len(gaps)))
        # A hair less than what was seen: equal sums, added in another order, count as equal.
        extreme += (np.abs(signs @ filled) >= seen * (1 - 1e-9) - 1e-12).sum(axis=0)
    n = known.sum(axis=0)
    p = np.where(n > 0, (extreme + 1) / (ROUNDS + 1), np.nan)
    bounds = intervals(gaps)
    return {
        name: Comparison(
            int(n[i]),
            Interval(*map(float, bounds[i])),
            float(p[i]),
            wins=int((filled[:, i] > SAME).sum()),
            losses=int((filled[:, i] < -SAME).sum()),
        )
        for i, name in enumerate(ours)
    }


def holm(p: Mapping[str, float]) -> dict[str, float]:
    """The probabilities of several tests, adjusted: calling all below .05 a difference is wrong about
    any of them 5 times in 100 (Holm 1979). NaN, a test that could not be made, stays and counts not."""
    known = sorted((value, name) for name, value in p.items() if not np.isnan(value))
    adjusted = dict.fromkeys(p, float("nan"))
    highest = 0.0
    for done, (value, name) in enumerate(known):
        highest = max(highest, min(1.0, value * (len(known) - done)))
        adjusted[name] = highest
    return adjusted
