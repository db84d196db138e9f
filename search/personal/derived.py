"""The file of what was derived from everyone's events, and the promise that it forgets.

It lies beside the log and may be deleted at any time. Erasing a shopper deletes it, under the same lock
that a recomputation holds from its reading of the log to its writing: a table that was begun before the
erasure can never be written after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

FILE = "crowd.npz"


@contextmanager
def recomputing(folder: Path) -> Iterator[Path]:
    """The path to write, while nobody else recomputes or erases."""
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "crowd.lock"):
        yield folder / FILE


@contextmanager
def forgetting(folder: Path) -> Iterator[None]:
    """Around an erasure from the log: whatever was derived before it is gone when this ends."""
    with recomputing(folder) as path:
        path.unlink(missing_ok=True)
        yield
