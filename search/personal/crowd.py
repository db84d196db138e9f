"""What follows from *all* shoppers' events: demand and its rise, what goes with what, what is bought again.

A pure function of the events: recomputed whole, in seconds, instead of kept up to date piece by piece,
so there is nothing that can drift. It knows products by the shop's ids and no index; `CrowdHere` is
the same over the rows of one version. It does *not* know any single shopper (`profile`), and nothing of
one can be read from it once it is recomputed without them.

Robots: whoever makes more than `MOST_GLANCES` views, clicks or carts within an hour is left out whole. A
shopper adds to a product's demand at most once a day, so nobody can make one popular alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from search.personal.events import POPULARITY, Event, Kind, stamp
from search.personal.neighbours import MOST_DENSE, ease, in_one_basket

if TYPE_CHECKING:  # opening an index loads FAISS, which counting events does not need
    from search.artifact import Artifact

DAY = 86_400_000_000
"""Microseconds, the unit of `at`."""

DEMAND_DAYS = 7.0
"""Half-life of demand: what sells this week, not what sold best ever."""

LEAST_DEMAND = 20.0
"""Decayed purchases that make a product as popular as it can be: the first purchase in a new shop is none."""

USUAL_DAYS = 90.0
"""Half-life of what is usual: demand that has outgrown a season is rising."""

MOST_GLANCES = 1_000
MOST_PRODUCTS = 1_000
"""Products of one shopper that count for what goes with what: the latest. Bounds the work that one
shopper can make, whatever they do."""

AGAIN_PRIOR = 20.0
USUALLY_AGAIN = 0.25
"""Buyers. A product that few bought is bought again as often as its category is, a category that few
bought from as often as the shop's products are, and in a new shop as often as this."""


@dataclass(frozen=True, slots=True)
class Acts:
    """Everyone's events as columns, in order of time: codes of shoppers and products (p,), days, weights
    in purchases. `products` are the ids in order, `read` counts all events and `robots` the shoppers who
    were left out."""

    products: tuple[str, ...]
    shopper: NDArray[np.int64]
    product: NDArray[np.int64]
    at: NDArray[np.int64]
    weight: NDArray[np.float64]
    read: int = 0
    robots: int = 0

    def until(self, at: int) -> Acts:
        """Only what happened strictly before `at`."""
        return self._only(np.arange(np.searchsorted(self.at, at, "left")))

    def once_a_day(self) -> Acts:
        """Each shopper's strongest act on a product each day."""
        day = self.at // DAY
        order = np.lexsort((self.at, -self.weight, day, self.product, self.shopper))
        key = np.stack([self.shopper, self.product, day])[:, order]
        kept = np.sort(order[np.r_[True, np.any(key[:, 1:] != key[:, :-1], axis=0)]])
        return self._only(kept)

    def demand(self, at: int, *, days: float = DEMAND_DAYS) -> NDArray[np.float64]:
        """(p,) decayed purchases before `at`, of a half-life of `days`."""
        first, last = np.searchsorted(self.at, (at - 12 * days * DAY, at), "left")
        age = (at - self.at[first:last]) / DAY
        weights = self.weight[first:last] * 0.5 ** (age / days)
        return np.bincount(self.product[first:last], weights, len(self.products)).astype(float)

    def rising(self, at: int) -> NDArray[np.float64]:
        """(p,) how far the demand for a product has outgrown its usual share of the shop's: 0 as ever, 1
        for one that sold nothing before, below 0 for one that goes out."""
        now, usual = self.demand(at), self.demand(at, days=USUAL_DAYS)
        expected = usual * (now.sum() / max(usual.sum(), 1.0e-9))
        # One purchase more in both: a single one is no trend.
        lift = np.log((now + 1) / (expected + 1)) / np.log(USUAL_DAYS / DEMAND_DAYS)
        return np.asarray(np.clip(lift, -1.0, 1.0))

    def _only(self, kept: NDArray[np.int64]) -> Acts:
        return Acts(
            self.products, self.shopper[kept], self.product[kept], self.at[kept], self.weight[kept]
        )


