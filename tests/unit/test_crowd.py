from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from search.personal import crowd as module
from search.personal.crowd import DAY, Crowd, acts_of, gather
from search.personal.events import Event, Kind
from search.personal.neighbours import KEPT, ease, in_one_basket

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def buy(user: str, product: str, *, days: float = 0, kind: Kind = Kind.PURCHASE) -> Event:
    return Event(user, product, kind, NOON + timedelta(days=days))


def values(crowd: Crowd, name: str) -> dict[str, float]:
    return dict(zip(crowd.products, getattr(crowd, name).tolist(), strict=True))


def same(one: Crowd, other: Crowd) -> bool:
    return (
        (one.products, one.as_of, one.events, one.robots)
        == (other.products, other.as_of, other.events, other.robots)
        and all(
            np.array_equal(getattr(one, name), getattr(other, name))
            for name in ("demand", "rising", "buyers", "twice")
        )
        and np.array_equal(one.near.toarray(), other.near.toarray())
    )


def test_nobody_makes_no_crowd() -> None:
    crowd = gather(acts_of([]))
    assert (crowd.products, crowd.events, crowd.near.shape) == ((), 0, (0, 0))


def test_demand_halves_in_a_week_and_a_view_is_a_tenth_of_a_purchase() -> None:
    crowd = gather(
        acts_of([buy("a", "old", days=-7), buy("b", "new"), buy("c", "seen", kind=Kind.VIEW)])
    )
    demand = values(crowd, "demand")
    assert demand["old"] == pytest.approx(demand["new"] / 2)
    assert demand["seen"] == pytest.approx(demand["new"] / 10)


def test_a_dismissal_takes_nothing_away() -> None:
    events = [buy("a", "lamp"), buy("b", "lamp", kind=Kind.DISMISS)]
    assert values(gather(acts_of(events)), "demand")["lamp"] == pytest.approx(1, abs=1e-6)


def test_one_shopper_counts_once_a_day() -> None:
    eager = [buy("a", "lamp", days=minute / 1_440) for minute in range(50)]
    demand = values(gather(acts_of([*eager, buy("b", "mug")])), "demand")
    assert demand["lamp"] <= 1.01


def test_a_robot_counts_for_nobody_and_a_large_order_is_no_robot() -> None:
    robot = [buy("bot", "lamp", days=second / 86_400, kind=Kind.VIEW) for second in range(1_001)]
    wholesale = [buy("shop", f"p{n}") for n in range(1_500)]
    crowd = gather(acts_of([*robot, *wholesale, buy("ann", "p1")]))
    assert crowd.robots == 1
    assert crowd.events == len(robot) + len(wholesale) + 1
    demand = values(crowd, "demand")
    assert demand.get("lamp", 0) == 0
    assert demand["p1"] > demand["p2"] > 0


def test_a_shopper_of_a_million_events_is_bounded_to_their_latest_products() -> None:
    with patch.object(module, "MOST_PRODUCTS", 3):
        acts = acts_of([buy("ann", f"p{n}", days=n) for n in range(9)])
        pairs = module._pairs(acts.shopper, acts)
    assert [acts.products[column] for column in pairs.indices] == ["p6", "p7", "p8"]


def test_what_outgrows_its_share_rises_and_what_goes_out_falls() -> None:
    steady = [buy(f"s{day}", "steady", days=day) for day in range(100)]
    before = [buy(f"b{day}", "before", days=day) for day in range(0, 90)]
    lately = [buy(f"l{day}", "lately", days=day) for day in range(90, 100)]
    rising = values(gather(acts_of([*steady, *before, *lately])), "rising")
    assert 1 >= rising["lately"] > 0.4 > 0.1 > abs(rising["steady"])
    assert rising["before"] < -0.2


def test_a_shop_that_opens_and_a_season_that_all_share_make_nothing_rise() -> None:
    opened = [buy("a", "lamp"), buy("b", "mug")]
    assert values(gather(acts_of(opened)), "rising") == pytest.approx({"lamp": 0, "mug": 0})
    rush = [buy(f"{p}{n}", p, days=99) for p in ("lamp", "mug") for n in range(50)]
    assert values(gather(acts_of([*opened, *rush])), "rising") == pytest.approx(
        {"lamp": 0, "mug": 0}
    )


