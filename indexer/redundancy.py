"""How much is left to say of colours where a model sees them itself.

A model with one space for words and pictures knows some colours and not others, and what it knows would be
said twice. The catalogue's own pairs tell: titles that name a colour look for their product's picture, by the
model and by colours together, with colours as loud as usual and less. The quietest that finds them as well as
any is kept.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.calibration import BACKGROUND, Scale
from search.colour import colours_of_text
from search.encoders.base import Rows
from search.signals import COLOURED, SIGNALS, WORDS_IN_PICTURE

SHARES = (0.0, 0.25, 0.5, 1.0)
"""Of the usual weight that are tried."""

ENOUGH = 10
"""Titles that must name a colour: of fewer nothing is said."""


def leave_to_colours(
    scales: dict[str, Scale],
    titles: Sequence[str],
    rows: Rows,
    of: NDArray[np.int64],
    pictures: NDArray[np.float16] | None,
    colours: Rows,
    *,
    language: str,
) -> tuple[dict[str, Scale], dict[str, float]]:
    """The scales with colours as loud as they are of use, and for the report which of `SHARES` they keep.

    `rows` (b, k) are the model's of `titles`, of the products `of` (b,), empty where they are of none;
    `pictures` (n, k) and `colours` (n, names) those of all products, zeros for one without. The colours are
    those of pictures alone, though an index takes a text's word first: a title would find its own colour by
    itself, and say nothing of the model. Nothing changes, and nothing is reported, where fewer than `ENOUGH`
    titles name a colour.
    """
    if pictures is None or not {COLOURED, WORDS_IN_PICTURE} <= {*scales}:
        return scales, {}
    there = np.any(pictures, axis=1)
    asked = [
        (at, found)
        for at, (title, row) in enumerate(
            zip(titles, of, strict=False)
        )  # `of` none: nothing to find
        if there[row] and (found := colours_of_text(title, language)) is not None
    ]
    if len(asked) < ENOUGH:
        return scales, {}
    asking = np.array([at for at, _ in asked])
    others = np.flatnonzero(there)[:: max(1, int(there.sum()) // BACKGROUND)]
    seen = np.union1d(others, of[asking])
    own = np.searchsorted(seen, of[asking])
    by_model = SIGNALS[WORDS_IN_PICTURE].weight * scales[WORDS_IN_PICTURE](
        rows[asking] @ pictures[seen].T.astype(np.float32)
    )
    wanted = np.array([found.accepted for _, found in asked])
    loud = SIGNALS[COLOURED].weight * np.array([found.share for _, found in asked])
    by_colour = loud[:, None] * scales[COLOURED](wanted @ colours[seen].T)
    quality = {share: _reciprocal_rank(by_model + share * by_colour, own) for share in SHARES}
    best = max(SHARES, key=lambda share: (round(quality[share], 4), -share))
    kept = {name: scale for name, scale in scales.items() if best or name != COLOURED}
    if best:
        usual = scales[COLOURED]
        kept[COLOURED] = Scale(usual.typical, usual.typical + 1 / (usual.slope * best))
    return kept, {"colours": best}


def _reciprocal_rank(scores: NDArray[np.float64], own: NDArray[np.intp]) -> float:
    """The mean over queries of 1 / rank of their own, which stands in the middle of its equals."""
    mine = scores[np.arange(len(own)), own][:, None]
    ranks = 1 + (scores > mine).sum(axis=1) + ((scores == mine).sum(axis=1) - 1) / 2
    return float((1 / ranks).mean())
