"""How sure a mean is: by drawing again, and by an inequality that holds for any number of samples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.learning.feedback import Floats

DRAWS = 2_000
_BLOCK = 4_000_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with the interval that holds it with probability `level`."""

    value: float
    low: float
    high: float
    level: float

    def as_json(self) -> dict[str, Any]:
        return {name: round(float(getattr(self, name)), 6) for name in self.__slots__}


def bootstrap(
    contributions: Floats, groups: NDArray[np.int64] | None = None, *,
    level: float = 0.95, seed: int = 0,
) -> Estimate:  # fmt: skip
    """The mean of `contributions` (n,) with a percentile interval (Efron 1979). Those of one of `groups`
    (n,) are drawn together: two lists of one shopper are not two shoppers."""
    sums, sizes = contributions, np.ones(len(contributions))
    if groups is not None:
        _, code = np.unique(groups, return_inverse=True)
        sums = np.bincount(code, contributions).astype(float)
        sizes = np.bincount(code).astype(float)
    n = len(sums)
    if not n:
        return Estimate(float("nan"), float("-inf"), float("inf"), level)
    rng = np.random.default_rng(seed)
    means = []
    step = max(1, _BLOCK // n)
    for start in range(0, DRAWS, step):
        drawn = rng.multinomial(n, np.full(n, 1 / n), size=min(step, DRAWS - start))
        means.append((drawn @ sums) / (drawn @ sizes))
    tail = 50 * (1 - level)
    low, high = np.percentile(np.concatenate(means), (tail, 100 - tail))
    return Estimate(float(contributions.mean()), float(low), float(high), level)


def sub_gaussian(
    weights: Floats, rewards: Floats, *, most: float = 1.0, level: float = 0.95
) -> Estimate:
    """Importance sampling with harmonically shrunk weights, and a bound whose tail is sub-Gaussian
    although the weights have no bound (Metelli, Russo & Restelli 2021, "Subgaussian and Differentiable
    Importance Sampling for Off-Policy Evaluation and Learning", s = -1, theorem 5.1).

    `weights` (n,) are ratios of probabilities, `rewards` (n,) lie within ±`most`. The second moment
    of the weights is the empirical one.
    """
    n = len(weights)
    if not n:
        return Estimate(float("nan"), -most, most, level)
    log = np.log(2 / (1 - level))
    moment = max(float((weights**2).mean()), 1.0)
    shrink = min(1.0, float(np.sqrt(2 * log / (3 * moment * n))))
    value = float((weights / (1 - shrink + shrink * weights) * rewards).mean())
    width = most * (2 + np.sqrt(3)) * float(np.sqrt(2 * moment * log / (3 * n)))
    return Estimate(value, value - width, value + width, level)
