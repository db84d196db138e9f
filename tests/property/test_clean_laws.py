"""What holds for any catalogue at all: laws of cleaning."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.clean import Cleaned, clean
from indexer.prices import read_prices
from indexer.problems import Kind
from indexer.schema import map_columns
from indexer.text import clean_text, parse_html
from search.errors import InvalidCatalogue

# Text that is likely to go wrong: mark-up, entities and odd characters among plain letters.
PIECES = st.sampled_from(
    (
        *("<p>", "</p>", "<b", ">", "<!--", "-->", "<![CDATA[", "]]>", "<!x", "<?", "<script>"),
        *("</script>", "&", "&amp;", "lt;", "&lt;", "&gt;", "&#0;", "&#x80;", "&nbsp;", "&#55296;"),
        *("/", " / ", "|", ", ", "-", "1", "0", ".5", "yes", "nan", "none", "a.jpg", "\n", "\x00"),
        *("\xa0", "\u200b", "\ud800", "e\u0301", "\u00c3\u00a9", "\x85", "\u2028", "\x1c"),
        *("\x1f", "\ufb01", "\u212b", "\u0958", "\u203a", "[", "]", "'"),
    )
)
TEXT = st.one_of(
    st.lists(PIECES, max_size=8).map("".join),
    st.text(alphabet=st.characters(), max_size=12),
)
VALUE = st.one_of(
    TEXT,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.lists(TEXT, max_size=3),
    st.dictionaries(TEXT, st.integers(), max_size=2),
)
COLUMNS = ("title", "description", "category", "brand", "price", "currency", "images", "in_stock")
IDS = st.one_of(st.sampled_from("abc"), VALUE)
ROWS = st.lists(
    st.fixed_dictionaries({"id": IDS, **dict.fromkeys((*COLUMNS, "url", "Colour", "size"), VALUE)}),
    min_size=1,
    max_size=5,
)


def cleaned(rows: list[dict[str, Any]]) -> Cleaned | None:
    names = list(rows[0])
    columns = {name: pd.Series([row[name] for row in rows], dtype=object) for name in names}
    try:
        return clean(pd.DataFrame(columns), map_columns(names, {}))
    except InvalidCatalogue:
        return None


@given(TEXT)
@example("&amp;amp;amp;lt;b&amp;gt;")
@example("<p>&lt;p&gt;</p>")
def test_cleaning_text_twice_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once


TAGS = (
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<a title='x>y'>",
    '<i class="<p>">',
    "<br/>",
    "<hr >",
    "<LI>",
)
WORDS = ("a", "b c", " ", ">", "'", '"', "1 < 2", "é")


@given(st.lists(st.sampled_from([*TAGS, *WORDS]), max_size=8).map("".join))
def test_well_formed_tags_are_removed_as_a_parser_would(markup: str) -> None:
    def squeezed(text: str) -> str:  # which of the two spaces around a block is not the point
        return "".join(text.split())

    assert squeezed(clean_text(markup)) == squeezed(parse_html(markup))


@given(TEXT)
def test_clean_text_can_be_written_and_has_single_spaces(text: str) -> None:
    once = clean_text(text)
    assert once.encode().decode() == once
    assert once == " ".join(once.split())
    assert not any(ord(character) < 32 for character in once)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzABC 0123456789.,'-+/()", max_size=40))
def test_plain_words_are_only_spaced(text: str) -> None:
    assert clean_text(text) == " ".join(text.split())


@given(ROWS)
def test_cleaning_a_catalogue_twice_changes_nothing(rows: list[dict[str, Any]]) -> None:
    first = cleaned(rows)
    if first is None:
        return
    second = cleaned(first.table.to_pylist())
    assert second is not None
    assert second.table.equals(first.table)
    assert second.problems == []


@given(ROWS)
def test_ids_are_sorted_unique_and_never_empty(rows: list[dict[str, Any]]) -> None:
    found = cleaned(rows)
    if found is None:
        return
    ids = found.table["product_id"].to_pylist()
    assert ids == sorted(set(ids))
    assert all(ids)


@given(ROWS)
def test_every_row_is_a_product_or_one_reported_loss(rows: list[dict[str, Any]]) -> None:
    found = cleaned(rows)
    if found is None:
        return
    losses = {Kind.MISSING_ID, Kind.EMPTY_PRODUCT, Kind.DUPLICATE_ID}
    lost = [problem.row for problem in found.problems if problem.kind in losses]
    assert sorted([*lost, *found.rows.tolist()]) == list(range(1, len(rows) + 1))


@given(ROWS)
def test_prices_are_never_negative_nor_infinite(rows: list[dict[str, Any]]) -> None:
    found = cleaned(rows)
    if found is not None:
        prices = [price for price in found.table["price"].to_pylist() if price is not None]
        assert all(0 <= price < float("inf") for price in prices)


AMOUNT = st.integers(0, 10**9)
NOTATIONS = {
    "$1,299.00": lambda whole, cents: f"${whole:,}.{cents:02}",
    "1.299,00 €": lambda whole, cents: f"{whole:,},{cents:02} €".replace(
        ",", ".", f"{whole:,}".count(",")
    ),
    "1 299,00 kr": lambda whole, cents: f"{whole:,}".replace(",", " ") + f",{cents:02} kr",
    "1'299.00": lambda whole, cents: f"{whole:,}".replace(",", "'") + f".{cents:02}",
    "1299.00": lambda whole, cents: f"{whole}.{cents:02}",
    "EUR 1299,00": lambda whole, cents: f"EUR {whole},{cents:02}",
}


@given(AMOUNT, st.integers(0, 99), st.sampled_from(sorted(NOTATIONS)))
def test_an_amount_is_read_back_from_every_notation(whole: int, cents: int, notation: str) -> None:
    written = NOTATIONS[notation](whole, cents)
    assert read_prices([written])[0][0] == float(f"{whole}.{cents:02}")


@given(st.floats(0, 1e15, allow_nan=False))
def test_a_float_that_was_written_is_read_back(amount: float) -> None:
    assert read_prices([str(amount)]) == [(amount, "")]
    assert read_prices([amount]) == [(amount, "")]


@given(VALUE)
def test_no_value_breaks_the_price_reader(value: Any) -> None:
    ((amount, currency),) = read_prices([value])
    assert amount is None or amount >= 0
    assert isinstance(currency, str)
