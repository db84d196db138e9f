"""What would other weights have earned, by the lists of these? For lists that were in a fixed order.

A list that was shown in one order only has no overlap with any other, so no propensity of whole lists
helps. The position-based model does: a click at position k stands for 1/examination(k) of wanting, wherever
the product stands (item-position estimators: Li et al. 2018, "Offline Evaluation of Ranking Policies with
Click Models"; Joachims, Swaminathan & Schnabel 2017). A re-ranked list is worth the wanting of its products
times the examination of their new positions. Beside it the doubly robust form, which adds a model of what
is wanted and corrects it by the clicks (Oosterhuis 2023).

It speaks of the products that were shown, put in another order. What other weights would bring in from
beyond the list nobody saw, so nobody knows: the estimate leaves it out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from search.learning.clicks import ClickModel
from search.learning.feedback import Feedback, Floats

MOST = 10.0
"""The weight that one click can have: a click where hardly anyone looks must not decide alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Gains:
    """(n,) what each list would have earned more in a new order, by three estimators."""

    inverse: Floats
    robust: Floats
    switched: Floats


def new_positions(feedback: Feedback, weights: Floats) -> NDArray[np.int64]:
    """(n, m) where each product would stand, among the positions that the list had."""
    scores = np.where(feedback.there, feedback.features @ weights + feedback.fixed, -np.inf)
    order = np.argsort(-scores, axis=1, kind="stable")
    free = np.sort(np.where(feedback.there, feedback.positions, np.iinfo(np.int64).max), axis=1)
    found = np.empty_like(feedback.positions)
    np.put_along_axis(found, order, free, axis=1)
    return np.where(feedback.there, found, feedback.positions)


def gains(
    feedback: Feedback,
    weights: Floats,
    served: Floats | None,
    model: ClickModel,
    *,
    most: float = MOST,
    flatten: float = 1.0,
) -> Gains:
    """Of `weights` (s,) over `served` (s,), or over the order in which the lists were shown.

    `model` gives the examination and the wanting; fit it on other lists than these. The weight of a click
    is cut off at `most`, which takes something off what a new order earns: of what is cut off, the robust
    estimate has the model's word, and the switched one has it of the whole product. `flatten` is a power
    of the examination: under 1, clicks far down count for less.
    """
    model = replace(model, examination=model.examination**flatten)
    seen = model.examined(feedback.positions)
    ours = model.examined(new_positions(feedback, weights))
    theirs = seen if served is None else model.examined(new_positions(feedback, served))
    there, rewards = feedback.there, feedback.rewards
    typical = rewards[rewards > 0].mean() if (rewards > 0).any() else 1.0
    wanted = model.relevance(feedback) * typical
    moved = np.clip(ours / seen, None, most) - np.clip(theirs / seen, None, most)
    large = np.maximum(ours, theirs) > most * seen
    change = ours - theirs
    left = rewards - seen * wanted
    return Gains(
        inverse=_sum(moved * rewards, there),
        robust=_sum(change * wanted + moved * left, there),
        switched=_sum(change * wanted + np.where(large, 0.0, moved) * left, there),
    )


def _sum(values: Floats, there: NDArray[np.bool_]) -> Floats:
    return np.asarray(np.where(there, values, 0.0).sum(axis=1))
