"""What a shopper likes, as far as their events tell: a pure function of events and the index.

Interests, not one mean: a shopper who buys lamps and shoes is near neither in the middle. Events
are clustered by Ward's method in the shared space and each cluster keeps its own vector and its
medoid (PinnerSage: Pal et al. 2020). Recent events weigh more, and a purchase more than a glance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from search.artifact import Artifact
from search.encoders.base import Rows, unit
from search.personal.events import POPULARITY, Event, Kind
from search.personal.taste import taste_rows

KIND_WEIGHT: Mapping[Kind, float] = {
    Kind.VIEW: 1.0,
    Kind.CLICK: 2.0,
    Kind.CART: 4.0,
    Kind.PURCHASE: 6.0,
    Kind.DISMISS: 0.0,
}

HALF_LIFE_DAYS = 30.0
"""Measured back from the shopper's *latest* event, not from today: someone who returns after a year
is still known by what they did last, and the same events always give the same profile."""

REPEAT_DAYS = 60.0
"""Half-life of an own choice, for choosing the same thing again."""

MOST_CLUSTERED = 100
MOST_LIKED = 500
"""Products with the most weight that are clustered into interests, and that are remembered at all: the
work that one shopper can make is bounded, however much they do."""

MAX_INTERESTS = 5
MERGE_BELOW = 0.9
"""Ward distance between unit vectors under which two clusters are one interest."""

SURE_AT = 6.0
"""Event weight (three clicks, one purchase) at which a profile is half as sure as it can be."""


@dataclass(frozen=True, slots=True)
class Interest:
    """A cluster of liked products: `vector` (k,) unit, `share` of the profile's weight, `example`
    the medoid's product_id."""

    vector: NDArray[np.float32]
    share: float
    example: str


@dataclass(frozen=True, slots=True)
class Liked:
    """A product that was chosen: its weight in the profile, how often it was chosen in purchases (one
    moment counts once), and the same with old choices fading."""

    product_id: str
    row: int
    weight: float
    times: float
    lately: float


@dataclass(frozen=True, slots=True)
class Profile:
    """`liked` holds the weightiest first; `certainty` is 0 (nothing known) to 1.

    Shares of categories and brands sum to at most 1; `price` is (mean, deviation) of log prices, or
    None. `unknown` counts events of products that the index does not have.
    """

    user_id: str
    liked: tuple[Liked, ...]
    interests: tuple[Interest, ...]
    categories: Mapping[str, float]
    brands: Mapping[str, float]
    price: tuple[float, float] | None
    dismissed: frozenset[str]
    certainty: float
    events: int
    unknown: int


def build_profile(user_id: str, events: Sequence[Event], artifact: Artifact) -> Profile:
    """The profile that `events` (any order) give over the products of `artifact`."""
    weight: dict[int, float] = defaultdict(float)
    moments: dict[int, dict[datetime, float]] = defaultdict(dict)
    dismissed, unknown = set(), 0
    latest = max((event.at for event in events), default=None)
    for event in sorted(events, key=lambda event: (event.at, event.event_id)):  # sums round alike
        row = artifact.row_of(event.product_id)
        if row is None:
            unknown += 1
        elif event.kind is Kind.DISMISS:
            dismissed.add(event.product_id)
        else:
            assert latest is not None
            age = (latest - event.at).total_seconds() / 86_400
            weight[row] += KIND_WEIGHT[event.kind] * 0.5 ** (age / HALF_LIFE_DAYS)
            moments[row][event.at] = max(moments[row].get(event.at, 0.0), POPULARITY[event.kind])
    rows = np.array(sorted(r for r in weight if weight[r] > 0), dtype=np.int64)
    weights = np.array([weight[row] for row in rows])
    mass = float(weights.sum())
    return Profile(
        user_id=user_id,
        liked=_liked(artifact, weight, moments),
        interests=_interests(artifact, *_weightiest(rows, weights)),
        categories=_shares(artifact, rows, weights, "category"),
        brands=_shares(artifact, rows, weights, "brand"),
        price=_price(artifact, rows, weights),
        dismissed=frozenset(dismissed),
        certainty=mass / (mass + SURE_AT),
        events=len(events),
        unknown=unknown,
    )


def _liked(
    artifact: Artifact,
    weight: Mapping[int, float],
    moments: Mapping[int, Mapping[datetime, float]],
) -> tuple[Liked, ...]:
    latest = max((at for when in moments.values() for at in when), default=None)
    found = []
    for row, when in moments.items():
        assert latest is not None
        lately = sum(
            amount * 0.5 ** ((latest - at).total_seconds() / 86_400 / REPEAT_DAYS)
            for at, amount in when.items()
        )
        found.append(Liked(artifact.product_id(row), row, weight[row], sum(when.values()), lately))
    return tuple(sorted(found, key=lambda liked: (-liked.weight, liked.product_id))[:MOST_LIKED])


def _weightiest(
    rows: NDArray[np.int64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    kept = np.sort(np.argsort(-weights, kind="stable")[:MOST_CLUSTERED])
    return rows[kept], weights[kept]


def _interests(
    artifact: Artifact, rows: NDArray[np.int64], weights: NDArray[np.float64]
) -> tuple[Interest, ...]:
    vectors = taste_rows(artifact.rows[rows], artifact.layout)
    there = np.any(vectors, axis=1)
    rows, weights, vectors = rows[there], weights[there], vectors[there]
    if not len(rows):
        return ()
    clusters = _clusters(vectors)
    shares = np.array([weights[members].sum() for members in clusters]) / weights.sum()
    least = np.sort(shares)[-MAX_INTERESTS:][0]
    found = []
    for at in np.flatnonzero(shares >= least):
        members = clusters[at]
        centre = unit(weights[members] @ vectors[members])
        medoid = members[int(np.argmax(vectors[members] @ centre))]
        found.append(Interest(centre, float(shares[at]), artifact.product_id(int(rows[medoid]))))
    found.sort(key=lambda interest: (-interest.share, interest.example))
    return tuple(found[:MAX_INTERESTS])


def _clusters(vectors: Rows) -> list[NDArray[np.intp]]:
    from scipy.cluster.hierarchy import fcluster, ward

    if len(vectors) == 1:
        return [np.array([0])]
    labels = fcluster(ward(vectors), t=MERGE_BELOW, criterion="distance")
    return [np.flatnonzero(labels == label) for label in np.unique(labels)]


def _shares(
    artifact: Artifact, rows: NDArray[np.int64], weights: NDArray[np.float64], column: str
) -> dict[str, float]:
    codes, labels = artifact.filters.codes(column)
    mine = codes[rows]
    mass = np.bincount(mine[mine >= 0], weights=weights[mine >= 0], minlength=len(labels))
    shares = {labels[at]: float(mass[at] / weights.sum()) for at in np.unique(mine[mine >= 0])}
    return dict(sorted(shares.items(), key=lambda item: (-item[1], item[0])))


def _price(
    artifact: Artifact, rows: NDArray[np.int64], weights: NDArray[np.float64]
) -> tuple[float, float] | None:
    prices = artifact.prices[rows] if len(rows) else np.zeros(0)
    known = prices > 0
    if not known.any():
        return None
    logs, w = np.log(prices[known]), weights[known] / weights[known].sum()
    mean = float(w @ logs)
    # Never narrower than a third: one purchase does not say that a shopper pays just that.
    return mean, max(float(np.sqrt(w @ (logs - mean) ** 2)), 0.35)
