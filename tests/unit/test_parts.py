"""Queries in several parts, wanted more, less or not at all, asked of a shop."""

from __future__ import annotations

import pytest

from search.query import Query
from search.searcher import Searcher


def test_unwanted_words_push_down_what_has_them(searcher: Searcher) -> None:
    without = searcher.search(Query(text="shirt -blue", limit=20))
    blue = [hit for hit in without.hits if hit.product.attributes["colour"] == "blue"]
    reds = [hit for hit in without.hits if hit.product.title == "Red shirt"]
    assert all(hit.rank > reds[0].rank for hit in blue)
    shirt = next(hit for hit in blue if hit.product.title == "Blue shirt")
    reason = next(e for e in shirt.evidence if e.signal == "unwanted")
    assert (reason.raw, reason.contribution) == (1.0, -0.5)
    assert "unwanted" not in {e.signal for e in reds[0].evidence}
    for hit in without.hits:
        assert hit.score == pytest.approx(sum(e.contribution for e in hit.evidence))


def test_what_is_wanted_is_what_names_a_colour_and_a_number() -> None:
    assert Query(text="2:linen + shirt - blue").wanted == "linen shirt"
    assert Query(text="red linen shirt").wanted == "red linen shirt"


def test_a_heavier_part_counts_for_more(searcher: Searcher) -> None:
    def best(text: str) -> str:
        weights = {"meaning": 0, "words_in_picture": 0}
        return searcher.search(Query(text=text, weights=weights)).hits[0].product.title

    assert best("3:lamp + red mug").endswith("lamp")
    assert best("lamp + 3:red mug") == "Red mug"


def test_parts_of_equal_weight_find_the_words_of_one_text(searcher: Searcher) -> None:
    def covered(text: str) -> set[str]:
        hits = searcher.search(Query(text=text, limit=20)).hits
        return {
            hit.product_id
            for hit in hits
            for e in hit.evidence
            if e.signal == "coverage" and e.raw > 0
        }

    assert covered("red + shirt") == covered("red shirt")
