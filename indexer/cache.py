"""Embeddings already made, by what they were made of: the reason a rebuild is quick.

One SQLite file an encoder fingerprint. Keys are hashes of content, never of product ids or file
names, so a renamed picture is not embedded again and a changed one always is. It may be deleted at
any time. Rows are float16, also when they are fresh: cached and fresh give the same index.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import Self

import numpy as np
from numpy.typing import NDArray

from search.disk import is_full
from search.errors import BowerbirdError, StorageFull

_AT_ONCE = 512
"""Rows that are asked for and read into memory at a time; any SQLite takes 999 keys at once."""


def text_key(text: str) -> str:
    return "t:" + sha256(text.encode()).hexdigest()


def picture_key(content: str) -> str:
    """`content` is the sha256 of the picture's bytes, in hex."""
    return "i:" + content


def colours_key(content: str) -> str:
    """Beside `picture_key`, of the same content."""
    return "c:" + content


def fingerprint_key(content: str) -> str:
    return "f:" + content


def words_key(reader: str, picture: str) -> str:
    """Of what the reader of that fingerprint finds printed on the picture of that key."""
    return f"w:{reader}:{picture}"


class EmbeddingCache:
    """Rows by key, in `folder`. One writer; `__contains__` may be asked from any thread.

    Raises `StorageFull` when the disk is, and `BowerbirdError` for a file that is no cache.
    """

    def __init__(self, folder: Path, fingerprint: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._path = folder / f"{fingerprint}.sqlite"
        self._db = sqlite3.connect(self._path, check_same_thread=False)
        try:
            with self._explaining():
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = OFF")  # a lost cache costs time, no more
                self._db.execute(
                    "CREATE TABLE IF NOT EXISTS rows (key TEXT PRIMARY KEY, row BLOB) WITHOUT ROWID"
                )
                self._keys = {key for (key,) in self._db.execute("SELECT key FROM rows")}
        except BowerbirdError:
            self._db.close()
            raise

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def knows(self, content: str) -> bool:
        """Whether a picture of that `content` need not be decoded."""
        return all(key(content) in self for key in (picture_key, colours_key, fingerprint_key))

    def get(self, keys: Sequence[str], width: int) -> NDArray[np.float16]:
        """(n, width): the rows of keys that are all known, in their order. `StorageFull`.

        They are on the disk, in a file without a name, for as long as somebody holds them: those of a million
        pictures are 12 GB.
        """
        if not keys:
            return np.empty((0, width), np.float16)
        with self._explaining(), TemporaryFile(dir=self._path.parent) as file:
            file.writelines(self._get(keys))
            file.flush()
            return np.asarray(np.memmap(file, np.float16, "r", shape=(len(keys), width)))

    def put(self, keys: Iterable[str], rows: NDArray[np.float32]) -> None:
        """Stores rows at once, so that a build that is killed goes on from here. `StorageFull`."""
        self._put(zip(keys, (row.astype(np.float16).tobytes() for row in rows), strict=True))

    def words(self, keys: Sequence[str]) -> list[list[str]]:
        """The words that were put under each key; none under one that is not known."""
        known = [key for key in keys if key in self]
        found = dict(zip(known, self._get(known), strict=True))
        return [found.get(key, b"").decode().split() for key in keys]

    def put_words(self, keys: Iterable[str], words: Iterable[Sequence[str]]) -> None:
        """As `put`, of words without spaces."""
        self._put(zip(keys, (" ".join(of).encode() for of in words), strict=True))

    def _get(self, keys: Sequence[str]) -> Iterator[bytes]:
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            with self._lock, self._explaining():
                found = dict(
                    self._db.execute(f"SELECT key, row FROM rows WHERE key IN ({marks})", some)
                )
            yield from (found[key] for key in some)

    def _put(self, blobs: Iterable[tuple[str, bytes]]) -> None:
        stored = list(blobs)
        with self._lock, self._explaining(), self._db:
            self._db.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?)", stored)
        self._keys.update(key for key, _ in stored)

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.DatabaseError) as problem:
            code = getattr(problem, "sqlite_errorcode", None)
            if code == sqlite3.SQLITE_FULL or is_full(problem):
                raise StorageFull(
                    "The disk is full: the embedding cache cannot grow. The active index is unchanged.",
                    remedy="Free some space and build again; what is cached so far will be used.",
                ) from problem
            raise BowerbirdError(
                f"The embedding cache {self._path} cannot be used: {problem}.",
                remedy="Delete it; it will be made again.",
            ) from problem

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
