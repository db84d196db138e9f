"""Answers that are no page."""

from __future__ import annotations

from flask import Response, redirect


def see(path: str) -> Response:
    """On to `path` with GET, so that reloading never sends a form twice."""
    response = redirect(path, 303)
    assert isinstance(response, Response)
    return response
