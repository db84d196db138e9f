"""Where a product is in the space that taste is measured in."""

from __future__ import annotations

import threading
from collections import OrderedDict
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.artifact import Artifact
from search.blocks import SHARED_IMAGE, SHARED_TEXT, TEXT, Layout
from search.encoders.base import Rows, unit
from search.fusion import DECIMALS


def taste_blocks(layout: Layout) -> list[str]:
    """The blocks that say what a product is: its text and its pictures where there are any, in the
    space that both share; its own text where a catalogue has no pictures."""
    if SHARED_IMAGE in layout.blocks:
        return [block for block in (SHARED_TEXT, SHARED_IMAGE) if block in layout.blocks]
    return [next(block for block in (TEXT, SHARED_TEXT) if block in layout.blocks)]


def taste_rows(rows: NDArray[np.float16], layout: Layout) -> Rows:
    """(n, k) unit rows of product rows (n, width); zeros where a product has none of the blocks."""
    blocks = [rows[:, layout.columns(b)].astype(np.float32) for b in taste_blocks(layout)]
    return unit(np.sum(blocks, axis=0))


KEEP = 50_000
"""Products up to which a searcher holds the taste space in memory."""


MOST_KEPT = 100
"""Sets of liked products whose nearness to the whole catalogue is held: one a shopper."""


class TasteSpace:
    """The taste rows of one index version: of a small catalogue all at once, kept; of a large one as asked.

    What is kept is always worked out for the whole catalogue together, and the rest in float64, where no
    order of adding reaches the digits that a score keeps (see `fusion.measure`): a product's taste never
    depends on which others were found.
    """

    def __init__(self, artifact: Artifact) -> None:
        self._artifact = artifact
        self._kept: OrderedDict[bytes, NDArray[np.float64]] = OrderedDict()
        self._lock = threading.Lock()

    def rows(self, rows: NDArray[np.int64]) -> Rows:
        """(n, k) unit rows of products, zeros where a product has no block to be judged by."""
        if len(self._artifact.rows) <= KEEP:
            return np.asarray(self._all[rows])
        return taste_rows(self._artifact.rows[rows], self._artifact.layout)

    def near(self, liked: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """(n,) cosine of the products in `rows` with the nearest of those in `liked`, whose mean is
        nowhere; NaN for a product that is nowhere."""
        if len(self._artifact.rows) > KEEP:
            return _nearest(self.rows(rows).astype(np.float64), self.rows(liked).astype(np.float64))
        key = liked.tobytes()
        with self._lock:
            known = self._kept.get(key)
        if known is None:
            known = _nearest(self._all, self._all[liked])
            with self._lock:
                self._kept[key] = known
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
        return np.asarray(known[rows])

    @cached_property
    def _all(self) -> Rows:
        return taste_rows(self._artifact.rows, self._artifact.layout)


def _nearest(vectors: NDArray[Any], liked: NDArray[Any]) -> NDArray[np.float64]:
    liked = liked[np.any(liked, axis=1)]
    if not len(liked):
        return np.full(len(vectors), np.nan)
    raw = np.round((liked @ vectors.T).max(axis=0).astype(np.float64), DECIMALS)
    raw[~np.any(vectors, axis=1)] = np.nan
    return np.asarray(raw)
