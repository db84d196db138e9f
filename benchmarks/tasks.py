"""The tasks of the quality benchmark: an index, queries with judgements, and what to hold it against.

Queries that were written from label columns are asked of indices that do not have those columns.
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from benchmarks.baselines import Baseline
from benchmarks.machine import DATA, WORK
from benchmarks.shop import Shop
from search.colour import colours_of_text
from search.evaluation.judgements import EvalQuery
from search.searcher import Searcher

SEED = 0

HOMEDEPOT = 2_000
"""Of its 8,257 queries, drawn with the seed, so that the whole table takes minutes."""

COMPOSED = 800
"""Composed queries, drawn with the seed."""

Options = Mapping[str, Any]
"""Passed on to `Shop`: how an ablation builds its indices."""


@dataclass(frozen=True)
class Case:
    """One task. `asked` are the searchers and the queries that each of them answers; the baselines
    answer all of them."""

    name: str
    measures: tuple[str, ...]
    asked: Sequence[tuple[Searcher, Sequence[EvalQuery]]]
    qrels: Mapping[str, Mapping[str, float]]
    baselines: Mapping[str, Baseline] = field(default_factory=dict)
    relevant: float = 1.0

    @property
    def queries(self) -> list[EvalQuery]:
        return [query for _, queries in self.asked for query in queries]


def grocery(**options: Any) -> Case:
    shop = Shop("grocery-store", **options)
    queries = shop.queries()
    return Case("grocery: shop photo → product", ("recall@1", "recall@5"),
                [(shop.searcher, queries)], shop.qrels(queries), shop.one_tower())  # fmt: skip


def grocery_background(**options: Any) -> Case:
    """Half of the photographs are known, unlabelled, when the other half is asked; then the reverse."""
    asked, shop = _halves("grocery-store", **options)
    return Case("grocery: … with a background of other photos", ("recall@1", "recall@5"), asked,
                shop.qrels(shop.queries()), shop.one_tower())  # fmt: skip


def grocery_views(**options: Any) -> Case:
    views = DATA / "grocery-store" / "views.csv"
    shop = Shop("grocery-store", label="-views", views=views, **options)
    queries = shop.queries()
    return Case("grocery: … several listing pictures", ("recall@1", "recall@5"),
                [(shop.searcher, queries)], shop.qrels(queries), shop.one_tower())  # fmt: skip


def rooms(**options: Any) -> Case:
    shop = Shop("ikea-rooms", **options)
    queries = [replace(query, scene=True) for query in shop.queries()]
    return Case("ikea: room photo → products in it", ("recall@20", "ndcg@10"),
                [(shop.searcher, queries)], shop.qrels(queries), shop.one_tower())  # fmt: skip


def rooms_background(**options: Any) -> Case:
    asked, shop = _halves("ikea-rooms", scene=True, **options)
    return Case("ikea: … with a background of other rooms", ("recall@20", "ndcg@10"), asked,
                shop.qrels(shop.queries()), shop.one_tower())  # fmt: skip


def _halves(
    name: str, *, scene: bool = False, **options: Any
) -> tuple[list[tuple[Searcher, Sequence[EvalQuery]]], Shop]:
    queries = [replace(query, scene=scene) for query in Shop(name, **options).queries()]
    random.Random(SEED).shuffle(queries)
    asked: list[tuple[Searcher, Sequence[EvalQuery]]] = []
    for half in (0, 1):
        shop = Shop(name, label=f"-half-{half}", background=queries[half::2], **options)
        asked.append((shop.searcher, queries[1 - half :: 2]))
    return asked, shop


def variants(**options: Any) -> Case:
    shop = Shop("hm-fashion", fields=("title", "description"), **options)
    queries = shop.queries("image_variant")
    return Case("hm: picture → its other colours", ("recall@10",), [(shop.searcher, queries)],
                shop.qrels(queries), shop.one_tower())  # fmt: skip


def similar(**options: Any) -> Case:
    shop = Shop("fashion-myntra", fields=("title",), **options)
    queries = shop.queries("image_same_type")
    return Case("myntra: picture → similar", ("ndcg@10",), [(shop.searcher, queries)],
                shop.qrels(queries), shop.one_tower())  # fmt: skip


def hm_words(**options: Any) -> Case:
    shop = Shop("hm-fashion", fields=("title", "description"), **options)
    queries = shop.queries("text_from_attributes")
    return Case("hm: words → product, labels hidden", ("ndcg@10",), [(shop.searcher, queries)],
                shop.qrels(queries), shop.words())  # fmt: skip


def myntra_words(**options: Any) -> Case:
    shop = Shop("fashion-myntra", fields=("title",), **options)
    queries = shop.queries("text_from_attributes")
    return Case("myntra: words → product, labels hidden", ("ndcg@10",), [(shop.searcher, queries)],
                shop.qrels(queries), shop.words())  # fmt: skip


def homedepot(**options: Any) -> Case:
    shop = Shop("homedepot-relevance", fields=("title",), **options)
    queries = random.Random(SEED).sample(shop.queries(), HOMEDEPOT)
    return Case("homedepot: real queries, 54,667 titles", ("ndcg@10", "mrr", "recall@100"),
                [(shop.searcher, queries)], shop.qrels(queries), shop.words(), relevant=2.67)  # fmt: skip


def hm_composed(**options: Any) -> Case:
    """An article's own picture and "in COLOUR", for another colour of the same garment."""
    rows = _rows("hm-fashion")
    garments = defaultdict(list)
    for row in rows:
        garments[row["product_code"]].append(row)
    pairs = [
        (one, other)
        for garment in garments.values()
        for one in garment
        for other in garment
        if one["colour_group_name"] != other["colour_group_name"]
        and colours_of_text(f"in {other['colour_group_name'].lower()}") is not None
    ]
    shop = Shop("hm-fashion", fields=("title", "description"), **options)
    queries, qrels = [], {}
    for number, (one, other) in enumerate(random.Random(SEED).sample(pairs, COMPOSED)):
        name = f"c{number:03}"
        queries.append(
            EvalQuery(name, f"in {other['colour_group_name'].lower()}", shop.folder / one["image"],
                      None, {}, without=(one["id"],))
        )  # fmt: skip
        qrels[name] = {other["id"]: 1.0}
    return Case("hm: picture + “in COLOUR” → that colour of it", ("recall@1", "recall@10"),
                [(shop.searcher, queries)], qrels, shop.one_tower())  # fmt: skip


