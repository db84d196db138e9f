"""Ways of learning against each other in a world whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from search.learning.policies import EpsilonGreedy, Fixed, Gated, LinUCB, Policy, Random, Thompson
from search.learning.ranges import bounds
from search.learning.regret import POLICIES, Curve, mean_of, run
from search.learning.world import World, best_weights
from tests.worlds import SHIPPED, SIGNALS, TASTE, a_world, shown

MARKS = (50, 200, 800)


@pytest.fixture(scope="module")
def worlds() -> list[World]:
    return [a_world(seed=seed) for seed in range(2)]


@pytest.fixture(scope="module")
def curves(worlds: list[World]) -> dict[str, Curve]:
    n = len(worlds)
    return {
        name: run(make, worlds, [SHIPPED] * n, [TASTE] * n, checkpoints=MARKS)
        for name, make in POLICIES.items()
    }


def test_everyone_learns_and_nobody_beats_the_taste_itself(
    worlds: list[World], curves: dict[str, Curve]
) -> None:
    best = np.array([world.ndcg(TASTE) for world in worlds])
    default = curves["default"].quality[:, -1]
    for name in ("Thompson sampling", "ε-greedy", "LinUCB", "batch MAP behind the gate"):
        assert (curves[name].quality[:, -1] > default + 0.02).all(), name
        assert (curves[name].quality[:, -1] < best + 0.01).all(), name
    assert (curves["random"].quality < default[:, None] - 0.05).all()


def test_regret_only_grows_and_the_taste_itself_has_none(
    worlds: list[World], curves: dict[str, Curve]
) -> None:
    oracle = run(
        lambda world, default, seed: Fixed(TASTE), worlds, [SHIPPED] * 2, [TASTE] * 2,
        checkpoints=MARKS,
    )  # fmt: skip
    assert (oracle.regret == 0).all()
    assert (np.diff(curves["random"].regret) > 0).all()
    learned, fixed = curves["Thompson sampling"].regret[:, -1], curves["default"].regret[:, -1]
    assert (learned < fixed).all()


def test_a_run_is_the_same_every_time(worlds: list[World], curves: dict[str, Curve]) -> None:
    again = run(POLICIES["Thompson sampling"], worlds[:1], [SHIPPED], [TASTE], checkpoints=MARKS)
    assert (again.quality[0] == curves["Thompson sampling"].quality[0]).all()


@pytest.mark.parametrize("make", [Thompson, EpsilonGreedy])
def test_exploration_stays_within_the_safe_ranges_and_never_ends(make: type[Thompson]) -> None:
    world = a_world()
    policy = make(SHIPPED)
    policy.learn(shown(world, SHIPPED, 5_000))
    rng = np.random.default_rng(0)
    drawn = np.stack([policy._draw(SIGNALS, rng) for _ in range(200)])
    low, high = bounds(SIGNALS)
    assert (drawn >= low).all()
    assert (drawn <= high).all()
    assert (drawn.std(axis=0) > 1e-3).all()


@pytest.mark.parametrize("policy", [Random(), Fixed(SHIPPED), Thompson(SHIPPED), LinUCB(SHIPPED)])
def test_a_list_holds_each_product_once(policy: Policy) -> None:
    world = a_world()
    rng = np.random.default_rng(0)
    lists = policy.lists(world, np.arange(40), rng)
    assert lists.shape == (40, 10)
    assert all(len(set(row)) == 10 for row in lists.tolist())


def test_before_the_first_click_the_default_is_shown() -> None:
    world, rng = a_world(), np.random.default_rng(0)
    default = Fixed(SHIPPED).lists(world, np.arange(40), rng)
    for policy in (Thompson(SHIPPED), LinUCB(SHIPPED), Gated(SHIPPED)):
        assert (policy.lists(world, np.arange(40), rng) == default).all()


def test_the_gate_does_not_look_at_every_list() -> None:
    world, gated = a_world(), Gated(TASTE)
    for lists in (10, 49, 60, 61, 62):
        gated.learn(shown(world, TASTE, lists))
    assert gated._next == 75
    assert gated.served is TASTE


def test_the_best_weights_are_better_than_where_the_search_began() -> None:
    world = a_world()
    low, high = bounds(SIGNALS)
    found = best_weights(world, SHIPPED, low, high)
    assert world.ndcg(found) >= world.ndcg(TASTE) - 0.01


def test_intervals_are_over_worlds() -> None:
    mean, low, high = mean_of(np.array([[1.0, 5.0], [3.0, 5.0]]))
    assert mean.tolist() == [2, 5]
    assert (low[0], high[0]) == (1, 3)
    assert low[1] == high[1] == 5
