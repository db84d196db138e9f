"""Off-policy estimates against cases that can be worked out by hand, and against a known truth."""

from __future__ import annotations

import numpy as np
import pytest

from search.errors import InvalidEvents
from search.learning.bounds import Estimate, bootstrap, sub_gaussian
from search.learning.offpolicy import (
    Logged,
    doubly_robust,
    guaranteed,
    ips,
    snips,
    switch,
    usable,
)

# Two decisions: the log takes the first with probability .75, the new policy with .25.
HAND = Logged(
    rewards=np.array([1.0, 0.0, 1.0, 0.5]),
    propensities=np.array([0.75, 0.75, 0.25, 0.25]),
    target=np.array([0.25, 0.25, 0.75, 0.75]),
    predicted=np.array([0.4, 0.4, 0.9, 0.9]),
    expected=np.full(4, 0.25 * 0.4 + 0.75 * 0.9),
)


def test_by_hand() -> None:
    assert ips(HAND).value == pytest.approx((1 / 3 + 0 + 3 + 1.5) / 4)
    assert snips(HAND).value == pytest.approx((1 / 3 + 0 + 3 + 1.5) / (1 / 3 + 1 / 3 + 3 + 3))
    left = (0.6 / 3 - 0.4 / 3 + 3 * 0.1 - 3 * 0.4) / 4
    assert doubly_robust(HAND).value == pytest.approx(0.775 + left)
    assert switch(HAND, most=1.0).value == pytest.approx(0.775 + (0.6 / 3 - 0.4 / 3) / 4)


def test_switch_is_doubly_robust_where_no_weight_is_large_and_the_model_where_all_are() -> None:
    assert switch(HAND, most=3.0) == doubly_robust(HAND)
    assert switch(HAND, most=0.1).value == pytest.approx(0.775)


def test_the_same_policy_earns_what_was_earned() -> None:
    same = Logged(HAND.rewards, HAND.propensities, HAND.propensities)
    for estimator in (ips, snips):
        assert estimator(same).value == pytest.approx(HAND.rewards.mean())


def logged(n: int, seed: int, *, model: str = "none") -> tuple[Logged, float]:
    """A log with three contexts and four actions, and what the new policy truly earns."""
    rng = np.random.default_rng(seed)
    truth = np.array([[0.1, 0.3, 0.5, 0.2], [0.6, 0.2, 0.1, 0.1], [0.2, 0.2, 0.4, 0.9]])
    old = np.array([[0.4, 0.3, 0.1, 0.2], [0.2, 0.4, 0.3, 0.1], [0.3, 0.3, 0.2, 0.2]])
    new = np.array([[0.1, 0.1, 0.7, 0.1], [0.5, 0.2, 0.2, 0.1], [0.1, 0.1, 0.1, 0.7]])
    x = rng.integers(3, size=n)
    a = (rng.random(n)[:, None] > old.cumsum(axis=1)[x]).sum(axis=1)
    guess = {"none": truth * 0, "good": truth + 0.05, "bad": truth[::-1]}[model]
    log = Logged(
        rewards=(rng.random(n) < truth[x, a]).astype(float), propensities=old[x, a],
        target=new[x, a], predicted=guess[x, a], expected=(new * guess).sum(axis=1)[x],
    )  # fmt: skip
    return log, float((new * truth).sum(axis=1).mean())


@pytest.mark.parametrize("estimator", [ips, snips])
def test_intervals_hold_the_truth_as_often_as_they_say(estimator: object) -> None:
    held = 0
    for seed in range(100):
        log, truth = logged(600, seed)
        found: Estimate = estimator(log)  # type: ignore[operator]
        held += found.low <= truth <= found.high
    assert 88 <= held <= 100


@pytest.mark.parametrize("model", ["good", "bad"])
def test_doubly_robust_is_right_when_the_model_is_not(model: str) -> None:
    values = [doubly_robust(logged(600, seed, model=model)[0]).value for seed in range(60)]
    assert np.mean(values) == pytest.approx(logged(1, 0)[1], abs=0.015)


def test_a_good_model_makes_the_interval_narrower() -> None:
    log, _ = logged(2_000, 0, model="good")
    with_model, without = doubly_robust(log), ips(log)
    assert with_model.high - with_model.low < 0.85 * (without.high - without.low)


def test_the_sub_gaussian_bound_holds_always_and_shrinks_with_the_root_of_n() -> None:
    widths = []
    for n in (500, 2_000):
        for seed in range(20):
            log, truth = logged(n, seed)
            found = guaranteed(log)
            assert found.low <= truth <= found.high
        widths.append(found.high - found.low)
    assert widths[0] / widths[1] == pytest.approx(2, rel=0.15)


def test_the_sub_gaussian_bound_by_hand() -> None:
    """One weight of one everywhere: no shrinking matters, and the width is that of the theorem."""
    found = sub_gaussian(np.ones(300), np.full(300, 0.5), level=0.95)
    assert found.value == pytest.approx(0.5)
    width = (2 + np.sqrt(3)) * np.sqrt(2 * np.log(40) / 900)
    assert found.high - found.value == pytest.approx(width)


def test_a_heavy_weight_does_not_carry_the_sub_gaussian_estimate_away() -> None:
    weights = np.ones(500)
    weights[0] = 10_000
    plain = float((weights * 1.0).mean())
    assert plain > 20
    assert sub_gaussian(weights, np.ones(500)).value < plain / 2


def test_rows_that_cannot_have_happened_are_left_out_and_counted() -> None:
    nan, inf = float("nan"), float("inf")
    log = Logged(
        rewards=np.array([1.0, nan, 0.5, inf, 0.0, 1.0]),
        propensities=np.array([0.5, 0.5, 0.0, 0.5, nan, 1.5]),
        target=np.full(6, 0.5),
    )
    kept, notes = usable(log)
    assert kept.rewards.tolist() == [1.0]
    assert notes == [
        "2 rows without a known reward were left out.",
        "3 rows with a propensity outside 0 < p <= 1 were left out.",
    ]
    with pytest.raises(InvalidEvents, match="None of 1 logged rows"):
        usable(Logged(np.array([nan]), np.ones(1), np.ones(1)))


def test_what_cannot_be_estimated_is_said() -> None:
    with pytest.raises(InvalidEvents, match="never does what was logged"):
        snips(Logged(np.ones(3), np.full(3, 0.5), np.zeros(3)))
    with pytest.raises(InvalidEvents, match="no model"):
        doubly_robust(Logged(np.ones(3), np.full(3, 0.5), np.ones(3)))


def test_lists_of_one_shopper_are_drawn_together() -> None:
    values = np.repeat(np.random.default_rng(0).normal(size=40), 25)
    alone = bootstrap(values)
    together = bootstrap(values, np.repeat(np.arange(40), 25))
    assert together.value == alone.value
    assert together.high - together.low > 3 * (alone.high - alone.low)


def test_nothing_is_known_of_no_sample() -> None:
    for found in (bootstrap(np.zeros(0)), sub_gaussian(np.zeros(0), np.zeros(0))):
        assert np.isnan(found.value)
        assert found.low < 0 < found.high
