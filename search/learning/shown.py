"""What shoppers were shown: each list with the evidence, the position and the propensity of every product.

A click says little without the list that it was made in. `Shown` is one list, `ShownLog` keeps the
latest of them in the file of the shop's memory. What was clicked is not here: it is joined from
the event log by the id of the query (`feedback`).

A *feature* is what one unit of a signal's weight adds to a product's score: the scaled evidence times how
far the gate was open. Its sum with the weights is the score, so new weights can be tried on old lists.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from search.artifact import Artifact
from search.errors import BowerbirdError, InvalidEvents
from search.personal.database import Database, transaction
from search.personal.event import EPOCH, check_user, stamp
from search.query import Query, QueryKind, Sort
from search.results import Hit, Results
from search.signals import PINNED, SIGNALS

MOST_PRODUCTS = 50
"""Of one list that are kept, from the top: hardly anyone looks further."""

MOST_LISTS = 100_000
"""The latest that are kept: some 200 MB."""

KEEP_DAYS = 180

PATIENCE = 0.05
"""Seconds that a shopper waits for the file when another program holds it; then the list is not kept."""

_COLUMNS = (
    "query_id, user_id, at, kind, index_version, space, weights_version, first, propensity,"
    " products, signals, features, rewards"
)


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """One list as it was shown. `features` are (n, s) float32 for `products` and `signals`; the first
    product had the rank `first`. `space` names what the features mean (`space_of`).

    `propensity` is the probability with which the policy shows this list: 1 unless it draws lots.
    `rewards` (n,) from 0 to 1 come with a list whose outcome is known, such as a simulated one; otherwise the
    events say what was clicked. Raises `InvalidEvents` for a propensity outside 0 < p <= 1, features that
    are no numbers, or lengths that do not fit.
    """

    query_id: str
    at: datetime
    kind: QueryKind
    index_version: str
    space: str
    weights_version: str
    products: tuple[str, ...]
    signals: tuple[str, ...]
    features: NDArray[np.float32]
    user_id: str | None = None
    first: int = 1
    propensity: float = 1.0
    rewards: NDArray[np.float32] | None = None

    def __post_init__(self) -> None:
        if self.user_id is not None:
            check_user(self.user_id)
        if not 0 < self.propensity <= 1:
            raise InvalidEvents(
                f"The propensity of list {self.query_id!r} is {self.propensity}; it must be over 0 and at "
                "most 1.",
                remedy="A list that could not have been shown teaches nothing: leave it out.",
            )
        shape = (len(self.products), len(self.signals))
        if self.features.shape != shape or not np.isfinite(self.features).all():
            raise InvalidEvents(
                f"The features of list {self.query_id!r} are not {shape[0]} × {shape[1]} finite numbers."
            )
        if self.rewards is not None and self.rewards.shape != shape[:1]:
            raise InvalidEvents(f"List {self.query_id!r} has not one reward a product.")


def space_of(artifact: Artifact) -> str:
    """What the features of an index mean: two versions that were built with one encoder into the same
    blocks share it, and what was learned on one holds for the other."""
    what = [artifact.manifest.encoder["fingerprint"], artifact.layout.as_dict()]
    return blake2b(json.dumps(what, sort_keys=True).encode(), digest_size=8).hexdigest()


def shown_of(query: Query, results: Results, *, space: str) -> Shown | None:
    """The list that answers a query; None where something else than our weights put it in order: another
    order or other weights were asked for, or the merchant pinned a product."""
    if not results.hits or query.sort is not Sort.RELEVANCE or query.weights:
        return None
    hits = results.hits[:MOST_PRODUCTS]
    if any(e.signal == PINNED for hit in hits for e in hit.evidence):
        return None
    signals = tuple(
        name for name in SIGNALS if any(e.signal == name for hit in hits for e in hit.evidence)
    )
    return Shown(
        query_id=results.query_id,
        at=datetime.now(UTC),
        kind=query.kind,
        index_version=results.index_version,
        space=space,
        weights_version=results.weighing.version,
        products=tuple(hit.product_id for hit in hits),
        signals=signals,
        features=_features(hits, signals, results.weighing.weights),
        user_id=query.user_id,
        first=query.offset + 1,
    )


def _features(
    hits: Sequence[Hit], signals: Sequence[str], weights: Mapping[str, float]
) -> NDArray[np.float32]:
    found = np.zeros((len(hits), len(signals)), np.float32)
    column = {name: at for at, name in enumerate(signals)}
    for row, hit in enumerate(hits):
        for one in hit.evidence:
            if weights.get(one.signal):
                found[row, column[one.signal]] = one.contribution / weights[one.signal]
    return found


class ShownLog(Database):
    """The lists in the file at `path`. Bounded: the oldest go when there are more than `MOST_LISTS`, and
    any after `KEEP_DAYS`. A list is not worth a shopper's waiting: it may be lost in a power cut, or when
    the file is held by another program; events never are."""

    patience = PATIENCE
    synchronous = "NORMAL"

    def append(self, lists: Iterable[Shown]) -> None:
        """Stores all of `lists` or none; one whose query_id is there already stays as it was."""
        rows = [_row(one) for one in lists]
        oldest = stamp(datetime.now(UTC) - timedelta(days=KEEP_DAYS))
        with self._connection() as db, transaction(db):
            marks = ", ".join("?" * len(_COLUMNS.split(",")))
            db.executemany(
                f"INSERT INTO shown ({_COLUMNS}) VALUES ({marks}) ON CONFLICT (query_id) DO NOTHING",
                rows,
            )
            db.execute("DELETE FROM shown WHERE at < ?", (oldest,))
            db.execute(
                "DELETE FROM shown WHERE number <= (SELECT max(number) FROM shown) - ?",
                (MOST_LISTS,),
            )

    def offer(self, one: Shown) -> bool:
        """`append` for a request that must not fail or wait for it: whether the list was kept."""
        try:
            self.append([one])
        except BowerbirdError:
            return False
        return True

    def lists(self, kind: QueryKind | None = None) -> list[Shown]:
        """Oldest first."""
        where, values = ("", ()) if kind is None else (" WHERE kind = ?", (kind.value,))
        return [
            _shown(row)
            for row in self._read(f"SELECT {_COLUMNS} FROM shown{where} ORDER BY number", values)
        ]

    def count(self, user_id: str | None = None) -> int:
        if user_id is None:
            return int(self._read("SELECT count(*) FROM shown")[0][0])
        rows = self._read("SELECT count(*) FROM shown WHERE user_id = ?", (user_id,))
        return int(rows[0][0])


def _row(one: Shown) -> tuple[object, ...]:
    rewards = None if one.rewards is None else one.rewards.astype("<f4").tobytes()
    return (
        one.query_id, one.user_id, stamp(one.at), one.kind.value, one.index_version, one.space,
        one.weights_version, one.first, one.propensity, json.dumps(one.products),
        json.dumps(one.signals), one.features.astype("<f4").tobytes(), rewards,
    )  # fmt: skip


def _shown(row: tuple[object, ...]) -> Shown:
    (
        query_id, user_id, at, kind, version, space, weights, first, propensity,
        products, signals, features, rewards,
    ) = row  # fmt: skip
    names, columns = json.loads(str(products)), json.loads(str(signals))
    assert isinstance(features, bytes)
    assert isinstance(at, int)
    return Shown(
        query_id=str(query_id),
        user_id=None if user_id is None else str(user_id),
        at=EPOCH + timedelta(microseconds=at),
        kind=QueryKind(str(kind)),
        index_version=str(version),
        space=str(space),
        weights_version=str(weights),
        first=int(str(first)),
        propensity=float(str(propensity)),
        products=tuple(names),
        signals=tuple(columns),
        features=np.frombuffer(features, "<f4").reshape(len(names), len(columns)),
        rewards=np.frombuffer(rewards, "<f4") if isinstance(rewards, bytes) else None,
    )
