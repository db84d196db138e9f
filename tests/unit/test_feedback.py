"""From lists and events to what can be learned from, with what is left out said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from search.learning import feedback
from search.learning.feedback import BOUNCE, CART, CLICK, PURCHASE, READ, Act, collect
from search.learning.shown import Shown
from search.personal.event import stamp
from search.query import QueryKind

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
SECOND = 1_000_000


def a_list(
    query_id: str = "q1", *, user: str | None = "ann", minutes: float = 0, **changes: object
) -> Shown:
    one = Shown(
        query_id=query_id, at=NOON + timedelta(minutes=minutes), kind=QueryKind.WORDS, index_version="v1",
        space="s", weights_version="shipped", products=("p1", "p2", "p3"), signals=("words", "code"),
        features=np.array([[1, 0], [0.5, 1], [0.25, 0]], np.float32), user_id=user,
    )  # fmt: skip
    return replace(one, **changes)  # type: ignore[arg-type]


def act(
    kind: str,
    product: str = "p1",
    *,
    seconds: float = 0,
    user: str = "ann",
    query: str | None = "q1",
) -> Act:
    return Act(user, product, kind, stamp(NOON) + int(seconds * SECOND), query)


def rewards(acts: list[Act], *lists: Shown) -> list[list[float]]:
    found = collect(lists or [a_list()], acts, space="s", weights={"code": 10.0})
    return found.rewards.tolist()


def test_a_click_counts_in_the_list_and_for_the_product_it_was_made_in() -> None:
    two = (a_list("q1"), a_list("q2", minutes=1))
    assert rewards([act("click", "p2", query="q2")], *two) == [[0, 0, 0], [0, CLICK, 0]]
    assert rewards([act("click", "p9"), act("click", query="q9")]) == [[0, 0, 0]]


@pytest.mark.parametrize(
    ("after", "worth"), [(2, BOUNCE), (10, CLICK), (60, READ), (7_200, CLICK)],
    ids=["taken back", "looked at", "read", "nobody knows"],
)  # fmt: skip
def test_what_a_click_is_worth_depends_on_how_long_was_looked(after: float, worth: float) -> None:
    assert rewards([act("click"), act("view", "p7", seconds=after, query=None)]) == [[worth, 0, 0]]


def test_another_shoppers_act_says_nothing_of_how_long_was_looked() -> None:
    acts = [act("click"), act("view", user="bob", seconds=1, query=None)]
    assert rewards(acts) == [[CLICK, 0, 0]]


def test_a_purchase_counts_more_and_belongs_to_the_click_before_it() -> None:
    assert rewards([act("click"), act("cart", seconds=9)]) == [[CART, 0, 0]]
    assert rewards([act("click"), act("purchase", seconds=900, query=None)]) == [[PURCHASE, 0, 0]]
    too_late = [act("click"), act("purchase", seconds=90_000, query=None)]
    assert rewards(too_late) == [[CLICK, 0, 0]]
    assert rewards([act("purchase", query=None)]) == [[0, 0, 0]]
    assert BOUNCE < CLICK < READ < CART < PURCHASE


def test_a_dismissal_is_no_reward() -> None:
    assert rewards([act("dismiss")]) == [[0, 0, 0]]


def test_signals_that_are_not_learned_stand_beside_the_features() -> None:
    found = collect([a_list()], [], space="s", weights={"code": 10.0})
    assert found.signals == ("words",)
    assert found.features[0, :, 0].tolist() == [1, 0.5, 0.25]
    assert found.fixed.tolist() == [[0, 10, 0]]


def test_lists_of_unlike_length_and_page_are_told_apart() -> None:
    short = a_list(
        "q2", first=25, products=("p1",), features=np.ones((1, 2), np.float32), minutes=1
    )
    found = collect([a_list(), short], [], space="s", weights={})
    assert found.there.tolist() == [[True] * 3, [True, False, False]]
    assert found.positions[0].tolist() == [1, 2, 3]
    assert found.positions[1, 0] == 25


def test_a_list_of_another_space_is_left_out_and_one_of_another_version_is_not() -> None:
    found = collect(
        [a_list(), a_list("q2", space="other"), a_list("q3", index_version="v2")],
        [], space="s", weights={},
    )  # fmt: skip
    assert len(found) == 2
    assert found.notes == (
        "1 lists of an index with another encoder or other blocks were left out.",
    )


def test_a_robots_lists_are_left_out() -> None:
    acts = [act("click", f"p{n}", seconds=n / 10, user="bot", query=None) for n in range(1_200)]
    found = collect([a_list(), a_list("q2", user="bot")], acts, space="s", weights={})
    assert len(found) == 1
    assert "1 lists of shoppers with over 1,000 acts within an hour" in found.notes[0]


def test_nobody_teaches_a_shop_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "MOST_LISTS", 2)
    mine = [a_list(f"q{n}", minutes=n) for n in range(4)]
    strangers = [a_list(f"s{n}", user=None, minutes=n) for n in range(4)]
    found = collect([*mine, *strangers], [act("click", query="q0")], space="s", weights={})
    assert len(found) == 6
    assert not found.clicked.any()  # the first list, that the click was in, is left out
    assert len(np.unique(found.shoppers)) == 5  # ann, and four who need not be one


def test_a_product_without_a_known_outcome_is_left_out_alone() -> None:
    given = np.array([1, np.nan, 0], np.float32)
    found = collect([a_list(rewards=given)], [], space="s", weights={})
    assert found.there.tolist() == [[True, False, True]]
    assert found.rewards.tolist() == [[1, 0, 0]]
    assert found.notes == ("1 products without a known outcome were left out.",)


def test_ids_that_differ_in_case_are_different_shoppers() -> None:
    acts = [act("click", user="Ann"), act("purchase", seconds=60, query=None)]
    assert rewards(acts) == [[CLICK, 0, 0]]
    found = collect([a_list(), a_list("q2", user="Ann")], [], space="s", weights={})
    assert len(np.unique(found.shoppers)) == 2


def test_no_list_is_no_feedback() -> None:
    assert len(collect([], [], space="s", weights={})) == 0
