"""Where a product is in the space that taste is measured in."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.artifact import Artifact
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


KEEP = 50_000
"""Products up to which a searcher holds the taste space in memory."""


class TasteSpace:
    """The taste rows of one index version: of a small catalogue all at once, kept; of a large one as asked.

    In float64, where no order of adding reaches the digits that a score keeps (see `fusion.measure`).
    """

    def __init__(self, artifact: Artifact) -> None:
        self._artifact = artifact

    def rows(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """(n, k) unit rows of products, zeros where a product has no block to be judged by."""
        if len(self._artifact.rows) <= KEEP:
            return np.asarray(self._all[rows])
        return taste_rows(self._artifact.rows[rows], self._artifact.layout).astype(np.float64)

    @cached_property
    def _all(self) -> NDArray[np.float64]:
        return taste_rows(self._artifact.rows, self._artifact.layout).astype(np.float64)
