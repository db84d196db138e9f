from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from search.colour import FOCUS
from search.errors import EncoderMismatch, InvalidQuery, UnknownProduct
from search.filters import Filter
from search.lexical import BESIDE_PICTURE
from search.personal.events import Event, Kind
from search.query import Query, Sort
from search.searcher import Searcher
from search.signals import SIGNALS
from tests.toy import ToyEncoder, build_shop, draw, write_shop

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def ids(searcher: Searcher, query: Query) -> list[str]:
    return [hit.product_id for hit in searcher.search(query).hits]


def test_words_find_the_product_they_name(searcher: Searcher) -> None:
    assert ids(searcher, Query(text="blue mug"))[0] == "P12"


def test_a_picture_finds_the_product_it_shows(searcher: Searcher) -> None:
    assert ids(searcher, Query(image=draw("green", "lamp")))[0] == "P08"


def test_words_steer_a_picture(searcher: Searcher) -> None:
    """A red shirt's picture with the words of a bag: something red, or a bag, before anything else."""
    both = Query(image=draw("red", "shirt"), text="bag", weights={"text": 2}, limit=5)
    found = ids(searcher, both)
    assert found[0] == "P16"  # the red bag is both


def test_the_picture_that_matched_is_named(searcher: Searcher) -> None:
    second = searcher.search(Query(image=draw("red", "shirt", shift=6), limit=1)).hits[0]
    first = searcher.search(Query(image=draw("red", "shirt"), limit=1)).hits[0]
    assert (second.product_id, second.picture) == ("P01", 1)
    assert (first.product_id, first.picture) == ("P01", 0)
    assert second.as_dict()["image"] == "images/red-shirt-2.png"


def test_a_product_without_a_picture_is_still_found_by_words(searcher: Searcher) -> None:
    assert ids(searcher, Query(text="black bag"))[0] == "P20"


def test_more_like_a_product_leaves_that_product_out(searcher: Searcher) -> None:
    results = searcher.search(Query(like=("P06",), limit=20))
    assert "P06" not in [hit.product_id for hit in results.hits]
    assert results.total == 19
    for hit in results.hits[:4]:  # red, or a lamp, as it is; most of the shop is neither
        assert hit.product.attributes["colour"] == "red" or hit.product.category == "Home > Lamps"


def test_unlike_pushes_its_kind_down(searcher: Searcher) -> None:
    plain = ids(searcher, Query(text="lamp", limit=20))
    without_red = ids(searcher, Query(text="lamp", unlike=("P01",), limit=20))
    assert without_red.index("P06") > plain.index("P06")


def test_that_a_product_has_the_words_counts_more_beside_a_picture(searcher: Searcher) -> None:
    def weight(query: Query) -> float:
        found = searcher.search(query).hits
        return next(e.weight for hit in found for e in hit.evidence if e.signal == "coverage")

    alone = weight(Query(text="mug"))
    assert alone == SIGNALS["coverage"].weight
    assert weight(Query(text="mug", image=draw("red", "lamp"))) == BESIDE_PICTURE * alone
    silent = Query(text="mug", image=draw("red", "lamp"), weights={"image": 0})
    assert weight(silent) == alone


def test_filters_narrow_and_facets_count(searcher: Searcher) -> None:
    results = searcher.search(Query(text="lamp", filters=(Filter.parse("colour in red,blue"),)))
    assert results.total == 8
    assert {hit.product.attributes["colour"] for hit in results.hits} == {"red", "blue"}
    assert results.facets["colour"] == {"red": 4, "blue": 4}


def test_a_filter_that_nothing_passes_gives_an_empty_page(searcher: Searcher) -> None:
    results = searcher.search(Query(text="lamp", filters=(Filter.parse("price<1"),)))
    assert results.hits == ()
    assert results.total == 0


def test_a_filter_alone_browses_in_order(searcher: Searcher) -> None:
    assert ids(searcher, Query(filters=(Filter.parse("category=Bags"),))) == [
        f"P{i}" for i in range(16, 21)
    ]


def test_sorting_by_price_keeps_to_what_was_asked_for(searcher: Searcher) -> None:
    up = searcher.search(Query(text="red shirt", sort=Sort.PRICE_UP)).hits
    prices = [hit.product.price or 0 for hit in up]
    assert prices == sorted(prices)
    assert "P01" in [hit.product_id for hit in up]
    assert len(up) < 20
    down = searcher.search(Query(text="red shirt", sort=Sort.PRICE_DOWN)).hits
    assert {h.product_id for h in down} == {h.product_id for h in up}


def test_history_leans_the_ranking_and_says_by_how_much(searcher: Searcher) -> None:
    assert searcher.events is not None
    neutral = ids(searcher, Query(text="lamp", limit=20))
    alike = [Event("mira", product, Kind.PURCHASE, NOW) for product in ("P04", "P14", "P19")]
    searcher.events.append(alike)
    results = searcher.search(Query(text="lamp", user_id="mira", limit=20))
    leaned = [hit.product_id for hit in results.hits]
    assert leaned.index("P09") < neutral.index("P09")
    for hit in results.hits:
        assert neutral[hit.neutral_rank - 1] == hit.product_id
    assert any(hit.moved for hit in results.hits)
    assert any(e.signal == "taste" for e in results.hits[0].evidence)


