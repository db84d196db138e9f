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

    def grouped(self, column: str, artifact: Artifact) -> Ranking:
        """The same with one product a group, the best."""
        chosen, neutral, variants = _grouped(column, self.rows, self.neutral, artifact)
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


def count(artifact: Artifact, mask: NDArray[np.bool_] | None, *, group: str = "") -> int:
    """Products in the mask, or groups of them by a column."""
    if group:
        groups = groups_of(group, artifact)
        return len(np.unique(groups if mask is None else groups[mask]))
    return len(artifact) if mask is None else int(mask.sum())


def _grouped(
    column: str, rows: NDArray[np.int64], neutral: NDArray[np.int64], artifact: Artifact
) -> tuple[NDArray[np.intp], NDArray[np.int64], list[NDArray[np.int64]]]:
    """One position into `rows` (n,) for each group, first come first; the neutral rank of each group;
    and the other rows of each, in order. A product without a value is a group by itself."""
    groups = groups_of(column, artifact)[rows]
    _, first, of = np.unique(groups, return_index=True, return_inverse=True)
    chosen = np.sort(first)
    best = np.full(len(first), np.iinfo(np.int64).max)
    np.minimum.at(best, of, neutral)
    place = np.empty(len(first), np.int64)
    place[np.argsort(best, kind="stable")] = np.arange(1, len(first) + 1)
    order = np.argsort(of, kind="stable")
    members = np.split(rows[order], np.cumsum(np.bincount(of))[:-1]) if len(rows) else []
    return chosen, place[of[chosen]], [members[of[at]][1:] for at in chosen]


def groups_of(column: str, artifact: Artifact) -> NDArray[np.int64]:
    """(rows,) the group of each product, a number from 0: that of its value, or one of its own.

    Raises `InvalidFilter` for a column that is not there, or is a number.
    """
    codes = artifact.filters.labelled(column).astype(np.int64)
    alone = codes < 0
    codes[alone] = codes.max(initial=-1) + 1 + np.arange(int(alone.sum()))
    return codes
