"""`TermOrder.held` gathers all products' terms at once; its twin looks at one product at a time."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.phrases import TermOrder

terms = st.integers(0, 2)  # few, so that neighbours often are those of the query
products = st.lists(st.lists(terms, max_size=6), min_size=1, max_size=8)
queries = st.lists(st.integers(-1, 2), min_size=1, max_size=5)


def slow(
    product: list[int], query: list[int], weight: dict[int, float]
) -> tuple[float, float, float]:
    asked = set(query)
    coverage = sum(weight[t] for t in asked if t in product) / sum(weight[t] for t in asked)
    pairs = set(pairwise(query))
    beside = set(pairwise(product))
    phrase = len(pairs & beside) / len(pairs) if pairs else float("nan")
    return coverage, phrase, float(query[-1] in product)


@given(products=products, query=queries, data=st.data())
def test_coverage_phrase_and_last_word_are_those_of_each_product_alone(
    products: list[list[int]], query: list[int], data: st.DataObject
) -> None:
    rows = data.draw(st.lists(st.integers(0, len(products) - 1), max_size=8))
    weight = {term: 1.0 + abs(term) for term in range(-2, 6)}
    ids = np.array([term for product in products for term in product], np.int32)
    starts = np.cumsum([0, *map(len, products)])
    held = TermOrder(ids, starts).held(query, [weight[t] for t in query], np.array(rows, np.int64))
    expected = [slow(products[row], query, weight) for row in rows]
    found = np.stack([held.coverage, held.phrase, held.last], axis=1)
    np.testing.assert_allclose(found, np.array(expected).reshape(-1, 3))
