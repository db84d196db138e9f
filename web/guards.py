"""What every request and every response must have, whichever route it takes.

A request gets an id, and what changes something must come from this site's own pages, from pages that the
settings name (`cors`, for the API alone), or from no page at all. A response says what a browser may do
with it: nothing from elsewhere, no inline script, no framing.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, request

from web.shop import shop

REQUEST_ID = "X-Request-Id"

LOG = logging.getLogger("bowerbird.requests")
"""A line a request, at the level of information."""

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
    app.before_request(_answer_preflight)
    app.before_request(_refuse_other_sites)
    app.after_request(_mark)
    app.after_request(_log)


def _identify() -> None:
    given = request.headers.get(REQUEST_ID, "")
    g.request_id = given if _ID.fullmatch(given) else secrets.token_hex(8)


def _answer_preflight() -> Response | None:
    """A browser asks before it sends what a form could not have sent."""
    if request.method != "OPTIONS" or not _is_welcome():
        return None
    response = Response(status=204)
    response.headers["Access-Control-Allow-Methods"] = "GET, POST, DELETE"
    response.headers["Access-Control-Allow-Headers"] = f"Content-Type, Authorization, {REQUEST_ID}"
    response.headers["Access-Control-Max-Age"] = "600"
    return response


def _is_welcome() -> bool:
    """Whether the settings let a page of another site use this address."""
    origin, allowed = request.headers.get("Origin"), shop().cors
    return bool(origin) and request.path.startswith("/api/") and bool({"*", origin} & allowed)


def _refuse_other_sites() -> None:
    if request.method in ("GET", "HEAD", "OPTIONS") or _is_welcome():
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
    if request.path.startswith("/api/"):
        response.headers.setdefault("Cache-Control", "no-store")
        if _is_welcome():
            # No cookie is ever welcome: they say who is shopping on our own page.
            response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
            response.headers["Access-Control-Expose-Headers"] = REQUEST_ID
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            response.vary.add("Origin")
    if response.mimetype == "text/html":
        # It depends on who is shopping, so no cache on the way may keep it.
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.vary.add("Cookie")
    return response


def _log(response: Response) -> Response:
    # The path without its parameters: what somebody searches for is nobody else's business.
    took = 1_000 * (time.perf_counter() - g.get("started", time.perf_counter()))
    LOG.info(
        "%s %s %s %d %.1f ms",
        g.get("request_id", ""), request.method, request.path, response.status_code, took,
    )  # fmt: skip
    return response
