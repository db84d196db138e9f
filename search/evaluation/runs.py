"""Runs, the ranked lists of queries: made by asking an index, read from and written to TREC files.

A run is a mapping from query to product ids, best first. It knows neither what is right
(`judgements`) nor how good it is (`measure`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Protocol

from search import pictures
from search.errors import InvalidImage, InvalidJudgements, InvalidQuery
from search.evaluation.judgements import EvalQuery
from search.evaluation.measure import whole
from search.filters import Filter
from search.query import Query
from search.tables import open_text

BATCH = 256
"""Queries whose pictures are in memory at once (a decoded picture is about a megabyte)."""

Runs = dict[str, list[str]]


class Ranker(Protocol):
    """What `search.searcher.Searcher` is to an evaluation."""

    @property
    def version(self) -> str: ...

    def has_product(self, product_id: str) -> bool: ...

    def rank(
        self, queries: Sequence[Query], *, depth: int
    ) -> Iterator[list[tuple[str, float]]]: ...


def ask(
    ranker: Ranker,
    queries: Sequence[EvalQuery],
    *,
    depth: int,
    filters: Sequence[Filter] = (),
    weights: Mapping[str, float] | None = None,
    each: Callable[[Sequence[EvalQuery]], Iterator[EvalQuery]] = iter,
) -> tuple[Runs, dict[str, str]]:
    """Up to `depth` products for every query, and why a query could not be asked (an unreadable
    picture, too long a text). `each` may watch the queries go by."""
    runs: Runs = {}
    refused: dict[str, str] = {}
    batch: dict[str, Query] = {}
    without = {query.query_id: set(query.without) for query in queries}
    more = max(map(len, without.values()), default=0)

    def rank() -> None:
        lists = ranker.rank([*batch.values()], depth=depth + more)
        for query_id, found in zip(batch, lists, strict=True):
            kept = (product_id for product_id, _ in found if product_id not in without[query_id])
            runs[query_id] = [*islice(kept, depth)]
        batch.clear()

    for query in each(queries):
        try:
            batch[query.query_id] = Query(
                text=query.text,
                image=pictures.read(query.image) if query.image else None,
                scene=query.scene,
                user_id=query.user_id,
                filters=tuple(filters),
                weights=weights or {},
            )
        except (InvalidImage, InvalidQuery) as problem:
            refused[query.query_id] = problem.message
        if len(batch) == BATCH:
            rank()
    rank()
    return runs, refused


def said(refused: Mapping[str, str]) -> list[str]:
    """A note on queries that could not be asked, if there are any."""
    if not refused:
        return []
    first, why = next(iter(refused.items()))
    return [f"Queries left out that could not be asked: {len(refused):,}, first {first}: {why}"]


def read_run(path: Path) -> Runs:
    """A TREC run, `query Q0 product rank score name`, in trec_eval's order: by score, equal ones by
    product id from the last; the rank that is written does not count.

    Raises `InvalidJudgements` for a line that is none, a product twice or an empty file.
    """
    scored: dict[str, dict[str, float]] = {}
    with open_text(path, error=InvalidJudgements) as file:
        for line, text in enumerate(file, 1):
            fields = text.split()
            if not fields:
                continue
            if len(fields) != 6:
                raise InvalidJudgements(
                    f"{path} line {line} has {len(fields)} fields, not 6.",
                    remedy="A line of a TREC run is: query Q0 product rank score name.",
                )
            query_id, _, product_id, _, written, _ = fields
            try:
                score = float(written)
            except ValueError:
                score = math.nan
            if math.isnan(score):
                raise InvalidJudgements(
                    f"{path} line {line} has the score {written!r}, which is no number."
                )
            found = scored.setdefault(query_id, {})
            if product_id in found:
                raise InvalidJudgements(
                    f"{path} line {line} repeats product {product_id!r} for query {query_id!r}."
                )
            found[product_id] = score
    if not scored:
        raise InvalidJudgements(f"{path} has no results.")
    return {
        query_id: sorted(sorted(found, reverse=True), key=found.__getitem__, reverse=True)
        for query_id, found in scored.items()
    }


def write_run(runs: Mapping[str, Sequence[str]], path: Path) -> None:
    """`query Q0 product rank score bowerbird`, which trec_eval reads.

    The score is the place from the end, not the search's own: trec_eval reorders equal scores.
    Raises `InvalidJudgements` for an id with a space in it, which the format cannot hold.
    """
    with path.open("w", encoding="utf-8") as file:
        for query_id, ranked in runs.items():
            for rank, product_id in enumerate(ranked, 1):
                _check_ids(path, query_id, product_id)
                file.write(
                    f"{query_id} Q0 {product_id} {rank} {len(ranked) - rank + 1} bowerbird\n"
                )


def write_qrels(qrels: Mapping[str, Mapping[str, float]], path: Path) -> list[str]:
    """`query 0 product relevance`, which trec_eval reads; returns notes.

    TREC's relevances are whole, so that fractions are written in proportion (see `measure.whole`).
    Raises `InvalidJudgements` for an id with a space in it.
    """
    gains, notes = whole(qrels)
    with path.open("w", encoding="utf-8") as file:
        for query_id, judged in gains.items():
            for product_id, gain in judged.items():
                _check_ids(path, query_id, product_id)
                file.write(f"{query_id} 0 {product_id} {gain}\n")
    best, q, p = max((rel, q, p) for q, judged in qrels.items() for p, rel in judged.items())
    if best and (times := gains[q][p] / best) > 1:
        notes.append(
            f"{path.name} has relevances {times:,.0f} times those given: trec_eval wants whole "
            f"ones. What is relevant from 1 here is so from {times:.0f} there."
        )
    return notes


def _check_ids(path: Path, query_id: str, product_id: str) -> None:
    if len(f"{query_id} {product_id}".split()) != 2:
        raise InvalidJudgements(
            f"{path} cannot hold query {query_id!r} with product {product_id!r}: TREC's files part "
            "their fields by spaces."
        )
