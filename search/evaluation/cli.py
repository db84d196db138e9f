"""`bowerbird evaluate`: ask an index the queries of a file and measure its answers.

`evaluate_with` is the work, over anything that ranks; the command around it reads options, opens
the index and writes files. It does *not* compare two systems: keep the `--per-query` files and do.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import click
import numpy as np
from tqdm import tqdm

from search import pictures
from search.commands import parse_weights
from search.errors import InvalidImage, InvalidJudgements, InvalidQuery, nearest
from search.evaluation.judgements import EvalQuery, check, read_qrels, read_queries
from search.evaluation.measure import CUTOFFS, measure
from search.evaluation.report import Report, summarise
from search.filters import Filter
from search.personal.events import FILE, EventLog
from search.personal.history_file import read_history
from search.query import Query
from search.tables import open_table

BATCH = 256
"""Queries whose pictures are in memory at once (a decoded picture is about a megabyte)."""

NO_GROUP = "(empty)"


class Ranker(Protocol):
    """What `search.searcher.Searcher` is to an evaluation."""

    @property
    def version(self) -> str: ...

    def has_product(self, product_id: str) -> bool: ...

    def rank(
        self, queries: Sequence[Query], *, depth: int
    ) -> Iterator[list[tuple[str, float]]]: ...


def evaluate_with(
    searcher: Ranker,
    queries: Sequence[EvalQuery],
    qrels: Mapping[str, Mapping[str, float]],
    *,
    depth: int = 1_000,
    relevant: float = 1.0,
    by: str | None = None,
    filters: Sequence[Filter] = (),
    weights: Mapping[str, float] | None = None,
    each: Callable[[list[EvalQuery]], Iterator[EvalQuery]] = iter,
) -> Report:
    """Asks every query that `check` keeps and summarises the measures, by the column `by` if given.

    A query that cannot be asked (an unreadable picture, too long a text) is left out with a note.
    Cutoffs beyond `depth` are not measured. `each` may watch the queries go by.
    Raises `InvalidJudgements` for an unknown column or when no query is left.
    """
    checked = check(queries, qrels, searcher.has_product)
    groups = _groups(checked.queries, by)
    runs: dict[str, list[str]] = {}
    refused: list[str] = []
    batch: dict[str, Query] = {}

    def rank() -> None:
        for query_id, found in zip(
            batch, searcher.rank([*batch.values()], depth=depth), strict=True
        ):
            runs[query_id] = [product_id for product_id, _ in found]
        batch.clear()

    for query in each(checked.queries):
        try:
            batch[query.query_id] = _ask(query, tuple(filters), weights or {})
        except (InvalidImage, InvalidQuery) as problem:
            refused.append(f"{query.query_id}: {problem.message}")
        if len(batch) == BATCH:
            rank()
    rank()
    notes = list(checked.notes)
    if refused:
        first = f"first {refused[0]}"
        notes.append(f"Queries left out that could not be asked: {len(refused):,}, {first}")
    if not runs:
        raise InvalidJudgements("No query could be asked.", remedy=" ".join(notes))
    per_query = measure(
        runs,
        {query_id: checked.qrels[query_id] for query_id in runs},
        relevant=relevant,
        cutoffs=[k for k in CUTOFFS if k <= depth],
    )
    overall, by_group = summarise(per_query, group_of=groups)
    return Report(
        overall=overall,
        groups=by_group,
        notes=[*notes, *per_query.notes],
        depth=depth,
        index_version=searcher.version,
        per_query=per_query,
        runs=runs,
    )


def _ask(query: EvalQuery, filters: tuple[Filter, ...], weights: Mapping[str, float]) -> Query:
    return Query(
        text=query.text,
        image=pictures.read(query.image) if query.image else None,
        user_id=query.user_id,
        filters=filters,
        weights=weights,
    )


def _groups(queries: Sequence[EvalQuery], by: str | None) -> dict[str, str]:
    if by is None:
        return {}
    columns = {name for query in queries for name in query.columns}
    if by.casefold() not in columns:
        raise InvalidJudgements(
            f"The queries have no column {by!r}.", remedy=nearest(by, [*columns])
        )
    return {q.query_id: q.columns.get(by.casefold()) or NO_GROUP for q in queries}


@click.command()
@click.option(
    "--index", type=click.Path(path_type=Path), default=Path("data/index"), show_default=True
)
@click.option(
    "--queries", "queries_file", type=click.Path(path_type=Path), required=True,
    help="CSV, TSV or JSON lines: query_id, and text, image (a path beside the file) or user_id.",
)  # fmt: skip
@click.option(
    "--qrels", "qrels_file", type=click.Path(path_type=Path), required=True,
    help="CSV with query_id, product_id, relevance; or TREC qrels.",
)  # fmt: skip
@click.option(
    "--users", "users_file", type=click.Path(path_type=Path),
    help="Who asks: either query_id, user_id; or a history file to use instead of the shop's.",
)  # fmt: skip
@click.option(
    "--by", metavar="COLUMN", help="Also report by each value of a column of the queries."
)
@click.option(
    "--relevant", type=click.FloatRange(min=0, min_open=True), default=1.0, show_default=True,
    help="From which relevance a product counts as relevant (nDCG uses every grade).",
)  # fmt: skip
@click.option(
    "--depth", type=click.IntRange(min=1), default=1_000, show_default=True,
    help="Results taken for each query.",
)  # fmt: skip
@click.option("--weight", "weights", multiple=True, metavar="SIGNAL=VALUE", help="Change a weight.")
@click.option("--filter", "filters", multiple=True, metavar="EXPR", help="Such as 'price<=80'.")
@click.option(
    "--state", type=click.Path(path_type=Path), help="The state folder.  [default: INDEX.state]"
)
@click.option(
    "--per-query", type=click.Path(path_type=Path), help="Write each query's measures as CSV."
)
@click.option(
    "--run-file", type=click.Path(path_type=Path), help="Write the rankings as a TREC run."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def evaluate(
    index: Path,
    queries_file: Path,
    qrels_file: Path,
    users_file: Path | None,
    by: str | None,
    relevant: float,
    depth: int,
    weights: tuple[str, ...],
    filters: tuple[str, ...],
    state: Path | None,
    per_query: Path | None,
    run_file: Path | None,
    as_json: bool,
) -> None:
    """Measure precision, recall, F1, nDCG, MRR and MAP of an index on judged queries."""
    for output in (per_query, run_file):
        if output and not output.parent.is_dir():  # before an hour of ranking, not after
            raise click.UsageError(f"There is no folder {output.parent} to write {output.name} in.")
    conditions, overrides = [Filter.parse(f) for f in filters], parse_weights(weights)
    queries, qrels = read_queries(queries_file), read_qrels(qrels_file)
    # Here, because it loads FAISS, which `bowerbird evaluate --help` need not wait for.
    from search.searcher import Searcher

    with _users(users_file, queries, state) as (queries, state, notes):
        report = evaluate_with(
            Searcher.open(index, state=state), queries, qrels,
            depth=depth, relevant=relevant, by=by, each=_watched,
            filters=conditions, weights=overrides,
        )  # fmt: skip
    report = replace(report, notes=[*notes, *report.notes])
    if per_query:
        write_per_query(report, per_query)
    if run_file:
        write_run(report, run_file)
    click.echo(json.dumps(report.as_json(), indent=2) if as_json else report.as_table())


def write_per_query(report: Report, path: Path) -> None:
    """One row a query; an undefined measure is empty."""
    values = report.per_query.values
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["query_id", *values])
        for row, query_id in enumerate(report.per_query.query_ids):
            cells = [column[row] for column in values.values()]
            writer.writerow(
                [query_id, *("" if np.isnan(cell) else f"{cell:.6g}" for cell in cells)]
            )


def write_run(report: Report, path: Path) -> None:
    """`query Q0 product rank score bowerbird`, which trec_eval reads.

    The score is the place from the end, not the search's own: trec_eval reorders equal scores.
    Raises `InvalidJudgements` for an id with a space in it, which the format cannot hold.
    """
    with path.open("w", encoding="utf-8") as file:
        for query_id, ranked in report.runs.items():
            for rank, product_id in enumerate(ranked, 1):
                if len(f"{query_id} {product_id}".split()) != 2:
                    raise InvalidJudgements(
                        f"{path} cannot hold query {query_id!r} with product {product_id!r}: a "
                        "TREC run parts its fields by spaces."
                    )
                file.write(
                    f"{query_id} Q0 {product_id} {rank} {len(ranked) - rank + 1} bowerbird\n"
                )


@contextmanager
def _users(
    path: Path | None, queries: list[EvalQuery], state: Path | None
) -> Iterator[tuple[list[EvalQuery], Path | None, list[str]]]:
    """The queries with who asks them, the state folder to use, and notes."""
    if path is None:
        yield queries, state, []
        return
    with open_table(path, error=InvalidJudgements) as (columns, rows):
        is_history = "query_id" not in columns or "product_id" in columns
        asker = {} if is_history else {r["query_id"]: r.get("user_id") for _, r in rows if r}
    if not is_history:
        queries = [replace(q, user_id=asker.get(q.query_id) or q.user_id) for q in queries]
        named = sum(bool(asker.get(q.query_id)) for q in queries)
        yield queries, state, [f"{path.name} says who asks {_of(named, queries)} queries."]
        return
    if state:
        raise click.UsageError("--users with a history file replaces --state: give one of them.")
    history = read_history(path)
    known = {event.user_id for event in history.events}
    named = sum(q.user_id in known for q in queries)
    if not named:
        raise InvalidJudgements(
            f"No query comes from a user of {path}.",
            remedy="Name the user of each query in a column user_id of the queries.",
        )
    notes = [
        f"{_of(named, queries)} queries come from a user with a history in {path.name}.",
        *history.notes,
        *(
            f"{n:,} rows of {path.name} left out: {trouble}."
            for trouble, n in history.counts.items()
        ),
    ]
    with TemporaryDirectory(prefix="bowerbird-") as folder:
        with EventLog(Path(folder) / FILE) as log:
            log.append(history.events)
        yield queries, Path(folder), notes


def _of(some: int, queries: Sequence[EvalQuery]) -> str:
    return f"{some:,} of {len(queries):,}"


def _watched(queries: list[EvalQuery]) -> Iterator[EvalQuery]:
    # disable=None: no bar unless stderr is a terminal.
    bar: Any = tqdm(queries, unit="query", disable=None, leave=False)
    return iter(bar)
