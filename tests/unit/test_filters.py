from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa
import pytest

from search.errors import InvalidFilter
from search.filters import Filter, FilterColumns


@pytest.fixture
def columns() -> FilterColumns:
    return FilterColumns(
        pa.table(
            {
                "product_id": ["a", "b", "c", "d"],
                "category": ["Clothing > Shirts", "Clothing > Shoes", "Home > Lamps", ""],
                "colour": ["Red", "blue", None, "red"],
                "price": pa.array([10.0, 20.0, 30.0, None]),
                "in_stock": pa.array([True, False, None, True]),
                "added": ["2026-01-01", "2026-03-01", "2026-02-01", None],
            }
        )
    )


def passing(columns: FilterColumns, *expressions: str) -> str:
    mask = columns.mask([Filter.parse(expression) for expression in expressions])
    assert mask is not None
    return "".join("abcd"[i] for i in np.flatnonzero(mask))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("price<=20", "ab"),
        ("price<20", "a"),
        ("price >= 20", "bc"),
        ("price>20", "c"),
        ("price=20", "b"),
        ("price!=20", "acd"),
        ("price in 10,30", "ac"),
        ("colour=RED", "ad"),
        ("colour!=red", "bc"),
        ("colour in red, blue", "abd"),
        ("category=Clothing", "ab"),
        ("category=shoes", "b"),
        ("category=Clothing > Shoes", "b"),
        ("in_stock=yes", "ad"),
        ("in_stock=false", "b"),
        ("added>=2026-02-01", "bc"),
        ("Price<=20", "ab"),
    ],
)
def test_each_condition_passes_the_products_it_should(
    columns: FilterColumns, expression: str, expected: str
) -> None:
    assert passing(columns, expression) == expected


def test_several_filters_are_combined_with_and(columns: FilterColumns) -> None:
    assert passing(columns, "colour=red", "price<=20") == "a"


def test_no_filter_is_no_mask(columns: FilterColumns) -> None:
    assert columns.mask([]) is None


def test_an_unknown_column_is_refused_and_the_nearest_is_named(columns: FilterColumns) -> None:
    with pytest.raises(InvalidFilter, match="Did you mean 'colour'"):
        passing(columns, "color=red")


@pytest.mark.parametrize("expression", ["price", "", "=3", "price<=", "price~3"])
def test_an_expression_that_cannot_be_read_is_refused(expression: str) -> None:
    with pytest.raises(InvalidFilter, match="cannot be read"):
        Filter.parse(expression)


@pytest.mark.parametrize("expression", ["price<=cheap", "in_stock=perhaps", "in_stock<yes"])
def test_a_value_of_the_wrong_kind_is_refused(columns: FilterColumns, expression: str) -> None:
    with pytest.raises(InvalidFilter):
        passing(columns, expression)


def test_an_expression_reads_back_as_it_was_written() -> None:
    for text in ("price<=80", "category=Shoes", "colour in red,blue"):
        assert str(Filter.parse(text)) == text


def test_facets_count_the_products_that_pass(columns: FilterColumns) -> None:
    counts = columns.facets(np.array([True, True, False, True]))
    assert counts["in_stock"] == {"yes": 2, "no": 1}
    assert "price" not in counts
    assert "product_id" not in counts


def test_an_empty_text_is_no_facet_value(columns: FilterColumns) -> None:
    codes, labels = columns.codes("category")
    assert codes[3] == -1
    assert "" not in labels


def test_values_of_the_best_products_come_first(columns: FilterColumns) -> None:
    plain = columns.facets(None)["in_stock"]
    best_first = columns.facets(None, best=np.array([1]))["in_stock"]
    assert list(plain) == ["yes", "no"]
    assert list(best_first) == ["no", "yes"]
    assert best_first == plain  # the counts are the same


def test_facets_are_those_of_a_count_by_hand() -> None:
    """Many values and many products: what is counted once, and what is left out, changes nothing."""
    rng = np.random.default_rng(0)
    values = [f"v{i:03d}" for i in rng.zipf(1.3, 3_000).clip(max=400)]
    values[::7] = [""] * len(values[::7])
    many = FilterColumns(pa.table({"product_id": [str(i) for i in range(3_000)], "kind": values}))
    best = np.arange(40)
    for mask in (None, rng.random(3_000) < 0.3, rng.random(3_000) < 0.01, None):
        passing = range(3_000) if mask is None else np.flatnonzero(mask)
        tally = Counter(values[row] for row in passing if values[row])
        ahead = Counter(values[row] for row in best if values[row])
        first_seen = {value: at for at, value in reversed(list(enumerate(values)))}
        ordered = sorted(tally, key=lambda v: (-ahead[v], -tally[v], first_seen[v]))[:50]
        found = many.facets(mask, best=best)["kind"]
        assert list(found.items()) == [(value, tally[value]) for value in ordered]
