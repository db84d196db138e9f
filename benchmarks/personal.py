"""How well shoppers are known, on real histories made by others: ours beside what people usually ship.

    python -m benchmarks.personal [--only TASK]

Next basket: each shopper's last order of the data set `online-retail` is hidden and ranked from the
earlier ones, once in the usual way and once under a strict split in time. Personalised search: words of
products in that order are asked, and the products in it are to be found. Next week: the same for
the 34 shoppers of `hm-fashion`. Shipped weights throughout. Writes results/personal.json, where
tasks that are not asked for stay as they were measured.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from benchmarks.machine import DATA, RESULTS, WORK, write_result
from benchmarks.recommenders import Learned, Recommender, content_mean
from benchmarks.shop import Shop
from search.artifact import Artifact
from search.asking import QueryVectors
from search.evaluation.compare import compare
from search.evaluation.lists import CAPPED, K, measure_lists
from search.evaluation.report import Interval, intervals
from search.evaluation.users import AsOf, Case, given_targets, last_baskets
from search.fusion import total
from search.personal.events import Event, Kind
from search.personal.gate import Gate, openness
from search.personal.history_file import ORDER_START, ORDER_STEP, read_history
from search.personal.lean import lean, shop_signals
from search.personal.profile import build_profile
from search.personal.recommend import rank
from search.personal.taste import TasteSpace
from search.query import Query
from search.searcher import Searcher
from search.signals import SIGNALS, Part, resolve_weights
from search.tables import open_table

SEED = 0
FIRST = 100
SHORTLISTED = "history soft, within the first 100 of the words"
"""What the words do not bring among their first is left out of what is right as well."""

QUERIES_A_SHOPPER = 3
MATCHING = (20, 300)
SHOWN = (CAPPED, f"recall@{K}", "ndcg@10", "mrr", "hit@10")


def lists(
    searcher: Searcher, cases: Sequence[Case], events: Sequence[Event], *, strict: bool
) -> dict[str, Any]:
    """Every system on the same cases, and ours against each of them."""
    memory = AsOf(searcher.artifact, events, cases, strict=strict)
    searcher.memory = memory
    systems: dict[str, Callable[[Case], Sequence[str]]] = {}

    def of_moment(make: Callable[[Learned], Recommender]) -> Recommender:
        made: dict[int, tuple[Learned, Recommender]] = {}

        def recommend(case: Case) -> Sequence[str]:
            key = memory.cut(case.at)
            if key not in made:
                acts = memory.acts(case.at)
                if not len(acts.at):  # a strict split of the first weeks: nothing to learn from
                    return []
                learned = Learned(acts)
                made[key] = learned, make(learned)
            return made[key][1](case)

        return recommend

    systems["popularity"] = of_moment(Learned.most_bought)
    systems["popularity of the week"] = lambda case: _demanded(memory)
    systems["item-item"] = of_moment(Learned.item_item)
    systems["EASE^R"] = of_moment(Learned.ease)
    systems["implicit ALS"] = of_moment(Learned.als)
    systems["content mean"] = content_mean(searcher.artifact, searcher.tastes)
    systems["Bowerbird, a stranger's"] = lambda case: rank(
        searcher, case.user_id, depth=K + len(case.known), weights={"history": 0.0}
    )
    systems["Bowerbird"] = lambda case: rank(searcher, case.user_id, depth=K + len(case.known))
    found = {}
    for name, ask in systems.items():
        start = time.monotonic()
        found[name] = measure_lists(ask, cases, memory, searcher.artifact, searcher.tastes)
        means = [getattr(found[name], part).values[CAPPED].mean() for part in ("everything", "new")]
        click.echo(
            f"  {name}: {means[0]:.3f} all, {means[1]:.3f} new, {time.monotonic() - start:.0f} s"
        )
    ours = found["Bowerbird"]
    result: dict[str, Any] = {"n": len(cases), "n_new": len(ours.new.query_ids), "systems": {}}
    for name, measured in found.items():
        one: dict[str, Any] = {"beyond": {k: round(v, 4) for k, v in measured.beyond.items()}}
        for part in ("everything", "new"):
            values, mine = getattr(measured, part).values, getattr(ours, part).values
            one[part] = {m: _interval(values[m]) for m in SHOWN}
            if name != "Bowerbird":
                one[part]["ours better"] = _test(mine[CAPPED], values[CAPPED])
        result["systems"][name] = one
    return result


def _demanded(memory: AsOf) -> list[str]:
    here = memory.crowd()
    order = np.lexsort((np.arange(len(here.demand)), -here.demand))
    return [here.crowd.products[code] for code in order]


@dataclass(frozen=True)
class Asked:
    """A query of a shopper at their moment, and the rows that they bought."""

    case: Case
    text: str
    rows: frozenset[int]


def asked(cases: Sequence[Case], artifact: Artifact) -> list[Asked]:
    """Up to three queries a shopper: of each product bought, the word of its title that most titles have,
    if it has 20 to 300 of them; three of those words, drawn with a seed. Everything bought then that has
    the word is to be found."""
    titles = artifact.products.column("title").to_pylist()
    words = [{w for w in re.findall("[a-z]+", t.lower()) if len(w) > 2} for t in titles]
    count = Counter(word for of in words for word in of)
    rng = random.Random(SEED)
    found = []
    for case in cases:
        bought = [row for p in sorted(case.target) if (row := artifact.row_of(p)) is not None]
        fitting = (
            [w for w in words[row] if MATCHING[0] <= count[w] <= MATCHING[1]] for row in bought
        )
        drawn = sorted({max(some, key=lambda w: (count[w], w)) for some in fitting if some})
        rng.shuffle(drawn)
        for word in drawn[:QUERIES_A_SHOPPER]:
            found.append(Asked(case, word, frozenset(r for r in bought if word in words[r])))
    return found


def personal_search(
    searcher: Searcher, cases: Sequence[Case], events: Sequence[Event], *, strict: bool
) -> dict[str, Any]:
    """One ranking a query, taken apart into its signals and put together again by each gate."""
    memory = AsOf(searcher.artifact, events, cases, strict=strict)
    searcher.memory, searcher.gate = memory, Gate.ALWAYS
    queries = asked(cases, searcher.artifact)
    texts = sorted({query.text for query in queries})
    rows = dict(zip(texts, searcher.encoder.encode_texts(texts), strict=True))
    systems = ("words", "words + popularity", *(f"history {gate}" for gate in Gate), SHORTLISTED)
    scores = {
        (name, new): np.full(len(queries), np.nan) for name in systems for new in (False, True)
    }
    for at, query in enumerate(queries):
        if at == 0 or query.case is not queries[at - 1].case:
            memory.at(query.case)
            known = {
                row for p in query.case.known if (row := searcher.artifact.row_of(p)) is not None
            }
        user = query.case.user_id
        certainty = memory.profile(user).certainty
        found = searcher._rank(
            Query(text=query.text, user_id=user), QueryVectors(text=rows[query.text])
        )
        parts = {part: np.zeros(len(found.rows)) for part in Part}
        for signal in found.measured:
            parts[SIGNALS[signal.name].part] += signal.scaled * signal.weight
        words, neutral = parts[Part.TEXT], parts[Part.TEXT] + parts[Part.SHOP]
        ranked = {"words": words, "words + popularity": neutral} | {
            f"history {gate}": neutral
            + parts[Part.HISTORY] * openness(gate, ambiguity=found.ambiguity, certainty=certainty)
            for gate in Gate
        }
        orders = {n: found.rows[np.lexsort((found.rows, -score))] for n, score in ranked.items()}
        shortlist, soft = orders["words"][:FIRST], orders[f"history {Gate.SOFT}"]
        orders[SHORTLISTED] = soft[np.isin(soft, shortlist)]
        for name, order in orders.items():
            right = query.rows & {*shortlist} if name == SHORTLISTED else query.rows
            if right:
                scores[name, False][at] = _ndcg(order, right)
            if fresh := right - known:
                kept = order[~np.isin(order, sorted(known))]
                scores[name, True][at] = _ndcg(kept, fresh)
    searcher.gate = Gate.SOFT
    result: dict[str, Any] = {"n": len(queries), "systems": {}}
    for name in systems:
        one = {
            part: {"ndcg@10": _interval(scores[name, new]),
                   "ours better": _test(scores["history soft", new], scores[name, new])}
            for part, new in (("everything", False), ("new", True))
        }  # fmt: skip
        result["systems"][name] = one
        click.echo(f"  {name}: " + ", ".join(f"{one[p]['ndcg@10']['mean']:.3f} {p}" for p in one))
    return result


def _ndcg(order: NDArray[np.int64], relevant: frozenset[int] | set[int]) -> float:
    gains = np.isin(order[:10], sorted(relevant)) / np.log2(np.arange(2, len(order[:10]) + 2))
    ideal = (1 / np.log2(np.arange(2, min(len(relevant), 10) + 2))).sum()
    return float(gains.sum() / ideal)


def latency(searcher: Searcher, cases: Sequence[Case], memory: AsOf) -> dict[str, Any]:
    """What demand and a history add to a query, in milliseconds, on the products that words have found:
    with the shopper's profile at hand, and after a new click, when it is built anew."""
    texts = ["dress", "black trousers", "jacket", "swimwear", "blue top"] * 4
    encoded = searcher.encoder.encode_texts(texts)
    weights = resolve_weights({})
    searcher.memory = memory
    taken: dict[str, list[float]] = {"query": [], "kept": [], "clicked": []}
    for case in cases:
        memory.at(case)
        for text, row in zip(texts, encoded, strict=True):
            clock = [time.perf_counter()]
            found = searcher._rank(Query(text=text), QueryVectors(text=row))
            clock.append(time.perf_counter())
            rows = np.sort(found.rows)
            fresh = TasteSpace(searcher.artifact)
            fresh.rows(rows[:1])  # its matrix belongs to the version, not to the shopper
            for space in (fresh, fresh):
                clock.append(time.perf_counter())
                profile = build_profile(case.user_id, case.history, searcher.artifact)
                clock.append(time.perf_counter())
                crowd = memory.crowd()
                signals = shop_signals(crowd, rows, weights)
                signals += lean(profile, searcher.artifact, rows, weights, space=space, crowd=crowd)
                total(signals, len(rows))
                clock.append(time.perf_counter())
            ms = np.diff(np.array(clock)) * 1_000
            taken["query"].append(ms[0])
            taken["clicked"].append(ms[2] + ms[3])
            taken["kept"].append(ms[6])
    return {
        "products": len(searcher.artifact),
        "events": _percentiles(np.array([len(case.history) for case in cases])),
        "query_ms": _percentiles(np.array(taken["query"])),
        "added_ms": _percentiles(np.array(taken["kept"])),
        "added_after_a_click_ms": _percentiles(np.array(taken["clicked"])),
    }


