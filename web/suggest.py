"""`GET /api/v1/suggestions`: what a shopper may be typing. What it suggests is `search.suggest`."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from search.errors import InvalidQuery, nearest
from search.suggest import Kind, Suggestion
from web.address import Address, product_path
from web.shop import searcher

suggest = Blueprint("suggest", __name__, url_prefix="/api/v1")

_PARAMETERS = ("q", "limit")
_LIMIT = 8


@suggest.get("/suggestions")
def suggestions() -> Response:
    for name in request.args:
        if name not in _PARAMETERS:
            raise InvalidQuery(
                f"There is no parameter {name!r}.", remedy=nearest(name, list(_PARAMETERS))
            )
    limit = request.args.get("limit", "")
    if limit and not limit.isdecimal():
        raise InvalidQuery(f"limit is {limit!r}; it must be a whole number.")
    found = searcher().suggestions.suggest(
        request.args.get("q", ""), limit=int(limit) if limit else _LIMIT
    )
    answer = jsonify({"suggestions": [_as_dict(name) for name in found]})
    answer.cache_control.max_age = 60
    return answer


def _as_dict(name: Suggestion) -> dict[str, object]:
    return {
        "kind": name.kind,
        "text": name.text,
        "value": name.value,
        "count": name.count,
        "path": _path(name),
    }


def _path(name: Suggestion) -> str:
    if name.kind is Kind.PRODUCT:
        return product_path(name.value)
    return Address((("filter", f"category={name.value}"),)).at("/")
