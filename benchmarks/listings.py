"""How surely is the same photograph recognised, and how rarely another one taken for it?

    python -m benchmarks.listings

Pictures of four shops (`../shared/data`) are saved again, resized and cut. Every other pair of them is held
against the limits of `indexer.listings`; and, what matters most, all pairs of products that say the same of
themselves: they are different things wherever their photographs are. Then a catalogue of a million
made-up products is searched for listings, to see how long that takes. Writes `results/listings.json`.
"""

from __future__ import annotations

import csv
import io
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from PIL import Image

from benchmarks.machine import DATA, write_result
from indexer.catalogue import read_catalogue
from indexer.embed import EmbeddedPictures
from indexer.fingerprints import BYTES, fingerprint
from indexer.listings import (
    ALIKE,
    ALIKE_COLOURS,
    SAME,
    SAME_COLOURS,
    _pairs,
    _says,
    find_listings,
)
from search.colour import colours_of_picture
from search.pictures import decode, read

SHOPS = ("hm-fashion", "fashion-myntra", "ikea-rooms", "grocery-store")
PICTURES, COPIED = 2_000, 200
MILLION = 1_000_000


def saved(image: Image.Image, kind: str, quality: int) -> Image.Image:
    out = io.BytesIO()
    image.save(out, kind, quality=quality)
    return decode(out.getvalue(), name="a copy")


def resized(image: Image.Image, by: float) -> Image.Image:
    size = (round(image.width * by), round(image.height * by))
    return saved(image.resize(size, Image.Resampling.LANCZOS), "JPEG", 88)


def cut(image: Image.Image, share: float) -> Image.Image:
    x, y = int(image.width * share), int(image.height * share)
    return saved(image.crop((x, y, image.width - x, image.height - y)), "JPEG", 90)


COPIES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "JPEG, quality 85": lambda image: saved(image, "JPEG", 85),
    "JPEG, quality 50": lambda image: saved(image, "JPEG", 50),
    "JPEG, quality 25": lambda image: saved(image, "JPEG", 25),
    "WebP, quality 60": lambda image: saved(image, "WEBP", 60),
    "half as large": lambda image: resized(image, 1 / 2),
    "a third as large": lambda image: resized(image, 1 / 3),
    "twice as large": lambda image: resized(image, 2),
    "cut by 1 % a side": lambda image: cut(image, 0.01),
    "cut by 2 % a side": lambda image: cut(image, 0.02),
    "cut by 3 % a side": lambda image: cut(image, 0.03),
}


def seen(images: list[Image.Image]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    return np.stack([*map(fingerprint, images)]), np.stack([*map(colours_of_picture, images)])


def of_shop(name: str) -> dict[str, Any]:
    path = DATA / name / "catalog.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (path.parent / row["image"]).is_file()]
    random.Random(0).shuffle(rows)
    images = [read(path.parent / row["image"]) for row in rows[:PICTURES]]
    prints, colours = seen(images)
    found = {}
    for kind, copy in COPIES.items():
        again, theirs = seen([copy(image) for image in images[:COPIED]])
        bits = np.bitwise_count(again ^ prints[:COPIED]).sum(1)
        near = (theirs * colours[:COPIED]).sum(1)
        found[kind] = {
            "alike": float(np.mean((bits <= ALIKE) & (near >= ALIKE_COLOURS))),
            "surely the same": float(np.mean((bits <= SAME) & (near >= SAME_COLOURS))),
        }
    one, other = np.triu_indices(len(images), 1)
    bits = np.bitwise_count(prints[one] ^ prints[other]).sum(1)
    near = np.einsum("ij,ij->i", colours[one], colours[other])
    twins = (bits == 0) & (near > 0.9999)  # one photograph for two products
    return {
        "pictures": len(images),
        "copied": min(COPIED, len(images)),
        "found": found,
        "pairs of others": len(bits) - int(twins.sum()),
        "pairs of one photograph": int(twins.sum()),
        "others surely the same": int(((bits <= SAME) & (near >= SAME_COLOURS) & ~twins).sum()),
        "with the same words": of_same_words(path),
    }


def of_same_words(path: Path) -> dict[str, int]:
    """Pairs of products that say the same, how many show one photograph, and how many of the others are
    taken to; and the fewest bits at which another pair of like colours would be."""
    catalogue = read_catalogue(path)
    blocks = [np.column_stack(pair) for pair in _pairs(_says(catalogue.table))]
    pairs = np.concatenate([np.empty((0, 2), np.int64), *blocks])
    rows = np.unique(pairs)
    if not len(rows):
        return {"pairs": 0}
    names = catalogue.table.column("images").to_pylist()
    prints, colours = seen([read(catalogue.media / names[row][0]) for row in rows])
    one, other = np.searchsorted(rows, pairs).T
    bits = np.bitwise_count(prints[one] ^ prints[other]).sum(1)
    near = np.einsum("ij,ij->i", colours[one], colours[other])
    twins = (bits == 0) & (near > 0.9999)
    like = (near >= ALIKE_COLOURS) & ~twins
    return {
        "pairs": len(pairs),
        "pairs of one photograph": int(twins.sum()),
        "others alike": int((like & (bits <= ALIKE)).sum()),
        "nearest of the others": int(bits[like].min(initial=8 * BYTES)),
    }


def million() -> dict[str, Any]:
    """Made-up products: a twentieth are there again, with a few bits of their picture changed."""
    rng = np.random.default_rng(0)
    prints = rng.integers(0, 256, (MILLION, BYTES), dtype=np.uint8)
    colours = rng.random((MILLION, 31)).astype(np.float16)
    colours /= np.linalg.norm(colours.astype(np.float32), axis=1, keepdims=True).astype(np.float16)
    titles = [f"thing {n}" for n in range(MILLION)]
    again = np.arange(0, MILLION - 1, 20)
    prints[again + 1] = prints[again] ^ (rng.random((len(again), BYTES)) < 0.1).astype(np.uint8)
    colours[again + 1] = colours[again]
    for at in again:
        titles[at + 1] = titles[at]
    names = ["description", "category", "brand"]
    table = pa.table({"title": titles, **{name: [""] * MILLION for name in names}})
    pictures = EmbeddedPictures(
        rows=np.zeros((MILLION, 1), np.float16), hits=0,
        of=np.column_stack([np.arange(MILLION), np.zeros(MILLION)]).astype(np.int32),
        keys=[f"i:{n:064d}" for n in range(MILLION)], colours=colours, prints=prints,
    )  # fmt: skip
    start = time.perf_counter()
    groups = find_listings(table, pictures).groups
    seconds = time.perf_counter() - start
    joined = int((groups[again] == groups[again + 1]).sum())
    return {
        "products": MILLION, "seconds": round(seconds, 1), "there again": len(again),
        "found": joined, "listings": int(groups.max()) + 1,
    }  # fmt: skip


def main() -> None:
    write_result("listings", {"shops": {s: of_shop(s) for s in SHOPS}, "million": million()})


if __name__ == "__main__":
    main()
