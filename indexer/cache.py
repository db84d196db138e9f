"""Embeddings already made, by what they were made of: the reason a rebuild is quick.

One SQLite file an encoder fingerprint. Keys are hashes of content, never of product ids or file
names, so a renamed picture is not embedded again and a changed one always is. It may be deleted at
any time. Rows are float16, also when they are fresh: cached and fresh give the same index.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from search.errors import StorageFull


def text_key(text: str) -> str:
    return "t:" + sha256(text.encode()).hexdigest()


def picture_key(content: str) -> str:
    """`content` is the sha256 of the picture's bytes, in hex."""
    return "i:" + content


class EmbeddingCache:
    """Rows by key, in `folder`. One writer; `__contains__` may be asked from any thread."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._db = sqlite3.connect(folder / f"{fingerprint}.sqlite", check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = OFF")  # a lost cache costs time, nothing else
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS rows (key TEXT PRIMARY KEY, row BLOB) WITHOUT ROWID"
        )
        self._keys = {key for (key,) in self._db.execute("SELECT key FROM rows")}

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def get(self, keys: Sequence[str]) -> list[NDArray[np.float16]]:
        """The rows of keys that are all known, in their order."""
        with self._lock:
            read = self._db.cursor()
            found = []
            for key in keys:
                (blob,) = read.execute("SELECT row FROM rows WHERE key = ?", (key,)).fetchone()
                found.append(np.frombuffer(blob, np.float16))
        return found

    def put(self, keys: Iterable[str], rows: NDArray[np.float32]) -> None:
        """Stores rows at once, so that a build that is killed goes on from here. `StorageFull`."""
        stored = [(k, row.astype(np.float16).tobytes()) for k, row in zip(keys, rows, strict=True)]
        try:
            with self._lock, self._db:
                self._db.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?)", stored)
        except sqlite3.OperationalError as problem:
            if "full" not in str(problem):
                raise
            raise StorageFull(
                "The disk is full: the embedding cache cannot grow. The active index is unchanged.",
                remedy="Free some space and build again; what is cached so far will be used.",
            ) from problem
        self._keys.update(key for key, _ in stored)

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
