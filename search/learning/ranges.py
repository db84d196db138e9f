"""How far a learned weight may go from the shipped one.

A weight keeps its sign and stays within a range of what is shipped. It never becomes zero: a
signal that weighs nothing leaves no evidence, and could never be learned of again.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.learning.feedback import Floats
from search.signals import SIGNALS

LEAST, MOST = 0.05, 5.0
"""Times the shipped weight."""

ROOM = 1.0
"""A small weight may grow to this, whatever is shipped."""


def bounds(signals: Sequence[str]) -> tuple[Floats, Floats]:
    """(s,) the lowest and the highest weight of each signal."""
    shipped = np.array([SIGNALS[name].weight for name in signals])
    near = LEAST * shipped
    far = np.sign(shipped) * np.maximum(MOST * np.abs(shipped), ROOM)
    return np.minimum(near, far), np.maximum(near, far)


def safe(weights: Floats, signals: Sequence[str]) -> Floats:
    """`weights` (s,) within their ranges."""
    low, high = bounds(signals)
    return np.asarray(np.clip(weights, low, high))
