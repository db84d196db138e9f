"""What to show where nobody asked: for a shopper, for a product, for a basket; with reasons as in search.

Candidates come from content (what is near to the interests), from the crowd (what was chosen together, what
is in demand, what is rising) and from the shopper's own repeats; they are ranked by the same signals that
lean a search, with nothing to be ambiguous about. What is *similar* to a product is a search for
products like it, and a shopper's words are a search too: `Searcher.search` answers both.

Rules of business: nothing that is out of stock, nothing that was dismissed or is in the basket already,
nothing that a filter leaves out; and nothing that the shopper bought before, if buyers of its kind hardly
ever buy it again (a sofa, and not coffee).
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from search.filters import Filter, Op
from search.fusion import Measured, evidence, take, total
from search.personal.crowd import CrowdHere
from search.personal.diversity import diverse
from search.personal.event import EPOCH, Event, Kind
from search.personal.lean import lean, shop_signals
from search.personal.profile import Profile, build_profile
from search.query import Query
from search.results import Hit, Results
from search.retrieval import candidates
from search.searcher import Searcher
from search.signals import REPEAT, SIGNALS, TASTE, TOGETHER, Part, resolve_weights

IN_STOCK = Filter("in_stock", Op.NE, ("no",))

HARDLY_AGAIN = 0.1
"""Share of buyers who buy a product again, under which one who has it is not shown it."""

BASKET_TASTE = 0.25
"""Of the weight of taste, where something shall go *with* a basket: more of the same is not the point, but
is better than nothing for a product that nobody chose with anything yet."""

POOL = 5
"""Times the products asked for, from which a diverse list is picked."""

STRANGERS = 0.3
"""Diversity of what a stranger is shown: one of each is a better guess than five of the best."""


def for_user(
    searcher: Searcher,
    user_id: str,
    *,
    filters: Sequence[Filter] = (),
    limit: int = 10,
    diversity: float | None = None,
) -> Results:
    """Products for a shopper; for a stranger what is popular and on the rise, of many kinds.

    `diversity` is 0 (the best, whatever they are) to 1 (as unlike each other as can be). Raises
    `InvalidQuery` for a limit that a query refuses, `InvalidFilter` for an unknown column.
    """
    query = Query(user_id=user_id, filters=tuple(filters), limit=limit)
    wish = _wish_of(searcher, query)
    notes = []
    if wish.stranger:
        notes.append(
            f"Nothing is known of user {user_id!r} yet: what is popular, on the rise and diverse."
        )
    if wish.hidden:
        notes.append(
            f"Products bought before and hardly ever bought again, left out: {len(wish.hidden):,}."
        )
    if diversity is None:
        diversity = STRANGERS if wish.stranger else 0.0
    return _results(searcher, wish, notes=notes, diversity=diversity)


def rank(
    searcher: Searcher, user_id: str, *, depth: int, weights: Mapping[str, float] | None = None
) -> list[str]:
    """The ids of the best `depth` products for a shopper, for measuring: no page, no evidence."""
    query = Query(user_id=user_id, weights=weights or {})
    rows = _ranked(searcher, _wish_of(searcher, query)).rows[:depth]
    return [searcher.artifact.product_id(row) for row in rows.tolist()]


def goes_with(
    searcher: Searcher,
    basket: Sequence[str],
    *,
    user_id: str | None = None,
    filters: Sequence[Filter] = (),
    limit: int = 10,
    diversity: float = 0.0,
) -> Results:
    """Products that go with those in `basket`, leaning towards a shopper if one is named.

    Raises `UnknownProduct`, and what `for_user` raises.
    """
    rows = [searcher.artifact.require(product_id) for product_id in basket]
    query = Query(like=tuple(basket), user_id=user_id, filters=tuple(filters), limit=limit)
    chosen = [Event("basket", product, Kind.PURCHASE, EPOCH) for product in basket]
    asked = build_profile("basket", chosen, searcher.artifact)
    notes = []
    here = None if searcher.memory is None else searcher.memory.crowd()
    if here is None or not here.together(np.array(rows, dtype=np.int64)).any():
        notes.append("Nobody chose these with anything yet: found by what they are.")
    profile = searcher.profile(user_id) if user_id else None
    hidden = {*rows, *(_bought_for_good(searcher, profile) if profile else ())}
    wish = _Wish(query, profile, asked, frozenset(hidden))
    return _results(searcher, wish, notes=notes, diversity=diversity)


def similar_to(
    searcher: Searcher,
    product_id: str,
    *,
    user_id: str | None = None,
    filters: Sequence[Filter] = (),
    limit: int = 10,
) -> Results:
    """Products like one, by their content: what a product has that nobody chose yet."""
    return searcher.search(
        Query(like=(product_id,), user_id=user_id, filters=(IN_STOCK, *filters), limit=limit)
    )


@dataclass(frozen=True, slots=True)
class _Wish:
    """Who is asked for, and what for; `hidden` are rows that are not to be shown."""

    query: Query
    profile: Profile | None
    basket: Profile | None
    hidden: frozenset[int]

    @property
    def stranger(self) -> bool:
        return self.profile is None or not self.profile.liked


@dataclass(frozen=True, slots=True)
class _Ranked:
    """All products in question, best first."""

    rows: NDArray[np.int64]
    measured: list[Measured]
    scores: NDArray[np.float64]
    places: NDArray[np.int64]
    passing: int


def _wish_of(searcher: Searcher, query: Query) -> _Wish:
    assert query.user_id is not None
    profile = searcher.profile(query.user_id)
    return _Wish(query, profile, None, frozenset(_bought_for_good(searcher, profile)))


def _ranked(searcher: Searcher, wish: _Wish) -> _Ranked:
    artifact = searcher.artifact
    crowd = None if searcher.memory is None else searcher.memory.crowd()
    mask = searcher.rules.ruling("").allow(artifact.filters.mask((IN_STOCK, *wish.query.filters)))
    assert mask is not None
    mask[[*wish.hidden, *_dismissed(searcher, wish.profile)]] = False
    asking = wish.basket or (None if wish.stranger else wish.profile)
    rows = np.flatnonzero(mask)
    if asking is not None:
        rows = candidates(
            artifact, dense=(), words=None, scene=None, numbered=rows[:0],
            mask=mask, profile=asking, crowd=crowd,
        )  # fmt: skip
    measured = _measure(searcher, rows, wish, crowd)
    scores = total(measured, len(rows))
    order = np.lexsort((rows, -scores))
    if not scores.any():  # nothing is known of anything: one of each kind
        window = searcher.showcase(POOL * wish.query.limit)
        place = {artifact.require(product.product_id): at for at, product in enumerate(window)}
        order = np.argsort([place.get(row, len(window)) for row in rows.tolist()], kind="stable")
    neutral = total([m for m in measured if SIGNALS[m.name].part is not Part.HISTORY], len(rows))
    places = np.empty(len(rows), np.int64)
    places[np.lexsort((rows, -neutral))] = np.arange(1, len(rows) + 1)
    return _Ranked(
        rows[order],
        [take(m, order) for m in measured],
        scores[order],
        places[order],
        int(mask.sum()),
    )


def _results(searcher: Searcher, wish: _Wish, *, notes: list[str], diversity: float) -> Results:
    start = time.perf_counter()
    ranked, limit = _ranked(searcher, wish), wish.query.limit
    picked = np.arange(min(limit, len(ranked.rows)))
    if diversity and ranked.scores.any():  # a window of every kind is diverse as it is
        pool = slice(POOL * limit)
        vectors = searcher.tastes.rows(ranked.rows[pool])
        picked = diverse(vectors, ranked.scores[pool], limit=limit, diversity=diversity)
    hits = [
        Hit(
            product=searcher.artifact.product(int(ranked.rows[at])),
            rank=number,
            score=float(ranked.scores[at]),
            evidence=evidence(ranked.measured, at),
            neutral_rank=int(ranked.places[at]),
        )
        for number, at in enumerate(picked.tolist(), 1)
    ]
    if searcher.memory is not None and searcher.memory.lags:
        notes.append("What all shoppers do is being counted anew; the last count was used.")
    return Results(
        hits=tuple(hits), total=ranked.passing, facets={}, notes=tuple(notes),
        timings={"total": round((time.perf_counter() - start) * 1_000, 3)},
        index_version=searcher.version, query_id=secrets.token_hex(8),
    )  # fmt: skip


def _measure(
    searcher: Searcher, rows: NDArray[np.int64], wish: _Wish, crowd: CrowdHere | None
) -> list[Measured]:
    """The crowd's signals, and the shopper's; what a basket says takes the place of what a history says."""
    weights = resolve_weights(wish.query.weights)
    measured = [] if crowd is None else shop_signals(crowd, rows, weights)
    leaning = partial(lean, space=searcher.tastes, crowd=crowd)
    own: list[Measured] = []
    if wish.profile is not None:
        own = leaning(wish.profile, searcher.artifact, rows, weights)
    if wish.basket is None:
        return measured + own
    softer = weights | {TASTE: weights[TASTE] * BASKET_TASTE}
    asked = leaning(wish.basket, searcher.artifact, rows, softer)
    return [
        *measured,
        *(m for m in asked if m.name in (TASTE, TOGETHER)),
        *(m for m in own if m.name not in (TASTE, TOGETHER, REPEAT)),
    ]


def _bought_for_good(searcher: Searcher, profile: Profile) -> set[int]:
    if searcher.memory is None or not profile.liked:
        return set()
    again = searcher.memory.crowd().again
    return {
        liked.row for liked in profile.liked if liked.times >= 1 and again[liked.row] < HARDLY_AGAIN
    }


def _dismissed(searcher: Searcher, profile: Profile | None) -> list[int]:
    found = map(searcher.artifact.row_of, profile.dismissed if profile else ())
    return [row for row in found if row is not None]
