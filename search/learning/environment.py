"""A shop as a Gymnasium environment: an episode is a shopper's visit, an action an order of the candidates.

A visit is a few searches of one shopper. Who finds what they want stays and asks more; who finds nothing in
a list mostly leaves. So a list earns its own clicks and the chance of the next list: what is best for a
visit need not be best for one list, which a bandit cannot know.
"""

from __future__ import annotations

from typing import Any

import gymnasium
import numpy as np
from numpy.typing import NDArray

from search.learning.world import World

LONGEST = 8
"""Searches of a visit."""

STAYS = 0.9
LEAVES = 0.5
"""The probability of another search after a list in which something was clicked, and after one in which
nothing was."""

MOST_SCORE = 100.0
_STATE = 2


class ShopEnv(gymnasium.Env[NDArray[np.float32], NDArray[np.float32]]):
    """Observation: (candidates, signals + 3) features of the candidates of the search, whether there is a
    candidate, and the same for all of them how far the visit is and what share of its lists was clicked.
    Action: (candidates,) scores, within ±`MOST_SCORE`; the best are shown. Reward: clicks."""

    metadata: dict[str, Any] = {"render_modes": []}  # noqa: RUF012  (as the base class has it)

    def __init__(self, world: World) -> None:
        self.world = world
        _, candidates, signals = world.features.shape
        self.bound = float(np.abs(world.features).max()) + 1.0
        self.observation_space = gymnasium.spaces.Box(
            -self.bound, self.bound, (candidates, signals + 1 + _STATE), np.float32
        )
        self.action_space = gymnasium.spaces.Box(-MOST_SCORE, MOST_SCORE, (candidates,), np.float32)
        self._queries = [np.flatnonzero(world.shoppers == who) for who in np.unique(world.shoppers)]
        self._mine = self._queries[0]
        self._query = 0
        self._asked = self._clicked = 0

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[NDArray[np.float32], dict[str, Any]]:
        """Another shopper comes."""
        super().reset(seed=seed)
        self._mine = self._queries[int(self.np_random.integers(len(self._queries)))]
        self._asked = self._clicked = 0
        self._ask()
        return self._seen(), self._facts()

    def step(
        self, action: NDArray[np.float32]
    ) -> tuple[NDArray[np.float32], float, bool, bool, dict[str, Any]]:
        """Shows a list; ends when the shopper leaves."""
        world, query = self.world, self._query
        scores = np.where(world.there[query], np.asarray(action, dtype=float), -np.inf)
        shown = world.best(scores)
        chance = world.wanted[query, shown] * world.examination
        clicks = int((self.np_random.random(len(shown)) < chance).sum())
        self._asked += 1
        self._clicked += clicks > 0
        gone = bool(self.np_random.random() >= (STAYS if clicks else LEAVES))
        facts = self._facts() | {"shown": shown, "clicks": clicks}
        self._ask()
        return self._seen(), float(clicks), gone, self._asked >= LONGEST, facts

    def _ask(self) -> None:
        self._query = int(self.np_random.choice(self._mine))

    def _facts(self) -> dict[str, Any]:
        return {"query": self._query}

    def _seen(self) -> NDArray[np.float32]:
        world = self.world
        found = np.zeros(self.observation_space.shape or (), np.float32)
        signals = len(world.signals)
        found[:, :signals] = world.features[self._query]
        found[:, signals] = world.there[self._query]
        found[:, signals + 1] = self._asked / LONGEST
        found[:, signals + 2] = self._clicked / max(self._asked, 1)
        return found