def test_one_purchase_more_is_no_trend() -> None:
    usual = [buy(f"u{n}", "usual", days=n) for n in range(99)]
    rising = values(gather(acts_of([*usual, buy("a", "once", days=99)])), "rising")
    assert rising["once"] < 0.3


def test_a_product_bought_at_two_moments_is_bought_again_and_one_twice_in_one_order_is_not() -> (
    None
):
    events = [buy("a", "tea"), buy("a", "tea", days=9), buy("b", "tea"), buy("a", "sofa")]
    crowd = gather(acts_of(events))
    assert (values(crowd, "buyers")["tea"], values(crowd, "twice")["tea"]) == (2, 1)
    assert values(crowd, "twice")["sofa"] == 0


def test_only_the_past_is_in_demand() -> None:
    acts = acts_of([buy("a", "x"), buy("b", "y", days=1)])
    before = acts.demand(int(acts.at[1]))
    assert dict(zip(acts.products, before > 0, strict=True)) == {"x": True, "y": False}
    assert acts.until(int(acts.at[1])).at.tolist() == [int(acts.at[0])]
    assert acts.at[1] - acts.at[0] == DAY


history = st.lists(
    st.builds(
        lambda user, product, kind, hours: buy(user, product, days=hours / 24, kind=kind),
        st.sampled_from(["ann", "bob", "eve"]),
        st.sampled_from(["p1", "p2", "p3", "p4"]),
        st.sampled_from(Kind),
        st.integers(0, 3_000),
    ),
    max_size=30,
)


@settings(deadline=None)
@given(events=history, seed=st.integers(0, 9))
def test_the_order_of_events_does_not_change_a_crowd(events: list[Event], seed: int) -> None:
    shuffled = list(events)
    random.Random(seed).shuffle(shuffled)
    assert same(gather(acts_of(events)), gather(acts_of(shuffled)))


def dense_ease(chosen: np.ndarray, ridge: float) -> np.ndarray:
    """As the paper writes it: B = I - P · diag(1 / diag(P)) with P the inverse."""
    inverse = np.linalg.inv(chosen.T @ chosen + ridge * np.eye(chosen.shape[1]))
    weights = np.eye(chosen.shape[1]) - inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0)
    return np.maximum(weights, 0)


def test_ease_is_what_the_paper_says() -> None:
    rng = np.random.default_rng(0)
    chosen = (rng.random((60, 12)) < 0.3).astype(float)
    found = ease(sp.csr_matrix(chosen), ridge=5.0).toarray()
    np.testing.assert_allclose(found, dense_ease(chosen, 5.0), atol=1e-5)
    assert np.diag(found).tolist() == [0] * 12


def test_a_small_basket_says_more_than_a_large_one() -> None:
    baskets = np.zeros((2, 12))
    baskets[0, [0, 1]] = 1
    baskets[1, 2:] = 1
    near = in_one_basket(sp.csr_matrix(baskets)).toarray()
    assert near[0, 1] == pytest.approx(1)
    assert near[2, 3] == pytest.approx(1)
    baskets[1, 0] = 1  # now 0 is in both
    near = in_one_basket(sp.csr_matrix(baskets)).toarray()
    assert near[0, 1] > near[0, 3] > 0


def test_only_the_nearest_are_kept() -> None:
    rng = np.random.default_rng(0)
    chosen = sp.csr_matrix((rng.random((40, KEPT + 30)) < 0.5).astype(np.float32))
    found = ease(chosen, ridge=50.0)
    assert np.diff(found.indptr).max() <= KEPT


def test_a_large_shop_is_counted_by_baskets() -> None:
    events = [buy("a", "x"), buy("a", "y"), buy("b", "z")]
    with patch.object(module, "MOST_DENSE", 1):
        near = gather(acts_of(events)).near.toarray()
    assert near[0, 1] == pytest.approx(1)
    assert near[2].sum() == 0
