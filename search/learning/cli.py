"""`bowerbird learn`: options into calls, decisions into sentences."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from search.learning.decisions import Verdict
from search.query import QueryKind
from search.signals import SIGNALS

if TYPE_CHECKING:
    from search.learning.train import Learned

_KIND = click.Choice([kind.value for kind in QueryKind])


@click.command()
@click.option(
    "--index", type=click.Path(path_type=Path, file_okay=False), default=Path("data/index"),
    show_default=True, help="Folder of the index.",
)  # fmt: skip
@click.option(
    "--state", type=click.Path(path_type=Path), help="The shop's memory.  [default: INDEX.state]"
)
@click.option(
    "--kind", "kinds", multiple=True, type=_KIND,
    help="A kind of query; may be repeated.  [default: all]",
)  # fmt: skip
@click.option(
    "--level", type=click.FloatRange(0.5, 0.9999), default=0.995, show_default=True,
    help="How sure a gain must be.",
)  # fmt: skip
@click.option("--again", is_flag=True, help="Look now, although there are few new lists.")
@click.option("--dry-run", is_flag=True, help="Say what would be decided, and decide nothing.")
@click.option("--status", is_flag=True, help="Show what is served, and every decision so far.")
@click.option("--revert", type=_KIND, help="Go back to what was served before the last promotion.")
@click.option("--simulate", is_flag=True, help="Compare ways of learning on made-up shoppers.")
@click.option(
    "--lists", type=click.IntRange(100), default=2_000, show_default=True,
    help="With --simulate: how many lists each way of learning shows.",
)  # fmt: skip
@click.option(
    "--seeds", type=click.IntRange(1, 100), default=5, show_default=True,
    help="With --simulate: in how many worlds.",
)  # fmt: skip
@click.option(
    "--plot", type=click.Path(path_type=Path, dir_okay=False), default=Path("regret.png"),
    show_default=True, help="With --simulate: where the curves are drawn (PNG or SVG).",
)  # fmt: skip
@click.option(
    "--record", is_flag=True,
    help="With --simulate: also keep as many lists of the first world, as if shoppers had seen them. "
    "To try things out, not in a shop that sells.",
)  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def learn(
    index: Path,
    state: Path | None,
    kinds: tuple[str, ...],
    level: float,
    again: bool,
    dry_run: bool,
    status: bool,
    revert: str | None,
    simulate: bool,
    lists: int,
    seeds: int,
    plot: Path,
    record: bool,
    seed: int,
    as_json: bool,
) -> None:
    """Learn the weights of the ranking from what shoppers clicked, and promote them if they are better.

    Nothing is promoted that is not surely better on lists it did not learn from.
    """
    if sum(map(bool, (status, revert, simulate, dry_run))) > 1:
        raise click.UsageError("--status, --revert, --simulate and --dry-run are four things.")
    if record and not simulate:
        raise click.UsageError("--record goes with --simulate.")
    from search.searcher import Searcher

    searcher = Searcher.open(index, state=state)
    if simulate:
        from search.learning.simulate import simulate as run

        shown = run(searcher, lists=lists, seeds=seeds, seed=seed, plot=plot, record=record)
        click.echo(json.dumps(shown, indent=1) if as_json else "\n".join(shown["said"]))
        return
    assert searcher.decisions is not None
    if status:
        rows = [_row(one) for one in searcher.decisions.all()]
        served = {kind.value: one.version for kind, one in searcher.decisions.served().items()}
        if as_json:
            click.echo(json.dumps({"served": served, "decisions": rows}, indent=1))
        else:
            click.echo("\n".join(_status(rows, served)))
        return
    if revert:
        back = searcher.decisions.revert(QueryKind(revert), at=datetime.now(UTC))
        now = searcher.decisions.served().get(back.kind)
        click.echo(
            f"{back.kind.value}: learned-{back.evidence['reverts']} is no longer served; now "
            f"{now.origin if now else 'the shipped weights'}."
        )
        return
    from search.learning.train import learn as run_learning

    wanted = [QueryKind(kind) for kind in kinds] or list(QueryKind)
    found = run_learning(
        searcher, kinds=wanted, level=level, seed=seed, keep=not dry_run, again=again
    )
    if as_json:
        click.echo(json.dumps([_row(one.decision) for one in found], indent=1))
        return
    for one in found:
        click.echo("\n".join(_said(one, dry_run=dry_run)))


def _said(one: Learned, *, dry_run: bool) -> list[str]:
    decision, judged = one.decision, one.judged
    waits = decision.verdict is Verdict.WAITING
    verdict = f"would be {decision.verdict}" if dry_run and not waits else decision.verdict.value
    lines = [f"{decision.kind.value}: {verdict}. {judged.reason}"]
    if waits:
        return lines
    lines.append(
        f"  {decision.lists:,} lists, {int(one.feedback.clicked.sum()):,} clicked products, "
        f"{judged.earned:.4f} rewards a list"
    )
    if judged.model is not None:
        looked = ", ".join(f"{p:.2f}" for p in judged.model.examination[:10])
        lines.append(f"  looked at, by position: {looked}")
    if judged.better:
        for name, weight in zip(one.feedback.signals, judged.weights, strict=True):
            lines.append(f"  {name:18} {SIGNALS[name].weight:6.3f} → {weight:6.3f}")
    for name, estimate in (judged.others or {}).items():
        lines.append(
            f"  by {name}: {estimate.value:+.4f} [{estimate.low:+.4f}, {estimate.high:+.4f}]"
        )
    return [*lines, *(f"  {note}" for note in one.feedback.notes)]


def _row(one: Any) -> dict[str, Any]:
    return {
        "number": one.number, "at": one.at.isoformat(), "kind": one.kind.value,
        "verdict": one.verdict.value, "lists": one.lists, "weights": dict(one.weights),
        "evidence": dict(one.evidence),
    }  # fmt: skip


def _status(rows: list[dict[str, Any]], served: dict[str, str]) -> list[str]:
    lines = [f"{kind.value:8} {served.get(kind.value, 'shipped')}" for kind in QueryKind]
    for row in rows:
        why = row["evidence"].get("reason") or f"went back from {row['evidence'].get('reverts')}"
        lines.append(
            f"{row['number']:>4}  {row['at'][:16]}  {row['kind']:8} {row['verdict']:9} "
            f"{row['lists']:>7,} lists  {why}"
        )
    return lines if rows else [*lines, "Nothing was decided yet."]
