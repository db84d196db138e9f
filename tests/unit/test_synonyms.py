from __future__ import annotations

from pathlib import Path

import pytest

from indexer.synonyms import read_synonyms
from search.errors import InvalidCatalogue
from search.synonyms import MOST_WAYS, Rule, Synonyms


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "synonyms.txt"
    path.write_text(
        "# seats\nsofa, couch , settee\n\ntee => t-shirt  # one way\n", encoding="utf-8"
    )
    return path


def ways(synonyms: Synonyms, text: str) -> list[str]:
    return [" ".join(way) for way in synonyms.ways(text.split())[0]]


def test_a_group_goes_every_way_and_an_arrow_one_way(file: Path) -> None:
    synonyms = Synonyms(read_synonyms(file), read=str.split)
    assert ways(synonyms, "red couch") == ["red couch", "red sofa", "red settee"]
    assert ways(synonyms, "tee") == ["tee", "t-shirt"]
    assert ways(synonyms, "t-shirt") == ["t-shirt"]


def test_a_phrase_is_matched_whole_and_the_longest_wins() -> None:
    rules = [Rule("ice box", ("fridge",)), Rule("ice", ("frozen water",))]
    synonyms = Synonyms(rules, read=str.split)
    assert ways(synonyms, "big ice box") == ["big ice box", "big fridge"]
    assert ways(synonyms, "ice") == ["ice", "frozen water"]


def test_what_is_kept_is_not_replaced() -> None:
    synonyms = Synonyms([Rule("sofa", ("couch",))], read=str.split)
    assert synonyms.ways(["sofa"], kept=["sofa"]) == ([("sofa",)], [])


def test_the_ways_of_a_long_query_are_bounded_and_the_first_is_as_asked() -> None:
    synonyms = Synonyms([Rule("a", ("b", "c"))], read=str.split)
    found = ways(synonyms, "a a a a a a")
    assert found[0] == "a a a a a a"
    assert len(found) <= MOST_WAYS


@pytest.mark.parametrize("line", ["sofa", "=> couch", "tee =>", ","])
def test_a_line_that_is_no_synonym_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "synonyms.txt"
    path.write_text(f"a, b\n{line}\n")
    with pytest.raises(InvalidCatalogue, match=r"Line 2 of .*sofa, couch, settee"):
        read_synonyms(path)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "synonyms.txt"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidCatalogue, match="no text in UTF-8"):
        read_synonyms(path)
