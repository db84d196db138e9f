"""How far a task could go with the signals that there are, and what would move it.

    python -m benchmarks.ceiling [--only TASK]

Beside what is shipped, of the candidates that the shipped ranking puts first:

- *fitted*: weights chosen for this very task, by coordinate ascent (Metzler & Croft 2007) on half of its
  queries and measured on the other half. What lies beyond needs other signals, not other weights.
- *best signal*: for each query the best of its signals alone or the shipped sum, told by the judgements. No
  rule that chooses among them does better.
- *found*: all that is right among the candidates comes first. Beyond, it has to be found in the first place.

The same of what shoppers buy next and ask for, of `benchmarks.personal`. And for words that look for
pictures, how the measure grows with the pairs that are known. Writes results/ceiling.json.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from benchmarks.machine import RESULTS, write_result
from benchmarks.personal import asked as asked_by_shoppers
from benchmarks.personal import online_retail
from benchmarks.quality import per_query
from benchmarks.tasks import SEED, TASKS, UNSEEN, Case, unseen
from search import pictures
from search.evaluation.lists import CAPPED
from search.evaluation.users import AsOf
from search.fusion import Measured
from search.personal.recommend import _ranked, _wish_of
from search.query import Query

GOALS = {
    "grocery": 0.42, "grocery-background": 0.50, "grocery-views": 0.82, "rooms": 0.21,
    "rooms-background": 0.21, "variants": 0.76, "similar": 0.60, "hm-words": 0.36, "myntra-words": 0.88,
    "ikea-unseen": 0.76, "hm-unseen": 0.57, "myntra-unseen": 0.87, "hm-composed": 0.55, "homedepot": 0.47,
    "next-basket": 0.33, "personal-search": 0.61,
}  # fmt: skip
"""Of each task's first measure, set before anything was built."""

CANDIDATES = 500
STEPS = (0.0, 0.25, 0.5, 0.7, 0.85, 1.2, 1.5, 2.0, 4.0)
"""What a weight is multiplied by in a step of the ascent."""

ROUNDS = 3
GAIN = 1e-4
"""Of a round, below which the ascent ends."""

