"""From lists and clicks to a decision: learn weights, measure them on lists they did not learn from, and
promote them only if they are surely better than what is served.

The gain is cross-fitted: the lists are dealt into folds by shopper, the gain on each fold is that of weights
learned from the others, and the interval is over shoppers. So no list is measured by weights that have seen
it. Each run is one more look at growing data, and whoever looks often is sooner or later misled by chance:
so the interval is wide, and looks are to be twice as far apart each time (`train`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from search.learning.bounds import Estimate, bootstrap
from search.learning.clicks import ClickModel, fit
from search.learning.feedback import Feedback, Floats
from search.learning.ranges import safe
from search.learning.rankings import Gains, gains

FLATTER = 0.8
"""A power of the estimated examination, for the gate alone: where low positions were looked at a little more
than the estimate says, clicks there count for too much, and gains appear where there are none. With 1 in its
place `benchmarks.learning` promotes weights that lose .005 where the best are served; with it, none."""

CAUTIOUS = 3.0
"""What the weight of a click is cut off at. It loses part of a large gain and hides no loss, and a gain is
seen in a third of the lists. The switched estimate sees it sooner still, but also gains that are not there:
where the click model is wrong, so is what it says of its own order."""

FOLDS = 5
LEVEL = 0.995
LEAST_LISTS = 75
LEAST_CLICKS = 30


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """`weights` (s,) that were learned, and whether they are `better` than what is served, with the
    `reason` in a sentence. `gain` is by the doubly robust estimate, `others` by further ones, in rewards a
    list; `earned` is what a list earns as it is."""

    weights: Floats
    better: bool
    reason: str
    earned: float
    gain: Estimate | None = None
    others: dict[str, Estimate] | None = None
    model: ClickModel | None = None

    def as_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {"reason": self.reason, "earned": round(self.earned, 6)}
        if self.gain is not None and self.others is not None and self.model is not None:
            found |= {
                "gain": self.gain.as_json(),
                "others": {name: one.as_json() for name, one in self.others.items()},
                "examination": np.round(self.model.examination, 4).tolist(),
                "posterior": {
                    "mean": np.round(self.model.mean, 5).tolist(),
                    "deviation": np.round(np.sqrt(np.diag(self.model.covariance)), 5).tolist(),
                    "of_feature": np.round(self.model.deviations, 6).tolist(),
                },
            }
        return found


def judge(
    feedback: Feedback,
    default: Floats,
    served: Floats,
    *,
    level: float = LEVEL,
    seed: int = 0,
) -> Judged:
    """Weights learned from `feedback` with a ridge to `default` (s,), against `served` (s,)."""
    earned = float(np.where(feedback.there, feedback.rewards, 0.0).sum(axis=1).mean()) if len(
        feedback
    ) else 0.0  # fmt: skip
    clicks = int(feedback.clicked.sum())
    if len(feedback) < LEAST_LISTS or clicks < LEAST_CLICKS:
        return Judged(
            served, False, earned=earned,
            reason=f"There are {len(feedback):,} lists with {clicks:,} clicks; it takes {LEAST_LISTS:,} and "
            f"{LEAST_CLICKS:,} to learn from.",
        )  # fmt: skip
    model = fit(feedback, default)
    weights = safe(model.weights(default), feedback.signals)
    found = _cross_fitted(feedback, default, served, model, seed=seed)
    gain = bootstrap(found.robust, feedback.shoppers, level=level, seed=seed)
    others = {
        "inverse propensity": bootstrap(found.inverse, feedback.shoppers, level=level, seed=seed),
        "switch": bootstrap(found.switched, feedback.shoppers, level=level, seed=seed),
    }
    better = gain.low > 0
    return Judged(
        weights if better else served, better, _reason(gain, earned, better), earned, gain, others, model
    )  # fmt: skip


def _cross_fitted(
    feedback: Feedback,
    default: Floats,
    served: Floats,
    whole: ClickModel,
    *,
    seed: int,
) -> Gains:
    rng = np.random.default_rng(seed)
    codes, shopper = np.unique(feedback.shoppers, return_inverse=True)
    fold = (rng.permutation(len(codes)) % FOLDS)[shopper]
    parts = Gains(*(np.zeros(len(feedback)) for _ in range(3)))
    for one in range(FOLDS):
        mine = fold == one
        if not mine.any() or mine.all():
            continue
        model = fit(feedback.take(~mine), default, start=whole)
        tried = safe(model.weights(default), feedback.signals)
        held = feedback.take(mine)
        found = gains(held, tried, served, model, most=CAUTIOUS, flatten=FLATTER)
        for name in Gains.__slots__:
            getattr(parts, name)[mine] = getattr(found, name)
    return parts


def _reason(gain: Estimate, earned: float, better: bool) -> str:
    share = gain.value / earned if earned else 0.0
    interval = (
        f"{gain.value:+.4f} [{gain.low:+.4f}, {gain.high:+.4f}] rewards a list ({share:+.1%})"
    )
    if better:
        return f"Surely better than what is served: {interval}."
    if gain.high < 0:
        return f"Surely worse than what is served: {interval}."
    return f"Not surely better than what is served: {interval} holds zero. More lists would tell."