@dataclass(frozen=True)
class Crowd:
    """`demand`, `rising`, `buyers` and `twice` are (p,) by the codes of `products`, `near` (p, p) sparse.

    `twice` counts the buyers who bought a product more than once. `events` were read up to `as_of`
    (microseconds since 1970); those of `robots` shoppers do not count.
    """

    products: tuple[str, ...]
    demand: NDArray[np.float64]
    rising: NDArray[np.float64]
    buyers: NDArray[np.float64]
    twice: NDArray[np.float64]
    near: sp.csr_matrix
    as_of: int = 0
    events: int = 0
    robots: int = 0


def nobody() -> Crowd:
    """The crowd of an empty log."""
    none = np.zeros(0)
    return Crowd((), none, none, none, none, sp.csr_matrix((0, 0), dtype=np.float32))


def acts_of(events: Iterable[Event]) -> Acts:
    """`acts_of_rows` for events in memory."""
    return acts_of_rows([(e.user_id, e.product_id, e.kind, stamp(e.at)) for e in events])


def acts_of_rows(rows: Sequence[tuple[str, str, str, int]]) -> Acts:
    """Columns from (shopper, product, kind, microseconds), in any order: sorted here, so that the same
    events always give the same numbers."""
    shoppers, shopper = _codes([row[0] for row in rows])
    products, product = _codes([row[1] for row in rows])
    kinds, kind = _codes([str(row[2]) for row in rows])
    at = np.array([row[3] for row in rows], dtype=np.int64)
    weight = np.array([POPULARITY[Kind(name)] for name in kinds] or [0.0])[kind]
    glance = np.array([name != Kind.PURCHASE for name in kinds] or [False])[kind]
    human = ~_robots(shopper[glance], at[glance], len(shoppers))
    kept = human[shopper] & (weight > 0)
    order = np.lexsort((weight, shopper, product, at))
    order = order[kept[order]]
    return Acts(
        products=tuple(products),
        shopper=shopper[order], product=product[order], at=at[order], weight=weight[order],
        read=len(rows), robots=int((~human).sum()),
    )  # fmt: skip


def gather(acts: Acts, *, as_of: int | None = None) -> Crowd:
    """What all of `acts` say together, as of their last moment unless told."""
    if not len(acts.at):
        return replace(nobody(), events=acts.read, robots=acts.robots)
    now = int(acts.at[-1]) + 1 if as_of is None else as_of
    once = acts.once_a_day()
    buyers, twice = _buyers(acts)
    return Crowd(
        products=acts.products,
        demand=once.demand(now),
        rising=once.rising(now),
        buyers=buyers,
        twice=twice,
        near=_near(acts),
        as_of=now,
        events=acts.read,
        robots=acts.robots,
    )


