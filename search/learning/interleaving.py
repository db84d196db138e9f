"""Two rankings in one list, so that each shopper compares them: team-draft interleaving.

Radlinski, Kurup & Joachims 2008, "How Does Clickthrough Data Reflect Retrieval Quality?". Two captains pick
in turns, each their best product that is left, and a coin says who picks first in each round. A click counts
for the team whose product it hit. Of two equal rankings each wins half the time, wherever shoppers look.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from search.learning.bounds import Estimate, bootstrap
from search.learning.feedback import Floats

Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Draft(Generic[Item]):
    """The list that is shown, and for each of its products whether the first ranking picked it."""

    items: tuple[Item, ...]
    first: tuple[bool, ...]

    def preference(self, clicked: Sequence[bool]) -> int:
        """1 where the first ranking won, -1 where the second did, 0 for a draw."""
        won = sum(1 if team else -1 for team, hit in zip(self.first, clicked, strict=True) if hit)
        return (won > 0) - (won < 0)


def team_draft(
    first: Sequence[Item], second: Sequence[Item], *, limit: int, rng: np.random.Generator
) -> Draft[Item]:
    """Up to `limit` products of two rankings, which may hold different ones."""
    items: list[Item] = []
    teams: list[bool] = []
    taken: set[Item] = set()
    while len(items) < limit:
        turn = bool(rng.integers(2))
        before = len(items)
        for mine in (turn, not turn):
            pick = next((item for item in (first if mine else second) if item not in taken), None)
            if pick is not None and len(items) < limit:
                taken.add(pick)
                items.append(pick)
                teams.append(mine)
        if len(items) == before:
            break
    return Draft(tuple(items), tuple(teams))


def compared(preferences: Floats, *, level: float = 0.95, seed: int = 0) -> Estimate:
    """How much more often the first ranking won than the second: the mean of `preferences` (n,) over the
    lists in which one of them did."""
    return bootstrap(preferences[preferences != 0], level=level, seed=seed)
