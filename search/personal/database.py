"""The shop's memory: one SQLite file, its tables, its connections and its errors.

What shoppers did (`events`), what they were shown (`shown`), what was decided about weights
(`decisions`), how often what was asked (`asked`) and with what pictures (`asked_pictures`) lie in one
file, so that there is one thing to back up, and one transaction in which a shopper is forgotten. What
the tables mean is for `personal.events`, `learning.shown`, `learning.decisions`, `search.asked` and
`search.query_pictures` to say.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOSPC
from pathlib import Path
from typing import Any, Self

from search.errors import BowerbirdError, StorageFull, UnknownFormat

FILE = "events.sqlite"
"""Its name in a state folder."""

BUSY_SECONDS = 30.0
"""How long a writer waits for another one. A bulk import holds the lock for seconds at most."""

_UPGRADES = (
    (
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
    ),
    (
        """CREATE TABLE shown (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            query_id TEXT NOT NULL UNIQUE,
            user_id TEXT,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            index_version TEXT NOT NULL,
            space TEXT NOT NULL,
            weights_version TEXT NOT NULL,
            first INTEGER NOT NULL,  -- rank of the first product
            propensity REAL NOT NULL,
            products TEXT NOT NULL,  -- JSON
            signals TEXT NOT NULL,   -- JSON
            features BLOB NOT NULL,  -- float32, products by signals
            rewards BLOB             -- float32, where they came with the list
        )""",
        "CREATE INDEX shown_by_user ON shown (user_id)",
        "CREATE INDEX shown_by_time ON shown (at)",
        """CREATE TABLE decisions (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            verdict TEXT NOT NULL,
            weights TEXT NOT NULL,   -- JSON
            lists INTEGER NOT NULL,
            evidence TEXT NOT NULL   -- JSON
        )""",
        "CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions"
        " BEGIN SELECT RAISE(ABORT, 'decisions are only added to'); END",
        "CREATE TRIGGER decisions_are_not_changed BEFORE UPDATE ON decisions"
        " BEGIN SELECT RAISE(ABORT, 'decisions are only added to'); END",
    ),
    (
        """CREATE TABLE asked (
            day INTEGER NOT NULL,  -- days since 1970, UTC
            words TEXT NOT NULL,
            times INTEGER NOT NULL,
            empty INTEGER NOT NULL,
            clicked INTEGER NOT NULL,
            PRIMARY KEY (day, words)
        ) WITHOUT ROWID""",
    ),
    (
        """CREATE TABLE asked_pictures (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL UNIQUE,  -- kind, and a hash of the row
            kind TEXT NOT NULL,
            fingerprint TEXT NOT NULL, -- of the encoder
            at INTEGER NOT NULL,
            row BLOB NOT NULL          -- float16
        )""",
        "CREATE INDEX asked_by_kind ON asked_pictures (kind, fingerprint, number)",
    ),
)
"""What makes each version of the file from the one before."""

VERSION = len(_UPGRADES)
"""`user_version` of the file."""


class Database:
    """The file at `path`, created with its folders on first use; shared by threads and processes.

    A thread has a connection to itself for as long as a call lasts and hands it on afterwards, so
    a server that makes a thread per request does not collect connections. Not to be carried across
    a fork: open it again in the child.

    Raises `StorageFull` when the disk is, `UnknownFormat` for a file of a newer version and
    `BowerbirdError` for a file that is no memory of a shop or stays locked.
    """

    patience = BUSY_SECONDS
    synchronous = "FULL"
    """NORMAL survives kill -9 of this process but may lose the last commits in a power cut; FULL syncs
    once per commit, which is a millisecond or so: an acknowledged event is kept."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()

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

    def _read(self, sql: str, values: tuple[str | int, ...] = ()) -> list[Any]:
        with self._connection() as db:
            return db.execute(sql, values).fetchall()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        db: sqlite3.Connection | None = None
        try:
            with self._lock:
                db = self._idle.pop() if self._idle else None
            db = db or self._open()
            yield db
        except BaseException as problem:
            if db:
                db.close()
            if isinstance(problem, sqlite3.Error):
                raise _explained(problem, self.path) from problem
            raise
        with self._lock:
            self._idle.append(db)

    def _open(self) -> sqlite3.Connection:
        path = self.path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            kind = StorageFull if problem.errno == ENOSPC else BowerbirdError
            raise kind(f"{path.parent} cannot be made: {problem.strerror}.") from problem
        db = sqlite3.connect(
            path, timeout=self.patience, isolation_level=None, check_same_thread=False
        )
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute(f"PRAGMA synchronous = {self.synchronous}")
            db.execute("PRAGMA secure_delete = ON")
            _bring_up_to_date(db, path)
        except BaseException:
            db.close()
            raise
        return db


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    # IMMEDIATE takes the write lock at once: a lock taken half-way cannot wait for its turn. There
    # is no ROLLBACK, because a connection that failed is closed, which is one.
    db.execute("BEGIN IMMEDIATE")
    yield
    db.execute("COMMIT")


def _bring_up_to_date(db: sqlite3.Connection, path: Path) -> None:
    if _version(db) < VERSION:
        with transaction(db):
            # Another process may have done it meanwhile.
            for statements in _UPGRADES[_version(db) :]:
                for statement in statements:
                    db.execute(statement)
            db.execute(f"PRAGMA user_version = {max(VERSION, _version(db))}")
    if (found := _version(db)) != VERSION:
        raise UnknownFormat(
            f"{path} has format {found}, this Bowerbird reads {VERSION}.", remedy="Upgrade it."
        )


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


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
