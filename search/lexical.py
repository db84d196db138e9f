"""What a query's words say for products: BM25, coverage, phrase, last word, product number.

BM25 is measured over the whole catalogue and divided by its maximum there, before any filter; the
others only for the products found, and are shares from 0 to 1 as they are. None of them depends on
what else was found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.fusion import DECIMALS, Measured
from search.signals import CODE, COVERAGE, LAST, LEXICAL, PHRASE, WORDS
from search.words import WordIndex, Wording


@dataclass(frozen=True, slots=True)
class Lexical:
    """A query's words, asked of an index. `bm25` is over all products (n,)."""

    index: WordIndex
    wording: Wording
    weights: Mapping[str, float]
    bm25: Measured | None

    @property
    def numbered(self) -> NDArray[np.int64]:
        """The rows of the products whose number was asked for."""
        return self.wording.numbered if self.weights[CODE] else self.wording.numbered[:0]

    def measure(self, rows: NDArray[np.int64]) -> list[Measured]:
        """Every lexical signal over the products in `rows` (n,), NaN where a product has no word."""
        found = {}
        if len(self.wording.numbered):
            found[CODE] = np.isin(rows, self.wording.numbered).astype(float)
        if self.bm25 is not None:
            held = self.index.held(self.wording.ways, rows)
            found |= {COVERAGE: held.coverage, PHRASE: held.phrase, LAST: held.last}
        shares = [self._evident(name, values) for name, values in found.items()]
        if self.bm25 is None:
            return shares
        raw, scaled = self.bm25.raw[rows], self.bm25.scaled[rows]
        words = Measured(WORDS, np.where(raw > 0, raw, np.nan), scaled, self.bm25.weight)
        return [words, *shares]

    def _evident(self, name: str, values: NDArray[np.float64]) -> Measured:
        there = np.fmax(values, 0.0)  # the phrase of a single word is NaN
        scaled = np.asarray(np.round(there, DECIMALS), dtype=np.float64)
        raw = np.where(scaled > 0, scaled, float("nan"))
        return Measured(name, raw, scaled, self.weights[name])


def ask_words(
    text: str, index: WordIndex, weights: Mapping[str, float], notes: list[str]
) -> Lexical | None:
    """The words of a query; None where it has none or none of their signals weighs anything."""
    if not text or not any(weights[name] for name in LEXICAL):
        return None
    wording = index.understand(text)
    notes += wording.notes
    scores = index.scores(wording.ways)
    bm25 = None
    if scores is not None and scores.max() > 0:
        raw = np.asarray(np.round(scores.astype(np.float64), 4), dtype=np.float64)
        bm25 = Measured(WORDS, raw, raw / raw.max(), weights[WORDS])
    elif not len(wording.numbered):
        notes.append("No word of the query occurs in the catalogue: found by meaning alone.")
    return Lexical(index, wording, weights, bm25)
