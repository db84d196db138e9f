"""The bounds of a task are measured as its rankings are."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.ceiling import Lists, ascend, measure_of
from search.evaluation.measure import measure

RNG = np.random.default_rng(3)


def lists() -> Lists:
    """Twenty queries of up to 30 candidates; what is right goes by the second of two signals."""
    shares = RNG.standard_normal((20, 30, 2)).astype(np.float32)
    gain = (shares[:, :, 1] > 1).astype(float) * RNG.integers(1, 4, (20, 30))
    gain[:, 25:] = -1  # no candidate
    ideal = [np.sort(np.append(of[of > 0], [2.0, 1.0]))[::-1] for of in gain]
    return Lists(("noise", "right"), shares, gain, ideal)


@pytest.mark.parametrize("name", ["recall@5", "recall@10", "ndcg@10"])
def test_a_bound_counts_as_an_evaluation_does(name: str) -> None:
    found = lists()
    scores = found.shares.sum(axis=2, dtype=float)
    runs, qrels = {}, {}
    for at in range(20):
        order = np.argsort(-np.where(found.gain[at] < 0, -np.inf, scores[at]))[:25]
        runs[str(at)] = [f"p{i}" for i in order]
        qrels[str(at)] = {f"p{i}": float(found.gain[at, i]) for i in range(25)}
        qrels[str(at)] |= {"beyond": 2.0, "far": 1.0}
    expected = measure(runs, qrels, relevant=2).values[name]
    np.testing.assert_allclose(measure_of(name, 2)(found, scores), expected, atol=1e-9)


def test_the_ascent_finds_the_weights_that_a_task_wants() -> None:
    found, value = lists(), measure_of("ndcg@10", 1)
    noise, right = ascend(found, value)
    assert right > 2 * noise
    better = value(found, found.shares @ np.array([noise, right]))
    assert better.mean() > value(found, found.shares.sum(axis=2, dtype=float)).mean() + 0.1
