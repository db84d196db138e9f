"""What would each shopper have been shown before their last basket, and was it in there?

Leave-last-basket-out, or targets of one's own: each shopper's history is known, the basket after it is
hidden, and everything is asked as of its moment. Demand is always the past's. `strict` also takes from
what is chosen together whatever other shoppers did later; without it only the hidden baskets are
left out of that, which is the usual way in the literature and a little too kind (Ji et al. 2023, "A
Critical Study on Data Leakage in Recommender System Offline Evaluation").

It does *not* know how recommendations are made: anything that ranks can be measured.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from search.artifact import Artifact
from search.errors import InvalidJudgements
from search.personal.crowd import DAY, Acts, Crowd, CrowdHere, acts_of, gather
from search.personal.events import Event, Kind, stamp
from search.personal.memory import HISTORY_EVENTS
from search.personal.profile import Profile, build_profile

STRICT_DAYS = 28
"""How often what is chosen together is learned anew under a strict split; never from after a case."""


@dataclass(frozen=True, slots=True)
class Case:
    """A shopper at a moment: what they had done, and what they bought then."""

    user_id: str
    at: int
    history: tuple[Event, ...]
    target: frozenset[str]

    @property
    def known(self) -> frozenset[str]:
        """Products that the history has."""
        return frozenset(event.product_id for event in self.history)


def last_baskets(events: Iterable[Event]) -> list[Case]:
    """A case for every shopper with two baskets or more: the purchases of one moment are a basket."""
    cases = []
    for user_id, mine in by_user(events).items():
        moments = sorted({event.at for event in mine if event.kind is Kind.PURCHASE})
        if len(moments) > 1:
            last = moments[-1]
            history = tuple(event for event in mine if event.at < last)
            target = {e.product_id for e in mine if e.at == last and e.kind is Kind.PURCHASE}
            cases.append(Case(user_id, stamp(last), history, frozenset(target)))
    if not cases:
        raise InvalidJudgements(
            "No shopper has two baskets, so there is no last one to hide.",
            remedy="Give a longer history, or --targets.",
        )
    return cases


def given_targets(events: Iterable[Event], targets: Iterable[Event]) -> list[Case]:
    """A case for every shopper with targets, as of their first; their history is all of `events`."""
    histories = by_user(events)
    cases = []
    for user_id, mine in by_user(targets).items():
        at = min(stamp(event.at) for event in mine)
        history = tuple(histories.get(user_id, ()))
        at = max([at, *(stamp(event.at) + 1 for event in history)])
        cases.append(Case(user_id, at, history, frozenset(e.product_id for e in mine)))
    if not cases:
        raise InvalidJudgements("There are no targets.", remedy="Give at least one purchase.")
    return cases


def by_user(events: Iterable[Event]) -> dict[str, list[Event]]:
    """Each shopper's events in order of time, shoppers in order of their ids."""
    found: dict[str, list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda e: (e.user_id, e.at, e.event_id)):
        found[event.user_id].append(event)
    return found


class AsOf:
    """A `Memory` that knows what could be known at the moment of one case; see `at`."""

    lags = False

    def __init__(
        self, artifact: Artifact, events: Sequence[Event], cases: Sequence[Case], *, strict: bool
    ) -> None:
        self._artifact, self._strict = artifact, strict
        self._acts = acts_of(events)
        self._daily = self._acts.once_a_day()
        hidden = {(case.user_id, case.at) for case in cases}
        self._open = acts_of(e for e in events if (e.user_id, stamp(e.at)) not in hidden)
        self._bases: dict[int, Crowd] = {}
        self._like: CrowdHere | None = None
        self._case = cases[0]
        self._profile: Profile | None = None

    def at(self, case: Case) -> None:
        """From now on, the moment of `case`."""
        self._case, self._profile = case, None
        now = case.at
        base = self._base(now)
        crowd = replace(base, demand=self._daily.demand(now), rising=self._daily.rising(now))
        self._here = CrowdHere(crowd, self._artifact, like=self._like)
        self._like = self._here

    def crowd(self) -> CrowdHere:
        return self._here

    def profile(self, user_id: str) -> Profile:
        if user_id != self._case.user_id:
            return build_profile(user_id, (), self._artifact)
        if self._profile is None:
            mine = self._case.history[-HISTORY_EVENTS:]
            self._profile = build_profile(user_id, mine, self._artifact)
        return self._profile

    def cut(self, at: int) -> int:
        """The moment up to which what is chosen together is learned for a case at `at`; 0 for no end."""
        return at // (STRICT_DAYS * DAY) * (STRICT_DAYS * DAY) if self._strict else 0

    def acts(self, at: int) -> Acts:
        """What may be learned from for a case at `at`."""
        return self._acts.until(self.cut(at)) if self._strict else self._open

    def _base(self, now: int) -> Crowd:
        cut = self.cut(now)
        if cut not in self._bases:
            self._bases[cut] = self._full(gather(self.acts(now)))
        return self._bases[cut]

    def _full(self, crowd: Crowd) -> Crowd:
        """The same crowd over the products of all events, so that every moment has the same codes."""
        if crowd.products == self._acts.products:
            return crowd
        code_of = {product: code for code, product in enumerate(self._acts.products)}
        at = np.array([code_of[product] for product in crowd.products], dtype=np.int64)
        n = len(self._acts.products)
        near = crowd.near.tocoo()
        wide = type(crowd.near)((near.data, (at[near.row], at[near.col])), (n, n))
        return replace(
            crowd, products=self._acts.products, near=wide,
            buyers=_spread(crowd.buyers, at, n), twice=_spread(crowd.twice, at, n),
        )  # fmt: skip


def _spread(values: NDArray[np.float64], at: NDArray[np.int64], n: int) -> NDArray[np.float64]:
    wide = np.zeros(n)
    wide[at] = values
    return wide
