"""What the process of one engine does: build, settle how hard to look, search, delete, search again.

All cores build; one core searches, whatever threads an engine has: its process and those it started are
held to it. How hard an engine looks is, for each filter, the least of its own efforts that finds `ENOUGH` of
the ten best of queries that are not measured afterwards; or its most.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.engines import Engine
from benchmarks.peers.rows import K, Searched, least
from benchmarks.scale import memory

ENOUGH = 0.99
TUNED_ON = 125
"""Queries that the effort is chosen by; the others are measured."""

WARM = 10
DELETED = 0.1
SHARES: dict[str, float | None] = {"all": None, "10 %": 0.1, "1 %": 0.01}
"""Of the products, that a filter lets pass."""

_ROUNDING = 1e-4
"""Of a score: an engine may add in another order, or from halves."""


def measure(engine: Engine, searched: Searched, folder: Path) -> dict[str, Any]:
    cores = _hold(None)
    none = np.empty(0, np.int64)
    start = time.perf_counter()
    engine.build(searched.rows, searched.numbers, folder, cores)
    found: dict[str, Any] = {"build_s": round(time.perf_counter() - start, 1)}
    found["bytes_a_product"] = round(bytes_of(folder) / len(searched.rows))
    _hold(1)
    efforts = {name: _effort(engine, searched, below) for name, below in SHARES.items()}
    found |= {"efforts": efforts, "searches": _searches(engine, searched, efforts, none)}
    found["own_gb"] = round(sum(memory(process)["own_gb"] for process in _family()), 2)
    _hold(None)
    gone = np.random.default_rng(7).choice(
        len(searched.rows), int(DELETED * len(searched.rows)), replace=False
    )
    start = time.perf_counter()
    engine.delete(np.sort(gone))
    found["delete_s"] = round(time.perf_counter() - start, 1)
    _hold(1)
    found["after_deleting"] = _searches(engine, searched, efforts, gone)
    _hold(None)
    return found


def _effort(engine: Engine, searched: Searched, below: float | None) -> int:
    queries = searched.queries[:TUNED_ON]
    allowed = searched.allowed(below, np.empty(0, np.int64))
    least_of = least(searched, queries, allowed)
    for effort in engine.efforts:
        recalls = []
        for query, last in zip(queries, least_of, strict=True):
            answer = engine.search(query, K, effort=effort, below=below)
            recalls.append(_recall(searched, query, answer[allowed[answer]], last))
        if np.mean(recalls) >= ENOUGH:
            return effort
    return engine.efforts[-1]


def _searches(
    engine: Engine, searched: Searched, efforts: dict[str, int], gone: NDArray[np.int64]
) -> dict[str, dict[str, float]]:
    """By filter: recall of the ten best, milliseconds, and how many that must not be there were."""
    found = {}
    queries = searched.queries[TUNED_ON:]
    for name, below in SHARES.items():
        effort = efforts[name]
        allowed = searched.allowed(below, gone)
        least_of = least(searched, queries, allowed)
        for query in searched.queries[:WARM]:
            engine.search(query, K, effort=effort, below=below)
        times, recalls, wrong = [], [], 0
        for query, last in zip(queries, least_of, strict=True):
            start = time.perf_counter()
            answer = engine.search(query, K, effort=effort, below=below)
            times.append((time.perf_counter() - start) * 1_000)
            recalls.append(_recall(searched, query, answer[allowed[answer]], last))
            wrong += int((~allowed[answer]).sum())
        p50, p95 = np.percentile(times, [50, 95])
        found[name] = {
            "recall": round(float(np.mean(recalls)), 4),
            "p50_ms": round(float(p50), 2),
            "p95_ms": round(float(p95), 2),
            "wrong": wrong,
        }
    return found


def _recall(
    searched: Searched, query: NDArray[np.float32], answer: NDArray[np.int64], last: float
) -> float:
    """The share of ten places whose product is as near as the tenth best: ties count, repeats do not."""
    scores = searched.rows[np.unique(answer)] @ query
    return min(float((scores >= last - _ROUNDING * abs(last)).sum()) / K, 1.0)


def _hold(cores: int | None) -> int:
    """Holds this process and those it started to so many cores, None for all that it began with;
    says how many. Does nothing where the system cannot."""
    if not hasattr(os, "sched_setaffinity"):
        return os.cpu_count() or 1
    chosen = set(sorted(_ALLOWED)[-cores:]) if cores else _ALLOWED
    for process in _family():
        for thread in Path(f"/proc/{process}/task").iterdir():
            with suppress(ProcessLookupError):  # it ended meanwhile
                os.sched_setaffinity(int(thread.name), chosen)
    return len(chosen)


_ALLOWED = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()


def _family(process: int | None = None) -> Iterator[int]:
    """This process and, whoever started them among them, its descendants."""
    process = os.getpid() if process is None else process
    yield process
    for thread in Path(f"/proc/{process}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # it ended meanwhile
            for child in (thread / "children").read_text().split():
                yield from _family(int(child))


def bytes_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
