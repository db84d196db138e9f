from __future__ import annotations

import numpy as np
import pytest

from search.background import Correction
from search.blocks import LANES, Layout
from search.encoders.base import unit

LAYOUT = Layout({"text": 3, "image": 2}, corrected=("picture",))


def test_blocks_lie_side_by_side_with_their_flags_behind_them_and_corrections_last() -> None:
    assert (LAYOUT.columns("text"), LAYOUT.columns("image")) == (slice(0, 3), slice(3, 5))
    assert (LAYOUT.flag("text"), LAYOUT.flag("image")) == (5, 6)
    assert (LAYOUT.correction("picture"), LAYOUT.correction("scene")) == (7, None)
    with pytest.raises(KeyError):
        LAYOUT.columns("colour")


def test_a_zero_row_is_a_missing_block() -> None:
    text = unit(np.array([[1.0, 2, 2], [0, 0, 0]]))
    image = unit(np.array([[0.0, 0], [3, 4]]))
    seen = Correction(np.array([0, 0.5], np.float32), np.array([0, 1], np.float32), nearest=1.0)
    rows = LAYOUT.assemble({"text": text, "image": image}, {"picture": seen})
    assert rows.dtype == np.float16
    np.testing.assert_allclose(rows[0, :9], [1 / 3, 2 / 3, 2 / 3, 0, 0, 1, 0, 0, 0], atol=1e-3)
    np.testing.assert_allclose(rows[1, :9], [0, 0, 0, 0.6, 0.8, 0, 1, 0.5, 1], atol=1e-3)


@pytest.mark.parametrize(("size", "width"), [(7, 16), (8, 16), (9, 16), (15, 16), (16, 32)])
def test_rows_end_in_zeros_where_faiss_is_fast(size: int, width: int) -> None:
    """A flag comes to the block of `size` columns."""
    layout = Layout({"text": size})
    rows = layout.assemble({"text": unit(np.ones((3, size)))})
    assert rows.shape == (3, layout.width) == (3, width)
    assert layout.width % LANES == 0
    assert not rows[:, size + 1 :].any()


def test_a_layout_survives_its_manifest() -> None:
    assert Layout.from_dict(LAYOUT.as_dict()) == LAYOUT