CHANGED = {"baseColour": "in {}", "gender": "for {}", "usage": "{}"}
"""What is changed of a product of myntra, and how it is said."""


def myntra_composed(**options: Any) -> Case:
    """A product's own picture and another colour, gender or usage; everything of the same type that has
    the other two as before is right."""
    rows = [row for row in _rows("fashion-myntra") if row["image"]]
    kinds = defaultdict(list)
    for row in rows:
        kinds[tuple(row[c] for c in ("articleType", *CHANGED))].append(row["id"])
    drawn = random.Random(SEED)
    shop = Shop("fashion-myntra", fields=("title",), **options)
    queries: list[EvalQuery] = []
    qrels = {}
    while len(queries) < COMPOSED // 2:
        row, changed = drawn.choice(rows), drawn.choice([*CHANGED])
        others = sorted({other[changed] for other in rows} - {row[changed], ""})
        value = drawn.choice(others)
        wanted = row | {changed: value}
        right = kinds.get(tuple(wanted[c] for c in ("articleType", *CHANGED)), [])
        if not right:
            continue
        name = f"c{len(queries):03}"
        queries.append(
            EvalQuery(name, CHANGED[changed].format(value.lower()), shop.folder / row["image"],
                      None, {"changed": changed}, without=(row["id"],))
        )  # fmt: skip
        qrels[name] = dict.fromkeys(right, 1.0)
    return Case("myntra: picture + another colour, gender or usage", ("ndcg@10", "hit@10"),
                [(shop.searcher, queries)], qrels, shop.one_tower())  # fmt: skip


def unseen(
    name: str, title: str, fields: tuple[str, ...], *, known: float = 1.0, **options: Any
) -> Case:
    """The alignment is fitted on a seeded half, or the share of it that is `known`; the other half has its
    texts blanked, and each of its products' texts must find its picture."""
    rows = _rows(name)
    random.Random(SEED).shuffle(rows)
    half = len(rows) // 2
    WORK.mkdir(parents=True, exist_ok=True)
    blanked = [row | dict.fromkeys(fields, "") for row in rows[half:]]
    paths = {}
    for label, part in (("-fitted", rows[: round(known * half)]), ("-blank", blanked)):
        paths[label] = WORK / f"{name}{label}.csv"
        with paths[label].open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(part)
    fitted = Shop(name, label="-fitted", fields=fields, path=paths["-fitted"], **options)
    shop = Shop(name, label="-blank", fields=fields, path=paths["-blank"],
                align_from=fitted.index, **options)  # fmt: skip
    queries = [
        EvalQuery(row["id"], ". ".join(row[f] for f in fields if row[f]), None, None, {})
        for row in rows[half:]
    ]
    qrels = {query.query_id: {query.query_id: 1.0} for query in queries}
    return Case(f"{title}: words → picture, unseen half", ("recall@10",),
                [(shop.searcher, queries)], qrels)  # fmt: skip


UNSEEN = {
    "ikea-unseen": ("ikea-rooms", "ikea", ("title", "description")),
    "hm-unseen": ("hm-fashion", "hm", ("title", "description")),
    "myntra-unseen": ("fashion-myntra", "myntra", ("title",)),
}


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name / "catalog.csv").open(newline="") as file:
        return list(csv.DictReader(file))


TASKS: Mapping[str, Callable[..., Case]] = {
    "grocery": grocery,
    "grocery-background": grocery_background,
    "grocery-views": grocery_views,
    "rooms": rooms,
    "rooms-background": rooms_background,
    "variants": variants,
    "similar": similar,
    "hm-words": hm_words,
    "myntra-words": myntra_words,
    **{task: partial(unseen, *of) for task, of in UNSEEN.items()},
    "hm-composed": hm_composed,
    "myntra-composed": myntra_composed,
    "homedepot": homedepot,
}
