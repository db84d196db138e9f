"""Words that join others and name nothing."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from search.function_words import function_words, only_points
from search.terms import terms
from search.words import WordIndex

TITLES = ["Clogs in red", "Garden clogs", "Red sandals", "Boots", "Sandals", "Slippers"]


def coverage(text: str, *titles: str) -> list[float]:
    index = WordIndex.build(TITLES)
    rows = np.array([TITLES.index(title) for title in titles])
    return list(index.held(index.understand(text).ways, rows).coverage)


def test_they_count_nothing_in_coverage_however_rare_they_are() -> None:
    assert coverage("in red", "Red sandals", "Clogs in red", "Boots") == [1, 1, 0]
    assert coverage("clogs in red", "Garden clogs") == coverage("clogs red", "Garden clogs")


def test_where_there_are_no_others_they_count() -> None:
    assert coverage("in", "Clogs in red", "Boots") == [1, 0]


def test_they_are_those_of_the_catalogues_language() -> None:
    assert "in" in function_words("english")
    assert "die" not in function_words("english")
    assert "die" in function_words("german")
    assert {"的"} <= function_words("german") & function_words("finnish")


def test_chinese_ones_are_not_looked_up_in_a_dictionary() -> None:
    """Which takes a second that no search without Chinese should wait for."""
    code = (
        "import sys; from search.function_words import function_words; function_words('english'); "
    )
    code += "sys.exit('jieba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_chinese_ones_are_words_of_the_dictionary() -> None:
    for word in function_words("chinese"):
        assert word in terms(word)


@pytest.mark.parametrize("text", ["like this", "Same, but", "这个", "aber", "", "mais comme ce"])
def test_some_texts_only_point(text: str) -> None:
    assert only_points(text)


@pytest.mark.parametrize("text", ["for men", "like this in red", "été", "这个红色"])
def test_others_say_something(text: str) -> None:
    assert not only_points(text)  # "men" is Swedish for "but": a text is of one language
