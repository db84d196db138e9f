"""Why a product was clicked: it was looked at, which depends on its position, and it was what was wanted.

The position-based model (Richardson et al. 2007; Chuklin, Markov & de Rijke 2015): a product at position k is
clicked with probability examination(k) × relevance(x). Relevance is the logistic function of a bias and the
features, so a click model *is* a set of weights. Examination is estimated together with it by
regression-based EM (Wang et al. 2018, "Position Bias Estimation for Unbiased Learning to Rank in Personal
Search"), without an experiment: products with like features stand at different positions.

The weights are the mode of the posterior under a Gaussian prior around the shop's default (a ridge), and the
posterior is Gaussian around them (Laplace). Features are centred within their list, since a query that
suits everything says nothing of an order, and measured in their deviations, so that one prior
fits them all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.learning.feedback import Feedback, Floats

RIDGE = 1.0
"""Precision of the prior of a weight, in logits a deviation."""

USUALLY = 200.0
"""Lists that the prior of examination counts for: a power of the position (Joachims et al. 2017), which is
estimated with the rest. A position that few look at has few clicks to say how few."""

POWER = 1.0
SURE_OF_POWER = 50.0
"""The power until more is known, and the lists that this counts for."""

ROUNDS = 100
"""Of EM at most: it stops when nothing moves by more than `SETTLED`. Examination is what is slow to settle,
and one that has not settled is too low down the list."""

SETTLED = 1e-3

INNER = 10
"""Steps for examination in each of them, which are cheap."""

STEPS = 25
TOLERANCE = 1e-6
FLAT = 1e-4
"""Deviation of a feature within lists under which nothing can be learned of it."""


@dataclass(frozen=True, slots=True, eq=False)
class ClickModel:
    """`mean` (s,) and `covariance` (s, s) of the posterior over coefficients, in logits a deviation, where
    `deviations` (s,) are those of the features within lists; 0 for a feature that never varies.
    `examination` (m,) is by position, 1 for the first. `bias` is the logit of a typical product."""

    mean: Floats
    covariance: Floats
    deviations: Floats
    examination: Floats
    bias: float
    prior: Floats

    def weights(self, default: Floats, coefficients: Floats | None = None) -> Floats:
        """(s,) weights whose scores are as far apart as those of `default`: a scale says nothing of an
        order, and other weights stand beside these. A feature that never varied keeps its default."""
        free = self.deviations > 0
        v = self.mean if coefficients is None else coefficients
        found = default.copy()
        spread = np.linalg.norm(default[free] * self.deviations[free])
        length = np.linalg.norm(v[free])
        if length > 0 and spread > 0:
            found[free] = v[free] / self.deviations[free] * (spread / length)
        return found

    def relevance(self, feedback: Feedback) -> Floats:
        """(n, m) probability that a product is clicked if it is looked at."""
        z = _standard(feedback, self.deviations)
        return np.asarray(_logistic(self.bias + z @ self.mean))

    def examined(self, positions: NDArray[np.int64]) -> Floats:
        """The probability that each position is looked at; beyond those seen, as the last one."""
        return np.asarray(self.examination[np.minimum(positions, len(self.examination)) - 1])


def fit(
    feedback: Feedback,
    default: Floats,
    *,
    ridge: float = RIDGE,
    examination: Floats | None = None,
    start: ClickModel | None = None,
) -> ClickModel:
    """The click model of `feedback` with a prior around the weights `default` (s,).

    `examination` (m,) is taken as known if given. `start` is a model of fewer of the same lists, from
    which fewer rounds lead here.
    """
    deviations = _deviations(feedback)
    z = _standard(feedback, deviations)[feedback.there]
    positions = feedback.positions[feedback.there]
    clicked = feedback.clicked[feedback.there]
    strength = _strength(feedback.rewards[feedback.there])
    direction = default * deviations
    direction = direction / (np.linalg.norm(direction) or 1.0)
    most = int(positions.max(initial=1))
    usual = 1.0 / np.arange(1, most + 1)
    theta = usual if examination is None else np.asarray(examination, dtype=float)
    rounds = ROUNDS if examination is None else 1
    v, bias, slope = direction.copy(), -2.0, 1.0
    if start is not None and len(start.mean) == len(v):
        v, bias = start.mean, start.bias
        theta = np.concatenate([start.examination, usual[len(start.examination) :]])[:most]
        rounds = min(rounds, 5)
    precision = np.full(len(v), ridge)
    for _ in range(rounds):
        at = theta[np.minimum(positions, len(theta)) - 1]
        along, _, _ = _mode(
            (z @ direction)[:, None],
            clicked,
            strength,
            at,
            centre=np.ones(1),
            precision=np.ones(1),
            start=(np.array([slope]), bias),
        )
        slope = float(along[0])
        before, seen = v, theta
        v, bias, information = _mode(
            z, clicked, strength, at,
            centre=max(slope, 0.0) * direction, precision=precision, start=(v, bias),
        )  # fmt: skip
        if examination is None:
            theta = _examination(theta, _logistic(bias + z @ v), clicked, positions)
        moved = max(np.abs(v - before).max(initial=0), np.abs(theta - seen).max(initial=0))
        if moved < SETTLED:
            break
    return ClickModel(
        mean=v,
        covariance=np.asarray(np.linalg.inv(information)[1:, 1:], dtype=float),
        deviations=deviations,
        examination=theta,
        bias=bias,
        prior=max(slope, 0.0) * direction,
    )


def _mode(
    z: Floats,
    clicked: NDArray[np.bool_],
    strength: Floats,
    theta: Floats,
    *,
    centre: Floats,
    precision: Floats,
    start: tuple[Floats, float],
) -> tuple[Floats, float, Floats]:
    """Coefficients and bias of the most probable relevance where examination is `theta`, and the expected
    information there: Fisher scoring, with steps that are halved until they help."""
    x = np.column_stack([np.ones(len(z)), z])
    prior = np.concatenate([[0.0], centre])
    weigh = np.concatenate([[1e-3], precision])
    beta = np.concatenate([[start[1]], start[0]])

    def objective(beta: Floats) -> float:
        p = np.clip(theta * _logistic(x @ beta), 1e-12, 1 - 1e-12)
        fit = strength @ np.where(clicked, np.log(p), np.log1p(-p))
        return float(fit - 0.5 * weigh @ (beta - prior) ** 2)

    value = objective(beta)
    for _ in range(STEPS):
        gradient, information = _derivatives(x, clicked, strength, theta, beta)
        gradient -= weigh * (beta - prior)
        information += np.diag(weigh)
        step = np.linalg.solve(information, gradient)
        size = 1.0
        while objective(beta + size * step) < value and size > 1e-4:
            size /= 2
        beta = beta + size * step
        gained, value = objective(beta) - value, objective(beta)
        if gained < TOLERANCE * max(1.0, abs(value)):
            break
    _, information = _derivatives(x, clicked, strength, theta, beta)
    return beta[1:], float(beta[0]), information + np.diag(weigh)


def _derivatives(
    x: Floats, clicked: NDArray[np.bool_], strength: Floats, theta: Floats, beta: Floats
) -> tuple[Floats, Floats]:
    r = _logistic(x @ beta)
    left = np.clip(1 - theta * r, 1e-9, None)
    slope = np.where(clicked, 1 - r, -theta * r * (1 - r) / left)
    information = theta * r * (1 - r) ** 2 / left
    return x.T @ (strength * slope), (x * (strength * information)[:, None]).T @ x


def _examination(
    theta: Floats,
    relevance: Floats,
    clicked: NDArray[np.bool_],
    positions: NDArray[np.int64],
) -> Floats:
    """How often each position was looked at, clicked or not, beside what is usual, with the relevance as it
    is: a few steps of EM. The first position is the unit, since only products of the two are seen."""
    seen = np.bincount(positions - 1, minlength=len(theta))
    for _ in range(INNER):
        at = theta[positions - 1]
        unseen = at * (1 - relevance) / np.clip(1 - at * relevance, 1e-9, None)
        looked = np.where(clicked, 1.0, unseen)
        sums = np.bincount(positions - 1, looked, len(theta))
        usual = _power_law(sums / np.maximum(seen, 1), seen)
        theta = np.clip((sums + USUALLY * usual) / (seen + USUALLY), 1e-3, 1.0)
        theta[0] = 1.0
    return np.asarray(theta)


def _power_law(theta: Floats, seen: NDArray[np.int64]) -> Floats:
    """(m,) the power of the position that is nearest to `theta` (m,), in logarithms, each position by how
    much it has been looked at."""
    depth = np.log(np.arange(1, len(theta) + 1))
    known = theta > 0
    mass = (seen * theta * depth**2)[known]
    slope = -np.log(theta[known]) / np.where(depth[known] > 0, depth[known], 1.0)
    power = (mass @ slope + SURE_OF_POWER * POWER) / (mass.sum() + SURE_OF_POWER)
    return np.asarray(np.exp(-power * depth))


def _strength(rewards: Floats) -> Floats:
    """What an outcome counts for: one, or more for a click that was worth more than most clicks."""
    positive = rewards[rewards > 0]
    return np.where(rewards > 0, rewards / (positive.mean() if len(positive) else 1.0), 1.0)


def _deviations(feedback: Feedback) -> Floats:
    centred = _centred(feedback)[feedback.there]
    found = np.sqrt((centred**2).mean(axis=0)) if len(centred) else np.zeros(centred.shape[-1])
    return np.where(found > FLAT, found, 0.0)


def _standard(feedback: Feedback, deviations: Floats) -> Floats:
    inverse = np.divide(1.0, deviations, out=np.zeros_like(deviations), where=deviations > 0)
    return _centred(feedback) * inverse


def _centred(feedback: Feedback) -> Floats:
    there = feedback.there[:, :, None]
    count = np.maximum(there.sum(axis=1, keepdims=True), 1)
    mean = np.where(there, feedback.features, 0.0).sum(axis=1, keepdims=True) / count
    return np.where(there, feedback.features - mean, 0.0)


def _logistic(x: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -30, 30))))
