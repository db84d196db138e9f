"""What each way of learning costs and earns: policies beside each other in one world, over several seeds.

All policies meet the same shoppers: a query is asked of each of them, and each sees only the clicks on its
own lists. Regret is counted in clicks that the hidden taste itself would have had, on average; quality in
nDCG@10 of what a policy would serve, whatever the query.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.learning.feedback import Floats
from search.learning.policies import (
    EpsilonGreedy,
    Fixed,
    Gated,
    LinUCB,
    Policy,
    Random,
    Thompson,
)
from search.learning.world import World

CHECKPOINTS = (100, 200, 300, 500, 1_000, 2_000, 3_000, 5_000, 7_000, 10_000)

Make = Callable[[World, Floats, int], Policy]

POPULARITY = ("popular", "rising")


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """`quality` and `regret` are (seeds, checkpoints)."""

    checkpoints: tuple[int, ...]
    quality: Floats
    regret: Floats


def popularity(world: World) -> Policy:
    return Fixed(np.array([float(name in POPULARITY) for name in world.signals]))


POLICIES: Mapping[str, Make] = {
    "random": lambda world, default, seed: Random(),
    "popularity": lambda world, default, seed: popularity(world),
    "default": lambda world, default, seed: Fixed(default),
    "LinUCB": lambda world, default, seed: LinUCB(default),
    "ε-greedy": lambda world, default, seed: EpsilonGreedy(default),
    "Thompson sampling": lambda world, default, seed: Thompson(default),
    "batch MAP behind the gate": lambda world, default, seed: Gated(default, seed=seed),
}
"""Those who do not know the truth."""


def run(
    make: Make,
    worlds: Sequence[World],
    defaults: Sequence[Floats],
    oracles: Sequence[Floats],
    *,
    checkpoints: Sequence[int] = CHECKPOINTS,
) -> Curve:
    """One policy in each of `worlds`; the number of a world is its seed."""
    quality = np.zeros((len(worlds), len(checkpoints)))
    regret = np.zeros_like(quality)
    for seed, (world, default, best) in enumerate(zip(worlds, defaults, oracles, strict=True)):
        quality[seed], regret[seed] = _run(
            make(world, default, seed), world, Fixed(best), seed, tuple(checkpoints)
        )
    return Curve(tuple(checkpoints), quality, regret)


def _run(
    policy: Policy, world: World, best: Policy, seed: int, checkpoints: tuple[int, ...]
) -> tuple[list[float], list[float]]:
    asked = np.random.default_rng((seed, 0)).integers(len(world), size=checkpoints[-1])
    clicking, drawing = np.random.default_rng((seed, 1)), np.random.default_rng((seed, 2))
    lists = np.zeros((len(asked), world.shown), dtype=np.int64)
    clicked = np.zeros(lists.shape, dtype=bool)
    everything = np.arange(len(world))
    quality, regret = [], []
    lost = 0.0
    done = 0
    for until in _steps(checkpoints):
        now = slice(done, until)
        lists[now] = policy.lists(world, asked[now], drawing)
        clicked[now] = world.clicks(asked[now], lists[now], clicking)
        ideal = best.lists(world, asked[now], drawing)
        lost += float(
            world.expected_clicks(asked[now], ideal).sum()
            - world.expected_clicks(asked[now], lists[now]).sum()
        )
        done = until
        policy.learn(world.feedback(asked[:done], lists[:done], clicked[:done]))
        if done in checkpoints:
            quality.append(float(world.quality(policy.lists(world, everything, drawing)).mean()))
            regret.append(lost)
    return quality, regret


def _steps(checkpoints: tuple[int, ...]) -> list[int]:
    """After how many lists a policy may learn: every 25 at first, then whenever there are a tenth more."""
    found, at = set(checkpoints), 25.0
    while at < checkpoints[-1]:
        found.add(int(at))
        at += max(25.0, at / 10)
    return sorted(found)


def mean_of(values: Floats, *, seed: int = 0) -> NDArray[np.float64]:
    """(3, checkpoints) mean over seeds with its 95 % bootstrap interval."""
    rng = np.random.default_rng(seed)
    drawn = values[rng.integers(len(values), size=(2_000, len(values)))].mean(axis=1)
    return np.stack([values.mean(axis=0), *np.percentile(drawn, (2.5, 97.5), axis=0)])
