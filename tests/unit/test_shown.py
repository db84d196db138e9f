"""Lists as they were shown: whole, bounded, forgotten with their shopper, and never in anyone's way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from search.errors import InvalidEvents
from search.learning import shown
from search.learning.shown import Shown, ShownLog, shown_of, space_of
from search.personal.events import FILE, Event, EventLog, Kind
from search.query import Query, QueryKind, Sort
from search.searcher import Searcher

NOW = datetime.now(UTC)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[ShownLog]:
    with ShownLog(tmp_path / FILE) as opened:
        yield opened


def a_list(query_id: str = "q1", **changes: object) -> Shown:
    one = Shown(
        query_id=query_id, at=NOW, kind=QueryKind.WORDS, index_version="v1", space="s",
        weights_version="shipped", products=("p1", "p2"), signals=("words", "taste"),
        features=np.array([[1, 0.5], [0.25, -2]], np.float32), user_id="ann",
    )  # fmt: skip
    return replace(one, **changes)  # type: ignore[arg-type]


def test_a_list_comes_back_as_it_was_shown(log: ShownLog) -> None:
    kept = a_list(first=25, propensity=0.25, rewards=np.array([0, 1], np.float32))
    log.append([kept])
    (found,) = log.lists()
    for name in Shown.__slots__:
        mine, theirs = getattr(kept, name), getattr(found, name)
        assert np.array_equal(mine, theirs) if isinstance(mine, np.ndarray) else mine == theirs


def test_features_and_weights_make_the_score(searcher: Searcher) -> None:
    assert searcher.events is not None
    searcher.events.append([Event("ann", "P12", Kind.PURCHASE, NOW)])
    query = Query(text="blue mug", user_id="ann")
    results = searcher.search(query)
    found = shown_of(query, results, space=space_of(searcher.artifact))
    assert found is not None
    weights = np.array([results.weighing.weights[name] for name in found.signals])
    assert "repeat" in found.signals
    assert found.features @ weights == pytest.approx([hit.score for hit in results.hits], abs=1e-5)
    assert (found.kind, found.user_id, found.first) == (QueryKind.WORDS, "ann", 1)


@pytest.mark.parametrize(
    "query",
    [
        Query(text="mug", sort=Sort.PRICE_UP),
        Query(text="mug", weights={"words": 0.1}),
        Query(text="mug", offset=900),
    ],
    ids=["by price", "own weights", "no product"],
)
def test_what_our_weights_did_not_put_in_order_is_not_kept(
    searcher: Searcher, query: Query
) -> None:
    assert shown_of(query, searcher.search(query), space="s") is None


def test_a_list_is_kept_once(log: ShownLog) -> None:
    log.append([a_list()])
    log.append([a_list(products=("p8", "p9")), a_list("q2", kind=QueryKind.LIKE)])
    assert [one.products[0] for one in log.lists()] == ["p1", "p1"]
    assert [one.query_id for one in log.lists(QueryKind.LIKE)] == ["q2"]


def test_the_oldest_lists_make_room(log: ShownLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown, "MOST_LISTS", 3)
    log.append(a_list(f"q{n}") for n in range(5))
    assert [one.query_id for one in log.lists()] == ["q2", "q3", "q4"]


def test_a_list_of_last_year_is_not_kept(log: ShownLog) -> None:
    log.append([a_list(at=NOW - timedelta(days=365)), a_list("q2", at=NOW)])
    assert [one.query_id for one in log.lists()] == ["q2"]


@pytest.mark.parametrize("propensity", [0.0, -0.1, 1.5, float("nan")])
def test_a_list_that_could_not_have_been_shown_is_refused(propensity: float) -> None:
    with pytest.raises(InvalidEvents, match="propensity of list 'q1'"):
        a_list(propensity=propensity)


def test_features_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(InvalidEvents, match="2 × 2 finite numbers"):
        a_list(features=np.array([[1, np.nan], [0, 0]], np.float32))
    with pytest.raises(InvalidEvents, match="one reward a product"):
        a_list(rewards=np.zeros(3, np.float32))


def test_erasing_a_shopper_erases_what_they_were_shown(log: ShownLog) -> None:
    log.append(
        [
            a_list(products=("secret-7", "p2")),
            a_list("q2", user_id="bob"),
            a_list("q3", user_id=None),
        ]
    )
    log.close()
    with EventLog(log.path) as events:
        events.append([Event("ann", "p1", Kind.CLICK, NOW)])
        assert events.erase("ann") == 1
    assert (log.count("ann"), log.count()) == (0, 2)
    log.close()
    found = b"".join(path.read_bytes() for path in log.path.parent.iterdir())
    assert b"secret-7" not in found
    assert b"ann" not in found


def test_a_shopper_never_waits_for_a_list_to_be_kept(log: ShownLog) -> None:
    log.append([a_list()])
    other = sqlite3.connect(log.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert not log.offer(a_list("q2"))
    other.execute("ROLLBACK")
    other.close()
    assert log.offer(a_list("q2"))


def test_a_log_of_the_first_format_is_brought_up_to_date(tmp_path: Path) -> None:
    from search.personal import database

    path = tmp_path / FILE
    db = sqlite3.connect(path, isolation_level=None)
    for statement in database._UPGRADES[0]:
        db.execute(statement)
    db.execute("PRAGMA user_version = 1")
    db.execute("INSERT INTO events VALUES ('e1', 'ann', 'p1', 'click', 5, NULL, NULL)")
    db.close()
    with EventLog(path) as events, ShownLog(path) as lists:
        assert events.count("ann") == 1
        lists.append([a_list()])
        assert lists.count() == 1


def test_versions_of_one_encoder_and_layout_mean_the_same(searcher: Searcher) -> None:
    from search.blocks import Layout

    space = space_of(searcher.artifact)
    assert space == space_of(searcher.artifact)

    class Other:
        manifest = searcher.artifact.manifest
        layout = Layout({"text": 3})

    assert space_of(Other) != space  # type: ignore[arg-type]
