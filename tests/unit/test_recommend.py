from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from search.errors import UnknownProduct
from search.filters import Filter
from search.personal.crowd_file import LAG
from search.personal.events import Event, Kind
from search.personal.memory import Remembered
from search.personal.recommend import for_user, goes_with, rank, similar_to
from search.query import Query
from search.results import Results
from search.searcher import Searcher

NOW = datetime(2026, 11, 1, tzinfo=UTC)
LAMPS = ("P06", "P07", "P08", "P09")
SOLD_OUT = {"P05", "P10", "P15", "P20"}


def buy(user: str, *products: str, days: float = 0) -> list[Event]:
    return [Event(user, p, Kind.PURCHASE, NOW + timedelta(days=days)) for p in products]


def remember(searcher: Searcher, *events: list[Event]) -> None:
    """Into the log, and into what all shoppers' events say without waiting for it."""
    assert searcher.events is not None
    searcher.events.append(e for some in events for e in some)
    assert isinstance(searcher.memory, Remembered)
    searcher.memory._file._looked = -LAG


def ids(results: Results) -> list[str]:
    return [hit.product_id for hit in results.hits]


def test_a_shopper_is_shown_what_is_near_to_what_they_like(searcher: Searcher) -> None:
    remember(searcher, buy("jo", "P06", "P07"))
    hits = for_user(searcher, "jo", limit=6).hits
    assert {hit.product_id for hit in hits[:2]} == {"P06", "P07"}
    for hit in hits:
        alike = hit.product.attributes["colour"] in {"red", "blue"}
        assert alike or hit.product.category == "Home > Lamps"


def test_every_score_is_the_sum_of_its_reasons(searcher: Searcher) -> None:
    remember(searcher, buy("jo", "P06", "P07"), buy("ann", "P06", "P11"))
    for results in (for_user(searcher, "jo"), goes_with(searcher, ["P06"], user_id="jo")):
        assert results.hits
        for hit in results.hits:
            assert hit.score == pytest.approx(sum(e.contribution for e in hit.evidence))


def test_what_is_sold_out_dismissed_or_filtered_is_not_shown(searcher: Searcher) -> None:
    hidden = Event("jo", "P08", Kind.DISMISS, NOW)
    remember(searcher, buy("jo", "P06", "P10"), [hidden])
    results = for_user(searcher, "jo", limit=20, filters=[Filter.parse("price<=20")])
    found = set(ids(results))
    assert not found & {*SOLD_OUT, "P08"}
    assert all((hit.product.price or 0) <= 20 for hit in results.hits)


def test_a_stranger_is_shown_one_of_each_kind(searcher: Searcher) -> None:
    results = for_user(searcher, "nobody", limit=4)
    assert len({hit.product.category for hit in results.hits}) == 4
    assert any("Nothing is known" in note for note in results.notes)
    assert len(ids(results)) == 4


def test_a_stranger_is_shown_what_others_buy(searcher: Searcher) -> None:
    remember(searcher, *(buy(f"u{n}", "P13") for n in range(9)), buy("ann", "P03"))
    results = for_user(searcher, "nobody", limit=3)
    assert ids(results)[0] == "P13"
    assert {e.signal for e in results.hits[0].evidence} == {"popular", "rising"}


def test_what_is_bought_once_in_a_life_is_not_shown_again_and_coffee_is(searcher: Searcher) -> None:
    """Lamps are bought by many and by nobody twice; mugs again and again."""
    lamps = [buy(f"u{n}", "P06") for n in range(60)]
    mugs = [buy(f"u{n}", "P11", days=d) for n in range(60) for d in (0, 9)]
    remember(searcher, *lamps, *mugs, buy("jo", "P06", "P11"))
    results = for_user(searcher, "jo", limit=20)
    assert "P11" in ids(results)
    assert "P06" not in ids(results)
    assert any("hardly ever bought again, left out: 1" in note for note in results.notes)


def test_what_goes_with_a_product_is_what_others_took_with_it(searcher: Searcher) -> None:
    together = [buy(f"u{n}", "P06", "P11") for n in range(40)]
    remember(searcher, *together, *(buy(f"v{n}", "P01", "P16") for n in range(40)))
    results = goes_with(searcher, ["P06"], limit=3)
    assert ids(results)[0] == "P11"
    assert "together" in {e.signal for e in results.hits[0].evidence}
    assert "P06" not in ids(goes_with(searcher, ["P06"], limit=20))


def test_a_basket_counts_as_a_whole(searcher: Searcher) -> None:
    remember(
        searcher,
        *(buy(f"u{n}", "P06", "P11") for n in range(40)),
        *(buy(f"v{n}", "P01", "P11", "P16") for n in range(40)),
    )
    both = ids(goes_with(searcher, ["P06", "P01"], limit=20))
    assert both[0] == "P11"
    assert not {"P06", "P01"} & set(both)


def test_a_product_that_nobody_chose_yet_is_answered_by_what_it_is(searcher: Searcher) -> None:
    results = goes_with(searcher, ["P06"], limit=3)
    assert results.hits[0].product.attributes["colour"] == "red"
    assert {e.signal for e in results.hits[0].evidence} == {"taste"}
    assert any("Nobody chose these" in note for note in results.notes)


def test_similar_is_a_search_for_products_like_it_without_what_is_sold_out(
    searcher: Searcher,
) -> None:
    found = ids(similar_to(searcher, "P06", limit=20))
    liked = searcher.search(Query(like=("P06",), limit=20))
    assert found == [p for p in ids(liked) if p not in SOLD_OUT]


def test_an_unknown_product_is_refused(searcher: Searcher) -> None:
    with pytest.raises(UnknownProduct, match="'P99'"):
        goes_with(searcher, ["P99"])


def test_rank_agrees_with_what_is_shown(searcher: Searcher) -> None:
    remember(searcher, buy("jo", "P06", "P07"), buy("ann", "P06", "P11"))
    assert rank(searcher, "jo", depth=7) == ids(for_user(searcher, "jo", limit=7))


def test_a_click_counts_in_the_next_recommendation(searcher: Searcher) -> None:
    remember(searcher, buy("jo", "P06"))
    before = for_user(searcher, "jo")
    assert searcher.events is not None
    searcher.events.append([Event("jo", "P18", Kind.CLICK, NOW)])
    assert [h.score for h in for_user(searcher, "jo").hits] != [h.score for h in before.hits]
