"""Pictures that shoppers search with, on disk."""

from __future__ import annotations

import os
import time
from errno import ENOSPC
from pathlib import Path

import pytest

from search.errors import StorageFull
from web.uploads import Uploads

ONE, TWO, THREE = "1" * 32, "2" * 32, "3" * 32


def age(folder: Path, name: str, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(folder / name, (then, then))


def test_what_is_kept_outlives_the_process_that_kept_it(tmp_path: Path) -> None:
    Uploads(tmp_path / "new").put(ONE, b"picture")
    assert Uploads(tmp_path / "new").get(ONE) == b"picture"
    assert Uploads(tmp_path / "new").get(TWO) is None


def test_the_least_recently_used_goes_first(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path, most=2)
    uploads.put(ONE, b"1")
    uploads.put(TWO, b"2")
    age(tmp_path, ONE, 100)
    age(tmp_path, TWO, 50)
    assert uploads.get(ONE) == b"1"  # used now
    uploads.put(THREE, b"3")
    assert [uploads.get(name) for name in (ONE, TWO, THREE)] == [b"1", None, b"3"]


def test_bytes_are_bounded_too(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path, most_bytes=5)
    uploads.put(ONE, b"123")
    age(tmp_path, ONE, 10)
    uploads.put(TWO, b"456")
    assert [uploads.get(name) for name in (ONE, TWO)] == [None, b"456"]


def test_what_nobody_used_for_long_is_deleted(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path, days=1)
    uploads.put(ONE, b"1")
    age(tmp_path, ONE, 86_401)
    assert uploads.get(ONE) is None
    uploads.put(ONE, b"1")
    age(tmp_path, ONE, 86_401)
    (tmp_path / f"{THREE}.0.partial").write_bytes(b"of a crash")
    age(tmp_path, f"{THREE}.0.partial", 86_401)
    uploads.put(TWO, b"2")
    assert [path.name for path in tmp_path.iterdir()] == [TWO]


@pytest.mark.parametrize("name", ["", "00", "../events.sqlite", "a/b", "G" * 32, "1" * 33])
def test_a_name_is_a_hash_and_never_a_path(tmp_path: Path, name: str) -> None:
    (tmp_path / "events.sqlite").write_bytes(b"secret")
    assert Uploads(tmp_path / "pictures").get(name) is None


def test_a_full_disk_says_so_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StorageFull, match="disk is full: the picture") as told:
        Uploads(tmp_path).put(ONE, b"1")
    assert str(tmp_path) not in f"{told.value.message} {told.value.remedy}"  # a shopper reads it
    assert list(tmp_path.iterdir()) == []
