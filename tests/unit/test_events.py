"""The event log: idempotent, exact about users, safe against crashes, and able to forget."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from search.errors import BowerbirdError, InvalidEvents, StorageFull, UnknownFormat
from search.personal.events import Event, EventLog, Kind

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[EventLog]:
    with EventLog(tmp_path / "shop" / "state" / "events.sqlite") as opened:
        yield opened


def event(
    user: str = "ann", product: str = "p1", *, hours: float = 0, kind: Kind = Kind.CLICK
) -> Event:
    return Event(user, product, kind, NOON + timedelta(hours=hours))


def test_the_log_and_its_folders_are_made_on_first_use(log: EventLog) -> None:
    assert not log.path.parent.exists()
    assert log.count() == 0
    assert log.path.exists()


def test_an_event_sent_twice_is_stored_once(log: EventLog) -> None:
    assert log.append([event(), event(), event(product="p2")]) == 2
    assert log.append([event()]) == 0
    assert log.count() == 2


def test_the_same_act_has_one_id_in_every_time_zone() -> None:
    delhi = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert Event("ann", "p1", Kind.CLICK, delhi) == event()
    assert Event("ann", "p1", Kind.CLICK, delhi).at.tzinfo is UTC


def test_every_field_but_the_id_itself_makes_the_id() -> None:
    acts = [
        event(),
        event(user="bob"),
        event(product="p2"),
        event(hours=1),
        event(kind=Kind.CART),
        Event("ann", "p1", Kind.CLICK, NOON, query_id="q"),
        Event("ann", "p1", Kind.CLICK, NOON, query_id="q", rank=1),
        # The same letters, cut elsewhere.
        Event("annp", "1", Kind.CLICK, NOON),
    ]
    assert len({act.event_id for act in acts}) == len(acts)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: event(user=""), "user id is empty"),
        (lambda: event(user=" \t"), "user id is empty"),
        (lambda: event(product=""), "product id .* is empty"),
        (lambda: event(user="\ud800"), "half a character"),
        (lambda: Event("ann", "p1", "wink", NOON), "wink.*Known: view, click"),  # type: ignore[arg-type]
        (lambda: Event("ann", "p1", Kind.CLICK, datetime(2026, 3, 1)), "no zone"),
        (lambda: Event("ann", "p1", Kind.CLICK, NOON, rank=0), "ranks start at 1"),
    ],
)
def test_an_impossible_event_is_refused(make: Callable[[], Event], says: str) -> None:
    with pytest.raises(InvalidEvents, match=says):
        make()


def test_a_history_is_newest_first_and_limited(log: EventLog) -> None:
    log.append(event(product=f"p{hour}", hours=hour) for hour in (2, 0, 3, 1))
    assert [e.product_id for e in log.for_user("ann")] == ["p3", "p2", "p1", "p0"]
    assert [e.product_id for e in log.for_user("ann", limit=2)] == ["p3", "p2"]
    since = NOON + timedelta(hours=2)
    assert [e.product_id for e in log.for_user("ann", since=since)] == ["p3", "p2"]


def test_what_comes_out_is_what_went_in(log: EventLog) -> None:
    at = datetime(1969, 7, 20, 20, 17, 40, 123_457, tzinfo=UTC)
    act = Event("ann|ü\x00", "p 1'", Kind.DISMISS, at, query_id="q-7", rank=12, event_id="mine")
    log.append([act])
    assert log.for_user("ann|ü\x00") == [act]


def test_a_user_id_is_an_exact_string(log: EventLog) -> None:
    log.append([event("ann"), event("Ann"), event("ann "), event("007"), event("7")])
    assert [log.count(user) for user in ("ann", "Ann", "ann ", "7", "ANN")] == [1, 1, 1, 1, 0]


def test_a_batch_is_stored_whole_or_not_at_all(log: EventLog) -> None:
    def failing() -> Iterator[Event]:
        yield event()
        raise InvalidEvents("row 2 is bad")

    with pytest.raises(InvalidEvents):
        log.append(failing())
    assert log.count() == 0


def test_users_come_most_active_first(log: EventLog) -> None:
    log.append([event("bob", hours=h) for h in range(2)])
    log.append([event("eve", hours=h) for h in range(2)] + [event("ann")])
    assert log.users(9) == [("bob", 2), ("eve", 2), ("ann", 1)]
    assert log.users(1) == [("bob", 2)]


def test_an_export_is_json_and_has_everything_of_one_user(log: EventLog) -> None:
    log.append([event(hours=2), event(hours=1, product="p2"), event("bob")])
    exported = json.loads(json.dumps(log.export("ann")))
    assert [row["product_id"] for row in exported] == ["p2", "p1"]
    assert exported[0] == {
        "event_id": event(hours=1, product="p2").event_id,
        "user_id": "ann",
        "product_id": "p2",
        "kind": "click",
        "at": "2026-03-01T13:00:00+00:00",
        "query_id": None,
        "rank": None,
    }


def test_erasing_a_user_leaves_the_others(log: EventLog) -> None:
    log.append([event("ann"), event("ann", hours=1), event("anna")])
    assert log.erase("ann") == 2
    assert log.erase("ann") == 0
    assert log.users(9) == [("anna", 1)]


def test_no_byte_of_an_erased_user_stays_in_the_files(log: EventLog) -> None:
    # Many small batches split pages, and a split leaves copies behind that a DELETE does not zero.
    rng = random.Random(1)
    for _ in range(200):
        log.append(
            Event(
                f"shopper-{rng.randrange(100):03}{'x' * 20 * rng.randrange(3)}",
                "p" * rng.randrange(1, 50),
                Kind.CLICK,
                NOON + timedelta(seconds=rng.randrange(10**9)),
                event_id=str(rng.random()),
            )
            for _ in range(60)
        )
    erased = [f"shopper-{n:03}{'x' * 20 * tail}" for n in range(0, 100, 4) for tail in range(3)]
    assert any(user.encode() in file_bytes(log) for user in erased)
    for user in erased:
        assert log.erase(user) > 0
    found = file_bytes(log)
    assert not [user for user in erased if user[:11].encode() in found]


def test_erasing_says_so_when_a_reader_keeps_old_bytes(
    log: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EventLog, "patience", 0.1)
    log.append([event("ann")])
    reader = sqlite3.connect(log.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM events").fetchone()
    log.close()
    with pytest.raises(BowerbirdError, match="another program is reading"):
        log.erase("ann")
    reader.close()
    assert log.erase("ann") == 0
    assert b"ann" not in file_bytes(log)


def test_threads_share_a_log(log: EventLog) -> None:
    def work(user: int) -> int:
        for hour in range(20):
            log.append([event(f"u{user}", hours=hour)])
        return len(log.for_user(f"u{user}"))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == [20] * 8
    assert log.count() == 160


WRITER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from search.personal.events import Event, EventLog, Kind
log, user, n = EventLog(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
for i in range(n):
    event = Event(user, f"p{i}", Kind.CLICK, datetime(2026, 3, 1, tzinfo=UTC))
    log.append([event])
    print(event.event_id, flush=True)
"""


