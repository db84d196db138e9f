"""The pages a shopper sees. Everything on them works without a script.

`/` is the shop window and every search; `/results` is its inner part alone, which the script of the
page swaps in. Both are one function, so they cannot differ.
"""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request

from search.personal.events import Kind
from search.query import Query
from search.results import Results
from web.address import Address, inside, product_path
from web.cards import Card, card_of, card_of_hit, picture_of, price_of
from web.facets import chips_of, facets_of, stock_choice
from web.forms import keep_picture, read_query, read_user
from web.frame import choose, chosen, frame_of
from web.recording import act, record_list
from web.schemas import PAGE
from web.shop import events, searcher, shop

pages = Blueprint("pages", __name__)

_SIMILAR = 10


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
    upload = request.files.get("image")
    data = upload.read() if upload else b""
    return _see(address.put("picture", keep_picture(data, shop().uploads)).at("/"))


@pages.post("/shopper")
def choose_shopper() -> Response:
    """Somebody by a button or by a typed name; nobody where both are blank."""
    typed = request.form.get("name", "").strip()
    user = read_user(typed or request.form.get("user", "").strip())
    response = _see(inside(request.form.get("next", "/")))
    choose(response, user)
    return response


@pages.post("/act")
def record_act() -> Response:
    """What a shopper says of a product on its page: bought, or not for me."""
    user, product_id = chosen(), request.form.get("product_id", "")
    searcher().product(product_id)
    if user:
        events().append([act(user, product_id, Kind(request.form.get("kind", "")))])
    return _see(inside(request.form.get("next", "/")))


@pages.get("/p")
@pages.get("/p/<path:product_id>")
def product(product_id: str | None = None) -> str:
    product_id = request.args.get("id", "") if product_id is None else product_id
    found = searcher().product(product_id)
    user, version = chosen(), searcher().version
    if user and _is_a_visit():
        _record_opening(user, product_id)
    alike = Query(like=(product_id,), limit=_SIMILAR)
    similar = searcher().search(alike)
    if _is_a_visit():
        record_list(alike, similar)
    own = Address((("like", product_id),))
    cards = [card_of_hit(hit, address=own, results=similar) for hit in similar.hits]
    pictures = [picture_of(found, at, version) for at in range(len(found.images))]
    return render_template(
        "product.html",
        frame=frame_of(Address(), here=product_path(product_id)),
        product=found,
        price=price_of(found),
        pictures=pictures,
        more=own.at("/"),
        similar=cards,
        done=_said(user, product_id),
    )


def _answer(template: str) -> str:
    address = Address.read(request.args.items(multi=True))
    user = chosen()
    frame = frame_of(address, here=address.drop("user").at("/"))
    if address.asks or _is_known(user):
        query = read_query(address, uploads=shop().uploads, user=user)
        results = searcher().search(query)
        if _is_a_visit():
            record_list(query, results)
        return render_template(template, frame=frame, **_found(query, results, address))
    return render_template(template, frame=frame, **_window())


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
        "facets": facets_of(results, query, address=address, searcher=searcher()),
        "stock": stock_choice(results, address),
        "chips": chips_of(address),
        "previous": address.put("offset", str(max(before, 0))).at("/") if query.offset else "",
        "next": address.put("offset", str(after)).at("/") if more else "",
        "liked": _titles(query.like, "like", address),
        "unliked": _titles(query.unlike, "unlike", address),
    }


def _window() -> dict[str, object]:
    """What a stranger sees before asking anything."""
    cards = [card_of(found, version=searcher().version) for found in searcher().showcase(PAGE)]
    categories = searcher().artifact.filters.facets(None).get("category", {})
    browse = [
        (name.rpartition(" > ")[2], Address((("filter", f"category={name}"),)).at("/"))
        for name in list(categories)[:12]
    ]
    return {"results": None, "cards": cards, "browse": browse}


def _titles(ids: tuple[str, ...], name: str, address: Address) -> list[tuple[Card, str]]:
    """The products that a query names, each with the address that no longer names it."""
    return [
        (
            card_of(searcher().product(product_id), version=searcher().version),
            address.drop(name, product_id).at("/"),
        )
        for product_id in ids
    ]


def _is_known(user: str | None) -> bool:
    return user is not None and events().count(user) > 0


def _is_a_visit() -> bool:
    """Whether a person asked for the page: not a browser that thinks ahead, nor a page elsewhere
    that writes into somebody's history with a link or a picture."""
    ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    elsewhere = request.headers.get("Sec-Fetch-Site") == "cross-site"
    return request.method == "GET" and not ahead and not elsewhere


def _record_opening(user: str, product_id: str) -> None:
    query_id = request.args.get("query_id", "")[:64] or None
    rank = request.args.get("rank", type=int)
    in_list = query_id is not None and rank is not None and 0 < rank < 2**31
    events().append(
        [act(user, product_id, Kind.CLICK, query_id=query_id, rank=rank)]
        if in_list
        else [act(user, product_id, Kind.VIEW)]
    )


def _said(user: str | None, product_id: str) -> Kind | None:
    """The last thing that a shopper said of a product with a button."""
    said = (Kind.PURCHASE, Kind.DISMISS)
    recent = events().for_user(user) if user else []
    return next((e.kind for e in recent if e.product_id == product_id and e.kind in said), None)


def _see(path: str) -> Response:
    """On to `path` with GET, so that reloading never sends a form twice."""
    response = redirect(path, 303)
    assert isinstance(response, Response)
    return response
