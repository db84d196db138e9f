from __future__ import annotations

import pytest

from search.speller import Speller, learn
from search.synonyms import Rule

COUNTS = {"stainless": 40, "steel": 60, "shower": 30, "flower": 60, "lamp": 25, "desk": 30,
          "screwdriver": 9, "rare": 2, "faucet": 5}  # fmt: skip


def correct(text: str) -> tuple[str, dict[str, str]]:
    return Speller(COUNTS).correct(text, known=lambda word: word in COUNTS)


def test_a_word_nobody_has_becomes_the_nearest_that_many_have() -> None:
    assert correct("stanless steel") == ("stainless steel", {"stanless": "stainless"})


def test_two_letters_that_changed_places_are_one_mistake() -> None:
    assert correct("fuacet")[0] == "faucet"
    assert correct("lmap")[0] == "lamp"  # four letters may have one mistake only


def test_of_two_words_as_near_the_first_letter_decides() -> None:
    assert correct("slower")[0] == "shower"


def test_a_space_left_out_is_put_in_and_one_too_many_taken_out() -> None:
    assert correct("desklamp")[0] == "desk lamp"
    assert correct("red screw driver")[0] == "red screwdriver"


@pytest.mark.parametrize(
    "text",
    ["steel lamp", "rare", '"stanless" steel', "dcd771c2", "zzzzqqq", "la", "红色连衣裙裙裙"],
)
def test_what_is_known_quoted_numbered_short_or_far_from_anything_stays(text: str) -> None:
    assert correct(text) == (text, {})


def test_a_last_word_that_is_near_nothing_becomes_the_commonest_that_begins_so() -> None:
    assert correct("desk lam")[0] == "desk lamp"
    assert correct("stainl")[0] == "stainless"
    assert correct("s")[0] == "s"
    assert correct("sta 12")[0] == "sta 12"  # a number follows: it is finished
    assert correct("ste lamp")[0] == "ste lamp"
    assert correct('"stai"')[0] == '"stai"'


def test_a_word_known_as_one_and_as_two_is_searched_for_as_both() -> None:
    texts = ["a warm nightlight", "night light", "bath tub", "bathtub"] * 3 + [
        "some light at night"
    ]
    speller = learn(texts)
    assert speller.apart == {"nightlight": "night light", "bathtub": "bath tub"}
    assert speller.compounds("Night light") == [Rule("night light", ("nightlight",))]
    assert speller.compounds("bathtub") == [Rule("bathtub", ("bath tub",))]
    assert speller.compounds("night, light at") == []


def test_nothing_is_corrected_to_a_word_that_few_have() -> None:
    assert correct("rarre")[0] == "rarre"


def test_the_rest_of_the_text_stays_as_it_was_typed() -> None:
    assert correct('3/4" STANLESS, (Steel)')[0] == '3/4" stainless, (Steel)'
