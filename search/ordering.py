"""The order of the products found: by score, by price, and what the merchant put first."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from search.fusion import Measured
from search.query import Sort
from search.signals import Weighing

CUT_OFF = 0.5
"""When sorting by price: how far from the average product found to the best a score must be."""


@dataclass(slots=True)
class Ranking:
    """The products found, best first: `rows` (n,), and every signal over them in the same order;
    `ambiguity` is how much the query left to the shopper's history."""

    rows: NDArray[np.int64]
    neutral: NDArray[np.int64]
    measured: list[Measured]
    scores: NDArray[np.float64]
    passing: int
    mask: NDArray[np.bool_] | None
    ambiguity: float
    weighing: Weighing
    notes: list[str] = field(default_factory=list)
    rules: tuple[str, ...] = ()


def order(
    sort: Sort,
    scores: NDArray[np.float64],
    rows: NDArray[np.int64],
    prices: NDArray[np.float64],
    places: NDArray[np.float64] | None = None,
) -> NDArray[np.intp]:
    """(n,) positions, best first, of products with these `scores`, `rows` and `prices`.

    `places` are those of pinned products, infinite for the others; they stand before all scores.
    Rows are in order of product_id, so the last key of each is the promised tie-break.
    """
    if sort is Sort.RELEVANCE:
        return np.lexsort((rows, -scores) if places is None else (rows, -scores, places))
    key = prices if sort is Sort.PRICE_UP else -prices
    return np.lexsort((rows, -scores, np.where(np.isnan(key), np.inf, key)))


def relevant(scores: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which products were asked for, where something else than relevance puts them in order."""
    if not len(scores):
        return np.zeros(0, dtype=bool)
    return np.asarray(scores >= scores.mean() + CUT_OFF * (scores.max() - scores.mean()))
