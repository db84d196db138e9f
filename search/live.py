"""The active version, followed: a server asks for the searcher of now and gets the newest.

A version that was opened stays open until the last query that uses it ends; the next query after
an activation opens the new one. Looking is one `stat` a second, so no watcher and no restart.
"""

from __future__ import annotations

import math
import threading
import time
from pathlib import Path

from search.artifact import CURRENT, current_version
from search.encoders import Encoder
from search.errors import ArtifactError
from search.searcher import Searcher
from search.settings import state_of

LOOK_EVERY = 1.0
"""Seconds."""

RETRY_EVERY = 30.0
"""Seconds before a version that could not be opened is tried again: trying reads all of it."""


class Live:
    """Hands out the searcher of the active version in `index`; safe to call from many threads."""

    def __init__(
        self, index: Path, *, state: Path | None = None, encoder: Encoder | None = None
    ) -> None:
        self.index, self._encoder = index, encoder
        self.state = state or state_of(index)
        self._lock = threading.Lock()
        self._looked = 0.0
        self._stamp: tuple[int, int] | None = None
        self._retry = math.inf
        self.trouble: str | None = None
        """Why the newest version could not be opened, while an older one still serves."""
        self._searcher = Searcher.open(index, state=self.state, encoder=encoder)

    @property
    def searcher(self) -> Searcher:
        if time.monotonic() - self._looked >= LOOK_EVERY and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._searcher

    def _look(self) -> None:
        self._looked = time.monotonic()
        try:
            stat = (self.index / CURRENT).stat()
            stamp = (stat.st_mtime_ns, stat.st_ino)
            if stamp == self._stamp and self._looked < self._retry:
                return
            self._stamp, self._retry = stamp, math.inf
            version = current_version(self.index)
            self._searcher = self.open(version)
            self.trouble = None
        except (ArtifactError, OSError) as problem:
            # A broken new version must not take down a server that has a good old one.
            self.trouble, self._retry = str(problem), self._looked + RETRY_EVERY

    def open(self, version: str) -> Searcher:
        """A searcher of any version, with the model and the memory of the one that serves, where it may
        have them. Raises as `Searcher.open`."""
        old = self._searcher
        if old.version == version:
            return old
        new = Searcher.open(self.index, state=self.state, version=version, encoder=self._encoder)
        same = old.artifact.manifest.encoder == new.artifact.manifest.encoder
        if self._encoder is None and same and "encoder" in old.__dict__:
            new.__dict__["encoder"] = old.encoder  # loading a model again would stall a request
        new.events = old.events  # the shop's memory is the same one, with its open connections
        return new
