"""A shop's history file becomes events; rows that cannot are counted, shown and left out.

Reads CSV, TSV and JSON lines, plain or gzipped, under the names that shops and web analytics give
their columns and events. It does *not* store anything (`EventLog.append` does) and does not guess:
an unknown event kind or an ambiguous date such as 01/02/2026 is a problem, never a view or a day.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from operator import attrgetter
from pathlib import Path

from search.errors import InvalidEvents
from search.personal.events import Event, Kind
from search.tables import Row, open_table

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "user_id": (
        "user",
        "userid",
        "customer_id",
        "customer",
        "shopper_id",
        "visitor_id",
        "visitorid",
    ),
    "product_id": ("product", "productid", "item_id", "item", "itemid", "article_id", "sku"),
    "timestamp": ("at", "time", "datetime", "date", "event_time", "created_at", "t_dat"),
    "event": ("kind", "event_type", "event_name", "type", "action"),
    "query_id": (),
    "rank": ("position",),
    "event_id": (),
}
"""Columns by our name; the first one that a file has is read, and our own name goes first."""

COLUMNS = tuple(SYNONYMS)
NEEDED = COLUMNS[:4]

_KINDS = {
    Kind.VIEW: "viewed view_item product_view page_view pageview detail",
    Kind.CLICK: "clicked impression_click click_through select_item",
    Kind.CART: "add_to_cart addtocart basket add_to_basket bag add_to_bag",
    Kind.PURCHASE: "purchased buy bought order ordered transaction sale",
    Kind.DISMISS: "dismissed hide hidden not_interested",
}
KINDS = {word: kind for kind, words in _KINDS.items() for word in (kind.value, *words.split())}

ORDER_START = datetime(2000, 1, 1, tzinfo=UTC)
ORDER_STEP = timedelta(hours=1)
ORDER_LAST = 220_000
"""The highest number of an order: an hour apart, it is still in the past (2025)."""

_WHOLE = re.compile("[0-9]{1,9}")
_EPOCH = re.compile("[0-9]{9,17}([.][0-9]{1,9})?")
_SPACES = re.compile("[ -]+")


class Trouble(StrEnum):
    LINE = "unreadable line"
    USER = "no user id"
    PRODUCT = "no product id"
    KIND = "unknown event kind"
    TIME = "unreadable timestamp"
    RANK = "unreadable rank"
    REFUSED = "impossible event"


@dataclass(frozen=True, slots=True)
class HistoryProblem:
    """A row that became no event. `line` is 1-based and counts the header."""

    line: int
    trouble: Trouble
    value: str = ""


@dataclass(frozen=True, slots=True)
class HistoryFile:
    """The events of a file in its own order, what was left out, and notes in sentences."""

    events: list[Event]
    problems: list[HistoryProblem]
    notes: list[str]

    @property
    def counts(self) -> dict[Trouble, int]:
        """Problems by kind, most frequent first."""
        return dict(Counter(problem.trouble for problem in self.problems).most_common())


def read_history(path: Path) -> HistoryFile:
    """Reads every row of the file.

    Times are ISO 8601 (UTC where no zone is given) or epoch seconds, milli- or microseconds. A file
    whose times are all whole numbers up to `ORDER_LAST` holds an *order*, not times: number n
    becomes n hours after the start of 2000, so that reading it twice gives the same events, and a
    note says so.

    Raises `InvalidEvents` for a file that cannot be read or lacks one of `NEEDED`.
    """
    rows: list[tuple[int, list[str]]] = []
    problems: list[HistoryProblem] = []
    with open_table(path, error=InvalidEvents) as (columns, lines):
        _check_columns(path, columns)
        for line, row in lines:
            if row is None:
                problems.append(HistoryProblem(line, Trouble.LINE))
            else:
                rows.append((line, [_value(row, name) for name in COLUMNS]))
    ordered = _is_order([fields[2] for _, fields in rows])
    events: list[Event] = []
    for line, fields in rows:
        try:
            events.append(_event(fields, ordered=ordered))
        except _RowError as reason:
            problems.append(HistoryProblem(line, reason.trouble, reason.value))
    note = (
        f"{path.name} has whole numbers for times; they were read as an order, one hour apart from "
        f"{ORDER_START:%Y-%m-%d}: how long ago something happened is not known."
    )
    return HistoryFile(events, sorted(problems, key=attrgetter("line")), [note] * ordered)


def _check_columns(path: Path, columns: list[str]) -> None:
    found = dict.fromkeys(columns, "here")
    if missing := [name for name in NEEDED if not _value(found, name)]:
        other = [f"{name} may be called {', '.join(SYNONYMS[name])}" for name in missing]
        raise InvalidEvents(
            f"{path} has no column {', '.join(missing)}; it has {', '.join(columns) or 'none'}.",
            remedy=f"Rename its columns; {'; '.join(other)}.",
        )


def _value(row: Row, name: str) -> str:
    return next((row[n] for n in (name, *SYNONYMS[name]) if row.get(n)), "")


class _RowError(Exception):
    def __init__(self, trouble: Trouble, value: str = "") -> None:
        super().__init__(trouble, value)
        self.trouble, self.value = trouble, value


def _event(fields: list[str], *, ordered: bool) -> Event:
    user, product, stamp, word, query, rank, event_id = fields
    if not user:
        raise _RowError(Trouble.USER)
    if not product:
        raise _RowError(Trouble.PRODUCT)
    kind = KINDS.get(_SPACES.sub("_", word.casefold()))
    if kind is None:
        raise _RowError(Trouble.KIND, word)
    at = ORDER_START + int(stamp) * ORDER_STEP if ordered and stamp else _time(stamp)
    if at is None:
        raise _RowError(Trouble.TIME, stamp)
    if rank and not _WHOLE.fullmatch(rank):
        raise _RowError(Trouble.RANK, rank)
    try:
        return Event(user, product, kind, at, query or None, int(rank) if rank else None, event_id)
    except InvalidEvents as problem:
        raise _RowError(Trouble.REFUSED, str(problem)) from None


def _is_order(stamps: list[str]) -> bool:
    given = [stamp for stamp in stamps if stamp]
    return bool(given) and all(_WHOLE.fullmatch(n) and int(n) <= ORDER_LAST for n in given)


def _time(stamp: str) -> datetime | None:
    """The moment that a text names, in UTC; None where it is unreadable or could mean two."""
    try:
        if _EPOCH.fullmatch(stamp):
            seconds = float(stamp)
            # 10^11 seconds is the year 5138, and 10^11 milliseconds is 1973.
            while seconds >= 1e11:
                seconds /= 1000
            return datetime.fromtimestamp(seconds, UTC)
        at = datetime.fromisoformat(stamp)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None
