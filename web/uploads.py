"""The pictures that shoppers search with, kept on disk for a while so that addresses can name them.

An address that asks with a picture can be reloaded, gone back to and sent to a friend, also after a
restart. The folder holds nothing but these files and may be emptied at any time: a search whose
picture is gone says so. Its bounds are part of what a shopper is told.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import time
from pathlib import Path

from search.disk import storage

FOLDER = "pictures"
"""Its name in a state folder."""

DAYS = 30
"""After which a picture that no search has used is deleted."""

MOST = 1_000
MOST_BYTES = 1_000_000_000
"""The least recently used go first."""

_ROOM = "Free some space on the server; the folder of such pictures may be emptied."
_NAME = re.compile(r"[0-9a-f]{32}")


class Uploads:
    """Files by the hash of their content in `folder`, made when the first one comes. Safe to share
    between threads and processes: a file is whole once it has its name."""

    def __init__(
        self, folder: Path, *, most: int = MOST, most_bytes: int = MOST_BYTES, days: float = DAYS
    ) -> None:
        self._folder, self._most, self._most_bytes = folder, most, most_bytes
        self._seconds = days * 86_400

    def put(self, name: str, data: bytes) -> None:
        """Keeps `data` as `name`, 32 hexadecimal digits. Raises `StorageFull`."""
        assert _NAME.fullmatch(name)
        pending = self._folder / f"{name}.{secrets.token_hex(4)}.partial"
        self._folder.mkdir(parents=True, exist_ok=True)
        with storage(pending, what="the picture", remedy=_ROOM):
            pending.write_bytes(data)
            pending.replace(self._folder / name)
        self._prune()

    def get(self, name: str) -> bytes | None:
        """The bytes of `name`, which count as used now; None where they are no longer kept."""
        path = self._folder / name
        if not _NAME.fullmatch(name):
            return None
        try:
            if time.time() - path.stat().st_mtime > self._seconds:
                path.unlink(missing_ok=True)
                return None
            os.utime(path)
            return path.read_bytes()
        except FileNotFoundError:
            return None

    def _prune(self) -> None:
        found = []
        for entry in os.scandir(self._folder):
            with contextlib.suppress(FileNotFoundError):  # another process prunes, too
                stat = entry.stat()
                found.append((stat.st_mtime, stat.st_size, Path(entry.path)))
        found.sort(reverse=True)
        oldest, held = time.time() - self._seconds, 0
        for number, (used, size, path) in enumerate(found):
            held += size
            if number >= self._most or held > self._most_bytes or used < oldest:
                path.unlink(missing_ok=True)
