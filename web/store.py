"""Bytes kept in memory by name, the least recently used forgotten first.

Holds what can be had again at a price: uploaded pictures (the shopper uploads again) and thumbnails
(Pillow makes them again). It is *not* a database: nothing in it survives the process.
"""

from __future__ import annotations

import threading
from collections import OrderedDict


class BoundedStore:
    """At most `most` entries and `most_bytes` bytes together; safe to share between threads."""

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
