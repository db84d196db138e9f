"""What holds of every ranking, whatever is asked: laws, on the toy shop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from search import retrieval
from search.filters import Filter
from search.personal.events import Event, EventLog, Kind
from search.personal.profile import build_profile
from search.query import Query, Sort
from search.results import Hit
from search.searcher import Searcher
from search.signals import (
    COLOURED,
    LEXICAL,
    PICTURE,
    PICTURE_IN_TEXT,
    SIGNALS,
    UNALIKE,
    UNWANTED_LOOK,
    Part,
)
from tests.toy import COLOURS, THINGS, ToyEncoder, build_shop, draw

NOW = datetime(2026, 11, 1, tzinfo=UTC)
PRODUCTS = [f"P{number:02d}" for number in range(1, 21)]
ALL = 1_000

laws = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

vocabulary = [
    *COLOURS,
    *THINGS,
    "fine",
    "day",
    "Acme",
    "zzz",
    "红色",
    "été",
    "a",
    "-",
    "-blue",
    "-mug",
]
texts = st.lists(st.sampled_from(vocabulary), max_size=4).map(" ".join)
pictures = st.builds(draw, st.sampled_from([*COLOURS]), st.sampled_from([*THINGS]))
products = st.sampled_from(PRODUCTS)
weights = st.dictionaries(st.sampled_from([*SIGNALS, *Part]), st.floats(-2, 3), max_size=3)
filters = st.sampled_from(
    [
        "colour=red",
        "colour in red,blue",
        "price<=20",
        "price>12",
        "in_stock=yes",
        "brand!=Acme",
        "category=Home",
        "price<0",
    ]
).map(Filter.parse)
users = st.sampled_from([None, "mira", "jo", "nobody"])
events = st.lists(
    st.builds(
        lambda product, kind, hours: Event("ann", product, kind, NOW + timedelta(hours=hours)),
        st.sampled_from(["P01", "P07", "P12", "gone"]),  # few: it is repeats that add up
        st.sampled_from(Kind),
        st.integers(0, 5_000),
    ),
    max_size=25,
)


@st.composite
def queries(draw_: st.DrawFn, *, user: st.SearchStrategy[str | None] = users) -> Query:
    """Any query that asks for something, its page large enough for the whole shop."""
    text, image = draw_(texts), draw_(st.none() | pictures)
    like = draw_(st.lists(products, max_size=2, unique=True))
    if not (text or image or like):
        text = "lamp"
    return Query(
        text=text,
        image=image,
        like=tuple(like),
        unlike=tuple(draw_(st.lists(products, max_size=1))),
        user_id=draw_(user),
        filters=tuple(draw_(st.lists(filters, max_size=1))),
        weights=draw_(weights),
        limit=ALL,
    )


@pytest.fixture(scope="module")
def searcher(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """The toy shop with two shoppers: mira buys what is blue, jo looks at lamps and dislikes one."""
    found = Searcher.open(
        shop / "index", state=tmp_path_factory.mktemp("state"), encoder=ToyEncoder()
    )
    assert isinstance(found.events, EventLog)
    found.events.append([Event("mira", p, Kind.PURCHASE, NOW) for p in ("P02", "P12", "P17")])
    found.events.append([Event("jo", p, Kind.VIEW, NOW) for p in ("P06", "P08", "P09")])
    found.events.append([Event("jo", "P10", Kind.DISMISS, NOW)])
    yield found
    found.events.close()


def hits(searcher: Searcher, query: Query) -> tuple[Hit, ...]:
    return searcher.search(query).hits


def ranking(searcher: Searcher, query: Query) -> list[tuple[str, float]]:
    return [(hit.product_id, hit.score) for hit in hits(searcher, query)]


@laws
@given(query=queries())
def test_a_score_is_the_sum_of_its_contributions(searcher: Searcher, query: Query) -> None:
    for hit in hits(searcher, query):
        assert hit.score == sum(item.contribution for item in hit.evidence)


@laws
@given(query=queries())
def test_the_order_is_by_score_and_then_by_product_id(searcher: Searcher, query: Query) -> None:
    found = hits(searcher, query)
    assert [hit.rank for hit in found] == list(range(1, len(found) + 1))
    assert list(found) == sorted(found, key=lambda hit: (-hit.score, hit.product_id))


@laws
@given(query=queries(), sort=st.sampled_from([Sort.PRICE_UP, Sort.PRICE_DOWN]))
def test_sorting_by_price_breaks_its_ties_the_same_way(
    searcher: Searcher, query: Query, sort: Sort
) -> None:
    found = hits(searcher, replace(query, sort=sort))
    sign = 1 if sort is Sort.PRICE_UP else -1
    assert list(found) == sorted(
        found, key=lambda hit: (sign * (hit.product.price or 0), -hit.score, hit.product_id)
    )


@laws
@given(query=queries(), size=st.integers(1, 7), depth=st.sampled_from([4, ALL]))
def test_pages_concatenate_to_the_whole(
    searcher: Searcher, query: Query, size: int, depth: int
) -> None:
    """Also where the retrievers hand on less than the catalogue."""
    with patch.object(retrieval, "DEPTH", depth):
        whole = hits(searcher, query)
        pages: list[Hit] = []
        for offset in range(0, len(whole) + size, size):
            pages += hits(searcher, replace(query, limit=size, offset=offset))
    assert pages == list(whole)


@laws
@given(query=queries(), condition=filters)
def test_a_filter_adds_no_product_and_moves_none_past_another(
    searcher: Searcher, query: Query, condition: Filter
) -> None:
    without = ranking(searcher, query)
    narrowed = ranking(searcher, replace(query, filters=(*query.filters, condition)))
    left = {product_id for product_id, _ in narrowed}
    assert narrowed == [pair for pair in without if pair[0] in left]


@laws
@given(query=queries(), name=st.sampled_from([*SIGNALS]))
@example(query=Query(text="red", image=draw("red", "bag"), limit=ALL), name=COLOURED)
@example(
    query=Query(text="mug", image=draw("red", "bag"), weights={PICTURE_IN_TEXT: 0}, limit=ALL),
    name=PICTURE,
)
def test_a_zero_weight_equals_an_absent_signal(searcher: Searcher, query: Query, name: str) -> None:
    gone = {name}
    if name == PICTURE:  # whoever ignores looks does so
        gone |= {UNALIKE, UNWANTED_LOOK}
    silent = hits(searcher, replace(query, weights={**query.weights, name: 0.0}))
    absent = {
        hit.product_id: tuple(item for item in hit.evidence if item.signal not in gone)
        for hit in hits(searcher, query)
    }
    assert {hit.product_id: hit.evidence for hit in silent} == absent


@laws
@given(query=queries(), picture=pictures)
def test_a_picture_without_weight_equals_words_alone(
    searcher: Searcher, query: Query, picture: object
) -> None:
    words = replace(query, text=query.text or "mug", image=None, like=(), unlike=())
    both = replace(words, image=picture, weights={**query.weights, "image": 0.0})
    assume(both.parts == words.parts)  # "a" alone only points at the picture
    assert ranking(searcher, both) == ranking(searcher, words)


@laws
@given(query=queries(user=st.none()))
def test_a_user_without_events_equals_an_anonymous_one(searcher: Searcher, query: Query) -> None:
    stranger = hits(searcher, replace(query, user_id="nobody"))
    assert stranger == hits(searcher, query)
    assert not any(hit.moved for hit in stranger)


@laws
@given(query=queries())
def test_the_neutral_rank_is_the_rank_of_an_anonymous_shopper(
    searcher: Searcher, query: Query
) -> None:
    neutral = [hit.product_id for hit in hits(searcher, replace(query, user_id=None))]
    if query.text or query.image or query.like:
        for hit in hits(searcher, query):
            assert neutral[hit.neutral_rank - 1] == hit.product_id


@laws
@given(history=events, shuffle=st.randoms())
def test_the_order_of_events_does_not_change_a_profile(
    searcher: Searcher, history: list[Event], shuffle: object
) -> None:
    other = list(history)
    shuffle.shuffle(other)  # type: ignore[attr-defined]
    one, two = (build_profile("ann", some, searcher.artifact) for some in (history, other))
    for ours, theirs in zip(one.interests, two.interests, strict=True):
        assert np.array_equal(ours.vector, theirs.vector)
        assert (ours.share, ours.example) == (theirs.share, theirs.example)
    assert replace(one, interests=()) == replace(two, interests=())


@laws
@given(query=queries(user=st.none()).filter(lambda q: not q.unlike))
def test_a_shallow_retrieval_finds_the_best_of_a_deep_one(searcher: Searcher, query: Query) -> None:
    """Where every signal is dense, one pass of the vector index is the fused ranking itself."""
    dense = replace(
        query, weights={**query.weights, **dict.fromkeys([*LEXICAL, UNALIKE, Part.SHOP], 0.0)}
    )
    deep = ranking(searcher, dense)
    with patch.object(retrieval, "DEPTH", 5):
        shallow = ranking(searcher, dense)
    scores = dict(deep)
    assert all(score == scores[product_id] for product_id, score in shallow)
    best = [score for _, score in deep[:5]]
    assert [score for _, score in shallow[:5]] == pytest.approx(best, abs=2e-3)


@pytest.fixture(scope="module")
def again(
    searcher: Searcher, shop: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[Searcher]:
    """The same catalogue indexed again: over the cache of the first time, and without any."""
    folder = tmp_path_factory.mktemp("again")
    (folder / "cached.cache").symlink_to(shop / "index.cache")
    found = []
    for name in ("cached", "fresh"):
        build_shop(shop / "catalog.csv", folder / name)
        found.append(Searcher.open(folder / name, encoder=ToyEncoder()))
        found[-1].events = searcher.events  # the shop's memory outlives every index
    return found


@laws
@given(query=queries(user=st.none()))
def test_indexing_an_unchanged_catalogue_again_changes_no_ranking(
    searcher: Searcher, again: list[Searcher], query: Query
) -> None:
    first = hits(searcher, query)
    for other in again:
        assert hits(other, query) == first
