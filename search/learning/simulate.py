"""`bowerbird learn --simulate`: policies beside each other over an index, as a table and curves."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from search.learning.feedback import CLICK, Floats
from search.learning.plot import draw
from search.learning.policies import Fixed
from search.learning.regret import POLICIES, Curve, mean_of, run
from search.learning.shoppers import hidden_taste, imagine, real_searches
from search.learning.shown import Shown, ShownLog, space_of
from search.learning.train import served_weights
from search.learning.world import World
from search.query import QueryKind
from search.searcher import Searcher

STEPS = (100, 200, 300, 500, 1_000, 2_000, 3_000, 5_000, 7_000, 10_000)


def simulate(
    searcher: Searcher, *, lists: int, seeds: int, seed: int, plot: Path, record: bool
) -> dict[str, Any]:
    """Every policy in `seeds` worlds over real searches of the index; draws the regret and returns the
    numbers, with the table for a person under "said"."""
    signals, features, there, shoppers, asked = real_searches(searcher, seed=seed)
    worlds, tastes = [], []
    for number in range(seeds):
        rng = np.random.default_rng((seed, number))
        tastes.append(hidden_taste(signals, rng))
        worlds.append(imagine(signals, features, there, shoppers, tastes[-1], rng))
    weights = served_weights(searcher.decisions, QueryKind.WORDS)
    default = np.array([weights[name] for name in signals])
    checkpoints = [*(step for step in STEPS if step < lists), lists]
    policies = {**POLICIES, "the hidden taste itself": None}
    curves: dict[str, Curve] = {}
    for name, make in policies.items():
        made = make or (lambda world, default, number: Fixed(tastes[number]))
        curves[name] = run(made, worlds, [default] * seeds, tastes, checkpoints=checkpoints)
    draw(curves, plot)
    said = [
        f"{len(features):,} queries of {len(set(shoppers.tolist())):,} shoppers, {lists:,} lists, "
        f"{seeds} hidden tastes; signals: {', '.join(signals)}",
        *table(curves),
        f"Drawn in {plot}.",
    ]
    if record:
        kept = _record(searcher, worlds[0], default, asked, lists=lists, seed=seed)
        said.append(
            f"{kept:,} lists of the first world are kept: bowerbird learn will learn from them."
        )
    return {"checkpoints": list(checkpoints), "policies": _numbers(curves), "said": said}


def table(curves: dict[str, Curve]) -> list[str]:
    """Quality of what is served, and regret, at a few checkpoints, mean over worlds."""
    marks = next(iter(curves.values())).checkpoints
    shown = sorted({0, len(marks) // 2, len(marks) - 1})
    heads = "".join(f"{f'nDCG@10 at {marks[at]:,}':>24}" for at in shown)
    lines = [f"{'':28}{heads}{'clicks lost':>24}"]
    for name, curve in curves.items():
        quality, regret = mean_of(curve.quality), mean_of(curve.regret)
        cells = "".join(f"{_cell(quality[:, at], 3):>24}" for at in shown)
        lines.append(f"{name:28}{cells}{_cell(regret[:, -1], 0):>24}")
    return lines


def _cell(values: Floats, digits: int) -> str:
    mean, low, high = (f"{value:,.{digits}f}" for value in values)
    return f"{mean} [{low}, {high}]"


def _numbers(curves: dict[str, Curve]) -> dict[str, Any]:
    return {
        name: {
            "ndcg": np.round(mean_of(curve.quality), 4).tolist(),
            "regret": np.round(mean_of(curve.regret), 2).tolist(),
        }
        for name, curve in curves.items()
    }


def _record(
    searcher: Searcher, world: World, default: Floats, asked: list[str], *, lists: int, seed: int
) -> int:
    """Keeps lists of the simulated shoppers with what they clicked; no event is made up."""
    rng = np.random.default_rng((seed, 3))
    queries = rng.integers(len(world), size=lists)
    shown = Fixed(default).lists(world, queries, rng)
    clicked = world.clicks(queries, shown, rng)
    space, at = space_of(searcher.artifact), datetime.now(UTC)
    run_id = f"simulated-{at:%Y%m%dT%H%M%S%f}"
    products: dict[int, list[str]] = {}
    for query in set(queries.tolist()):
        products[query] = [
            f"{asked[query]} #{place + 1}" for place in range(world.features.shape[1])
        ]
    kept = [
        Shown(
            query_id=f"{run_id}-{number}", at=at, kind=QueryKind.WORDS,
            index_version=searcher.version, space=space, weights_version="simulated",
            products=tuple(products[query][place] for place in shown[number]),
            signals=world.signals,
            features=world.features[query, shown[number]].astype(np.float32),
            rewards=np.where(clicked[number], CLICK, 0).astype(np.float32),
        )
        for number, query in enumerate(queries.tolist())
    ]  # fmt: skip
    assert searcher.events is not None
    with ShownLog(searcher.events.path) as log:
        log.append(kept)
    return len(kept)
