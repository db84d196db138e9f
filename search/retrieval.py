"""Which products are worth measuring: the best few of each retriever, before anything is explained.

Retrieval only proposes. What a product scores and where it stands is decided afterwards, over all
that was proposed (`search.fusion`, `search.searcher`); a small catalogue is proposed whole.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.artifact import Artifact
from search.filters import largest
from search.fusion import DenseSignal, Measured, query_row
from search.lexical import Worded
from search.personal.crowd import CrowdHere
from search.personal.profile import Profile
from search.personal.taste import taste_blocks

DEPTH = 1_000
"""Products each retriever hands on. It never depends on the page, so pages fit together."""

BROWSED = 10_000
"""Products that are all measured where nothing was asked: what history measures costs little a product."""


def candidates(
    artifact: Artifact,
    *,
    dense: Sequence[DenseSignal],
    words: Worded | None,
    scene: Measured | None,
    numbered: NDArray[np.int64],
    mask: NDArray[np.bool_] | None,
    profile: Profile | None,
    crowd: CrowdHere | None,
) -> NDArray[np.int64]:
    """(n,) rows in order: the best `DEPTH` of each retriever and those `numbered`, within the mask."""
    n = len(artifact) if mask is None else int(mask.sum())
    if n <= DEPTH:
        return np.flatnonzero(mask) if mask is not None else np.arange(n)
    if not dense and words is None and scene is None and not len(numbered) and n <= BROWSED:
        return np.flatnonzero(mask) if mask is not None else np.arange(n)
    found = []
    if dense:
        row = query_row(dense, artifact.layout)
        found.append(artifact.vectors.search(row, DEPTH, allowed=mask))
    if words is not None:
        rows, scores = words.rows, words.raw
        if mask is not None:
            kept = mask[rows]
            rows, scores = rows[kept], scores[kept]
        found.append(rows[largest(scores, DEPTH)])
    if scene is not None:
        votes = scene.scaled if mask is None else np.where(mask, scene.scaled, 0.0)
        best = largest(votes, DEPTH)
        found.append(best[votes[best] > 0])
    if len(numbered):
        found.append(numbered if mask is None else numbered[mask[numbered]])
    if not found and profile is not None:  # nothing asked: the shopper's interests ask
        for interest in profile.interests:
            row = np.zeros(artifact.layout.width, np.float32)
            for block in taste_blocks(artifact.layout):
                row[artifact.layout.columns(block)] = interest.vector
            found.append(artifact.vectors.search(row, DEPTH, allowed=mask))
        own = np.array([liked.row for liked in profile.liked], dtype=np.int64)
        found.append(_allowed(own, mask))
        if crowd is not None:
            for values in (crowd.together(own), crowd.demand, crowd.crowd.rising):
                found.append(_allowed(crowd.best(values, DEPTH), mask))
    if not found:
        return np.arange(len(artifact)) if mask is None else np.flatnonzero(mask)
    return np.unique(np.concatenate(found))


def _allowed(rows: NDArray[np.int64], mask: NDArray[np.bool_] | None) -> NDArray[np.int64]:
    return rows if mask is None else rows[mask[rows]]
