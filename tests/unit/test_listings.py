"""Which products are one listing: the same picture, however it was saved, and the same words."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from PIL import Image, ImageDraw

from indexer.fingerprints import differing, fingerprint
from indexer.listings import ALIKE, _pairs, _words
from indexer.report import BuildReport
from search.artifact import Artifact
from search.live import Live
from search.query import Query
from search.searcher import Searcher
from tests.toy import ToyEncoder, build_shop
from web.app import create_app

GREEN, BLUE = (30, 120, 60), (40, 60, 160)


def garment(colour: tuple[int, int, int] = GREEN, *, pattern: int = 0) -> Image.Image:
    """A picture with shades and edges, as photographs have: what JPEG changes, and hashes see."""
    rng = np.random.default_rng(pattern)
    image = Image.new("RGB", (400, 480), (246, 245, 243))
    pen = ImageDraw.Draw(image)
    pen.polygon([(90, 90), (310, 90), (360, 200), (300, 230), (300, 420), (100, 420), (100, 230), (40, 200)],
                fill=colour)  # fmt: skip
    for _ in range(14):
        x, y, size = (int(v) for v in rng.integers((110, 110, 10), (260, 380, 60)))
        shade = tuple(int(c * rng.uniform(0.6, 1.0)) for c in colour)
        pen.ellipse((x, y, x + size, y + size), fill=shade)
    return image


def cut(image: Image.Image, share: float) -> Image.Image:
    x, y = int(image.width * share), int(image.height * share)
    return image.crop((x, y, image.width - x, image.height - y))


def built(folder: Path, rows: list[dict[str, str]]) -> tuple[BuildReport, Artifact]:
    """An index of rows, given what is said of them in a plain catalogue."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    path = folder / "catalog.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    report = build_shop(path, folder / "index")
    return report, Artifact.open(folder / "index" / report.version)


def groups(artifact: Artifact) -> list[list[str]]:
    """The ids that are together, without those that stand alone."""
    found: dict[int, list[str]] = {}
    for row, group in enumerate(artifact.listings):
        found.setdefault(int(group), []).append(artifact.product_id(row))
    return sorted(ids for ids in found.values() if len(ids) > 1)


def product(product_id: str, image: str, **said: str) -> dict[str, str]:
    return {"sku": product_id, "title": "Green cotton shirt", "image": image, **said}


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    picture = garment()
    picture.save(tmp_path / "first.png")
    (tmp_path / "copy.png").write_bytes((tmp_path / "first.png").read_bytes())
    picture.save(tmp_path / "saved.jpg", quality=40)
    picture.save(tmp_path / "saved.webp", quality=60)
    picture.resize((130, 156)).save(tmp_path / "small.jpg", quality=85)
    picture.resize((800, 960)).save(tmp_path / "large.jpg", quality=90)
    cut(picture, 0.005).save(tmp_path / "cut.jpg", quality=90)
    garment(pattern=1).save(tmp_path / "other.png")
    garment(BLUE).save(tmp_path / "blue.png")
    return tmp_path


def test_copies_saved_again_resized_and_slightly_cut_are_one_listing(pictures: Path) -> None:
    copies = (
        "first.png",
        "copy.png",
        "saved.jpg",
        "saved.webp",
        "small.jpg",
        "large.jpg",
        "cut.jpg",
    )
    rows = [product(f"c{n}", name) for n, name in enumerate(copies)]
    report, artifact = built(pictures, [*rows, product("z", "other.png")])
    assert groups(artifact) == [[f"c{n}" for n in range(len(copies))]]
    assert report.listings["repeated"] == 1
    assert report.listings["products"] == len(copies)
    assert "7 products are 1 things (c0, c1, c2, c3, c4)" in report.as_text()
    assert artifact.manifest.report["listings"] == report.listings


