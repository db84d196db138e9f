"""Suggestions while a shopper types."""

from __future__ import annotations

import pytest

from search.errors import InvalidQuery
from search.searcher import Searcher
from search.suggest import Kind, Suggestion, Suggestions

NAMES = [
    Suggestion(Kind.CATEGORY, "Desk lamps", "Home > Desk lamps", 8),
    Suggestion(Kind.CATEGORY, "T-shirts", "Clothing > T-shirts", 15),
    Suggestion(Kind.PRODUCT, "Draughtsman desk lamp", "L1"),
    Suggestion(Kind.PRODUCT, "Harbour Breton T-shirt", "S1"),
    Suggestion(Kind.PRODUCT, "Café table", "C1"),
    Suggestion(Kind.PRODUCT, "白色亚麻衬衫", "Z1"),
]


def suggested(text: str, *, limit: int = 8) -> list[str]:
    return [found.text for found in Suggestions(NAMES).suggest(text, limit=limit)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("la", "Desk lamps"),
        ("desk l", "Desk lamps"),
        ("lamp desk dra", "Draughtsman desk lamp"),
        ("BRE", "Harbour Breton T-shirt"),
        ("tshi", "T-shirts"),
        ("t-sh", "T-shirts"),
        ("cafe", "Café table"),
        ("亚麻", "白色亚麻衬衫"),
    ],
)
def test_a_name_is_found_from_the_beginnings_of_its_words(typed: str, first: str) -> None:
    assert suggested(typed)[0] == first


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("lapm", "Desk lamps"), ("brton", "Harbour Breton T-shirt"), ("drauhgts", "Draughtsman desk lamp")],
)  # fmt: skip
def test_a_slip_of_the_finger_finds_what_was_meant(typed: str, meant: str) -> None:
    assert suggested(typed)[0] == meant


def test_every_word_typed_must_fit() -> None:
    assert suggested("breton lamp") == []
    assert suggested("xy") == []
    assert suggested("  -- ") == []
    assert suggested("lamp " * 50) == []


def test_what_is_spelt_as_the_catalogue_does_is_never_guessed_at() -> None:
    assert suggested("lamp") == ["Desk lamps", "Draughtsman desk lamp"]


def test_categories_come_first_and_are_few() -> None:
    many = [Suggestion(Kind.CATEGORY, f"Lamps {i}", f"Lamps {i}", i) for i in range(1, 9)]
    found = Suggestions([*many, Suggestion(Kind.PRODUCT, "Lamp", "L")]).suggest("lamp")
    assert [name.value for name in found] == ["Lamps 8", "Lamps 7", "Lamps 6", "L"]


def test_the_limit_holds_and_is_checked() -> None:
    assert len(suggested("d", limit=1)) == 1
    for limit in (0, 21):
        with pytest.raises(InvalidQuery, match="from 1 to 20"):
            suggested("d", limit=limit)


def test_a_searcher_suggests_its_categories_and_its_products(searcher: Searcher) -> None:
    found = searcher.suggestions.suggest("mu")
    assert (found[0].kind, found[0].value, found[0].count) == (Kind.CATEGORY, "Kitchen > Mugs", 5)
    assert {name.value for name in found[1:]} == {"P11", "P12", "P13", "P14", "P15"}


def test_an_empty_shop_suggests_nothing() -> None:
    assert Suggestions([]).suggest("lamp") == []
