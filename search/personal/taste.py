"""Where a product is in the space that taste is measured in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from search.blocks import SHARED_IMAGE, SHARED_TEXT, TEXT, Layout
from search.encoders.base import Rows, unit


def taste_blocks(layout: Layout) -> list[str]:
    """The blocks that say what a product is: its text and its pictures where there are any, in the
    space that both share; its own text where a catalogue has no pictures."""
    if SHARED_IMAGE in layout.blocks:
        return [block for block in (SHARED_TEXT, SHARED_IMAGE) if block in layout.blocks]
    return [next(block for block in (TEXT, SHARED_TEXT) if block in layout.blocks)]


def taste_rows(rows: NDArray[np.float16], layout: Layout) -> Rows:
    """(n, k) unit rows of product rows (n, width); zeros where a product has none of the blocks."""
    full = rows.astype(np.float32)
    return unit(np.sum([full[:, layout.columns(b)] for b in taste_blocks(layout)], axis=0))
