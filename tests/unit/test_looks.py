"""What unwanted words look like, as the shop's own products tell."""

from __future__ import annotations

import csv

import pytest

from search.filters import Filter
from search.query import Query
from search.searcher import Searcher
from tests.toy import ToyEncoder, build_shop, draw, write_shop


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """The toy shop, where the red bag's own text forgets that it is red, and the black one has no picture."""
    folder = tmp_path_factory.mktemp("forgetful")
    path = write_shop(folder)
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        del row["colour"]
        if row["title"] == "Red bag":
            row |= {"title": "Weekend bag", "description": ""}
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    build_shop(path, folder / "index")
    return Searcher.open(folder / "index", encoder=ToyEncoder())


def looks(searcher: Searcher, text: str, **asked: object) -> dict[str, float]:
    """The share of the unwanted look by title, for every product that has any."""
    query = Query(text=text, image=draw("red", "mug"), limit=50, **asked)  # type: ignore[arg-type]
    return {
        hit.product.title: e.raw
        for hit in searcher.search(query).hits
        for e in hit.evidence
        if e.signal == "unwanted_look"
    }


def test_a_product_looks_like_what_it_does_not_say(searcher: Searcher) -> None:
    found = looks(searcher, "without red")
    assert found["Weekend bag"] > 0.5
    assert found["Red mug"] > 0.5
    assert "Blue mug" not in found or found["Blue mug"] < 0.5
    best = searcher.search(Query(text="without red", image=draw("red", "mug"))).hits[0]
    assert not best.product.title.startswith("Red")


def test_it_adds_to_the_sum_and_stays_within_its_weight(searcher: Searcher) -> None:
    query = Query(text="in blue, not red", image=draw("red", "mug"), limit=50)
    for hit in searcher.search(query).hits:
        assert hit.score == pytest.approx(sum(e.contribution for e in hit.evidence))
        told = [e for e in hit.evidence if e.signal == "unwanted_look"]
        assert all(-1 <= e.contribution < 0 for e in told)


def test_a_filter_changes_nothing_of_it(searcher: Searcher) -> None:
    whole = looks(searcher, "without red")
    narrow = looks(searcher, "without red", filters=(Filter.parse("price>20"),))
    assert narrow
    assert narrow == {title: whole[title] for title in narrow}


@pytest.mark.parametrize("text", ["in red", "without zzz", "like this"])
def test_where_nothing_tells_nothing_is_said(searcher: Searcher, text: str) -> None:
    assert looks(searcher, text) == {}


def test_words_alone_have_no_look(searcher: Searcher) -> None:
    hits = searcher.search(Query(text="mug -red", limit=50)).hits
    assert not any(e.signal == "unwanted_look" for hit in hits for e in hit.evidence)


def test_what_has_no_picture_has_no_look(searcher: Searcher) -> None:
    found = looks(searcher, "without black")
    assert "Black mug" in found
    assert "Black bag" not in found
