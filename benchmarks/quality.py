"""How well products are found, on real data made by others: ours beside what people usually ship.

    python -m benchmarks.quality [--only TASK]

Every catalogue is indexed whole from its raw file, with the shipped weights and nothing tuned to it.
Queries that were written from label columns are asked of indices that do not have those columns.
Writes results/quality.json; `python -m benchmarks.readme` makes the README's table from it.
"""

from __future__ import annotations

import csv
import json
import random
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np

from benchmarks.baselines import (
    Baseline,
    Score,
    bm25,
    convex,
    minilm,
    one_tower,
    reciprocal_ranks,
)  # fmt: skip
from benchmarks.cached import CachedEncoder
from benchmarks.machine import DATA, RESULTS, WORK, write_result
from indexer.build import build
from indexer.cache import EmbeddingCache
from indexer.catalogue import Catalogue, read_catalogue
from indexer.compose import texts
from indexer.embed import embed_pictures, embed_texts
from indexer.images import PictureRequest, load_pictures
from indexer.progress import quiet
from indexer.report import Stages
from indexer.schema import DEFAULT_FIELDS
from search.encoders import load_encoder
from search.evaluation.cli import evaluate_with
from search.evaluation.judgements import EvalQuery, read_qrels, read_queries
from search.evaluation.report import Report
from search.evaluation.runs import Ranker
from search.searcher import Searcher

SEED = 0

HOMEDEPOT = 2_000
"""Of its 8,257 queries, drawn with the seed, so that the whole table takes minutes."""


@dataclass(frozen=True)
class Case:
    """One task: an index, queries with judgements, and the baselines it is held against."""

    name: str
    measures: tuple[str, ...]
    searcher: Searcher
    queries: Sequence[EvalQuery]
    qrels: Mapping[str, Mapping[str, float]]
    baselines: Mapping[str, Baseline]
    relevant: float = 1.0


class Shop:
    """A catalogue under ../shared/data, indexed once with `lite`."""

    def __init__(
        self,
        name: str,
        *,
        label: str = "",
        fields: Sequence[str] = DEFAULT_FIELDS,
        path: Path | None = None,
        views: Path | None = None,
        align_from: Path | None = None,
    ) -> None:
        self.folder = DATA / name
        self.encoder = CachedEncoder(load_encoder("lite"), WORK / "queries")
        self.fields = fields
        self.index = WORK / f"{name}{label}"
        self.catalogue: Catalogue = read_catalogue(
            path or self.folder / "catalog.csv",
            images_dir=self.folder if path or views else None,
            views=views,
        )
        self.report = build(
            self.catalogue,
            self.index,
            encoder=self.encoder,
            cache=WORK / "products",
            fields=fields,
            align_from=align_from,
            progress=quiet,
            stages=Stages(),
        )
        self.searcher = Searcher.open(self.index, encoder=self.encoder)

    def queries(self, kind: str | None = None) -> list[EvalQuery]:
        found = read_queries(self.folder / "queries.csv")
        return [q for q in found if kind is None or q.columns["kind"] == kind]

    def qrels(self, queries: Sequence[EvalQuery]) -> dict[str, dict[str, float]]:
        wanted = {query.query_id for query in queries}
        return {q: of for q, of in read_qrels(self.folder / "qrels.csv").items() if q in wanted}

    def baseline(self, score: Score) -> Baseline:
        return Baseline(self.catalogue.table.column("product_id").to_pylist(), score)

    def one_tower(self) -> Baseline:
        """Over the first picture of each product, as a plain pipeline has it."""
        images = self.catalogue.table.column("images").to_pylist()
        requests = [PictureRequest(i, 0, names[0]) for i, names in enumerate(images) if names]
        with EmbeddingCache(WORK / "products", self.encoder.fingerprint) as cache:
            loaded = load_pictures(requests, media=self.catalogue.media, known=cache.knows)
            found = embed_pictures(
                loaded, encoder=self.encoder, cache=cache, advance=lambda _: None
            )
        rows = np.zeros((len(images), self.encoder.image_dim), np.float32)
        rows[found.of[:, 0]] = found.rows
        return self.baseline(one_tower(self.encoder, rows))

    def words(self) -> dict[str, Baseline]:
        composed = texts(self.catalogue.table, self.fields)
        with EmbeddingCache(WORK / "products", self.encoder.fingerprint) as cache:
            embedded = embed_texts(
                composed, encoder=self.encoder, cache=cache, advance=lambda _: None
            )
        lexical, dense = bm25(composed), minilm(self.encoder, embedded.rows.astype(np.float32))
        return {
            "BM25": self.baseline(lexical),
            "MiniLM": self.baseline(dense),
            "BM25 + MiniLM": self.baseline(convex(lexical, dense)),
            "BM25 + MiniLM by rank": self.baseline(reciprocal_ranks(lexical, dense)),
        }


def grocery() -> Case:
    shop = Shop("grocery-store")
    queries = shop.queries()
    return Case("grocery: shop photo → product", ("recall@1", "recall@5"), shop.searcher, queries,
                shop.qrels(queries), {"one tower": shop.one_tower()})  # fmt: skip


