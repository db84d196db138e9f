"""The click model against a world whose truth is known: where shoppers look, and what they want."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from search.learning.clicks import fit
from search.learning.ranges import bounds, safe
from search.learning.world import World
from tests.worlds import SHIPPED, SIGNALS, TASTE, a_world, shown


@pytest.fixture(scope="module")
def world() -> World:
    return a_world()


def alike(a: np.ndarray, b: np.ndarray) -> float:
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def test_where_shoppers_look_is_found_from_clicks_alone(world: World) -> None:
    score = (world.features - world.features.mean(axis=1, keepdims=True)) @ TASTE
    smooth = replace(world, wanted=1 / (1 + np.exp(1.0 - 6 * score)))
    for truth in (1 / np.arange(1, 11), np.linspace(1, 0.6, 10), np.full(10, 0.5) ** np.arange(10)):
        feedback = shown(replace(smooth, examination=truth), SHIPPED, 8_000)
        found = fit(feedback, SHIPPED).examination
        assert found[0] == 1
        assert found == pytest.approx(truth, abs=0.1)


def test_what_shoppers_want_is_found_although_they_look_at_the_top(world: World) -> None:
    model = fit(shown(world, SHIPPED, 8_000), SHIPPED)
    assert alike(SHIPPED, TASTE) < 0.75
    assert alike(model.weights(SHIPPED), TASTE) > 0.97
    blind = fit(shown(world, SHIPPED, 8_000), SHIPPED, examination=np.ones(10))
    assert alike(model.weights(SHIPPED), TASTE) > alike(blind.weights(SHIPPED), TASTE) + 0.02


def test_more_lists_make_the_posterior_narrower(world: World) -> None:
    few, many = (fit(shown(world, SHIPPED, n), SHIPPED) for n in (200, 4_000))
    assert (np.diag(many.covariance) < np.diag(few.covariance)).all()


def test_the_posterior_holds_what_it_is_about(world: World) -> None:
    """Of coefficients that were estimated 40 times, nine in ten lie within 1.64 deviations of their mean."""
    known = 1 / np.arange(1, 11)
    models = [
        fit(shown(world, SHIPPED, 1_500, seed=n), SHIPPED, examination=known, ridge=1e-3)
        for n in range(40)
    ]
    means = np.stack([model.mean for model in models])
    deviations = np.sqrt(np.stack([np.diag(model.covariance) for model in models]))
    inside = np.abs(means - means.mean(axis=0)) < 1.645 * deviations
    assert 0.82 < inside.mean() < 0.97


def test_with_nothing_clicked_the_default_stays(world: World) -> None:
    feedback = shown(world, SHIPPED, 300)
    silent = replace(feedback, rewards=np.zeros_like(feedback.rewards))
    assert alike(fit(silent, SHIPPED).weights(SHIPPED), SHIPPED) > 0.98


def test_a_strong_ridge_stays_at_the_default(world: World) -> None:
    model = fit(shown(world, SHIPPED, 2_000), SHIPPED, ridge=1e7)
    assert alike(model.weights(SHIPPED), SHIPPED) > 0.999


def test_a_level_that_suits_all_of_a_list_says_nothing_of_its_order(world: World) -> None:
    feedback = shown(world, SHIPPED, 2_000)
    rng = np.random.default_rng(5)
    lifted = replace(feedback, features=feedback.features + rng.normal(size=(2_000, 1, 4)))
    ours, theirs = fit(feedback, SHIPPED), fit(lifted, SHIPPED)
    assert theirs.mean == pytest.approx(ours.mean, abs=1e-6)


def test_scores_are_as_far_apart_as_before(world: World) -> None:
    model = fit(shown(world, SHIPPED, 2_000), SHIPPED)
    for weights in (SHIPPED, model.weights(SHIPPED)):
        spread = np.linalg.norm(weights * model.deviations)
        assert spread == pytest.approx(np.linalg.norm(SHIPPED * model.deviations))


def test_a_feature_that_never_varies_keeps_its_weight(world: World) -> None:
    feedback = shown(world, SHIPPED, 500)
    flat = feedback.features.copy()
    flat[:, :, 1] = 0.5
    weights = fit(replace(feedback, features=flat), SHIPPED).weights(SHIPPED)
    assert weights[1] == SHIPPED[1]
    assert np.isfinite(weights).all()


def test_the_same_lists_give_the_same_model(world: World) -> None:
    one, two = (fit(shown(world, SHIPPED, 500), SHIPPED) for _ in range(2))
    assert (one.mean == two.mean).all()
    assert (one.examination == two.examination).all()


def test_a_purchase_teaches_more_than_a_click(world: World) -> None:
    feedback = shown(world, SHIPPED, 3_000)
    liked = feedback.features[:, :, 1] > 0.5
    worth = np.where(liked, 1.0, 0.25) * feedback.clicked
    plain = fit(feedback, SHIPPED).mean
    dear = fit(replace(feedback, rewards=worth), SHIPPED).mean
    assert dear[1] / np.linalg.norm(dear) > plain[1] / np.linalg.norm(plain) + 0.02


def test_learned_weights_stay_in_their_ranges() -> None:
    low, high = bounds(("words", "unlike_text", "price"))
    assert (low[0], high[0]) == (0.0125, 1.25)
    assert (low[1], high[1]) == (-1.25, -0.0125)
    assert high[2] == 1.0
    wild = np.array([-3.0, 3.0, 99.0])
    found = safe(wild, ("words", "unlike_text", "price"))
    assert found.tolist() == [0.0125, -0.0125, 1.0]
    assert safe(SHIPPED, SIGNALS).tolist() == SHIPPED.tolist()
