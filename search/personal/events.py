"""What shoppers did: an append-only log in the file of the shop's memory.

The shop's memory, kept outside every index so that no rebuild touches it. It is *not* a profile:
nothing here says what an event means for a ranking. Events name users and products by the shop's
own ids, never by a row number, so they outlive any version of the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from search.errors import BowerbirdError
from search.personal.database import FILE, Database, transaction
from search.personal.derived import forgetting
from search.personal.event import EPOCH, POPULARITY, Event, Kind, check_user, stamp

__all__ = ["FILE", "POPULARITY", "Event", "EventLog", "Kind", "check_user", "stamp"]

_COLUMNS = "user_id, product_id, kind, at, query_id, rank, event_id"


class EventLog(Database):
    """The log in the file at `path`; see `Database` for what it promises and raises."""

    def append(self, events: Iterable[Event]) -> int:
        """Stores all of `events` or none, and returns how many were new.

        When it returns they are on the disk: they survive `kill -9` and a power cut.
        """
        # A slow iterable is drained before the write lock is taken: nobody waits for its reading.
        rows = [
            (e.user_id, e.product_id, e.kind.value, stamp(e.at), e.query_id, e.rank, e.event_id)
            for e in events
        ]
        with self._connection() as db, transaction(db):
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

    def acts(self, since: datetime) -> list[tuple[str, str, str, int, str | None]]:
        """(user, product, kind, microseconds since 1970, query) of everyone's events, in no order."""
        return self._read(
            "SELECT user_id, product_id, kind, at, query_id FROM events WHERE at >= ?",
            (stamp(since),),
        )

    def export(self, user_id: str) -> list[dict[str, Any]]:
        """Everything that is known about a user, oldest first, ready for JSON."""
        rows = self._read(
            f"SELECT {_COLUMNS} FROM events WHERE user_id = ? ORDER BY at, event_id",
            (check_user(user_id),),
        )
        return [_event(row).as_dict() for row in rows]

    def erase(self, user_id: str) -> int:
        """Forgets a user and returns how many events that were; the lists that they were shown go in the
        same transaction, their bytes leave the files too, and what was derived from all events
        (`derived`) goes with them.

        Takes time and disk in proportion to the whole log, because the file is written anew:
        `secure_delete` zeroes a deleted row, but not the copies that SQLite leaves in the gaps of
        pages when it splits them.
        """
        with forgetting(self.path.parent), self._connection() as db:
            with transaction(db):
                erased = db.execute(
                    "DELETE FROM events WHERE user_id = ?", (check_user(user_id),)
                ).rowcount
                db.execute("DELETE FROM shown WHERE user_id = ?", (user_id,))
            db.execute("VACUUM")
            busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise BowerbirdError(
                f"User {user_id!r} is erased from {self.path}, but another program is reading it "
                "and old bytes stay in its write-ahead file.",
                remedy="Run erase again when that program has finished.",
            )
        return erased


def _event(row: tuple[Any, ...]) -> Event:
    user_id, product_id, kind, at, query_id, rank, event_id = row
    when = EPOCH + timedelta(microseconds=at)
    return Event(user_id, product_id, Kind(kind), when, query_id, rank, event_id)
