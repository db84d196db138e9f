"""`bowerbird evaluate`: ask an index the queries of a file and measure its answers.

`evaluate_with` is the work, over anything that ranks; the command around it reads options, opens
the index and writes files. It does *not* compare two systems: `compare_cli` does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from tqdm import tqdm

from search.commands import parse_weights
from search.errors import InvalidJudgements, nearest
from search.evaluation import options
from search.evaluation.judgements import EvalQuery, check, read_qrels, read_queries
from search.evaluation.measure import CUTOFFS, measure
from search.evaluation.report import Report, summarise, write_rows
from search.evaluation.runs import Ranker, ask, said, write_qrels, write_run
from search.filters import Filter
from search.personal.events import FILE, EventLog
from search.personal.history_file import read_history
from search.tables import open_table

NO_GROUP = "(empty)"


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
    each: Callable[[Sequence[EvalQuery]], Iterator[EvalQuery]] = iter,
) -> Report:
    """Asks every query that `check` keeps and summarises the measures, by the column `by` if given.

    A query that cannot be asked (an unreadable picture, too long a text) is left out with a note.
    Cutoffs beyond `depth` are not measured. `each` may watch the queries go by.
    Raises `InvalidJudgements` for an unknown column or when no query is left.
    """
    checked = check(queries, qrels, searcher.has_product)
    groups = _groups(checked.queries, by)
    runs, refused = ask(
        searcher, checked.queries, depth=depth, filters=filters, weights=weights, each=each
    )
    notes = [*checked.notes, *said(refused)]
    if not runs:
        raise InvalidJudgements("No query could be asked.", remedy=" ".join(notes))
    measured = {query_id: checked.qrels[query_id] for query_id in runs}
    per_query = measure(
        runs,
        measured,
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
        qrels=measured,
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
@options.index()
@click.option(
    "--queries", "queries_file", type=options.PATH, required=True,
    help="CSV, TSV or JSON lines: query_id, and text, image (a path beside the file) or user_id.",
)  # fmt: skip
@options.qrels
@click.option(
    "--users", "users_file", type=options.PATH,
    help="Who asks: either query_id, user_id; or a history file to use instead of the shop's.",
)  # fmt: skip
@click.option(
    "--by", metavar="COLUMN", help="Also report by each value of a column of the queries."
)
@options.relevant
@options.depth
@options.weights
@options.filters
@click.option("--state", type=options.PATH, help="The state folder.  [default: INDEX.state]")
@options.per_query
@click.option("--run-file", type=options.PATH, help="Write the rankings as a TREC run.")
@click.option(
    "--qrels-file", "qrels_out", type=options.PATH,
    help="Write the judgements that were measured as TREC qrels.",
)  # fmt: skip
@options.as_json
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
    qrels_out: Path | None,
    as_json: bool,
) -> None:
    """Measure precision, recall, F1, nDCG, MRR and MAP of an index on judged queries."""
    options.check_outputs(per_query, run_file, qrels_out)
    conditions, overrides = [Filter.parse(f) for f in filters], parse_weights(weights)
    queries, qrels = read_queries(queries_file), read_qrels(qrels_file)
    # Here, because it loads FAISS, which `bowerbird evaluate --help` need not wait for.
    from search.searcher import Searcher

    with _users(users_file, queries, state) as (queries, state, notes):
        report = evaluate_with(
            Searcher.open(index, state=state), queries, qrels,
            depth=depth, relevant=relevant, by=by, each=watched,
            filters=conditions, weights=overrides,
        )  # fmt: skip
    report = replace(report, notes=[*notes, *report.notes])
    if per_query:
        write_rows(report.per_query, per_query)
    if run_file:
        write_run(report.runs, run_file)
    if qrels_out:
        written = write_qrels(report.qrels, qrels_out)
        report = replace(report, notes=[*report.notes, *written])
    click.echo(json.dumps(report.as_json(), indent=2) if as_json else report.as_table())


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


def watched(queries: Sequence[EvalQuery]) -> Iterator[EvalQuery]:
    # disable=None: no bar unless stderr is a terminal.
    bar: Any = tqdm(queries, unit="query", disable=None, leave=False)
    return iter(bar)
