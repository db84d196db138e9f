"""How weights are learned from clicks, in simulation over real searches: does it help, and does it ever harm?

    python -m benchmarks.learning [--only PART]

The queries, candidates, evidence and shoppers are those of the personalised searches of `online-retail`
(`benchmarks.personal`). What is made up is who looks (1/position) and who clicks (.6 of what is wanted, .05
of the rest). Each seed is another shop with a hidden taste of its own; `bought` takes what was really bought
instead. Writes results/learning.json.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from benchmarks.machine import write_result
from benchmarks.personal import asked, online_retail
from search.asking import QueryVectors
from search.evaluation.users import AsOf
from search.learning.bounds import Estimate, bootstrap, sub_gaussian
from search.learning.clicks import fit
from search.learning.environment import ShopEnv
from search.learning.feedback import CLICK, LEARNABLE, Floats
from search.learning.interleaving import compared, team_draft
from search.learning.offpolicy import Logged, doubly_robust, ips, snips, switch
from search.learning.policies import Fixed
from search.learning.ranges import bounds, safe
from search.learning.rankings import gains, new_positions
from search.learning.regret import POLICIES, Curve, mean_of, run
from search.learning.shoppers import UNWANTED, WANTED, hidden_taste, imagine
from search.learning.slate import reinforce, value
from search.learning.world import SHOWN, World, best_weights
from search.query import Query
from search.signals import SIGNALS, Part

SEEDS = 10
COMPARED = 3
"""Seeds for the policies that are there for comparison."""

SAMPLE = 2_000
"""Queries of a world, drawn with its seed."""

CANDIDATES = 100
"""The best by words; what is ranked."""

GATED = "batch MAP behind the gate"
CHECKPOINTS = (100, 200, 300, 500, 1_000, 2_000, 3_000, 5_000, 7_000, 10_000)
LOGS = 200
LISTS = 1_000
"""Of each simulated log whose interval is held against the truth."""


def searches() -> dict[str, Any]:
    """The real searches, as ranked now: signals, features, there, bought, number bought, shopper."""
    searcher, cases, events = online_retail()
    memory = AsOf(searcher.artifact, events, cases, strict=False)
    searcher.memory = memory
    queries = asked(cases, searcher.artifact)
    texts = sorted({query.text for query in queries})
    rows = dict(zip(texts, searcher.encoder.encode_texts(texts), strict=True))
    features = np.zeros((len(queries), CANDIDATES, len(LEARNABLE)), np.float32)
    there, bought = np.zeros((2, len(queries), CANDIDATES), dtype=bool)
    case = None
    for at, query in enumerate(queries):
        if query.case is not case:
            case = query.case
            memory.at(case)
        found = searcher._rank(
            Query(text=query.text, user_id=case.user_id), QueryVectors(text=rows[query.text])
        )
        words = np.zeros(len(found.rows))
        for one in found.measured:
            if SIGNALS[one.name].part is Part.TEXT:
                words += one.scaled * one.weight
        top = np.lexsort((found.rows, -words))[:CANDIDATES]
        for one in found.measured:
            if one.name in LEARNABLE and found.weighing.weights[one.name]:
                open_to = one.weight / found.weighing.weights[one.name]
                features[at, : len(top), LEARNABLE.index(one.name)] = one.scaled[top] * open_to
        there[at, : len(top)] = True
        bought[at, : len(top)] = np.isin(found.rows[top], sorted(query.rows))
    kept = [i for i in range(len(LEARNABLE)) if features[:, :, i][there].std() > 1e-3]
    _, shoppers = np.unique([query.case.user_id for query in queries], return_inverse=True)
    return {
        "signals": np.array([LEARNABLE[i] for i in kept]), "features": features[:, :, kept],
        "there": there, "bought": bought, "shoppers": shoppers,
        "number": np.array([len(query.rows) for query in queries]),
    }  # fmt: skip


def hidden_tastes(found: Mapping[str, Any]) -> tuple[list[World], list[Floats]]:
    signals = tuple(map(str, found["signals"]))
    worlds, tastes = [], []
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        drawn = rng.choice(len(found["features"]), SAMPLE, replace=False)
        tastes.append(hidden_taste(signals, rng))
        worlds.append(
            imagine(
                signals, found["features"][drawn].astype(float), found["there"][drawn],
                found["shoppers"][drawn], tastes[-1], rng,
            )
        )  # fmt: skip
    return worlds, tastes


def bought(found: Mapping[str, Any]) -> World:
    """What was bought is what is wanted; the ideal list has what no candidate is, too."""
    gain = found["bought"].astype(float)
    most = np.minimum(found["number"], SHOWN)
    discounts = np.cumsum(1 / np.log2(np.arange(2, SHOWN + 2)))
    return World(
        signals=tuple(map(str, found["signals"])), features=found["features"].astype(float),
        there=found["there"], wanted=np.where(found["bought"], WANTED, UNWANTED), gain=gain,
        ideal=discounts[most - 1], examination=1 / np.arange(1, SHOWN + 1),
        shoppers=found["shoppers"],
    )  # fmt: skip


def shipped(world: World) -> Floats:
    return np.array([SIGNALS[name].weight for name in world.signals])


def words_alone(world: World) -> Floats:
    """A poor default: a shop that ranks by words, and hardly by anything else."""
    hardly = [1.0 if SIGNALS[name].part is Part.TEXT else 0.05 for name in world.signals]
    return shipped(world) * hardly


def learning(found: Mapping[str, Any]) -> dict[str, Any]:
    worlds, tastes = hidden_tastes(found)
    result: dict[str, Any] = {"checkpoints": CHECKPOINTS, "seeds": SEEDS}
    for label, default in (("good default", shipped), ("poor default", words_alone)):
        starts = [default(world) for world in worlds]
        best = np.array([w.ndcg(t) for w, t in zip(worlds, tastes, strict=True)])
        start = np.array([w.ndcg(d) for w, d in zip(worlds, starts, strict=True)])
        one = result[label] = {
            "default": _interval(start),
            "oracle": _interval(best),
            "policies": {},
        }
        click.echo(f"{label}: {start.mean():.3f}, oracle {best.mean():.3f}")
        for name, make in POLICIES.items():
            begun = time.monotonic()
            some = slice(SEEDS if name == GATED else COMPARED)
            curve = run(make, worlds[some], starts[some], tastes[some], checkpoints=CHECKPOINTS)
            one["policies"][name] = {"seeds": some.stop} | _curve(curve, start[some], best[some])
            shown = " ".join(f"{q:.3f}" for q in curve.quality.mean(axis=0))
            click.echo(f"  {name}: {shown}, {time.monotonic() - begun:.0f} s")
    return result


def really_bought(found: Mapping[str, Any]) -> dict[str, Any]:
    """The same with what was bought: the shipped weights were chosen on these very shoppers."""
    world = bought(found)
    low, high = bounds(world.signals)
    best = best_weights(world, shipped(world), low, high)
    oracle = np.full(COMPARED, world.ndcg(best))
    result: dict[str, Any] = {}
    for label, default in (("good default", shipped(world)), ("poor default", words_alone(world))):
        start = np.full(COMPARED, world.ndcg(default))
        curve = run(
            POLICIES[GATED], [world] * COMPARED, [default] * COMPARED, [best] * COMPARED,
            checkpoints=CHECKPOINTS,
        )  # fmt: skip
        result[label] = {
            "default": round(float(start[0]), 4), "oracle": round(float(oracle[0]), 4),
            "policies": {GATED: _curve(curve, start, oracle)},
        }  # fmt: skip
        click.echo(f"bought, {label}: {start[0]:.3f} → {curve.quality.mean(axis=0).round(3)}")
    return result


def _curve(curve: Curve, start: Floats, best: Floats) -> dict[str, Any]:
    change = curve.quality - start[:, None]
    share = change[:, -1].mean() / (best - start).mean()
    return {
        "ndcg": np.round(mean_of(curve.quality), 4).tolist(),
        "clicks lost": np.round(mean_of(curve.regret), 1).tolist(),
        "least change": round(float(change.min()), 4),
        "change at 300": np.round(change[:, CHECKPOINTS.index(300)], 4).tolist(),
        "change at the end": np.round(change[:, -1], 4).tolist(),
        "share of the oracle's gain": round(float(share), 3),
    }


def rankings_cover(found: Mapping[str, Any]) -> dict[str, Any]:
    """How often the 95 % interval of a gain holds the true one, for lists in a fixed order."""
    worlds, tastes = hidden_tastes(found)
    held: dict[str, list[bool]] = {}
    off: dict[str, list[float]] = {}
    for log in range(LOGS):
        world, taste = worlds[log % SEEDS], tastes[log % SEEDS]
        rng = np.random.default_rng((7, log))
        queries = rng.integers(len(world), size=LISTS)
        lists = Fixed(shipped(world)).lists(world, queries, rng)
        feedback = world.feedback(queries, lists, world.clicks(queries, lists, rng))
        # Each list is a draw of its own here, whoever asked.
        feedback = replace(feedback, shoppers=np.arange(LISTS))
        look, place = world.examination, new_positions(feedback, taste)
        wanted = world.wanted[queries[:, None], lists] * CLICK
        truth = float(((look[place - 1] - look) * wanted).sum(axis=1).mean())
        for knows, examination in (("known", look), ("estimated", None)):
            model = fit(feedback, shipped(world), examination=examination)
            gained = gains(feedback, taste, None, model)
            for name in ("inverse", "robust"):
                estimate = bootstrap(getattr(gained, name))
                key = f"{name}, examination {knows}"
                held.setdefault(key, []).append(estimate.low <= truth <= estimate.high)
                off.setdefault(key, []).append(estimate.value - truth)
    return _coverage(held, off)


def policies_cover(found: Mapping[str, Any]) -> dict[str, Any]:
    """The same for logs of a policy that draws one of five sets of weights for each list."""
    worlds, _ = hidden_tastes(found)
    held: dict[str, list[bool]] = {}
    off: dict[str, list[float]] = {}
    old, new = np.array([0.5, 0.2, 0.1, 0.1, 0.1]), np.array([0.05, 0.05, 0.1, 0.2, 0.6])
    estimators: dict[str, Callable[[Logged], Estimate]] = {
        "IPS": ips, "SNIPS": snips, "DR": doubly_robust, "SWITCH-DR": switch,
        "sub-Gaussian": lambda log: sub_gaussian(log.weights, log.rewards),
    }  # fmt: skip
    for number in range(LOGS):
        world = worlds[number % SEEDS]
        rng = np.random.default_rng((8, number))
        arms = [shipped(world), *(hidden_taste(world.signals, rng) for _ in old[1:])]
        queries = rng.integers(len(world), size=LISTS)
        shown = np.stack([Fixed(arm).lists(world, queries, rng) for arm in arms])
        expected = np.stack([world.expected_clicks(queries, of) for of in shown]) / SHOWN
        truth = float((new @ expected).mean())
        arm = rng.choice(len(old), size=LISTS, p=old)
        clicks = world.clicks(queries, shown[arm, np.arange(LISTS)], rng)
        guess = expected * 0.8 + 0.02  # a model that is wrong, and not useless
        log = Logged(
            rewards=clicks.mean(axis=1), propensities=old[arm], target=new[arm],
            predicted=guess[arm, np.arange(LISTS)], expected=new @ guess,
        )  # fmt: skip
        for name, estimator in estimators.items():
            estimate = estimator(log)
            held.setdefault(name, []).append(estimate.low <= truth <= estimate.high)
            off.setdefault(name, []).append(estimate.value - truth)
    return _coverage(held, off)


def _coverage(held: dict[str, list[bool]], off: dict[str, list[float]]) -> dict[str, Any]:
    found = {}
    for name, of in held.items():
        found[name] = {
            "coverage": float(np.mean(of)),
            "bias": float(np.round(np.mean(off[name]), 6)),
            "deviation": float(np.round(np.std(off[name]), 6)),
        }
        click.echo(f"  {name}: {found[name]}")
    return {"logs": LOGS, "lists": LISTS, "level": 0.95, "estimators": found}


def false_promotions(found: Mapping[str, Any]) -> dict[str, Any]:
    """How often the gate lets something pass where the hidden taste itself is served: each is a mistake."""
    worlds, tastes = hidden_tastes(found)
    curve = run(POLICIES[GATED], worlds, tastes, tastes, checkpoints=(300, 1_000, 3_000))
    best = np.array([w.ndcg(t) for w, t in zip(worlds, tastes, strict=True)])
    change = curve.quality - best[:, None]
    click.echo(f"the best is served: {change.min():+.4f} at worst")
    return {"seeds": SEEDS, "least change": round(float(change.min()), 4),
            "seeds that changed": int((np.abs(change) > 1e-9).any(axis=1).sum())}  # fmt: skip


def interleaved(found: Mapping[str, Any]) -> dict[str, Any]:
    """Lists and clicks after which team-draft interleaving is sure that the hidden taste is better."""
    worlds, tastes = hidden_tastes(found)
    rows = []
    for seed, (world, taste) in enumerate(zip(worlds, tastes, strict=True)):
        for label, default in (("good", shipped(world)), ("poor", words_alone(world))):
            rng = np.random.default_rng((9, seed))
            queries = rng.integers(len(world), size=16_000)
            one, two = (Fixed(w).lists(world, queries, rng).tolist() for w in (taste, default))
            preferences, clicks, sure = np.zeros(len(queries)), 0, None
            look = 250
            for at, query in enumerate(queries.tolist()):
                draft = team_draft(one[at], two[at], limit=SHOWN, rng=rng)
                chance = world.wanted[query, list(draft.items)] * world.examination
                hit = rng.random(SHOWN) < chance
                clicks += int(hit.sum())
                preferences[at] = draft.preference(hit.tolist())
                if at + 1 == look:
                    if compared(preferences[:look], level=0.995).low > 0:
                        sure = {"lists": look, "clicks": clicks}
                        break
                    look *= 2
            gap = world.ndcg(taste) - world.ndcg(default)
            rows.append({"default": label, "gap": round(gap, 4), "sure": sure})
    for row in rows:
        click.echo(f"  {row}")
    return {"worlds": rows}


def visits(found: Mapping[str, Any]) -> dict[str, Any]:
    """Whole visits: a slate policy that learns by REINFORCE, beside weights learned list by list."""
    worlds, tastes = hidden_tastes(found)
    result: dict[str, Any] = {"train": 3_000, "test": 1_500, "worlds": []}
    for seed in range(2):
        world, taste = worlds[seed], tastes[seed]
        env = ShopEnv(world)
        default = shipped(world)
        trained = reinforce(env, default, visits=result["train"], seed=seed)
        rng = np.random.default_rng((10, seed))
        queries = rng.integers(
            len(world), size=3 * result["train"]
        )  # as many lists as the visits had
        lists = Fixed(default).lists(world, queries, rng)
        feedback = world.feedback(queries, lists, world.clicks(queries, lists, rng))
        learned = safe(fit(feedback, default).weights(default), world.signals)
        systems: dict[str, Callable[[Any], Any]] = {
            name: _by(weights, len(world.signals))
            for name, weights in (("default", default), ("batch MAP", learned), ("taste", taste))
        }
        systems["REINFORCE"] = trained.scores
        earned = {
            name: value(env, scores, visits=result["test"], seed=10**6)
            for name, scores in systems.items()
        }
        one = {name: bootstrap(clicks).as_json() for name, clicks in earned.items()}
        one["REINFORCE - batch MAP"] = bootstrap(
            earned["REINFORCE"] - earned["batch MAP"]
        ).as_json()
        click.echo("  " + ", ".join(f"{name} {of['value']:.3f}" for name, of in one.items()))
        result["worlds"].append(one)
    return result


def _by(weights: Floats, signals: int) -> Callable[[NDArray[np.float32]], NDArray[np.float32]]:
    return lambda seen: np.asarray(seen[:, :signals] @ weights, dtype=np.float32)


def _interval(values: Floats) -> list[float]:
    return [round(float(v), 4) for v in mean_of(values[:, None])[:, 0]]


PARTS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "learning": learning,
    "bought": really_bought,
    "the best is served": false_promotions,
    "intervals of rankings": rankings_cover,
    "intervals of policies": policies_cover,
    "interleaving": interleaved,
    "visits": visits,
}


@click.command()
@click.option("--only", multiple=True, type=click.Choice(list(PARTS)), help="May be repeated.")
def main(only: tuple[str, ...]) -> None:
    """Measure every part."""
    start = time.monotonic()
    found = searches()
    parts = {}
    for name in only or PARTS:
        click.echo(name)
        parts[name] = PARTS[name](found)
    seconds = round(time.monotonic() - start)
    if only:
        click.echo(f"{seconds} s; results/learning.json is written only by a run over all parts.")
    else:
        path = write_result("learning", {"seconds": seconds, "queries": SAMPLE, "parts": parts})
        click.echo(f"{seconds} s; wrote {path}")


if __name__ == "__main__":
    main()
