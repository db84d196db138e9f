"""What another order of the same lists would have earned: by hand, and against a known truth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from search.learning.bounds import bootstrap
from search.learning.clicks import ClickModel, fit
from search.learning.feedback import Feedback
from search.learning.rankings import gains, new_positions
from tests.worlds import SHIPPED, TASTE, a_world, shown

THETA = np.array([1.0, 0.5, 0.25])


def by_hand() -> tuple[Feedback, ClickModel]:
    """One list of three; the last product was clicked; one feature, by which the last is best."""
    feedback = Feedback(
        signals=("words",), features=np.array([[[0.0], [1.0], [2.0]]]), fixed=np.zeros((1, 3)),
        positions=np.array([[1, 2, 3]]), there=np.ones((1, 3), dtype=bool),
        rewards=np.array([[0.0, 0.0, 1.0]]), shoppers=np.zeros(1, dtype=np.int64),
    )  # fmt: skip
    one = np.ones((1, 1))
    model = ClickModel(np.zeros(1), one, np.zeros(1), THETA, 0.0, np.zeros(1))  # wanted: a half
    return feedback, model


def test_by_hand() -> None:
    feedback, model = by_hand()
    assert new_positions(feedback, np.ones(1)).tolist() == [[3, 2, 1]]
    found = gains(feedback, np.ones(1), None, model)
    # The click at 3 stands for four at 1; it moves there. Nothing else was clicked.
    assert found.inverse[0] == pytest.approx(4 - 1)
    # The model wants all alike, so a new order earns it nothing; what is left are the surprises.
    left = (0.25 - 1) * (0 - 0.5) + (4 - 1) * (1 - 0.25 * 0.5)
    assert found.robust[0] == pytest.approx(left)
    cut = gains(feedback, np.ones(1), None, model, most=2)
    assert cut.inverse[0] == pytest.approx(2 - 1)
    assert cut.switched[0] == pytest.approx((0.25 - 1) * (0 - 0.5))


def test_the_same_order_gains_nothing() -> None:
    feedback, model = by_hand()
    found = gains(feedback, -np.ones(1), None, model)
    for name in ("inverse", "robust", "switched"):
        assert getattr(found, name) == pytest.approx(0)
    both = gains(feedback, np.ones(1), np.full(1, 5.0), model)
    assert both.robust == pytest.approx(0)


def test_a_list_keeps_the_positions_that_it_had() -> None:
    feedback, _ = by_hand()
    later = replace(feedback, positions=feedback.positions + 24)
    assert new_positions(later, np.ones(1)).tolist() == [[27, 26, 25]]
    shorter = replace(feedback, there=np.array([[True, False, True]]))
    assert new_positions(shorter, np.ones(1)).tolist() == [[3, 2, 1]]


def test_what_is_not_learned_keeps_its_say() -> None:
    feedback, _ = by_hand()
    numbered = replace(feedback, fixed=np.array([[10.0, 0, 0]]))
    assert new_positions(numbered, np.ones(1)).tolist() == [[1, 3, 2]]


@pytest.mark.parametrize("name", ["inverse", "robust"])
def test_the_estimate_is_right_on_average_and_its_interval_as_often_as_it_says(name: str) -> None:
    world = a_world()
    errors, held = [], 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        feedback = shown(world, SHIPPED, 600, seed=seed)
        queries = rng.integers(len(world), size=600)  # as in `shown`
        lists = world.best(world.scores(SHIPPED))[queries]
        look, place = world.examination, new_positions(feedback, TASTE)
        wanted = world.wanted[queries[:, None], lists] * 0.25
        truth = float(((look[place - 1] - look) * wanted).sum(axis=1).mean())
        model = fit(feedback, SHIPPED, examination=look)
        found = bootstrap(getattr(gains(feedback, TASTE, None, model), name))
        errors.append(found.value - truth)
        held += found.low <= truth <= found.high
    assert abs(np.mean(errors)) < 3 * np.std(errors) / np.sqrt(60)
    assert 52 <= held <= 60
