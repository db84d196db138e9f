"""A photograph with many things in it: each of its regions asks for what it shows.

The photograph is cut into overlapping squares of four sizes. Each region is compared with every product
and divides its vote among them by a softmax of how much nearer each is than the others; a product's
score is the votes that it got, and its region the one that gave it most. Regions that look alike share a
vote: a bare wall fills many of them, and would otherwise outvote the one thing that hangs on it.

A photograph differs from a shop's studio pictures as a whole, and its regions say little before that is
taken off: by the background of regions asked before (`search.background`), or, where there is none yet,
by the middle of the photograph's own regions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from search.alignment import Alignment
from search.artifact import Artifact
from search.blocks import SHARED_IMAGE, SHARED_TEXT
from search.encoders.base import Rows, unit
from search.fusion import Measured
from search.signals import LIKE_PICTURE, SCENE

GRID = ((1, 1.0), (3, 0.6), (4, 0.4), (5, 0.27))
"""Regions across and down, and the share of the photograph's sides that each covers."""

SHARPNESS = 16.0
"""How much a vote goes to the nearest products: a product's share falls by e over a 16th of the way from
the nearest product to a typical one."""

TEXT_SHARE = 0.3
"""Of a product's text in how much a region looks like it."""

CHUNK = 65_536
"""Products compared at once."""

Region = tuple[float, float, float, float]
"""Left, top, right and bottom, as shares of the picture's width and height."""

REGIONS: tuple[Region, ...] = tuple(
    (float(x), float(y), float(x + side), float(y + side))
    for across, side in GRID
    for y in np.linspace(0, 1 - side, across)
    for x in np.linspace(0, 1 - side, across)
)


@dataclass(frozen=True, slots=True)
class Scene:
    """What the regions of a photograph found: `votes` (n,) of every product, 0 to 1 in all and 0 for one
    without a picture, and `best` (n,) the number of the region that gave it most."""

    votes: NDArray[np.float64]
    best: NDArray[np.intp]
    weight: float

    @property
    def measured(self) -> Measured:
        """The signal over all products, as a share of the largest vote."""
        raw = np.where(self.votes > 0, self.votes, np.nan)
        scaled = self.votes / max(float(self.votes.max(initial=0.0)), 1e-12)
        return Measured(SCENE, raw, scaled, self.weight)

    def region(self, row: int) -> Region:
        return REGIONS[int(self.best[row])]


def regions_of(photograph: Image.Image) -> list[Image.Image]:
    """The pictures in `REGIONS`, in their order; the first is the whole."""
    width, height = photograph.size
    return [
        photograph.crop(
            (
                round(left * width),
                round(top * height),
                max(round(right * width), round(left * width) + 1),
                max(round(bottom * height), round(top * height) + 1),
            )
        )
        for left, top, right, bottom in REGIONS
    ]


def ask_regions(
    regions: Rows | None, artifact: Artifact, weights: Mapping[str, float], notes: list[str]
) -> Scene | None:
    """What a photograph's regions find, given the encoder's rows (len(REGIONS), d_image) of them; None
    where there are none, or nothing that they could be compared with."""
    if regions is None or not weights[SCENE]:
        return None
    if SHARED_IMAGE not in artifact.layout.blocks:
        notes.append("No product has a picture that your photograph could be compared with.")
        return None
    return look(regions, artifact, weights[SCENE])


def look(regions: Rows, artifact: Artifact, weight: float) -> Scene:
    """The votes of the regions (len(REGIONS), d_image)."""
    layout, n = artifact.layout, len(artifact)
    corrected = layout.correction(SCENE)
    shared = regions
    if artifact.alignment is not None:
        middle = artifact.alignment.image_mean if corrected is not None else regions.mean(axis=0)
        shared = artifact.alignment.images(regions - middle + artifact.alignment.image_mean)
    scores = np.empty((len(regions), n), np.float32)
    there = np.empty(n, bool)
    for start in range(0, n, CHUNK):
        rows = artifact.rows[start : start + CHUNK]
        part = {
            block: rows[:, layout.columns(block)].astype(np.float32)
            for block in (SHARED_IMAGE, SHARED_TEXT)
            if block in layout.blocks
        }
        found = resemblance(shared, part)
        if corrected is not None:
            mean, share = rows[:, corrected : corrected + 2].astype(np.float32).T
            found = (found - mean) * share
        scores[:, start : start + CHUNK] = found
        there[start : start + CHUNK] = rows[:, layout.flag(SHARED_IMAGE)] > 0
    scores[:, ~there] = -np.inf
    slope = SHARPNESS * artifact.calibration[LIKE_PICTURE].slope
    shares = np.exp((scores - scores.max(axis=1, keepdims=True)) * slope)
    worth = distinctness(regions, artifact.alignment)
    shares *= (worth / shares.sum(axis=1)).astype(np.float32)[:, None]
    votes = shares.sum(axis=0, dtype=np.float64)
    return Scene(np.round(votes, 12), shares.argmax(axis=0), weight)


def distinctness(regions: Rows, alignment: Alignment | None) -> NDArray[np.float64]:
    """(regions,) what each region's vote is worth, 1 in all: the less, the more regions look like it.

    They are compared about the photograph's own middle: seen from the catalogue, all regions of one
    photograph look alike.
    """
    apart = regions - regions.mean(axis=0)
    shown = unit(apart if alignment is None else apart @ alignment.image_map).astype(np.float64)
    worth = 1 / np.maximum(np.maximum(shown @ shown.T, 0).sum(axis=1), 1)
    return np.asarray(worth / worth.sum())


def resemblance(shared: Rows, parts: Mapping[str, Rows]) -> NDArray[np.float32]:
    """(regions, n) how much each region looks like each product: its picture, and a share of its text."""
    looks = shared @ parts[SHARED_IMAGE].T
    if SHARED_TEXT in parts:
        looks += TEXT_SHARE * (shared @ parts[SHARED_TEXT].T)
    return np.asarray(looks, dtype=np.float32)
