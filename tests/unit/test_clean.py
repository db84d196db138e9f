"""Cleaning values and rows: what a shop wrote, what a product says, what is reported."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from indexer.clean import Cleaned, clean
from indexer.prices import currency_code, read_prices
from indexer.problems import Kind
from indexer.schema import map_columns
from indexer.text import clean_text
from search.errors import InvalidCatalogue


def cleaned(*rows: dict[str, Any], **overrides: str) -> Cleaned:
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: pd.Series([row.get(name) for row in rows], dtype=object) for name in names}
    return clean(pd.DataFrame(columns), map_columns(names, overrides))


def value_of(noun: str, value: Any, *, column: str | None = None) -> Any:
    """What one value becomes, and the kinds of problem that it causes."""
    found = cleaned({"id": "1", "title": "t", column or noun: value})
    return found.table[noun][0].as_py(), [problem.kind for problem in found.problems]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("plain", "plain"),
        ("  two \t\n spaces\u3000here ", "two spaces here"),
        ("cr\u00e8me", "crème"),
        ("cre\u0300me", "crème"),
        ("cr\u00c3\u00a8me", "crème"),  # UTF-8 once read as cp1252
        ("Briggs &amp; Stratton", "Briggs & Stratton"),
        ("Marks & Spencer, AT&T, R&D;", "Marks & Spencer, AT&T, R&D;"),
        ("5&quot; &#8211; 7&#x22;", '5" \u2013 7"'),
        ("size < 10 & > 5", "size < 10 & > 5"),
        ("a <3 b", "a <3 b"),
        ("<p>One</p><p>Two</p>", "One Two"),
        ("<ul><li>Red</li><li>Blue</li></ul>line<br>break<br/>end", "Red Blue line break end"),
        ("W<b>or</b>d in <i class='x'>italics</i>", "Word in italics"),
        ("<td>a</td><td>b</td>", "a b"),
        ("a<script>alert('x')</script><style>p {}</style><!-- c -->b", "ab"),
        ("<?xml version='1.0'?><p>x</p>", "x"),
        ("<![CDATA[<p>x</p>]]>", "x"),
        ("<!DOCTYPE html><html><body>x</body></html>", "x"),
        ("&lt;b&gt;bold&lt;/b&gt;", "bold"),
        ("&amp;amp;", "&"),
        ("unclosed <b>tag <i", "unclosed tag <i"),
        ("http://example.com/a.jpg", "http://example.com/a.jpg"),
        ("nul\x00l\x07, soft\u00adhyphen, \u200bzero, \ufeffmark", "null, softhyphen, zero, mark"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("红色，棉（100%）", "红色，棉（100%）"),
        ("\u201ccurled\u201d it\u2019s", "\u201ccurled\u201d it\u2019s"),
        ("👩\u200d👧 family", "👩\u200d👧 family"),
    ],
)
def test_text_is_cleaned(raw: str, text: str) -> None:
    assert clean_text(raw) == text


@pytest.mark.parametrize("word", ["nan", "NaN", "null", "None", "N/A", " none ", "<p>nan</p>"])
def test_words_for_nothing_are_missing_but_in_ids_and_titles(word: str) -> None:
    row = {"id": "nan", "title": "none", "description": word, "brand": word, "category": word}
    found = cleaned({**row, "url": word.replace("<p>nan</p>", "nan"), "colour": word})
    assert found.table.drop_columns("images").to_pylist()[0] == {
        **{"product_id": "nan", "title": "none", "description": "", "category": "", "brand": ""},
        **{"price": None, "currency": "", "in_stock": None, "url": "", "colour": None},
    }
    assert found.problems == []


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("$1,299.00", 1299, "USD"),
        ("1.299,00 €", 1299, "EUR"),
        ("1 299,00 kr", 1299, "kr"),
        ("1\u00a0299,00 kr", 1299, "kr"),
        ("£12", 12, "GBP"),
        ("12.50 EUR", 12.5, "EUR"),
        ("EUR 12.50", 12.5, "EUR"),
        ("12,50 Euro", 12.5, "EUR"),
        ("¥1,200", 1200, "JPY"),
        ("￥1,200", 1200, "JPY"),
        ("12.50 元", 12.5, "CNY"),
        ("CN¥12", 12, "CNY"),
        ("RMB 30", 30, "CNY"),
        ("₹1,20,000", 120000, "INR"),
        ("A$5", 5, "AUD"),
        ("1'299.00", 1299, ""),
        ("12.5", 12.5, ""),
        ("12,5", 12.5, ""),
        ("0", 0, ""),
        ("0.299", 0.299, ""),
        ("1299", 1299, ""),
        ("1e3", 1000, ""),
        (7, 7, ""),
        (7.25, 7.25, ""),
        ("  8 ", 8, ""),
    ],
)
def test_prices_are_read_as_shops_write_them(written: Any, amount: float, currency: str) -> None:
    found = cleaned({"id": "1", "title": "t", "price": written})
    assert found.table["price"].to_pylist() == [amount]
    assert found.table["currency"].to_pylist() == [currency]
    assert found.problems == []


@pytest.mark.parametrize(
    "written",
    [
        *("-5", "$-5", "-$5", "\u22125", "free", "ask us", "20 %", "5 for $3", "10 - 20", "12 50"),
        *("NaN", "inf", "-inf", "1e400", "12.5.3", -1, float("inf"), [1, 2], {"amount": 3}, "?"),
    ],
)
def test_what_is_no_price_is_missing_and_reported(written: Any) -> None:
    assert value_of("price", written) == (None, [Kind.BAD_PRICE])


@pytest.mark.parametrize("nothing", ["", "  ", None, float("nan"), "null", "n/a", pd.NA, pd.NaT])
@pytest.mark.parametrize("noun", ["price", "in_stock"])
def test_a_value_that_is_not_there_is_no_problem(noun: str, nothing: Any) -> None:
    assert value_of(noun, nothing) == (None, [])


def test_the_column_decides_what_a_dot_means() -> None:
    assert [amount for amount, _ in read_prices(["1.299", "12,50"])] == [1299, 12.5]
    assert [amount for amount, _ in read_prices(["1.299", "12.50"])] == [1.299, 12.5]


def test_the_currency_column_wins_over_the_sign_in_the_price() -> None:
    found = cleaned(
        {"id": "1", "title": "t", "price": "$5", "currency": "cad"},
        {"id": "2", "title": "t", "price": "$5", "currency": ""},
        {"id": "3", "title": "t", "price": "5", "currency": "€"},
    )
    assert found.table["currency"].to_pylist() == ["CAD", "USD", "EUR"]


def test_the_yuan_sign_is_chinese_under_a_chinese_header() -> None:
    found = cleaned({"商品编号": "1", "标题": "红色连衣裙", "价格": "¥99"})
    assert (found.table["price"][0].as_py(), found.table["currency"][0].as_py()) == (99, "CNY")
    assert currency_code("¥") == "JPY"


@pytest.mark.parametrize(
    ("written", "stock"),
    [
        *[
            (word, True)
            for word in ("yes", "TRUE", "1", "In Stock", "in_stock", "12", "3.0", "有货")
        ],
        *[(word, True) for word in (True, 4, 2.5, "https://schema.org/InStock", "available", "y")],
        *[(word, False) for word in ("no", "False", "0", "out of stock", "out-of-stock", "无货")],
        *[(word, False) for word in (False, 0, -2, "http://schema.org/OutOfStock", "sold out")],
    ],
)
def test_stock_is_read_as_shops_write_it(written: Any, stock: bool) -> None:
    assert value_of("in_stock", written) == (stock, [])


@pytest.mark.parametrize("written", ["perhaps", "soon", "many"])
def test_what_is_no_stock_is_missing_and_reported(written: str) -> None:
    assert value_of("in_stock", written) == (None, [Kind.BAD_STOCK])


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("Clothing > Shirts", "Clothing > Shirts"),
        ("Clothing&gt;Shirts", "Clothing > Shirts"),
        ("Clothing | Shirts|Polo", "Clothing > Shirts > Polo"),
        ("Clothing › Shirts", "Clothing > Shirts"),  # noqa: RUF001
        ("Clothing / Shirts", "Clothing > Shirts"),
        ("Clothing/Men/Shirts", "Clothing > Men > Shirts"),
        ("/Clothing/Shirts/", "Clothing > Shirts"),
        ("Leggings/Tights", "Leggings/Tights"),
        ("Women > Lingeries/Tights/Socks", "Women > Lingeries/Tights/Socks"),
        ("> Clothing >> ", "Clothing"),
        ("nan > nan", ""),
        ("A/B/C >", "A > B > C"),
        ("\u203a\u00c3\u00a9", "é"),
        (["Clothing", "Shirts"], "Clothing > Shirts"),
        ("Shirts", "Shirts"),
    ],
)
def test_category_paths_are_written_one_way(written: Any, path: str) -> None:
    assert value_of("category", written) == (path, [])


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("a.jpg", ["a.jpg"]),
        ("a.jpg|b.jpg | c.jpg", ["a.jpg", "b.jpg", "c.jpg"]),
        ("a.jpg;b.jpg", ["a.jpg", "b.jpg"]),
        ("a.jpg, b.png,", ["a.jpg", "b.png"]),
        ("red, blue.jpg", ["red, blue.jpg"]),
        ("https://x.y/w_200,h_300/a.jpg", ["https://x.y/w_200,h_300/a.jpg"]),
        ("https://x.y/a, http://x.y/b?c=1;d=2", ["https://x.y/a", "http://x.y/b?c=1;d=2"]),
        (["a.jpg", None, " ", "b.jpg", "a.jpg"], ["a.jpg", "b.jpg"]),
        ('["a.jpg", "b.jpg"]', ["a.jpg", "b.jpg"]),
        ("['a.jpg']", ["a.jpg"]),
        ("[a].jpg", ["[a].jpg"]),
        ("[not a list]", ["[not a list]"]),
        ("", []),
        (None, []),
        ("nan", []),
        (7, ["7"]),
        ("half\ud800.jpg", ["half.jpg"]),
    ],
)
def test_picture_names_are_split_but_not_torn(written: Any, names: list[str]) -> None:
    found = cleaned({"id": "1", "title": "t", "images": written})
    assert found.table["images"].to_pylist() == [names]


def test_pictures_of_several_columns_are_joined_in_order() -> None:
    row = {"id": "1", "image_3": "c.jpg", "image_2": "b.jpg", "image": "a.jpg", "image_4": "a.jpg"}
    assert cleaned(row).table["images"].to_pylist() == [["a.jpg", "b.jpg", "c.jpg"]]


def test_the_table_has_exactly_the_products_columns_and_then_the_attributes() -> None:
    table = cleaned({"id": "1", "Colour-Name": "red", "title": "t", "size": "9"}).table
    strings = ("product_id", "title", "description", "category", "brand")
    assert table.schema == pa.schema(
        [
            *((name, pa.string()) for name in strings),
            *(("price", pa.float64()), ("currency", pa.string())),
            *(("images", pa.list_(pa.string())), ("in_stock", pa.bool_()), ("url", pa.string())),
            *(("colour_name", pa.string()), ("size", pa.float64())),
        ]
    )


def test_attribute_names_never_clash() -> None:
    row = {"id": "1", "title": "t", "Title": "T", "product_id": "p", "A b": "1", "a-b": "2"}
    table = cleaned({**row, "price_": "3", "images ": "x", "": "4"}, price="A b").table
    assert table.column_names[10:] == ["id", "title_2", "a_b", "price_", "column"]
    assert len(set(table.column_names)) == len(table.column_names)


@pytest.mark.parametrize(
    ("values", "kind", "typed"),
    [
        (["1", "2.50", "", "-3"], pa.float64(), [1, 2.5, None, -3]),
        ([1, None, 2.5], pa.float64(), [1, None, 2.5]),
        (["007", "12"], pa.string(), ["007", "12"]),
        (["0.5", "0"], pa.float64(), [0.5, 0]),
        (["1234567890123456", "1"], pa.string(), ["1234567890123456", "1"]),
        (["1", "x"], pa.string(), ["1", "x"]),
        (["1e5", "2"], pa.string(), ["1e5", "2"]),
        (["nan", "1"], pa.float64(), [None, 1]),
        (["inf", "1"], pa.string(), ["inf", "1"]),
        (["yes", "", "No"], pa.bool_(), [True, None, False]),
        ([True, None, False], pa.bool_(), [True, None, False]),
        (["yes", "perhaps"], pa.string(), ["yes", "perhaps"]),
        (["", None], pa.string(), [None, None]),
        ([["red", "blue"], []], pa.string(), ["red, blue", None]),
        ([{"a": 1}, None], pa.string(), ['{"a": 1}', None]),
        ([" <b>red</b> ", "&amp;"], pa.string(), ["red", "&"]),
    ],
)
def test_attributes_are_typed_by_all_their_values(
    values: list[Any], kind: pa.DataType, typed: list[Any]
) -> None:
    rows = ({"id": str(at), "title": "t", "x": value} for at, value in enumerate(values))
    column = cleaned(*rows).table["x"]
    assert (column.type, column.to_pylist()) == (kind, typed)


def test_rows_are_sorted_by_id_in_code_point_order_and_remember_where_they_came_from() -> None:
    found = cleaned(*({"id": name, "title": name} for name in ("b", "é", "a", "B", "10", "9")))
    assert found.table["product_id"].to_pylist() == ["10", "9", "B", "a", "b", "é"]
    assert found.rows.tolist() == [5, 6, 4, 3, 1, 2]
    assert found.rows.dtype == np.int64


def test_the_last_row_of_an_id_wins_and_the_others_name_it() -> None:
    found = cleaned(
        {"id": "a", "title": "first"},
        {"id": " a ", "title": "second"},
        {"id": "A", "title": "another"},
        {"id": "a", "title": "third"},
    )
    assert found.table["title"].to_pylist() == ["another", "third"]
    assert [(p.kind, p.row, p.product_id) for p in found.problems] == [
        (Kind.DUPLICATE_ID, 1, "a"),
        (Kind.DUPLICATE_ID, 2, "a"),
    ]
    assert all("row 4 was kept" in problem.message for problem in found.problems)


def test_an_empty_row_does_not_erase_an_earlier_product() -> None:
    found = cleaned({"id": "a", "title": "first"}, {"id": "a", "title": ""})
    assert found.table["title"].to_pylist() == ["first"]
    assert [problem.kind for problem in found.problems] == [Kind.EMPTY_PRODUCT]


def test_rows_without_id_or_content_are_left_out_and_reported() -> None:
    found = cleaned(
        {"id": "", "title": "no id", "image": ""},
        {"id": None, "title": "no id", "image": ""},
        {"id": "\x00 ", "title": "no id", "image": ""},
        {"id": "4", "title": " <p></p>", "image": "", "price": "5"},
        {"id": "5", "title": "", "image": "a.jpg"},
        {"id": "6", "title": "nan", "image": ""},
    )
    assert found.table["product_id"].to_pylist() == ["5", "6"]
    kinds = [Kind.MISSING_ID] * 3 + [Kind.EMPTY_PRODUCT]
    assert [(p.kind, p.row) for p in found.problems] == list(zip(kinds, (1, 2, 3, 4), strict=True))


@pytest.mark.parametrize(("raw", "text"), [("007", "007"), (7, "7"), (7.0, "7"), (" x ", "x")])
def test_ids_of_any_type_become_the_text_a_shop_would_write(raw: Any, text: str) -> None:
    assert cleaned({"id": raw, "title": "t"}).table["product_id"].to_pylist() == [text]


def test_a_problem_names_the_row_of_the_file_not_of_the_table() -> None:
    found = cleaned(
        {"id": "z", "title": "t", "price": "oops"},
        {"id": "a", "title": "t", "price": "5"},
        {"id": "m", "title": "t", "price": "-1"},
    )
    assert [(p.row, p.product_id, p.field) for p in found.problems] == [
        (1, "z", "price"),
        (3, "m", "price"),
    ]
    assert "'oops'" in found.problems[0].message


def test_without_a_usable_row_there_is_no_catalogue() -> None:
    with pytest.raises(
        InvalidCatalogue, match=r"None of the 2 rows.*missing_id 1.*empty_product 1"
    ):
        cleaned({"id": "", "title": "x"}, {"id": "2", "title": ""})


def test_addresses_keep_what_would_be_entities_in_text() -> None:
    address = "https://x.y/?a=1&copy=2&lt;=3"
    assert value_of("url", f" {address} ") == (address, [])
