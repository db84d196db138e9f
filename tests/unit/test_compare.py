"""The statistics of a comparison, by cases that can be counted by hand and by simulation."""

from __future__ import annotations

import numpy as np
import pytest

from search.evaluation.compare import compare, compare_all, holm


def test_wins_losses_and_ties_are_counted_over_measured_queries() -> None:
    ours = np.array([0.9, 0.2, 0.5, np.nan, 0.1 + 0.2])
    theirs = np.array([0.1, 0.3, 0.5, 1.0, 0.3])
    found = compare(ours, theirs)
    assert (found.n, found.wins, found.losses, found.ties) == (4, 1, 1, 2)
    assert found.difference.mean == pytest.approx((0.8 - 0.1) / 4)


def test_each_measure_of_several_is_as_if_it_were_alone() -> None:
    rng = np.random.default_rng(0)
    ours = {name: rng.random(40) for name in "xyz"}
    theirs = {name: rng.random(40) + gap for name, gap in zip("xyz", (0, 0.1, -0.5), strict=True)}
    ours["y"][3] = np.nan
    together = compare_all(ours, theirs)
    for name, found in together.items():
        alone = compare(ours[name], theirs[name])
        assert (found.n, found.wins, found.losses) == (alone.n, alone.wins, alone.losses)
        assert found.p == pytest.approx(alone.p, abs=0.02)
        assert found.difference.low == pytest.approx(alone.difference.low, abs=0.02)


def test_a_measure_that_is_never_defined_takes_nothing_from_the_others() -> None:
    nowhere = np.full(5, np.nan)
    found = compare_all(
        {"map": nowhere, "ndcg": np.full(5, 0.3)}, {"map": nowhere, "ndcg": np.zeros(5)}
    )
    assert found["map"].n == 0
    assert np.isnan(found["map"].p)
    assert found["ndcg"].p == pytest.approx(2 / 32, abs=0.01)


def test_the_interval_is_of_pairs_and_far_narrower_than_that_of_either_side() -> None:
    """Hard and easy queries differ by more than the settings: pairing takes that out."""
    rng = np.random.default_rng(1)
    hardness = rng.random(300)
    found = compare(hardness + 0.02 + 0.01 * rng.standard_normal(300), hardness)
    assert found.difference.low > 0.015
    assert found.p < 0.001


def test_holms_step_down_is_that_of_a_case_worked_by_hand() -> None:
    # Four tests, sorted .01 .02 .03 .04: times 4, 3, 2, 1, and never less than the one before.
    found = holm({"a": 0.03, "b": 0.01, "c": float("nan"), "d": 0.04, "e": 0.02})
    assert [found[name] for name in "beda"] == pytest.approx([0.04, 0.06, 0.06, 0.06])
    assert np.isnan(found["c"])
    assert holm({"a": 0.6, "b": 0.7}) == {"a": 1.0, "b": 1.0}


def test_holm_keeps_false_findings_among_several_measures_rare() -> None:
    """Two settings that are the same but for noise, eight independent measures, 200 times over."""
    rng = np.random.default_rng(3)
    plain = corrected = 0
    for _ in range(200):
        p = {str(i): p for i, p in enumerate(rng.random(8))}
        plain += min(p.values()) < 0.05
        corrected += min(holm(p).values()) < 0.05
    assert plain > 50
    assert corrected < 20
