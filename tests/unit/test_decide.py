"""The gate: what is surely better passes, what is not does not, and the reason can be read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from search.learning.decide import judge
from search.learning.world import World
from tests.worlds import SHIPPED, TASTE, a_world, shown


@pytest.fixture(scope="module")
def world() -> World:
    return a_world()


def test_weights_that_are_surely_better_are_promoted(world: World) -> None:
    judged = judge(shown(world, SHIPPED, 2_000), SHIPPED, SHIPPED)
    assert judged.better
    assert judged.gain is not None
    assert judged.gain.low > 0
    assert world.ndcg(judged.weights) > world.ndcg(SHIPPED) + 0.05
    assert judged.reason.startswith("Surely better than what is served: +0.0")


def test_where_the_best_is_served_nothing_is_promoted(world: World) -> None:
    for seed in range(12):
        judged = judge(shown(world, TASTE, 600, seed=seed), TASTE, TASTE)
        assert not judged.better
        assert (judged.weights == TASTE).all()
        assert "holds zero" in judged.reason or "Surely worse" in judged.reason


def test_clicks_at_random_promote_nothing(world: World) -> None:
    feedback = shown(world, SHIPPED, 1_500)
    rng = np.random.default_rng(0)
    for _ in range(8):
        chance = rng.random(feedback.rewards.shape) < 0.3 / feedback.positions
        assert not judge(replace(feedback, rewards=chance * 0.25), SHIPPED, SHIPPED).better


def test_few_lists_teach_nothing(world: World) -> None:
    judged = judge(shown(world, SHIPPED, 20), SHIPPED, SHIPPED)
    assert not judged.better
    assert judged.reason.startswith("There are 20 lists with")
    silent = replace(shown(world, SHIPPED, 400), rewards=np.zeros((400, 10)))
    assert "with 0 clicks" in judge(silent, SHIPPED, SHIPPED).reason


def test_one_shopper_who_clicks_much_proves_nothing(world: World) -> None:
    """The same lists prove a gain when they are of many shoppers."""
    feedback = shown(world, SHIPPED, 2_000)
    alone = replace(feedback, shoppers=np.zeros(2_000, dtype=np.int64))
    assert not judge(alone, SHIPPED, SHIPPED).better


def test_the_same_lists_give_the_same_decision(world: World) -> None:
    one, two = (judge(shown(world, SHIPPED, 500), SHIPPED, SHIPPED, seed=3) for _ in range(2))
    assert one.as_json() == two.as_json()
    assert (one.weights == two.weights).all()
