"""`GET /api/v1/suggestions`: what a shopper may be typing. What it suggests is `search.suggest`."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from search.suggest import MOST, Kind, Suggestion
from web.address import Address, product_path
from web.answers import SuggestAnswer
from web.operations import operation
from web.schemas import SuggestGiven
from web.shop import searcher

suggest = Blueprint("suggest", __name__, url_prefix="/api/v1")


@suggest.get("/suggestions")
@operation("What a shopper may be typing", query=SuggestGiven, answer=SuggestAnswer)
def suggestions(asked: SuggestGiven) -> Response:
    """Categories, then products, whose names have words that begin so, or nearly do."""
    found = searcher().suggestions.suggest(asked.q, limit=MOST)
    shown = [name for name in found if not _is_hidden(name)][: asked.limit]
    answer = jsonify({"suggestions": [_as_dict(name) for name in shown]})
    answer.cache_control.max_age = 60
    return answer


def _is_hidden(name: Suggestion) -> bool:
    """Whether the merchant hides the product; what stands for several is still worth a search."""
    hidden = searcher().rules.ruling("").hidden
    row = searcher().artifact.row_of(name.value) if name.kind is Kind.PRODUCT else None
    return hidden is not None and row is not None and name.count == 1 and bool(hidden[row])


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
