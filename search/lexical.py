"""What a query's words say for products: BM25, coverage, phrase, last word, product number, unwanted.

BM25 is measured over the whole catalogue and divided by its maximum there, before any filter; the
others only for the products found, and are shares from 0 to 1 as they are. None of them depends on
what else was found. Of a query in several parts (`search.grammar`) each is the mean over those that
are wanted, by their weights; the others make the last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from search.fusion import DECIMALS, Measured
from search.grammar import TextPart
from search.phrases import Held
from search.signals import CODE, COVERAGE, LAST, LEXICAL, PHRASE, UNWANTED, WORDS
from search.words import WordIndex, Wording

BESIDE_PICTURE = 4.0
"""How many times as much it counts that a product has the words, where they are said beside a picture and ask
for no colour, which has its own signal: they name what must be otherwise, and a picture is loud."""

_NONE = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Worded:
    """The products that have a word that is wanted: `rows` (m,) in order, and what BM25 gives them,
    `raw` and `scaled` (m,)."""

    rows: NDArray[np.int64]
    raw: NDArray[np.float64]
    scaled: NDArray[np.float64]

    def over(self, rows: NDArray[np.int64], weight: float) -> Measured:
        """The signal over the products in `rows` (n,)."""
        at = np.searchsorted(self.rows, rows).clip(max=len(self.rows) - 1)
        there = self.rows[at] == rows
        raw, scaled = np.where(there, self.raw[at], np.nan), np.where(there, self.scaled[at], 0.0)
        return Measured(WORDS, raw, scaled, weight)


@dataclass(frozen=True, slots=True)
class Lexical:
    """A query's words, asked of an index: each part's weight and wording. `bm25` is None where no
    product has a word that is wanted."""

    index: WordIndex
    parts: Sequence[tuple[float, Wording]]
    weights: Mapping[str, float]
    bm25: Worded | None

    @property
    def numbered(self) -> NDArray[np.int64]:
        """The rows of the products whose number was asked for."""
        return self._codes if self.weights[CODE] else _NONE

    @property
    def _codes(self) -> NDArray[np.int64]:
        return np.concatenate([_NONE, *(w.numbered for weight, w in self.parts if weight > 0)])

    def measure(self, rows: NDArray[np.int64]) -> list[Measured]:
        """Every lexical signal over the products in `rows` (n,), NaN where a product has no word."""
        found = {}
        held = [
            (weight, self.index.held(wording.ways, rows))
            for weight, wording in self.parts
            if any(wording.ways)
        ]
        if len(self._codes):
            found[CODE] = np.isin(rows, self._codes).astype(float)
        if self.bm25 is not None:
            found |= _mean([(weight, has) for weight, has in held if weight > 0])
        if any(weight < 0 for weight, _ in held):
            found[UNWANTED] = sum(
                (-weight * has.coverage for weight, has in held if weight < 0), np.zeros(len(rows))
            )
        shares = [self._evident(name, values) for name, values in found.items()]
        if self.bm25 is None:
            return shares
        return [self.bm25.over(rows, self.weights[WORDS]), *shares]

    def _evident(self, name: str, values: NDArray[np.float64]) -> Measured:
        there = np.fmax(values, 0.0)  # the phrase of a single word is NaN
        scaled = np.asarray(np.round(there, DECIMALS), dtype=np.float64)
        raw = np.where(scaled > 0, scaled, float("nan"))
        return Measured(name, raw, scaled, self.weights[name])


def ask_words(
    parts: Sequence[TextPart],
    index: WordIndex,
    weights: Mapping[str, float],
    notes: list[str],
    *,
    beside_picture: bool = False,
) -> Lexical | None:
    """The words of a query; None where it has none or none of their signals weighs anything."""
    if not parts or not any(weights[name] for name in LEXICAL):
        return None
    if beside_picture:
        weights = {**weights, COVERAGE: BESIDE_PICTURE * weights[COVERAGE]}
    asked = [(part.weight, index.understand(part.text)) for part in parts]
    for _, wording in asked:
        notes += wording.notes
    bm25 = _worded(asked, index)
    wanted = [wording for weight, wording in asked if weight > 0]
    if wanted and bm25 is None and not any(len(wording.numbered) for wording in wanted):
        notes.append("No word of the query occurs in the catalogue: found by meaning alone.")
    return Lexical(index, asked, weights, bm25)


def _worded(asked: Sequence[tuple[float, Wording]], index: WordIndex) -> Worded | None:
    found = [
        (weight, scores)
        for weight, wording in asked
        if weight > 0 and (scores := index.scores(wording.ways)) is not None
    ]
    if not found:
        return None
    # Most products have no word of the query: from here on only those that do.
    # (Of a mask: where a float is not zero takes NumPy four times as long to say.)
    rows = np.flatnonzero(reduce(np.maximum, (scores for _, scores in found)) > 0)
    raw = np.zeros(len(rows))
    for weight, scores in found:
        raw += weight * scores[rows].astype(np.float64)
    raw = np.asarray(np.round(raw, 4), dtype=np.float64)
    there = raw > 0
    return Worded(rows[there], raw[there], raw[there] / raw.max()) if there.any() else None


def _mean(held: Sequence[tuple[float, Held]]) -> dict[str, NDArray[np.float64]]:
    """The shares of the wanted parts together; a part of one word has no phrase to be counted."""
    names = {
        COVERAGE: [(w, h.coverage) for w, h in held],
        PHRASE: [(w, h.phrase) for w, h in held if not np.isnan(h.phrase).any()],
        LAST: [(w, h.last) for w, h in held],
    }
    return {
        name: sum((w * share for w, share in shares), np.zeros(1)) / sum(w for w, _ in shares)
        for name, shares in names.items()
        if shares
    }
