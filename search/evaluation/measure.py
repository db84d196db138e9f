"""Precision, recall, F1, hit rate, nDCG, MRR and MAP of ranked lists, one value per query.

Counted by ir-measures (trec_eval's own code); only F1@k, which it lacks, is made here. It does
*not* average: means and their intervals are `report`'s.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

CUTOFFS = (1, 5, 10, 20, 100)

_LEVELS = 1_000_000
"""trec_eval keeps a counter for every whole relevance up to the highest."""


Values = dict[str, np.ndarray]


@dataclass(frozen=True, slots=True)
class PerQuery:
    """`values[measure]` is (n,) float64 in the order of `query_ids`, NaN where it is undefined."""

    query_ids: tuple[str, ...]
    values: Mapping[str, np.ndarray]
    notes: tuple[str, ...]


def measure(
    runs: Mapping[str, Sequence[str]],
    qrels: Mapping[str, Mapping[str, float]],
    *,
    relevant: float = 1.0,
    cutoffs: Sequence[int] = CUTOFFS,
) -> PerQuery:
    """Measures every query of `qrels` by its ranked product ids in `runs`, best first.

    A product is relevant from the bar `relevant` on, unjudged ones are not. nDCG has linear gain
    and the discount log2(rank + 1) (Järvelin and Kekäläinen 2002). Precision divides by k even when
    fewer were found. A query without a run counts 0. Where no product reaches the bar recall has no
    meaning: the binary measures are NaN there (nDCG where all relevances are 0), and a note counts.

    Raises `ValueError` for a list that names a product twice.
    """
    # Here and not above, so that `import search` stays light.
    import ir_measures
    from ir_measures import AP, RR, P, R, Success, nDCG

    for query_id, ranked in runs.items():
        if len(set(ranked)) != len(ranked):
            raise ValueError(f"The results of query {query_id!r} name a product twice.")
    # trec_eval sorts by score and breaks ties by id; the place in our list as the score keeps it.
    scored = [
        ir_measures.ScoredDoc(query_id, product_id, float(-place))
        for query_id in qrels
        for place, product_id in enumerate(runs.get(query_id, ()))
    ]

    def calculate(metrics: Mapping[Any, str], gains: Mapping[str, Mapping[str, int]]) -> Values:
        truth = [ir_measures.Qrel(q, p, gain) for q, of in gains.items() for p, gain in of.items()]
        values = {name: np.zeros(len(qrels)) for name in metrics.values()}
        for found in ir_measures.iter_calc(list(metrics), truth, scored) if scored else ():
            values[metrics[found.measure]][row[found.query_id]] = found.value
        for name in metrics.values():
            values[name][[not any(gains[query_id].values()) for query_id in qrels]] = np.nan
        return values

    row = {query_id: i for i, query_id in enumerate(qrels)}
    binary = {q: {p: int(rel >= relevant) for p, rel in of.items()} for q, of in qrels.items()}
    kinds = {"precision": P, "recall": R, "hit": Success}
    at_cutoff = {metric @ k: f"{name}@{k}" for name, metric in kinds.items() for k in cutoffs}
    values = calculate({**at_cutoff, RR: "mrr", AP: "map"}, binary)
    for k in cutoffs:
        values[f"f1@{k}"] = harmonic_mean(values[f"precision@{k}"], values[f"recall@{k}"])
    graded, notes = whole(qrels)
    values |= calculate({nDCG @ k: f"ndcg@{k}" for k in cutoffs}, graded)

    nothing = sum(not any(of.values()) for of in qrels.values())
    counts = {
        f"Queries without a product of relevance {relevant:g} or more, measured by nDCG alone": (
            int(np.isnan(values["map"]).sum()) - nothing
        ),
        "Queries with irrelevant products alone, not measured": nothing,
    }
    notes += [f"{what}: {count:,}." for what, count in counts.items() if count]
    order = [f"{name}@{k}" for name in ("ndcg", *kinds, "f1") for k in cutoffs] + ["mrr", "map"]
    return PerQuery(tuple(qrels), {name: values[name] for name in order}, tuple(notes))


def harmonic_mean(precision: np.ndarray, recall: np.ndarray) -> np.ndarray:
    """F1 (van Rijsbergen 1979); 0 where both are 0, NaN where one is."""
    total = precision + recall
    return np.where(total == 0, 0.0, 2 * precision * recall / np.where(total == 0, 1.0, total))


def whole(
    qrels: Mapping[str, Mapping[str, float]],
) -> tuple[dict[str, dict[str, int]], list[str]]:
    """Relevances as the whole numbers that trec_eval wants, and a note if they had to be rounded.

    All are multiplied by the smallest power of ten that makes them whole: with linear gain nDCG is
    a ratio of two sums of them, so it does not change.
    """
    seen = {rel for of in qrels.values() for rel in of.values() if rel}
    needed = max((_decimals(rel) for rel in seen), default=0)
    room = math.floor(math.log10(_LEVELS / max(seen))) if seen else 0
    digits = min(needed, room)
    notes = []
    if needed > room:
        notes.append(f"Relevances were rounded to multiples of {10.0**-digits:g} for nDCG.")
    scale = 10.0**digits
    return {q: {p: round(rel * scale) for p, rel in of.items()} for q, of in qrels.items()}, notes


def _decimals(relevance: float) -> int:
    exponent = Decimal(repr(relevance)).normalize().as_tuple().exponent
    return max(0, -int(exponent))
