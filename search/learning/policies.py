"""Ways to choose the weights of the next list: fixed, learned online, or learned in batch behind a gate.

The online learners share one Bayesian click model (`clicks`), refitted as lists come in: Thompson sampling
draws its weights from the posterior (Thompson 1933; Chapelle & Li 2011), ε-greedy takes the mode and now
and then something else, LinUCB (Li et al. 2010) is a ridge regression of its own with optimism, corrected for
position (Lagrée, Vernade & Cappé 2016). All of them explore on the shoppers, which costs a good default
dearly before it pays; `Gated` shows what is served until a batch of its lists has proven something better,
and is the one to serve.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from search.learning.clicks import ClickModel, fit
from search.learning.decide import LEAST_LISTS, judge
from search.learning.feedback import Feedback, Floats
from search.learning.ranges import safe
from search.learning.world import World

FLOOR = 0.02
"""Exploration never ends: the deviation of a coefficient that is drawn is at least this, in logits, and so is
the share of lists on which ε-greedy tries something else."""

LOOK_AGAIN = 2
"""Times the lists of the last look that the gate waits for: who looks at every list is fooled by one."""

EPSILON = 0.1
OPTIMISM = 0.5


class Policy(Protocol):
    """What shows lists, and may learn from what became of them."""

    def lists(
        self, world: World, queries: NDArray[np.int64], rng: np.random.Generator
    ) -> NDArray[np.int64]:
        """(n, shown) the candidates shown for `queries` (n,), best first."""

    def learn(self, feedback: Feedback) -> None:
        """`feedback` is everything that this policy has shown so far."""


class Fixed:
    """The same weights for ever."""

    def __init__(self, weights: Floats) -> None:
        self.weights = weights

    def lists(
        self, world: World, queries: NDArray[np.int64], rng: np.random.Generator
    ) -> NDArray[np.int64]:
        scores = np.where(world.there[queries], world.features[queries] @ self.weights, -np.inf)
        return world.best(scores)

    def learn(self, feedback: Feedback) -> None:
        pass


class Random:
    """The candidates in any order."""

    def lists(
        self, world: World, queries: NDArray[np.int64], rng: np.random.Generator
    ) -> NDArray[np.int64]:
        there = world.there[queries]
        return world.best(np.where(there, rng.random(there.shape), -np.inf))

    def learn(self, feedback: Feedback) -> None:
        pass


class _Online:
    """Draws weights for each list from what it believes; before the first click that is the default."""

    def __init__(self, default: Floats) -> None:
        self.default = default
        self.model: ClickModel | None = None

    def lists(
        self, world: World, queries: NDArray[np.int64], rng: np.random.Generator
    ) -> NDArray[np.int64]:
        weights = np.stack([self._draw(world.signals, rng) for _ in range(len(queries))])
        scores = np.einsum("qcs,qs->qc", world.features[queries], weights)
        return world.best(np.where(world.there[queries], scores, -np.inf))

    def learn(self, feedback: Feedback) -> None:
        self.model = fit(feedback, self.default, start=self.model)

    def _draw(self, signals: tuple[str, ...], rng: np.random.Generator) -> Floats:
        raise NotImplementedError


class Thompson(_Online):
    def _draw(self, signals: tuple[str, ...], rng: np.random.Generator) -> Floats:
        if self.model is None:
            return self.default
        model = self.model
        root = np.linalg.cholesky(model.covariance + FLOOR**2 * np.eye(len(model.mean)))
        drawn = model.mean + root @ rng.standard_normal(len(model.mean))
        return safe(model.weights(self.default, drawn), signals)


class EpsilonGreedy(_Online):
    """Tries the mode, and in one list of ten the mode with one weight anywhere in a wide range."""

    def __init__(self, default: Floats, *, epsilon: float = EPSILON) -> None:
        super().__init__(default)
        self.epsilon = max(epsilon, FLOOR)

    def _draw(self, signals: tuple[str, ...], rng: np.random.Generator) -> Floats:
        weights = self.default if self.model is None else self.model.weights(self.default)
        if rng.random() < self.epsilon:
            weights = weights.copy()
            weights[rng.integers(len(weights))] *= np.exp(rng.normal(scale=1.5))
        return safe(weights, signals)


class LinUCB:
    """Expected clicks are linear in the features; a product's score is the most that they may well be."""

    def __init__(self, default: Floats, *, optimism: float = OPTIMISM) -> None:
        self.default = default
        self.optimism = max(optimism, FLOOR)
        self.model: ClickModel | None = None
        self.deviations = np.zeros(len(default))
        self.mean = default
        self.inverse = np.zeros((len(default), len(default)))

    def lists(
        self, world: World, queries: NDArray[np.int64], rng: np.random.Generator
    ) -> NDArray[np.int64]:
        x, there = world.features[queries], world.there[queries]
        count = np.maximum(there.sum(axis=1), 1)[:, None, None]
        centred = x - np.where(there[:, :, None], x, 0.0).sum(axis=1, keepdims=True) / count
        scale = np.divide(
            1, self.deviations, out=np.zeros_like(self.mean), where=self.deviations > 0
        )
        z = centred * scale
        unsure = np.sqrt(np.clip(np.einsum("qcs,st,qct->qc", z, self.inverse, z), 0, None))
        return world.best(np.where(there, x @ self.mean + self.optimism * unsure, -np.inf))

    def learn(self, feedback: Feedback) -> None:
        model = self.model = fit(feedback, self.default, start=self.model)
        self.deviations = model.deviations
        free = model.deviations > 0
        there = feedback.there
        look = model.examined(feedback.positions)[there]
        scale = np.divide(1, model.deviations, out=np.zeros(len(free)), where=free)
        x = (
            feedback.features
            - np.where(there[:, :, None], feedback.features, 0.0).sum(axis=1, keepdims=True)
            / np.maximum(there.sum(axis=1), 1)[:, None, None]
        )
        z = (x * scale)[there] * look[:, None]
        clicked = feedback.clicked[there]
        level = clicked.sum() / look.sum()
        noise = max(float(level * (1 - level)), 1e-3)
        precision = z.T @ z / noise + np.eye(len(free)) / 0.05**2
        centre = model.prior * level * (1 - level)  # the slope of the logistic at that level
        self.inverse = np.linalg.inv(precision)
        found = self.inverse @ (z.T @ (clicked - level * look) / noise + centre / 0.05**2)
        self.mean = np.where(free, found * scale, 0.0)


class Gated:
    """Shows what is served, and learns in batch: a promotion when the gate says so."""

    def __init__(self, default: Floats, *, seed: int = 0) -> None:
        self.default = self.served = default
        self.seed = seed
        self.promotions = 0
        self._next = LEAST_LISTS

    def lists(
        self, world: World, queries: NDArray[np.int64], rng: np.random.Generator
    ) -> NDArray[np.int64]:
        return Fixed(self.served).lists(world, queries, rng)

    def learn(self, feedback: Feedback) -> None:
        if len(feedback) < self._next:
            return
        self._next = int(len(feedback) * LOOK_AGAIN)
        judged = judge(feedback, self.default, self.served, seed=self.seed)
        if judged.better:
            self.served = judged.weights
            self.promotions += 1
