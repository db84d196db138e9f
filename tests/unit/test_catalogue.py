"""A file, and perhaps a file of more pictures, become one catalogue."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from indexer.catalogue import read_catalogue
from indexer.problems import Kind
from search.errors import InvalidCatalogue

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
SHOPS = {
    "fashion-myntra": 3_000,
    "grocery-store": 81,
    "hm-fashion": 5_000,
    "homedepot-relevance": 54_667,
    "ikea-rooms": 2_187,
    "online-retail": 3_850,
}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop" / "catalogue.csv"
    path.parent.mkdir()
    path.write_text("id,title,image,price\nb,Blue,b.jpg,5\na,Red,a.jpg,x\n,None,,\n")
    return path


def pictures(path: Path, **options: object) -> dict[str, list[str]]:
    table = read_catalogue(path, **options).table  # type: ignore[arg-type]
    return dict(zip(table["product_id"].to_pylist(), table["images"].to_pylist(), strict=True))


def test_a_catalogue_knows_its_products_and_where_they_came_from(shop: Path) -> None:
    found = read_catalogue(shop)
    assert found.table["product_id"].to_pylist() == ["a", "b"]
    assert found.rows.tolist() == [2, 1]
    assert found.rows_read == 3
    assert [(p.kind, p.row) for p in found.problems] == [(Kind.BAD_PRICE, 2), (Kind.MISSING_ID, 3)]
    assert found.media == shop.parent
    assert found.sha256 == hashlib.sha256(shop.read_bytes()).hexdigest()
    assert found.columns.images == ("image",)


def test_media_is_absolute_whatever_the_path(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop.parent)
    assert read_catalogue(Path(shop.name)).media == shop.parent
    (shop.parent / "pics").mkdir()
    assert read_catalogue(shop, images_dir=Path("pics")).media == shop.parent / "pics"


def test_the_mapping_is_obeyed(shop: Path) -> None:
    found = read_catalogue(shop, mapping={"brand": "title"})
    assert found.table["brand"].to_pylist() == ["Red", "Blue"]


def test_a_guessed_encoding_is_reported(shop: Path) -> None:
    shop.write_bytes("id,title\n1,Crème\n".encode("cp1252"))
    (problem,) = read_catalogue(shop).problems
    assert (problem.kind, problem.row) == (Kind.ENCODING_GUESSED, 0)
    assert "cp1252" in problem.message


def test_names_that_must_not_be_followed_never_reach_the_table(shop: Path) -> None:
    shop.write_text("id,title,images\na,Red,../x.jpg|a.jpg|https://x.y/a.jpg|file:///a.jpg\n")
    found = read_catalogue(shop)
    assert found.table["images"].to_pylist() == [["a.jpg"]]
    assert [problem.kind for problem in found.problems] == [Kind.PICTURE_REFUSED] * 3
    assert pictures(shop, allow_urls=True) == {"a": ["a.jpg", "https://x.y/a.jpg"]}
    assert pictures(shop, allow_outside=True) == {"a": ["../x.jpg", "a.jpg"]}


def test_views_are_appended_after_the_products_own_pictures(shop: Path) -> None:
    views = shop.with_name("views.csv")
    views.write_text("sku,photo,split\na,v1.jpg,x\nb,v2.jpg,x\na,v3.jpg,y\na,a.jpg,y\n")
    assert pictures(shop, views=views) == {
        "a": ["a.jpg", "v1.jpg", "v3.jpg"],
        "b": ["b.jpg", "v2.jpg"],
    }


def test_views_in_another_folder_are_named_from_the_media_folder(shop: Path) -> None:
    views = shop.parent / "more" / "views.tsv"
    views.parent.mkdir()
    views.write_text(
        "product_id\timage\na\tv.jpg\na\t../up.jpg\na\t../../out.jpg\na\thttps://x.y/a.jpg\n"
    )
    assert pictures(shop, views=views) == {"a": ["a.jpg", "more/v.jpg", "up.jpg"], "b": ["b.jpg"]}
    assert pictures(shop, views=views, allow_outside=True)["a"][-1] == str(
        shop.parent.parent / "out.jpg"
    )
    assert pictures(shop, views=views, allow_urls=True)["a"][-1] == "https://x.y/a.jpg"


def test_views_are_named_from_the_pictures_folder_where_one_is_given(shop: Path) -> None:
    views = shop.parent / "more" / "views.csv"
    views.parent.mkdir()
    views.write_text("id,image\na,v.jpg\n")
    assert pictures(shop, views=views, images_dir=shop.parent)["a"] == ["a.jpg", "v.jpg"]


def test_views_of_an_unknown_product_are_reported_once_per_id(shop: Path) -> None:
    views = shop.with_name("views.csv")
    views.write_text("id,image\nz,1.jpg\na,2.jpg\nz,3.jpg\ny,4.jpg\n")
    found = read_catalogue(shop, views=views)
    unknown = [p for p in found.problems if p.kind is Kind.UNKNOWN_PRODUCT_IN_VIEWS]
    assert [(problem.row, problem.product_id) for problem in unknown] == [(1, "z"), (4, "y")]


def test_the_digest_covers_the_views(shop: Path) -> None:
    views = shop.with_name("views.csv")
    digests = {read_catalogue(shop).sha256}
    for name in ("1.jpg", "2.jpg"):
        views.write_text(f"id,image\na,{name}\n")
        digests.add(read_catalogue(shop, views=views).sha256)
    assert len(digests) == 3


def test_views_without_a_picture_column_are_refused(shop: Path) -> None:
    views = shop.with_name("views.csv")
    views.write_text("id,colour\na,red\n")
    with pytest.raises(InvalidCatalogue, match=r"no picture column.*id, colour"):
        read_catalogue(shop, views=views)


def test_a_pictures_folder_that_is_not_there_is_refused(shop: Path) -> None:
    with pytest.raises(InvalidCatalogue, match="no folder"):
        read_catalogue(shop, images_dir=shop.parent / "none")


@pytest.mark.data
@pytest.mark.parametrize("name", sorted(SHOPS))
def test_real_catalogues_are_read_without_a_loss(name: str) -> None:
    path = DATA / name / "catalog.csv"
    if not path.is_file():
        pytest.skip(f"the real data set {path} is not here")
    views = path.with_name("views.csv")
    found = read_catalogue(path, views=views if views.is_file() else None)
    assert found.table.num_rows == SHOPS[name]
    assert found.problems == []
    assert all(found.table["title"].to_pylist())
    for names in found.table["images"].to_pylist():
        assert all((found.media / picture).is_file() for picture in names)
