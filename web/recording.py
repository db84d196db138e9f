"""What shoppers do and are shown, from a request into the shop's memory.

One click on a hit can arrive twice, from the script of the page and from the page it opens; both
make the same event id out of what happened, so the log keeps it once.
"""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import blake2b

from flask import request

from search.learning.shown import shown_of, space_of
from search.personal.events import Event, Kind
from search.query import Query
from search.results import Results
from web.schemas import EventGiven
from web.shop import events, searcher, shop

TYPING = "X-Typing"
"""The header with which the script of the page asks while somebody still types."""


def act(
    user: str, product_id: str, kind: Kind, *, query_id: str | None = None, rank: int | None = None
) -> Event:
    """An event of now. A list is clicked once, and a page seen once an hour, however often it loads."""
    now = datetime.now(UTC)
    what = query_id or f"{now:%Y-%m-%dT%H}"
    once = "\x00".join((user, product_id, kind, what))
    event_id = blake2b(once.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return Event(user, product_id, kind, now, query_id, rank, event_id)


def is_a_visit() -> bool:
    """Whether a person looks at the page: not a browser that thinks ahead, nor a page elsewhere that
    writes into somebody's history with a link or a picture, nor a search that is still being typed."""
    ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    elsewhere = request.headers.get("Sec-Fetch-Site") == "cross-site"
    typing = TYPING in request.headers
    return request.method == "GET" and not ahead and not elsewhere and not typing


def record_list(query: Query, results: Results) -> None:
    """Keeps what a shopper is shown, so that weights can be learned from what they click, the picture that
    they asked with, and counts what was asked for."""
    shop().asked.note(query, results)
    searcher().remember(query)
    found = shown_of(query, results, space=space_of(searcher().artifact))
    if found is not None:
        shop().lists.offer(found)


def record_events(found: list[Event]) -> int:
    """Stores events, and returns how many were new."""
    for event in found:
        if event.kind is Kind.CLICK and event.query_id is not None:
            shop().asked.clicked(event.query_id)
    return events().append(found)


def event_of(given: EventGiven) -> Event:
    """What a program reports. Without a time it is of now, and happens once a list."""
    user, product = given.user_id, given.product_id
    if given.timestamp is not None:
        return Event(user, product, given.event, given.timestamp, given.query_id, given.rank)
    if given.query_id is not None:
        return act(user, product, given.event, query_id=given.query_id, rank=given.rank)
    return Event(user, product, given.event, datetime.now(UTC), None, given.rank)
