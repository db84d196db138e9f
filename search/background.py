"""What a similarity is worth, against what pictures at large get.

Some products look like every photograph: a plain lid is near whatever somebody's telephone saw. The
pictures that were asked with, nobody knowing what they show, are the background that tells. A
product's similarity is worth what it is above its own mean over the background, in units of its own
deviation there (item normalisation; as z-norm in speaker verification: Auckenthaler, Carey &
Lloyd-Thomas 2000, "Score Normalization for Text-Independent Speaker Verification Systems").

A running shop keeps the rows of its query pictures (`search.query_pictures`). The next build that has
enough of them corrects by them, as two columns of each product's row: the correction is versioned with
the index, and the build report says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Correction:
    """A signal's `mean` (n,) over the background for each product, and the `share` (n,) of the usual
    deviation over its own: the corrected value is (raw - mean) x share, in units of raw. `nearest` is
    what the best product usually gets for a background picture."""

    mean: NDArray[np.float32]
    share: NDArray[np.float32]
    nearest: float


def correction(scores: NDArray[np.float32]) -> Correction:
    """From raw scores (b, n) of b background pictures for n products."""
    mean, deviation = scores.mean(axis=0), scores.std(axis=0)
    there = deviation > 0
    usual = float(deviation[there].mean()) if there.any() else 0.0
    share = np.where(there, usual / np.where(there, deviation, 1), 0)
    nearest = ((scores - mean) * share).max(axis=1).mean()
    return Correction(mean.astype(np.float32), share.astype(np.float32), float(nearest))