SHARES = (0.125, 0.25, 0.5)
"""Of the pairs of the fitted half, in the learning curve."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Lists:
    """What the candidates of a query get from each signal: `shares` (q, c, signals), in the shipped score;
    `gain` (q, c), what the judgements say of them, -1 where there is no candidate; `ideal`, all gains that a
    query has, best first."""

    signals: tuple[str, ...]
    shares: NDArray[np.float32]
    gain: Floats
    ideal: Sequence[Floats]

    def take(self, at: NDArray[np.intp]) -> Lists:
        return Lists(self.signals, self.shares[at], self.gain[at], [self.ideal[i] for i in at])


def collect(case: Case) -> Lists:
    found, judged = [], []
    for searcher, queries in case.asked:
        for start in range(0, len(queries), 64):
            batch = queries[start : start + 64]
            asked = [
                Query(text=q.text, image=pictures.read(q.image) if q.image else None, scene=q.scene)
                for q in batch
            ]
            for query, wanted, vectors in zip(batch, asked, searcher._encode(asked), strict=True):
                ranking = searcher._rank(wanted, vectors)
                ids = [searcher.artifact.product_id(int(row)) for row in ranking.rows]
                kept = [i for i, p in enumerate(ids) if p not in query.without][:CANDIDATES]
                gains = case.qrels[query.query_id]
                found.append({m.name: m.scaled[kept] * m.weight for m in ranking.measured})
                judged.append(
                    ([gains.get(ids[i], 0.0) for i in kept], sorted(gains.values())[::-1])
                )
    return _lists(found, judged)


def collect_baskets() -> Lists:
    """What is recommended to shoppers before the last basket of each."""
    searcher, cases, events = online_retail()
    searcher.memory = memory = AsOf(searcher.artifact, events, cases, strict=False)
    found, judged = [], []
    for case in cases:
        memory.at(case)
        ranked = _ranked(searcher, _wish_of(searcher, Query(user_id=case.user_id)))
        there = (searcher.artifact.row_of(product) for product in case.target)
        right = frozenset(row for row in there if row is not None)
        shares, gains = _judged(ranked.rows, ranked.measured, right)
        found.append(shares)
        judged.append((gains, [1.0] * len(case.target)))
    return _lists(found, judged)


def collect_searches() -> Lists:
    """What shoppers find who ask for what they buy next."""
    searcher, cases, events = online_retail()
    searcher.memory = memory = AsOf(searcher.artifact, events, cases, strict=False)
    found, judged = [], []
    for asked in asked_by_shoppers(cases, searcher.artifact):
        memory.at(asked.case)
        query = Query(text=asked.text, user_id=asked.case.user_id)
        ranking = searcher._rank(query, searcher._encode([query])[0])
        shares, gains = _judged(ranking.rows, ranking.measured, asked.rows)
        found.append(shares)
        judged.append((gains, [1.0] * len(asked.rows)))
    return _lists(found, judged)


def _judged(
    rows: NDArray[np.int64], measured: Sequence[Measured], right: Collection[int]
) -> tuple[dict[str, Floats], list[float]]:
    shares = {m.name: m.scaled[:CANDIDATES] * m.weight for m in measured}
    return shares, [float(row in right) for row in rows[:CANDIDATES].tolist()]


def _lists(
    found: Sequence[Mapping[str, Floats]], judged: Sequence[tuple[list[float], list[float]]]
) -> Lists:
    signals = tuple(sorted({name for one in found for name in one}))
    shares = np.zeros((len(found), CANDIDATES, len(signals)), np.float32)
    gain = np.full((len(found), CANDIDATES), -1.0)
    for row, (one, (gains, _)) in enumerate(zip(found, judged, strict=True)):
        gain[row, : len(gains)] = gains
        for name, values in one.items():
            shares[row, : len(values), signals.index(name)] = values
    return Lists(signals, shares, gain, [np.array(ideal) for _, ideal in judged])


def measure_of(name: str, relevant: float) -> Callable[[Lists, Floats], Floats]:
    """Recall or nDCG (`search.evaluation.measure`) of every query (q,), given the scores (q, c) of its
    candidates; NaN where it has none."""
    kind, cutoff = name.split("@")
    k = int(cutoff)
    discounts = 1 / np.log2(np.arange(2, k + 2))

    def values(lists: Lists, scores: Floats) -> Floats:
        there = np.where(lists.gain < 0, -np.inf, scores)
        order = np.argsort(-there, axis=1, kind="stable")[:, :k]
        top = np.maximum(np.take_along_axis(lists.gain, order, axis=1), 0)
        if kind == "ndcg":
            most = np.array([(of[:k] * discounts[: len(of[:k])]).sum() for of in lists.ideal])
            return np.divide(top @ discounts, most, out=np.full(len(top), np.nan), where=most > 0)
        right = np.array([(of >= relevant).sum() for of in lists.ideal])
        if kind == "capped_recall":
            right = np.minimum(right, k)
        hits = (top >= relevant).sum(axis=1)
        return np.divide(hits, right, out=np.full(len(top), np.nan), where=right > 0)

    return values


def ascend(lists: Lists, value: Callable[[Lists, Floats], Floats]) -> Floats:
    """(signals,) what the shipped weights are best multiplied by on these lists."""
    factors = np.ones(len(lists.signals))
    scores = lists.shares.sum(axis=2, dtype=float)
    best = float(np.nanmean(value(lists, scores)))
    for _ in range(ROUNDS):
        before = best
        for signal in range(len(factors)):
            own = factors[signal] * lists.shares[:, :, signal].astype(float)
            tried = [float(np.nanmean(value(lists, scores + (step - 1) * own))) for step in STEPS]
            if max(tried) > best:
                best, step = max(tried), STEPS[int(np.argmax(tried))]
                scores = scores + (step - 1) * own
                factors[signal] *= step
        if best - before < GAIN:
            break
    return factors


def bounds(title: str, measure: str, lists: Lists, relevant: float = 1.0) -> dict[str, Any]:
    value = measure_of(measure, relevant)
    shipped = value(lists, lists.shares.sum(axis=2, dtype=float))
    fitted = np.full(len(shipped), np.nan)
    halves = np.array_split(np.random.default_rng(SEED).permutation(len(shipped)), 2)
    factors = []
    for one, other in (halves, halves[::-1]):
        factors.append(ascend(lists.take(one), value))
        fitted[other] = value(lists.take(other), lists.take(other).shares @ factors[-1])
    alone = [value(lists, lists.shares[:, :, at].astype(float)) for at in range(len(lists.signals))]
    weights = {
        signal: [round(float(of[at]), 2) for of in factors]
        for at, signal in enumerate(lists.signals)
    }
    return {
        "title": title,
        "n": len(shipped),
        "measure": measure,
        "shipped": _mean(shipped),
        "fitted": _mean(fitted),
        "best_signal": _mean(np.max([shipped, *alone], axis=0)),
        "found": _mean(value(lists, lists.gain)),
        "factors": weights,
    }


def curve(name: str) -> list[dict[str, float]]:
    """Recall of the same unseen products, with ever more pairs to fit a space on."""
    points = []
    for share in (*SHARES, 1.0):
        case = unseen(*UNSEEN[name], known=share)
        found = per_query(case, case.asked).values["recall@10"]
        points.append({"pairs": round(share * len(case.queries)), "recall@10": _mean(found)})
    return points


def _mean(values: Floats) -> float:
    return round(float(np.nanmean(values)), 4)


SHOPPERS: Mapping[str, tuple[str, str, Callable[[], Lists]]] = {
    "next-basket": ("online-retail: next basket", CAPPED, collect_baskets),
    "personal-search": ("online-retail: personalised search", "ndcg@10", collect_searches),
}
"""Their title, measure, and lists."""

BOUNDED = (*TASKS, *SHOPPERS)


@click.command()
@click.option("--only", multiple=True, type=click.Choice(BOUNDED), help="A task; may be repeated.")
def main(only: tuple[str, ...]) -> None:
    """Measure the bounds of every task."""
    kept = RESULTS / "ceiling.json"
    tasks = json.loads(kept.read_text(encoding="utf-8"))["tasks"] if only and kept.exists() else {}
    for name in only or BOUNDED:
        if name in SHOPPERS:
            title, measure, lists = SHOPPERS[name]
            found = bounds(title, measure, lists())
        else:
            case = TASKS[name]()
            found = bounds(case.name, case.measures[0], collect(case), case.relevant)
        tasks[name] = {"goal": GOALS.get(name)} | found
        if name in UNSEEN:
            tasks[name]["curve"] = curve(name)
        click.echo(f"{name}: {json.dumps(tasks[name])}")
    tasks = {name: tasks[name] for name in BOUNDED if name in tasks}
    click.echo(f"wrote {write_result('ceiling', {'seed': SEED, 'tasks': tasks})}")


if __name__ == "__main__":
    main()
