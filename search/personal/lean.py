"""How far a profile leans a ranking: its signals over the products found.

Leaning, never filtering: every product stays, and each push is evidence like any other. All weights
are scaled by how sure the profile is, so one click moves little and a long history more.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from search.artifact import Artifact
from search.fusion import DECIMALS, Measured
from search.personal.profile import Profile
from search.personal.taste import taste_rows
from search.signals import BRAND, CATEGORY, DISMISSED, PRICE, TASTE


def lean(
    profile: Profile, artifact: Artifact, rows: NDArray[np.int64], weights: Mapping[str, float]
) -> list[Measured]:
    """The history signals of `profile` over the products in `rows` (n,)."""
    sure = profile.certainty
    measured = []
    scale = artifact.calibration.get(TASTE)
    if profile.interests and scale is not None:
        vectors = taste_rows(artifact.rows[rows], artifact.layout)
        interests = np.stack([interest.vector for interest in profile.interests])
        near = vectors.astype(np.float64) @ interests.T.astype(np.float64)  # see `fusion.measure`
        raw = np.round(near.max(axis=1), DECIMALS)
        raw[~np.any(vectors, axis=1)] = np.nan
        scaled = np.nan_to_num(scale(raw), nan=0.0)
        measured.append(Measured(TASTE, raw, scaled, weights[TASTE] * sure))
    for name, shares in ((CATEGORY, profile.categories), (BRAND, profile.brands)):
        if shares:
            raw = _share_of(artifact, rows, name, shares)
            scaled = np.nan_to_num(raw / max(shares.values()), nan=0.0)
            measured.append(Measured(name, raw, scaled, weights[name] * sure))
    if profile.price is not None:
        raw = _price_fit(artifact.prices[rows], profile.price)
        measured.append(Measured(PRICE, raw, np.nan_to_num(raw, nan=0.0), weights[PRICE] * sure))
    if profile.dismissed:
        gone = [r for r in map(artifact.row_of, profile.dismissed) if r is not None]
        raw = np.where(np.isin(rows, gone), 1.0, np.nan)
        measured.append(Measured(DISMISSED, raw, np.nan_to_num(raw, nan=0.0), weights[DISMISSED]))
    return measured


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
