"""Nearest product rows to a query row: the contract, and FAISS behind it.

Similarity is the inner product and higher is better everywhere outside this file. Filters are applied
*before* the k nearest are chosen, so a filter never empties a page that has products to fill it.

Which index is chosen by the number of products, from measurements (`docs/performance.md`):

- up to `EXACT_UP_TO`, every row is looked at where it is stored (`search.scan`), and there is no other index;
- beyond, the rows are parted into lists around centroids (IVF, Sivic & Zisserman 2003), each kept in an
  eighth of a byte a column (product quantisation, Jégou, Douze & Schmid 2011, read sixteen codes at a
  time: André, Kermarrec & Le Scouarnec 2015), and the `PROBES` lists that promise most are looked at. They
  only propose: what a product scores is measured on its stored row (`search.fusion`), and of very many
  products more are proposed than asked for, of which their rows choose (`NARROWED`);
- a filter that leaves `SCAN_BELOW` products or fewer has all of them looked at, exactly, at any size.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

from search.scan import nearest

EXACT_UP_TO = 10_000
SCAN_BELOW = 50_000
"""Products."""

PROBES = 128
"""Lists that a query looks at, at least; with a filter more, as fewer of their products pass: by the root of
how many fewer, since the nearest lists are nearest with a filter, too."""

PROBED = 32
"""A query looks at one list in so many at least: more than `PROBES` from some millions of products on."""

NARROWED = 2_500_000
"""Products of which codes propose k. Of twice as many they propose twice k, and their rows choose k of those:
the more there are, the more are as near as codes can tell."""

CODED = 4
"""Columns that half a byte stands for."""

_TRAINED_ON = 40
"""Rows a centroid is fitted on: FAISS asks for 39."""


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
    """Search in this process; rows (n, width) float16, usually a memory map, and lists of them if any."""

    def __init__(self, rows: NDArray[np.float16], lists: Any | None) -> None:
        self._rows = rows
        self._lists = lists

    @property
    def exact(self) -> bool:
        return self._lists is None

    def search(
        self, query: NDArray[np.float32], k: int, *, allowed: NDArray[np.bool_] | None = None
    ) -> NDArray[np.int64]:
        count = len(self._rows) if allowed is None else int(allowed.sum())
        if self._lists is None or (allowed is not None and count <= SCAN_BELOW):
            return nearest(self._rows, query, k, allowed=allowed)
        selector = None
        if allowed is not None:
            bitmap = np.packbits(allowed, bitorder="little")
            selector = faiss.IDSelectorBitmap(len(bitmap), faiss.swig_ptr(bitmap))
        least = max(PROBES, self._lists.nlist // PROBED)
        probes = round(least * math.sqrt(len(self._rows) / count))
        parameters = faiss.SearchParametersIVF(sel=selector, nprobe=probes)  # type: ignore[call-arg]
        asked = _padded(query[None].astype(np.float32), self._lists.d)
        proposed = min(k * max(1, count // NARROWED), count)
        with _alone():
            _, found = self._lists.search(asked, proposed, params=parameters)
        rows = np.asarray(found[0][found[0] >= 0], dtype=np.int64)
        return rows if proposed <= k else nearest(self._rows, query, k, among=np.sort(rows))

    def write(self, path: Path) -> None:
        """Writes nothing where all rows are looked at: they are all there is."""
        if self._lists is not None:
            faiss.write_index(self._lists, str(path))


@contextmanager
def _alone() -> Iterator[None]:
    """One thread for a query. A second has little to do, then waits for the next query in a busy loop, and
    takes its core from whatever else the query needs."""
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)


def build_vectors(rows: NDArray[np.float16], *, like: VectorIndex | None = None) -> VectorIndex:
    """An index over product rows (n, width).

    `like` is one over rows that mean the same, such as the last version's: where it suits the number of
    products, its lists are filled anew instead of being fitted anew.
    """
    if len(rows) <= EXACT_UP_TO:
        return FaissVectors(rows, None)
    width = -(-rows.shape[1] // CODED) * CODED
    index = _kept(like, rows, width) or _fitted(rows, width)
    # A row belongs to the nearest centroid; by inner product the longest would get them all.
    promising, nearest = index.quantizer, faiss.IndexFlatL2(width)
    nearest.add(_centroids(index))
    index.quantizer = nearest
    try:
        _fill(index, rows)
    finally:
        index.quantizer = promising
    return FaissVectors(rows, index)


def _fill(index: Any, rows: NDArray[np.float16]) -> None:
    for start in range(0, len(rows), 65_536):  # bounded memory: FAISS wants float32
        index.add(_padded(rows[start : start + 65_536].astype(np.float32), index.d))


def read_vectors(path: Path, rows: NDArray[np.float16]) -> VectorIndex:
    """The index that was built over `rows`. The codes of lists are a sixteenth of the rows, and read."""
    return FaissVectors(rows, faiss.read_index(str(path)) if path.exists() else None)


def _lists(n: int) -> int:
    """About twice the root of n, as a power of two."""
    return 1 << round(math.log2(2 * math.sqrt(n)))


def _fitted(rows: NDArray[np.float16], width: int) -> Any:
    lists = _lists(len(rows))
    at = np.linspace(0, len(rows) - 1, min(len(rows), _TRAINED_ON * lists)).astype(np.int64)
    sample = _padded(rows[at].astype(np.float32), width)
    fit: Any = faiss.Kmeans(width, lists, niter=8, seed=1)
    fit.train(sample)
    index = _in_lists(fit.centroids)
    index.train(sample)  # the codes
    return index


def _kept(like: VectorIndex | None, rows: NDArray[np.float16], width: int) -> Any:
    """The lists and the codes of `like`, empty; None where it has none, or by far too many or too few."""
    if not isinstance(like, FaissVectors) or like._lists is None or like._lists.d != width:
        return None
    if not 0.5 <= like._lists.nlist / _lists(len(rows)) <= 2:
        return None
    index: Any = faiss.clone_index(like._lists)
    index.reset()
    return index


def _in_lists(centroids: NDArray[np.float32]) -> Any:
    lists, width = centroids.shape
    coarse: Any = faiss.IndexFlatIP(width)
    coarse.add(centroids)
    index: Any = faiss.IndexIVFPQFastScan(
        coarse, width, lists, width // CODED, 4, faiss.METRIC_INNER_PRODUCT
    )
    index.by_residual = False
    index.own_fields = True
    coarse.this.disown()
    return index


def _centroids(index: Any) -> NDArray[np.float32]:
    return np.asarray(index.quantizer.reconstruct_n(0, index.nlist), dtype=np.float32)


def _padded(rows: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    return np.pad(rows, ((0, 0), (0, width - rows.shape[1])))
