"""The order of the products found: by score, by price, by date, and what the merchant put first."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from search.artifact import Artifact
from search.errors import InvalidQuery
from search.filters import FilterColumns
from search.query import Sort

CUT_OFF = 0.5
"""How far from the average product found to the best a score must be, to be what was asked for."""

DATES = (
    "added", "date_added", "created", "created_at", "published", "published_at", "launched",
    "launch_date", "release_date", "available_from", "available_since",
)  # fmt: skip
"""Names of the column that says since when a shop has a product: the first that holds ISO dates."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ].*)?")


def order(
    scores: NDArray[np.float64],
    *,
    rows: NDArray[np.int64],
    key: NDArray[np.float64] | None = None,
    places: NDArray[np.float64] | None = None,
) -> NDArray[np.intp]:
    """(n,) positions, best first, of products with these `scores` and `rows`; by the `key` of every
    product of the index where one is given.

    `places` are those of pinned products, infinite for the others; they stand before all scores.
    Rows are in order of product_id, so the last key of each is the promised tie-break.
    """
    if key is not None:
        return np.lexsort((rows, -scores, np.where(np.isnan(key), np.inf, key)[rows]))
    return np.lexsort((rows, -scores) if places is None else (rows, -scores, places))


def sort_key(sort: Sort, artifact: Artifact) -> NDArray[np.float64] | None:
    """(products,) what to sort by, the smallest first, NaN for a product without it; None by score.

    Raises `InvalidQuery` for `Sort.NEWEST` in a catalogue without dates.
    """
    match sort:
        case Sort.RELEVANCE:
            return None
        case Sort.PRICE_UP:
            return artifact.prices
        case Sort.PRICE_DOWN:
            return -artifact.prices
        case Sort.NEWEST:
            return -_dates(artifact.filters)


def relevant(scores: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which of the products found (n,) are what was asked for, as far as their scores tell."""
    if not len(scores):
        return np.zeros(0, dtype=bool)
    return np.asarray(scores >= scores.mean() + CUT_OFF * (scores.max() - scores.mean()))


def date_column(columns: FilterColumns) -> str | None:
    """The column that `Sort.NEWEST` goes by, or None."""
    for name in named(columns, DATES):
        labels = columns.codes(name)[1]
        if labels and all(map(_DATE.fullmatch, labels)):
            return name
    return None


def named(columns: FilterColumns, names: tuple[str, ...]) -> list[str]:
    """The columns of text that go by one of `names`, in their order."""
    known = {name.casefold().replace(" ", "_"): name for name in columns.names}
    texts = [known[name] for name in names if name in known]
    return [name for name in texts if columns.is_text(name)]


def _dates(columns: FilterColumns) -> NDArray[np.float64]:
    name = date_column(columns)
    if name is None:
        raise InvalidQuery(
            "The catalogue has no dates to sort by.",
            remedy=f"Give it a column of ISO dates named {DATES[0]!r}, or sort by relevance or price.",
        )
    codes, labels = columns.codes(name)
    order = np.append(np.argsort(np.argsort(np.array(labels))).astype(np.float64), np.nan)
    return np.asarray(order[codes])  # a missing date has code -1: the last entry
