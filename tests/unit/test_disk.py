"""Files that are too large for memory are read where they are looked at, and nowhere else."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from search import disk
from search.artifact import Artifact, current_version
from search.disk import mapped

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")


def reads_ahead(path: Path) -> bool:
    """Whether the system reads more of a mapped file than is looked at."""
    _, _, mine = Path("/proc/self/smaps").read_text().partition(f" {path}\n")
    flags = next(line for line in mine.splitlines() if line.startswith("VmFlags:"))
    return "rr" not in flags.split()


@pytest.mark.parametrize(
    ("scattered", "has", "ahead"), [(True, 3_000, False), (True, 9_000, True), (False, 3_000, True)]
)
def test_what_will_not_stay_in_memory_is_not_read_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scattered: bool, has: int, ahead: bool
) -> None:
    monkeypatch.setattr(disk, "memory", lambda: has)
    path = tmp_path.resolve() / "rows.npy"
    np.save(path, np.arange(500))  # 4,000 bytes
    rows = mapped(path, scattered=scattered)
    assert reads_ahead(path) == ahead
    assert type(rows) is np.ndarray
    np.testing.assert_array_equal(rows, np.arange(500))


def test_of_an_index_it_is_the_rows(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "memory", lambda: 0)
    # Its own: another test may have the shop's files mapped still, as they are read with enough memory.
    shutil.copytree(shop / "index", tmp_path / "index", symlinks=True)
    folder = (tmp_path / "index" / current_version(tmp_path / "index")).resolve()
    found = Artifact.open(folder)
    assert not reads_ahead(folder / "rows.npy")
    assert reads_ahead(folder / "pictures.npy")
    assert len(found.rows)


def test_the_machine_says_how_much_memory_it_has() -> None:
    assert 1e8 < disk.memory() < 1e14
