from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from search.terms import is_code, terms
from search.words import WordIndex


def test_terms_are_folded_and_stemmed() -> None:
    assert terms("Running SHOES") == terms("run shoe")


def test_width_and_case_of_letters_do_not_matter() -> None:
    assert terms("\uff2c\uff21\uff2d\uff30") == terms("lamp")


def test_chinese_is_split_into_words_and_the_words_in_them() -> None:
    assert terms("红色连衣裙") == ["红色", "连衣", "衣裙", "连衣裙"]


def test_characters_that_make_no_known_word_become_overlapping_pairs() -> None:
    assert terms("奶黄包礼盒") == ["奶黄", "黄包", "礼盒"]


def test_japanese_and_korean_are_split_into_overlapping_pairs() -> None:
    assert terms("赤色のカバン") == ["赤色", "色の", "のカ", "カバ", "バン"]
    assert terms("가죽가방") == ["가죽", "죽가", "가방"]


def test_a_japanese_index_reads_a_query_without_kana_as_japanese() -> None:
    index = WordIndex.build(["赤色連衣裙のドレス", "青い鞄"])
    assert index.terms("連衣裙") == ["連衣", "衣裙"]
    chinese = WordIndex.build(["红色连衣裙"])
    assert chinese.terms("连衣裙") == ["连衣", "衣裙", "连衣裙"]


def test_a_model_number_is_kept_whole_and_in_parts_however_it_is_hyphenated() -> None:
    assert terms("DCD771C2") == terms("DCD-771-C2") == ["dcd771c2", "dcd", "771"]
    assert terms("ab-123") == terms("AB123") == ["ab123", "ab", "123"]


@pytest.mark.parametrize("prose", ["6-panel door", "t-shirt", "indoor/outdoor", "24/7"])
def test_hyphenated_prose_is_no_model_number(prose: str) -> None:
    assert not any(is_code(term) for term in terms(prose))


def test_the_ending_of_a_word_goes_by_the_language() -> None:
    assert terms("chaussures", language="french") == terms("chaussure", language="french")
    assert terms("Schuhe", language="german") == terms("Schuh", language="german")


def test_accents_and_possessives_do_not_matter() -> None:
    assert terms("café") == terms("cafe")
    assert terms("women's shoes") == terms("womens shoes")


def test_a_stray_accent_is_no_word() -> None:
    assert terms("caf \u0301 lamp") == ["caf", "lamp"]


def test_vowel_signs_are_part_of_their_word() -> None:
    assert terms("हिन्दी किताब") == ["हिन्दी", "किताब"]
    assert terms("किताबें", language="hindi") == terms("किताब", language="hindi")


def test_terms_are_the_same_in_every_thread() -> None:
    """A Snowball stemmer shared between threads mixes their words up."""
    words = [f"running{letter}s shoes walking" for letter in "abcdefgh"]
    alone = [terms(word) for word in words]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(terms, words * 50)) == alone * 50


def test_a_product_that_has_the_words_scores_and_another_does_not() -> None:
    scores = WordIndex.build(["red shirt", "blue lamp", "red lamp"]).scores([("red", "lamp")])
    assert scores is not None
    assert scores.argmax() == 2
    assert (scores > 0).all()
    alone = WordIndex.build(["red shirt", "blue lamp"]).scores([("lamp",)])
    assert alone is not None
    assert alone[0] == 0


def test_of_several_ways_to_say_it_the_best_counts_for_each_product() -> None:
    index = WordIndex.build(["red shirt", "blue lamp", "red lamp"])
    one, other = [("red", "shirt")], [("blue", "lamp")]
    apart = index.scores(one), index.scores(other)
    assert apart[0] is not None
    assert apart[1] is not None
    both = index.scores([*one, *other])
    np.testing.assert_array_equal(both, np.maximum(*apart))


def test_a_query_of_unknown_words_has_no_scores() -> None:
    assert WordIndex.build(["red shirt"]).scores([("zzz",)]) is None


@pytest.mark.parametrize("texts", [["red shirt", "blue lamp"], ["", ""]])
def test_an_index_reads_back_as_it_was_written(tmp_path: Path, texts: list[str]) -> None:
    index = WordIndex.build(texts)
    index.write(tmp_path / "words")
    again = WordIndex.read(tmp_path / "words")
    before, after = index.scores([("red", "lamp")]), again.scores([("red", "lamp")])
    assert (before is None) == (after is None)
    if before is not None:
        np.testing.assert_array_equal(before, after)
