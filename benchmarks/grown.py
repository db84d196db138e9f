"""A catalogue of any size from a real one: its products again and again, each a little different.

A product is drawn, moved some way towards one of its neighbours, and shaken in every block: the
clusters, and how near the nearest are, stay those of the real catalogue. It has the texts of the product
it came from, a price of its own, and a column `lot`, even from 0 to 1, for filters of any
selectivity. It has no picture files: what is measured is searching, not decoding.

Rows are made on the disk, a piece at a time: ten million of them are 19 GB there, twice that while they are
copied into the index, and never in memory.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from search.artifact import Artifact, Contents, activate, current_version, new_version, write
from search.disk import mapped
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
    index.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="rows", dir=index) as made:
        rows = _rows(base, drawn, rng, Path(made) / "rows.npy")
        return _build(base, drawn, rows, _table(base, drawn, rng), index)


def _build(
    base: Artifact,
    drawn: NDArray[np.int64],
    rows: NDArray[np.float16],
    table: pa.Table,
    index: Path,
) -> dict[str, Any]:
    seconds = {}
    start = time.perf_counter()
    vectors = build_vectors(rows)
    seconds["vectors"] = round(time.perf_counter() - start, 1)
    texts = [
        f"{title} {category}"
        for title, category in zip(
            base.products.column("title").to_pylist(),
            base.products.column("category").to_pylist(),
            strict=True,
        )
    ]
    start = time.perf_counter()
    words = WordIndex.build([texts[row] for row in drawn])
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
            listings=np.arange(len(rows), dtype=np.int32),
            rarity=base.rarity,
        ),
    )
    activate(index, version)
    seconds["write"] = round(time.perf_counter() - start, 1)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "build_s": round(sum(seconds.values()), 1),
        "stages_s": seconds,
        "bytes_a_product": round(size / len(rows)),
    }


def _rows(
    base: Artifact, drawn: NDArray[np.int64], rng: np.random.Generator, path: Path
) -> NDArray[np.float16]:
    """(n, width), made in and mapped from `path`."""
    old = base.rows.astype(np.float32)
    blocks = [base.layout.columns(name) for name in base.layout.blocks]
    whole = unit(np.concatenate([old[:, block] for block in blocks], axis=1))
    near = np.concatenate(
        [
            np.argpartition(-(whole[at : at + 1_000] @ whole.T), NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
            for at in range(0, len(whole), 1_000)
        ]
    )
    rows = np.lib.format.open_memmap(path, "w+", np.float16, (len(drawn), old.shape[1]))
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
    rows.flush()
    return mapped(path)


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
