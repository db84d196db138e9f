"""The admin's key: who may rebuild, rule and read what is known of shoppers.

A program sends it with each request (`Authorization: Bearer …`). A person gives it once, with a name for
the log of changes, and gets a cookie that is good for a working day: a time, the name, and a mark that
only who knows the key can make. Without a key in the settings the admin is off.
"""

from __future__ import annotations

import hmac
import time
from typing import ClassVar
from urllib.parse import quote, unquote, urlsplit

from flask import Response, request

from search.errors import InvalidInput
from web.shop import shop

SHORTEST = 16
"""Characters of a key: it can be guessed at as fast as the server answers."""

COOKIE = "admin"
SECONDS = 12 * 3_600

MAX_NAME = 60
PROGRAM, NOBODY = "a program", "somebody"
"""Who changed something, where no name was given."""

KEY_VARIABLE = "BOWERBIRD_ADMIN_KEY"


class AdminOff(InvalidInput):
    """The server was started without a key (HTTP 403)."""

    code: ClassVar[str] = "admin_off"


class KeyNeeded(InvalidInput):
    """No key, or a wrong one (HTTP 401)."""

    code: ClassVar[str] = "key_needed"


def check_key(key: str) -> str:
    """The key, if it may be one. Raises `InvalidInput`."""
    if len(key) < SHORTEST or not key.isascii() or not key.isprintable():
        raise InvalidInput(
            f"The admin's key has {len(key)} characters; it needs at least {SHORTEST} plain ones.",
            remedy="Make one: python -c 'import secrets; print(secrets.token_urlsafe(24))'.",
            value=len(key),
            limit=SHORTEST,
        )
    return key


def require_key() -> str:
    """Who asks, for a request that has the key or a cookie for it. Raises `AdminOff`, `KeyNeeded`."""
    key = the_key()
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    if given and kind.lower() == "bearer" and same(given.strip(), key):
        return PROGRAM
    # A page elsewhere that may use the API must not use it as whoever is signed in here.
    origin = request.headers.get("Origin")
    own = origin is None or urlsplit(origin).netloc == request.host
    name = _name_in(request.cookies.get(COOKIE, ""), key) if own else None
    if name is None:
        raise KeyNeeded(
            "This is for who has the admin's key.",
            remedy="Send it as 'Authorization: Bearer KEY', or sign in at /admin.",
        )
    return name


def sign_in(response: Response, given: str, name: str) -> None:
    """Gives the browser a cookie for the key. Raises `AdminOff`, `KeyNeeded`."""
    key = the_key()
    if not same(given, key):
        raise KeyNeeded("That is not the key.", remedy=f"It is in {KEY_VARIABLE} of the server.")
    until, who = str(int(time.time()) + SECONDS), quote(name.strip()[:MAX_NAME] or NOBODY, safe="")
    response.set_cookie(
        COOKIE, f"{until}:{who}:{_mark(until, who, key)}", max_age=SECONDS, httponly=True,
        samesite="Strict", secure=request.is_secure,
    )  # fmt: skip


def sign_out(response: Response) -> None:
    response.delete_cookie(COOKIE, httponly=True, samesite="Strict")


def same(given: str, key: str) -> bool:
    """In a time that does not tell how much of it was right."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), key.encode())


def the_key() -> str:
    """The settings' key. Raises `AdminOff`."""
    key = shop().admin_key
    if not key:
        raise AdminOff(
            "The admin is off: this server was started without a key.",
            remedy=f"Start it with a key in the environment variable {KEY_VARIABLE}.",
        )
    return key


def _name_in(cookie: str, key: str) -> str | None:
    """Who got a cookie that is still good; None for any other."""
    until, _, rest = cookie.partition(":")
    who, _, mark = rest.partition(":")
    if not (until.isascii() and until.isdigit() and len(until) < 12):
        return None
    fresh = same(mark, _mark(until, who, key)) and int(until) > time.time()
    return unquote(who) if fresh else None


def _mark(until: str, who: str, key: str) -> str:
    signed = f"bowerbird admin {who} until {until}"
    return hmac.digest(key.encode(), signed.encode("utf-8", "replace"), "sha256").hex()
