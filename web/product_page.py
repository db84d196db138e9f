"""One product: everything the catalogue says of it, its other forms, what goes with it, what is like it."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from search.errors import InvalidEvents
from search.filters import Filter, Op
from search.personal.events import Kind
from search.personal.recommend import goes_with
from search.product import Product
from search.query import Query
from search.ranking import MOST_VARIANTS, group_column
from search.signals import TOGETHER
from web.address import Address, inside, product_path
from web.cards import Card, Variant, card_of_hit, picture_of, price_of, variants_of
from web.frame import frame_of, shopper
from web.recording import act, is_a_visit, record_list
from web.responses import see
from web.shop import events, searcher, shop

product_page = Blueprint("product_page", __name__)

_SIMILAR = 10
_WITH = 5
_SAYINGS = (Kind.PURCHASE, Kind.DISMISS)
"""What the buttons of a product's page say of it."""


@product_page.get("/p")
@product_page.get("/p/<path:product_id>")
def product(product_id: str | None = None) -> str:
    product_id = request.args.get("id", "") if product_id is None else product_id
    found = searcher().product(product_id)
    user = shopper()
    if is_a_visit():
        _record_opening(user, product_id)
    siblings, others = _siblings(found)
    own = Address((("like", product_id),))
    alike = Query(like=(product_id,), filters=others, limit=_SIMILAR)
    similar = searcher().search(alike)
    if is_a_visit():
        record_list(alike, similar)
    return render_template(
        "product.html",
        frame=frame_of(Address(), here=product_path(product_id)),
        product=found,
        price=price_of(found),
        pictures=[picture_of(found, at, searcher().version) for at in range(len(found.images))],
        matched=request.args.get("picture", 0, type=int),
        variants=siblings,
        unsaid=group_column(searcher().artifact.filters),
        more=own.at("/"),
        together=_together(product_id, user),
        similar=[card_of_hit(hit, address=own, results=similar) for hit in similar.hits],
        done=_said(user, product_id),
    )


@product_page.post("/act")
def record_act() -> Response:
    """What a shopper says of a product on its page: bought, or not for me."""
    user, product_id = shopper(), request.form.get("product_id", "")
    searcher().product(product_id)
    said = request.form.get("kind", "")
    if said not in _SAYINGS:
        raise InvalidEvents(
            f"Nobody can say {said!r} of a product here.",
            remedy=f"Say {' or '.join(_SAYINGS)}.",
            value=said,
            limit=list(_SAYINGS),
        )
    if user:
        events().append([act(user, product_id, Kind(said))])
    return see(inside(request.form.get("next", "/")))


def _siblings(found: Product) -> tuple[tuple[Variant, ...], tuple[Filter, ...]]:
    """The other forms of a product, and the filter that leaves them out of what is like it."""
    column = group_column(searcher().artifact.filters)
    value = found.attributes.get(column) if column else None
    if not column or not value:
        return (), ()
    same = Query(filters=(Filter(column, Op.EQ, (str(value),)),), limit=MOST_VARIANTS)
    products = [hit.product for hit in searcher().search(same).hits]
    others = [one for one in products if one.product_id != found.product_id]
    return (
        variants_of(others, version=searcher().version),
        (Filter(column, Op.NE, (str(value),)),),
    )


def _together(product_id: str, user: str | None) -> list[Card]:
    """What others chose with it; nothing where nobody did, since what is like it is shown anyway."""
    results = goes_with(searcher(), [product_id], user_id=user, limit=_WITH)
    address = Address((("like", product_id),))
    chosen = [
        hit for hit in results.hits if any(e.signal == TOGETHER and e.raw > 0 for e in hit.evidence)
    ]
    return [card_of_hit(hit, address=address, results=results) for hit in chosen]


def _record_opening(user: str | None, product_id: str) -> None:
    query_id = request.args.get("query_id", "")[:64] or None
    rank = request.args.get("rank", type=int)
    in_list = query_id is not None and rank is not None and 0 < rank < 2**31
    if query_id is not None and in_list:
        shop().asked.clicked(query_id)
    if user is not None:
        events().append(
            [act(user, product_id, Kind.CLICK, query_id=query_id, rank=rank)]
            if in_list
            else [act(user, product_id, Kind.VIEW)]
        )


def _said(user: str | None, product_id: str) -> Kind | None:
    """The last thing that a shopper said of a product with a button."""
    recent = events().for_user(user) if user else []
    return next((e.kind for e in recent if e.product_id == product_id and e.kind in _SAYINGS), None)
