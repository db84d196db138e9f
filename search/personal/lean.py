"""How far a profile leans a ranking: its signals over the products found, and the crowd's beside them.

Leaning, never filtering: every product stays, and each push is evidence like any other. What a shopper's
own history says is weighed by `search.personal.gate`; what all shoppers do is there for everyone,
a stranger as well, and is no part of what moves a hit away from its neutral rank.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from search.artifact import Artifact
from search.fusion import DECIMALS, Measured
from search.personal.crowd import CrowdHere
from search.personal.profile import Profile
from search.personal.taste import TasteSpace
from search.signals import (
    BRAND,
    CATEGORY,
    DISMISSED,
    POPULAR,
    PRICE,
    REPEAT,
    RISING,
    TASTE,
    TOGETHER,
)  # fmt: skip

MOST_COMPARED = 100
"""Liked products that are compared with, the weightiest: what keeps this within milliseconds."""

STALE = 0.15
"""What is left of a wish to choose something again when nobody chooses it any more."""

TOP = 20
LEAST_TOGETHER = 0.06
"""Products whose mean is 1 on the scale of what is chosen together, and the least that it can be: two
shoppers who chose the same thing once are chance."""


def lean(
    profile: Profile,
    artifact: Artifact,
    rows: NDArray[np.int64],
    weights: Mapping[str, float],
    *,
    space: TasteSpace | None = None,
    crowd: CrowdHere | None = None,
    openness: float = 1.0,
    answers: NDArray[np.float64] | None = None,
) -> list[Measured]:
    """The history signals of `profile` over the products in `rows` (n,), of which `answers` (n,) says how
    far each is what was asked for."""
    found: list[Measured] = []

    def add(name: str, raw: NDArray[np.float64], scaled: NDArray[np.float64]) -> None:
        scaled = scaled if answers is None else scaled * answers
        found.append(Measured(name, raw, np.nan_to_num(scaled, nan=0.0), weights[name] * openness))

    scale = artifact.calibration.get(TASTE)
    if profile.liked and scale is not None:
        liked = np.array([one.row for one in profile.liked[:MOST_COMPARED]])
        raw = (space or TasteSpace(artifact)).near(liked, rows)
        add(TASTE, raw, scale(raw))
    for name, shares in ((CATEGORY, profile.categories), (BRAND, profile.brands)):
        if shares:
            raw = _share_of(artifact, rows, name, shares)
            add(name, raw, raw / max(shares.values()))
    if profile.price is not None:
        raw = _price_fit(artifact.prices[rows], profile.price)
        add(PRICE, raw, raw)
    if profile.liked:
        add(REPEAT, *_repeat(profile, rows, crowd))
        if crowd is not None and crowd.crowd.products:
            add(TOGETHER, *_together(profile, rows, crowd))
    if profile.dismissed:
        gone = [r for r in map(artifact.row_of, profile.dismissed) if r is not None]
        raw = np.where(np.isin(rows, gone), 1.0, np.nan)
        # Not gated: a shopper who does not want to see it means it, whatever was asked.
        found.append(Measured(DISMISSED, raw, np.nan_to_num(raw, nan=0.0), weights[DISMISSED]))
    return found


def shop_signals(
    crowd: CrowdHere,
    rows: NDArray[np.int64],
    weights: Mapping[str, float],
    *,
    openness: float = 1.0,
    answers: NDArray[np.float64] | None = None,
) -> list[Measured]:
    """What all shoppers do, over the products in `rows`; nothing where nothing is known."""
    if not crowd.crowd.products:
        return []
    demand = crowd.over(crowd.demand, rows)
    rising = crowd.over(crowd.crowd.rising, rows)
    of = 1.0 if answers is None else answers
    return [
        Measured(
            name,
            np.round(raw, DECIMALS),
            np.nan_to_num(scaled * of, nan=0.0),
            weights[name] * openness,
        )
        for name, raw, scaled in (
            (POPULAR, crowd.over(crowd.crowd.demand, rows), demand),
            (RISING, rising, rising),
        )
    ]


def _repeat(
    profile: Profile, rows: NDArray[np.int64], crowd: CrowdHere | None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Own choices, raw in times; scaled on a log, old ones half faded, and less for what has gone out of
    demand: a shopper comes back for what is still sold."""
    own = np.array(sorted((one.row, one.times, one.lately) for one in profile.liked))
    at = np.searchsorted(own[:, 0], rows).clip(max=len(own) - 1)
    mine = own[at, 0] == rows
    raw = np.where(mine, own[at, 1], np.nan)
    scaled = (np.log1p(raw) + np.log1p(own[at, 2])) / 2
    if crowd is not None and crowd.crowd.products:
        scaled = scaled * (STALE + (1 - STALE) * np.nan_to_num(crowd.over(crowd.demand, rows)))
    return raw, np.tanh(scaled)  # at most 1, however often: no habit outweighs a question


def _together(
    profile: Profile, rows: NDArray[np.int64], crowd: CrowdHere
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    total = crowd.together(np.array([liked.row for liked in profile.liked]))
    top = np.partition(total, -TOP)[-TOP:].mean() if len(total) >= TOP else total.sum() / TOP
    raw = np.round(crowd.over(total, rows), DECIMALS)
    raw = np.where(raw > 0, raw, np.nan)
    return raw, raw / max(float(top), LEAST_TOGETHER)


def _share_of(
    artifact: Artifact, rows: NDArray[np.int64], column: str, shares: Mapping[str, float]
) -> NDArray[np.float64]:
    codes, labels = artifact.filters.codes(column)
    by_label = np.array([shares.get(label, 0.0) for label in labels] + [np.nan])
    return np.asarray(by_label[codes[rows]])  # a missing value has code -1: the last entry


def _price_fit(prices: NDArray[np.float64], price: tuple[float, float]) -> NDArray[np.float64]:
    """1 at the shopper's usual price, falling off on a log scale; NaN without a price."""
    mean, deviation = price
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(prices > 0, np.log(prices), np.nan)
    return np.asarray(np.exp(-0.5 * ((logs - mean) / deviation) ** 2))
