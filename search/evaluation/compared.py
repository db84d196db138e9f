"""What a comparison found: every measure on both sides, the test, and the queries that moved most.

Differences are B - A: A is what there was, B is what is tried. It does *not* search: `sides` says whose
lists these are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.errors import InvalidJudgements, nearest
from search.evaluation.compare import ROUNDS, SAME, Comparison, compare_all, holm
from search.evaluation.measure import PerQuery
from search.evaluation.report import Interval, number, summarise

TOP = 10
"""Places whose comings and goings are told."""

MAIN = "ndcg@10"
"""The measure that queries are sorted by, where it is measured and nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A product that entered or left the first `TOP`: its places, None below what was asked for, and its
    relevance, None where nobody judged it."""

    product_id: str
    title: str
    rank_a: int | None
    rank_b: int | None
    relevance: float | None

    def __str__(self) -> str:
        ranks = " to ".join(
            "-" if rank is None else str(rank) for rank in (self.rank_a, self.rank_b)
        )
        judged = "" if self.relevance is None else f", relevance {self.relevance:g}"
        return f"{self.product_id} {self.title}".rstrip() + f" ({ranks}{judged})"


@dataclass(frozen=True, slots=True)
class Mover:
    """A query and what became of it, by the main measure."""

    query_id: str
    asks: str
    a: float
    b: float
    entered: tuple[Moved, ...]
    left: tuple[Moved, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """`a` and `b` are (n,) values a query of each measure, in the order of `query_ids`."""

    names: tuple[str, str]
    query_ids: tuple[str, ...]
    a: Mapping[str, NDArray[np.float64]]
    b: Mapping[str, NDArray[np.float64]]
    means: tuple[Mapping[str, Interval], Mapping[str, Interval]]
    tests: Mapping[str, Comparison]
    adjusted: Mapping[str, float]
    main: str
    movers: Sequence[Mover]
    notes: Sequence[str]

    def as_json(self) -> dict[str, Any]:
        return {
            "a": self.names[0],
            "b": self.names[1],
            "n": len(self.query_ids),
            "measures": {
                name: {
                    "n": test.n,
                    "a": self.means[0][name].as_json(),
                    "b": self.means[1][name].as_json(),
                    "difference": test.difference.as_json(),
                    "p": number(test.p),
                    "p_holm": number(self.adjusted[name]),
                    "wins": test.wins,
                    "losses": test.losses,
                    "ties": test.ties,
                }
                for name, test in self.tests.items()
            },
            "main": self.main,
            "movers": [asdict(mover) for mover in self.movers],
            "notes": list(self.notes),
        }

    def as_table(self) -> str:
        """Measures down; then the queries that moved most, then the notes."""
        heads = f"{'A':>22}{'B':>22}{'B - A':>25}{'p':>8}{'p Holm':>8}{'B wins':>8}{'loses':>7}{'ties':>6}"
        lines = [f"A: {self.names[0]}", f"B: {self.names[1]}", "", f"{'':13}{heads}"]
        for name, test in self.tests.items():
            lines.append(
                f"{name:13}{_cell(self.means[0][name]):>22}{_cell(self.means[1][name]):>22}"
                f"{_cell(test.difference, signed=True):>25}{test.p:>8.4f}{self.adjusted[name]:>8.4f}"
                f"{test.wins:>8,}{test.losses:>7,}{test.ties:>6,}"
            )
        lines += ["", self.method()]
        if self.movers:
            lines += ["", f"The queries that moved most by {self.main}:"]
        for mover in self.movers:
            lines.append(
                f"  {mover.b - mover.a:+.3f}  {mover.query_id}: {mover.asks}  "
                f"({mover.a:.3f} to {mover.b:.3f})"
            )
            lines += [f"      in:  {one}" for one in mover.entered]
            lines += [f"      out: {one}" for one in mover.left]
        return "\n".join([*lines, "", *self.notes])

    def method(self) -> str:
        """How the numbers came about, in a sentence or two."""
        tested = len(self.tests)
        corrected = f"; p Holm is corrected for {tested} measures" if tested > 1 else ""
        return (
            f"{len(self.query_ids):,} queries, the same for both. [ ] are 95 % bootstrap intervals, of "
            f"paired differences for B - A. p: randomisation test, {ROUNDS:,} rounds{corrected}."
        )


def compared(
    names: tuple[str, str],
    a: PerQuery,
    b: PerQuery,
    *,
    measures: Sequence[str] = (),
    told: Callable[[str], tuple[str, Sequence[Moved]]],
    most: int,
    notes: Sequence[str] = (),
) -> Compared:
    """Tests all measures, or those named, of which the first is the main one.

    `told` gives for a query what it asks and which products entered or left the first `TOP`. Of the
    queries that moved, at most `most` are told, those that moved most first. Raises `InvalidJudgements` for a
    measure that there is not.
    """
    known = [*a.values]
    for name in measures:
        if name not in known:
            raise InvalidJudgements(f"There is no measure {name!r}.", remedy=nearest(name, known))
    chosen = [*dict.fromkeys(measures)] or known
    main = chosen[0] if measures or MAIN not in known else MAIN
    values = [{name: side.values[name] for name in chosen} for side in (a, b)]
    tests = compare_all(values[1], values[0])
    means = [summarise(PerQuery(a.query_ids, side, ()))[0].measures for side in values]
    return Compared(
        names=names,
        query_ids=a.query_ids,
        a=values[0],
        b=values[1],
        means=(means[0], means[1]),
        tests=tests,
        adjusted=holm({name: test.p for name, test in tests.items()}),
        main=main,
        movers=_movers(a.query_ids, values[0][main], values[1][main], told, most),
        notes=notes,
    )


def moved(
    a: Sequence[str], b: Sequence[str], judged: Mapping[str, float], titles: Mapping[str, str]
) -> list[Moved]:
    """What entered the first `TOP` of b and what left that of a, by place."""
    places_a, places_b = ({p: at for at, p in enumerate(ranked, 1)} for ranked in (a, b))
    entered = [p for p in b[:TOP] if places_a.get(p, TOP + 1) > TOP]
    left = [p for p in a[:TOP] if places_b.get(p, TOP + 1) > TOP]
    return [
        Moved(p, titles.get(p, ""), places_a.get(p), places_b.get(p), judged.get(p))
        for p in (*entered, *left)
    ]


def _movers(
    query_ids: Sequence[str],
    a: NDArray[np.float64],
    b: NDArray[np.float64],
    told: Callable[[str], tuple[str, Sequence[Moved]]],
    most: int,
) -> list[Mover]:
    gaps = np.nan_to_num(np.abs(b - a))
    found = []
    for at in np.argsort(-gaps, kind="stable")[:most]:
        if gaps[at] <= SAME:
            break
        asks, products = told(query_ids[at])
        entered = tuple(p for p in products if p.rank_b is not None and p.rank_b <= TOP)
        left = tuple(p for p in products if p not in entered)
        found.append(Mover(query_ids[at], asks, float(a[at]), float(b[at]), entered, left))
    return found


def _cell(value: Interval, *, signed: bool = False) -> str:
    if np.isnan(value.mean):
        return "-"
    if signed:
        return f"{value.mean:+.3f} [{value.low:+.3f} {value.high:+.3f}]"
    return f"{value.mean:.3f} [{value.low:.3f} {value.high:.3f}]"
