"""`bowerbird compare`: two settings, two versions or two TREC runs on the same queries."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np

from search.errors import InvalidInput, InvalidJudgements
from search.evaluation import options
from search.evaluation.cli import watched
from search.evaluation.compared import Compared, Moved, compared, moved
from search.evaluation.judgements import EvalQuery, check, read_qrels, read_queries
from search.evaluation.measure import CUTOFFS, measure
from search.evaluation.runs import ask, read_run, said
from search.evaluation.sides import (
    Answers,
    Side,
    on_common_ground,
    on_common_queries,
    read_side,
)
from search.filters import Filter

if TYPE_CHECKING:
    from search.encoders import Encoder
    from search.searcher import Searcher


@click.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@options.qrels
@click.option(
    "--queries", "queries_file", type=options.PATH,
    help="CSV, TSV or JSON lines: query_id, and text, image or user_id. Needed unless A and B are runs.",
)  # fmt: skip
@options.index("Of a side that names none.")
@click.option(
    "--measure", "measures", multiple=True, metavar="NAME",
    help="Test this alone; may be repeated, the first sorts the queries.  [default: all, by ndcg@10]",
)  # fmt: skip
@options.relevant
@options.depth
@options.filters
@click.option(
    "--most", type=click.IntRange(min=0), default=10, show_default=True,
    help="How many of the queries that moved are told.",
)  # fmt: skip
@options.per_query
@click.option("--html", type=options.PATH, help="Write a page with plots, one file.")
@click.option("--png", type=options.PATH, help="Write the plots.")
@options.as_json
def compare(
    a: str,
    b: str,
    qrels_file: Path,
    queries_file: Path | None,
    index: Path,
    measures: tuple[str, ...],
    relevant: float,
    depth: int,
    filters: tuple[str, ...],
    most: int,
    per_query: Path | None,
    html: Path | None,
    png: Path | None,
    as_json: bool,
) -> None:
    """Is B better than A on the same queries, or was it luck?

    A and B are each a TREC run (a file), "default", or settings that differ from it, parted by
    commas: version=NAME, index=DIR, state=DIR, and weights such as picture=0.5.
    """
    options.check_outputs(per_query, html, png)
    if a == b:
        raise InvalidInput(f"A and B are both {a!r}.", remedy="Give two sides that differ.")
    sides = read_side(a), read_side(b)
    if queries_file is None and not all(side.run for side in sides):
        raise click.UsageError("--queries is needed to ask an index.")
    if filters and any(side.run for side in sides):
        raise click.UsageError("--filter cannot change a run that was written before.")
    found = compare_sides(
        sides, read_qrels(qrels_file), read_queries(queries_file) if queries_file else None,
        index=index, measures=measures, relevant=relevant, depth=depth, most=most,
        filters=[Filter.parse(f) for f in filters],
    )  # fmt: skip
    if per_query:
        _write_per_query(found, per_query)
    if html or png:
        from search.evaluation.drawn import write_html, write_png

        if html:
            write_html(found, html)
        if png:
            write_png(found, png)
    click.echo(
        json.dumps(found.as_json(), indent=2, ensure_ascii=False) if as_json else found.as_table()
    )


def compare_sides(
    sides: tuple[Side, Side],
    qrels: Mapping[str, Mapping[str, float]],
    queries: Sequence[EvalQuery] | None,
    *,
    index: Path,
    measures: Sequence[str] = (),
    relevant: float = 1.0,
    depth: int = 1_000,
    most: int = 10,
    filters: Sequence[Filter] = (),
) -> Compared:
    """Asks what is to be asked and compares on the queries and products that both sides know.

    Raises `InvalidJudgements` where nothing is left to compare, and what opening an index raises.
    """
    cutoffs = [k for k in CUTOFFS if k <= depth]
    asked = _named_by(qrels) if queries is None else queries
    encoders: dict[str, Encoder] = {}
    searchers = [_open(side, index, encoders) for side in sides]
    opened = [searcher for searcher in searchers if searcher is not None]
    checked = check(
        asked, qrels, lambda p: not opened or any(searcher.has_product(p) for searcher in opened)
    )
    a, b = (
        _answers(side, searcher, checked.queries, depth=depth, filters=filters)
        for side, searcher in zip(sides, searchers, strict=True)
    )
    notes = [*checked.notes, *_strangers(a, b, {q.query_id for q in checked.queries})]
    kept, refused = on_common_queries(a, b, [q.query_id for q in checked.queries])
    judged = {query_id: checked.qrels[query_id] for query_id in kept}
    run_a, run_b, judged, told = on_common_ground(a, b, judged, deepest=cutoffs[-1])
    notes += [*said(refused), *told, *_unlike_lengths(a, b, cutoffs[-1])]
    if not any(any(of.values()) for of in judged.values()):
        raise InvalidJudgements("No query is left to compare.", remedy=" ".join(notes))
    per_a, per_b = (
        measure(run, judged, relevant=relevant, cutoffs=cutoffs) for run in (run_a, run_b)
    )
    titles = {**(a.titles or {}), **(b.titles or {})}
    by_id = {query.query_id: query for query in asked}

    def tell(query_id: str) -> tuple[str, list[Moved]]:
        lists = run_a.get(query_id, []), run_b.get(query_id, [])
        return _asks(by_id[query_id]), moved(*lists, judged[query_id], titles)

    return compared(
        (sides[0].written, sides[1].written), per_a, per_b,
        measures=measures, told=tell, most=most, notes=[*notes, *per_a.notes],
    )  # fmt: skip


def _open(side: Side, index: Path, encoders: dict[str, Encoder]) -> Searcher | None:
    """A searcher for a side that is no run; `encoders` are shared between the sides."""
    if side.run:
        return None
    # Here, because it loads FAISS, which `--help` and two runs need not wait for.
    from search.artifact import current_version, read_manifest
    from search.encoders import load_encoder
    from search.searcher import Searcher

    where = side.index or index
    version = side.version or current_version(where)
    spec = read_manifest(where / version).encoder["spec"]
    if spec not in encoders:
        encoders[spec] = load_encoder(spec)
    return Searcher.open(where, state=side.state, version=version, encoder=encoders[spec])


def _answers(
    side: Side,
    searcher: Searcher | None,
    queries: Sequence[EvalQuery],
    *,
    depth: int,
    filters: Sequence[Filter],
) -> Answers:
    if searcher is None:
        assert side.run
        runs = {query_id: ranked[:depth] for query_id, ranked in read_run(side.run).items()}
        return Answers(side.written, runs, {})
    runs, refused = ask(
        searcher, queries, depth=depth, filters=filters, weights=side.weights, each=watched
    )
    products = searcher.artifact.products
    ids, titles = (products.column(name).to_pylist() for name in ("product_id", "title"))
    return Answers(side.written, runs, refused, dict(zip(ids, titles, strict=True)))


def _named_by(qrels: Mapping[str, object]) -> list[EvalQuery]:
    """Where nobody gives the queries, what is judged is what was asked."""
    return [EvalQuery(query_id, query_id, None, None, {}) for query_id in qrels]


def _asks(query: EvalQuery) -> str:
    parts = [query.text, query.image.name if query.image else "", query.user_id or ""]
    return " + ".join(part for part in parts if part)


def _strangers(a: Answers, b: Answers, asked: set[str]) -> list[str]:
    """Notes on what a run has and the other side knows nothing of."""
    notes = []
    for run, other in ((a, b), (b, a)):
        if run.titles is not None:
            continue
        if more := run.runs.keys() - asked:
            notes.append(f"Queries of {run.written} left out, without a judgement: {len(more):,}.")
        if other.titles is not None:
            listed = {p for ranked in run.runs.values() for p in ranked}
            if lacking := len(listed - other.titles.keys()):
                notes.append(
                    f"{run.written} has {lacking:,} products that the index of {other.written} "
                    "lacks; they were left where they are."
                )
    return notes


def _unlike_lengths(a: Answers, b: Answers, deepest: int) -> list[str]:
    lengths = a.longest(), b.longest()
    indices_alone = a.titles is not None and b.titles is not None
    if indices_alone or lengths[0] == lengths[1] or min(lengths) >= deepest:
        return []
    return [
        f"The lists of A are up to {lengths[0]:,} products long, those of B {lengths[1]:,}: measures "
        f"beyond {min(lengths):,} favour the longer ones."
    ]


def _write_per_query(found: Compared, path: Path) -> None:
    """One row a query and measure; an undefined value is empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["query_id", "measure", "a", "b", "difference"])
        for name in found.tests:
            for query_id, a, b in zip(found.query_ids, found.a[name], found.b[name], strict=True):
                cells = ("" if np.isnan(value) else f"{value:.6g}" for value in (a, b, b - a))
                writer.writerow([query_id, name, *cells])
