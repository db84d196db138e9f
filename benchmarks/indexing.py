"""Indexing against the loops that one would write instead, on the same pictures and cores.

    python -m benchmarks.indexing            # about six minutes

`lite` from catalogue to active index, beside a plain torch loop over the same two towers, and one with
the pixels channels-last; ViT-B-32 with seeded random weights through Bowerbird's encoder (exact, and in
bf16), beside open_clip's own loop with its own preprocessing. Each loop reads, decodes and scales
the pictures itself; texts through MiniLM beside a plain torch loop over it. What a faster way costs is
beside it: the least cosine to torch, and how many of the ten nearest stay. The loops see the first few
hundred pictures, which gives their pace; a whole build starts a process, loads models, reads texts and
fits a space as well, so it is of all products. Writes results/indexing.json.
"""

from __future__ import annotations

import csv
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
import torch

from benchmarks.machine import DATA, WORK, write_result
from benchmarks.main_job import build
from search.encoders import load_encoder
from search.encoders.base import Rows, unit
from search.encoders.lite import MINILM, TOWERS, _picture_module, _text_module
from search.encoders.runtime import Precision
from search.errors import EncoderUnavailable
from search.pictures import read, square
from search.settings import models_home

SOURCE = "hm-fashion"
BATCH = 16
VIT = "ViT-B-32"
TEXTS = 1_000


