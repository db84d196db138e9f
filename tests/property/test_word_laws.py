"""Laws of words: what spelling, units and numbers must never do, whatever is typed."""

from __future__ import annotations

from fractions import Fraction
from unittest.mock import patch

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import search.terms
from search.query import Query
from search.searcher import Searcher
from search.terms import _terms, terms
from search.units import UNITS
from search.words import WordIndex
from tests.toy import COLOURS, THINGS

letters = st.text(
    st.characters(categories=["Ll", "Lo"], max_codepoint=0x24F), min_size=1, max_size=9
)
catalogue = ["red shirt", "red lamp", "blue lamp", "blue mug", "green mug", "green shirt"]
INDEX = WordIndex.build(catalogue * 3)


@given(
    whole=st.integers(0, 40),
    above=st.integers(1, 15),
    unit=st.sampled_from([["in", '"', "-inch", " inches", " in."], ["ft", "'", "-foot", " feet"]]),
)
def test_a_fraction_and_its_decimal_agree_in_every_spelling_of_the_unit(
    whole: int, above: int, unit: list[str]
) -> None:
    fraction = Fraction(above, 16)
    mixed = f"{whole}-{fraction}" if whole else str(fraction)
    decimal = f"{float(whole + fraction):.4f}".rstrip("0")
    readings = {tuple(terms(f"{number}{u} pipe")) for number in (mixed, decimal) for u in unit}
    assert len(readings) == 1


@given(number=st.integers(1, 9_999), unit=st.sampled_from(sorted(UNITS)))
def test_a_unit_may_touch_its_number_or_not(number: int, unit: str) -> None:
    together = {
        tuple(terms(f"{number}{gap}{unit}{stop}")) for gap in ("", " ", "-") for stop in ("", ".")
    }
    assert len(together) == 1


@settings(deadline=None)  # the Chinese dictionary is read once
@given(text=st.text(max_size=60))
def test_reading_any_text_is_stable_and_ignores_case(text: str) -> None:
    assert terms(text) == terms(text)
    assert all(terms(text))


@given(
    words=st.lists(st.sampled_from(["red", "blue", "green", "shirt", "lamp", "mug"]), max_size=6)
)
def test_a_query_whose_words_all_exist_is_never_changed(words: list[str]) -> None:
    understood = INDEX.understand(" ".join(words))
    assert understood.notes == ()
    assert understood.ways == (tuple(terms(" ".join(words))),)


@given(word=letters)
def test_a_quoted_word_is_never_changed(word: str) -> None:
    understood = INDEX.understand(f'"{word}" lamp')
    assert understood.notes == ()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(1, 20), shout=st.booleans(), rest=st.sampled_from(["", " ", "-"]))
def test_a_product_number_puts_its_product_first(
    searcher: Searcher, number: int, shout: bool, rest: str
) -> None:
    asked = f"{'P' if shout else 'p'}{rest}{number:02d}"
    assert searcher.search(Query(text=asked)).hits[0].product_id == f"P{number:02d}"


@given(colour=st.sampled_from([*COLOURS]), thing=st.sampled_from([*THINGS]))
def test_a_word_side_by_side_never_scores_below_the_same_words_apart(
    colour: str, thing: str
) -> None:
    index = WordIndex.build([f"{colour} {thing} fine", f"{colour} fine {thing}", "else"])
    held = index.held([(*terms(colour), *terms(thing))], np.array([0, 1, 2]))
    assert held.phrase[0] > held.phrase[1] == 0
    assert held.coverage[0] == held.coverage[1] == 1 > held.coverage[2]


pieces = st.sampled_from(
    [*"019az_ .,-/x'\"", "ft", "m2", "sq in", " by ", "3/4", "1,000", "red", "USB"]
)


@given(st.lists(pieces, max_size=12).map("".join))
def test_plain_text_is_read_as_text_in_any_script_is(text: str) -> None:
    plain = terms(text)
    _terms.cache_clear()
    with patch.object(search.terms, "_ASCII_RUN", search.terms._RUN):
        assert terms(text) == plain
    _terms.cache_clear()
