from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from indexer.building import building
from search.artifact import current_version, new_version
from search.errors import BuildRunning, CorruptIndex, IndexMissing, UnknownVersion
from search.versions import (
    activate_version,
    list_versions,
    prune,
    rollback,
    verify_version,
)
from tests.toy import build_shop


@pytest.fixture
def index(shop: Path, tmp_path: Path) -> Path:
    """An index with three versions built one right after the other; the newest is active."""
    (tmp_path / "index.cache").symlink_to(shop / "index.cache")
    for _ in range(3):
        build_shop(shop / "catalog.csv", tmp_path / "index")
    return tmp_path / "index"


def names(index: Path) -> list[str]:
    return [version.name for version in list_versions(index)]


def test_names_of_versions_sort_by_time_even_within_a_second() -> None:
    import time

    made = []
    for _ in range(20):
        made.append(new_version())
        time.sleep(0.002)
    assert made == sorted(made)
    assert len({name.split("-")[0][:15] for name in made}) < 20  # several fell into one second


def test_versions_are_listed_newest_first_and_the_active_one_is_marked(index: Path) -> None:
    found = list_versions(index)
    assert [version.name for version in found] == sorted(names(index), reverse=True)
    assert [version.active for version in found] == [True, False, False]
    for version in found:
        assert (version.products, version.encoder, version.trouble) == (20, "toy", "")
        assert version.size > 10_000
        assert set(version.as_dict()) >= {"name", "built_at", "products", "active", "trouble"}


def test_rollback_goes_back_one_version_at_a_time(index: Path) -> None:
    newest, middle, oldest = names(index)
    assert rollback(index) == middle == current_version(index)
    assert rollback(index) == oldest == current_version(index)
    with pytest.raises(UnknownVersion, match="no version older than"):
        rollback(index)
    activate_version(index, newest)
    assert current_version(index) == newest


def test_a_damaged_version_is_listed_with_its_trouble_and_passed_over(index: Path) -> None:
    newest, middle, oldest = names(index)
    (index / middle / "manifest.json").write_text("{}")
    assert "format" in list_versions(index)[1].trouble
    assert rollback(index) == oldest
    with pytest.raises(Exception, match="format"):
        activate_version(index, middle)
    assert current_version(index) == oldest
    assert newest in names(index)


def test_a_flipped_byte_is_found_by_verify_and_the_version_not_activated(index: Path) -> None:
    _, middle, _ = names(index)
    active = current_version(index)
    path = index / middle / "rows.npy"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(CorruptIndex, match=r"rows.npy was changed"):
        verify_version(index, middle)
    with pytest.raises(CorruptIndex):
        activate_version(index, middle)
    assert current_version(index) == active == verify_version(index)


def test_an_unknown_version_is_refused_and_the_nearest_named(index: Path) -> None:
    name = names(index)[0]
    with pytest.raises(UnknownVersion, match=f"Did you mean '{name}'"):
        verify_version(index, name[:-1])
    with pytest.raises(UnknownVersion):
        activate_version(index, "../index")


def test_prune_keeps_the_newest_and_always_the_active_one(index: Path) -> None:
    _, middle, oldest = names(index)
    activate_version(index, oldest)
    assert prune(index, keep=1) == [middle]
    assert oldest in names(index)
    assert prune(index, keep=1) == []


def test_an_index_folder_without_versions_is_said_to_have_none(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(IndexMissing, match="bowerbird index CATALOG"):
            list_versions(folder)


def test_what_is_half_written_is_no_version(index: Path) -> None:
    before = names(index)
    shutil.copytree(index / before[0], index / "20990101T000000-aaaaaa.partial")
    assert names(index) == before


def test_the_lock_is_let_go_of_after_a_failure_too(tmp_path: Path) -> None:
    def fail() -> None:
        with building(tmp_path):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with building(tmp_path), pytest.raises(BuildRunning), building(tmp_path):
        pass
    with building(tmp_path):
        pass


def test_the_lock_is_let_go_of_even_where_something_still_holds_the_context(
    tmp_path: Path,
) -> None:
    """It must not depend on the garbage collector."""
    held = building(tmp_path)
    with held:
        pass
    with building(tmp_path):
        pass
    del held
