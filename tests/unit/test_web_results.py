"""What a page of results says beside its products: how many, what not, what instead, which region."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.live import Live
from search.product import Product
from search.query import Query
from search.results import Hit
from search.searcher import Searcher
from tests.toy import ToyEncoder, build_shop, draw, write_shop
from web.address import Address
from web.app import create_app
from web.emptied import relaxed
from web.forms import read_query
from web.regions import Looked, looked_at
from web.uploads import Uploads


@pytest.fixture(scope="module")
def grouped_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy shop, whose things come in five colours that are variants."""
    folder = tmp_path_factory.mktemp("grouped")
    path = write_shop(folder)
    with path.open() as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows, 1):
        row |= {"group": row["category"], "added": f"2026-03-{number:02d}"}
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    build_shop(path, folder / "index")
    return folder / "index"


@pytest.fixture
def client(grouped_shop: Path, tmp_path: Path) -> Iterator[FlaskClient]:
    live = Live(grouped_shop, state=tmp_path / "state", encoder=ToyEncoder())
    yield create_app(live).test_client()
    assert live.searcher.events
    live.searcher.events.close()


def shown(page: str) -> list[str]:
    return re.findall(r'<li class="card" data-product="([^"]*)"', page)


def hrefs(page: str, words: str) -> list[str]:
    return [unescape(h) for h in re.findall(rf'<a [^>]*href="([^"]*)"[^>]*>\s*{words}', page)]


def test_variants_are_on_the_card_and_on_the_page_of_their_product(client: FlaskClient) -> None:
    page = client.get("/?q=green+mug").text
    assert shown(page)[0] == "P13"
    assert len(shown(page)) == 4
    card = page.split('data-product="P13"')[1].split('</li>\n<li class="card"')[0]
    assert set(re.findall(r'href="/p/(P1[1-5])"', card)) == {"P11", "P12", "P14", "P15"}
    product = client.get("/p/P13").text
    versions = product.split('class="versions"')[1].split("</section>")[0]
    assert set(re.findall(r'href="/p/(P\d+)"', versions)) == {"P11", "P12", "P14", "P15"}
    assert not {"P11", "P12", "P14", "P15"} & set(shown(product))  # they are not "similar"
    assert "Kitchen &gt; Mugs</dd>" not in product  # the group itself says nothing to a shopper


def test_the_newest_comes_first_where_the_catalogue_has_dates(client: FlaskClient) -> None:
    page = client.get("/?filter=colour%3Dred&sort=newest").text
    assert shown(page) == ["P16", "P11", "P06", "P01"]
    assert 'aria-current="true">Newest</a>' in re.sub(r"\s+", " ", page)


def test_a_line_is_drawn_where_the_products_no_longer_match(client: FlaskClient) -> None:
    page = client.get("/?q=green+mug").text
    said = re.search(r"<strong>(\d+) match(?:es)? well</strong>", page)
    assert said
    before = page.split('<li class="beyond">')[0]
    assert len(shown(before)) == int(said[1])
    assert "beyond" not in client.get("/?q=green+mug&sort=price").text
    assert "of 4 products" in client.get("/?filter=colour%3Dred").text


def test_each_part_and_each_condition_is_a_chip_of_its_own(client: FlaskClient) -> None:
    page = client.get("/?q=2:mug+%2B+red+-+blue&filter=brand%3DAcme&max_price=30").text
    chips = re.findall(r'<span class="chip">(.*?) <a href="([^"]*)"', page)
    assert [(label, Address.read(parameters(path)).get("q")) for label, path in chips] == [
        ("mug ×2", "red -blue"), ("red", "2:mug - blue"), ("not blue", "2:mug + red"),
        ("Brand: Acme", "2:mug + red - blue"), ("Price up to 30", "2:mug + red - blue"),
    ]  # fmt: skip
    assert 'class="chip"' not in client.get("/?q=red+mug").text


def parameters(path: str) -> list[tuple[str, str]]:
    from urllib.parse import parse_qsl

    return parse_qsl(unescape(path).partition("?")[2])


