"""What the engines search: product rows, a number each to filter by, and queries; and the right answers.

Two sources. `grown` is the catalogue of `benchmarks.grown` with the rows that Bowerbird searches, and as
queries the rows it makes of real words and real pictures. `clusters` needs no data: unit rows around centres,
and queries near some of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.grown import grow
from benchmarks.machine import WORK
from benchmarks.scale import SOURCE, asked, query_rows
from search.artifact import Artifact, current_version
from search.encoders import load_encoder
from search.encoders.base import unit
from search.searcher import Searcher

K = 10
QUERIES = 250
WIDTH = 768
AROUND = 40
"""Products to a centre."""

SPREAD = 0.8
"""Length of what is added to a unit centre, of a product; of a query to its product, a quarter of that."""


@dataclass(frozen=True, slots=True)
class Searched:
    """Rows (n, width) and queries (q, width) float32, numbers (n,) even from 0 to 1."""

    rows: NDArray[np.float32]
    numbers: NDArray[np.float64]
    queries: NDArray[np.float32]

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for name in self.__slots__:
            np.save(folder / f"{name}.npy", getattr(self, name))

    @classmethod
    def read(cls, folder: Path) -> Searched:
        """Memory-mapped, so that what a process takes is the engine's."""
        return cls(
            *(np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in cls.__slots__)
        )

    def allowed(self, below: float | None, gone: NDArray[np.int64]) -> NDArray[np.bool_]:
        """(n,) which products may be returned."""
        allowed = np.ones(len(self.rows), bool) if below is None else self.numbers < below
        allowed[gone] = False
        return allowed


def clusters(n: int, *, seed: int = 0) -> Searched:
    rng = np.random.default_rng(seed)

    def near(rows: NDArray[np.float32], length: float) -> NDArray[np.float32]:
        noise = rng.standard_normal(rows.shape, dtype=np.float32) / WIDTH**0.5
        return unit(rows + length * noise)

    centres = unit(rng.standard_normal((max(n // AROUND, 1), WIDTH), dtype=np.float32))
    rows = near(centres[rng.integers(len(centres), size=n)], SPREAD)
    queries = near(rows[rng.integers(n, size=QUERIES)], SPREAD / 4)
    return Searched(rows, rng.random(n), queries)


def grown(n: int) -> Searched:
    """Needs the index of the real catalogue, which `benchmarks.main_job` makes."""
    source, index = WORK / f"whole-{SOURCE}", WORK / f"peers-index-{n}"
    if not (index / "CURRENT").exists():
        grow(source, index, n)
    artifact = Artifact.open(index / current_version(index))
    searcher = Searcher.open(source, encoder=load_encoder("lite"))
    kinds = asked(source, QUERIES)
    texts = QUERIES - len(kinds["picture"])
    rows = query_rows(searcher, [*kinds["words"][:texts], *kinds["picture"]])
    order = np.random.default_rng(0).permutation(len(rows))
    return Searched(
        artifact.rows.astype(np.float32),
        np.asarray(artifact.products.column("lot")),
        np.stack(rows)[order],
    )


SOURCES = {"grown": grown, "clusters": clusters}


def least(
    searched: Searched, queries: NDArray[np.float32], allowed: NDArray[np.bool_], k: int = K
) -> NDArray[np.float32]:
    """(q,) the inner product of each query with the last of its k best allowed products."""
    rows = searched.rows[allowed]
    k = min(k, len(rows))
    return np.array([np.partition(of, -k)[-k] for of in queries @ rows.T], np.float32)
