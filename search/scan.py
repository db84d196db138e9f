"""Every row looked at: its inner product, or the k largest of them, exactly, where they lie.

An index of FAISS would keep a second copy of the rows. Float16 rows are the codes of FAISS's float16
quantiser, and what scans codes takes any: so the memory map of the artefact's rows needs no other index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

GATHERED = 50
"""A filter that leaves less than one row in so many has them gathered: that costs less than passing by the
others."""

_CHUNK = 512
"""Rows that are gathered at a time: they stay in the processor's cache."""


def nearest(
    rows: NDArray[np.float16],
    query: NDArray[np.float32],
    k: int,
    *,
    allowed: NDArray[np.bool_] | None = None,
    among: NDArray[np.int64] | None = None,
) -> NDArray[np.int64]:
    """The k of the `rows` (n, width) with the largest inner product with `query` (width,), best first; fewer
    if there are fewer. `allowed` is (n,) and says which rows may be found; or `among` (m,) numbers them.

    In one thread. Fast where the width is a multiple of 16, as `search.blocks` makes it: the columns of any
    other are added up one at a time.
    """
    count = len(rows) if allowed is None else int(allowed.sum())
    if allowed is not None and count * GATHERED < len(rows):
        among, allowed = np.flatnonzero(allowed), None
    if among is not None:
        count = len(among)
    chunks = [(rows, None)] if among is None else _gathered(rows, among)
    scores, found = _scan(chunks, query, min(k, count), allowed=allowed, numbered=among is not None)
    return found[np.lexsort((found, -scores))]


def products(rows: NDArray[np.float16], query: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n,) inner products of the `rows` (n, width) with `query` (width,).

    FAISS takes one row after another, so that none changes what another gives: a matrix product of float32
    adds in an order that depends on how many rows there are.
    """
    scores, found = _scan([(rows, None)], query, len(rows))
    given = np.empty(len(rows), np.float32)
    given[found] = scores
    return given


def _scan(
    chunks: Iterable[tuple[NDArray[np.float16], NDArray[np.int64] | None]],
    query: NDArray[np.float32],
    k: int,
    *,
    allowed: NDArray[np.bool_] | None = None,
    numbered: bool = False,
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """The k largest inner products (k,) and whose they are, in no order. `chunks` are rows and, if they are
    `numbered`, their numbers."""
    # A heap of the best so far, as FAISS keeps it.
    scores, found = np.full(k, -np.inf, np.float32), np.full(k, -1, np.int64)
    if k == 0:
        return scores, found
    asked = np.ascontiguousarray(query, dtype=np.float32)
    with _scanner(len(asked), allowed, numbered=numbered) as scanner:
        scanner.set_query(faiss.swig_ptr(asked))
        scanner.set_list(0, 0.0)
        for codes, ids in chunks:
            scanner.scan_codes(
                len(codes), faiss.swig_ptr(codes.reshape(-1).view(np.uint8)),
                None if ids is None else faiss.swig_ptr(ids),
                faiss.swig_ptr(scores), faiss.swig_ptr(found), k,
            )  # fmt: skip
    return scores, found


def _gathered(
    rows: NDArray[np.float16], few: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.float16], NDArray[np.int64]]]:
    for start in range(0, len(few), _CHUNK):
        yield rows[few[start : start + _CHUNK]], few[start : start + _CHUNK]


@contextmanager
def _scanner(width: int, allowed: NDArray[np.bool_] | None, *, numbered: bool) -> Iterator[Any]:
    """What scans codes; it is given their numbers if they are `numbered`, and counts them otherwise."""
    quantiser: Any = faiss.ScalarQuantizer(width, faiss.ScalarQuantizer.QT_fp16)
    selector = None
    if allowed is not None:
        bitmap = np.packbits(allowed, bitorder="little")
        selector = faiss.IDSelectorBitmap(len(bitmap), faiss.swig_ptr(bitmap))
    scanner: Any = quantiser.select_InvertedListScanner(
        faiss.METRIC_INNER_PRODUCT, None, not numbered, selector, False
    )
    try:
        yield scanner
    finally:  # Python does not own what FAISS makes
        type(scanner).__swig_destroy__(scanner)