def catalogue(count: int) -> tuple[Path, list[Path]]:
    """The first `count` products of the real catalogue, and their pictures."""
    with (DATA / SOURCE / "catalog.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))[:count]
    path = WORK / "indexing.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path, [DATA / SOURCE / row["image"] for row in rows]


def texts_of(path: Path) -> list[str]:
    """What a thousand of the products are called and said to be, each once."""
    with path.open(newline="") as file:
        rows = csv.DictReader(file)
        found = dict.fromkeys(f"{row['title']}. {row['description']}" for row in rows)
    return list(found)[:TEXTS]


def ours(path: Path, encoder: str) -> dict[str, float]:
    """From the catalogue to an active index by the command, in a process of its own: cold, unchanged, and
    with one product in a hundred changed."""
    index = WORK / "indexing"
    for left in (index, index.with_name("indexing.cache")):
        shutil.rmtree(left, ignore_errors=True)
    options: tuple[str | Path, ...] = ("--encoder", encoder, "--images", DATA / SOURCE)
    cold = build(path, index, *options)
    again = build(path, index, *options)
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows[::100]:
        row["title"] += " (new season)"
    changed = path.with_name("indexing-changed.csv")
    with changed.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    little = build(changed, index, *options)
    return {
        "wall_s": cold["wall_s"],
        "pictures_a_second": round(len(rows) / cold["wall_s"], 1),
        "of_the_picture_stage": cold["pictures_per_second"],
        "unchanged_share": round(again["wall_s"] / cold["wall_s"], 3),
        "one_percent_changed_share": round(little["wall_s"] / cold["wall_s"], 3),
    }


def plain_lite(paths: Sequence[Path], *, channels_last: bool) -> Rows:
    """Both towers of `lite` in torch, batch by batch."""
    found = load_encoder("lite")
    towers = []
    for file, name, side, _ in TOWERS:
        tower = _picture_module(name, found._paths[file]).eval()  # type: ignore[attr-defined]
        if channels_last:
            tower = tower.to(memory_format=torch.channels_last)
        towers.append((tower, side))
    rows = []
    with torch.inference_mode():
        for start in range(0, len(paths), BATCH):
            images = [read(path) for path in paths[start : start + BATCH]]
            parts = []
            for tower, side in towers:
                pixels = torch.from_numpy(np.stack([square(image, side) for image in images]))
                if not channels_last:  # the layout that a plain loop has: (n, 3, h, w) in memory
                    pixels = pixels.permute(0, 3, 1, 2).contiguous().permute(0, 2, 3, 1)
                parts.append(tower(pixels).numpy())
            rows.append(unit(np.concatenate(parts, axis=1)))
    return np.concatenate(rows)


def plain_clip(paths: Sequence[Path], checkpoint: Path) -> Rows:
    """open_clip as its own documentation uses it."""
    import open_clip

    model, _, preprocess = open_clip.create_model_and_transforms(VIT, pretrained=str(checkpoint))
    model = model.eval()
    rows = []
    with torch.inference_mode():
        for start in range(0, len(paths), BATCH):
            batch = [preprocess(read(path)) for path in paths[start : start + BATCH]]
            rows.append(unit(model.encode_image(torch.stack(batch)).numpy()))
    return np.concatenate(rows)


def plain_texts(texts: Sequence[str]) -> Rows:
    """MiniLM in torch, batch by batch of like lengths."""
    found = load_encoder("lite")
    tower = _text_module(found._paths[MINILM].parent).eval()  # type: ignore[attr-defined]
    tokenizer = found._tokenizer  # type: ignore[attr-defined]
    encoded = [tokenizer.encode(text).ids for text in texts]
    order = sorted(range(len(texts)), key=lambda at: len(encoded[at]))
    rows = np.empty((len(texts), found.text_dim), np.float32)
    with torch.inference_mode():
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            longest = max(len(encoded[at]) for at in chosen)
            ids = torch.zeros((len(chosen), longest), dtype=torch.int64)
            for row, at in enumerate(chosen):
                ids[row, : len(encoded[at])] = torch.tensor(encoded[at])
            rows[chosen] = tower(ids, (ids > 0).long()).numpy()
    return rows


def random_checkpoint() -> Path:
    import open_clip

    path = WORK / f"{VIT}-random.pt"
    if not path.exists():
        torch.manual_seed(0)
        torch.save(open_clip.create_model(VIT).state_dict(), path)
    return path


def timed(make: Callable[[], Rows], count: int) -> tuple[Rows, float]:
    start = time.perf_counter()
    rows = make()
    return rows, round(count / (time.perf_counter() - start), 2)


def through(spec: str, paths: Sequence[Path]) -> tuple[Rows, float]:
    encoder = load_encoder(spec)
    encoder.encode_images([read(paths[0])] * (BATCH + 1))  # converted and compiled by now

    def encode() -> Rows:
        parts = [
            encoder.encode_images([read(path) for path in paths[start : start + 64]])
            for start in range(0, len(paths), 64)
        ]
        return np.concatenate(parts)

    return timed(encode, len(paths))


def cost(rows: Rows, exact: Rows) -> dict[str, float]:
    """What of the exact rows is left."""
    k = 10
    near = [np.argsort(-(r @ r.T) + 2 * np.eye(len(r)), axis=1)[:, :k] for r in (rows, exact)]
    kept = [len(set(a) & set(b)) / k for a, b in zip(*map(np.ndarray.tolist, near), strict=True)]
    return {
        "least_cosine": round(float((rows * exact).sum(axis=1).min()), 5),
        "top10_overlap": round(float(np.mean(kept)), 4),
    }


@click.command()
@click.option("--count", default=300, show_default=True, help="Pictures that the loops see.")
@click.option("--products", default=5_000, show_default=True, help="Of the whole build.")
@click.option("--threads", default=2, show_default=True, help="Of torch.")
def main(count: int, products: int, threads: int) -> None:
    """Compare indexing with plain loops."""
    torch.set_num_threads(threads)
    WORK.mkdir(parents=True, exist_ok=True)
    models_home().mkdir(parents=True, exist_ok=True)
    path, pictures = catalogue(products)
    for picture in pictures:  # in the system's cache for everybody
        picture.read_bytes()
    pictures = pictures[:count]
    checkpoint = random_checkpoint()
    systems: dict[str, Any] = {}
    missing: dict[str, str] = {}

    def add(name: str, speed: float, exact: Rows | None = None, rows: Rows | None = None) -> None:
        systems[name] = {"a_second": speed}
        if exact is not None and rows is not None:
            systems[name] |= cost(rows, exact)
        click.echo(f"{name}: {systems[name]}")

    lite, speed = timed(lambda: plain_lite(pictures, channels_last=False), count)
    add("lite, plain torch", speed)
    rows, speed = timed(lambda: plain_lite(pictures, channels_last=True), count)
    add("lite, torch channels-last", speed, lite, rows)
    clip, speed = timed(lambda: plain_clip(pictures, checkpoint), count)
    add(f"{VIT}, plain open_clip", speed)
    kinds = [("lite", "lite", lite), (VIT, f"openclip:{VIT}/{checkpoint}", clip)]
    for precision in Precision:
        for name, spec, exact in kinds:
            family, colon, rest = spec.partition(":")
            wanted = spec if precision is Precision.F32 else f"{family}+{precision}{colon}{rest}"
            try:
                rows, speed = through(wanted, pictures)
            except EncoderUnavailable as problem:  # bf16 is not to be had everywhere
                missing[f"{name}, Bowerbird {precision}"] = str(problem)
                click.echo(f"{name}, Bowerbird {precision}: {problem}")
                continue
            add(f"{name}, Bowerbird {precision}", speed, exact, rows)
    words = texts_of(path)
    exact, speed = timed(lambda: plain_texts(words), len(words))
    add(f"{len(words):,} texts, plain torch", speed)
    load_encoder("lite").encode_texts(words[:BATCH])  # converted by now
    rows, speed = timed(lambda: load_encoder("lite").encode_texts(words), len(words))
    add(f"{len(words):,} texts, Bowerbird", speed, exact, rows)
    whole = ours(path, "lite")
    click.echo(f"whole builds, lite: {whole}")
    alone = {name: found["a_second"] for name, found in systems.items()}
    compared = {
        "lite, pictures alone, to plain torch": (
            "lite, plain torch", alone["lite, Bowerbird f32"],
        ),
        f"lite, whole build of {products:,}, to plain torch (goal 8)": (
            "lite, plain torch", whole["pictures_a_second"],
        ),
        f"lite, whole build of {products:,}, to channels-last (goal 4)": (
            "lite, torch channels-last", whole["pictures_a_second"],
        ),
        f"{VIT} exact (goal 1.5)": (f"{VIT}, plain open_clip", alone[f"{VIT}, Bowerbird f32"]),
        f"{VIT} bf16 (goal 2.7)": (
            f"{VIT}, plain open_clip", alone.get(f"{VIT}, Bowerbird bf16"),
        ),
    }  # fmt: skip
    result = {
        "pictures": count,
        "products": products,
        "systems": systems,
        "missing": missing,
        "whole_build_lite": whole,
        "ratios": {
            name: round(speed / alone[other], 2)
            for name, (other, speed) in compared.items()
            if speed is not None
        },
    }
    click.echo(f"ratios: {result['ratios']}")
    click.echo(f"wrote {write_result('indexing', result)}")


if __name__ == "__main__":
    main()
