"""How long each stage of a query took, in milliseconds."""

from __future__ import annotations

import time


class Clock:
    """`laps` by the name of the stage, and their `total` so far."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._start = self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = round((now - self._last) * 1_000, 3)
        self.laps["total"] = round((now - self._start) * 1_000, 3)
        self._last = now
