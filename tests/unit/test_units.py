from __future__ import annotations

import pytest

from search.terms import terms

ONE_THING = [
    ["3/4 in", '3/4"', "3/4-inch", "3/4in.", "0.75 in", ".75 inches", "¾ inch", "3/4”", "3 / 4 in"],
    ["1-1/2 in", '1 1/2"', "1.5 inches", "1½ in."],
    ["12-inch", "12 in.", "12in", '12"', "12 Inches", "12″"],
    ["10 ft", "10-feet", "10'", "10ft.", "10 foot"],
    ["4x8", "4 x 8", "4×8", "4 by 8", "4X8"],
    ["4 ft. x 8 ft.", "4' x 8'", "4ftx8ft", "4-foot by 8-foot"],
    ["100 sq. ft.", "100 sqft", "100 square feet", "100 ft²", "100-sq ft"],
    ["sq ft", "square feet"],
    ["5 lbs", "5lb", "5 pounds", "5-lb."],
    ["60w", "60 watt", "60-watts"],
    ["18v", "18-volt", "18 V"],
    ["15 amp", "15a", "15-amps"],
    ["1 gal.", "1-gallon", "1gal"],
    ["16 oz", "16-ounce"],
    ["20 mm", "20mm", "20-millimeter"],
    ["500ml", "500 ml", "500 millilitres"],
    ["2 kg", "2kg", "2 kilograms"],
    ["1,5 l", "1.5 litre", "1.50 liters"],
    ["1,000 lb", "1000lbs"],
    ["5'6\"", "5 ft 6 in"],
    ["gallons", "gal"],
]  # fmt: skip


@pytest.mark.parametrize("spellings", ONE_THING, ids=lambda s: s[0])
def test_one_thing_has_one_reading(spellings: list[str]) -> None:
    assert {text: terms(text) for text in spellings} == dict.fromkeys(
        spellings, terms(spellings[0])
    )
    assert terms(spellings[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [("3/4 in", "1/4 in"), ("12 in", "12 ft"), ("4x8", "48"), ("1.5 l", "15 l"), ("8/2 wire", "4 wire"),
     ("100 ft", "100 sq ft"), ("11/2 in", "1 1/2 in")],
)  # fmt: skip
def test_different_things_have_different_readings(one: str, other: str) -> None:
    assert terms(one) != terms(other)


def test_a_short_word_is_a_unit_only_behind_a_number() -> None:
    assert terms("red sofa in a box") == ["red", "sofa", "in", "a", "box"]
    assert terms("mac os x") == ["mac", "os", "x"]


def test_quotation_marks_around_words_are_no_inches() -> None:
    assert terms('"stanless" steel') == terms("stanless steel")
