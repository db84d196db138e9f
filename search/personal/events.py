"""What shoppers did: an append-only log in one SQLite file.

The shop's memory, kept outside every index so that no rebuild touches it. It is *not* a profile:
nothing here says what an event means for a ranking. Events name users and products by the shop's
own ids, never by a row number, so they outlive any version of the catalogue.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from errno import ENOSPC
from pathlib import Path
from typing import Any, Self

from search.errors import BowerbirdError, StorageFull, UnknownFormat
from search.personal.derived import forgetting
from search.personal.event import EPOCH, POPULARITY, Event, Kind, check_user, stamp

__all__ = ["FILE", "POPULARITY", "Event", "EventLog", "Kind", "check_user", "stamp"]

FILE = "events.sqlite"
"""Its name in a state folder."""

VERSION = 1
"""`user_version` of the file; raised when the table changes."""

BUSY_SECONDS = 30.0
"""How long a writer waits for another one. A bulk import holds the lock for seconds at most."""

_SCHEMA = (
    """CREATE TABLE events (
        event_id TEXT NOT NULL PRIMARY KEY,
        user_id TEXT NOT NULL,
        product_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        at INTEGER NOT NULL,  -- microseconds since 1970, UTC
        query_id TEXT,
        rank INTEGER
    ) WITHOUT ROWID""",
    "CREATE INDEX by_user ON events (user_id, at)",
    "CREATE INDEX by_time ON events (at, product_id, kind)",
    f"PRAGMA user_version = {VERSION}",
)
_COLUMNS = "user_id, product_id, kind, at, query_id, rank, event_id"


class EventLog:
    """The log at `path`, created with its folders on first use; shared by threads and processes.

    A thread has a connection to itself for as long as a call lasts and hands it on afterwards, so
    a server that makes a thread per request does not collect connections. Not to be carried across
    a fork: open the log again in the child.

    Raises `StorageFull` when the disk is, `UnknownFormat` for a file of another version and
    `BowerbirdError` for a file that is no log or stays locked.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()

    def append(self, events: Iterable[Event]) -> int:
        """Stores all of `events` or none, and returns how many were new.

        When it returns they are on the disk: they survive `kill -9` and a power cut.
        """
        # A slow iterable is drained before the write lock is taken: nobody waits for its reading.
        rows = [
            (e.user_id, e.product_id, e.kind.value, stamp(e.at), e.query_id, e.rank, e.event_id)
            for e in events
        ]
        with self._connection() as db, _transaction(db):
            before = db.total_changes
            db.executemany(
                f"INSERT INTO events ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (event_id) DO NOTHING",
                rows,
            )
            return db.total_changes - before

    def for_user(
        self, user_id: str, *, limit: int = 500,
        since: datetime | None = None, until: datetime | None = None,
    ) -> list[Event]:  # fmt: skip
        """The last `limit` events of a user, newest first; events of one moment by their ids."""
        rows = self._read(
            f"SELECT {_COLUMNS} FROM events WHERE user_id = ? AND at >= ? AND at <= ?"
            " ORDER BY at DESC, event_id LIMIT ?",
            (
                check_user(user_id), stamp(since) if since else -(2**63),
                stamp(until) if until else 2**63 - 1, limit,
            ),
        )  # fmt: skip
        return [_event(row) for row in rows]

    def count(self, user_id: str | None = None) -> int:
        if user_id is None:
            rows = self._read("SELECT count(*) FROM events", ())
        else:
            rows = self._read("SELECT count(*) FROM events WHERE user_id = ?", (user_id,))
        return int(rows[0][0])

    def users(self, limit: int) -> list[tuple[str, int]]:
        """Users with the number of their events, most active first."""
        return self._read(
            "SELECT user_id, count(*) FROM events GROUP BY user_id"
            " ORDER BY count(*) DESC, user_id LIMIT ?",
            (limit,),
        )

    def mark(self, user_id: str, *, limit: int, until: datetime) -> str:
        """Changes whenever `for_user` with the same limits would, and is much cheaper."""
        rows = self._read(
            "SELECT event_id FROM events WHERE user_id = ? AND at <= ?"
            " ORDER BY at DESC, event_id LIMIT ?",
            (check_user(user_id), stamp(until), limit),
        )
        return ",".join(row[0] for row in rows)

    def rows(self, until: datetime) -> list[tuple[str, str, str, int]]:
        """(user, product, kind, microseconds since 1970) of everyone's events, in no order."""
        return self._read(
            "SELECT user_id, product_id, kind, at FROM events WHERE at <= ?", (stamp(until),)
        )

    def export(self, user_id: str) -> list[dict[str, Any]]:
        """Everything that is known about a user, oldest first, ready for JSON."""
        rows = self._read(
            f"SELECT {_COLUMNS} FROM events WHERE user_id = ? ORDER BY at, event_id",
            (check_user(user_id),),
        )
        return [_event(row).as_dict() for row in rows]

    def erase(self, user_id: str) -> int:
        """Forgets a user and returns how many events that were; their bytes leave the files too, and
        what was derived from all events (`derived`) goes with them.

        Takes time and disk in proportion to the whole log, because the file is written anew:
        `secure_delete` zeroes a deleted row, but not the copies that SQLite leaves in the gaps of
        pages when it splits them.
        """
        with forgetting(self.path.parent), self._connection() as db:
            with _transaction(db):
                erased = db.execute(
                    "DELETE FROM events WHERE user_id = ?", (check_user(user_id),)
                ).rowcount
            db.execute("VACUUM")
            busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise BowerbirdError(
                f"User {user_id!r} is erased from {self.path}, but another program is reading it "
                "and old bytes stay in its write-ahead file.",
                remedy="Run erase again when that program has finished.",
            )
        return erased

    def close(self) -> None:
        """Closes the idle connections; a later call opens a new one."""
        with self._lock:
            idle, self._idle = self._idle, []
        for db in idle:
            db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self, sql: str, values: tuple[str | int, ...]) -> list[Any]:
        with self._connection() as db:
            return db.execute(sql, values).fetchall()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        db: sqlite3.Connection | None = None
        try:
            with self._lock:
                db = self._idle.pop() if self._idle else None
            db = db or _open(self.path)
            yield db
        except BaseException as problem:
            if db:
                db.close()
            if isinstance(problem, sqlite3.Error):
                raise _explained(problem, self.path) from problem
            raise
        with self._lock:
            self._idle.append(db)


