from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from search.explain import as_text
from search.filters import Filter
from search.personal.events import Event, Kind
from search.product import Product
from search.query import Query
from search.results import Evidence, Hit, Results
from search.searcher import Searcher
from search.signals import SIGNALS
from tests.toy import draw

PRODUCT = Product("P1", title="Red lamp", category="Lamps", price=1234.5, currency="EUR")
HIT = Hit(
    PRODUCT,
    rank=2,
    score=0.75,
    evidence=(Evidence("words", 3.2, 0.5, 0.5), Evidence("taste", 0.4, 2.0, 0.25)),
    neutral_rank=5,
)
RESULTS = Results(
    hits=(HIT,),
    total=1200,
    facets={},
    notes=("Something was not used.",),
    timings={"total": 12.3},
    index_version="v1",
    query_id="q",
)


def test_a_hit_is_one_line_with_what_a_person_looks_for() -> None:
    first, *rest = as_text(RESULTS, explain=False).splitlines()
    assert first == "  2.  0.750  P1  Red lamp  (1,234.50 EUR  Lamps  up 3 by history)"
    assert rest == ["Note: Something was not used.", "1 of 1,200 products, 12 ms, index v1"]


def test_an_explanation_names_every_reason_the_strongest_first() -> None:
    lines = as_text(RESULTS, explain=True).splitlines()
    assert lines[1].startswith(f"      +0.500  {SIGNALS['taste'].meaning} [taste: 0.400")
    assert lines[2].startswith(f"      +0.250  {SIGNALS['words'].meaning} [words: 3.200 → 0.50 ×")
    assert "+0.750  in all; without history it would be number 5" in lines[3]


def test_what_is_missing_is_left_out_rather_than_printed_as_none() -> None:
    bare = replace(HIT, product=Product("P1", title="Red lamp"), neutral_rank=2)
    line = as_text(replace(RESULTS, hits=(bare,)), explain=False).splitlines()[0]
    assert line == "  2.  0.750  P1  Red lamp"
    gone = replace(bare, product=Product("P1", title="Red lamp", in_stock=False))
    assert "out of stock" in as_text(replace(RESULTS, hits=(gone,)), explain=False)


def test_nothing_found_is_said() -> None:
    empty = replace(RESULTS, hits=(), total=0, notes=())
    assert as_text(empty, explain=True).splitlines()[0] == "Nothing found."


@pytest.mark.parametrize("with_history", [False, True])
def test_the_printed_contributions_of_a_real_hit_add_up_to_its_score(
    searcher: Searcher, with_history: bool
) -> None:
    assert searcher.events is not None
    searcher.events.append([Event("ann", "P02", Kind.PURCHASE, datetime(2026, 1, 1, tzinfo=UTC))])
    query = Query(
        text="red lamp",
        image=draw("blue", "mug"),
        user_id="ann" if with_history else None,
        filters=(Filter.parse("price<30"),),
        limit=1,
    )
    text = as_text(searcher.search(query), explain=True)
    *parts, whole = [float(n) for n in re.findall(r"^      ([+-]\d\.\d{3})", text, re.MULTILINE)]
    assert sum(parts) == pytest.approx(whole, abs=0.005)
    assert len(parts) >= (5 if with_history else 3)
