"""What a product says to the text tower and to BM25."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from indexer.compose import describing, texts, titles
from indexer.schema import DEFAULT_FIELDS
from search.errors import InvalidCatalogue


def table(*rows: dict[str, Any]) -> pa.Table:
    product = {
        **{"product_id": "", "title": "", "description": "", "category": "", "brand": ""},
        **{"price": None, "currency": "", "images": [], "in_stock": None, "url": ""},
    }
    attributes = list(dict.fromkeys(name for row in rows for name in row if name not in product))
    filled = [{**product, **dict.fromkeys(attributes), **row} for row in rows]
    made = pa.Table.from_pylist(filled)
    kinds = {"price": pa.float64(), "in_stock": pa.bool_(), "images": pa.list_(pa.string())}
    schema = [pa.field(f.name, kinds.get(f.name, f.type)) for f in made.schema]
    return made.cast(pa.schema(schema))


DRESS = {
    **{"title": "Blue dress", "category": "Clothing > Dresses", "brand": "Acme", "price": 12.5},
    **{"description": "Soft and light.", "colour_name": "navy", "organic": True, "in_stock": False},
}


def test_the_title_comes_first_and_attributes_are_named() -> None:
    (text,) = texts(table(DRESS), DEFAULT_FIELDS)
    assert text == "Blue dress. Clothing Dresses. Acme. Soft and light. colour name: navy"


def test_the_order_of_fields_does_not_change_the_text() -> None:
    made = table(DRESS)
    assert texts(made, DEFAULT_FIELDS) == texts(made, DEFAULT_FIELDS[::-1])


def test_only_what_is_asked_for_is_said() -> None:
    made = table(DRESS)
    assert texts(made, ["title"]) == ["Blue dress"]
    assert texts(made, ["brand", "price"]) == ["Acme. price: 12.5"]
    assert texts(made, []) == [""]


def test_a_yes_is_its_name_and_a_no_is_silent() -> None:
    made = table(DRESS, {"title": "x", "organic": False}, {"title": "y"})
    assert texts(made, ["title", "organic", "in_stock"]) == ["Blue dress. organic", "x", "y"]


def test_empty_values_say_nothing() -> None:
    assert texts(table({"title": "x", "colour": None}, {"colour": "red"}), DEFAULT_FIELDS) == [
        "x",
        "colour: red",
    ]


def test_whole_numbers_have_no_point_and_large_ones_no_exponent() -> None:
    made = table({"year": 2011.0}, {"year": 12_345_678.0}, {"year": 0.25})
    assert texts(made, ["year"]) == ["year: 2011", "year: 12345678", "year: 0.25"]


def test_attributes_are_short_text_and_neither_codes_nor_addresses() -> None:
    rows = [
        {
            "colour": ["red", "blue"][at % 2],
            "size": f"{at} cm",
            "article": f"000.{at:03}.87",
            "barcode": f"AB-{at}",
            "page": "https://example.com/p",
            "care": "Wash it by hand in cold water and dry it flat in the shade, please.",
            "year": float(at),
            "organic": True,
            "nothing": None,
            "few_codes": f"T{at % 3}",
        }
        for at in range(10)
    ]
    made = table(*rows)
    made = made.set_column(made.column_names.index("nothing"), "nothing", pa.nulls(10, pa.string()))
    assert describing(made) == ["colour", "size", "few_codes"]


def test_a_field_named_beside_attributes_is_said_once() -> None:
    (text,) = texts(table(DRESS), ["colour_name", "attributes"])
    assert text == "colour name: navy"


def test_an_unknown_field_names_the_nearest() -> None:
    with pytest.raises(InvalidCatalogue, match=r"no field 'colour'.*Did you mean 'colour_name'"):
        texts(table(DRESS), ["title", "colour"])


def test_titles_are_one_per_product() -> None:
    assert titles(table(DRESS, {"description": "x"})) == ["Blue dress", ""]