def test_a_click_counts_in_the_next_query(searcher: Searcher) -> None:
    assert searcher.events is not None
    query = Query(text="lamp", user_id="new", limit=20)
    before = searcher.search(query)
    searcher.events.append([Event("new", "P02", Kind.CLICK, NOW)])
    after = searcher.search(query)
    assert [h.score for h in before.hits] != [h.score for h in after.hits]


def test_an_unknown_user_gets_the_neutral_ranking_and_a_note(searcher: Searcher) -> None:
    results = searcher.search(Query(text="lamp", user_id="nobody", limit=20))
    assert [hit.product_id for hit in results.hits] == ids(searcher, Query(text="lamp", limit=20))
    assert any("Nothing is known of user 'nobody'" in note for note in results.notes)


def test_a_dismissed_product_goes_to_the_end(searcher: Searcher) -> None:
    assert searcher.events is not None
    top = ids(searcher, Query(text="blue mug"))[0]
    searcher.events.append([Event("jo", top, Kind.DISMISS, NOW)])
    assert ids(searcher, Query(text="blue mug", user_id="jo", limit=20))[0] != top


def test_a_user_alone_is_shown_what_they_like(searcher: Searcher) -> None:
    assert searcher.events is not None
    searcher.events.append([Event("jo", "P06", Kind.PURCHASE, NOW)])
    assert ids(searcher, Query(user_id="jo"))[0] == "P06"


def test_words_that_nobody_knows_are_said_to_be(searcher: Searcher) -> None:
    results = searcher.search(Query(text="zzzz"))
    assert any("No word of the query" in note for note in results.notes)


def test_an_unknown_signal_is_refused_and_the_nearest_named(searcher: Searcher) -> None:
    with pytest.raises(InvalidQuery, match="Did you mean 'picture'"):
        searcher.search(Query(text="x", weights={"pictures": 1}))


def test_an_unknown_product_to_be_like_is_refused(searcher: Searcher) -> None:
    with pytest.raises(UnknownProduct, match="'P99'"):
        searcher.search(Query(like=("P99",)))


def test_an_index_of_another_encoder_is_refused(shop: Path, tmp_path: Path) -> None:
    other = ToyEncoder(image_dim=96, shared=True)
    with pytest.raises(EncoderMismatch, match=r"toy-False-96.*toy-True-96"):
        Searcher.open(shop / "index", state=tmp_path, encoder=other).search(Query(text="x"))


def test_the_shop_window_shows_each_category_in_turn(searcher: Searcher) -> None:
    shown = [product.category for product in searcher.showcase(4)]
    assert len(set(shown)) == 4


def test_an_encoder_with_one_space_needs_no_alignment(shop: Path, tmp_path: Path) -> None:
    encoder = ToyEncoder(shared=True)
    report = build_shop(shop / "catalog.csv", tmp_path / "index", encoder=encoder)
    assert report.alignment == {"source": "encoder", "colours": 0.25}
    searcher = Searcher.open(tmp_path / "index", encoder=encoder)
    assert list(searcher.artifact.layout.blocks) == ["shared_text", "shared_image", "colour"]
    assert {
        h.product.attributes["colour"]
        for h in searcher.search(Query(image=draw("green", "mug"), limit=4)).hits
    } == {"green"}


def test_rank_agrees_with_search(searcher: Searcher) -> None:
    queries = [Query(text="red lamp", limit=20), Query(image=draw("blue", "bag"), limit=20)]
    for query, ranked in zip(queries, searcher.rank(queries, depth=20), strict=True):
        hits = searcher.search(query).hits
        assert [product for product, _ in ranked] == [hit.product_id for hit in hits]
        assert [score for _, score in ranked] == pytest.approx([hit.score for hit in hits])


def test_a_one_pixel_picture_is_a_picture(searcher: Searcher) -> None:
    assert searcher.search(Query(image=Image.new("RGB", (1, 1), "red"))).hits


def test_a_colour_is_seen_where_no_text_names_it(tmp_path: Path) -> None:
    """The catalogue's word for it is right where there is one; elsewhere the picture speaks."""
    catalogue = write_shop(tmp_path)
    lines = catalogue.read_text().splitlines()
    bare = [line.replace("Red lamp", "Lamp").replace("fine red", "fine") for line in lines]
    bare = [line.removesuffix(",red") + "," if "images/red-lamp" in line else line for line in bare]
    catalogue.write_text("\n".join(bare))
    build_shop(catalogue, tmp_path / "index")
    hits = Searcher.open(tmp_path / "index", encoder=ToyEncoder()).search(Query(text="red")).hits
    seen = {hit.product.title: {e.signal: e for e in hit.evidence} for hit in hits}
    assert seen["Lamp"]["colour"].contribution > 0
    assert seen["Red mug"]["colour"].contribution > 0
    assert hits[0].product.title.startswith("Red")
    long = Searcher.open(tmp_path / "index", encoder=ToyEncoder()).search(
        Query(text="a fine red thing for every day of the year")
    )
    lamp = next(hit for hit in long.hits if hit.product.title == "Lamp")
    weight = next(e.weight for e in lamp.evidence if e.signal == "colour")
    assert weight == pytest.approx(SIGNALS["colour"].weight / 10**FOCUS), "a tenth of what is said"
