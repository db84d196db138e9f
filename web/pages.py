"""The pages a shopper searches on. Everything on them works without a script.

`/` is the shop window and every search; `/results` is its inner part alone, which the script of the
page swaps in. Both are one function, so they cannot differ.
"""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from search.ordering import date_column
from search.personal.recommend import for_user
from search.query import Query
from search.ranking import group_column
from search.results import Results
from web.address import Address, inside
from web.cards import Card, card_of, card_of_hit, picture_of
from web.emptied import relaxed
from web.facets import chips_of, facets_of, stock_choice
from web.forms import keep_picture, read_query, read_user
from web.frame import choose, frame_of, lean, shopper
from web.metrics import count_search
from web.recording import is_a_visit, record_list
from web.regions import looked_at
from web.responses import see
from web.schemas import PAGE
from web.shop import events, searcher, shop

pages = Blueprint("pages", __name__)


@pages.get("/")
def home() -> str:
    return _answer("home.html")


@pages.get("/results")
def results() -> str:
    return _answer("_main.html")


@pages.post("/picture")
def add_picture() -> Response:
    """The road without a script: keeps the picture and goes to the address that asks with it."""
    address = Address.read(request.form.items(multi=True))
    uploads = [upload for upload in request.files.getlist("image") if upload]
    data = uploads[0].read() if uploads else b""
    return see(address.put("picture", keep_picture(data, shop().uploads)).at("/"))


@pages.post("/shopper")
def choose_shopper() -> Response:
    """Somebody by a button or by a typed name; nobody where both are blank."""
    typed = request.form.get("name", "").strip()
    user = read_user(typed or request.form.get("user", "").strip())
    response = see(inside(request.form.get("next", "/")))
    choose(response, user)
    return response


@pages.post("/leaning")
def choose_leaning() -> Response:
    """Switches personalisation on or off: off, nothing is used and nothing is recorded."""
    response = see(inside(request.form.get("next", "/")))
    lean(response, on=request.form.get("on") == "yes")
    return response


def _answer(template: str) -> str:
    address = Address.read(request.args.items(multi=True))
    user = shopper()
    frame = frame_of(address, here=address.drop("user").at("/"))
    if address.asks:
        # A shop window shows each thing once: variants and listings are together unless an address says
        # otherwise.
        grouping = group_column(searcher().artifact.filters) or ""
        asked = address if address.get("group") else address.put("group", grouping, keep=True)
        if not asked.get("collapse"):
            asked = asked.put("collapse", "yes", keep=True)
        query = read_query(asked, uploads=shop().uploads, user=user)
        results = searcher().search(query)
        count_search(query, results)
        if is_a_visit():
            record_list(query, results)
        return render_template(template, frame=frame, **_found(query, results, address))
    return render_template(template, frame=frame, **_window(user))


def _found(query: Query, results: Results, address: Address) -> dict[str, object]:
    cards = [card_of_hit(hit, address=address, results=results) for hit in results.hits]
    before, after = query.offset - query.limit, query.offset + query.limit
    more = len(results.hits) == query.limit and after < results.total
    return {
        "results": results,
        "query": query,
        "cards": cards,
        "first": query.offset + 1,
        "last": query.offset + len(cards),
        "beyond": results.relevant - query.offset if results.relevant < results.total else None,
        "facets": facets_of(results, query, address=address, searcher=searcher()),
        "stock": stock_choice(results, address),
        "chips": chips_of(address, query.parts, beside=query.beside),
        "looked": looked_at(query, results, address),
        "dated": date_column(searcher().artifact.filters) is not None,
        "relaxed": [] if cards else relaxed(query, address, searcher()),
        "previous": address.put("offset", str(max(before, 0))).at("/") if query.offset else "",
        "next": address.put("offset", str(after)).at("/") if more else "",
        "liked": _titles(query.like, "like", address),
        "unliked": _titles(query.unlike, "unlike", address),
    }


def _window(user: str | None) -> dict[str, object]:
    """What is shown where nothing was asked: to a stranger one of each, to a shopper what they may like."""
    known = user is not None and events().count(user) > 0
    categories = searcher().artifact.filters.facets(None).get("category", {})
    version = searcher().version
    browse = []
    for name in list(categories)[:12]:
        row = searcher().artifact.filters.first("category", name)
        product = searcher().artifact.product(row)
        path = Address((("filter", f"category={name}"),)).at("/")
        browse.append((name.rpartition(" > ")[2], path, picture_of(product, 0, version)))
    window: dict[str, object] = {
        "results": None,
        "browse": browse,
        "for_user": user if known else "",
    }
    if user is None or not known:
        cards = [card_of(found, version=version) for found in searcher().showcase(PAGE)]
        return window | {"cards": cards}
    found = for_user(searcher(), user, limit=PAGE)
    cards = [card_of_hit(hit, address=Address(), results=found) for hit in found.hits]
    return window | {"cards": cards, "query_id": found.query_id}


def _titles(ids: tuple[str, ...], name: str, address: Address) -> list[tuple[Card, str]]:
    """The products that a query names, each with the address that no longer names it."""
    return [
        (
            card_of(searcher().product(product_id), version=searcher().version),
            address.drop(name, product_id).at("/"),
        )
        for product_id in ids
    ]