def _open(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        kind = StorageFull if problem.errno == ENOSPC else BowerbirdError
        raise kind(f"{path.parent} cannot be made: {problem.strerror}.") from problem
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        # NORMAL survives kill -9 of this process but may lose the last commits in a power cut;
        # FULL syncs once per append, which is a millisecond or so: an acknowledged event is kept.
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA secure_delete = ON")
        _check_version(db, path)
    except BaseException:
        db.close()
        raise
    return db


def _check_version(db: sqlite3.Connection, path: Path) -> None:
    if _version(db) == 0:
        with _transaction(db):
            if _version(db) == 0:  # another process may have made the table meanwhile
                for statement in _SCHEMA:
                    db.execute(statement)
    if (found := _version(db)) != VERSION:
        raise UnknownFormat(
            f"{path} has format {found}, this Bowerbird reads {VERSION}.", remedy="Upgrade it."
        )


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    # IMMEDIATE takes the write lock at once: a lock taken half-way cannot wait for its turn. There
    # is no ROLLBACK, because a connection that failed is closed, which is one.
    db.execute("BEGIN IMMEDIATE")
    yield
    db.execute("COMMIT")


def _explained(problem: sqlite3.Error, path: Path) -> BowerbirdError:
    if getattr(problem, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
        return StorageFull(
            f"The disk of {path} is full; the last change to the history was not made.",
            remedy="Make room and repeat it.",
        )
    return BowerbirdError(
        f"The history {path} cannot be used: {problem}.",
        remedy="Check that it is Bowerbird's events.sqlite and that the folder can be written.",
    )


def _event(row: tuple[Any, ...]) -> Event:
    user_id, product_id, kind, at, query_id, rank, event_id = row
    when = EPOCH + timedelta(microseconds=at)
    return Event(user_id, product_id, Kind(kind), when, query_id, rank, event_id)
