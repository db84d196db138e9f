"""What stands around every page: the search box, who is shopping, and their history.

A shopper is a name in a cookie, or `user` in the address, which wins. A name, *not* an account:
there is no password and nothing here is private. A shop with accounts passes its own user ids to the
API and keeps this page for its own staff.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote

from flask import Response, request

from search.errors import BowerbirdError, InvalidQuery
from web.address import Address
from web.cards import Card, card_of
from web.forms import read_user
from web.language import NAMES, later, say
from web.shop import events, searcher

COOKIE = "shopper"
LEANING = "leaning"
MOST_SHOPPERS = 8
_YEAR = 365 * 86_400
_HISTORY = 12

WORDS = {
    "offline": later("The shop does not answer. Check the connection and try again."),
    "notPicture": later("That is not a picture. Use JPEG, PNG or WebP."),
    "tooLarge": later("That picture is too large: 20 MB at most."),
    "notSent": later("The picture could not be sent. Check the connection and try again."),
    "past": later("Searched before"),
    "category": later("Category"),
    "product": later("Product"),
    "suggested": later("{count} suggestions. Use the arrow keys."),
    "region": later("Region from {left}, {top} to {right}, {bottom} percent"),
}
"""What the script says, in the names that it knows them by."""

_PAGE = ("limit", "offset", "q", "mix", "min_price", "max_price")
"""Parameters that a form does not carry along: it has a field for them, or starts afresh."""


@dataclass(frozen=True, slots=True)
class Frame:
    """`carried` are the parameters that a new search keeps; `here` is where a form leads back to;
    `leaning`, whether the shopper's history is used and recorded; `languages`, the codes, names and
    addresses of this page in each; `words`, what the script says."""

    address: Address
    here: str
    carried: tuple[tuple[str, str], ...] = ()
    user: str | None = None
    shoppers: tuple[tuple[str, int], ...] = ()
    acts: int = 0
    history: tuple[tuple[Card, str], ...] = ()
    leaning: bool = True
    languages: tuple[tuple[str, str, str], ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)


def chosen() -> str | None:
    """The shopper of this request, or None for nobody. Never raises: a bad cookie is nobody's."""
    try:
        given = read_user(request.args.get("user", "").strip())
        return given or read_user(unquote(request.cookies.get(COOKIE, "")).strip())
    except InvalidQuery:
        return None


def shopper() -> str | None:
    """The shopper whose history counts in this request: nobody's where it is switched off."""
    return chosen() if is_leaning() else None


def is_leaning() -> bool:
    return request.cookies.get(LEANING) != "off"


def lean(response: Response, *, on: bool) -> None:
    """Makes the browser remember whether history is to be used."""
    if on:
        response.delete_cookie(LEANING, samesite="Lax", httponly=True)
    else:
        response.set_cookie(LEANING, "off", max_age=_YEAR, samesite="Lax", httponly=True)


def choose(response: Response, user: str | None) -> None:
    """Makes the browser remember `user`, or forget whom it remembered."""
    if user is None:
        response.delete_cookie(COOKIE, samesite="Lax", httponly=True)
    else:
        response.set_cookie(COOKIE, quote(user), max_age=_YEAR, samesite="Lax", httponly=True)


def frame_of(address: Address, *, here: str) -> Frame:
    user = chosen()
    frame = Frame(
        address=address,
        here=here,
        carried=tuple((name, value) for name, value in address if name not in _PAGE),
        user=user,
        leaning=is_leaning(),
        languages=tuple((code, name, _spoken(here, code)) for code, name in NAMES.items()),
        words={name: say(text) for name, text in WORDS.items()},
    )
    try:
        return replace(
            frame,
            shoppers=tuple(events().users(MOST_SHOPPERS)),
            acts=events().count(user) if user else 0,
            history=_history(user) if user else (),
        )
    except BowerbirdError:
        # An error page has a frame too, and must not fail for the reason that it tells of.
        return frame


def _spoken(here: str, code: str) -> str:
    return f"{here}{'&' if '?' in here else '?'}lang={code}"


def _history(user: str) -> tuple[tuple[Card, str], ...]:
    """The products of the last acts, each once, with what was done last."""
    found: dict[str, tuple[Card, str]] = {}
    for event in events().for_user(user, limit=5 * _HISTORY):
        known = searcher().has_product(event.product_id)
        if known and event.product_id not in found and len(found) < _HISTORY:
            product = searcher().product(event.product_id)
            found[event.product_id] = (card_of(product, version=searcher().version), event.kind)
    return tuple(found.values())
