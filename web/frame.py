"""What stands around every page: the search box, who is shopping, and their history.

A shopper is a name in a cookie, or `user` in the address, which wins. A name, *not* an account:
there is no password and nothing here is private. A shop with accounts passes its own user ids to the
API and keeps this page for its own staff.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote

from flask import Response, request

from search.errors import BowerbirdError, InvalidQuery
from web.address import Address
from web.cards import Card, card_of
from web.forms import read_user
from web.shop import events, searcher

COOKIE = "shopper"
MOST_SHOPPERS = 8
_YEAR = 365 * 86_400
_HISTORY = 12

_PAGE = ("limit", "offset", "q", "mix", "min_price", "max_price")
"""Parameters that a form does not carry along: it has a field for them, or starts afresh."""


@dataclass(frozen=True, slots=True)
class Frame:
    """`carried` are the parameters that a new search keeps; `here` is where a form leads back to."""

    address: Address
    here: str
    carried: tuple[tuple[str, str], ...] = ()
    user: str | None = None
    shoppers: tuple[tuple[str, int], ...] = ()
    acts: int = 0
    history: tuple[tuple[Card, str], ...] = ()


def chosen() -> str | None:
    """The shopper of this request, or None for nobody. Never raises: a bad cookie is nobody's."""
    try:
        given = read_user(request.args.get("user", "").strip())
        return given or read_user(unquote(request.cookies.get(COOKIE, "")).strip())
    except InvalidQuery:
        return None


def choose(response: Response, user: str | None) -> None:
    """Makes the browser remember `user`, or forget whom it remembered."""
    if user is None:
        response.delete_cookie(COOKIE, samesite="Lax", httponly=True)
    else:
        response.set_cookie(COOKIE, quote(user), max_age=_YEAR, samesite="Lax", httponly=True)


def frame_of(address: Address, *, here: str) -> Frame:
    user = chosen()
    carried = tuple((name, value) for name, value in address if name not in _PAGE)
    try:
        return Frame(
            address=address,
            here=here,
            carried=carried,
            user=user,
            shoppers=tuple(events().users(MOST_SHOPPERS)),
            acts=events().count(user) if user else 0,
            history=_history(user) if user else (),
        )
    except BowerbirdError:
        # An error page has a frame too, and must not fail for the reason that it tells of.
        return Frame(address=address, here=here, carried=carried, user=user)


def _history(user: str) -> tuple[tuple[Card, str], ...]:
    """The products of the last acts, each once, with what was done last."""
    found: dict[str, tuple[Card, str]] = {}
    for event in events().for_user(user, limit=5 * _HISTORY):
        known = searcher().has_product(event.product_id)
        if known and event.product_id not in found and len(found) < _HISTORY:
            product = searcher().product(event.product_id)
            found[event.product_id] = (card_of(product, version=searcher().version), event.kind)
    return tuple(found.values())
