"""What shoppers do and are shown, from a request into the shop's memory.

One click on a hit can arrive twice, from the script of the page and from the page it opens; both
make the same event id out of what happened, so the log keeps it once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from search.errors import InvalidEvents, nearest
from search.learning.shown import shown_of, space_of
from search.personal.events import Event, Kind
from search.query import Query
from search.results import Results
from web.shop import searcher, shop

MOST = 10_000
"""Events in one request; larger histories are for `bowerbird events import`."""

_FIELDS = ("user_id", "product_id", "event", "kind", "query_id", "rank", "timestamp")
_TEXT = 512


def read_events(body: object) -> list[Event]:
    """The events in a JSON body: one object, or a list. Raises `InvalidEvents` that says which."""
    entries = body if isinstance(body, list) else [body]
    if len(entries) > MOST:
        raise InvalidEvents(f"There are {len(entries):,} events; the limit is {MOST:,} at once.")
    found = []
    for number, entry in enumerate(entries, 1):
        try:
            found.append(_read_event(entry))
        except InvalidEvents as problem:
            if len(entries) == 1:
                raise
            raise InvalidEvents(
                f"Event {number} of {len(entries)}: {problem.message} Nothing was stored.",
                remedy=problem.remedy,
            ) from None
    return found


def act(
    user: str, product_id: str, kind: Kind, *, query_id: str | None = None, rank: int | None = None
) -> Event:
    """An event of now. A list is clicked once, and a page seen once an hour, however often it loads."""
    now = datetime.now(UTC)
    what = query_id or f"{now:%Y-%m-%dT%H}"
    once = "\x00".join((user, product_id, kind, what))
    event_id = blake2b(once.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return Event(user, product_id, kind, now, query_id, rank, event_id)


def record_list(query: Query, results: Results) -> None:
    """Keeps what a shopper is shown, so that weights can be learned from what they click."""
    found = shown_of(query, results, space=space_of(searcher().artifact))
    if found is not None:
        shop().lists.offer(found)


def _read_event(entry: object) -> Event:
    if not isinstance(entry, Mapping):
        raise InvalidEvents(
            "An event is a JSON object.",
            remedy='Send {"user_id": "u1", "product_id": "p1", "event": "click"}.',
        )
    for name in entry:
        if name not in _FIELDS:
            raise InvalidEvents(
                f"An event has no field {name!r}.", remedy=nearest(str(name), list(_FIELDS))
            )
    if "event" in entry and "kind" in entry:
        raise InvalidEvents("event and kind say the same thing.", remedy="Give one of them.")
    kind = _kind(_text(entry, "event") or _text(entry, "kind"))
    user, product = _text(entry, "user_id"), _text(entry, "product_id")
    query_id, rank = _text(entry, "query_id") or None, _rank(entry.get("rank"))
    if (at := _time(entry.get("timestamp"))) is not None:
        return Event(user, product, kind, at, query_id, rank)
    if query_id is not None:
        return act(user, product, kind, query_id=query_id, rank=rank)
    return Event(user, product, kind, datetime.now(UTC), None, rank)


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _TEXT:
        raise InvalidEvents(f"{name} must be text of at most {_TEXT} characters.")
    return value


def _kind(word: str) -> Kind:
    try:
        return Kind(word)
    except ValueError:
        raise InvalidEvents(
            f"There is no event kind {word!r}.", remedy=f"Known: {', '.join(Kind)}."
        ) from None


def _rank(value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise InvalidEvents(f"rank is {value!r}; it must be a whole number.")


def _time(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except (ValueError, OverflowError, OSError):
        at = None
    if at is None:
        raise InvalidEvents(
            f"timestamp is {value!r}; it cannot be read.",
            remedy="Write 2026-03-01T12:00:00Z, or seconds since 1970.",
        )
    return at
