"""Several signals, one score: the same sum computed the fast way and the explained way.

`query_row` folds all dense signals of a query into the one row whose inner product with a product
row is their weighted, scaled sum; a vector index can search it. `measure` computes each signal for
given products, which is what evidence is made of. Both give the same score (up to rounding): a
contract test says so.

Weighted sums of scaled scores rank better than reciprocal ranks do, and can be explained (Bruch,
Gai & Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.blocks import Layout
from search.calibration import Scale
from search.results import Evidence
from search.scan import products

DECIMALS = 6
"""Raw scores are rounded to this before anything else: products with equal content tie exactly,
whichever rows they are in, and ties are broken by product_id."""


@dataclass(frozen=True, slots=True)
class DenseSignal:
    """One part of a query compared with one block; `vector` is (size of the block,).

    Its raw value is the inner product, corrected by the background where the index has one
    (`search.background`).
    """

    name: str
    block: str
    vector: NDArray[np.float32]
    weight: float
    scale: Scale


@dataclass(frozen=True, slots=True)
class Measured:
    """One signal over n products. `raw` is NaN, and `scaled` 0, where a product has nothing to measure."""

    name: str
    raw: NDArray[np.float64]
    scaled: NDArray[np.float64]
    weight: float


def query_row(signals: Iterable[DenseSignal], layout: Layout) -> NDArray[np.float32]:
    """(width,) such that product row · query row = Σ scaled × weight over the dense signals, if each
    product's deviation over a background were the usual one (`search.background`): that is near enough
    to find what is worth measuring.
    """
    row = np.zeros(layout.width, np.float32)
    for signal in signals:
        gain = signal.weight * signal.scale.slope
        row[layout.columns(signal.block)] += gain * signal.vector
        row[layout.flag(signal.block)] -= gain * signal.scale.typical
        if (mean := layout.correction(signal.name)) is not None:
            row[mean] -= gain
    return row


def measure(
    signals: Iterable[DenseSignal], rows: NDArray[np.float16], layout: Layout
) -> list[Measured]:
    """Every dense signal over the product rows (n, width)."""
    measured = []
    asked = np.zeros(layout.width, np.float32)
    for signal in signals:
        asked[:] = 0
        asked[layout.columns(signal.block)] = signal.vector
        raw = products(rows, asked).astype(np.float64)
        if (mean := layout.correction(signal.name)) is not None:
            raw = (raw - rows[:, mean].astype(np.float64)) * rows[:, mean + 1].astype(np.float64)
        raw[rows[:, layout.flag(signal.block)] == 0] = np.nan
        raw = np.round(raw, DECIMALS)
        scaled = np.nan_to_num(signal.scale(raw), nan=0.0)
        measured.append(Measured(signal.name, raw, scaled, signal.weight))
    return measured


def take(measured: Measured, chosen: NDArray[np.intp] | NDArray[np.bool_]) -> Measured:
    """The same signal over chosen products, in that order."""
    return Measured(measured.name, measured.raw[chosen], measured.scaled[chosen], measured.weight)


def total(measured: Sequence[Measured], n: int) -> NDArray[np.float64]:
    """(n,) scores: the sum of the contributions, added in the order of the signals."""
    score = np.zeros(n)
    for signal in measured:
        score += signal.scaled * signal.weight
    return score


def evidence(measured: Iterable[Measured], position: int) -> tuple[Evidence, ...]:
    """What speaks for the product at `position`; signals that it has nothing for are left out."""
    return tuple(
        Evidence(m.name, float(m.raw[position]), float(m.scaled[position]), m.weight)
        for m in measured
        if m.weight and not np.isnan(m.raw[position])
    )
