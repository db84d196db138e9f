from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from search.terms import terms
from search.words import WordIndex


def test_terms_are_folded_and_stemmed() -> None:
    assert terms("Running SHOES") == terms("run shoe")


def test_width_and_case_of_letters_do_not_matter() -> None:
    assert terms("ＬＡＭＰ") == terms("lamp")


def test_chinese_is_split_into_overlapping_pairs() -> None:
    assert terms("红色连衣裙") == ["红色", "色连", "连衣", "衣裙"]


def test_a_product_that_has_the_words_scores_and_another_does_not() -> None:
    scores = WordIndex.build(["red shirt", "blue lamp", "red lamp"]).scores("red lamp")
    assert scores is not None
    assert scores.argmax() == 2
    assert (scores > 0).all()
    alone = WordIndex.build(["red shirt", "blue lamp"]).scores("lamp")
    assert alone is not None
    assert alone[0] == 0


def test_a_query_of_unknown_words_has_no_scores() -> None:
    assert WordIndex.build(["red shirt"]).scores("zzz") is None


@pytest.mark.parametrize("texts", [["red shirt", "blue lamp"], ["", ""]])
def test_an_index_reads_back_as_it_was_written(tmp_path: Path, texts: list[str]) -> None:
    index = WordIndex.build(texts)
    index.write(tmp_path / "words")
    again = WordIndex.read(tmp_path / "words")
    before, after = index.scores("red lamp"), again.scores("red lamp")
    assert (before is None) == (after is None)
    if before is not None:
        np.testing.assert_array_equal(before, after)
