"""A made-up shop for tests of learning: random features, a taste that is known, clicks with position bias."""

from __future__ import annotations

import numpy as np

from search.learning.feedback import Feedback, Floats
from search.learning.policies import Fixed
from search.learning.shoppers import imagine
from search.learning.world import World

SIGNALS = ("words", "meaning", "taste", "popular")
TASTE = np.array([0.1, 0.6, 0.5, 0.1])
"""What the shoppers of the world want by."""

SHIPPED = np.array([0.25, 0.25, 0.2, 0.5])
"""Far from it: what is popular counts for too much."""


def a_world(*, queries: int = 300, candidates: int = 20, seed: int = 0) -> World:
    rng = np.random.default_rng(seed)
    features = rng.random((queries, candidates, len(SIGNALS)))
    there = np.ones((queries, candidates), dtype=bool)
    return imagine(SIGNALS, features, there, np.arange(queries), TASTE, rng)


def shown(world: World, weights: Floats, lists: int, *, seed: int = 0) -> Feedback:
    """Lists in the order of `weights` and what was clicked in them."""
    rng = np.random.default_rng(seed)
    queries = rng.integers(len(world), size=lists)
    found = Fixed(weights).lists(world, queries, rng)
    return world.feedback(queries, found, world.clicks(queries, found, rng))
