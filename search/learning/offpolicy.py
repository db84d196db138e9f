"""What would another policy have earned, by the log of this one?

For logs in which the policy drew lots: each row is one decision with the probability that it had. Inverse
propensity scores (Horvitz & Thompson 1952), self-normalised (Swaminathan & Joachims 2015), doubly robust
(Dudík, Langford & Li 2011) and SWITCH, which trusts the model where weights are large (Wang, Agarwal &
Dudík 2017). All of them need that whatever the new policy may do, the old one did now and then. A list in
a fixed order is no such log: for it, `rankings`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from search.errors import InvalidEvents
from search.learning.bounds import Estimate, bootstrap, sub_gaussian
from search.learning.feedback import Floats

SWITCH = 10.0
"""The weight above which SWITCH takes the model's word."""


@dataclass(frozen=True, slots=True, eq=False)
class Logged:
    """n decisions: `rewards` (n,), the `propensities` (n,) that the logging policy gave to what it did, and
    the probability `target` (n,) that the new policy gives to the same.

    A model of the reward adds `predicted` (n,) for what was done and `expected` (n,) for what the new policy
    would do.
    """

    rewards: Floats
    propensities: Floats
    target: Floats
    predicted: Floats | None = None
    expected: Floats | None = None

    @property
    def weights(self) -> Floats:
        return np.asarray(self.target / self.propensities)


def usable(log: Logged) -> tuple[Logged, list[str]]:
    """The rows that can be used, and sentences on those that cannot: without a reward, or with a propensity
    that is no probability over zero (such a row cannot have happened).

    Raises `InvalidEvents` if none is left.
    """
    known = np.isfinite(log.rewards)
    with np.errstate(invalid="ignore"):
        possible = (log.propensities > 0) & (log.propensities <= 1)
    kept = known & possible
    notes = [
        f"{int(bad.sum()):,} rows {why} were left out."
        for bad, why in (
            (~known, "without a known reward"),
            (known & ~possible, "with a propensity outside 0 < p <= 1"),
        )
        if bad.any()
    ]
    if not kept.any():
        raise InvalidEvents(
            f"None of {len(kept):,} logged rows can be used. {' '.join(notes)}".rstrip(),
            remedy="Log the reward and the probability of each decision.",
        )
    columns = {
        name: column[kept]
        for name in Logged.__slots__
        if (column := getattr(log, name)) is not None
    }
    return replace(log, **columns), notes


def ips(log: Logged, *, level: float = 0.95, seed: int = 0) -> Estimate:
    """Unbiased; its variance grows with the weights."""
    return bootstrap(log.weights * log.rewards, level=level, seed=seed)


def snips(log: Logged, *, level: float = 0.95, seed: int = 0) -> Estimate:
    """Divided by the mean weight: consistent, never outside the rewards seen. The interval draws numerator
    and denominator together."""
    weights = log.weights
    if not weights.sum():
        raise InvalidEvents(
            "The new policy never does what was logged.", remedy="Log a policy that explores more."
        )
    value = float(weights @ log.rewards / weights.sum())
    spread = bootstrap(weights * (log.rewards - value) / weights.mean(), level=level, seed=seed)
    return Estimate(value, value + spread.low, value + spread.high, level)


def doubly_robust(log: Logged, *, level: float = 0.95, seed: int = 0) -> Estimate:
    """Unbiased if the propensities *or* the model are right."""
    return bootstrap(_expected(log) + log.weights * _left(log), level=level, seed=seed)


def switch(log: Logged, *, most: float = SWITCH, level: float = 0.95, seed: int = 0) -> Estimate:
    """Doubly robust where the weight is at most `most`, the model's word where it is more: a little
    bias for much variance."""
    weights = np.where(log.weights <= most, log.weights, 0.0)
    return bootstrap(_expected(log) + weights * _left(log), level=level, seed=seed)


def guaranteed(log: Logged, *, most: float = 1.0, level: float = 0.95) -> Estimate:
    """`sub_gaussian` on the log."""
    return sub_gaussian(log.weights, log.rewards, most=most, level=level)


def _expected(log: Logged) -> Floats:
    if log.expected is None or log.predicted is None:
        raise InvalidEvents("The log has no model of the reward.", remedy="Use ips or snips.")
    return log.expected


def _left(log: Logged) -> Floats:
    assert log.predicted is not None
    return log.rewards - log.predicted
