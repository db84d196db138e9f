"""The crowd of a log, kept in a file beside it and followed: asked on each query, recomputed now and then.

A shopper's own signals come straight from the log and never lag. What *all* shoppers do may: a small log
is recomputed when a query finds it changed and a minute old, a large one in the background, while the
queries go on with the last tables. Without a file nothing is lost: it follows from the log.
"""

from __future__ import annotations

import json
import threading
import time
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import scipy.sparse as sp

from search.disk import storage
from search.personal.crowd import Crowd, acts_of_rows, gather, nobody
from search.personal.derived import FILE, recomputing
from search.personal.events import EventLog

FORMAT = 2

LAG = 60.0
"""Seconds for which the tables of a log that goes on are good enough."""

AT_ONCE = 20_000
"""Events that are recomputed within the query that needs it (a tenth of a second); more only where there
is no file at all, which `bowerbird events import` leaves behind."""

AHEAD = timedelta(days=1)
"""How far into the future a shop's clocks may be wrong. Later events wait for their time."""

_NO_FILE = (0, 0)
_ARRAYS = ("demand", "rising", "buyers", "twice")


def now_at_most() -> datetime:
    """The latest moment at which something can have happened."""
    return datetime.now(UTC) + AHEAD


def recompute(log: EventLog) -> Crowd:
    """Reads the whole log and replaces the file."""
    with recomputing(log.path.parent) as path:
        crowd = gather(acts_of_rows(log.rows(now_at_most())))
        _write(path, crowd)
    return crowd


class CrowdFile:
    """The crowd of `log`, as new as `LAG` and its size allow; safe to share between threads."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._path = log.path.parent / FILE
        self._lock = threading.Lock()
        self._held = _Held(_NO_FILE, nobody())
        self._counted = -1
        self._looked = -LAG
        self._worker: threading.Thread | None = None

    @property
    def lags(self) -> bool:
        """Whether newer events are being counted at this moment."""
        return self._worker is not None and self._worker.is_alive()

    def current(self) -> Crowd:
        """What is known by now. An erased shopper is out of it at once, with everything else until it is
        recomputed: the file is looked at for each query."""
        stamp = _stamp(self._path)
        if stamp != self._held.stamp:
            with self._lock:
                if _stamp(self._path) != self._held.stamp:
                    self._load()
        if time.monotonic() - self._looked >= LAG and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._held.crowd

    def _look(self) -> None:
        self._looked = time.monotonic()
        if self.lags:
            return
        count = self._log.count() if self._log.path.exists() else 0
        if count == (self._held.crowd.events if self._counted < 0 else self._counted):
            return
        self._counted = count
        if count <= AT_ONCE or self._held.stamp == _NO_FILE:
            self._recompute()
        else:
            self._worker = threading.Thread(target=self._recompute, daemon=True)
            self._worker.start()

    def _recompute(self) -> None:
        recompute(self._log)
        self._load()

    def _load(self) -> None:
        stamp = _stamp(self._path)
        crowd = _read(self._path) if stamp != _NO_FILE else None
        self._held = _Held(stamp, crowd or nobody())
        if crowd is None:
            self._counted, self._looked = -1, -LAG


@dataclass(frozen=True, slots=True)
class _Held:
    stamp: tuple[int, int]
    crowd: Crowd


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return _NO_FILE
    return found.st_mtime_ns, found.st_ino


def _write(path: Path, crowd: Crowd) -> None:
    partial = path.with_suffix(".partial")
    facts = {
        "format": FORMAT, "products": crowd.products, "as_of": crowd.as_of,
        "events": crowd.events, "robots": crowd.robots,
    }  # fmt: skip
    with storage(partial):
        with partial.open("wb") as file:
            np.savez(
                file,
                facts=np.frombuffer(json.dumps(facts).encode(), np.uint8),
                values=crowd.near.data, columns=crowd.near.indices, starts=crowd.near.indptr,
                **{name: getattr(crowd, name) for name in _ARRAYS},
            )  # fmt: skip
        partial.replace(path)


def _read(path: Path) -> Crowd | None:
    """None for a file that cannot be read: it is recomputed."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            facts = json.loads(stored["facts"].tobytes())
            if facts.pop("format") != FORMAT:
                return None
            products = tuple(facts.pop("products"))
            near = sp.csr_matrix(
                (stored["values"], stored["columns"], stored["starts"]), (len(products),) * 2
            )
            arrays = {name: stored[name] for name in _ARRAYS}
            return Crowd(products=products, near=near, **arrays, **facts)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None
