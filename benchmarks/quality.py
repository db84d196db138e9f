"""How well products are found, on real data made by others: ours beside what people usually ship.

    python -m benchmarks.quality [--only TASK]

Every catalogue is indexed whole from its raw file, with the shipped weights and nothing tuned to it.
Writes results/quality.json; `python -m benchmarks.readme` makes the README's table from it.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping, Sequence
from typing import Any

import click

from benchmarks.machine import RESULTS, write_result
from benchmarks.tasks import SEED, TASKS, Case
from search.evaluation.judgements import EvalQuery
from search.evaluation.measure import PerQuery, measure
from search.evaluation.report import summarise
from search.evaluation.runs import Ranker, ask

DEPTH = 100

Measures = dict[str, dict[str, float | None]]


def run(case: Case) -> dict[str, Any]:
    found: dict[str, Measures] = {}
    for name, baseline in case.baselines.items():
        found[name] = measured(case, [(baseline, case.queries)])
    found["Bowerbird"] = measured(case, case.asked)
    for name, values in found.items():
        shown = ", ".join(f"{m} {values[m]['mean']:.3f}" for m in case.measures)
        click.echo(f"  {name}: {shown}")
    return {"n": len(case.queries), "shown": list(case.measures), "systems": found}


def measured(case: Case, asked: Sequence[tuple[Ranker, Sequence[EvalQuery]]]) -> Measures:
    """The measures of a case over all its queries, each answered by the ranker beside it."""
    overall, _ = summarise(per_query(case, asked))
    return {
        name: value.as_json()
        for name, value in overall.measures.items()
        if name in case.measures or re.match(r"(precision|recall|f1)@(1|5|10|20)$", name)
    }


def per_query(
    case: Case,
    asked: Sequence[tuple[Ranker, Sequence[EvalQuery]]],
    *,
    weights: Mapping[str, float] | None = None,
) -> PerQuery:
    runs: dict[str, list[str]] = {}
    for ranker, queries in asked:
        answers, refused = ask(ranker, queries, depth=DEPTH, weights=weights)
        assert not refused, refused
        runs |= answers
    judged = {query.query_id: case.qrels[query.query_id] for query in case.queries}
    return measure(runs, judged, relevant=case.relevant)


@click.command()
@click.option(
    "--only", multiple=True, type=click.Choice(list(TASKS)), help="A task; may be repeated."
)
def main(only: tuple[str, ...]) -> None:
    """Measure every task."""
    start = time.monotonic()
    tasks = {}
    for name in only or TASKS:
        click.echo(name)
        case = TASKS[name]()
        tasks[name] = {"title": case.name} | run(case)
    seconds = round(time.monotonic() - start)
    kept = RESULTS / "quality.json"
    if only and kept.exists():  # the other tasks stand as they were measured
        known = json.loads(kept.read_text(encoding="utf-8"))["tasks"] | tasks
        tasks = {name: known[name] for name in TASKS if name in known}
    path = write_result("quality", {"seed": SEED, "tasks": tasks})
    click.echo(f"{seconds} s; wrote {path}")


if __name__ == "__main__":
    main()
