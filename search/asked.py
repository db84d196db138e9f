"""What is searched for, counted by day: how often, how often in vain, and how often clicked.

For the merchant, so it says nothing of shoppers: words and counts, never who asked. Words that could name
somebody (an address of e-mail, a long number) are not kept at all. Which words a click
belongs to is known for as long as the process lives, and is not written down.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from search.errors import BowerbirdError
from search.personal.database import FILE, Database, transaction
from search.personal.event import EPOCH
from search.query import Query
from search.results import Results
from search.signals import LEXICAL
from search.terms import fold

KEEP_DAYS = 180
MOST_WORDS = 200
"""Characters of what was asked; longer queries are pasted texts."""

MOST_OPEN = 50_000
"""Lists whose clicks are still waited for."""

_PRIVATE = re.compile(r"@|\d{7,}")


@dataclass(frozen=True, slots=True)
class Asked:
    """`words` as they are compared, and how often they were asked, in vain (`empty`), and clicked.

    Something is always near in meaning: a search is in vain where nothing passes its filters, or no
    product shown has any of its words.
    """

    words: str
    times: int
    empty: int
    clicked: int


class AskedLog(Database):
    """The counts in the file of the shop's memory in `state`."""

    patience = 0.05
    synchronous = "NORMAL"

    def __init__(self, state: Path) -> None:
        super().__init__(state / FILE)
        self._open_lists: OrderedDict[str, str] = OrderedDict()
        self._waiting = threading.Lock()

    def note(self, query: Query, results: Results, *, now: datetime | None = None) -> None:
        """Counts a search by words, once a list: not its further pages. Never fails a request."""
        words = " ".join(fold(query.text).split())
        if not words or query.offset or len(words) > MOST_WORDS or _PRIVATE.search(words):
            return
        with self._waiting:
            self._open_lists[results.query_id] = words
            while len(self._open_lists) > MOST_OPEN:
                self._open_lists.popitem(last=False)
        has_words = any(e.signal in LEXICAL for hit in results.hits for e in hit.evidence)
        self._count(words, empty=not has_words, now=now)

    def clicked(self, query_id: str, *, now: datetime | None = None) -> None:
        """Counts the first click in a list."""
        with self._waiting:
            words = self._open_lists.pop(query_id, None)
        if words is not None:
            self._count(words, times=0, clicked=1, now=now)

    def most(self, limit: int, *, days: int = 30, where: str = "times > 0") -> list[Asked]:
        """What was asked most in the last `days`; `where` narrows by the columns of `Asked`."""
        since = _day(datetime.now(UTC)) - days
        rows = self._read(
            "SELECT * FROM (SELECT words, sum(times) AS times, sum(empty) AS empty,"
            " sum(clicked) AS clicked FROM asked WHERE day > ? GROUP BY words)"
            f" WHERE {where} ORDER BY times DESC, words LIMIT ?",
            (since, limit),
        )
        return [Asked(*row) for row in rows]

    def without_results(self, limit: int = 50) -> list[Asked]:
        """What was mostly asked in vain."""
        return self.most(limit, where="empty * 2 >= times AND empty > 0")

    def without_clicks(self, limit: int = 50) -> list[Asked]:
        """What found something, was asked more than once, and was never clicked."""
        return self.most(limit, where="clicked = 0 AND times > 1 AND empty * 2 < times")

    def by_day(self, days: int = 30) -> Sequence[tuple[int, int, int, int]]:
        """(days ago, times, empty, clicked) of each day, the oldest first; days without a search too."""
        today = _day(datetime.now(UTC))
        rows = self._read(
            "SELECT day, sum(times), sum(empty), sum(clicked) FROM asked WHERE day > ? GROUP BY day",
            (today - days,),
        )
        counts = {day: tuple(rest) for day, *rest in rows}
        return [
            (today - day, *counts.get(day, (0, 0, 0))) for day in range(today - days + 1, today + 1)
        ]

    def _count(
        self,
        words: str,
        *,
        times: int = 1,
        empty: bool = False,
        clicked: int = 0,
        now: datetime | None = None,
    ) -> None:
        day = _day(now or datetime.now(UTC))
        try:
            with self._connection() as db, transaction(db):
                db.execute(
                    "INSERT INTO asked (day, words, times, empty, clicked) VALUES (?, ?, ?, ?, ?)"
                    " ON CONFLICT (day, words) DO UPDATE SET times = times + excluded.times,"
                    " empty = empty + excluded.empty, clicked = clicked + excluded.clicked",
                    (day, words, times, int(empty), clicked),
                )
                db.execute("DELETE FROM asked WHERE day < ?", (day - KEEP_DAYS,))
        except BowerbirdError:
            return  # a count is not worth a shopper's waiting


def _day(at: datetime) -> int:
    return (at - EPOCH) // timedelta(days=1)
