"""The admin's key: who may rebuild, rule and read what is known of shoppers.

A program sends it with each request (`Authorization: Bearer …`). A person gives it once and gets a cookie
that is good for a working day: a time, and a mark that only who knows the key can make. Without a key in
the settings the admin is off.
"""

from __future__ import annotations

import hmac
import time
from typing import ClassVar

from flask import Response, request

from search.errors import InvalidInput
from web.shop import shop

SHORTEST = 16
"""Characters of a key: it can be guessed at as fast as the server answers."""

COOKIE = "admin"
SECONDS = 12 * 3_600

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


def require_key() -> None:
    """Lets a request pass that has the key or a cookie for it. Raises `AdminOff`, `KeyNeeded`."""
    key = _key()
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    if given and kind.lower() == "bearer" and same(given.strip(), key):
        return
    if not _is_fresh(request.cookies.get(COOKIE, ""), key):
        raise KeyNeeded(
            "This is for who has the admin's key.",
            remedy="Send it as 'Authorization: Bearer KEY', or sign in at /admin.",
        )


def sign_in(response: Response, given: str) -> None:
    """Gives the browser a cookie for the key. Raises `AdminOff`, `KeyNeeded`."""
    key = _key()
    if not same(given, key):
        raise KeyNeeded("That is not the key.", remedy=f"It is in {KEY_VARIABLE} of the server.")
    until = str(int(time.time()) + SECONDS)
    response.set_cookie(
        COOKIE, f"{until}.{_mark(until, key)}", max_age=SECONDS, httponly=True, samesite="Strict",
        secure=request.is_secure,
    )  # fmt: skip


def sign_out(response: Response) -> None:
    response.delete_cookie(COOKIE, httponly=True, samesite="Strict")


def same(given: str, key: str) -> bool:
    """In a time that does not tell how much of it was right."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), key.encode())


def _key() -> str:
    key = shop().admin_key
    if not key:
        raise AdminOff(
            "The admin is off: this server was started without a key.",
            remedy=f"Start it with a key in the environment variable {KEY_VARIABLE}.",
        )
    return key


def _is_fresh(cookie: str, key: str) -> bool:
    until, _, mark = cookie.partition(".")
    if not (until.isascii() and until.isdigit() and len(until) < 12):
        return False
    return same(mark, _mark(until, key)) and int(until) > time.time()


def _mark(until: str, key: str) -> str:
    return hmac.digest(key.encode(), f"bowerbird admin until {until}".encode(), "sha256").hex()
