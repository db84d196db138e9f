"""FAISS on the rows where they lie, and the obvious way, must find the same: all of them, and any share."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from search import scan
from search.disk import mapped
from search.scan import nearest
from search.vectors import build_vectors, read_vectors

N, K = 9_000, 50


@pytest.fixture(scope="module", params=[48, 50], ids=["lanes", "a width FAISS is slow at"])
def rows(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> NDArray[np.float16]:
    """Memory-mapped, as they are served."""
    path = tmp_path_factory.mktemp("rows") / "rows.npy"
    rng = np.random.default_rng(3)
    np.save(path, rng.standard_normal((N, request.param)).astype(np.float16))
    return mapped(path)


def queries(rows: NDArray[np.float16], count: int) -> NDArray[np.float32]:
    return np.random.default_rng(5).standard_normal((count, rows.shape[1])).astype(np.float32)


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
    rows: NDArray[np.float16], share: float | None
) -> None:
    allowed = None if share is None else np.random.default_rng(9).random(N) < share
    for query in queries(rows, 8):
        found = nearest(rows, query, K, allowed=allowed)
        np.testing.assert_array_equal(found, by_hand(rows, query, allowed))


def test_passing_by_and_gathering_find_the_same(
    rows: NDArray[np.float16], monkeypatch: pytest.MonkeyPatch
) -> None:
    few = np.random.default_rng(1).random(N) < 0.1
    found = {}
    for gathered in (0, N):
        monkeypatch.setattr(scan, "GATHERED", gathered)
        found[gathered] = [nearest(rows, query, K, allowed=few) for query in queries(rows, 4)]
    np.testing.assert_array_equal(found[0], found[N])


def test_few_are_gathered_and_many_are_not(
    rows: NDArray[np.float16], monkeypatch: pytest.MonkeyPatch
) -> None:
    gathered = []
    whole = scan._gathered
    monkeypatch.setattr(
        scan, "_gathered", lambda rows, few: gathered.append(len(few)) or whole(rows, few)
    )
    for count in (N // 10, N // scan.GATHERED, N // scan.GATHERED - 1):
        nearest(rows, queries(rows, 1)[0], K, allowed=np.arange(N) < count)
    assert gathered == [N // scan.GATHERED - 1]


def test_fewer_products_than_asked_for_are_all_returned(rows: NDArray[np.float16]) -> None:
    few = np.zeros(N, dtype=bool)
    few[[4, 5_000, N - 1]] = True
    query = queries(rows, 1)[0]
    assert sorted(nearest(rows, query, K, allowed=few)) == [4, 5_000, N - 1]
    assert len(nearest(rows, query, K, allowed=np.zeros(N, dtype=bool))) == 0
    assert sorted(nearest(rows, query, 2 * N)) == [*range(N)]
    assert len(nearest(rows[:0], query, K)) == 0


def test_of_equal_products_the_first_come_first() -> None:
    rows = np.ones((40, 16), np.float16)
    assert nearest(rows, np.ones(16, np.float32), 40).tolist() == [*range(40)]


@pytest.mark.parametrize("n", [1, 7, 8, 9, 17])
def test_the_last_product_is_found_whatever_their_number(n: int) -> None:
    """FAISS is handed the filter as bits, eight to a byte."""
    rows = np.random.default_rng(n).standard_normal((n, 16)).astype(np.float16)
    last = np.arange(n) == n - 1
    assert nearest(rows, np.ones(16, np.float32), n, allowed=last).tolist() == [n - 1]


def test_several_threads_at_once_find_what_one_does(rows: NDArray[np.float16]) -> None:
    asked = queries(rows, 40)
    alone = [nearest(rows, query, K) for query in asked]
    together: dict[int, NDArray[np.int64]] = {}

    def ask(start: int) -> None:
        for at in range(start, len(asked), 4):
            together[at] = nearest(rows, asked[at], K)

    threads = [threading.Thread(target=ask, args=(start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    np.testing.assert_array_equal([together[at] for at in range(len(asked))], alone)


def test_asking_again_and_again_keeps_no_memory() -> None:
    """What FAISS makes for a query is not Python's to free."""
    status = Path("/proc/self/statm")
    if not status.exists():
        pytest.skip("this system does not say what a process holds")
    rows, query = np.ones((4, 16), np.float16), np.ones(16, np.float32)

    def pages() -> int:
        for _ in range(20_000):
            nearest(rows, query, 2)
        return int(status.read_text().split()[1])

    pages()  # what is allocated once
    assert pages() - pages() > -100  # 0.4 MB; an object for each query would be 2 MB


def test_a_small_catalogue_has_no_other_index(rows: NDArray[np.float16], tmp_path: Path) -> None:
    build_vectors(rows).write(tmp_path / "vectors.faiss")
    assert not (tmp_path / "vectors.faiss").exists()
    query = queries(rows, 1)[0]
    found = read_vectors(tmp_path / "vectors.faiss", rows).search(query, K)
    np.testing.assert_array_equal(found, by_hand(rows, query, None))
