"""Engines that are a library in the process, and whose filter is a function or a mask of products."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from search.blocks import LANES
from search.vectors import VectorIndex, build_vectors, read_vectors

LINKS, CONSTRUCTION = 16, 200
"""Of every graph (HNSW, Malkov & Yashunin 2018), whoever builds it: what hnswlib's own guide starts from."""

EFFORTS = (32, 64, 128, 256, 512)


class Bowerbird:
    """`search.vectors` as it is served: memory-mapped, proposing `effort` products, which are then
    measured on their stored rows."""

    efforts = (10, 30, 100, 300, 1_000)

    def __init__(self) -> None:
        self._last: VectorIndex | None = None

    def build(
        self, rows: NDArray[np.float32], numbers: NDArray[np.float64], folder: Path, threads: int
    ) -> None:
        faiss.omp_set_num_threads(threads)
        self._folder, self._threads, self._all = folder, threads, (rows, numbers)
        self._build(np.arange(len(rows)))

    def _build(self, kept: NDArray[np.int64]) -> None:
        rows, self._numbers, self._kept = self._all[0][kept], self._all[1][kept], kept
        version = self._folder / str(len(kept))  # as ours: what is mapped is never written over
        version.mkdir()
        rows = np.pad(
            rows, ((0, 0), (0, -rows.shape[1] % LANES))
        )  # as `search.blocks` lays them out
        np.save(version / "rows.npy", rows.astype(np.float16))
        self._rows = np.asarray(np.load(version / "rows.npy", mmap_mode="r"))
        build_vectors(self._rows, like=self._last).write(version / "vectors.faiss")
        self._last = read_vectors(version / "vectors.faiss", self._rows)

    def search(
        self, query: NDArray[np.float32], k: int, *, effort: int, below: float | None = None
    ) -> NDArray[np.int64]:
        assert self._last is not None
        query = np.pad(query, (0, self._rows.shape[1] - len(query)))
        allowed = None if below is None else self._numbers < below
        found = self._last.search(query, effort, allowed=allowed)
        scores = self._rows[found].astype(np.float32) @ query
        best = found[np.argsort(-scores, kind="stable")[:k]]
        return np.asarray(self._kept[best])

    def delete(self, gone: NDArray[np.int64]) -> None:
        """A build anew, as ours are, into the lists of the last."""
        faiss.omp_set_num_threads(self._threads)
        self._build(np.setdiff1d(np.arange(len(self._all[0])), gone))

    def close(self) -> None: ...


class FaissFlat:
    """Every row looked at, in float32."""

    efforts = (0,)

    def build(
        self, rows: NDArray[np.float32], numbers: NDArray[np.float64], folder: Path, threads: int
    ) -> None:
        self._folder, self._all = folder, (rows, numbers)
        self._build(np.arange(len(rows)))

    def _build(self, kept: NDArray[np.int64]) -> None:
        self._numbers, self._kept = self._all[1][kept], kept
        self._index: Any = faiss.IndexFlatIP(self._all[0].shape[1])
        self._index.add(self._all[0][kept])
        faiss.write_index(self._index, str(self._folder / "flat.faiss"))
        faiss.omp_set_num_threads(1)

    def search(
        self, query: NDArray[np.float32], k: int, *, effort: int, below: float | None = None
    ) -> NDArray[np.int64]:
        parameters = None
        if below is not None:
            bits = np.packbits(self._numbers < below, bitorder="little")
            selector = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
            parameters = faiss.SearchParameters(sel=selector)
        _, found = self._index.search(query[None], k, params=parameters)
        return np.asarray(self._kept[found[0][found[0] >= 0]])

    def delete(self, gone: NDArray[np.int64]) -> None:
        self._build(np.setdiff1d(np.arange(len(self._all[0])), gone))

    def close(self) -> None: ...


class Hnswlib:
    """A graph; its filter is a Python function that is asked about every product on the way."""

    efforts = EFFORTS

    def build(
        self, rows: NDArray[np.float32], numbers: NDArray[np.float64], folder: Path, threads: int
    ) -> None:
        import hnswlib

        self._numbers = numbers
        self._index: Any = hnswlib.Index(space="ip", dim=rows.shape[1])
        self._index.init_index(
            max_elements=len(rows), M=LINKS, ef_construction=CONSTRUCTION, random_seed=1
        )
        self._index.add_items(rows, np.arange(len(rows)), num_threads=threads)
        self._index.save_index(str(folder / "index.bin"))

    def search(
        self, query: NDArray[np.float32], k: int, *, effort: int, below: float | None = None
    ) -> NDArray[np.int64]:
        self._index.set_ef(max(effort, k))
        passes = None if below is None else (self._numbers < below).tolist().__getitem__
        found, _ = self._index.knn_query(query[None], k, num_threads=1, filter=passes)
        return np.asarray(found[0], dtype=np.int64)

    def delete(self, gone: NDArray[np.int64]) -> None:
        for number in gone:
            self._index.mark_deleted(int(number))

    def close(self) -> None: ...


class Usearch:
    """A graph that cannot filter from Python: enough is asked for that the filter should leave k."""

    efforts = EFFORTS
    _SPARE = 2.0

    def build(
        self, rows: NDArray[np.float32], numbers: NDArray[np.float64], folder: Path, threads: int
    ) -> None:
        from usearch.index import Index

        self._numbers = numbers
        self._index: Any = Index(
            ndim=rows.shape[1], metric="ip", dtype="f32",
            connectivity=LINKS, expansion_add=CONSTRUCTION,
        )  # fmt: skip
        self._index.add(np.arange(len(rows)), rows, threads=threads)
        self._index.save(str(folder / "index.usearch"))

    def search(
        self, query: NDArray[np.float32], k: int, *, effort: int, below: float | None = None
    ) -> NDArray[np.int64]:
        self._index.expansion_search = effort
        if below is None:
            return np.asarray(self._index.search(query, k, threads=1).keys, dtype=np.int64)
        passes = self._numbers < below
        share = max(passes.mean(), 1 / len(passes))
        count = min(int(np.ceil(self._SPARE * k / share)), len(self._index))
        found = self._index.search(query, count, threads=1).keys.astype(np.int64)
        return np.asarray(found[passes[found]][:k])

    def delete(self, gone: NDArray[np.int64]) -> None:
        self._index.remove(gone.astype(np.uint64), threads=1)

    def close(self) -> None: ...
