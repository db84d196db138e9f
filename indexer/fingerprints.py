"""What a picture looks like in 512 bits, which hardly change when it is saved again or made smaller.

Half of them are the low frequencies of its brightness, half say where it grows brighter (pHash and dHash:
Zauner 2010). Colours are not in them: `search.colour` has those. The towers see what is shown, and
not whether it is the same photograph.
"""

from __future__ import annotations

import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL import Image

BYTES = 64

_SIDE = 16
"""Of either hash. With the usual 8, two pairs of socks with other patterns are one picture."""

_ORDER = np.random.default_rng(0).permutation(8 * BYTES)
"""Bits side by side in a picture are apart in its fingerprint, so that any part of it tells much."""


def fingerprint(image: Image.Image) -> NDArray[np.uint8]:
    """(BYTES,) of an RGB picture."""
    hashes = (imagehash.phash(image, hash_size=_SIDE), imagehash.dhash(image, hash_size=_SIDE))
    return np.packbits(np.concatenate([found.hash.ravel() for found in hashes])[_ORDER])


def differing(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> NDArray[np.int64]:
    """(n,) how many bits differ between each of (n, BYTES) fingerprints and its partner."""
    return np.asarray(np.bitwise_count(a ^ b).sum(axis=1), dtype=np.int64)
