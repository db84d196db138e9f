"""What shoppers do, counted in columns at once; its twins look at one event and one product at a time."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from search.artifact import Artifact, current_version
from search.fusion import Measured
from search.personal.crowd import (
    DAY,
    DEMAND_DAYS,
    LEAST_DEMAND,
    USUAL_DAYS,
    CrowdHere,
    acts_of,
    gather,
)
from search.personal.events import POPULARITY, Event, Kind, stamp
from search.personal.gate import TOP, ambiguity
from search.personal.lean import STALE, lean, shop_signals
from search.personal.neighbours import RIDGE, ease, in_one_basket
from search.personal.profile import Liked, build_profile
from search.personal.taste import taste_rows
from search.query import Query
from search.signals import resolve_weights

START = datetime(2026, 1, 1, tzinfo=UTC)
SHOPPERS, PRODUCTS = ("ann", "bob", "eve"), ("P01", "P06", "P07", "P20", "gone")

events = st.lists(
    st.builds(
        lambda user, product, kind, hours: Event(user, product, kind, START + timedelta(hours=hours)),
        st.sampled_from(SHOPPERS), st.sampled_from(PRODUCTS),
        st.sampled_from([Kind.VIEW, Kind.CART, Kind.PURCHASE]), st.integers(0, 24 * 120),
    ),
    min_size=1, max_size=30,
)  # fmt: skip


@pytest.fixture(scope="module")
def artifact(shop: Path) -> Artifact:
    return Artifact.open(shop / "index" / current_version(shop / "index"))


@settings(max_examples=80, deadline=None)
@given(happened=events)
def test_demand_its_rise_and_buyers_are_those_of_each_product_alone(happened: list[Event]) -> None:
    crowd = gather(acts_of(happened))
    now = max(stamp(e.at) for e in happened) + 1
    usual: dict[str, float] = {}
    for code, product in enumerate(crowd.products):
        mine = [e for e in happened if e.product_id == product]
        days: dict[tuple[str, int], tuple[float, int]] = {}
        for e in mine:  # of a day the strongest, and of equally strong ones the first
            key, act = (e.user_id, stamp(e.at) // DAY), (POPULARITY[e.kind], -stamp(e.at))
            days[key] = max(days.get(key, act), act)
        ages = [(weight, (now + at) / DAY) for weight, at in days.values()]
        # After twelve half-lives an act is forgotten: a four-thousandth of it would be left.
        demand = sum(w * 0.5 ** (age / DEMAND_DAYS) for w, age in ages if age <= 12 * DEMAND_DAYS)
        assert crowd.demand[code] == pytest.approx(demand)
        usual[product] = sum(w * 0.5 ** (age / USUAL_DAYS) for w, age in ages)
        moments = defaultdict(set)
        for e in mine:
            if e.kind is Kind.PURCHASE:
                moments[e.user_id].add(e.at)
        assert crowd.buyers[code] == len(moments)
        assert crowd.twice[code] == sum(len(of) > 1 for of in moments.values())
    for code, product in enumerate(crowd.products):
        expected = usual[product] * sum(crowd.demand) / sum(usual.values())
        lift = math.log((crowd.demand[code] + 1) / (expected + 1))
        lift /= math.log(USUAL_DAYS / DEMAND_DAYS)
        assert crowd.rising[code] == pytest.approx(max(-1.0, min(lift, 1.0)))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_what_goes_together_is_that_of_the_formulas(seed: int) -> None:
    """EASE^R: -P_ij / P_jj of the inverse Gram matrix with a ridge. And cosines of baskets."""
    rng = np.random.default_rng(seed)
    chosen = (rng.random((9, 6)) < 0.4).astype(np.float32)
    inverse = np.linalg.inv(chosen.T.astype(float) @ chosen + RIDGE * np.eye(6))
    learned = ease(sp.csr_matrix(chosen)).toarray()
    beside = in_one_basket(sp.csr_matrix(chosen)).toarray()

    def weight(i: int, j: int) -> float:
        return sum(row[i] * row[j] / row.sum() for row in chosen if row[i] and row[j])

    for i in range(6):
        for j in range(6):
            if i == j:
                assert learned[i, j] == beside[i, j] == 0
                continue
            assert learned[i, j] == pytest.approx(
                max(0.0, -inverse[i, j] / inverse[j, j]), abs=1e-6
            )
            both = weight(i, i) * weight(j, j)
            assert beside[i, j] == pytest.approx(
                weight(i, j) / math.sqrt(both) if both else 0, abs=1e-6
            )


@settings(max_examples=40, deadline=None)
@given(happened=events)
def test_the_shops_signals_are_those_of_each_product_alone(
    artifact: Artifact, happened: list[Event]
) -> None:
    crowd = CrowdHere(gather(acts_of(happened)), artifact)
    rows = np.arange(len(artifact))
    popular, rising = shop_signals(crowd, rows, resolve_weights({}))
    known = {p: i for i, p in enumerate(crowd.crowd.products)}
    most = max([LEAST_DEMAND, *crowd.crowd.demand])
    together = crowd.together(np.array([artifact.require("P01")]))
    for row in rows:
        code = known.get(artifact.product_id(int(row)))
        if code is None:
            assert np.isnan(popular.raw[row])
            assert popular.scaled[row] == rising.scaled[row] == 0
            continue
        demand = crowd.crowd.demand[code]
        assert popular.scaled[row] == pytest.approx(math.log(1 + demand) / math.log(1 + most))
        assert rising.scaled[row] == pytest.approx(crowd.crowd.rising[code])
        if "P01" in known:
            assert together[code] == pytest.approx(crowd.crowd.near[known["P01"], code])


@settings(max_examples=40, deadline=None)
@given(happened=events)
def test_what_a_history_says_is_that_of_each_product_alone(
    artifact: Artifact, happened: list[Event]
) -> None:
    mine = [e for e in happened if e.user_id == "ann"]
    profile = build_profile("ann", mine, artifact)
    crowd = CrowdHere(gather(acts_of(happened)), artifact)
    rows = np.array([19, 0, 5, 7, 6])
    found = {m.name: m for m in lean(profile, artifact, rows, resolve_weights({}), crowd=crowd)}
    vectors = taste_rows(artifact.rows, artifact.layout)
    for at, row in enumerate(rows):
        item = artifact.product(int(row))
        for name, shares in (("category", profile.categories), ("brand", profile.brands)):
            if shares:
                share = shares.get(getattr(item, name), 0.0)
                assert found[name].scaled[at] == pytest.approx(share / max(shares.values()))
        if profile.price is not None and item.price is not None:
            usual, spread = profile.price
            off = (math.log(item.price) - usual) / spread
            assert found["price"].scaled[at] == pytest.approx(math.exp(-off * off / 2))
        if profile.liked:
            _check_liked(found, at, int(row), vectors=vectors, liked=profile.liked, crowd=crowd)


def _check_liked(
    found: dict[str, Measured],
    at: int,
    row: int,
    *,
    vectors: np.ndarray,
    liked: Sequence[Liked],
    crowd: CrowdHere,
) -> None:
    if vectors[row].any():
        cosines = [
            float(vectors[one.row] @ vectors[row]) for one in liked if vectors[one.row].any()
        ]
        assert found["taste"].raw[at] == pytest.approx(max(cosines), abs=1e-4)
    own = [one for one in liked if one.row == row]
    if not own:
        assert np.isnan(found["repeat"].raw[at])
        return
    demand = crowd.demand[crowd.crowd.products.index(own[0].product_id)]
    habit = (math.log(1 + own[0].times) + math.log(1 + own[0].lately)) / 2
    assert found["repeat"].scaled[at] == pytest.approx(
        math.tanh(habit * (STALE + (1 - STALE) * demand))
    )


@settings(max_examples=60, deadline=None)
@given(scores=st.lists(st.floats(0.05, 1), min_size=1, max_size=150))
def test_how_ambiguous_a_query_is_is_the_entropy_of_its_best(scores: list[float]) -> None:
    best = [score**4 for score in sorted(scores, reverse=True)[:TOP]]
    shares = [value / sum(best) for value in best]
    entropy = -sum(share * math.log(share) for share in shares) / math.log(TOP)
    found = ambiguity(Query(text="lamp"), np.array(scores))
    assert found == pytest.approx(entropy, abs=1e-9)
