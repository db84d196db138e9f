"""How long the main job takes: indexing, rebuilding, starting, searching.

    python -m benchmarks.main_job

Everything is timed as a user meets it: whole commands in processes of their own for builds and starts,
a warm searcher for queries. Writes results/main_job.json.
"""

from __future__ import annotations

import csv
import json
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import click
import numpy as np

from benchmarks.machine import DATA, RESULTS, WORK, write_result
from search.encoders import load_encoder
from search.pictures import read
from search.query import Query
from search.searcher import Searcher

CATALOGUES = ("grocery-store", "ikea-rooms", "fashion-myntra", "hm-fashion")
TIMED = "fashion-myntra"
ASKED = "hm-fashion"
QUERIES = 300
BOWERBIRD = Path(sys.executable).with_name("bowerbird")


def command(*arguments: str | Path) -> tuple[float, str]:
    """Seconds and standard output of `bowerbird …` in a process of its own."""
    start = time.perf_counter()
    done = subprocess.run(
        [BOWERBIRD, *map(str, arguments)], check=True, text=True, capture_output=True
    )
    return time.perf_counter() - start, done.stdout


def build(catalogue: Path, index: Path, *options: str | Path) -> dict[str, Any]:
    seconds, out = command("index", catalogue, "--index", index, "--json", *options)
    report = json.loads(out)
    return {
        "wall_s": round(seconds, 2),
        "products": report["products"],
        "pictures": report["pictures"],
        "pictures_per_second": report["pictures_per_second"],
        "problems": report["problems"]["by_kind"],
        "alignment": report["alignment"],
        "bytes_on_disk": report["bytes_on_disk"],
        "seconds": report["seconds"],
    }


def rebuilds() -> dict[str, Any]:
    """Cold, unchanged, and with one row in a hundred changed: words of all of these, the picture of
    half of them."""
    index = WORK / "timed"
    for left in (index, index.with_name("timed.cache")):
        shutil.rmtree(left, ignore_errors=True)
    source = DATA / TIMED
    cold = build(source / "catalog.csv", index)
    unchanged = build(source / "catalog.csv", index)
    with (source / "catalog.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    chosen = random.Random(0).sample(range(len(rows)), len(rows) // 100)
    for turn, row in enumerate(chosen):
        rows[row]["title"] += " (new season)"
        if turn % 2:
            picture = WORK / "changed" / rows[row]["image"]
            picture.parent.mkdir(parents=True, exist_ok=True)
            read(source / rows[row]["image"]).rotate(3, fillcolor="white").save(picture)
            rows[row]["image"] = str(picture.absolute())
    changed = WORK / "timed-changed.csv"
    with changed.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    one_percent = build(changed, index, "--images", source, "--allow-outside")
    return {
        "cold": cold,
        "unchanged": unchanged | {"share_of_cold": round(unchanged["wall_s"] / cold["wall_s"], 4)},
        "one_percent_changed": one_percent
        | {"share_of_cold": round(one_percent["wall_s"] / cold["wall_s"], 4)},
    }


def latency(index: Path) -> dict[str, Any]:
    """Milliseconds of whole queries, encoding and evidence included, after warm-up; one client."""
    encoder = load_encoder("lite")
    searcher = Searcher.open(index, encoder=encoder)
    rng = random.Random(0)
    count = len(searcher.artifact)
    products = [searcher.artifact.product(row) for row in rng.sample(range(count), QUERIES + 20)]
    words = [f"{p.attributes.get('colour_group_name', '')} {p.title}" for p in products]
    pictures = [read(DATA / ASKED / p.images[0]) for p in products]
    kinds = {
        "words": [Query(text=text) for text in words],
        "picture": [Query(image=picture) for picture in pictures],
        "both": [Query(text=t, image=i) for t, i in zip(words, pictures, strict=True)],
    }
    found = {}
    for kind, queries in kinds.items():
        searcher, times = Searcher.open(index, encoder=encoder), []  # it remembers no query yet
        for turn, query in enumerate(queries):
            start = time.perf_counter()
            searcher.search(query)
            if turn >= 20:
                times.append((time.perf_counter() - start) * 1_000)
        p50, p95 = np.percentile(times, [50, 95])
        found[kind] = {"p50_ms": round(float(p50), 1), "p95_ms": round(float(p95), 1)}
    return {"products": count, "queries": QUERIES, **found}


@click.command()
@click.option(
    "--queries", "only_queries", is_flag=True, help="Keep the builds as they were measured."
)
def main(only_queries: bool) -> None:
    """Time the main job."""
    WORK.mkdir(parents=True, exist_ok=True)
    if only_queries:
        kept = json.loads((RESULTS / "main_job.json").read_text(encoding="utf-8"))
        result = {name: kept[name] for name in ("catalogues", "rebuilds")}
    else:
        result = _builds()
    result["latency"] = latency(WORK / f"whole-{ASKED}")
    click.echo(f"latency: {result['latency']}")
    whole = WORK / f"whole-{ASKED}"
    starts = [command("search", "red dress", "--index", whole)[0] for _ in range(5)]
    result["start_to_first_result_s"] = round(sorted(starts)[2], 2)
    click.echo(f"wrote {write_result('main_job', result)}")


def _builds() -> dict[str, Any]:
    result: dict[str, Any] = {"catalogues": {}}
    for name in CATALOGUES:  # what the quality benchmark embedded already is not embedded again
        result["catalogues"][name] = build(
            DATA / name / "catalog.csv", WORK / f"whole-{name}", "--cache", WORK / "products"
        )
        click.echo(f"{name}: {result['catalogues'][name]}")
    result["rebuilds"] = rebuilds()
    click.echo(f"rebuilds: {result['rebuilds']}")
    return result


if __name__ == "__main__":
    main()
