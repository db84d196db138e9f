"""What people usually ship, over the same pictures, texts and rows as ours.

Each is a ranker with the searcher's `rank`, so that one function measures all of them. They are
honest: BM25 with bm25s's own defaults, MiniLM over the same composed texts, one picture tower's
pooled head and a cosine, scores mixed evenly, reciprocal ranks with the usual 60.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import bm25s
import numpy as np
from numpy.typing import NDArray

from search.encoders import Encoder
from search.encoders.base import Rows, unit
from search.encoders.lite import HEAD
from search.query import Query
from search.terms import terms

Score = Callable[[Query], NDArray[np.floating]]


class Baseline:
    """Ranks all products by `score(query)`, which gives (n,)."""

    def __init__(self, ids: Sequence[str], score: Score) -> None:
        self._ids, self._score, self._known = ids, score, set(ids)
        self.version = "baseline"

    def has_product(self, product_id: str) -> bool:
        return product_id in self._known

    def rank(self, queries: Sequence[Query], *, depth: int) -> Iterator[list[tuple[str, float]]]:
        for query in queries:
            scores = self._score(query)
            best = np.argsort(-scores, kind="stable")[:depth]
            yield [(self._ids[i], float(scores[i])) for i in best]


def one_tower(encoder: Encoder, pictures: Rows) -> Score:
    """Cosine of EfficientNet-Lite2's pooled head, which is what most tutorials do."""
    heads = unit(pictures[:, :HEAD])

    def score(query: Query) -> NDArray[np.float32]:
        assert query.image is not None
        return heads @ unit(encoder.encode_images([query.image])[0][:HEAD])

    return score


def minilm(encoder: Encoder, texts: Rows) -> Score:
    return lambda query: texts @ encoder.encode_texts([query.text])[0]


def bm25(texts: Sequence[str]) -> Score:
    engine = bm25s.BM25()
    engine.index([terms(text) for text in texts], show_progress=False)

    def score(query: Query) -> NDArray[np.float32]:
        known = [term for term in terms(query.text) if term in engine.vocab_dict]
        if not known:
            return np.zeros(len(texts), np.float32)
        return np.asarray(engine.get_scores(known), dtype=np.float32)

    return score


def convex(one: Score, other: Score) -> Score:
    """Half and half, each scaled to 0..1 over the catalogue."""

    def scaled(scores: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray((scores - scores.min()) / max(float(np.ptp(scores)), 1e-9), np.float32)

    return lambda query: (scaled(one(query)) + scaled(other(query))) / 2


def reciprocal_ranks(one: Score, other: Score) -> Score:
    """Cormack, Clarke & Büttcher 2009."""

    def ranks(scores: NDArray[np.float32]) -> NDArray[np.float32]:
        place = np.empty(len(scores), np.float32)
        place[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
        return 1 / (60 + place)

    return lambda query: ranks(one(query)) + ranks(other(query))
