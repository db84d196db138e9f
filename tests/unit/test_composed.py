"""A picture and words that change it: what is otherwise, what is not wanted, what looks like nothing."""

from __future__ import annotations

import numpy as np
import pytest

from search.asking import ALIKE
from search.query import Query
from search.results import Hit
from search.searcher import Searcher
from tests.toy import draw


def by_signal(hit: Hit) -> dict[str, float]:
    return {e.signal: e.contribution for e in hit.evidence}


def colour(hit: Hit) -> str:
    return str(hit.product.attributes["colour"])


def test_a_colour_may_be_unwanted_beside_a_picture(searcher: Searcher) -> None:
    blue = draw("blue", "mug", shift=2)
    alone = searcher.search(Query(image=blue, limit=20)).hits
    assert colour(alone[0]) == "blue"
    changed = searcher.search(Query(image=blue, text="but not blue", limit=20)).hits
    assert colour(changed[0]) != "blue"
    said = {colour(hit): by_signal(hit)["unwanted_colour"] for hit in changed if hit.product.images}
    assert min(said, key=said.__getitem__) == "blue"
    assert said["blue"] < 0 < said["red"]


def test_an_unwanted_colour_asks_for_no_other(searcher: Searcher) -> None:
    hits = searcher.search(Query(text="shirt -blue", limit=20)).hits
    assert not any("colour" in by_signal(hit) for hit in hits)


def test_like_this_asks_by_the_picture_alone(searcher: Searcher) -> None:
    picture = draw("red", "bag")
    plain = searcher.search(Query(image=picture))
    pointed = searcher.search(Query(image=picture, text="like this"))
    assert [h.score for h in pointed.hits] == [h.score for h in plain.hits]
    assert pointed.notes == ()


def test_what_is_only_unwanted_is_not_said_to_be_unknown(searcher: Searcher) -> None:
    found = searcher.search(Query(image=draw("red", "bag"), text="without shirt"))
    assert found.notes == ()
    assert all(by_signal(h)["unwanted"] < 0 for h in found.hits if "shirt" in h.product.title)


def test_what_looks_nothing_like_the_picture_falls_behind_where_words_change_it(
    searcher: Searcher,
) -> None:
    found = searcher.search(Query(image=draw("red", "bag"), text="in black", limit=20)).hits
    for hit in found:
        told = {e.signal: e for e in hit.evidence}
        looks = told["picture"].scaled if "picture" in told else 0.0  # as a typical product
        lacking = min(0.0, looks - ALIKE)
        assert ("unalike" in told) == (lacking < 0)
        if lacking < 0:
            assert told["unalike"].contribution == pytest.approx(2 * lacking)
        assert hit.score == pytest.approx(sum(e.contribution for e in hit.evidence))
    bare = next(hit for hit in found if not hit.product.images)
    assert "unalike" in by_signal(bare)


@pytest.mark.parametrize("text", ["", "without stripes"])
def test_nothing_is_unalike_where_no_words_are_wanted(searcher: Searcher, text: str) -> None:
    found = searcher.search(Query(image=draw("red", "bag"), text=text, limit=20)).hits
    assert not any("unalike" in by_signal(hit) for hit in found)


def test_history_and_demand_answer_by_the_picture_where_no_words_are_wanted() -> None:
    from search.fusion import Measured
    from search.personal.gate import BESIDE, answers

    near = np.array([1.0, 0.0])
    measured = [Measured("picture", near, near, 1.0)]
    query = Query(image=draw("red", "bag"), text="without stripes")
    assert list(answers(query, measured, 2)) == [1.0, BESIDE]
