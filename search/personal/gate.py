"""How much a query leaves to the shopper's history: a soft gate, between 0 and 1.

History is asked where the query is ambiguous and the profile certain. "Vase" leaves much open and
"vase 12 cm blue" little; one click says little of a shopper and fifty purchases much. After Zero Attention
(Ai et al. 2019), in which a model may attend to nothing of a history; here in closed form, so that it
can be explained, and without a threshold: a hard one throws away what the middle of the range knows.

And product by product: history moves what answers the query (`answers`), not everything that a shopper likes.

The ambiguity comes from the words' scores over the whole catalogue: no filter, no page and no weight
changes it, so none of them turns a ranking round by way of the gate.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from search.fusion import Measured
from search.query import Query
from search.signals import COVERAGE, SIGNALS, Part

TOP = 100
"""Products among which a query may leave the choice open."""

FLOOR = 0.5
"""What is left to history by a query that names one product alone."""

PICTURE = 0.75
"""The ambiguity of a picture, or of a product to be like: it shows what is wanted, not which. Words
beside it decide alone, so that a picture of no weight changes nothing."""


BESIDE = 0.1
"""What is left, to a product that has no word of the query, of demand and history: the query was for
something, and whatever the shopper likes otherwise is mostly something else."""


class Gate(StrEnum):
    """Ways to decide; all but `SOFT` are there to be measured against it."""

    SOFT = "soft"
    HARD = "hard"
    ALWAYS = "always"
    NEVER = "never"


def ambiguity(query: Query, words: NDArray[np.float64] | None) -> float:
    """0 (one product answers) to 1 (a hundred do as well): the entropy of the best products' scores, which
    are `words` (n,) from 0 to 1 over the products that have any, or None where no word is known."""
    if not (query.text or query.image is not None or query.like):
        return 1.0
    if words is None:
        return PICTURE
    top = words if len(words) <= TOP else np.partition(words, -TOP)[-TOP:]
    # A product at half the best score answers the query much less than half as well.
    share = top**4
    share = share[share > 0] / share.sum()
    return float(-(share * np.log(share)).sum() / np.log(TOP))


def answers(query: Query, asked: Iterable[Measured], n: int) -> NDArray[np.float64]:
    """(n,) how far each product is what the query asks for, which demand and history are multiplied by.

    With words the share of them that it has. Without, how near it is by the best of the signals in `asked`.
    `asked` must be measured with the default weights: none that the query sets may change it.
    """
    if not query.asks:
        return np.ones(n)
    by_name = {measured.name: measured.scaled for measured in asked}
    if query.wanted:
        share = by_name.get(COVERAGE)  # none where no word is known: then all are alike
        return np.ones(n) if share is None else np.clip(share, BESIDE, 1.0)
    near = [
        scaled for name, scaled in by_name.items() if SIGNALS[name].part in (Part.IMAGE, Part.LIKE)
    ]
    return np.clip(np.max(near, axis=0), BESIDE, 1.0) if near else np.ones(n)


def openness(kind: Gate, *, ambiguity: float, certainty: float) -> float:
    """What history's weights are multiplied by."""
    soft = (FLOOR + (1 - FLOOR) * ambiguity) * certainty
    match kind:
        case Gate.NEVER:
            return 0.0
        case Gate.ALWAYS:
            return 1.0
        case Gate.HARD:
            return 1.0 if ambiguity >= 0.5 and certainty >= 0.5 else 0.0
        case Gate.SOFT:
            return soft
