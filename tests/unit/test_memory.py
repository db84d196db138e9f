from __future__ import annotations

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest

from search.personal import memory as module
from search.personal.events import Event, Kind
from search.personal.memory import HISTORY_EVENTS, Remembered
from search.personal.profile import MOST_LIKED, build_profile
from search.query import Query
from search.searcher import Searcher

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def click(user: str, product: str, *, seconds: float = 0) -> Event:
    return Event(user, product, Kind.CLICK, NOW + timedelta(seconds=seconds))


def test_a_profile_is_built_once_and_anew_after_an_event(searcher: Searcher) -> None:
    assert searcher.events is not None
    searcher.events.append([click("jo", "P06")])
    with patch.object(module, "build_profile", wraps=build_profile) as building:
        first, again = searcher.profile("jo"), searcher.profile("jo")
        assert first is again
        assert building.call_count == 1
        searcher.events.append([click("jo", "P07", seconds=1)])
        assert searcher.profile("jo").events == 2
        assert building.call_count == 2


def test_what_is_remembered_equals_a_recomputation(searcher: Searcher) -> None:
    assert searcher.events is not None
    for number, product in enumerate(("P06", "P07", "P06", "P18")):
        searcher.events.append([click("jo", product, seconds=number)])
        kept = searcher.profile("jo")
        anew = build_profile("jo", searcher.events.for_user("jo"), searcher.artifact)
        assert (kept.liked, kept.categories, kept.price) == (
            anew.liked,
            anew.categories,
            anew.price,
        )


def test_an_erased_shopper_is_a_stranger_at_once(searcher: Searcher) -> None:
    assert searcher.events is not None
    searcher.events.append([click("jo", "P06")])
    assert searcher.profile("jo").liked
    searcher.events.erase("jo")
    assert searcher.profile("jo").events == 0


def test_an_event_of_the_future_does_not_wipe_out_the_past(searcher: Searcher) -> None:
    assert searcher.events is not None
    far = Event("jo", "P01", Kind.PURCHASE, datetime.now(UTC) + timedelta(days=3_000))
    old = Event("jo", "P06", Kind.PURCHASE, datetime(1970, 1, 2, tzinfo=UTC))
    searcher.events.append([click("jo", "P07"), far, old])
    found = searcher.profile("jo")
    assert {liked.product_id for liked in found.liked} == {"P06", "P07"}
    assert found.liked[0].product_id == "P07", "what is ancient weighs nothing"


def test_ids_that_differ_in_case_are_two_shoppers(searcher: Searcher) -> None:
    assert searcher.events is not None
    searcher.events.append([click("Jo", "P06")])
    assert searcher.profile("jo").events == 0
    lamps = Query(text="lamp", user_id="jo", limit=20)
    assert not any(hit.moved for hit in searcher.search(lamps).hits)


def test_one_shopper_of_very_many_events_costs_no_more_than_the_latest(searcher: Searcher) -> None:
    assert searcher.events is not None
    many = (click("bot", f"P{n % 20 + 1:02d}", seconds=n) for n in range(HISTORY_EVENTS + 500))
    searcher.events.append(many)
    found = searcher.profile("bot")
    assert found.events == HISTORY_EVENTS
    assert len(found.liked) <= MOST_LIKED


def test_only_so_many_profiles_are_kept(searcher: Searcher) -> None:
    assert searcher.events is not None
    memory = searcher.memory
    assert isinstance(memory, Remembered)
    searcher.events.append([click(f"u{n}", "P06") for n in range(5)])
    with patch.object(module, "MOST_KEPT", 3):
        for n in range(5):
            memory.profile(f"u{n}")
    assert list(memory._profiles) == ["u2", "u3", "u4"]


def test_what_others_do_moves_everyone_and_is_no_history(searcher: Searcher) -> None:
    assert searcher.events is not None
    searcher.events.append(
        [Event(f"u{n}", "P10", Kind.PURCHASE, NOW) for n in range(9)]
    )  # fmt: skip
    lamps = Query(text="lamp", limit=20)
    hits = searcher.search(lamps).hits
    assert hits[0].product_id == "P10"
    assert "popular" in {item.signal for item in hits[0].evidence}
    assert not any(hit.moved for hit in hits)


@pytest.mark.parametrize("limit", [1, 3])
def test_the_mark_of_a_history_changes_with_it(searcher: Searcher, limit: int) -> None:
    log = searcher.events
    assert log is not None
    marks = []
    for number in range(3):
        log.append([click("jo", "P06", seconds=number)])
        marks.append(log.mark("jo", limit=limit, until=datetime.now(UTC)))
    assert len(set(marks)) == 3


def test_history_moves_what_was_asked_for_and_not_whatever_one_likes(searcher: Searcher) -> None:
    """A shopper of lamps who asks for mugs is shown mugs."""
    assert searcher.events is not None
    lamps = ("P06", "P07", "P08", "P09", "P10")
    searcher.events.append(
        Event("jo", p, Kind.PURCHASE, NOW + timedelta(days=d)) for p in lamps for d in range(9)
    )
    hits = searcher.search(Query(text="mug", user_id="jo", limit=20)).hits
    assert {hit.product_id for hit in hits[:5]} == {f"P{n}" for n in range(11, 16)}
