"""Means over queries with intervals, for all queries and by group; as JSON and as a table.

The interval says how far a mean would move with other queries of the same kind. It does *not* say
whether one system beats another: compare those query by query.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from search.evaluation.measure import PerQuery

RESAMPLES = 2_000
SEED = 0

_BLOCK = 4_000_000
"""Counts held at once while resampling: 32 MB."""

_ACROSS = 3
"""Groups beside each other in a table that fits 80 columns."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95 % interval; all three are NaN where no query was measured."""

    mean: float
    low: float
    high: float

    def as_json(self) -> dict[str, float | None]:
        return {name: number(getattr(self, name)) for name in ("mean", "low", "high")}


@dataclass(frozen=True, slots=True)
class Summary:
    """`n` queries and the measures over them; `notes` of the report say where one has fewer."""

    n: int
    measures: Mapping[str, Interval]

    def as_json(self) -> dict[str, Any]:
        return {"n": self.n, "measures": {k: v.as_json() for k, v in self.measures.items()}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What `bowerbird evaluate` found. `per_query`, `runs` and the `qrels`
    that were measured are kept for whoever wants rows."""

    overall: Summary
    groups: Mapping[str, Summary]
    notes: Sequence[str]
    depth: int
    index_version: str
    per_query: PerQuery
    runs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    qrels: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            **self.overall.as_json(),
            "groups": {value: group.as_json() for value, group in self.groups.items()},
            "notes": list(self.notes),
            "depth": self.depth,
            "index_version": self.index_version,
        }

    def as_table(self) -> str:
        """Measures down, all queries and groups across, then the notes."""
        columns = [("all", self.overall), *self.groups.items()]
        blocks = [_block(columns[i : i + _ACROSS]) for i in range(0, len(columns), _ACROSS)]
        facts = f"Index version {self.index_version}, {self.depth:,} results a query, mean [95 %]."
        return "\n\n".join([*blocks, "\n".join([facts, *self.notes])])


def summarise(
    per_query: PerQuery, *, group_of: Mapping[str, str] | None = None
) -> tuple[Summary, dict[str, Summary]]:
    """All queries, and the queries of each value of `group_of`, which maps query ids."""
    groups: dict[str, list[int]] = {}
    for row, query_id in enumerate(per_query.query_ids):
        if group_of:
            groups.setdefault(group_of[query_id], []).append(row)
    everything = _summary(per_query, list(range(len(per_query.query_ids))))
    return everything, {value: _summary(per_query, groups[value]) for value in sorted(groups)}


def _summary(per_query: PerQuery, rows: list[int]) -> Summary:
    values = np.column_stack([column[rows] for column in per_query.values.values()])
    bounds = intervals(values)
    return Summary(
        len(rows),
        {name: Interval(*map(float, bounds[i])) for i, name in enumerate(per_query.values)},
    )


def intervals(values: np.ndarray) -> np.ndarray:
    """(measures, 3) mean, low and high of the columns of (n, measures) values, NaN left out.

    Percentile bootstrap over queries (Efron 1979; for retrieval Sakai 2006): the queries are drawn
    again with replacement, all measures of a query together, from a fixed seed.
    """
    n = len(values)
    if not n:
        return np.full((values.shape[1], 3), np.nan)
    known = ~np.isnan(values)
    filled = np.where(known, values, 0.0)
    rng = np.random.default_rng(SEED)
    means = []
    step = max(1, _BLOCK // n)
    with np.errstate(invalid="ignore"):  # 0/0: a draw without one measured query is left out
        for start in range(0, RESAMPLES, step):
            # How often each query is drawn is all that a mean needs: no (draws, n, measures) array.
            drawn = rng.multinomial(n, np.full(n, 1 / n), size=min(step, RESAMPLES - start))
            means.append((drawn @ filled) / (drawn @ known.astype(float)))
        mean = filled.sum(axis=0) / known.sum(axis=0)
    found = np.full((values.shape[1], 3), np.nan)
    found[:, 0] = mean
    some = known.any(axis=0)
    if some.any():
        found[some, 1:] = np.nanpercentile(np.vstack(means)[:, some], (2.5, 97.5), axis=0).T
    return found


def write_rows(per_query: PerQuery, path: Path, *, of: str = "query_id") -> None:
    """CSV, one row for each `of`; an undefined measure is empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([of, *per_query.values])
        for row, name in enumerate(per_query.query_ids):
            cells = (column[row] for column in per_query.values.values())
            writer.writerow([name, *("" if np.isnan(cell) else f"{cell:.6g}" for cell in cells)])


def _block(columns: Sequence[tuple[str, Summary]]) -> str:
    heads = [f"{name[:14]} (n={summary.n:,})" for name, summary in columns]
    lines = [" " * 13 + "".join(f"{head:>22}" for head in heads)]
    for name in columns[0][1].measures:
        cells = "".join(f"{_cell(summary.measures[name]):>22}" for _, summary in columns)
        lines.append(f"{name:13}{cells}")
    return "\n".join(lines)


def _cell(value: Interval) -> str:
    if np.isnan(value.mean):
        return "-"
    return f"{value.mean:.3f} [{value.low:.3f} {value.high:.3f}]"


def number(value: float) -> float | None:
    """As JSON has it, which knows no NaN."""
    return None if np.isnan(value) else value
