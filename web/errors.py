"""Errors over HTTP: one JSON shape for `/api`, a readable page for everyone else.

    {"error": {"code": "invalid_query", "message": "…", "remedy": "…", "value": 0, "limit": 1_000,
               "request_id": "…"}}

`code` is stable and meant for programs; `message` and `remedy` are meant for people. A mistake of
ours says nothing about itself but its `request_id`, under which the server's log has the traceback.
"""

from __future__ import annotations

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from search.errors import (
    ArtifactError,
    BowerbirdError,
    BuildRunning,
    EncoderUnavailable,
    InvalidInput,
    StorageFull,
    UnknownProduct,
    UnknownVersion,
)
from web.address import Address
from web.forms import PictureGone
from web.frame import frame_of
from web.keys import AdminOff, KeyNeeded

STATUS: dict[type[BowerbirdError], int] = {
    UnknownProduct: 404,
    UnknownVersion: 404,
    PictureGone: 410,
    KeyNeeded: 401,
    AdminOff: 403,
    InvalidInput: 400,
    ArtifactError: 503,
    EncoderUnavailable: 503,
    StorageFull: 507,
    BuildRunning: 409,
    BowerbirdError: 500,
}
"""The status of each error is that of its nearest ancestor here."""

HTTP_ERRORS = {
    400: ("bad_request", "The request cannot be read.", "Check how its body is written."),
    403: ("forbidden", "The request came from a page of another site.", "Open the page here."),
    404: ("not_found", "There is nothing at this address.", "Start from the first page."),
    405: ("method_not_allowed", "This address does not take this method.", "Use {allowed}."),
    413: ("too_large", "The request is too large.", "Send at most {limit} bytes."),
    415: ("unsupported_media_type", "This address does not take this content type.", "{takes}"),
    500: ("internal_error", "Something went wrong here, and it is not your fault.",
          "The server's log tells more about this request."),
}  # fmt: skip
"""By status: code, message and remedy of the errors that are not Bowerbird's own."""


def catch_errors(app: Flask) -> None:
    app.register_error_handler(BowerbirdError, _ours)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def status_of(problem: BowerbirdError) -> int:
    return next(STATUS[kind] for kind in type(problem).__mro__ if kind in STATUS)


def _ours(problem: BowerbirdError) -> Response:
    response = _answer(
        status_of(problem), problem.code, problem.message, problem.remedy,
        value=problem.value, limit=problem.limit,
    )  # fmt: skip
    if isinstance(problem, KeyNeeded):
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _http(problem: HTTPException) -> Response:
    status = problem.code or 500
    code, message, remedy = HTTP_ERRORS.get(status, (f"http_{status}", f"{problem.name}.", ""))
    allowed = ", ".join(sorted(getattr(problem, "valid_methods", None) or ()))
    most = request.max_content_length or 0
    remedy = remedy.format(allowed=allowed, limit=f"{most:,}", takes=problem.description)
    response = _answer(
        status, code, message, remedy,
        value=request.content_length if status == 413 else None,
        limit=most if status == 413 else None,
    )  # fmt: skip
    if allowed:
        response.headers["Allow"] = allowed
    return response


def _unexpected(problem: Exception) -> Response:
    current_app.logger.error("request %s failed", g.get("request_id"), exc_info=problem)
    return _answer(500, *HTTP_ERRORS[500])


def _answer(
    status: int,
    code: str,
    message: str,
    remedy: str,
    *,
    value: object = None,
    limit: object = None,
) -> Response:
    request_id = g.get("request_id", "")
    g.error_code = code
    if request.path.startswith("/api/"):
        body = {
            "code": code, "message": message, "remedy": remedy,
            "value": value, "limit": limit, "request_id": request_id,
        }  # fmt: skip
        return make_response(jsonify({"error": body}), status)
    given = Address(tuple(request.args.items(multi=True)))
    # What was typed stays in the box, whatever was wrong with the rest.
    words = given.only("q", "user")
    page = render_template(
        "_error.html" if request.path == "/results" else "error.html",
        frame=frame_of(words, here="/"),
        status=status,
        message=message,
        remedy=remedy,
        request_id=request_id,
        onward=words.at("/") if words.get("q") and words != given else "",
    )
    return make_response(page, status)
