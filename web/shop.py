"""What every request shares: the live index, the uploaded pictures and the thumbnails.

One `Shop` belongs to one application. A request asks for `searcher()` and gets the same one until
it ends, so that a page is never put together from two versions of the index.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask, current_app, g

from search.asked import AskedLog
from search.learning.shown import ShownLog
from search.live import Live
from search.personal.events import EventLog
from search.searcher import Searcher
from web.builder import Jobs
from web.counters import Metrics
from web.latency import Latency
from web.uploads import Uploads

_NAME = "bowerbird"


class BoundedStore:
    """Bytes by name: at most `most` entries and `most_bytes` together, the least recently used
    forgotten first. Holds what can be made again at a price, such as a thumbnail; nothing in it survives
    the process. Safe to share between threads."""

    def __init__(self, *, most: int, most_bytes: int) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._entries: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def put(self, name: str, data: bytes) -> None:
        with self._lock:
            self._bytes += len(data) - len(self._entries.pop(name, b""))
            self._entries[name] = data
            while len(self._entries) > self._most or self._bytes > self._most_bytes:
                _, dropped = self._entries.popitem(last=False)
                self._bytes -= len(dropped)

    def get(self, name: str) -> bytes | None:
        with self._lock:
            if name in self._entries:
                self._entries.move_to_end(name)
            return self._entries.get(name)


def _thumbnails() -> BoundedStore:
    return BoundedStore(most=4_000, most_bytes=64_000_000)


@dataclass(frozen=True, slots=True)
class Shop:
    """`media` replaces the folder of pictures that the index names, where the pictures have moved; `lists`
    keeps what shoppers are shown.

    `cors` are the origins whose pages may use the API ("*": all); `admin_key` opens the admin, which is
    off without one. `catalogues` is the folder of catalogue files that it may build from.
    """

    live: Live
    lists: ShownLog
    uploads: Uploads
    asked: AskedLog
    latency: Latency
    media: Path | None = None
    cors: frozenset[str] = frozenset()
    admin_key: str | None = None
    catalogues: Path | None = None
    thumbnails: BoundedStore = field(default_factory=_thumbnails)
    metrics: Metrics = field(default_factory=Metrics)
    jobs: Jobs = field(default_factory=Jobs)

    def open_in(self, app: Flask) -> None:
        app.extensions[_NAME] = self


def shop() -> Shop:
    found: Shop = current_app.extensions[_NAME]
    return found


def searcher() -> Searcher:
    """The searcher of this request."""
    if "searcher" not in g:
        g.searcher = shop().live.searcher
    pinned: Searcher = g.searcher
    return pinned


def events() -> EventLog:
    """The shop's memory. A `Live` always opens one; only a bare `Searcher` may be without."""
    log = searcher().events
    assert log is not None
    return log
