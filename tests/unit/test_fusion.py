"""Sums and evidence. That they equal one inner product is tests/contract/test_one_inner_product.py."""

from __future__ import annotations

import numpy as np
import pytest

from search.blocks import Layout
from search.calibration import Scale
from search.encoders.base import unit
from search.fusion import DECIMALS, DenseSignal, Measured, evidence, measure, total

SCALE = Scale(typical=0.0, nearest=1.0)


def test_a_total_is_the_sum_of_scaled_times_weight() -> None:
    one = Measured("words", np.array([1.0, 2.0]), np.array([0.5, 1.0]), 2.0)
    two = Measured("taste", np.array([1.0, np.nan]), np.array([1.0, 0.0]), -0.25)
    np.testing.assert_array_equal(total([one, two], 2), [0.75, 2.0])
    np.testing.assert_array_equal(total([], 3), [0, 0, 0])


def test_evidence_leaves_out_what_there_was_nothing_to_measure_with() -> None:
    one = Measured("words", np.array([np.nan, 2.0]), np.array([0.0, 1.0]), 2.0)
    two = Measured("picture", np.array([0.4, 0.3]), np.array([1.5, 1.0]), 0.0)
    assert evidence([one, two], 0) == ()
    [only] = evidence([one, two], 1)
    assert (only.signal, only.raw, only.scaled, only.weight) == ("words", 2.0, 1.0, 2.0)
    assert only.contribution == 2.0


def test_equal_products_tie_exactly_wherever_they_stand() -> None:
    """Ties are broken by product_id, so they must be ties: BLAS adds differently by position."""
    rng = np.random.default_rng(0)
    layout = Layout({"text": 301})
    rows = unit(rng.standard_normal((997, 301)))
    twins = np.arange(3, 997, 7)
    rows[twins] = rows[3]
    signal = DenseSignal("meaning", "text", unit(rng.standard_normal(301)), 1.0, SCALE)
    product_rows = layout.assemble({"text": rows})
    [measured] = measure([signal], product_rows, layout)
    assert len(set(measured.raw[twins])) == 1
    for start in range(1, 40):
        [part] = measure([signal], product_rows[start:], layout)
        np.testing.assert_array_equal(part.raw, measured.raw[start:])


def test_raw_scores_have_as_many_digits_as_are_sure() -> None:
    layout = Layout({"text": 3})
    rows = layout.assemble({"text": unit(np.array([[1.0, 2.0, 3.0]]))})
    vector = unit(np.array([0.3, 0.1, 0.7]))
    [measured] = measure([DenseSignal("meaning", "text", vector, 1.0, SCALE)], rows, layout)
    assert measured.raw[0] == round(measured.raw[0], DECIMALS)
    expected = rows[0, :3].astype(float) @ vector.astype(float)
    assert measured.raw[0] == pytest.approx(expected, abs=1e-6)
