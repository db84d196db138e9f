from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from errno import ENOSPC
from pathlib import Path

import numpy as np
import pytest

from indexer.cache import EmbeddingCache, picture_key, text_key
from search.errors import BowerbirdError, StorageFull

ROWS = np.random.default_rng(0).standard_normal((3, 8)).astype(np.float32)
KEYS = [text_key("a"), text_key("b"), picture_key("00ff")]


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[EmbeddingCache]:
    with EmbeddingCache(tmp_path, "toy") as opened:
        yield opened


def test_what_was_put_in_comes_out_in_the_order_asked_for(cache: EmbeddingCache) -> None:
    cache.put(KEYS, ROWS)
    found = cache.get([KEYS[2], KEYS[0], KEYS[0]], 8)
    assert found.dtype == np.float16
    np.testing.assert_array_equal(found, ROWS[[2, 0, 0]].astype(np.float16))


def test_rows_lie_on_the_disk_under_no_name(tmp_path: Path, cache: EmbeddingCache) -> None:
    cache.put(KEYS, ROWS)
    before = set(tmp_path.iterdir())
    found = cache.get(KEYS * 500, 8)  # more than are read at a time
    assert isinstance(found.base, np.memmap)
    assert set(tmp_path.iterdir()) == before
    np.testing.assert_array_equal(found, np.tile(ROWS.astype(np.float16), (500, 1)))


def test_no_room_for_rows_on_the_disk_is_said_as_well(
    cache: EmbeddingCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    cache.put(KEYS, ROWS)
    monkeypatch.setattr("indexer.cache.TemporaryFile", full)
    with pytest.raises(StorageFull, match="The active index is unchanged"):
        cache.get(KEYS, 8)


def test_it_knows_what_it_holds(cache: EmbeddingCache) -> None:
    assert KEYS[0] not in cache
    cache.put(KEYS[:1], ROWS[:1])
    assert KEYS[0] in cache
    assert KEYS[1] not in cache


def test_rows_are_there_as_soon_as_they_are_put(tmp_path: Path, cache: EmbeddingCache) -> None:
    """A build that is killed goes on from them."""
    cache.put(KEYS, ROWS)
    with EmbeddingCache(tmp_path, "toy") as other:
        assert all(key in other for key in KEYS)


def test_each_encoder_has_rows_of_its_own(tmp_path: Path, cache: EmbeddingCache) -> None:
    cache.put(KEYS, ROWS)
    with EmbeddingCache(tmp_path, "another") as other:
        assert KEYS[0] not in other


def test_a_text_and_a_picture_never_share_a_key() -> None:
    assert len({text_key("00ff"), picture_key("00ff"), text_key(""), text_key("00FF")}) == 4


def test_a_full_disk_is_said_to_be_and_loses_nothing(cache: EmbeddingCache) -> None:
    cache.put(KEYS[:1], ROWS[:1])
    cache._db.execute("PRAGMA max_page_count = 2")
    with pytest.raises(StorageFull, match="what is cached so far will be used"):
        cache.put([text_key(str(i)) for i in range(500)], np.ones((500, 64), np.float32))
    assert text_key("0") not in cache
    np.testing.assert_array_equal(cache.get(KEYS[:1], 8)[0], ROWS[0].astype(np.float16))


def test_a_file_that_is_no_cache_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "toy.sqlite").write_bytes(b"this is not a database, whatever its name says" * 40)
    with pytest.raises(BowerbirdError, match=r"toy.sqlite cannot be used.*Delete it") as caught:
        EmbeddingCache(tmp_path, "toy")
    assert isinstance(caught.value.__cause__, sqlite3.DatabaseError)
