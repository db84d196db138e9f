"""A product as a page shows it, with the reasons for its place in words a shopper can read.

Formatting only. What the reasons are and what they weigh is `search.signals`; nothing here changes
an order or a score.
"""

from __future__ import annotations

from dataclasses import dataclass

from search.product import Product
from search.results import Evidence, Hit, Results
from search.signals import PINNED, SIGNALS
from web.address import Address, product_path
from web.media import WIDTHS, picture_path

_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CNY": "¥", "INR": "₹", "KRW": "₩"}
_WHOLE_ONLY = {"JPY", "KRW"}
_LEAST = 0.005
"""Of a contribution: below it is 0.00 as it is shown."""

MINUS = "−"  # noqa: RUF001  (a minus sign is as wide as a plus; a hyphen is not)


@dataclass(frozen=True, slots=True)
class Picture:
    """`sources` is the `srcset` of an <img>: the same picture at every width."""

    path: str
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
class Card:
    """`more` and `less` are the addresses of searches for more and less like it, "" for none."""

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
    learned: str = ""


def readable_path(category: str) -> str:
    return category.replace(" > ", " › ")  # noqa: RUF001  (meant: it parts the levels of a path)


def price_of(product: Product) -> str:
    """`€1,234.50`, `49.90 CHF`, or "" where the catalogue has no price."""
    if product.price is None:
        return ""
    code = product.currency.upper()
    number = f"{product.price:,.{0 if code in _WHOLE_ONLY else 2}f}"
    if code in _SIGNS:
        return _SIGNS[code] + number
    return f"{number} {product.currency}".rstrip()


def picture_of(product: Product, position: int, version: str) -> Picture | None:
    if not 0 <= position < len(product.images):
        return None
    paths = {w: picture_path(product.product_id, position, version, w) for w in WIDTHS}
    sources = ", ".join(f"{path} {width}w" for width, path in paths.items())
    return Picture(paths[WIDTHS[1]], sources, paths[WIDTHS[-1]])


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
        learned=results.weighing.origin,
    )


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
    meaning = SIGNALS[evidence.signal].meaning
    # Zero is a typical product: below it the signal holds, but less than for most.
    words = meaning if evidence.scaled >= 0 else f"less than most: {meaning}"
    return words[:1].upper() + words[1:]


def _place_of(hit: Hit) -> str:
    if not hit.moved:
        return ""
    return f"Without your history this would be number {hit.neutral_rank:,}, not {hit.rank:,}."


def _matched(hit: Hit) -> str:
    if not hit.picture:
        return ""
    return f"Your picture is nearest to its picture {hit.picture + 1} of {len(hit.product.images)}."


def _signed(value: float) -> str:
    rounded = f"{value:+.2f}".replace("-", MINUS)
    return "0.00" if rounded[1:] == "0.00" else rounded
