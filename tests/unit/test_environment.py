"""The shop as an environment: by Gymnasium's own check, and visits that are what they claim."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

from search.learning.environment import LONGEST, ShopEnv
from search.learning.policies import Fixed
from search.learning.slate import reinforce, value
from tests.worlds import SHIPPED, SIGNALS, TASTE, a_world


@pytest.fixture
def env() -> ShopEnv:
    return ShopEnv(a_world(queries=60, candidates=15))


def by(weights: np.ndarray) -> object:
    return lambda seen: (seen[:, : len(SIGNALS)] @ weights).astype(np.float32)


def test_gymnasium_finds_nothing_to_complain_of(env: ShopEnv) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*not within the.*spec.*")
        warnings.filterwarnings("ignore", message=".*render.*")
        warnings.filterwarnings("ignore", message=".*symmetric and normalized.*")
        check_env(env, skip_render_check=True)


def test_an_action_shows_the_products_it_scores_highest(env: ShopEnv) -> None:
    seen, facts = env.reset(seed=1)
    _, reward, _, _, done = env.step(by(TASTE)(seen))  # type: ignore[operator]
    expected = Fixed(TASTE).lists(env.world, np.array([facts["query"]]), np.random.default_rng(0))
    assert done["shown"].tolist() == expected[0].tolist()
    assert reward == done["clicks"]


def test_a_visit_is_one_shoppers_and_ends() -> None:
    world = a_world(queries=60, candidates=15)
    world.shoppers[:] = np.arange(60) % 6
    env = ShopEnv(world)
    lengths = []
    for seed in range(60):
        seen, facts = env.reset(seed=seed)
        who, steps, done = world.shoppers[facts["query"]], 0, False
        while not done:
            seen, _, gone, cut, facts = env.step(by(TASTE)(seen))  # type: ignore[operator]
            assert world.shoppers[facts["query"]] == who
            steps, done = steps + 1, gone or cut
        lengths.append(steps)
    assert max(lengths) == LONGEST
    assert min(lengths) == 1


def test_who_finds_something_stays_longer(env: ShopEnv) -> None:
    better, worse = value(env, by(TASTE), visits=400), value(env, by(-TASTE), visits=400)
    assert better.mean() > 2 * worse.mean()


def test_the_same_seed_is_the_same_visit(env: ShopEnv) -> None:
    assert (
        value(env, by(SHIPPED), visits=20).tolist() == value(env, by(SHIPPED), visits=20).tolist()
    )


def test_reinforce_starts_from_the_default_and_learns(env: ShopEnv) -> None:
    start = reinforce(env, SHIPPED, visits=1)
    trained = reinforce(env, SHIPPED, visits=1_000)
    before = value(env, start.scores, visits=600, seed=9).mean()
    assert before == pytest.approx(value(env, by(SHIPPED), visits=600, seed=9).mean(), rel=0.1)
    after = value(env, trained.scores, visits=600, seed=9).mean()
    assert after > before + 0.1
    assert reinforce(env, SHIPPED, visits=64).rewards.tolist() == trained.rewards[:2].tolist()
