"""A shop in numbers: queries with candidates, and shoppers who look from the top and click what they want.

Features are those of real searches; what is made up is who wants what, and how lists are looked at. So the
truth is known, and a way to learn can be held against it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.learning.feedback import CLICK, Feedback, Floats

SHOWN = 10
"""Products of a list."""


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """q queries with c candidates. `features` (q, c, s) for `signals`, `there` (q, c) where there is a
    candidate, `wanted` (q, c) the probability of a click if it is looked at, `gain` (q, c) what it is
    worth to the shopper, `ideal` (q,) the DCG of the best list there could be. `examination` is the
    probability that each of the first positions is looked at; `shoppers` (q,) who asks."""

    signals: tuple[str, ...]
    features: Floats
    there: NDArray[np.bool_]
    wanted: Floats
    gain: Floats
    ideal: Floats
    examination: Floats
    shoppers: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.features)

    @property
    def shown(self) -> int:
        return len(self.examination)

    def scores(self, weights: Floats) -> Floats:
        """(q, c), -inf where there is no candidate."""
        return np.where(self.there, self.features @ weights, -np.inf)

    def best(self, scores: Floats) -> NDArray[np.int64]:
        """(…, shown) the candidates on top, best first, ties by their order."""
        return np.argsort(-scores, axis=-1, kind="stable")[..., : self.shown]

    def clicks(
        self, queries: NDArray[np.int64], lists: NDArray[np.int64], rng: np.random.Generator
    ) -> NDArray[np.bool_]:
        """(n, shown) what is clicked in `lists` (n, shown) shown for `queries` (n,)."""
        chance = self.wanted[queries[:, None], lists] * self.examination[: lists.shape[1]]
        return np.asarray(rng.random(lists.shape) < chance)

    def feedback(
        self, queries: NDArray[np.int64], lists: NDArray[np.int64], clicked: NDArray[np.bool_]
    ) -> Feedback:
        """The same as what `feedback.collect` makes of a log."""
        at = queries[:, None], lists
        shape = lists.shape
        return Feedback(
            signals=self.signals,
            features=self.features[at],
            fixed=np.zeros(shape),
            positions=np.broadcast_to(np.arange(1, shape[1] + 1), shape).copy(),
            there=self.there[at],
            rewards=np.where(clicked, CLICK, 0.0),
            shoppers=self.shoppers[queries],
        )

    def ndcg(self, weights: Floats) -> float:
        """Mean nDCG of the lists that fixed weights give, over all queries."""
        return float(self.quality(self.best(self.scores(weights))).mean())

    def quality(self, lists: NDArray[np.int64]) -> Floats:
        """(q,) nDCG of a list for each query (q, shown)."""
        gains = np.take_along_axis(self.gain, lists, axis=1)
        discount = 1 / np.log2(np.arange(2, lists.shape[1] + 2))
        return np.asarray((gains * discount).sum(axis=1) / self.ideal)

    def expected_clicks(self, queries: NDArray[np.int64], lists: NDArray[np.int64]) -> Floats:
        """(n,) clicks that lists get on average."""
        return np.asarray((self.wanted[queries[:, None], lists] * self.examination).sum(axis=1))


def ideal_of(gain: Floats, shown: int = SHOWN) -> Floats:
    """(q,) the DCG of the best order of each row of gains; 1 where nothing is worth anything."""
    best = -np.sort(-gain, axis=1)[:, :shown]
    found = (best / np.log2(np.arange(2, best.shape[1] + 2))).sum(axis=1)
    return np.where(found > 0, found, 1.0)


def best_weights(world: World, start: Floats, low: Floats, high: Floats) -> Floats:
    """The best fixed weights that were found, for somebody who knows what is wanted: what no learner has.

    From `start`, one weight at a time, as long as nDCG grows.
    """
    found, best = np.clip(start, low, high), -1.0
    step = 2.0
    while step > 1.05:
        before = best
        for at in range(len(found)):
            for factor in (step, 1 / step):
                tried = found.copy()
                tried[at] = np.clip(tried[at] * factor if tried[at] else low[at], low[at], high[at])
                if (value := world.ndcg(tried)) > best + 1e-6:
                    found, best = tried, value
        if best <= before + 1e-6:
            step = np.sqrt(step)
    return found
