"""Measures of recommended lists: accuracy with and without repeats, and what lies beyond accuracy.

Accuracy is counted by `measure`; here a basket becomes judgements, once as it is and once without what
the shopper had before (then their old products are taken out of the list too). *Capped recall* divides
by the smaller of k and the basket, so that a basket of forty can be answered in full by twenty (Liang
et al. 2018); plain recall is beside it.

Coverage: share of the catalogue that is shown to anyone. Novelty: mean surprise, -log2 of the share of
shoppers who had the product (Vargas & Castells 2011). Diversity: 1 - the mean cosine within a list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.artifact import Artifact
from search.encoders.base import Rows
from search.evaluation.measure import PerQuery, measure
from search.evaluation.users import AsOf, Case
from search.personal.taste import TasteSpace

K = 20
CUTOFFS = (10, 20)
CAPPED = f"capped_recall@{K}"


@dataclass(frozen=True, slots=True)
class Lists:
    """What each case was shown: values a case for every basket, and for what was new in it; and of all
    lists together the coverage, novelty and diversity."""

    everything: PerQuery
    new: PerQuery
    beyond: Mapping[str, float]


Rank = Callable[[Case], Sequence[str]]
"""The products for a case, best first, at least `K` and as many again as the shopper knows."""


def measure_lists(
    rank: Rank, cases: Sequence[Case], memory: AsOf, artifact: Artifact, space: TasteSpace
) -> Lists:
    """Asks `rank` at the moment of each case. A case is named by its shopper."""
    full: dict[str, list[str]] = {}
    fresh: dict[str, list[str]] = {}
    for case in cases:
        memory.at(case)
        ranked = list(rank(case))
        full[case.user_id] = ranked[: max(CUTOFFS)]
        known = case.known
        fresh[case.user_id] = [p for p in ranked if p not in known][: max(CUTOFFS)]
    wanted = {case.user_id: dict.fromkeys(sorted(case.target), 1.0) for case in cases}
    unseen = {
        case.user_id: dict.fromkeys(sorted(case.target - case.known), 1.0)
        for case in cases
        if case.target - case.known
    }
    return Lists(
        everything=_accuracy(full, wanted),
        new=_accuracy({user: fresh[user] for user in unseen}, unseen),
        beyond=_beyond(full, cases, artifact, space),
    )


def _accuracy(
    runs: Mapping[str, Sequence[str]], wanted: Mapping[str, Mapping[str, float]]
) -> PerQuery:
    found = measure(runs, wanted, cutoffs=CUTOFFS)
    sizes = np.array([len(products) for products in wanted.values()])
    capped = found.values[f"recall@{K}"] * sizes / np.minimum(sizes, K)
    shown = {
        name: values
        for name, values in found.values.items()
        if name.split("@")[0] in ("recall", "ndcg", "hit", "mrr")
    }
    return PerQuery(found.query_ids, {CAPPED: capped, **shown}, found.notes)


def _beyond(
    runs: Mapping[str, Sequence[str]],
    cases: Sequence[Case],
    artifact: Artifact,
    space: TasteSpace,
) -> dict[str, float]:
    had = Counter(product for case in cases for product in case.known)
    shown = {product for ranked in runs.values() for product in ranked[:K]}
    surprise = [
        -np.log2((had[product] + 1) / (len(cases) + 1))
        for ranked in runs.values()
        for product in ranked[:K]
    ]
    alike = [_alike(space.rows(_rows(artifact, ranked[:K]))) for ranked in runs.values()]
    return {
        "coverage": len(shown) / len(artifact),
        "novelty": float(np.mean(surprise)) if surprise else 0.0,
        "diversity": 1 - float(np.mean(alike)),
    }


def _rows(artifact: Artifact, products: Sequence[str]) -> NDArray[np.int64]:
    found = map(artifact.row_of, products)
    return np.array([row for row in found if row is not None], dtype=np.int64)


def _alike(vectors: Rows) -> float:
    n = len(vectors)
    return float(((vectors @ vectors.T).sum() - n) / (n * (n - 1))) if n > 1 else 1.0
