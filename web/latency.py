"""How long searches took, hour by hour: kept with the shop's memory, for the merchant's plot.

The numbers of the running hour are in memory; a finished hour is one line of a file, with its count and
two quantiles. Prometheus has more (`web.metrics`); this is for who has no Prometheus.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from web.journal import append, read

FILE = "latency.jsonl"
"""Its name in a state folder."""

MOST_HELD = 20_000
"""Searches of one hour whose times are held; of more, the latest."""

HOURS = 24 * 14


@dataclass(frozen=True, slots=True)
class Hour:
    """`hour` is ISO 8601 in UTC; `p50` and `p95` are milliseconds."""

    hour: str
    searches: int
    p50: float
    p95: float


class Latency:
    """Of one server; safe to share between threads."""

    def __init__(self, state: Path) -> None:
        self._path = state / FILE
        self._lock = threading.Lock()
        self._hour = ""
        self._times: list[float] = []
        self._count = 0

    def note(self, milliseconds: float, *, now: datetime | None = None) -> None:
        hour = f"{now or datetime.now(UTC):%Y-%m-%dT%H:00Z}"
        with self._lock:
            if hour != self._hour:
                self._write()
                self._hour, self._times, self._count = hour, [], 0
            self._count += 1
            self._times.append(milliseconds)
            if len(self._times) > MOST_HELD:
                del self._times[: MOST_HELD // 2]

    def hours(self) -> list[Hour]:
        """The latest, the oldest first, and the running one."""
        with self._lock:
            done, running = read(self._path)[-HOURS:], self._running()
        return [*(Hour(**hour) for hour in done), *([running] if running else [])]

    def _running(self) -> Hour | None:
        if not self._times:
            return None
        p50, p95 = np.percentile(self._times, (50, 95))
        return Hour(self._hour, self._count, round(float(p50), 1), round(float(p95), 1))

    def _write(self) -> None:
        if (done := self._running()) is not None:
            with suppress(OSError):  # a number for a plot is not worth a request
                append(self._path, asdict(done))
