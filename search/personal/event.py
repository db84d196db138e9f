"""One act of one shopper: what every event is, and what makes it impossible.

It is *not* where events are kept (`events`), nor what they say of a shopper (`profile`).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from search.errors import InvalidEvents

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


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
        at = stamp(self.at)
        fields = (self.user_id, self.product_id, self.kind, at, self.query_id, self.rank)
        return blake2b(json.dumps(fields).encode(), digest_size=16).hexdigest()

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"kind": self.kind.value, "at": self.at.isoformat()}


def check_user(user_id: str) -> str:
    """The id as it came; user ids are exact. Raises `InvalidEvents` for an empty one."""
    return _check_text(user_id, "The user id")


def _check_text(text: str, what: str) -> str:
    if not text.strip():
        raise InvalidEvents(f"{what} is empty.", remedy="Every shopper and product needs an id.")
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise InvalidEvents(f"{what}, {text!r}, has half a character.", remedy="Save it as UTF-8.")
    return text


def stamp(at: datetime) -> int:
    """Microseconds since 1970, as events are stored."""
    return (at - EPOCH) // _MICROSECOND
