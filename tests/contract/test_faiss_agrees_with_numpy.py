"""FAISS and the obvious way must find the same products: all of them, and any share of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import faiss
import numpy as np
import pytest
from numpy.typing import NDArray

from search import vectors
from search.vectors import VectorIndex, build_vectors, read_vectors

N, WIDTH, K = 9_000, 50, 50  # a width that FAISS would be slow at, were it not padded


@pytest.fixture(scope="module")
def rows() -> NDArray[np.float16]:
    return np.random.default_rng(3).standard_normal((N, WIDTH)).astype(np.float16)


@pytest.fixture(scope="module", params=["built", "read from disk"])
def index(
    request: pytest.FixtureRequest,
    rows: NDArray[np.float16],
    tmp_path_factory: pytest.TempPathFactory,
) -> VectorIndex:
    built = build_vectors(rows)
    if request.param == "built":
        return built
    folder: Path = tmp_path_factory.mktemp("vectors")
    built.write(folder / "vectors.faiss")
    np.save(folder / "rows.npy", rows)
    return read_vectors(folder / "vectors.faiss", np.load(folder / "rows.npy", mmap_mode="r"))


def queries(count: int) -> NDArray[np.float32]:
    return np.random.default_rng(5).standard_normal((count, WIDTH)).astype(np.float32)


def by_hand(
    rows: NDArray[np.float16], query: NDArray[np.float32], allowed: NDArray[np.bool_] | None
) -> NDArray[np.int64]:
    scores = rows.astype(np.float64) @ query.astype(np.float64)
    if allowed is not None:
        scores[~allowed] = -np.inf
    most = K if allowed is None else min(K, int(allowed.sum()))
    return np.argsort(-scores, kind="stable")[:most]


@pytest.mark.parametrize("share", [None, 1.0, 0.5, 0.1, 0.01, 0.001])
def test_the_nearest_are_those_of_a_full_sort(
    index: VectorIndex, rows: NDArray[np.float16], share: float | None
) -> None:
    """Where more than a tenth are left FAISS filters; below, their rows are gathered."""
    allowed = None if share is None else np.random.default_rng(9).random(N) < share
    for query in queries(8):
        found = index.search(query, K, allowed=allowed)
        np.testing.assert_array_equal(found, by_hand(rows, query, allowed))


def test_the_index_has_the_width_that_faiss_is_fast_at(index: VectorIndex) -> None:
    assert isinstance(index, vectors.FaissVectors)
    assert index._index.d % vectors.LANES == 0


def test_both_ways_of_filtering_are_tried_and_agree(
    index: VectorIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = np.zeros(N, dtype=bool)
    few[np.random.default_rng(1).choice(N, N // 10, replace=False)] = True
    scanned = [index.search(query, K, allowed=few) for query in queries(4)]
    monkeypatch.setattr(vectors, "SCAN_BELOW", 0)
    monkeypatch.setattr(vectors.FaissVectors, "_scan", None)  # must not be called
    walked = [index.search(query, K, allowed=few) for query in queries(4)]
    np.testing.assert_array_equal(scanned, walked)


def test_fewer_products_than_asked_for_are_all_returned(index: VectorIndex) -> None:
    few = np.zeros(N, dtype=bool)
    few[[4, 5_000, N - 1]] = True
    assert sorted(index.search(queries(1)[0], K, allowed=few)) == [4, 5_000, N - 1]
    assert len(index.search(queries(1)[0], K, allowed=np.zeros(N, dtype=bool))) == 0
    assert len(index.search(queries(1)[0], 2 * N)) == N


@pytest.mark.parametrize("n", [1, 7, 8, 9, 17])
def test_the_last_product_is_found_whatever_their_number(
    n: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FAISS is handed the filter as bits, eight to a byte."""
    monkeypatch.setattr(vectors, "SCAN_BELOW", 0)
    rows = np.random.default_rng(n).standard_normal((n, 4)).astype(np.float16)
    last = np.arange(n) == n - 1
    assert list(build_vectors(rows).search(np.ones(4, np.float32), n, allowed=last)) == [n - 1]


@pytest.mark.parametrize("few", [False, True], ids=["all", "few"])
def test_a_query_takes_one_thread_and_gives_the_others_back(
    rows: NDArray[np.float16], monkeypatch: pytest.MonkeyPatch, few: bool
) -> None:
    seen: list[int] = []
    search = faiss.IndexScalarQuantizer.search

    def watched(self: Any, *given: Any, **named: Any) -> Any:
        seen.append(faiss.omp_get_max_threads())
        return search(self, *given, **named)

    index, before = build_vectors(rows), faiss.omp_get_max_threads()
    monkeypatch.setattr(faiss.IndexScalarQuantizer, "search", watched)
    faiss.omp_set_num_threads(2)
    try:
        index.search(queries(1)[0], K, allowed=np.arange(N) < 20 if few else None)
        assert set(seen) == {1}
        assert faiss.omp_get_max_threads() == 2
    finally:
        faiss.omp_set_num_threads(before)