def writer(path: Path, user: str, times: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), user, str(times)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def test_processes_that_start_together_share_a_log(log: EventLog) -> None:
    writers = [writer(log.path, f"u{n}", 30) for n in range(4)]
    for started in writers:
        started.communicate(timeout=60)
        assert started.returncode == 0
    assert log.users(9) == [(f"u{n}", 30) for n in range(4)]


def test_what_was_acknowledged_survives_kill_9(log: EventLog) -> None:
    with writer(log.path, "ann", 10**9) as started:
        assert started.stdout
        acknowledged = [started.stdout.readline().strip() for _ in range(200)]
        started.send_signal(signal.SIGKILL)
        acknowledged += started.stdout.read().split()
    assert started.returncode == -signal.SIGKILL
    stored = {act.event_id for act in log.for_user("ann", limit=10**6)}
    assert len(acknowledged) >= 200
    # The last line may be cut by the kill; a cut one was still stored.
    assert all(line in stored for line in acknowledged if len(line) == 32)


def test_every_append_is_synced_for_a_power_cut(log: EventLog) -> None:
    log.append([event()])
    with log._connection() as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL


def test_a_full_disk_is_said_and_nothing_is_half_stored(log: EventLog) -> None:
    log.append([event()])
    with log._connection() as db:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StorageFull, match="full"):
        log.append(event(product=f"p{n}", hours=1) for n in range(2_000))
    assert log.count() == 1
    assert log.append([event(hours=1)]) == 1


def test_a_log_of_another_version_is_left_alone(log: EventLog) -> None:
    log.append([event()])
    with log._connection() as db:
        db.execute("PRAGMA user_version = 99")
    log.close()
    before = log.path.read_bytes()
    with pytest.raises(UnknownFormat, match="format 99"):
        log.count()
    assert log.path.read_bytes() == before


def test_a_file_that_is_no_log_is_named(tmp_path: Path) -> None:
    path = tmp_path / "events.sqlite"
    path.write_text("user_id,product_id\n" * 100)
    with pytest.raises(BowerbirdError, match=r"events\.sqlite cannot be used"):
        EventLog(path).count()


def file_bytes(log: EventLog) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(log.path.parent.iterdir()))
