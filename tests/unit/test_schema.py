"""Column names of real shop systems, and the operator's own word for them."""

from __future__ import annotations

import pytest

from indexer.schema import NOUNS, SYNONYMS, map_columns
from search.errors import InvalidCatalogue

GOOGLE = (
    *("id", "title", "description", "link", "image_link", "additional_image_link"),
    *("availability", "price", "brand", "gtin", "google_product_category", "product_type"),
)
SHOPIFY = ("Handle", "Title", "Body (HTML)", "Vendor", "Type", "Variant Price", "Image Src")
WOOCOMMERCE = (
    *("ID", "Type", "SKU", "Name", "Short description", "Description", "In stock?", "Stock"),
    *("Regular price", "Categories", "Images"),
)
HM = ("article_id", "product_code", "prod_name", "product_type_name", "detail_desc")
CHINESE = ("商品编号", "名称", "描述", "类目", "品牌", "价格", "图片", "库存", "颜色")


@pytest.mark.parametrize("noun", sorted(SYNONYMS))
def test_every_synonym_is_found_in_any_writing(noun: str) -> None:
    identity = [] if noun == "product_id" else ["product_id"]
    for synonym in SYNONYMS[noun]:
        for written in (synonym, synonym.upper(), " ".join(synonym), f" {'-'.join(synonym)}_"):
            assert getattr(map_columns([*identity, written], {}), noun) == written


def test_a_google_feed_is_understood() -> None:
    found = map_columns(GOOGLE, {})
    assert (found.product_id, found.url, found.in_stock) == ("id", "link", "availability")
    assert found.images == ("image_link", "additional_image_link")
    assert found.category == "product_type"
    assert found.attributes == ("gtin", "google_product_category")


def test_a_shopify_export_is_understood() -> None:
    found = map_columns(SHOPIFY, {})
    assert found.product_id == "Handle"
    assert (found.description, found.brand) == ("Body (HTML)", "Vendor")
    assert (found.price, found.images) == ("Variant Price", ("Image Src",))


def test_a_woocommerce_export_is_understood() -> None:
    found = map_columns(WOOCOMMERCE, {})
    assert (found.product_id, found.title, found.in_stock) == ("ID", "Name", "In stock?")
    assert (found.description, found.price) == ("Description", "Regular price")
    assert found.attributes == ("Type", "SKU", "Short description", "Stock")


def test_the_hm_data_set_is_understood() -> None:
    found = map_columns(HM, {})
    assert (found.product_id, found.title) == ("article_id", "prod_name")
    assert (found.description, found.category) == ("detail_desc", "product_type_name")
    assert found.attributes == ("product_code",)


def test_chinese_headers_are_understood() -> None:
    found = map_columns(CHINESE, {})
    assert (found.product_id, found.title, found.description) == ("商品编号", "名称", "描述")
    assert (found.category, found.brand, found.price) == ("类目", "品牌", "价格")
    assert (found.images, found.in_stock, found.attributes) == (("图片",), "库存", ("颜色",))


def test_the_exact_name_wins_over_another_writing_of_it() -> None:
    found = map_columns(["Product ID", "product_id", "TITLE", "title"], {})
    assert (found.product_id, found.title) == ("product_id", "title")
    assert found.attributes == ("Product ID", "TITLE")


def test_the_order_of_columns_does_not_decide_between_synonyms() -> None:
    for columns in (["sku", "id", "name", "title"], ["title", "name", "id", "sku"]):
        found = map_columns(columns, {})
        assert (found.product_id, found.title) == ("id", "title")
        assert set(found.attributes) == {"sku", "name"}


def test_pictures_are_ordered_main_first_then_by_number() -> None:
    columns = ["id", "image_10", "images", "image_2", "Image 3", "image", "image_width"]
    found = map_columns(columns, {})
    assert found.images == ("image", "images", "image_2", "Image 3", "image_10")
    assert found.attributes == ("image_width",)


def test_a_local_picture_is_preferred_to_its_address() -> None:
    found = map_columns(["id", "image_url", "image_path"], {})
    assert found.images == ("image_path",)
    assert found.attributes == ("image_url",)


def test_no_column_is_used_twice_or_lost() -> None:
    for columns in (GOOGLE, SHOPIFY, WOOCOMMERCE, HM, CHINESE):
        found = map_columns(columns, {})
        named = [getattr(found, noun) for noun in NOUNS if noun != "images"]
        used = [name for name in named if name] + [*found.images, *found.attributes]
        assert sorted(used) == sorted(columns)


def test_the_operators_word_comes_first() -> None:
    found = map_columns(["id", "title", "kop", "image", "foto"], {"title": "kop", "images": "Foto"})
    assert (found.title, found.images) == ("kop", ("foto",))
    assert found.attributes == ("title", "image")


def test_an_unknown_noun_names_the_nearest() -> None:
    with pytest.raises(InvalidCatalogue, match=r"'titel' is no part.*Did you mean 'title'"):
        map_columns(["id", "kop"], {"titel": "kop"})


def test_an_unknown_column_names_the_nearest() -> None:
    with pytest.raises(InvalidCatalogue, match=r"no column 'prodname'.*Did you mean 'prod_names'"):
        map_columns(["id", "prod_names"], {"title": "prodname"})


def test_without_an_id_the_columns_and_the_remedy_are_named() -> None:
    with pytest.raises(InvalidCatalogue, match=r"name, colour.*--map product_id=COLUMN"):
        map_columns(["name", "colour"], {})
