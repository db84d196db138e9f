"""A catalogue of any size from a real one: its products again and again, each a little different.

A product is drawn, moved some way towards one of its neighbours, and shaken in every block: the
clusters, and how near the nearest are, stay those of the real catalogue. It has the texts of the product
it came from, a price of its own, and a column `lot`, even from 0 to 1, for filters of any
selectivity. It has no picture files: what is measured is searching, not decoding.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from search.artifact import Artifact, Contents, activate, current_version, new_version, write
from search.encoders.base import unit
from search.vectors import build_vectors
from search.words import WordIndex

NEIGHBOURS = 20
FAR = 0.6
"""Of the way to a neighbour, at most."""

SHAKEN = 0.35
"""Length of what is added to a unit block at random."""

_CHUNK = 20_000


def grow(source: Path, index: Path, n: int, *, seed: int = 0) -> dict[str, Any]:
    """Writes an index of `n` products like those of the index `source`; says what it took."""
    base = Artifact.open(source / current_version(source))
    rng = np.random.default_rng(seed)
    drawn = rng.integers(len(base), size=n)
    rows = _rows(base, drawn, rng)
    table = _table(base, drawn, rng)
    texts = [
        f"{title} {category}"
        for title, category in zip(
            table.column("title").to_pylist(), table.column("category").to_pylist(), strict=True
        )
    ]
    seconds = {}
    start = time.perf_counter()
    vectors = build_vectors(rows)
    seconds["vectors"] = round(time.perf_counter() - start, 1)
    start = time.perf_counter()
    words = WordIndex.build(texts)
    seconds["words"] = round(time.perf_counter() - start, 1)
    start = time.perf_counter()
    version = new_version()
    folder = write(
        index,
        replace(base.manifest, version=version, files={}),
        Contents(
            products=table,
            rows=rows,
            pictures=base.pictures[:0],
            picture_of=base.picture_of[:0],
            words=words,
            vectors=vectors,
            alignment=base.alignment,
            pairs=base.pairs,
            listings=np.arange(n, dtype=np.int32),
            rarity=base.rarity,
        ),
    )
    activate(index, version)
    seconds["write"] = round(time.perf_counter() - start, 1)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "build_s": round(sum(seconds.values()), 1),
        "stages_s": seconds,
        "bytes_a_product": round(size / n),
    }


def _rows(
    base: Artifact, drawn: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.float16]:
    old = base.rows.astype(np.float32)
    blocks = [base.layout.columns(name) for name in base.layout.blocks]
    whole = unit(np.concatenate([old[:, block] for block in blocks], axis=1))
    near = np.concatenate(
        [
            np.argpartition(-(whole[at : at + 1_000] @ whole.T), NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
            for at in range(0, len(whole), 1_000)
        ]
    )
    rows = np.empty((len(drawn), old.shape[1]), np.float16)
    for start in range(0, len(drawn), _CHUNK):
        mine = drawn[start : start + _CHUNK]
        other = near[mine, rng.integers(NEIGHBOURS, size=len(mine))]
        way = FAR * rng.random((len(mine), 1), dtype=np.float32)
        made = old[mine]
        for block in blocks:
            size = block.stop - block.start
            noise = rng.standard_normal((len(mine), size), dtype=np.float32) * SHAKEN / size**0.5
            moved = unit((1 - way) * old[mine, block] + way * old[other, block] + noise)
            made[:, block] = moved * np.any(old[mine, block], axis=1)[:, None]
        rows[start : start + _CHUNK] = made
    return rows


def _table(base: Artifact, drawn: NDArray[np.int64], rng: np.random.Generator) -> pa.Table:
    n = len(drawn)
    columns = {name: base.products.column(name).take(drawn) for name in base.products.column_names}
    columns["product_id"] = pa.array([f"G{number:08d}" for number in range(n)])
    columns["description"] = pa.array([""] * n)
    columns["price"] = pa.array(np.round(rng.lognormal(3.0, 0.7, n), 2))
    columns["lot"] = pa.array(rng.random(n))
    return pa.table(columns).cast(
        pa.schema(
            [
                *(field for field in base.products.schema if field.name != "lot"),
                ("lot", pa.float64()),
            ]
        )
    )
