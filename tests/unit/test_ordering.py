"""Orders, the cut-off and variants."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from search.errors import InvalidFilter, InvalidQuery
from search.ordering import date_column, relevant
from search.query import Query, Sort
from search.ranking import group_column
from search.searcher import Searcher
from tests.toy import ToyEncoder, build_shop, write_shop


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """The toy shop with a date and a group: the colours of a thing are its variants; the second has
    neither."""
    folder = tmp_path_factory.mktemp("dated")
    path = write_shop(folder)
    with path.open() as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        row["added"] = "" if number == 1 else f"2026-01-{(7 * number) % 20 + 1:02d}"
        row["group"] = "" if number == 1 else row["category"]
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    build_shop(path, folder / "index")
    return Searcher.open(folder / "index", state=folder / "state", encoder=ToyEncoder())


def test_the_newest_comes_first_and_what_has_no_date_last(dated: Searcher) -> None:
    hits = dated.search(Query(filters=(), user_id="nobody", sort=Sort.NEWEST)).hits
    dates = [hit.product.attributes.get("added", "") for hit in hits]
    assert dates == sorted(dates, reverse=True)
    assert hits[-1].product_id == "P02"


def test_a_catalogue_without_dates_cannot_be_sorted_by_them(searcher: Searcher) -> None:
    assert date_column(searcher.artifact.filters) is None
    with pytest.raises(InvalidQuery, match="no dates to sort by"):
        searcher.search(Query(text="red", sort=Sort.NEWEST))


def test_variants_are_one_hit_the_best_of_them(dated: Searcher) -> None:
    assert group_column(dated.artifact.filters) == "group"
    alone = dated.search(Query(text="green shirt", limit=100))
    found = dated.search(Query(text="green shirt", group="group", limit=100))
    assert found.hits[0].product_id == alone.hits[0].product_id
    assert len(found.hits) == found.total == 5  # four things, and the shirt without a group
    assert [hit.rank for hit in found.hits] == [1, 2, 3, 4, 5]
    # Each thing but the shirts is of five colours; the blue shirt is alone, beside four others.
    assert found.facets["category"] == {
        "Clothing > Shirts": 2, "Home > Lamps": 1, "Kitchen > Mugs": 1, "Bags": 1,
    }  # fmt: skip
    assert found.facets["colour"]["blue"] == 4
    assert alone.facets["category"]["Clothing > Shirts"] == 5
    assert {hit.product_id for hit in found.hits} | {
        variant.product_id for hit in found.hits for variant in hit.variants
    } == {hit.product_id for hit in alone.hits}
    by_id = {hit.product_id: hit.rank for hit in alone.hits}
    for hit in found.hits:
        order = [by_id[hit.product_id], *(by_id[v.product_id] for v in hit.variants)]
        assert order == sorted(order)
        assert (
            hit.product_id == "P02" or len({v.category for v in (hit.product, *hit.variants)}) == 1
        )


def test_pages_of_groups_fit_together(dated: Searcher) -> None:
    whole = dated.search(Query(text="red", group="group", limit=100)).hits
    pages = [dated.search(Query(text="red", group="group", limit=2, offset=o)) for o in (0, 2, 4)]
    assert [h.product_id for page in pages for h in page.hits] == [h.product_id for h in whole]
    assert [hit.neutral_rank for hit in whole] == [hit.rank for hit in whole]


def test_a_column_that_groups_must_be_there_and_hold_text(dated: Searcher) -> None:
    with pytest.raises(InvalidFilter, match="no column 'grup'"):
        dated.search(Query(text="red", group="grup"))
    with pytest.raises(InvalidFilter, match="is a number"):
        dated.search(Query(text="red", group="price"))


def test_a_column_of_other_things_is_neither_a_date_nor_a_group(searcher: Searcher) -> None:
    assert group_column(searcher.artifact.filters) is None


def test_results_say_how_many_are_what_was_asked_for(searcher: Searcher) -> None:
    found = searcher.search(Query(text="red shirt", limit=20))
    assert 0 < found.relevant < found.total == 20
    scores = np.array([hit.score for hit in found.hits])
    assert found.relevant == int(relevant(scores).sum())
    by_price = searcher.search(Query(text="red shirt", limit=20, sort=Sort.PRICE_UP))
    assert by_price.total == by_price.relevant == found.relevant
    browsed = searcher.search(Query(user_id="nobody", limit=20))
    assert browsed.relevant == browsed.total == 20


def test_nothing_found_is_nothing_relevant() -> None:
    assert len(relevant(np.zeros(0))) == 0