def test_what_emptied_a_result_is_named_with_what_there_would_be_without(
    searcher: Searcher,
) -> None:
    address = Address(
        (("q", "mug"), ("filter", "category=Kitchen"), ("filter", "brand=Acme"), ("max_price", "5"))
    )
    query = read_query(address, uploads=Uploads(Path("nowhere")))
    assert searcher.search(query).hits == ()
    [only] = relaxed(query, address, searcher)
    assert (only.label, only.count) == ("Without “Price up to 5”", 3)
    assert only.path == "/?q=mug&filter=category%3DKitchen&filter=brand%3DAcme"

    both = Address((("q", "mug"), ("filter", "colour=pink"), ("max_price", "5")))
    query = read_query(both, uploads=Uploads(Path("nowhere")))
    [only] = relaxed(query, both, searcher)
    assert (only.label, only.path, only.count) == ("Without any condition", "/?q=mug", 20)
    assert relaxed(Query(text="mug"), Address((("q", "mug"),)), searcher) == []


def test_an_empty_page_links_to_the_products_there_would_be(client: FlaskClient) -> None:
    page = client.get("/?q=mug&filter=colour%3Dred&max_price=1").text
    assert shown(page) == []
    [path] = hrefs(page, "Without “Price up to 1”")
    assert len(shown(client.get(path).text)) == 4


def test_regions_that_the_search_looked_at_are_offered_once(
    searcher: Searcher, tmp_path: Path
) -> None:
    out = BytesIO()
    draw("red", "bag").save(out, "PNG")
    uploads = Uploads(tmp_path)
    name = "a" * 32
    uploads.put(name, out.getvalue())
    address = Address((("picture", name), ("q", "bag")))
    query = read_query(address, uploads=uploads)
    results = searcher.search(query)
    plain = looked_at(query, results, address)
    assert plain
    assert plain.size == (64, 64)
    assert plain.shown == (192, 192)
    assert (plain.crops[0].label, plain.crops[0].chosen) == ("Whole", True)
    assert plain.found == ()

    one, other = (0.0, 0.0, 0.5, 0.5), (0.5, 0.5, 1.0, 1.0)
    product = Product("P01", title="Red shirt")
    hits = tuple(Hit(product, 1, 1.0, (), 1, region=box) for box in (one, one, other))
    looked = looked_at(query, replace(results, hits=hits), address)
    assert looked
    assert [region.box for region in looked.found] == [one, other]
    assert looked.found[1].path == f"/?picture={name}&q=bag&crop=0.5%2C0.5%2C1%2C1"

    cropped = address.put("crop", "0.5,0,1,1")
    query = read_query(cropped, uploads=uploads)
    again = looked_at(query, replace(results, hits=hits), cropped)
    assert again
    assert again.size == (64, 64)
    assert again.found == ()
    assert [crop.label for crop in again.crops if crop.chosen] == ["Right"]
    assert looked_at(Query(text="bag"), results, Address((("q", "bag"),))) is None


def test_the_things_in_a_picture_can_be_asked_for_and_let_go(
    searcher: Searcher, tmp_path: Path
) -> None:
    out = BytesIO()
    draw("red", "bag").save(out, "PNG")
    uploads = Uploads(tmp_path)
    name = "a" * 32
    uploads.put(name, out.getvalue())

    def looked(*pairs: tuple[str, str]) -> Looked:
        address = Address((("picture", name), *pairs))
        query = read_query(address, uploads=uploads)
        found = looked_at(query, searcher.search(query), address)
        assert found
        return found

    plain = looked(("crop", "0,0,0.5,1"))
    assert [region.label for region in plain.crops if region.chosen] == ["Left"]
    assert plain.crops[-1].path == f"/?picture={name}&scene=yes"
    scene = looked(("scene", "yes"))
    assert [region.label for region in scene.crops if region.chosen] == ["The things in it"]
    assert scene.found
    assert all("scene" not in region.path for region in (*scene.crops[:-1], *scene.found))
