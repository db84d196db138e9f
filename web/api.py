"""The JSON API, version 1: what the page can do, for programs. `/api/v1` is its reference.

A thin coat over `search`: what was asked becomes a query by the same road as the page's (`web.forms`),
and answers are `as_dict` of the kernel's own results with addresses of pictures added. The cookie of
the page means nothing here: who asks is said by `user`.
"""

from __future__ import annotations

import base64
import binascii

from flask import Blueprint, Response, jsonify, make_response, request

from search.errors import InvalidImage, InvalidQuery
from search.filters import Filter
from search.personal.recommend import for_user, goes_with, similar_to
from search.results import Hit, Results
from web.answers import EventsStored, Health, PictureKept, ProductAnswer, SearchAnswer
from web.forms import keep_picture, query_of
from web.media import WIDTHS, picture_path
from web.metrics import count_search
from web.operations import operation
from web.recording import event_of, record_events, record_list
from web.schemas import (
    MAX_EVENTS,
    EventGiven,
    Given,
    RecommendGiven,
    SearchBody,
    SearchGiven,
    SimilarGiven,
)
from web.shop import events, searcher, shop

api = Blueprint("api", __name__, url_prefix="/api/v1")


@api.get("/search")
@operation("Search by words, a kept picture, or both", query=SearchGiven, answer=SearchAnswer)
def search_by_address(asked: SearchGiven) -> Response:
    return _search(asked, None)


@api.post("/search")
@operation(
    "Search with a picture in the request",
    json=SearchBody, form=SearchGiven, file="image", answer=SearchAnswer,
)  # fmt: skip
def search_by_body(asked: SearchGiven) -> Response:
    """The same as `GET`, with a body: JSON, or a form with a file `image`. The picture is not kept."""
    picture = _uploaded()
    if isinstance(asked, SearchBody) and asked.image_base64:
        picture = _from_base64(asked.image_base64)
    return _search(asked, picture)


@api.post("/pictures")
@operation("Keep a picture for a while", form=Given, file="image", answer=PictureKept, status=201)
def keep(_: Given) -> Response:
    """Then several addresses can ask with it (`picture=…`): pages, filters, links.

    The 1,000 pictures used last are kept, up to 1 GB, in `pictures` in the state folder, and
    none that no search used for 30 days: afterwards a search with the name is a 410 `picture_gone`, and
    the picture must be sent again.
    """
    picture = _uploaded()
    if picture is None:
        raise InvalidImage("There is no picture in the request.", remedy="Send a file 'image'.")
    return make_response(jsonify({"picture": keep_picture(picture, shop().uploads)}), 201)


@api.get("/similar")
@operation("Products like one", tag="Products", query=SimilarGiven, answer=SearchAnswer)
def similar(asked: SimilarGiven) -> Response:
    """By what they are: a product has similar ones before anybody chose it. Only what is in stock."""
    found = similar_to(
        searcher(), asked.product,
        user_id=asked.user or None, filters=_filters(asked.filter), limit=asked.limit,
    )  # fmt: skip
    return _list(found)


@api.get("/recommendations")
@operation(
    "Products for a shopper, or that go with a basket",
    tag="Products", query=RecommendGiven, answer=SearchAnswer,
)  # fmt: skip
def recommendations(asked: RecommendGiven) -> Response:
    """Nothing out of stock, dismissed, or bought before and hardly ever bought again."""
    conditions = _filters(asked.filter)
    if asked.basket:
        found = goes_with(
            searcher(), asked.basket, user_id=asked.user or None, filters=conditions,
            limit=asked.limit, diversity=asked.diversity or 0.0,
        )  # fmt: skip
    elif asked.user:
        found = for_user(
            searcher(), asked.user,
            filters=conditions, limit=asked.limit, diversity=asked.diversity,
        )  # fmt: skip
    else:
        raise InvalidQuery("Nobody is named.", remedy="Give a user, a basket of products, or both.")
    return _list(found)


@api.post("/events")
@operation(
    "Report what shoppers did",
    tag="Shoppers", json=EventGiven, most=MAX_EVENTS, answer=EventsStored, status=202,
)  # fmt: skip
def record(asked: list[EventGiven]) -> Response:
    """One event or a list of them. All are stored or, if one is malformed, none.

    An event with a `timestamp` is the same as another whose fields are all equal. One with a `query_id`
    and no `timestamp` happens once a list: a click that arrives twice is stored once.
    """
    found = [event_of(given) for given in asked]
    stored = record_events(found)
    unknown = sum(not searcher().has_product(event.product_id) for event in found)
    return make_response(jsonify({"stored": stored, "unknown_products": unknown}), 202)


@api.get("/products/<path:product_id>")
@operation("One product", tag="Products", answer=ProductAnswer)
def product(product_id: str) -> Response:
    found = searcher().product(product_id)
    body = {
        **{name: getattr(found, name) for name in found.__slots__},
        "images": list(found.images),
        "attributes": dict(found.attributes),
        "image_urls": [_picture(product_id, at) for at in range(len(found.images))],
    }
    return jsonify(body)


@api.get("/health")
@operation("Whether it answers, and with what", tag="Server", answer=Health)
def health() -> Response:
    """`degraded` while a newer version of the index cannot be opened."""
    now, trouble = searcher(), shop().live.trouble
    return jsonify(
        {
            "status": "degraded" if trouble else "ok",
            "index_version": now.version,
            "products": len(now.artifact),
            "encoder": now.artifact.manifest.encoder["spec"],
            "events": events().count(),
            "trouble": trouble,
        }
    )


def _search(asked: SearchGiven, picture: bytes | None) -> Response:
    query = query_of(asked, uploads=shop().uploads, picture=picture)
    results = searcher().search(query)
    count_search(query, results)
    if asked.shown == "yes":
        record_list(query, results)
    after = query.offset + len(results.hits)
    more = len(results.hits) == query.limit and after < results.total
    return _list(results, next_offset=after if more else None)


def _list(results: Results, *, next_offset: int | None = None) -> Response:
    body = results.as_dict() | {"next_offset": next_offset}
    for hit, shown in zip(results.hits, body["hits"], strict=True):
        shown["image_url"] = _hit_picture(hit)
    return jsonify(body)


def _filters(expressions: tuple[str, ...]) -> tuple[Filter, ...]:
    return tuple(Filter.parse(expression) for expression in expressions)


def _hit_picture(hit: Hit) -> str | None:
    return _picture(hit.product_id, hit.picture or 0) if hit.product.images else None


def _picture(product_id: str, position: int) -> str:
    return picture_path(product_id, position, searcher().version, WIDTHS[1])


def _uploaded() -> bytes | None:
    upload = request.files.get("image")
    return upload.read() if upload else None


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidImage("image_base64 is not base64.") from None
