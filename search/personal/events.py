"""What shoppers did: an append-only log in one SQLite file.

The shop's memory, kept outside every index so that no rebuild touches it. It is *not* a profile:
nothing here says what an event means for a ranking. Events name users and products by the shop's
own ids, never by a row number, so they outlive any version of the catalogue.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from errno import ENOSPC
from hashlib import blake2b
from pathlib import Path
from typing import Any, Self

from search.errors import BowerbirdError, InvalidEvents, StorageFull, UnknownFormat

FILE = "events.sqlite"
"""Its name in a state folder."""

VERSION = 1
"""`user_version` of the file; raised when the table changes."""

BUSY_SECONDS = 30.0
"""How long a writer waits for another one. A bulk import holds the lock for seconds at most."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

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


class Kind(StrEnum):
    VIEW = "view"
    CLICK = "click"
    CART = "cart"
    PURCHASE = "purchase"
    DISMISS = "dismiss"


POPULARITY = {
    Kind.VIEW: 0.1,
    Kind.CLICK: 0.25,
    Kind.CART: 0.5,
    Kind.PURCHASE: 1.0,
    Kind.DISMISS: 0.0,
}
"""What one event adds to a product's popularity, in purchases. A dismissal is one shopper's taste:
it takes nothing away, so nobody can hide a product from everyone."""


@dataclass(frozen=True, slots=True)
class Event:
    """One act of one shopper. `rank` is 1-based: where the product stood in the list of `query_id`.

    `event_id` is a hash of the other fields unless the caller has one of its own, so that the same
    event sent twice is stored once. Raises `InvalidEvents` for an empty id, an unknown kind, a time
    without a zone or a rank below 1.
    """

    user_id: str
    product_id: str
    kind: Kind
    at: datetime
    query_id: str | None = None
    rank: int | None = None
    event_id: str = ""

    def __post_init__(self) -> None:
        check_user(self.user_id)
        _check_text(self.product_id, f"The product id of an event of {self.user_id!r}")
        for text in filter(None, (self.query_id, self.event_id)):
            _check_text(text, f"An id in an event of {self.user_id!r}")
        if self.rank is not None and not 1 <= self.rank < 2**31:
            raise InvalidEvents(f"The rank of an event is {self.rank}; ranks start at 1.")
        if self.at.tzinfo is None:
            raise InvalidEvents(f"The time {self.at} has no zone.", remedy="Give it in UTC.")
        try:
            object.__setattr__(self, "kind", Kind(self.kind))
        except ValueError:
            raise InvalidEvents(
                f"There is no event kind {self.kind!r}.", remedy=f"Known: {', '.join(Kind)}."
            ) from None
        object.__setattr__(self, "at", self.at.astimezone(UTC))
        if not self.event_id:
            object.__setattr__(self, "event_id", self._digest())

    def _digest(self) -> str:
        at = _stamp(self.at)
        fields = (self.user_id, self.product_id, self.kind, at, self.query_id, self.rank)
        return blake2b(json.dumps(fields).encode(), digest_size=16).hexdigest()

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"kind": self.kind.value, "at": self.at.isoformat()}


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
            (e.user_id, e.product_id, e.kind.value, _stamp(e.at), e.query_id, e.rank, e.event_id)
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
        self, user_id: str, *, limit: int = 500, since: datetime | None = None
    ) -> list[Event]:
        """The last `limit` events of a user, newest first; events of one moment by their ids."""
        rows = self._read(
            f"SELECT {_COLUMNS} FROM events WHERE user_id = ? AND at >= ?"
            " ORDER BY at DESC, event_id LIMIT ?",
            (check_user(user_id), _stamp(since) if since else -(2**63), limit),
        )
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

    def popular(self, since: datetime, limit: int) -> list[tuple[str, float]]:
        """Products with the events since then weighed by `POPULARITY`, most popular first."""
        weights = " ".join(f"WHEN '{kind}' THEN {weight}" for kind, weight in POPULARITY.items())
        return self._read(
            f"SELECT product_id, sum(CASE kind {weights} END) AS weight FROM events WHERE at >= ?"
            " GROUP BY product_id HAVING weight > 0 ORDER BY weight DESC, product_id LIMIT ?",
            (_stamp(since), limit),
        )

    def export(self, user_id: str) -> list[dict[str, Any]]:
        """Everything that is known about a user, oldest first, ready for JSON."""
        rows = self._read(
            f"SELECT {_COLUMNS} FROM events WHERE user_id = ? ORDER BY at, event_id",
            (check_user(user_id),),
        )
        return [_event(row).as_dict() for row in rows]

    def erase(self, user_id: str) -> int:
        """Forgets a user and returns how many events that were; their bytes leave the files too.

        Takes time and disk in proportion to the whole log, because the file is written anew:
        `secure_delete` zeroes a deleted row, but not the copies that SQLite leaves in the gaps of
        pages when it splits them.
        """
        with self._connection() as db:
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


def check_user(user_id: str) -> str:
    """The id as it came; user ids are exact. Raises `InvalidEvents` for an empty one."""
    return _check_text(user_id, "The user id")


def _check_text(text: str, what: str) -> str:
    if not text.strip():
        raise InvalidEvents(f"{what} is empty.", remedy="Every shopper and product needs an id.")
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise InvalidEvents(f"{what}, {text!r}, has half a character.", remedy="Save it as UTF-8.")
    return text


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


def _stamp(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


def _event(row: tuple[Any, ...]) -> Event:
    user_id, product_id, kind, at, query_id, rank, event_id = row
    when = _EPOCH + timedelta(microseconds=at)
    return Event(user_id, product_id, Kind(kind), when, query_id, rank, event_id)
