from __future__ import annotations

from pathlib import Path

import pytest

from search.codes import MOST, Codes


def test_case_spaces_and_hyphens_do_not_count() -> None:
    codes = Codes.build([("AB-12/3", 4), ("zz", 0)])
    for text in ("AB-12/3", "ab123", " ab 12 3 ", "ＡＢ１２３"):  # noqa: RUF001
        assert codes.find(text).tolist() == [4]


@pytest.mark.parametrize("text", ["", "-", "ab12", "ab1234"])
def test_part_of_a_code_is_none(text: str) -> None:
    assert not len(Codes.build([("AB123", 0), ("--", 1)]).find(text))


def test_what_many_products_share_is_no_code() -> None:
    codes = Codes.build(
        [("few", row) for row in range(MOST)] + [("many", r) for r in range(MOST + 1)]
    )
    assert codes.find("few").tolist() == list(range(MOST))
    assert not len(codes.find("many"))


def test_codes_read_back_as_they_were_written(tmp_path: Path) -> None:
    Codes.build([("b1", 1), ("a1", 0)]).write(tmp_path)
    assert Codes.read(tmp_path).find("B-1").tolist() == [1]


def test_there_may_be_no_codes_at_all() -> None:
    assert not len(Codes.build([]).find("a1"))
