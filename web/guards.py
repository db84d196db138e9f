"""What every request and every response must have, whichever route it takes.

A request gets an id, and a POST must come from this site's own pages or from no page at all. A
response says what a browser may do with it: nothing from elsewhere, no inline script, no framing.
"""

from __future__ import annotations

import re
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, request

REQUEST_ID = "X-Request-Id"

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_HEADERS = {
    # Pictures may also be where the catalogue says.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' https: http:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def stand_guard(app: Flask) -> None:
    app.before_request(_identify)
    app.before_request(_refuse_other_sites)
    app.after_request(_mark)


def _identify() -> None:
    given = request.headers.get(REQUEST_ID, "")
    g.request_id = given if _ID.fullmatch(given) else secrets.token_hex(8)


def _refuse_other_sites() -> None:
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    # Browsers say where a request comes from, and a page cannot forge it; programs say nothing.
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        own = site in ("same-origin", "none")
    else:
        own = origin is None or urlsplit(origin).netloc == request.host
    if not own:
        abort(403)


def _mark(response: Response) -> Response:
    response.headers[REQUEST_ID] = g.get("request_id", "")
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        # It depends on who is shopping, so no cache on the way may keep it.
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.vary.add("Cookie")
    return response