def _codes(values: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
    names = sorted(set(values))
    code = {name: i for i, name in enumerate(names)}
    return names, np.array([code[value] for value in values], dtype=np.int64)


def _robots(shopper: NDArray[np.int64], at: NDArray[np.int64], shoppers: int) -> NDArray[np.bool_]:
    found = np.zeros(shoppers, dtype=bool)
    if len(at):
        hour = at // (DAY // 24)
        pairs, counts = np.unique(np.stack([shopper, hour]), axis=1, return_counts=True)
        found[pairs[0][counts > MOST_GLANCES]] = True
    return found


def _buyers(acts: Acts) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(p,) shoppers who bought a product, and of those who did at two moments or more."""
    bought = acts.weight >= POPULARITY[Kind.PURCHASE]
    moments = np.unique(
        np.stack([acts.shopper[bought], acts.product[bought], acts.at[bought]]), axis=1
    )
    pairs, times = np.unique(moments[:2], axis=1, return_counts=True)
    n = len(acts.products)
    buyers = np.bincount(pairs[1], minlength=n).astype(float)
    return buyers, np.bincount(pairs[1][times > 1], minlength=n).astype(float)


def _near(acts: Acts) -> sp.csr_matrix:
    n = len(acts.products)
    if n <= MOST_DENSE:
        return ease(_pairs(acts.shopper, acts))
    # A basket is what one shopper chose within a day.
    _, basket = np.unique(np.stack([acts.shopper, acts.at // DAY]), axis=1, return_inverse=True)
    return in_one_basket(_pairs(np.asarray(basket).ravel(), acts))


def _pairs(group: NDArray[np.int64], acts: Acts) -> sp.csr_matrix:
    """(groups, p): 1 where a group has a product, of its latest `MOST_PRODUCTS`."""
    order = np.lexsort((-acts.product, -acts.at, group))
    pairs, first = np.unique(np.stack([group, acts.product])[:, order], axis=1, return_index=True)
    latest = np.lexsort((first, pairs[0]))  # of each group, the latest first
    starts = np.searchsorted(pairs[0][latest], pairs[0][latest], "left")
    kept = latest[np.arange(len(latest)) - starts < MOST_PRODUCTS]
    shape = (int(group.max()) + 1, len(acts.products))
    ones: NDArray[Any] = np.ones(len(kept), np.float32)
    return sp.csr_matrix((ones, (pairs[0][kept], pairs[1][kept])), shape)


class CrowdHere:
    """A crowd over the products of one index version. Scaled values are 0 to 1 over the whole catalogue,
    so that no filter and no page changes them; products that nobody chose have none."""

    def __init__(self, crowd: Crowd, artifact: Artifact, *, like: CrowdHere | None = None) -> None:
        """`like` is another crowd of the same products here: finding them again takes a while."""
        self.crowd, self.artifact = crowd, artifact
        self.row_of_code: NDArray[np.int64]
        self.code_of_row: NDArray[np.int64]
        if like is not None and like.crowd.products == crowd.products:
            self.row_of_code, self.code_of_row = like.row_of_code, like.code_of_row
            return
        found = [artifact.row_of(product) for product in crowd.products]
        self.row_of_code = np.array([-1 if row is None else row for row in found], dtype=np.int64)
        self.code_of_row = np.full(len(artifact), -1, dtype=np.int64)
        here = self.row_of_code >= 0
        self.code_of_row[self.row_of_code[here]] = np.flatnonzero(here)

    def over(self, values: NDArray[np.float64], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """(n,) of (p,) values, NaN for products that the crowd does not know."""
        return np.append(values, np.nan)[self.code_of_row[rows]]

    def best(self, values: NDArray[np.float64], most: int) -> NDArray[np.int64]:
        """The rows of up to `most` products with the largest positive of (p,) values, best first."""
        codes = np.lexsort((np.arange(len(values)), -values))[:most]
        rows = self.row_of_code[codes[values[codes] > 0]]
        return np.asarray(rows[rows >= 0])

    @cached_property
    def demand(self) -> NDArray[np.float64]:
        """(p,) log demand, 1 for the product in most demand if that is a demand at all."""
        most = max(float(self.crowd.demand.max(initial=0.0)), LEAST_DEMAND)
        return np.asarray(np.log1p(self.crowd.demand) / np.log1p(most))

    @cached_property
    def again(self) -> NDArray[np.float64]:
        """(n,) how often a buyer buys the product of each row again: food often, a sofa hardly ever."""
        buyers, twice = (
            np.nan_to_num(self.over(values, np.arange(len(self.artifact))))
            for values in (self.crowd.buyers, self.crowd.twice)
        )
        shop = _shrunk(twice.sum(), buyers.sum(), USUALLY_AGAIN)
        codes, labels = self.artifact.filters.codes("category")
        of = np.where(codes < 0, len(labels), codes)  # those without a category are one
        kind = _shrunk(np.bincount(of, twice), np.bincount(of, buyers), shop)
        return np.asarray(_shrunk(twice, buyers, kind[of]))

    def unknown(self) -> int:
        """Products that shoppers chose and this version does not have."""
        return int((self.row_of_code < 0).sum())

    def together(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """(p,) how much having chosen the products in `rows` says about each product."""
        codes = self.code_of_row[rows]
        return np.asarray(self.crowd.near[codes[codes >= 0]].sum(axis=0), dtype=np.float64).ravel()


def _shrunk(twice: Any, buyers: Any, usual: Any) -> Any:
    return (twice + AGAIN_PRIOR * usual) / (buyers + AGAIN_PRIOR)
