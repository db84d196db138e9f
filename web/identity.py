"""Who is shopping: a name in a cookie, or `user` in the address, which wins.

A name, *not* an account: there is no password and nothing here is private. A shop with accounts
passes its own user ids to the API and keeps this page for its own staff.
"""

from __future__ import annotations

from urllib.parse import quote, unquote

from flask import Response, request

from search.errors import InvalidQuery
from web.forms import read_user

COOKIE = "shopper"

_YEAR = 365 * 86_400


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
