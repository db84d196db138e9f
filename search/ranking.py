"""The products found, in order, and variants of one thing as one hit.

A ranking is whole: pages are cut from it, so that they fit together.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from search.artifact import Artifact
from search.filters import FilterColumns
from search.fusion import Measured, take
from search.ordering import named
from search.query import Query
from search.scene import Scene
from search.signals import Weighing

GROUPS = (
    "group", "group_id", "item_group_id", "variant_group", "parent", "parent_id", "parent_sku",
    "style", "style_id", "product_code",
)  # fmt: skip
"""Names of the column whose value variants of one thing share: the first that groups anything."""


MOST_VARIANTS = 12
"""Of one product that are handed out with it."""


@dataclass(slots=True)
class Ranking:
    """The products found, best first: `rows` (n,), and every signal over them in the same order;
    `wanted`, which of them are what was asked for; `ambiguity`, how much the query left to the
    shopper's history; `variants`, the other rows of each one's group; `passing`, how many products (or
    groups) pass the filters; `scene`, where a photograph's regions asked."""

    rows: NDArray[np.int64]
    neutral: NDArray[np.int64]
    measured: list[Measured]
    scores: NDArray[np.float64]
    wanted: NDArray[np.bool_]
    mask: NDArray[np.bool_] | None
    ambiguity: float
    weighing: Weighing
    notes: list[str]
    rules: tuple[str, ...] = ()
    variants: list[NDArray[np.int64]] = field(default_factory=list)
    passing: int = 0
    scene: Scene | None = None

    def grouped(self, groups: NDArray[np.int64]) -> Ranking:
        """The same with one product a group, the best; `groups` as by `grouping`."""
        chosen, neutral, variants = _grouped(groups, self.rows, self.neutral)
        return Ranking(
            self.rows[chosen], neutral, [take(m, chosen) for m in self.measured],
            self.scores[chosen], self.wanted[chosen], self.mask, self.ambiguity,
            self.weighing, self.notes, self.rules,
            variants, scene=self.scene,
        )  # fmt: skip


def group_column(columns: FilterColumns) -> str | None:
    """The column whose value variants share, or None: fewer values than products, more than a few."""
    for name in named(columns, GROUPS):
        codes, labels = columns.codes(name)
        if len(labels) < int((codes >= 0).sum()) <= len(labels) * 20:
            return name
    return None


def count(
    artifact: Artifact, mask: NDArray[np.bool_] | None, *, groups: NDArray[np.int64] | None = None
) -> int:
    """Products in the mask, or groups of them."""
    if groups is not None:
        return int(np.count_nonzero(np.bincount(groups if mask is None else groups[mask])))
    return len(artifact) if mask is None else int(mask.sum())


def _grouped(
    groups: NDArray[np.int64], rows: NDArray[np.int64], neutral: NDArray[np.int64]
) -> tuple[NDArray[np.intp], NDArray[np.int64], list[NDArray[np.int64]]]:
    """One position into `rows` (n,) for each group, first come first; the neutral rank of each group;
    and the other rows of each, in order."""
    _, first, of = np.unique(groups[rows], return_index=True, return_inverse=True)
    chosen = np.sort(first)
    best = np.full(len(first), np.iinfo(np.int64).max)
    np.minimum.at(best, of, neutral)
    place = np.empty(len(first), np.int64)
    place[np.argsort(best, kind="stable")] = np.arange(1, len(first) + 1)
    order = np.argsort(of, kind="stable")
    members = np.split(rows[order], np.cumsum(np.bincount(of))[:-1]) if len(rows) else []
    return chosen, place[of[chosen]], [members[of[at]][1:] for at in chosen]


def grouping(query: Query, artifact: Artifact) -> NDArray[np.int64] | None:
    """(products,) the group of each product, a number from 0, as the query groups; None where every
    product stands for itself.

    Products with the same value of the column are a group. One without a value, and every one where
    no column is named, is a group with its other listings if the query collapses them, else by itself.
    Raises `InvalidFilter` for a column that is not there, or is a number.
    """
    collapse = query.collapse and artifact.repeats
    if not query.group:
        return artifact.listings.astype(np.int64) if collapse else None
    codes = artifact.filters.labelled(query.group).astype(np.int64)
    alone = codes < 0
    others = artifact.listings if collapse else np.arange(len(codes))
    codes[alone] = codes.max(initial=-1) + 1 + others[alone]
    return codes
