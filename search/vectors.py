"""Nearest product rows to a query row: the contract, and FAISS behind it.

Similarity is the inner product and higher is better everywhere outside this file. The vectors are
kept as float16, which is how they are stored in the artefact: the search is exact over the rows as
they are. Filters are applied *before* the k nearest are chosen, so a filter never empties a page
that has products to fill it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

SCAN_BELOW = 5_000
"""Products. Where a filter leaves fewer, their rows are scored directly: cheaper than a walk over
the whole index that skips nearly everything."""


LANES = 16
"""Columns that FAISS takes at once. Rows of any other width it adds up one column at a time, thirty
times slower: so the index's rows end in columns of zeros."""


class VectorIndex(Protocol):
    def search(
        self, query: NDArray[np.float32], k: int, *, allowed: NDArray[np.bool_] | None = None
    ) -> NDArray[np.int64]:
        """Rows of the k products with the largest inner product, best first; fewer if there are
        fewer.

        `query` is (width,); `allowed` is (n,) and says which products may be returned.
        """

    def write(self, path: Path) -> None: ...


class FaissVectors:
    """Exact search in this process; rows (n, width) float16, usually a memory map."""

    def __init__(self, rows: NDArray[np.float16], index: faiss.Index) -> None:
        self._rows = rows
        self._index = index

    def search(
        self, query: NDArray[np.float32], k: int, *, allowed: NDArray[np.bool_] | None = None
    ) -> NDArray[np.int64]:
        if allowed is None:
            return self._search(query, min(k, len(self._rows)), None)
        count = int(allowed.sum())
        if count <= SCAN_BELOW:
            return self._scan(query, k, np.flatnonzero(allowed))
        bitmap = np.packbits(allowed, bitorder="little")
        selector = faiss.IDSelectorBitmap(len(bitmap), faiss.swig_ptr(bitmap))
        only = faiss.SearchParameters()
        only.sel = selector
        return self._search(query, min(k, count), only)

    def _search(
        self, query: NDArray[np.float32], k: int, parameters: faiss.SearchParameters | None
    ) -> NDArray[np.int64]:
        if k == 0:
            return np.empty(0, np.int64)
        asked = _padded(query[None].astype(np.float32), self._index.d)
        _, found = self._index.search(asked, k, params=parameters)
        return np.asarray(found[0][found[0] >= 0], dtype=np.int64)

    def _scan(self, query: NDArray[np.float32], k: int, few: NDArray[np.intp]) -> NDArray[np.int64]:
        scores = self._rows[few].astype(np.float32) @ query
        return few[np.argsort(-scores, kind="stable")[:k]].astype(np.int64)

    def write(self, path: Path) -> None:
        faiss.write_index(self._index, str(path))


def build_vectors(rows: NDArray[np.float16]) -> VectorIndex:
    """An index over product rows (n, width)."""
    width = -(-rows.shape[1] // LANES) * LANES
    index = faiss.IndexScalarQuantizer(
        width, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )
    for start in range(0, len(rows), 65_536):  # bounded memory: FAISS wants float32
        index.add(_padded(rows[start : start + 65_536].astype(np.float32), width))
    return FaissVectors(rows, index)


def _padded(rows: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    return np.pad(rows, ((0, 0), (0, width - rows.shape[1])))


def read_vectors(path: Path, rows: NDArray[np.float16]) -> VectorIndex:
    """The index that was built over `rows`, memory-mapped."""
    return FaissVectors(rows, faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
