"""Addresses and what they ask: one road from parameters to a query."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from search.errors import InvalidImage, InvalidQuery
from search.query import Sort
from tests.toy import draw
from web.address import PARAMETERS, Address, inside, product_path
from web.forms import PictureGone, keep_picture, read_crop, read_query
from web.shop import BoundedStore
from web.uploads import Uploads


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path, most=2)


def png(colour: str) -> bytes:
    out = BytesIO()
    draw(colour, "bag").save(out, "PNG")
    return out.getvalue()


def test_an_address_reads_back_as_it_was_written(uploads: Uploads) -> None:
    pairs = [("q", "salt & pepper"), ("filter", "colour in red,blue"), ("filter", "price>=10")]
    address = Address.read(pairs)
    assert address.at("/") == (
        "/?q=salt+%26+pepper&filter=colour+in+red%2Cblue&filter=price%3E%3D10"
    )
    assert [str(f) for f in read_query(address, uploads=uploads).filters] == [
        "colour in red,blue", "price>=10",
    ]  # fmt: skip


def test_untouched_fields_of_a_form_ask_nothing() -> None:
    assert Address.read([(name, " ") for name in PARAMETERS]) == Address()
    assert Address().at("/") == "/"
    assert not Address.read([("sort", "price"), ("limit", "5"), ("user", "ann")]).asks


def test_a_changed_address_starts_on_its_first_page() -> None:
    address = Address.read([("q", "red"), ("offset", "24"), ("filter", "a=1"), ("filter", "b=2")])
    assert address.put("sort", "price").at("/") == "/?q=red&filter=a%3D1&filter=b%3D2&sort=price"
    assert address.drop("filter", "a=1").at("/") == "/?q=red&filter=b%3D2"
    assert address.drop("filter").at("/") == "/?q=red"
    assert address.add("like", "P1").add("like", "P1").all("like") == ("P1",)
    assert address.put("offset", "48").get("offset") == "48"


def test_a_query_is_read_whole(uploads: Uploads) -> None:
    pairs = [
        ("q", "bag"), ("like", "P1"), ("unlike", "P2"), ("user", "ann"), ("limit", "5"),
        ("offset", "10"), ("sort", "-price"), ("weight", "words=2"), ("min_price", "3"),
    ]  # fmt: skip
    query = read_query(Address.read(pairs), uploads=uploads, user="someone in a cookie")
    assert (query.text, query.like, query.unlike, query.user_id) == ("bag", ("P1",), ("P2",), "ann")
    assert (query.limit, query.offset, query.sort) == (5, 10, Sort.PRICE_DOWN)
    assert query.weights == {"words": 2.0}
    assert [str(f) for f in query.filters] == ["price>=3.0"]


def test_a_picture_is_kept_by_its_content(uploads: Uploads) -> None:
    name = keep_picture(png("red"), uploads)
    assert keep_picture(png("red"), uploads) == name
    asked = read_query(Address((("picture", name),)), uploads=uploads)
    assert asked.image is not None
    with pytest.raises(InvalidQuery, match="two pictures"):
        read_query(Address((("picture", name),)), uploads=uploads, picture=png("red"))


def test_what_is_no_picture_is_never_kept(uploads: Uploads) -> None:
    with pytest.raises(InvalidImage):
        keep_picture(b"<html>", uploads)


def test_the_oldest_picture_makes_room_and_its_searches_say_so(uploads: Uploads) -> None:
    names = [keep_picture(png(colour), uploads) for colour in ("red", "blue", "green")]
    read_query(Address((("picture", names[2]),)), uploads=uploads)
    with pytest.raises(PictureGone, match="no longer kept"):
        read_query(Address((("picture", names[0]),)), uploads=uploads)


def test_a_store_forgets_what_was_used_least_recently() -> None:
    store = BoundedStore(most=10, most_bytes=10)
    store.put("a", b"1234")
    store.put("b", b"1234")
    assert store.get("a") == b"1234"
    store.put("c", b"1234")
    assert [store.get(name) for name in "abc"] == [b"1234", None, b"1234"]
    store.put("a", b"12345678")
    assert [store.get(name) for name in "abc"] == [b"12345678", None, None]


def test_a_form_never_sends_anyone_to_another_site() -> None:
    for path in ("//evil.example", "/\\evil.example", "https://evil.example", "/\n/evil", ""):
        assert inside(path) == "/"
    assert inside("/?q=red") == "/?q=red"


def test_the_path_of_a_product_survives_odd_ids() -> None:
    assert product_path("a/b?c#d e") == "/p/a/b%3Fc%23d%20e"
    assert product_path("p1", query_id="q", rank="2") == "/p/p1?query_id=q&rank=2"
    # Browsers take these parts out of a path, however they are written.
    assert product_path("..", rank="2") == "/p?id=..&rank=2"
    assert product_path("a/./b") == "/p?id=a%2F.%2Fb"


def test_a_crop_asks_with_a_region_of_the_picture(uploads: Uploads) -> None:
    name = keep_picture(png("red"), uploads)
    whole = read_query(Address((("picture", name),)), uploads=uploads).image
    part = read_query(
        Address((("picture", name), ("crop", "0.25,0,0.75,0.5"))), uploads=uploads
    ).image
    assert whole is not None
    assert part is not None
    assert part.size == (whole.width // 2, whole.height // 2)


@pytest.mark.parametrize(
    "crop", ["1", "0,0,1", "a,b,c,d", "0.5,0,0.5,1", "-0.1,0,1,1", "0,0,1,1.01", "nan,0,1,1"]
)
def test_a_crop_that_is_no_region_is_refused(crop: str) -> None:
    with pytest.raises(InvalidQuery, match="crop is"):
        read_crop(crop)