def _percentiles(values: NDArray[np.float64]) -> dict[str, float]:
    return {f"p{q}": round(float(np.percentile(values, q)), 2) for q in (50, 95)}


def _interval(values: NDArray[np.float64]) -> dict[str, float | None]:
    found = Interval(*map(float, intervals(values[:, None])[0])).as_json()
    return {name: None if value is None else round(value, 4) for name, value in found.items()}


def _test(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> dict[str, Any]:
    test = compare(ours, theirs)
    return {name: round(getattr(test.difference, name), 4) for name in ("mean", "low", "high")} | {
        "p": round(test.p, 4)
    }


def online_retail() -> tuple[Searcher, list[Case], list[Event]]:
    shop = Shop("online-retail", fields=("title",))
    events = read_history(DATA / "online-retail" / "interactions.csv").events
    return shop.searcher, last_baskets(events), events


def next_week() -> tuple[Searcher, list[Case], list[Event]]:
    """The order of a history is known and its dates are not: a purchase an hour."""
    shop = Shop("hm-fashion", fields=("title", "description"))
    events, targets = [], []
    with open_table(DATA / "hm-fashion" / "interactions.csv", error=click.ClickException) as (
        _,
        rows,
    ):  # type: ignore[type-var]
        for _, row in rows:
            if row is not None:
                at = ORDER_START + int(row["timestamp"] or 0) * ORDER_STEP
                late = row["event"] != "purchase"
                event = Event(
                    row["user_id"],
                    row["product_id"],
                    Kind.PURCHASE,
                    at + timedelta(days=900 * late),
                )
                (targets if late else events).append(event)
    return shop.searcher, given_targets(events, targets), events


def all_tasks(only: Sequence[str]) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    searcher, cases, events = online_retail()
    for name, work in (("next basket", lists), ("personalised search", personal_search)):
        for split in ("", ", strict"):
            if not only or name + split in only:
                click.echo(name + split)
                found[name + split] = work(searcher, cases, events, strict=bool(split))
    if not only or "next week" in only:
        click.echo("next week")
        searcher, cases, events = next_week()
        found["next week"] = lists(searcher, cases, events, strict=False)
        found["latency"] = latency(
            searcher, cases, AsOf(searcher.artifact, events, cases, strict=False)
        )
        click.echo(f"  {found['latency']}")
    return found


@click.command()
@click.option("--only", multiple=True, help="A task; may be repeated.")
def main(only: tuple[str, ...]) -> None:
    """Measure every task."""
    start = time.monotonic()
    WORK.mkdir(parents=True, exist_ok=True)
    path = RESULTS / "personal.json"
    kept = json.loads(path.read_text(encoding="utf-8"))["tasks"] if path.exists() else {}
    write_result("personal", {"seed": SEED, "tasks": kept | all_tasks(only)})
    click.echo(f"{time.monotonic() - start:.0f} s; wrote {path}")


if __name__ == "__main__":
    main()
