from __future__ import annotations

import numpy as np
import pytest

from search.calibration import LEAST_SPREAD, SAMPLE, Scale, measure_scale, sample
from search.encoders.base import unit

EYE = np.eye(4, dtype=np.float32)
ALL = np.arange(4)


def test_a_scale_takes_typical_to_nought_and_nearest_to_one() -> None:
    scale = Scale(typical=0.3, nearest=0.8)
    np.testing.assert_allclose(scale(np.array([0.3, 0.8, 0.55])), [0, 1, 0.5])


def test_a_catalogue_of_products_all_alike_blows_nothing_up() -> None:
    scale = Scale(typical=0.9, nearest=0.9)
    assert scale.slope == pytest.approx(1 / LEAST_SPREAD)


def test_a_product_is_its_own_nearest_only_where_it_may_be() -> None:
    own = measure_scale(EYE, ALL, EYE, own=True)
    others = measure_scale(EYE, ALL, EYE, own=False)
    assert own == Scale(typical=0.25, nearest=1.0)
    assert others == Scale(typical=0.0, nearest=0.0)


def test_products_with_nothing_to_compare_do_not_count() -> None:
    rows = np.concatenate([EYE, np.zeros((96, 4), np.float32)])
    assert measure_scale(EYE, ALL, rows, own=True) == measure_scale(EYE, ALL, EYE, own=True)


def test_there_is_no_scale_where_there_is_nothing_to_measure() -> None:
    none = np.zeros((0, 4), np.float32)
    assert measure_scale(none, np.array([], np.int64), EYE, own=True) is None
    assert measure_scale(EYE, ALL, np.zeros_like(EYE), own=True) is None


def test_a_single_product_has_a_scale_without_a_warning() -> None:
    assert measure_scale(EYE[:1], ALL[:1], EYE[:1], own=False) == Scale(1.0, 1.0)


def test_a_sample_of_a_large_catalogue_is_as_good_as_all_of_it() -> None:
    rows = unit(np.random.default_rng(0).standard_normal((3_000, 16)) + 0.5)
    there = sample(np.ones(3_000, dtype=bool))
    assert len(there) == SAMPLE
    few = measure_scale(rows[there], there, rows, own=False)
    whole = measure_scale(rows, np.arange(3_000), rows, own=False)
    assert few is not None
    assert whole is not None
    assert few.typical == pytest.approx(whole.typical, abs=0.02)
    assert few.nearest == pytest.approx(whole.nearest, abs=0.02)


def test_a_sample_takes_only_what_is_there_and_is_the_same_each_time() -> None:
    there = np.zeros(2_000, dtype=bool)
    there[::3] = True
    chosen = sample(there)
    assert there[chosen].all()
    assert len(np.unique(chosen)) == SAMPLE
    np.testing.assert_array_equal(chosen, sample(there))
