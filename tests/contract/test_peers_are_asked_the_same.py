"""The engines that are compared answer alike: those that are always there, and any other installed here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.peers import __main__ as command
from benchmarks.peers.engines import ENGINES, Engine, engine
from benchmarks.peers.measure import TUNED_ON, measure
from benchmarks.peers.rows import K, Searched, clusters
from search import vectors

N = 1_500
ALWAYS = ("Bowerbird", "FAISS flat")
OTHERS = tuple(name for name in ENGINES if name not in (*ALWAYS, "Milvus"))  # a server: not here


@pytest.fixture(scope="module")
def searched() -> Searched:
    return clusters(N)


@pytest.fixture(params=[*ALWAYS, "Bowerbird in lists", *OTHERS])
def built(
    request: pytest.FixtureRequest,
    searched: Searched,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Engine]:
    name = request.param.removesuffix(" in lists")
    if name != request.param:
        monkeypatch.setattr(vectors, "EXACT_UP_TO", N // 10)
        monkeypatch.setattr(vectors, "SCAN_BELOW", N // 100)
    try:
        made = engine(name)
        made.build(searched.rows, searched.numbers, tmp_path, 1)
    except ImportError as missing:
        if name in ALWAYS:
            raise
        pytest.skip(f"{missing}: pip install 'bowerbird[bench]'")
    yield made
    made.close()


def by_hand(
    searched: Searched, query: NDArray[np.float32], allowed: NDArray[np.bool_]
) -> list[int]:
    scores = np.where(allowed, searched.rows.astype(np.float64) @ query, -np.inf)
    return np.argsort(-scores, kind="stable")[: min(K, int(allowed.sum()))].tolist()


def agreement(engine: Engine, searched: Searched, below: float | None, gone: Any) -> float:
    """The mean share of the right answers that is found; none that must not be there is."""
    allowed = searched.allowed(below, gone)
    shares = []
    for query in searched.queries[:20]:
        found = engine.search(query, K, effort=engine.efforts[-1], below=below)
        assert allowed[found].all()
        assert len(set(found.tolist())) == len(found) <= K
        right = by_hand(searched, query, allowed)
        shares.append(len(set(right) & set(found.tolist())) / len(right))
    return float(np.mean(shares))


def test_each_finds_what_numpy_finds_with_any_filter_before_and_after_deleting(
    built: Engine, searched: Searched
) -> None:
    gone = np.arange(0, N, 7)
    for deleted in (gone[:0], gone):
        if len(deleted):
            built.delete(deleted)
        for below in (None, 0.5, 0.1):
            assert agreement(built, searched, below, deleted) >= 0.97


def test_what_a_restart_needs_is_on_disk(built: Engine, searched: Searched, tmp_path: Path) -> None:
    """The rows themselves at least, however small the numbers in them are kept."""
    size = sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())
    assert size >= searched.rows.size * 2


class Careless:
    """Looks at every row, and forgets filters and deletions."""

    efforts = (0,)

    def build(self, rows: Any, numbers: Any, folder: Path, threads: int) -> None:
        self.rows = rows

    def search(self, query: Any, k: int, *, effort: int, below: float | None = None) -> Any:
        return np.argsort(-(self.rows @ query))[:k]

    def delete(self, gone: Any) -> None: ...

    def close(self) -> None: ...


def test_what_must_not_be_found_is_counted_and_is_no_recall(
    searched: Searched, tmp_path: Path
) -> None:
    found = measure(Careless(), searched, tmp_path)
    asked = len(searched.queries) - TUNED_ON
    before, after = found["searches"], found["after_deleting"]
    assert before["all"]["recall"] == 1.0
    assert before["all"]["wrong"] == 0
    assert before["1 %"]["wrong"] > 0.9 * K * asked
    assert before["1 %"]["recall"] < 0.2
    assert 0 < after["all"]["wrong"] < K * asked
    assert after["all"]["recall"] < 1.0


def test_the_least_effort_that_finds_enough_is_taken_filter_by_filter(
    searched: Searched, tmp_path: Path
) -> None:
    class Lazy(Careless):
        """Looks at its `effort` nearest, and only then at the filter."""

        efforts = (1, 5, 10, 40, 600, N)  # type: ignore[assignment]

        def build(self, rows: Any, numbers: Any, folder: Path, threads: int) -> None:
            self.rows, self.numbers = rows, numbers

        def search(self, query: Any, k: int, *, effort: int, below: float | None = None) -> Any:
            found = super().search(query, effort, effort=effort)
            return found[self.numbers[found] < (2.0 if below is None else below)][:k]

    efforts = measure(Lazy(), searched, tmp_path)["efforts"]
    assert efforts == {"all": 10, "10 %": 600, "1 %": N}


def test_an_engine_that_fails_says_why_and_one_that_dies_too(
    searched: Searched, tmp_path: Path
) -> None:
    searched.write(tmp_path)
    assert "KeyError" in command._child("none of this name", tmp_path, 60)["missing"]
    (tmp_path / "rows.npy").write_bytes(b"")
    assert command._child("FAISS flat", tmp_path, 60)["missing"]
    assert "0 s" in command._child("FAISS flat", tmp_path, 0.01)["missing"]
    assert not list(Path(os.curdir).glob("engine-*"))
