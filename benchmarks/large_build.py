"""A large build: how long and how much memory 100,000 products take to index, stage by stage.

    python -m benchmarks.large_build [--products N]      # a quarter of an hour the first time: the texts

The real catalogues of clothes again and again, with words of its own in the title of each product, so that
no two texts are alike; a picture that comes again is embedded once. Memory is the most that the process held
at once: all of it, and what is its own without pages of files. Writes results/large_build.json.
"""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import click

from benchmarks.machine import DATA, WORK, write_result
from benchmarks.main_job import BOWERBIRD
from benchmarks.scale import memory

SOURCES = ("hm-fashion", "fashion-myntra")
CUTS = ("slim", "regular", "wide", "short", "long", "soft", "light", "warm", "plain", "classic")
_EVERY = 0.1
"""Seconds from one look at the memory to the next."""


def catalogue(products: int) -> Path:
    """Writes a catalogue of so many `products`; their pictures are named from the folder of the data sets."""
    real = []
    for source in SOURCES:
        with (DATA / source / "catalog.csv").open(newline="") as file:
            for row in csv.DictReader(file):
                fields = {name: row[name] for name in ("title", "description", "category")}
                real.append(fields | {"image": f"{source}/{row['image']}"})
    path = WORK / "large.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, ["id", *real[0]])
        writer.writeheader()
        for number, row in enumerate(islice(cycle(real), products)):
            turn = number // len(real)
            own = f"{CUTS[turn % len(CUTS)]} {number}"
            writer.writerow(row | {"id": f"L{number:07d}", "title": f"{row['title']} {own}"})
    return path


def build(path: Path, index: Path) -> dict[str, Any]:
    """What `bowerbird index` says of itself, and the most memory that it held."""
    command = [
        BOWERBIRD, "index", path, "--images", DATA, "--index", index, "--cache", WORK / "products",
        "--json",
    ]  # fmt: skip
    start, most = time.perf_counter(), {"resident_gb": 0.0, "own_gb": 0.0}
    with subprocess.Popen(command, text=True, stdout=subprocess.PIPE) as process:
        while process.poll() is None:
            now = memory(process.pid)
            most = {name: max(value, now.get(name, 0.0)) for name, value in most.items()}
            time.sleep(_EVERY)
        assert process.stdout is not None
        report = json.loads(process.stdout.read())
    kept = ("products", "pictures", "cache_hits", "alignment", "seconds", "bytes_on_disk")
    wall = round(time.perf_counter() - start, 1)
    return {"wall_s": wall, "memory": most} | {name: report[name] for name in kept}


@click.command()
@click.option("--products", default=100_000, show_default=True)
def main(products: int) -> None:
    """Measure a large build, and the same again with nothing changed."""
    WORK.mkdir(parents=True, exist_ok=True)
    path, index = catalogue(products), WORK / "large"
    shutil.rmtree(index, ignore_errors=True)
    result = {"first": build(path, index), "unchanged": build(path, index)}
    for name, found in result.items():
        click.echo(f"{name}: {found}")
    click.echo(f"wrote {write_result('large_build', result)}")


if __name__ == "__main__":
    main()