@pytest.mark.parametrize(
    "said",
    [
        {"title": "GREEN shirt, cotton!"},  # order, case and signs
        {"price": "12.50"},
        {"seller": "Nimbus"},
        {"seller_sku": "N-77812"},
        {"rating": "4.5"},
        {"added": "2026-03-01"},
    ],
)
def test_what_belongs_to_the_offer_may_differ(pictures: Path, said: Mapping[str, str]) -> None:
    rows = [product("a", "first.png", **dict.fromkeys(said, "")), product("b", "saved.jpg")]
    rows[1] |= said
    rows[0]["title"] = "Green cotton shirt"
    _, artifact = built(pictures, rows)
    assert groups(artifact) == [["a", "b"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"size": "M"}, {"size": "L"}),
        ({"size": "41"}, {"size": "42"}),
        ({"colour": "green"}, {"colour": "mint"}),
        ({"title": "Sofa, 2 seats"}, {"title": "Sofa, 3 seats"}),
        ({"title": "Oil 1.5 l"}, {"title": "Oil 5.1 l"}),
        ({"description": "For men."}, {"description": "For women."}),
        ({"brand": "Acme"}, {"brand": "Nimbus"}),
        ({"category": "Men > Shirts"}, {"category": "Women > Shirts"}),
        ({"ean": "4006381333931"}, {"ean": "4006381333948"}),
        ({"size": "M"}, {"size": ""}),
    ],
)
def test_two_things_with_one_stock_photograph_share_it_and_are_two(
    pictures: Path, one: Mapping[str, str], other: Mapping[str, str]
) -> None:
    rows = [product("a", "first.png"), product("b", "copy.png"), product("c", "other.png")]
    rows[0] |= one
    rows[1] |= other
    report, artifact = built(pictures, rows)
    assert groups(artifact) == []
    assert report.listings["sharing_a_picture"] == 2
    assert "2 products have the first picture of one that says something else" in report.as_text()


def test_two_colours_of_a_garment_are_two_even_where_the_text_is_the_same(pictures: Path) -> None:
    """The same shape, light and edges: brightness alone would call them one picture."""
    _, artifact = built(pictures, [product("a", "first.png"), product("b", "blue.png")])
    near = differing(fingerprint(garment(GREEN))[None], fingerprint(garment(BLUE))[None])
    assert near[0] <= ALIKE
    assert groups(artifact) == []


def test_two_patterns_of_one_garment_are_two_though_the_shop_calls_them_the_same(
    tmp_path: Path,
) -> None:
    """One outline, one ground, the same words: coarser hashes see no difference at all."""
    for name, dots in (("a", 3), ("b", 2)):
        image = Image.new("RGB", (400, 480), (246, 245, 243))
        pen = ImageDraw.Draw(image)
        pen.polygon(
            [(150, 40), (260, 40), (270, 300), (340, 440), (200, 440), (140, 300)],
            fill=(30, 30, 32),
        )
        for at in range(dots * dots):
            x, y = 160 + at % dots * 90 // dots, 60 + at // dots * 230 // dots
            pen.ellipse((x, y, x + 24, y + 24), fill=(225, 120, 90))
        image.save(tmp_path / f"{name}.png")
    _, artifact = built(tmp_path, [product("a", "a.png"), product("b", "b.png")])
    assert groups(artifact) == []


def test_two_photographs_of_one_thing_are_two_listings(pictures: Path) -> None:
    _, artifact = built(pictures, [product("a", "first.png"), product("b", "other.png")])
    assert groups(artifact) == []


def test_the_first_picture_that_can_be_read_is_the_one_that_counts(pictures: Path) -> None:
    (pictures / "broken.jpg").write_bytes(b"no picture")
    rows = [product("a", "broken.jpg|first.png"), product("b", "small.jpg|other.png")]
    _, artifact = built(pictures, rows)
    assert groups(artifact) == [["a", "b"]]


def test_products_without_pictures_are_one_where_they_say_the_same(pictures: Path) -> None:
    rows = [product(name, "") for name in "ab"]
    rows += [product("c", "first.png"), product("d", "other.png", title="Something else")]
    _, artifact = built(pictures, rows)
    assert groups(artifact) == [["a", "b"]]


def test_products_without_words_are_one_only_where_the_picture_surely_is(pictures: Path) -> None:
    rows = [{"sku": name, "title": "", "image": image}
            for name, image in (("a", "first.png"), ("b", "copy.png"), ("c", "other.png"))]  # fmt: skip
    rows += [product("x", "blue.png"), product("y", "blue.png", title="Mug")]
    report, artifact = built(pictures, rows)
    assert groups(artifact) == [["a", "b"]]
    assert report.listings["sharing_a_picture"] == 2  # x and y


def test_a_rebuild_from_the_cache_finds_the_same(pictures: Path) -> None:
    rows = [product("a", "first.png"), product("b", "small.jpg"), product("c", "other.png")]
    _, fresh = built(pictures, rows)
    report, cached = built(pictures, rows)
    assert report.cache_hits["pictures"] == 3
    np.testing.assert_array_equal(fresh.listings, cached.listings)
    assert groups(cached) == [["a", "b"]]


