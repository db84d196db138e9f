"""The index of a large catalogue looks at some of its rows; its twin looks at all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import faiss
import numpy as np
import pytest
from numpy.typing import NDArray

from search import vectors
from search.encoders.base import unit
from search.vectors import FaissVectors, build_vectors, read_vectors

N, WIDTH, K = 12_000, 40, 200


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is large, for a test."""
    monkeypatch.setattr(vectors, "EXACT_UP_TO", 1_000)
    monkeypatch.setattr(vectors, "SCAN_BELOW", 1_500)
    monkeypatch.setattr(vectors, "PROBES", 24)


@pytest.fixture(scope="module")
def rows() -> NDArray[np.float16]:
    """Products come in kinds."""
    rng = np.random.default_rng(3)
    kinds = rng.standard_normal((300, WIDTH))
    return unit(kinds[rng.integers(300, size=N)] + 0.4 * rng.standard_normal((N, WIDTH))).astype(
        np.float16
    )


@pytest.fixture
def index(rows: NDArray[np.float16]) -> FaissVectors:
    built = build_vectors(rows)
    assert isinstance(built, FaissVectors)
    return built


def queries(rows: NDArray[np.float16]) -> NDArray[np.float32]:
    rng = np.random.default_rng(5)
    near = rows[rng.integers(len(rows), size=40)].astype(np.float32)
    return near + 0.05 * rng.standard_normal(near.shape).astype(np.float32)


def best(
    rows: NDArray[np.float16], query: NDArray[np.float32], allowed: NDArray[np.bool_] | None, k: int
) -> list[int]:
    scores = rows.astype(np.float64) @ query.astype(np.float64)
    if allowed is not None:
        scores[~allowed] = -np.inf
        k = min(k, int(allowed.sum()))
    return np.argsort(-scores, kind="stable")[:k].tolist()


def recall(
    index: FaissVectors, rows: NDArray[np.float16], allowed: NDArray[np.bool_] | None = None
) -> float:
    """Of the ten best products, the share that is among those proposed."""
    found = [
        len(set(best(rows, q, allowed, 10)) & set(index.search(q, K, allowed=allowed).tolist()))
        / 10
        for q in queries(rows)
    ]
    return float(np.mean(found))


def test_a_large_catalogue_is_kept_in_lists_and_a_small_one_is_not(
    index: FaissVectors, rows: NDArray[np.float16]
) -> None:
    assert not index.exact
    small = build_vectors(rows[:1_000])
    assert isinstance(small, FaissVectors)
    assert small.exact


def test_the_best_are_proposed(index: FaissVectors, rows: NDArray[np.float16]) -> None:
    assert recall(index, rows) >= 0.99


def test_and_not_because_all_lists_are_looked_at(
    index: FaissVectors, rows: NDArray[np.float16], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert index._lists is not None
    assert index._lists.nlist > 4 * vectors.PROBES
    monkeypatch.setattr(vectors, "PROBES", 1)
    monkeypatch.setattr(vectors, "PROBED", index._lists.nlist)
    assert max(len(index.search(query, K)) for query in queries(rows)) < K


def test_of_more_lists_more_are_looked_at(
    index: FaissVectors, rows: NDArray[np.float16], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "PROBES", 1)
    monkeypatch.setattr(vectors, "PROBED", 1)
    assert recall(index, rows, None) >= 0.99


@pytest.mark.parametrize("share", [1, 0.5])
def test_of_very_many_products_rows_choose_among_what_codes_propose(
    index: FaissVectors, rows: NDArray[np.float16], monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    allowed = np.random.default_rng(9).random(N) < share

    def right() -> float:
        return float(
            np.mean(
                [
                    index.search(query, 10, allowed=allowed)[at] == expected
                    for query in queries(rows)
                    for at, expected in enumerate(best(rows, query, allowed, 10))
                ]
            )
        )

    assert right() < 0.5  # codes alone know which, not in which order
    monkeypatch.setattr(vectors, "NARROWED", int(N * share) // 20)
    assert right() > 0.95
    assert len(index.search(queries(rows)[0], 10, allowed=allowed)) == 10


@pytest.mark.parametrize("share", [0.6, 0.3])
def test_a_filter_that_leaves_many_finds_no_other_and_nearly_all(
    index: FaissVectors, rows: NDArray[np.float16], share: float
) -> None:
    allowed = np.random.default_rng(9).random(N) < share
    for query in queries(rows):
        assert allowed[index.search(query, K, allowed=allowed)].all()
    assert recall(index, rows, allowed) >= 0.99


@pytest.mark.parametrize("share", [0.1, 0.01, 0.001])
def test_a_filter_that_leaves_few_is_exact(
    index: FaissVectors, rows: NDArray[np.float16], share: float
) -> None:
    allowed = np.random.default_rng(9).random(N) < share
    for query in queries(rows):
        assert index.search(query, K, allowed=allowed).tolist() == best(rows, query, allowed, K)


def test_it_is_read_back_and_finds_the_same(
    index: FaissVectors, rows: NDArray[np.float16], tmp_path: Path
) -> None:
    index.write(tmp_path / "vectors.faiss")
    np.save(tmp_path / "rows.npy", rows)
    again = read_vectors(tmp_path / "vectors.faiss", np.load(tmp_path / "rows.npy", mmap_mode="r"))
    assert isinstance(again, FaissVectors)
    for query in queries(rows):
        np.testing.assert_array_equal(again.search(query, K), index.search(query, K))


def test_the_lists_of_the_last_version_are_filled_anew_rather_than_fitted(
    index: FaissVectors, rows: NDArray[np.float16], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tenth of the products went, some came: nothing is trained, and nothing is lost."""
    monkeypatch.setattr(vectors, "_fitted", None)  # must not be called
    changed = np.concatenate([rows[: N - N // 10], rows[:300][::-1]])
    kept = build_vectors(changed, like=index)
    assert isinstance(kept, FaissVectors)
    assert kept._lists.ntotal == len(changed)
    np.testing.assert_array_equal(vectors._centroids(kept._lists), vectors._centroids(index._lists))
    assert recall(kept, changed) >= 0.99


def test_lists_that_are_far_too_few_are_not_kept(
    index: FaissVectors, rows: NDArray[np.float16]
) -> None:
    small = build_vectors(rows[:1_100], like=index)
    assert isinstance(small, FaissVectors)
    assert small._lists.nlist < index._lists.nlist


def test_a_query_takes_one_thread_and_gives_the_others_back(
    index: FaissVectors, rows: NDArray[np.float16], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    search = faiss.IndexIVF.search

    def watched(self: Any, *given: Any, **named: Any) -> Any:
        seen.append(faiss.omp_get_max_threads())
        return search(self, *given, **named)

    before = faiss.omp_get_max_threads()
    monkeypatch.setattr(faiss.IndexIVFPQFastScan, "search", watched)
    faiss.omp_set_num_threads(2)
    try:
        index.search(queries(rows)[0], K)
        assert seen == [1]
        assert faiss.omp_get_max_threads() == 2
    finally:
        faiss.omp_set_num_threads(before)
