"""The JSON API, version 1: what the page can do, for programs. `docs/api.md` is its reference.

A thin coat over `search`: parameters become a query by the same road as the page's (`web.forms`),
and answers are `as_dict` of the kernel's own results with addresses of pictures added. The cookie of
the page means nothing here: who asks is said by `user`.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any

from flask import Blueprint, Response, abort, jsonify, make_response, request

from search.errors import InvalidImage, InvalidQuery, nearest
from search.results import Hit
from web.address import PARAMETERS, REPEATED, Address
from web.forms import is_shown, keep_picture, read_query
from web.media import WIDTHS, picture_path
from web.recording import read_events, record_list
from web.shop import events, searcher, shop

api = Blueprint("api", __name__, url_prefix="/api/v1")

_JSON = "application/json"
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


@api.before_request
def refuse_unread_parameters() -> None:
    """Only a search reads parameters in the address: elsewhere one is a mistake, never ignored."""
    at_search = (request.endpoint or "").startswith("api.search_")
    if request.args and not at_search:
        raise InvalidQuery(
            f"{request.path} takes no parameter {next(iter(request.args))!r} in the address.",
            remedy="docs/api.md says what each address takes.",
        )


@api.get("/search")
def search_by_address() -> Response:
    return _search(Address.read(request.args.items(multi=True)), None)


@api.post("/search")
def search_by_body() -> Response:
    """Parameters in the address and in the body count together; `image` is a file, or base64."""
    given = list(request.args.items(multi=True))
    if request.mimetype == _JSON:
        body, picture = _json_parameters(_object(request.get_json()))
    elif request.mimetype in _FORMS:
        body, picture = list(request.form.items(multi=True)), _uploaded()
    else:
        abort(415, f"Send {_JSON} or multipart/form-data with a file 'image'.")
    return _search(Address.read(given + body), picture)


@api.post("/pictures")
def keep() -> Response:
    """Keeps a picture for a while, so that addresses can ask with it (`picture=…`)."""
    if request.mimetype != "multipart/form-data":
        abort(415, "Send multipart/form-data with a file 'image'.")
    picture = _uploaded()
    if picture is None:
        raise InvalidImage("There is no picture in the request.", remedy="Send a file 'image'.")
    return make_response(jsonify({"picture": keep_picture(picture, shop().uploads)}), 201)


@api.post("/events")
def record() -> Response:
    # JSON only: a form on another site's page cannot send it without asking the browser first.
    if request.mimetype != _JSON:
        abort(415, f"Send {_JSON}.")
    found = read_events(request.get_json())
    stored = events().append(found)
    unknown = sum(not searcher().has_product(event.product_id) for event in found)
    return make_response(jsonify({"stored": stored, "unknown_products": unknown}), 202)


@api.get("/products/<path:product_id>")
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
def health() -> Response:
    """Whether it answers, and with what: `degraded` while a newer index cannot be opened."""
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


def _search(address: Address, picture: bytes | None) -> Response:
    query = read_query(address, uploads=shop().uploads, picture=picture)
    results = searcher().search(query)
    if is_shown(address):
        record_list(query, results)
    body = results.as_dict()
    for hit, shown in zip(results.hits, body["hits"], strict=True):
        shown["image_url"] = _hit_picture(hit)
    return jsonify(body)


def _hit_picture(hit: Hit) -> str | None:
    return _picture(hit.product_id, hit.picture or 0) if hit.product.images else None


def _picture(product_id: str, position: int) -> str:
    return picture_path(product_id, position, searcher().version, WIDTHS[1])


def _uploaded() -> bytes | None:
    for name in request.files:
        if name != "image":
            raise InvalidQuery(f"There is no file {name!r}.", remedy="Call the picture 'image'.")
    upload = request.files.get("image")
    return upload.read() if upload else None


def _object(body: object) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise InvalidQuery("The body is not a JSON object.", remedy='Send {"q": "red shoes"}.')
    return body


def _json_parameters(body: dict[str, Any]) -> tuple[list[tuple[str, str]], bytes | None]:
    """The body's entries as parameters, and its picture."""
    picture = _from_base64(body.pop("image_base64", None))
    pairs: list[tuple[str, str]] = []
    for name, value in body.items():
        if name not in PARAMETERS:
            known = [*PARAMETERS, "image_base64"]
            raise InvalidQuery(f"There is no parameter {name!r}.", remedy=nearest(name, known))
        if name == "weight" and isinstance(value, dict):
            value = [f"{signal}={weight}" for signal, weight in value.items()]
        entries = value if isinstance(value, list) and name in REPEATED else [value]
        for entry in entries:
            if isinstance(entry, bool) or not isinstance(entry, str | int | float | None):
                raise InvalidQuery(f"{name} is {entry!r}; it must be text or a number.")
            pairs.append((name, "" if entry is None else str(entry)))
    return pairs, picture


def _from_base64(text: object) -> bytes | None:
    if text is None:
        return None
    try:
        return base64.b64decode(text if isinstance(text, str) else b"?", validate=True)
    except (binascii.Error, ValueError):
        raise InvalidImage("image_base64 is not base64.") from None
