"""A profile for a person to read: interests with their products, prices, favourites, how sure we are.

And segments: shoppers whose tastes are near each other, described the same way, for the merchant. Nothing
here ranks anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.artifact import Artifact
from search.personal.profile import Profile
from search.personal.taste import TasteSpace

TYPICAL = 3
"""Products that stand for an interest or a segment."""

MOST_SHOPPERS = 2_000
"""Shoppers that are clustered into segments: the most active. The method compares all pairs."""

FAVOURITES = 5
LEAST_SHARE = 0.1
"""Of a profile's weight. A value that has less of it is no favourite, however rare it is elsewhere."""


@dataclass(frozen=True, slots=True)
class Favourite:
    """A value of an attribute that is chosen more often than the catalogue has it: `share` of the profile,
    `usual` share of the catalogue."""

    attribute: str
    value: str
    share: float
    usual: float


@dataclass(frozen=True, slots=True)
class Segment:
    """Shoppers alike: how many, some of them, their typical products, favourites, usual price."""

    size: int
    users: tuple[str, ...]
    typical: tuple[str, ...]
    favourites: tuple[Favourite, ...]
    price: float | None


def portrait(profile: Profile, artifact: Artifact, space: TasteSpace) -> dict[str, Any]:
    """The profile as plain data, ready for JSON."""
    rows, weights = _liked([profile])
    near = (
        np.stack([space.rows(rows) @ i.vector for i in profile.interests], axis=1)
        if rows.size
        else None
    )
    interests = []
    for at, interest in enumerate(profile.interests):
        assert near is not None
        mine = np.flatnonzero(near.argmax(axis=1) == at)
        typical = mine[np.argsort(-near[mine, at], kind="stable")][:TYPICAL]
        interests.append(
            {
                "share": round(interest.share, 3),
                "typical": [artifact.product_id(r) for r in rows[typical]],
            }
        )
    return {
        "user_id": profile.user_id,
        "events": profile.events,
        "unknown_products": profile.unknown,
        "certainty": round(profile.certainty, 3),
        "interests": interests,
        "price": _price(profile.price),
        "favourites": [_as_dict(f) for f in favourites(artifact, rows, weights)],
        "often": [
            {"product_id": liked.product_id, "times": round(liked.times, 2)}
            for liked in sorted(profile.liked, key=lambda one: (-one.times, one.product_id))[
                :FAVOURITES
            ]
            if liked.times >= 2
        ],
        "dismissed": sorted(profile.dismissed),
    }


def favourites(
    artifact: Artifact,
    rows: NDArray[np.int64],
    weights: NDArray[np.float64],
    *,
    most: int = FAVOURITES,
) -> list[Favourite]:
    """At most `most` values that `rows` (n,) with `weights` (n,) have more often than the catalogue has,
    the largest gain first."""
    found = []
    if not len(rows):
        return []
    for name in artifact.filters.facets(None):
        codes, labels = artifact.filters.codes(name)
        usual = np.bincount(codes[codes >= 0], minlength=len(labels)) / len(artifact)
        mine = codes[rows]
        share = np.bincount(mine[mine >= 0], weights[mine >= 0], len(labels)) / weights.sum()
        found += [
            Favourite(
                name, labels[code], round(float(share[code]), 3), round(float(usual[code]), 3)
            )
            for code in np.flatnonzero((share >= LEAST_SHARE) & (share > 1.2 * usual))
        ]
    found.sort(key=lambda one: (-(one.share - one.usual), one.attribute, one.value))
    return found[:most]


def segments(
    profiles: Sequence[Profile], artifact: Artifact, space: TasteSpace, *, most: int = 6
) -> list[Segment]:
    """At most `most` segments of those whose taste is known, the largest first.

    Ward's method over the mean tastes of the shoppers (Ward 1963); no seed, no random start.
    """
    from scipy.cluster.hierarchy import fcluster, ward

    known = sorted((p for p in profiles if p.liked), key=lambda p: p.user_id)
    if not known:
        return []
    tastes = np.stack([_taste(profile, space) for profile in known])
    labels = np.ones(len(known), dtype=int)
    if len(known) > 1:
        labels = fcluster(ward(tastes), t=most, criterion="maxclust")
    found = []
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        mine = [known[i] for i in members]
        centre = tastes[members].mean(axis=0)
        nearest = members[np.argsort(-(tastes[members] @ centre), kind="stable")]
        rows, weights = _liked(mine)
        vectors = space.rows(rows)
        typical = rows[np.lexsort((rows, -weights * (vectors @ centre)))[:TYPICAL]]
        means = [profile.price[0] for profile in mine if profile.price is not None]
        found.append(
            Segment(
                size=len(mine),
                users=tuple(known[i].user_id for i in nearest[:TYPICAL]),
                typical=tuple(artifact.product_id(int(row)) for row in typical),
                favourites=tuple(favourites(artifact, rows, weights)),
                price=round(float(np.exp(np.mean(means))), 2) if means else None,
            )
        )
    return sorted(found, key=lambda segment: (-segment.size, segment.users))


def segment_as_dict(segment: Segment) -> dict[str, Any]:
    return {
        "size": segment.size,
        "users": list(segment.users),
        "typical": list(segment.typical),
        "favourites": [_as_dict(f) for f in segment.favourites],
        "price": segment.price,
    }


def _liked(profiles: Sequence[Profile]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The rows that anyone of them likes; the weights of each shopper add up to one."""
    total: dict[int, float] = {}
    for profile in profiles:
        mass = sum(liked.weight for liked in profile.liked) or 1.0
        for liked in profile.liked:
            total[liked.row] = total.get(liked.row, 0.0) + liked.weight / mass
    rows = sorted(total)
    return np.array(rows, dtype=np.int64), np.array([total[row] for row in rows])


def _taste(profile: Profile, space: TasteSpace) -> NDArray[np.float64]:
    rows, weights = _liked([profile])
    mean = weights @ space.rows(rows)
    return np.asarray(mean / (np.linalg.norm(mean) or 1.0))


def _price(price: tuple[float, float] | None) -> Mapping[str, float] | None:
    if price is None:
        return None
    mean, deviation = price
    names = {"usual": mean, "low": mean - deviation, "high": mean + deviation}
    return {name: round(float(np.exp(value)), 2) for name, value in names.items()}


def _as_dict(one: Favourite) -> dict[str, Any]:
    return {
        "attribute": one.attribute, "value": one.value, "share": one.share, "usual": one.usual,
    }  # fmt: skip