@pytest.fixture
def live(pictures: Path) -> Iterator[Live]:
    """One shirt three times and once in blue, as variants of one style; a mug twice."""
    rows = [
        product(f"s{n}", name, style="S7", category="Clothing")
        for n, name in enumerate(("first.png", "small.jpg", "cut.jpg"))
    ]
    rows += [product("t", "blue.png", title="Blue cotton shirt", style="S7", category="Clothing")]
    rows += [product("t2", "blue.png", title="Blue cotton shirt", style="S7", category="Clothing")]
    rows += [product(n, "other.png", title="Shirt mug", category="Kitchen") for n in ("m1", "m2")]
    built(pictures, rows)
    opened = Live(pictures / "index", state=pictures / "state", encoder=ToyEncoder())
    yield opened
    assert opened.searcher.events
    opened.searcher.events.close()


@pytest.fixture
def repeating(live: Live) -> Searcher:
    return live.searcher


def test_a_collapsed_search_has_one_hit_for_each_listing(repeating: Searcher) -> None:
    apart = repeating.search(Query(text="shirt"))
    together = repeating.search(Query(text="shirt", collapse=True))
    assert (len(apart.hits), apart.total) == (7, 7)
    assert (len(together.hits), together.total) == (3, 3)
    by_id = {hit.product_id: hit for hit in together.hits}
    assert sorted(by_id) == ["m1", "s0", "t"]
    assert sorted(by_id["s0"].listings) == ["s1", "s2"]
    assert by_id["s0"].variants == ()
    assert [hit.rank for hit in together.hits] == [1, 2, 3]
    assert not any(hit.listings for hit in apart.hits)


def test_with_a_group_each_variant_is_there_once_and_listings_apart_from_them(
    repeating: Searcher,
) -> None:
    query = Query(text="green shirt", group="style", collapse=True)
    found = repeating.search(query)
    shirt, mug = found.hits
    assert shirt.product_id in ("s0", "s1", "s2")
    assert len(shirt.listings) == 2
    assert [p.title for p in shirt.variants] == ["Blue cotton shirt"]
    assert (len(mug.listings), mug.variants) == (1, ())
    assert found.total == 2


def test_facets_count_listings_once(repeating: Searcher) -> None:
    together = repeating.search(Query(text="shirt", collapse=True))
    assert together.facets["category"] == {"Clothing": 2, "Kitchen": 1}


def test_the_command_and_the_api_and_the_page_collapse(
    live: Live, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from search.commands import search

    monkeypatch.setattr("search.searcher.load_encoder", lambda _: ToyEncoder())
    options = ["shirt", "--index", str(pictures / "index"), "--collapse"]
    said = CliRunner().invoke(search, options).output
    assert "and 2 more listings like this" in said
    as_json = json.loads(CliRunner().invoke(search, [*options, "--json"]).output)
    client: FlaskClient = create_app(live).test_client()
    api = client.get("/api/v1/search?q=shirt&collapse=yes").get_json()
    assert [hit["listings"] for hit in api["hits"]] == [hit["listings"] for hit in as_json["hits"]]
    assert api["total"] == 3
    assert client.get("/api/v1/search?q=shirt").get_json()["total"] == 7
    page = client.get("/?q=green+shirt").text
    assert "2 more listings like this" in page
    assert "1 more listing like this" in page
    apart = client.get("/?q=shirt&collapse=no&group=sku").text
    assert "more listing" not in apart
    assert "Every listing by itself" in client.get("/?q=shirt&collapse=no").text


def test_words_are_compared_whatever_their_order_and_numbers_stay_whole() -> None:
    assert _words("\uff14 paper,  WHITE") == _words("white paper 4")
    assert _words("3/4 in") != _words("4/3 in")
    assert _words("白色 衬衫") == "白色 衬衫"


def test_pairs_of_a_key_are_all_of_them_and_each_once() -> None:
    key = np.array([5, 1, 5, 2, 1, 5, 9])
    found = [
        tuple(sorted((int(a), int(b))))
        for block in _pairs(key)
        for a, b in zip(*block, strict=True)
    ]
    assert sorted(found) == [(0, 2), (0, 5), (1, 4), (2, 5)]
