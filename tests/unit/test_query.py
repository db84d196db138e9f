from __future__ import annotations

import pytest

from search.errors import InvalidQuery
from search.filters import Filter
from search.query import MAX_LIMIT, MAX_TEXT, Query


def test_white_space_in_a_text_does_not_matter() -> None:
    assert Query(text="  red \n shirt ").text == "red shirt"


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_empty_query_is_refused(text: str) -> None:
    with pytest.raises(InvalidQuery, match="empty"):
        Query(text=text)


def test_a_filter_or_a_user_alone_is_a_query() -> None:
    assert Query(filters=(Filter.parse("price<=80"),))
    assert Query(user_id="mira")


def test_a_text_of_ten_thousand_characters_is_refused_with_the_limit() -> None:
    with pytest.raises(InvalidQuery, match=f"10,000 characters; the limit is {MAX_TEXT:,}"):
        Query(text="x" * 10_000)


@pytest.mark.parametrize("limit", [0, -1, MAX_LIMIT + 1])
def test_a_page_outside_its_bounds_is_refused(limit: int) -> None:
    with pytest.raises(InvalidQuery, match="limit"):
        Query(text="x", limit=limit)


def test_a_negative_offset_is_refused() -> None:
    with pytest.raises(InvalidQuery, match="offset"):
        Query(text="x", offset=-1)


@pytest.mark.parametrize("weight", [float("nan"), float("inf"), 1e9])
def test_a_weight_that_is_no_sensible_number_is_refused(weight: float) -> None:
    with pytest.raises(InvalidQuery, match="finite"):
        Query(text="x", weights={"image": weight})
