"""The side column: what narrows an answer, with counts, and how it is taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.grammar import read_parts
from search.searcher import Searcher
from web.address import Address
from web.cards import readable_path
from web.facets import Choice, chips_of, facets_of, stock_choice
from web.forms import read_query
from web.uploads import Uploads


def choices(searcher: Searcher, column: str, *pairs: tuple[str, str]) -> dict[str, Choice]:
    address = Address(pairs)
    query = read_query(address, uploads=Uploads(Path("nowhere")))
    facets = facets_of(searcher.search(query), query, address=address, searcher=searcher)
    [facet] = [f for f in facets if f.column == column]
    return {choice.label: choice for choice in (*facet.shown, *facet.rest)}


def test_a_choice_says_how_many_it_would_leave(searcher: Searcher) -> None:
    red = choices(searcher, "colour", ("q", "bag"), ("filter", "price<=20"))["red"]
    assert red == Choice("red", 2, "/?q=bag&filter=price%3C%3D20&filter=colour%3Dred", False)
    left = searcher.search(
        read_query(
            Address((("filter", "price<=20"), ("filter", "colour=red"))),
            uploads=Uploads(Path("nowhere")),
        )
    )
    assert left.total == red.count


def test_a_second_value_of_a_column_means_either(searcher: Searcher) -> None:
    one = choices(searcher, "colour", ("q", "bag"), ("filter", "colour=Red"))
    assert one["red"] == Choice("red", 4, "/?q=bag", True)
    assert one["blue"] == Choice("blue", 4, "/?q=bag&filter=colour+in+Red%2Cblue", False)
    both = choices(searcher, "colour", ("q", "bag"), ("filter", "colour in red,blue"))
    assert both["blue"] == Choice("blue", 4, "/?q=bag&filter=colour%3Dred", True)


def test_counts_leave_out_what_the_search_leaves_out(searcher: Searcher) -> None:
    asked = (("like", "P01"), ("filter", "colour=red"))
    assert choices(searcher, "colour", *asked)["red"].count == 3


def test_a_part_of_a_category_offers_what_is_below_it(searcher: Searcher) -> None:
    below = choices(searcher, "category", ("filter", "category in Kitchen,Home"))
    lamps, mugs = readable_path("Home > Lamps"), readable_path("Kitchen > Mugs")
    assert {label: choice.chosen for label, choice in below.items()} == {mugs: False, lamps: False}
    assert below[lamps].path == "/?filter=category%3DHome+%3E+Lamps"


def test_the_stock_switch_goes_on_and_off(searcher: Searcher) -> None:
    uploads = Uploads(Path("nowhere"))
    off = Address((("q", "red"),))
    switch = stock_choice(searcher.search(read_query(off, uploads=uploads)), off)
    assert switch == Choice("Only what is in stock", 16, "/?q=red&filter=in_stock%3Dyes", False)
    on = off.add("filter", "in_stock=yes")
    switch = stock_choice(searcher.search(read_query(on, uploads=uploads)), on)
    assert switch is not None
    assert (switch.count, switch.path, switch.chosen) == (16, "/?q=red", True)


def test_active_conditions_are_chips_that_can_be_taken_off() -> None:
    pairs = (
        ("q", "red"), ("filter", "colour in red,blue"), ("filter", "brand!=Acme"),
        ("max_price", "20"), ("weight", "words=0"),
    )  # fmt: skip
    chips = {chip.label: chip.path for chip in chips_of(Address(pairs))}
    assert list(chips) == [
        "Colour: red or blue", "Brand: not Acme", "Price up to 20", "Weight words=0",
    ]  # fmt: skip
    assert "max_price" not in chips["Price up to 20"]
    assert "colour" not in chips["Colour: red or blue"]
    assert chips["Colour: red or blue"].count("filter=") == 1


def test_what_is_not_wanted_beside_a_picture_is_a_chip_that_can_be_taken_off() -> None:
    address = Address((("image", "a"), ("q", "without stripes")))
    found = chips_of(address, read_parts("without stripes", beside=True), beside=True)
    assert [(chip.label, "q=" in chip.path) for chip in found] == [("not stripes", False)]
    parts = read_parts("in red without stripes", beside=True)
    kept = {chip.label: chip.path for chip in chips_of(address, parts, beside=True)}
    assert kept["in red"].endswith("q=-stripes")
    assert kept["not stripes"].endswith("q=in+red")


@pytest.mark.parametrize("value", ["salt, pepper", "plain"])
def test_a_value_with_a_comma_stands_alone(value: str) -> None:
    from web.facets import _toggled

    address = Address((("filter", "taste=mild"),))
    path = _toggled("taste", value, chosen=("mild",), address=address)
    alone = "/?filter=taste%3Dsalt%2C+pepper"
    assert path == (alone if "," in value else "/?filter=taste+in+mild%2Cplain")
