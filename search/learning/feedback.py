"""Lists and what came of them: the table that everything here learns from.

Clicks are joined to lists by the id of the query. What a click is worth depends on what followed it: one
that was taken back at once is worth less than one that was read (dwell: Kim et al. 2014, "Modeling Dwell
Time to Predict Click-level Satisfaction"), and a purchase is worth most. A purchase that names no query
counts for the last list in which the shopper clicked the product, within a day.

Left out, and counted in `notes`: lists of an index whose features mean something else, lists of robots, a
shopper's lists beyond `MOST_LISTS`, products whose reward is NaN. A list of another version of the same
encoder and blocks counts: scaled evidence means the same there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.learning.shown import Shown
from search.personal.crowd import MOST_GLANCES
from search.personal.event import Kind, stamp
from search.signals import CODE, DISMISSED, SIGNALS, Part

Floats = NDArray[np.float64]

BOUNCE, CLICK, READ, CART, PURCHASE = 0.1, 0.25, 0.5, 0.75, 1.0
"""Rewards: a click taken back at once, a click, one that was read, a cart, a purchase."""

SECOND = 1_000_000
BOUNCE_UNDER = 5 * SECOND
READ_FROM = 30 * SECOND
SESSION = 1_800 * SECOND
"""Microseconds. The time to a shopper's next act says how long a product was looked at; a longer silence
says nothing."""

LATER = 86_400 * SECOND
"""How long after a click a purchase that names no query still belongs to it."""

MOST_LISTS = 300
"""Of one shopper, the latest: nobody teaches a whole shop alone."""

LEARNABLE = tuple(
    s.name for s in SIGNALS.values() if s.part is not Part.RULES and s.name not in (CODE, DISMISSED)
)
"""Signals whose weight may be learned: not what a merchant or a shopper has decided, nor a number that is
asked for."""


class Act(NamedTuple):
    """What the log says of one event; `at` in microseconds since 1970."""

    user_id: str
    product_id: str
    kind: str
    at: int
    query_id: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Feedback:
    """n lists of up to m products. `features` are (n, m, s) for `signals`, `fixed` (n, m) what signals
    that are not learned add to the score, `positions` (n, m) from 1, `there` (n, m) where there is a
    product, `rewards` (n, m) from 0 to 1. Lists of one of `shoppers` (n,) belong together."""

    signals: tuple[str, ...]
    features: Floats
    fixed: Floats
    positions: NDArray[np.int64]
    there: NDArray[np.bool_]
    rewards: Floats
    shoppers: NDArray[np.int64]
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.features)

    @property
    def clicked(self) -> NDArray[np.bool_]:
        return self.rewards > 0

    def take(self, chosen: NDArray[np.int64] | NDArray[np.bool_]) -> Feedback:
        """The lists in `chosen`, in that order."""
        return replace(
            self, features=self.features[chosen], fixed=self.fixed[chosen],
            positions=self.positions[chosen], there=self.there[chosen],
            rewards=self.rewards[chosen], shoppers=self.shoppers[chosen],
        )  # fmt: skip


def collect(
    lists: Sequence[Shown], acts: Iterable[Act], *, space: str, weights: Mapping[str, float]
) -> Feedback:
    """The lists of one kind of query with what came of them, over an index whose features mean `space`;
    `weights` are what the signals that are not learned weigh."""
    notes: list[str] = []
    history = sorted(acts, key=lambda act: (act.user_id, act.at))
    kept = _usable(lists, history, space, notes)
    rewards = _rewards(kept, history)
    signals = tuple(name for name in LEARNABLE if any(name in one.signals for one in kept))
    most = max((len(one.products) for one in kept), default=0)
    shape = (len(kept), most)
    features, fixed = np.zeros((*shape, len(signals))), np.zeros(shape)
    found, there = np.zeros(shape), np.zeros(shape, dtype=bool)
    positions = np.ones(shape, dtype=np.int64)
    codes: dict[str, int] = {}
    shoppers = np.zeros(len(kept), dtype=np.int64)
    for at, one in enumerate(kept):
        n = len(one.products)
        for column, name in enumerate(one.signals):
            if name in signals:
                features[at, :n, signals.index(name)] = one.features[:, column]
            else:
                fixed[at, :n] += one.features[:, column] * weights.get(name, 0.0)
        positions[at, :n] = np.arange(one.first, one.first + n)
        found[at, :n], there[at, :n] = rewards[at], True
        # A list of nobody in particular stands for a shopper of its own.
        shoppers[at] = codes.setdefault(one.user_id or f"\0{one.query_id}", len(codes))
    unknown = np.isnan(found)
    if unknown.any():
        notes.append(f"{int(unknown.sum()):,} products without a known outcome were left out.")
    there &= ~unknown
    return Feedback(
        signals, features, fixed, positions, there, np.where(unknown, 0.0, found), shoppers,
        tuple(notes),
    )  # fmt: skip


def _usable(
    lists: Sequence[Shown], history: Sequence[Act], space: str, notes: list[str]
) -> list[Shown]:
    hours = Counter(
        (act.user_id, act.at // (3_600 * SECOND)) for act in history if act.kind != Kind.PURCHASE
    )
    hours += Counter((one.user_id or "", stamp(one.at) // (3_600 * SECOND)) for one in lists)
    robots = {user for (user, _), count in hours.items() if user and count > MOST_GLANCES}
    kept: list[Shown] = []
    foreign = automatic = 0
    seen: Counter[str] = Counter()
    for one in sorted(lists, key=lambda one: (one.at, one.query_id), reverse=True):
        if one.space != space:
            foreign += 1
        elif one.user_id in robots:
            automatic += 1
        elif one.user_id is None or seen[one.user_id] < MOST_LISTS:
            seen[one.user_id or ""] += 1
            kept.append(one)
    beyond = len(lists) - foreign - automatic - len(kept)
    for count, why in (
        (foreign, "of an index with another encoder or other blocks"),
        (automatic, f"of shoppers with over {MOST_GLANCES:,} acts within an hour"),
        (beyond, f"beyond the latest {MOST_LISTS:,} of one shopper"),
    ):
        if count:
            notes.append(f"{count:,} lists {why} were left out.")
    return kept[::-1]


def _rewards(lists: Sequence[Shown], history: Sequence[Act]) -> list[Floats]:
    """(products,) for each list, from 0 to 1."""
    place = {
        (one.query_id, product): (at, column)
        for at, one in enumerate(lists)
        for column, product in enumerate(one.products)
    }
    found = [
        np.zeros(len(one.products)) if one.rewards is None else one.rewards.astype(float)
        for one in lists
    ]
    clicked: dict[tuple[str, str], tuple[int, str]] = {}
    for act, later in zip(history, [*history, None][1:], strict=True):
        query_id = act.query_id
        if act.kind == Kind.CLICK and query_id is not None:
            clicked[act.user_id, act.product_id] = act.at, query_id
        elif act.kind in (Kind.CART, Kind.PURCHASE) and query_id is None:
            at, known = clicked.get((act.user_id, act.product_id), (-LATER, None))
            query_id = known if act.at - at < LATER else None
        where = place.get((query_id or "", act.product_id))
        if where is not None:
            reward = found[where[0]]
            reward[where[1]] = max(reward[where[1]], _worth(act, later))
    return found


def _worth(act: Act, later: Act | None) -> float:
    if act.kind != Kind.CLICK:
        return {Kind.CART: CART, Kind.PURCHASE: PURCHASE}.get(Kind(act.kind), 0.0)
    if later is None or later.user_id != act.user_id or later.at - act.at > SESSION:
        return CLICK
    dwell = later.at - act.at
    return BOUNCE if dwell < BOUNCE_UNDER else READ if dwell >= READ_FROM else CLICK


def by_shopper(shoppers: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The lists of each shopper."""
    found: dict[int, list[int]] = defaultdict(list)
    for at, shopper in enumerate(shoppers.tolist()):
        found[shopper].append(at)
    return [np.array(mine, dtype=np.int64) for mine in found.values()]
