"""What is asked is counted for the merchant, and says nothing of who asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from search.asked import KEEP_DAYS, Asked, AskedLog
from search.personal.database import FILE
from search.query import Query
from search.searcher import Searcher


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[AskedLog]:
    with AskedLog(tmp_path / "state") as log:
        yield log


def ask(log: AskedLog, searcher: Searcher, text: str, *, filters: str = "", **more: object) -> str:
    from search.filters import Filter

    conditions = (Filter.parse(filters),) if filters else ()
    query = Query(text=text, filters=conditions, **more)  # type: ignore[arg-type]
    results = searcher.search(query)
    log.note(query, results)
    return results.query_id


def test_searches_are_counted_by_their_words(asked: AskedLog, searcher: Searcher) -> None:
    for text in ("red mug", "Red  MUG", "lamp"):
        ask(asked, searcher, text)
    ask(asked, searcher, "red mug", offset=5)  # the same list, further down
    assert asked.most(10) == [Asked("red mug", 2, 0, 0), Asked("lamp", 1, 0, 0)]
    assert asked.by_day(3) == [(2, 0, 0, 0), (1, 0, 0, 0), (0, 3, 0, 0)]


def test_what_found_nothing_and_what_nobody_clicked_are_told_apart(
    asked: AskedLog, searcher: Searcher
) -> None:
    ask(asked, searcher, "hat", filters="price>1000")
    for _ in range(2):
        ask(asked, searcher, "bag")
        clicked = ask(asked, searcher, "mug")
    asked.clicked(clicked)
    asked.clicked(clicked)  # a second click in one list
    asked.clicked("of another process")
    ask(asked, searcher, "umbrella")  # found by meaning alone: no product has the word
    assert [one.words for one in asked.without_results()] == ["hat", "umbrella"]
    assert [one.words for one in asked.without_clicks()] == ["bag"]
    assert Asked("mug", 2, 0, 1) in asked.most(10)


def test_what_could_name_somebody_is_not_kept(asked: AskedLog, searcher: Searcher) -> None:
    for text in ("mia@shop.example", "call 07911 1234567", "x" * 201):
        ask(asked, searcher, text)
    ask(asked, searcher, "mug", user_id="a-shopper-of-ours")
    asked.close()
    kept = b"".join(path.read_bytes() for path in asked.path.parent.glob(f"{FILE}*"))
    assert b"mug" in kept
    for never in (b"mia@", b"1234567", b"xxxxx", b"a-shopper-of-ours"):
        assert never not in kept


def test_old_counts_go(asked: AskedLog, searcher: Searcher) -> None:
    query, long_ago = Query(text="lamp"), datetime.now(UTC) - timedelta(days=KEEP_DAYS + 5)
    asked.note(query, searcher.search(query), now=long_ago)
    assert asked.most(10, days=10_000) != []
    ask(asked, searcher, "mug")
    assert [one.words for one in asked.most(10, days=10_000)] == ["mug"]