def grocery_views() -> Case:
    shop = Shop("grocery-store", label="-views", views=DATA / "grocery-store" / "views.csv")
    queries = shop.queries()
    return Case("grocery: … several listing pictures", ("recall@1", "recall@5"), shop.searcher, queries,
                shop.qrels(queries), {"one tower": shop.one_tower()})  # fmt: skip


def rooms() -> Case:
    shop = Shop("ikea-rooms")
    queries = shop.queries()
    return Case("ikea: room photo → products in it", ("recall@20", "ndcg@10"), shop.searcher, queries,
                shop.qrels(queries), {"one tower": shop.one_tower()})  # fmt: skip


def variants() -> Case:
    shop = Shop("hm-fashion", fields=("title", "description"))
    queries = shop.queries("image_variant")
    return Case("hm: picture → its other colours", ("recall@10",), shop.searcher, queries,
                shop.qrels(queries), {"one tower": shop.one_tower()})  # fmt: skip


def similar() -> Case:
    shop = Shop("fashion-myntra", fields=("title",))
    queries = shop.queries("image_same_type")
    return Case("myntra: picture → similar", ("ndcg@10",), shop.searcher, queries,
                shop.qrels(queries), {"one tower": shop.one_tower()})  # fmt: skip


def hm_words() -> Case:
    shop = Shop("hm-fashion", fields=("title", "description"))
    queries = shop.queries("text_from_attributes")
    return Case("hm: words → product, labels hidden", ("ndcg@10",), shop.searcher, queries,
                shop.qrels(queries), shop.words())  # fmt: skip


def myntra_words() -> Case:
    shop = Shop("fashion-myntra", fields=("title",))
    queries = shop.queries("text_from_attributes")
    return Case("myntra: words → product, labels hidden", ("ndcg@10",), shop.searcher, queries,
                shop.qrels(queries), shop.words())  # fmt: skip


def homedepot() -> Case:
    shop = Shop("homedepot-relevance", fields=("title",))
    queries = random.Random(SEED).sample(shop.queries(), HOMEDEPOT)
    return Case("homedepot: real queries, 54,667 titles", ("ndcg@10", "mrr", "recall@100"), shop.searcher,
                queries, shop.qrels(queries), shop.words(), relevant=2.67)  # fmt: skip


def unseen(name: str, fields: tuple[str, ...]) -> Case:
    """The alignment is fitted on a seeded half; the other half has its texts blanked, and each of its
    products' texts must find its picture."""
    with (DATA / name / "catalog.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    random.Random(SEED).shuffle(rows)
    half = len(rows) // 2
    WORK.mkdir(parents=True, exist_ok=True)
    blanked = [row | dict.fromkeys(fields, "") for row in rows[half:]]
    paths = {}
    for label, part in (("-fitted", rows[:half]), ("-blank", blanked)):
        paths[label] = WORK / f"{name}{label}.csv"
        with paths[label].open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(part)
    fitted = Shop(name, label="-fitted", fields=fields, path=paths["-fitted"])
    shop = Shop(name, label="-blank", fields=fields, path=paths["-blank"], align_from=fitted.index)
    queries = [
        EvalQuery(row["id"], ". ".join(row[f] for f in fields if row[f]), None, None, {})
        for row in rows[half:]
    ]
    qrels = {query.query_id: {query.query_id: 1.0} for query in queries}
    short = name.split("-")[0 if name != "fashion-myntra" else 1]
    return Case(
        f"{short}: words → picture, unseen half", ("recall@10",), shop.searcher, queries, qrels, {}
    )


TASKS: Mapping[str, Callable[[], Case]] = {
    "grocery": grocery,
    "grocery-views": grocery_views,
    "rooms": rooms,
    "variants": variants,
    "similar": similar,
    "hm-words": hm_words,
    "myntra-words": myntra_words,
    "ikea-unseen": lambda: unseen("ikea-rooms", ("title", "description")),
    "hm-unseen": lambda: unseen("hm-fashion", ("title", "description")),
    "myntra-unseen": lambda: unseen("fashion-myntra", ("title",)),
    "homedepot": homedepot,
}


def run(case: Case) -> dict[str, Any]:
    systems: dict[str, Ranker] = {**case.baselines, "Bowerbird": case.searcher}
    found: dict[str, Any] = {}
    for name, ranker in systems.items():
        report: Report = evaluate_with(
            ranker, case.queries, case.qrels, depth=100, relevant=case.relevant
        )
        found[name] = {
            measure: value.as_json()
            for measure, value in report.overall.measures.items()
            if measure in case.measures or re.match(r"(precision|recall|f1)@(1|5|10|20)$", measure)
        }
        shown = ", ".join(f"{m} {found[name][m]['mean']:.3f}" for m in case.measures)
        click.echo(f"  {name}: {shown}")
    return {"n": len(case.queries), "shown": list(case.measures), "systems": found}


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
        measured = json.loads(kept.read_text(encoding="utf-8"))["tasks"] | tasks
        tasks = {name: measured[name] for name in TASKS if name in measured}
    path = write_result("quality", {"seed": SEED, "tasks": tasks})
    click.echo(f"{seconds} s; wrote {path}")


if __name__ == "__main__":
    main()
