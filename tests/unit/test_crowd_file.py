from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

from search.personal import crowd_file
from search.personal.crowd import acts_of, gather
from search.personal.crowd_file import CrowdFile, recompute
from search.personal.derived import FILE, recomputing
from search.personal.events import Event, EventLog, Kind
from tests.unit.test_crowd import same

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def buy(user: str, product: str, *, days: float = 0) -> Event:
    return Event(user, product, Kind.PURCHASE, NOON + timedelta(days=days))


HISTORY = [buy("ann", "lamp"), buy("ann", "mug"), buy("bob", "lamp", days=1), buy("eve", "rug")]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[EventLog]:
    with EventLog(tmp_path / "events.sqlite") as found:
        yield found


def test_the_file_gives_back_what_was_counted(log: EventLog) -> None:
    log.append(HISTORY)
    counted = recompute(log)
    assert same(counted, gather(acts_of(HISTORY)))
    assert same(CrowdFile(log).current(), counted)


def test_following_a_log_equals_counting_it_anew(log: EventLog) -> None:
    """However the events came in: what is kept is what a recomputation gives."""
    follower = CrowdFile(log)
    for event in HISTORY:
        log.append([event])
        follower._looked = -crowd_file.LAG
        follower.current()
    assert same(follower.current(), gather(acts_of(HISTORY)))


def test_the_tables_of_a_busy_log_may_lag_but_not_for_long(log: EventLog) -> None:
    log.append(HISTORY[:2])
    follower = CrowdFile(log)
    first = follower.current()
    log.append(HISTORY[2:])
    assert follower.current() is first
    follower._looked = -crowd_file.LAG
    assert follower.current().events == 4


def test_a_large_log_is_counted_anew_in_the_background(log: EventLog) -> None:
    log.append(HISTORY[:2])
    recompute(log)
    follower = CrowdFile(log)
    log.append(HISTORY[2:])
    follower.current()
    follower._counted, follower._looked = 2, -crowd_file.LAG
    release = threading.Event()
    slow = crowd_file.recompute

    def wait(log: EventLog) -> object:
        release.wait(5)
        return slow(log)

    with patch.object(crowd_file, "AT_ONCE", 1), patch.object(crowd_file, "recompute", wait):
        assert follower.current().events in (2, 4)
        assert follower.lags
        release.set()
        assert follower._worker is not None
        follower._worker.join(5)
    assert not follower.lags
    assert follower.current().events == 4


def test_an_erased_shopper_is_gone_from_the_tables(log: EventLog) -> None:
    log.append(HISTORY)
    recompute(log)
    held = CrowdFile(log)
    assert "rug" in held.current().products
    log.erase("eve")
    assert not (log.path.parent / FILE).exists()
    after = held.current()  # in the memory of a running server as well, at the next query
    assert "rug" not in after.products
    assert same(after, gather(acts_of(e for e in HISTORY if e.user_id != "eve")))
    assert b"rug" not in (log.path.parent / FILE).read_bytes()


def test_a_count_that_began_before_an_erasure_cannot_end_after_it(log: EventLog) -> None:
    log.append(HISTORY)
    erasing = threading.Thread(target=log.erase, args=("eve",))
    with recomputing(log.path.parent) as path:
        rows = log.rows(NOON + timedelta(days=9))
        erasing.start()
        erasing.join(0.2)
        assert erasing.is_alive(), "the erasure must wait for what is being counted"
        assert any(row[0] == "eve" for row in rows)
        path.write_bytes(b"with eve in it")
    erasing.join(5)
    assert not path.exists()


def test_a_damaged_file_is_counted_anew(log: EventLog) -> None:
    log.append(HISTORY)
    recompute(log)
    (log.path.parent / FILE).write_bytes(b"PK not really")
    assert same(CrowdFile(log).current(), gather(acts_of(HISTORY)))


def test_events_of_the_future_wait_for_their_time(log: EventLog) -> None:
    later = Event("bob", "mug", Kind.PURCHASE, datetime.now(UTC) + timedelta(days=400))
    log.append([*HISTORY, later])
    assert log.count() == 5
    crowd = recompute(log)
    assert crowd.events == 4
    assert np.isclose(crowd.demand.max(), gather(acts_of(HISTORY)).demand.max())
