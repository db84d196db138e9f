"""A product as a page shows it, with the reasons for its place in words a shopper can read.

Formatting only. What the reasons are and what they weigh is `search.signals`; nothing here changes
an order or a score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.product import Product
from search.results import Evidence, Hit, Results
from search.signals import PINNED, SIGNALS
from web.address import Address, product_path
from web.language import _, say
from web.media import WIDTHS, picture_path

_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CNY": "¥", "INR": "₹", "KRW": "₩"}
_WHOLE_ONLY = {"JPY", "KRW"}
_LEAST = 0.005
"""Of a contribution: below it is 0.00 as it is shown."""

_SWATCHES = 4
"""Variants that a card shows."""

MINUS = "−"  # noqa: RUF001  (a minus sign is as wide as a plus; a hyphen is not)


@dataclass(frozen=True, slots=True)
class Picture:
    """`sources` is the `srcset` of an <img>: the same picture at every width."""

    path: str
    small: str
    sources: str
    large: str


@dataclass(frozen=True, slots=True)
class Reason:
    """`length` is the bar's, 0 to 100, where 100 is the strongest reason of the same product."""

    text: str
    value: str
    detail: str
    length: int
    against: bool


@dataclass(frozen=True, slots=True)
class Variant:
    """Another form of the same thing, by its picture."""

    path: str
    title: str
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Card:
    """`more` and `less` are the addresses of searches for more and less like it, "" for none; `mark` is
    `2/3` where the second of three pictures matched; `others` are the variants that are not shown,
    `listings` the other listings of it, `apart` the address of a search that shows each of them."""

    product: Product
    path: str
    price: str
    picture: Picture | None
    more: str
    less: str = ""
    rank: int | None = None
    score: str = ""
    reasons: tuple[Reason, ...] = ()
    moved: int = 0
    place: str = ""
    matched: str = ""
    mark: str = ""
    variants: tuple[Variant, ...] = ()
    others: int = 0
    listings: int = 0
    apart: str = ""
    learned: str = ""


def readable_path(category: str) -> str:
    return category.replace(" > ", " › ")  # noqa: RUF001  (meant: it parts the levels of a path)


def price_of(product: Product) -> str:
    """`€1,234.50`, `49.90 CHF`, or "" where the catalogue has no price."""
    if product.price is None:
        return ""
    places = 0 if product.currency.upper() in _WHOLE_ONLY else 2
    return price_label(product.price, product.currency, places=places)


def price_label(price: float, currency: str, *, places: int = 0) -> str:
    number = f"{price:,.{places}f}"
    if currency.upper() in _SIGNS:
        return _SIGNS[currency.upper()] + number
    return f"{number} {currency}".rstrip()


def picture_of(product: Product, position: int, version: str) -> Picture | None:
    if not 0 <= position < len(product.images):
        return None
    paths = {w: picture_path(product.product_id, position, version, w) for w in WIDTHS}
    sources = ", ".join(f"{path} {width}w" for width, path in paths.items())
    return Picture(paths[WIDTHS[1]], paths[WIDTHS[0]], sources, paths[WIDTHS[-1]])


def card_of(product: Product, *, version: str) -> Card:
    """A product that nobody searched for: no rank, no reasons."""
    return Card(
        product=product,
        path=product_path(product.product_id),
        price=price_of(product),
        picture=picture_of(product, 0, version),
        more=Address((("like", product.product_id),)).at("/"),
    )


def card_of_hit(hit: Hit, *, address: Address, results: Results) -> Card:
    """A hit in the list that answers the query at `address`."""
    asked = {"query_id": results.query_id, "rank": str(hit.rank)}
    if hit.picture and len(hit.product.images) > 1:
        asked["picture"] = str(hit.picture + 1)
    if user := address.get("user"):
        asked["user"] = user
    # Where only a history asks, the order without it is no order, and a place in it says nothing.
    ranked = any(address.all(name) for name in ("q", "picture", "like", "unlike"))
    return Card(
        product=hit.product,
        path=product_path(hit.product_id, **asked),
        price=price_of(hit.product),
        picture=picture_of(hit.product, hit.picture or 0, results.index_version),
        more=address.only("user").put("like", hit.product_id).at("/"),
        less=address.drop("like", hit.product_id).add("unlike", hit.product_id).at("/"),
        rank=hit.rank,
        score=_signed(hit.score),
        reasons=reasons_of(hit),
        moved=hit.moved if ranked else 0,
        place=_place_of(hit) if ranked else "",
        matched=_matched(hit),
        mark=_mark(hit),
        variants=variants_of(hit.variants[:_SWATCHES], version=results.index_version),
        others=len(hit.variants[_SWATCHES:]),
        listings=len(hit.listings),
        apart=address.put("collapse", "no").at("/"),
        learned=results.weighing.origin,
    )


def variants_of(products: Sequence[Product], *, version: str) -> tuple[Variant, ...]:
    return tuple(
        Variant(product_path(p.product_id), name_of(p), picture_of(p, 0, version)) for p in products
    )


def name_of(product: Product) -> str:
    return product.title or product.product_id


def reasons_of(hit: Hit) -> tuple[Reason, ...]:
    """The evidence of a hit, strongest first; together they are its score.

    What weighs nothing is no reason: "you often choose its brand, 0.00" would not be true.
    """
    told = [e for e in hit.evidence if abs(e.contribution) >= _LEAST or e.signal == PINNED]
    most = max((abs(e.contribution) for e in told), default=1.0)
    return tuple(
        Reason(
            text=_in_words(e),
            value=_signed(e.contribution),
            detail=f"{e.scaled:.2f} × {e.weight:.2f}".replace("-", MINUS),
            length=round(100 * abs(e.contribution) / most),
            against=e.contribution < 0,
        )
        for e in sorted(told, key=lambda e: -abs(e.contribution))
    )


def _in_words(evidence: Evidence) -> str:
    words = say(SIGNALS[evidence.signal].meaning)
    # Zero is a typical product: below it the signal holds, but less than for most.
    if evidence.scaled < 0:
        words = _("less than most: %(reason)s", reason=words)
    return words[:1].upper() + words[1:]


def _place_of(hit: Hit) -> str:
    if not hit.moved:
        return ""
    return _(
        "Without your history this would be number %(neutral)s, not %(rank)s.",
        neutral=f"{hit.neutral_rank:,}",
        rank=f"{hit.rank:,}",
    )


def _matched(hit: Hit) -> str:
    if not hit.picture:
        return ""
    return _(
        "Your picture is nearest to its picture %(number)s of %(all)s.",
        number=hit.picture + 1,
        all=len(hit.product.images),
    )


def _mark(hit: Hit) -> str:
    several = hit.picture is not None and len(hit.product.images) > 1
    return f"{(hit.picture or 0) + 1}/{len(hit.product.images)}" if several else ""


def _signed(value: float) -> str:
    rounded = f"{value:+.2f}".replace("-", MINUS)
    return "0.00" if rounded[1:] == "0.00" else rounded
