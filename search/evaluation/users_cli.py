"""`bowerbird evaluate-users`: are shoppers recommended what they bought next? Two settings compared."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from search.commands import parse_weights
from search.errors import InvalidJudgements
from search.evaluation import options
from search.personal.history_file import HistoryFile, read_history
from search.tables import open_table

TEST = "test"
"""The value of the column `split` in rows that are targets."""


@click.command("evaluate-users")
@options.index()
@click.option(
    "--interactions", type=options.PATH, required=True,
    help="A history file: user_id, product_id, timestamp, event.",
)  # fmt: skip
@click.option(
    "--targets", type=options.PATH,
    help="What was bought next, same columns; with a column split, its rows of split test. "
    "[default: the last basket of each shopper is hidden]",
)  # fmt: skip
@click.option(
    "--strict", is_flag=True, help="Learn nothing from what other shoppers did after a case."
)
@options.weights
@click.option(
    "--against", multiple=True, metavar="SIGNAL=VALUE",
    help="Weights of the setting to compare with.  [default: history=0]",
)  # fmt: skip
@click.option("--per-user", type=options.PATH, help="Write each user's measures as CSV.")
@options.as_json
def evaluate_users(
    index: Path,
    interactions: Path,
    targets: Path | None,
    strict: bool,
    weights: tuple[str, ...],
    against: tuple[str, ...],
    per_user: Path | None,
    as_json: bool,
) -> None:
    """Measure recommendations on real histories: accuracy, with and without repeats, and beyond it.

    Every shopper is asked as of the moment of the basket that is to be found.
    """
    options.check_outputs(per_user)
    settings = {
        "ours": parse_weights(weights),
        "against": parse_weights(against or ("history=0",)),
    }
    history = read_history(interactions)
    goal = None if targets is None else _targets(targets)
    # Here, because it loads FAISS, which `--help` need not wait for.
    from search.evaluation.compare import compare
    from search.evaluation.lists import K, measure_lists
    from search.evaluation.report import Interval, intervals, number, write_rows
    from search.evaluation.users import AsOf, Case, given_targets, last_baskets
    from search.personal.recommend import rank
    from search.searcher import Searcher

    searcher = Searcher.open(index)
    cases = (
        last_baskets(history.events) if goal is None else given_targets(history.events, goal.events)
    )
    memory = AsOf(searcher.artifact, history.events, cases, strict=strict)
    searcher.memory = memory
    found = {}
    for name, setting in settings.items():

        def ask(case: Case, setting: dict[str, float] = setting) -> list[str]:
            return rank(searcher, case.user_id, depth=K + len(case.known), weights=setting)

        found[name] = measure_lists(ask, cases, memory, searcher.artifact, searcher.tastes)
    report: dict[str, Any] = {
        "n": len(cases), "strict": strict, "index_version": searcher.version,
        "notes": _notes(history, interactions),
    }  # fmt: skip
    for part in ("everything", "new"):
        ours, other = (getattr(found[name], part) for name in settings)
        measures = {}
        for name, values in ours.values.items():
            test = compare(values, other.values[name])
            measures[name] = {
                **{
                    who: Interval(*map(float, intervals(v[:, None])[0])).as_json()
                    for who, v in (("ours", values), ("against", other.values[name]))
                },
                "difference": test.difference.as_json(),
                "p": number(round(test.p, 4)),
            }
        report[part] = {"n": len(ours.query_ids), "measures": measures}
    report["beyond"] = {name: dict(lists.beyond) for name, lists in found.items()}
    if per_user:
        write_rows(found["ours"].everything, per_user, of="user_id")
    click.echo(json.dumps(report, indent=2) if as_json else _table(report))


def _targets(path: Path) -> HistoryFile:
    with open_table(path, error=InvalidJudgements) as (columns, rows):
        if "split" not in columns:
            return read_history(path)
        kept = [row for _, row in rows if row and row["split"].casefold() == TEST]
    if not kept:
        raise InvalidJudgements(f"{path} has no row of split {TEST!r}.")
    with TemporaryDirectory(prefix="bowerbird-") as folder:
        part = Path(folder) / "targets.csv"
        with part.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(kept)
        return read_history(part)


def _notes(history: HistoryFile, path: Path) -> list[str]:
    left = [f"{n:,} rows of {path.name} left out: {what}." for what, n in history.counts.items()]
    return [*history.notes, *left]


def _table(report: dict[str, Any]) -> str:
    lines = []
    titles: Sequence[tuple[str, str]] = (
        ("everything", "the whole basket"),
        ("new", "what was new"),
    )
    for part, title in titles:
        lines.append(f"{title} (n={report[part]['n']:,})".ljust(28) + "ours [95 %]".rjust(22)
                     + "against".rjust(10) + "difference [95 %]".rjust(25) + "p".rjust(9))  # fmt: skip
        for name, one in report[part]["measures"].items():
            ours, gap = one["ours"], one["difference"]
            lines.append(
                f"{name:28}{_cell(ours):>22}{_shown(one['against']['mean']):>10}{_cell(gap):>25}"
                f"{_shown(one['p'], 4):>9}"
            )
    for name in report["beyond"]["ours"]:
        pair = (report["beyond"][who][name] for who in ("ours", "against"))
        lines.append(f"{name:28}" + "".join(f"{value:>16.3f}" for value in pair))
    return "\n".join([*lines, *report["notes"], f"Index version {report['index_version']}."])


def _cell(value: dict[str, float | None]) -> str:
    if value["mean"] is None:
        return "-"
    return f"{value['mean']:.3f} [{value['low']:.3f} {value['high']:.3f}]"


def _shown(value: float | None, places: int = 3) -> str:
    return "-" if value is None else f"{value:.{places}f}"
