from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from search import vocabulary
from search.vocabulary import NO_WORDS, Vocabulary

TEXTS = ["Wide leg trousers", "wide-leg jeans", "A wide leg", "jeans", "Jeans!", "once only"]


def test_a_term_and_a_pair_of_neighbours_that_three_texts_share_are_columns() -> None:
    shared = Vocabulary.of(TEXTS)
    assert shared.terms == ("jean", "leg", "wide", "wide leg")
    np.testing.assert_array_equal(
        shared.rows(["jeans with a wide leg", "leg, wide", ""]),
        [[1, 1, 1, 1], [0, 1, 1, 0], [0, 0, 0, 0]],
    )


def test_a_text_that_repeats_a_word_has_it_once() -> None:
    assert Vocabulary.of(["red red red", "blue"]).terms == ()
    np.testing.assert_array_equal(Vocabulary(("red",)).rows(["red red"]), [[1]])


def test_the_commonest_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "MOST", 2)
    assert Vocabulary.of(["b c a"] * 3 + ["c"] + ["d"] * 4).terms == ("c", "d")


def test_words_stand_beside_the_meaning() -> None:
    shared = Vocabulary.of(TEXTS)
    rows = np.full((2, 3), 0.5, np.float32)
    wide = shared.beside(rows, ["jeans", "hat"])
    np.testing.assert_array_equal(wide, [[0.5, 0.5, 0.5, 1, 0, 0, 0], [0.5, 0.5, 0.5, 0, 0, 0, 0]])
    assert NO_WORDS.beside(rows, ["jeans", "hat"]) is rows


def test_what_is_written_is_read(tmp_path: Path) -> None:
    shared = Vocabulary.of(["größe"] * 3, language="german")
    shared.write(tmp_path / "vocabulary.json")
    read = Vocabulary.read(tmp_path / "vocabulary.json")
    assert read == shared
    np.testing.assert_array_equal(read.rows(["Größen"]), [[1]])
