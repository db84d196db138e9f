"""What the shop knows of a shopper, drawn; and the shopper's say over it: off, export, forget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from flask import Blueprint, Response, jsonify, render_template, request

from search.ordering import date_column
from search.personal.portrait import favourites, portrait
from search.personal.profile import Profile
from search.ranking import group_column
from web.address import Address
from web.cards import Card, card_of, price_label, readable_path
from web.facets import readable
from web.frame import chosen, frame_of
from web.language import _
from web.responses import see
from web.shop import events, searcher

taste = Blueprint("taste", __name__)

_BARS = 6
_BINS = 24

SWATCHES = (
    "black", "white", "grey", "gray", "silver", "red", "burgundy", "maroon", "rust", "terracotta",
    "orange", "coral", "pink", "blush", "rose", "purple", "lilac", "blue", "navy", "cobalt", "teal",
    "petrol", "turquoise", "green", "sage", "olive", "yellow", "mustard", "gold", "brass", "brown",
    "tan", "sand", "beige", "cream", "ecru", "oat", "natural", "oak", "walnut",
)  # fmt: skip
"""Words for colours that the style sheet can show; the last one in a value is drawn."""


@dataclass(frozen=True, slots=True)
class Interest:
    """`share` is 0 to 100, of everything that was chosen."""

    share: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A value, its share of what the shopper chose and of the catalogue, both 0 to 100; `swatch` names a
    colour that it is drawn in, "" for none."""

    label: str
    share: int
    usual: int
    path: str
    swatch: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    column: str
    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Prices of the catalogue by count on a logarithmic scale: `heights` are 0 to 100, `low`, `usual` and
    `high` the shopper's prices, as shares of the scale from 0 to 100."""

    heights: tuple[int, ...]
    low: int
    usual: int
    high: int
    from_label: str
    to_label: str
    label: str


@taste.get("/taste")
def show() -> str:
    user = chosen()
    frame = frame_of(Address(), here="/taste")
    profile = searcher().profile(user) if user else None
    if profile is None or not profile.liked:
        return render_template("taste.html", frame=frame, known=False)
    drawn = portrait(profile, searcher().artifact, searcher().tastes)
    return render_template(
        "taste.html",
        frame=frame,
        known=True,
        sure=round(100 * profile.certainty),
        count=profile.events,
        interests=_interests(drawn["interests"]),
        charts=[_categories(profile), *_favourites(profile)],
        band=_band(profile),
        dismissed=[
            _card(product) for product in drawn["dismissed"] if searcher().has_product(product)
        ],
    )


@taste.get("/taste/export")
def export() -> Response:
    """Everything that is stored of the shopper, as a file."""
    user = chosen()
    answer = jsonify({"user_id": user, "events": events().export(user) if user else []})
    answer.headers["Content-Disposition"] = 'attachment; filename="bowerbird-history.json"'
    answer.cache_control.no_store = True
    return answer


@taste.post("/taste/forget")
def forget() -> Response:
    """Erases everything that is stored of the shopper who asks for it."""
    user = chosen()
    if user and request.form.get("sure") == "yes":
        events().erase(user)
    return see("/taste")


def _interests(found: list[Mapping[str, object]]) -> list[Interest]:
    interests = []
    for one in found:
        share, typical = one["share"], one["typical"]
        assert isinstance(share, float)
        assert isinstance(typical, list)
        interests.append(Interest(round(100 * share), tuple(map(_card, typical))))
    return interests


def _card(product_id: str) -> Card:
    return card_of(searcher().product(product_id), version=searcher().version)


def _categories(profile: Profile) -> Bars:
    codes, labels = searcher().artifact.filters.codes("category")
    usual = np.bincount(codes[codes >= 0], minlength=len(labels)) / len(codes)
    bars = [
        _bar("category", name, share, float(usual[labels.index(name)]))
        for name, share in list(profile.categories.items())[:_BARS]
    ]
    return Bars("category", readable("category"), tuple(bars))


def _favourites(profile: Profile) -> list[Bars]:
    """Columns of which the shopper chooses some values more often than the catalogue has them."""
    rows = np.array([liked.row for liked in profile.liked], dtype=np.int64)
    weights = np.array([liked.weight for liked in profile.liked])
    columns = searcher().artifact.filters
    unseen = {"category", "in_stock", group_column(columns), date_column(columns)}
    by_column: dict[str, list[Bar]] = {}
    for one in favourites(searcher().artifact, rows, weights, most=40):
        if one.attribute not in unseen:
            bars = by_column.setdefault(one.attribute, [])
            bars.append(_bar(one.attribute, one.value, one.share, one.usual))
    return [
        Bars(column, readable(column), tuple(sorted(bars, key=lambda bar: -bar.share)[:_BARS]))
        for column, bars in by_column.items()
    ]


def _bar(column: str, value: str, share: float, usual: float) -> Bar:
    path = Address((("filter", f"{column}={value}"),)).at("/")
    named = [word for word in value.lower().replace(",", " ").split() if word in SWATCHES]
    drawn = named[0] if named and column.lower() in ("colour", "color") else ""
    return Bar(readable_path(value), round(100 * share), round(100 * usual), path, drawn)


def _band(profile: Profile) -> Band | None:
    prices = searcher().artifact.prices
    logs = np.log(prices[prices > 0])
    if profile.price is None or not len(logs) or logs.min() == logs.max():
        return None
    counts, edges = np.histogram(logs, bins=_BINS)
    mean, spread = profile.price

    def place(log: float) -> int:
        share = (log - edges[0]) / (edges[-1] - edges[0])
        return round(100 * float(np.clip(share, 0, 1)))

    currency = searcher().product(profile.liked[0].product_id).currency
    label = [
        price_label(round(float(np.exp(at))), currency) for at in (mean - spread, mean + spread)
    ]
    ends = [price_label(round(float(np.exp(at))), currency) for at in (edges[0], edges[-1])]
    return Band(
        heights=tuple(round(100 * count / counts.max()) for count in counts.tolist()),
        low=place(mean - spread),
        usual=place(mean),
        high=place(mean + spread),
        from_label=ends[0],
        to_label=ends[1],
        label=_("%(low)s to %(high)s", low=label[0], high=label[1]),
    )
