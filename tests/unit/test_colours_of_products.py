"""Whether a product has the colours of its text or of its pictures."""

from __future__ import annotations

import numpy as np
import pytest

from indexer.assemble import _colours_of_products
from search.colour import NAMES, colours_of_texts, pure_names
from search.encoders.base import Rows

SHOWN = [NAMES.index(name) for name in ("red", "blue", "black", "green", "white", "pink")]


def pictures() -> Rows:
    return pure_names()[SHOWN]


def test_a_text_is_believed_where_the_pictures_of_the_catalogue_mostly_agree() -> None:
    said = colours_of_texts(["red", "blue", "black", "green", "yellow", "a shirt"])
    found = _colours_of_products(pictures(), said)
    np.testing.assert_array_equal(found[:5], said[:5])  # one in five may be photographed otherwise
    np.testing.assert_array_equal(found[5], pictures()[5])


def test_names_that_happen_to_be_colours_are_not_and_nobody_knows_the_colour() -> None:
    said = colours_of_texts(
        ["rose jeans", "a shirt", "violet bra", "a hat", "a tie", "coral reef top"]
    )
    found = _colours_of_products(pictures(), said)
    assert said[[0, 2, 5]].any(axis=1).all()
    assert not found[[0, 2, 5]].any()
    np.testing.assert_array_equal(found[[1, 3, 4]], pictures()[[1, 3, 4]])


def test_without_pictures_there_is_nothing_to_contradict_a_text() -> None:
    said = colours_of_texts(["red shirt", "a shirt"])
    np.testing.assert_array_equal(_colours_of_products(np.zeros_like(said), said), said)


@pytest.mark.parametrize("text", ["Navy suit", "深蓝色西装"])
def test_a_colour_is_found_by_its_word_in_another_language(text: str) -> None:
    said = _colours_of_products(np.zeros((1, len(NAMES)), np.float32), colours_of_texts([text]))
    asked = colours_of_texts(["dark blue"])
    assert float(asked[0] @ said[0]) > 0.9
