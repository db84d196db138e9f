"""How a product has the query's words: how many of them, side by side, and the last one.

BM25 adds words up and forgets the rest: "led desk lamp" scores a lamp with three LEDs as high as a
desk lamp. These look at the order of a product's terms, for the products found and no others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.disk import mapped


@dataclass(frozen=True, slots=True)
class Held:
    """What n products have of a query. Each is (n,) from 0 to 1.

    `coverage`: the share of its terms, the rarer the more; `phrase`: the share of its neighbouring
    terms that are neighbours, NaN where it has one term; `last`: whether its last term is there.
    """

    coverage: NDArray[np.float64]
    phrase: NDArray[np.float64]
    last: NDArray[np.float64]

    def best(self, other: Held) -> Held:
        """Of two ways to say the query, whichever says it better of each product."""
        return Held(
            np.fmax(self.coverage, other.coverage),
            np.fmax(self.phrase, other.phrase),
            np.fmax(self.last, other.last),
        )


class TermOrder:
    """The terms of every product in order: `ids` (t,) int32, product p's from `starts[p]`, (n + 1,)."""

    def __init__(self, ids: NDArray[np.int32], starts: NDArray[np.int64]) -> None:
        self._ids, self._starts = ids, starts

    def held(self, query: Sequence[int], weights: Sequence[float], rows: NDArray[np.int64]) -> Held:
        """What the products in `rows` (n,) have of a query of term ids (-1: unknown) with `weights`."""
        starts, lengths = self._starts[rows], self._starts[rows + 1] - self._starts[rows]
        ends = np.cumsum(lengths)
        ids = self._ids[
            np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths - starts, lengths)
        ]
        # From here on only the places where a term of the query stands, which are few.
        asked = (ids == term for term in query if term >= 0)
        at = np.flatnonzero(reduce(np.logical_or, asked, np.zeros(len(ids), bool)))
        found, of = ids[at], np.searchsorted(ends, at, side="right")
        there = {term: np.zeros(len(rows), bool) for term in query}
        for term, has in there.items():
            has[of[found == term]] = True
        weight = dict(zip(query, weights, strict=True))
        share = sum((weight[t] * has for t, has in there.items()), np.zeros(len(rows)))
        pairs = list(dict.fromkeys(pairwise(query)))
        beside = np.zeros(len(rows)) if pairs else np.full(len(rows), np.nan)
        same = (at[1:] == at[:-1] + 1) & (of[1:] == of[:-1])
        for one, other in pairs:
            has = np.zeros(len(rows), bool)
            has[of[1:][same & (found[:-1] == one) & (found[1:] == other)]] = True
            beside += has / len(pairs)
        return Held(share / sum(weight.values()), beside, there[query[-1]].astype(float))

    def write(self, folder: Path) -> None:
        np.save(folder / "order.npy", self._ids, allow_pickle=False)
        np.save(folder / "order_starts.npy", self._starts, allow_pickle=False)

    @classmethod
    def read(cls, folder: Path) -> TermOrder:
        return cls(mapped(folder / "order.npy"), mapped(folder / "order_starts.npy"))
