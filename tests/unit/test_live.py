from __future__ import annotations

import threading
from pathlib import Path

import pytest

from search import live, searcher
from search.artifact import CURRENT, current_version
from search.encoders.base import Encoder
from search.errors import IndexMissing
from search.live import Live
from search.query import Query
from search.versions import prune
from tests.toy import ToyEncoder, build_shop


@pytest.fixture(autouse=True)
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Looks at every call; an encoder that is loaded by its spec is the toy, and is written down."""
    asked: list[str] = []

    def load(spec: str) -> Encoder:
        asked.append(spec)
        return ToyEncoder()

    monkeypatch.setattr(live, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(searcher, "load_encoder", load)
    return asked


@pytest.fixture
def index(shop: Path, tmp_path: Path) -> Path:
    (tmp_path / "index.cache").symlink_to(shop / "index.cache")
    build_shop(shop / "catalog.csv", tmp_path / "index")
    return tmp_path / "index"


def test_a_new_version_is_served_from_the_next_query_on(shop: Path, index: Path) -> None:
    following = Live(index)
    old = following.searcher
    assert following.searcher is old
    report = build_shop(shop / "catalog.csv", index)
    assert following.searcher.version == report.version
    assert following.trouble is None
    assert old.search(Query(text="red lamp")).index_version == old.version  # its last query ends


def test_a_pruned_version_is_served_until_the_new_one_is_there(shop: Path, index: Path) -> None:
    old = Live(index).searcher
    build_shop(shop / "catalog.csv", index)
    prune(index, keep=1)
    assert old.search(Query(text="red lamp")).hits


def test_the_encoder_is_loaded_once_for_all_versions(
    shop: Path, index: Path, loads: list[str]
) -> None:
    following = Live(index)
    following.searcher.search(Query(text="lamp"))
    build_shop(shop / "catalog.csv", index)
    following.searcher.search(Query(text="lamp"))
    assert loads == ["toy"]


def test_the_memory_of_the_shop_goes_on_from_one_version_to_the_next(
    shop: Path, index: Path, tmp_path: Path
) -> None:
    following = Live(index, state=tmp_path / "state")
    events = following.searcher.events
    build_shop(shop / "catalog.csv", index)
    assert following.searcher.events is events


def test_a_broken_new_version_leaves_the_old_one_serving_and_says_why(
    shop: Path, index: Path
) -> None:
    following = Live(index)
    old = following.searcher
    report = build_shop(shop / "catalog.csv", index, make_active=False)
    (index / report.version / "rows.npy").write_bytes(b"junk")
    (index / CURRENT).write_text(report.version)
    assert following.searcher is old
    assert following.trouble is not None
    assert "rows.npy has 4 bytes" in following.trouble
    good = build_shop(shop / "catalog.csv", index)
    assert following.searcher.version == good.version
    assert following.trouble is None


def test_a_broken_version_is_not_read_again_at_every_query(
    shop: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    following = Live(index)
    (index / CURRENT).write_text("gone")
    asked: list[Path] = []

    def current(folder: Path) -> str:
        asked.append(folder)
        return current_version(folder)

    monkeypatch.setattr(live, "current_version", current)
    for _ in range(5):
        assert following.searcher
    assert len(asked) == 1
    monkeypatch.setattr(live, "RETRY_EVERY", 0.0)
    following._retry = 0.0  # half a minute later
    assert following.searcher
    assert len(asked) == 2


def test_a_pointer_that_is_gone_for_a_moment_changes_nothing(index: Path) -> None:
    following = Live(index)
    old, name = following.searcher, (index / CURRENT).read_text()
    (index / CURRENT).unlink()
    assert following.searcher is old
    assert following.trouble
    (index / CURRENT).write_text(name)
    assert following.searcher is old
    assert following.trouble is None


def test_an_index_that_is_not_there_cannot_be_followed(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        Live(tmp_path)


def test_threads_that_ask_while_versions_change_always_get_one(shop: Path, index: Path) -> None:
    following = Live(index)
    failures: list[BaseException] = []
    stop = threading.Event()

    def ask() -> None:
        try:
            while not stop.is_set():
                assert following.searcher.search(Query(text="red lamp", limit=3)).hits
        except BaseException as problem:
            failures.append(problem)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(2):
        build_shop(shop / "catalog.csv", index)
        prune(index, keep=1)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert following.searcher.version == current_version(index)
