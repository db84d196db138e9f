"""What another version of an index would change: products, and the answers to what is asked.

Two versions are compared by the shop's own ids, column by column. How far answers differ is the share of
the first ten that both have, for given queries: a rebuild of the same shop changes few of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from search.artifact import Artifact
from search.query import Query
from search.searcher import Searcher

FIRST = 10
"""Products of an answer that are compared."""

EXAMPLES = 20
"""Ids of each kind in the plain data; the counts are of all."""


@dataclass(frozen=True, slots=True)
class Products:
    """Ids in order; `changed` are in both with another value in any column."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    same: int

    def as_dict(self) -> dict[str, Any]:
        found: dict[str, Any] = {"same": self.same}
        for name in ("added", "removed", "changed"):
            ids = getattr(self, name)
            found[name] = {"count": len(ids), "examples": list(ids[:EXAMPLES])}
        return found


@dataclass(frozen=True, slots=True)
class Overlap:
    """`words`, and the share of the first ten that both versions answer with, 0 to 1."""

    words: str
    share: float


def compare_products(old: Artifact, new: Artifact) -> Products:
    """What became of the products of `old` in `new`."""
    before, after = (_ids(artifact) for artifact in (old, new))
    both = np.intersect1d(before, after, assume_unique=True)
    here, there = np.searchsorted(before, both), np.searchsorted(after, both)
    differs = np.zeros(len(both), dtype=bool)
    for name in {*old.products.column_names, *new.products.column_names}:
        if name not in old.products.column_names or name not in new.products.column_names:
            differs[:] = True
            continue
        one = old.products.column(name).take(pa.array(here))
        other = new.products.column(name).take(pa.array(there))
        differs |= _differs(one, other)
    return Products(
        added=tuple(np.setdiff1d(after, before, assume_unique=True).tolist()),
        removed=tuple(np.setdiff1d(before, after, assume_unique=True).tolist()),
        changed=tuple(both[differs].tolist()),
        same=int((~differs).sum()),
    )


def compare_answers(old: Searcher, new: Searcher, words: Iterable[str]) -> list[Overlap]:
    """How far each query finds the same, the least alike first."""
    queries = [Query(text=text, limit=FIRST) for text in words]
    found = []
    for query, one, other in zip(
        queries, old.rank(queries, depth=FIRST), new.rank(queries, depth=FIRST), strict=True
    ):
        first, second = ({product_id for product_id, _ in ranked} for ranked in (one, other))
        most = max(len(first), len(second))
        found.append(Overlap(query.text, len(first & second) / most if most else 1.0))
    return sorted(found, key=lambda overlap: (overlap.share, overlap.words))


def _ids(artifact: Artifact) -> np.ndarray:
    return np.array(artifact.products.column("product_id").to_pylist(), dtype=object)


def _differs(one: pa.ChunkedArray, other: pa.ChunkedArray) -> np.ndarray:
    if one.type == other.type and not pa.types.is_nested(one.type):
        equal = pc.equal(one, other)
        gaps = pc.and_(pc.is_null(one), pc.is_null(other))
        alike = pc.or_(pc.fill_null(equal, False), gaps)
        return ~np.asarray(alike.combine_chunks().to_numpy(zero_copy_only=False), dtype=bool)
    pairs = zip(one.to_pylist(), other.to_pylist(), strict=True)
    return np.array([a != b for a, b in pairs], dtype=bool)
