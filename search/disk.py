"""What the index asks of the disk: all or nothing, durable, and unchanged since.

Knows nothing of what is in a file.
"""

from __future__ import annotations

import errno
import hashlib
import math
import mmap
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from search.errors import StorageFull


@contextmanager
def storage(
    pending: Path,
    *,
    what: str = "",
    remedy: str = "Free some space (bowerbird versions prune) and build again.",
) -> Iterator[None]:
    """Whatever goes wrong inside, `pending` is gone afterwards; a full disk is `StorageFull`, which says
    `what` was not kept: the new index, unless it is named."""
    try:
        yield
    except BaseException as problem:
        if pending.is_dir():
            shutil.rmtree(pending, ignore_errors=True)
        else:
            pending.unlink(missing_ok=True)
        if is_full(problem):
            raise StorageFull(
                f"The disk is full: {what or f'the new index in {pending.parent}'} could not be kept. "
                "Nothing was changed.",
                remedy=remedy,
            ) from problem
        raise


def is_full(problem: BaseException) -> bool:
    if isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    # FAISS and NumPy report a short write in words of their own, and without an errno.
    said = str(problem)
    return any(words in said for words in ("No space left", "write error", "requested and"))


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        sync(path)


def mapped(path: Path, *, scattered: bool = False) -> np.ndarray:
    """The array that `path` holds (.npy), read from the disk where it is looked at; `scattered` says that
    this is here and there.

    A plain array: every slice of a `numpy.memmap` costs ten of an array.
    """
    found = np.load(path, mmap_mode="r", allow_pickle=False)
    if scattered and found.nbytes > memory() / 2 and hasattr(mmap, "MADV_RANDOM"):
        # It will not stay in memory: what the system reads ahead pushes out what is looked at again.
        found.base.madvise(mmap.MADV_RANDOM)
    return np.asarray(found)


def memory() -> float:
    """Bytes that this machine has; infinitely many where it does not say."""
    if not hasattr(os, "sysconf"):
        return math.inf
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
