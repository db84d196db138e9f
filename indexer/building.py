"""One build at a time writes into an index."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from search.artifact import PARTIAL
from search.errors import BuildRunning


@contextmanager
def building(index: Path) -> Iterator[None]:
    """Held while a build writes into `index`; whoever holds it may clear what a dead build left.

    Raises `BuildRunning` where another build holds it, in this process or any other.
    """
    index.mkdir(parents=True, exist_ok=True)
    lock = FileLock(index / "build.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise BuildRunning(
            f"Another build is writing into {index}.", remedy="Wait until it has finished."
        ) from None
    try:
        for left in index.glob(f"*{PARTIAL}"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        yield
    finally:
        lock.release()
