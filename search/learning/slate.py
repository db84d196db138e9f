"""A policy for whole visits: REINFORCE over slates, in torch, beside the bandits that see one list at a time.

A small network scores each candidate; the list is drawn by Plackett-Luce, one product after the other in
proportion to the exponential of the scores, so the gradient of its logarithm is known exactly (Williams 1992;
for lists: Singh & Joachims 2019, "Policy Learning for Fairness in Ranking"). A list is credited with all the
clicks from it to the end of the visit, less what visits earn on average from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from search.learning.environment import LONGEST, ShopEnv
from search.learning.feedback import Floats

HIDDEN = 16
RATE = 0.01
BATCH = 32
"""Visits for each step of the gradient."""

WARMTH = 0.3
"""How much chance there is in a list that is learned from: scores are divided by it."""


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """A network from (c, s + 3) observations to (c,) scores, and the reward (batches,) of visits while it
    learned."""

    network: Any
    rewards: Floats

    def scores(self, seen: Any) -> Any:
        import torch

        with torch.no_grad():
            found = _scores(self.network, torch.as_tensor(seen, dtype=torch.float32))
        return np.clip(np.nan_to_num(found.numpy(), neginf=-100.0), -100.0, 100.0)


def reinforce(env: ShopEnv, default: Floats, *, visits: int, seed: int = 0) -> Trained:
    """Learns from `visits` visits, starting from the order of the weights `default` (s,): the network adds to
    it, and adds nothing at first."""
    import torch

    torch.manual_seed(seed)
    network = _network(len(default), default)
    optimiser = torch.optim.Adam(network.parameters(), lr=RATE)
    rng = np.random.default_rng(seed)
    baseline = np.zeros(LONGEST)
    rewards = []
    for _ in range(max(1, visits // BATCH)):
        losses, earned = [], []
        credits: list[tuple[int, float]] = []
        for _ in range(BATCH):
            seen, _ = env.reset(seed=int(rng.integers(2**31)))
            steps: list[tuple[Any, float]] = []
            done = False
            while not done:
                scores = _scores(network, torch.as_tensor(seen)) / WARMTH
                noise = -np.log(-np.log(rng.random(len(seen))))
                action = scores.detach().numpy() + noise  # the Gumbel trick: a draw by sorting
                shown = np.argsort(-action, kind="stable")[: env.world.shown]
                seen, reward, gone, cut, _ = env.step(np.clip(action, -100, 100).astype(np.float32))
                steps.append((_log_probability(scores, shown), reward))
                done = gone or cut
            left = np.cumsum([reward for _, reward in steps][::-1])[::-1]
            for at, ((log, _), value) in enumerate(zip(steps, left, strict=True)):
                losses.append(-log * (value - baseline[at]))
                credits.append((at, float(value)))
            earned.append(float(left[0]))
        for at, value in credits:
            baseline[at] += 0.02 * (value - baseline[at])
        loss = torch.stack(losses).sum() / BATCH
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        rewards.append(float(np.mean(earned)))
    return Trained(network, np.array(rewards))


def value(env: ShopEnv, scores: Any, *, visits: int, seed: int = 0) -> Floats:
    """(visits,) clicks of whole visits with lists in the order of `scores`, which maps an observation to
    (c,). The same seeds are the same shoppers."""
    found = np.zeros(visits)
    for visit in range(visits):
        seen, _ = env.reset(seed=seed + visit)
        done = False
        while not done:
            seen, reward, gone, cut, _ = env.step(scores(seen))
            found[visit] += reward
            done = gone or cut
    return found


def _network(signals: int, default: Floats) -> Any:
    import torch

    class Scorer(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.default = torch.as_tensor(default, dtype=torch.float32)
            self.linear = torch.nn.Linear(signals, 1, bias=False)
            self.deep = torch.nn.Sequential(
                torch.nn.Linear(signals + 2, HIDDEN), torch.nn.Tanh(), torch.nn.Linear(HIDDEN, 1)
            )
            torch.nn.init.zeros_(self.linear.weight)
            for last in list(self.deep.parameters())[-2:]:
                torch.nn.init.zeros_(last)

        def forward(self, seen: Any) -> Any:
            features = seen[:, :signals]
            beside = torch.cat([features, seen[:, signals + 1 :]], dim=1)
            return features @ self.default + (self.linear(features) + self.deep(beside))[:, 0]

    return Scorer()


def _scores(network: Any, seen: Any) -> Any:
    there = seen[:, -3] > 0
    return network(seen).masked_fill(~there, -1e4)


def _log_probability(scores: Any, shown: Any) -> Any:
    """Of a list under Plackett-Luce: each product against those that are left when it is picked."""
    import torch

    total, picked = torch.zeros(()), scores.new_zeros(len(scores), dtype=torch.bool)
    for at in shown.tolist():
        left = scores.masked_fill(picked, -1e9)
        total = total + scores[at] - torch.logsumexp(left, dim=0)
        picked = picked.clone()
        picked[at] = True
    return total
