"""Another version's products and answers, told apart from the present ones."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from search.difference import compare_answers, compare_products
from search.query import Query
from search.searcher import Searcher
from tests.toy import ToyEncoder, build_shop


@pytest.fixture
def both(shop: Path, tmp_path: Path) -> tuple[Searcher, Searcher]:
    """The toy shop, and the same without P03, with a P21, and P04 dearer and P05 in another colour."""
    text = (shop / "catalog.csv").read_text()
    text = re.sub(r"P03.*\n", "", text)
    text = text.replace("P04,Yellow shirt", "P04,Dear shirt").replace("yes,black", "yes,grey", 1)
    text += "P21,Green hat,A hat.,Clothing > Hats,Acme,9.50,EUR,,,yes,green\n"
    catalogue = tmp_path / "catalog.csv"
    catalogue.write_text(text)
    shutil.copytree(shop / "images", tmp_path / "images")
    build_shop(catalogue, tmp_path / "index")
    return (
        Searcher.open(shop / "index", state=tmp_path / "a", encoder=ToyEncoder()),
        Searcher.open(tmp_path / "index", state=tmp_path / "b", encoder=ToyEncoder()),
    )


def test_products_are_added_removed_and_changed(both: tuple[Searcher, Searcher]) -> None:
    old, new = both
    found = compare_products(old.artifact, new.artifact)
    assert (found.added, found.removed) == (("P21",), ("P03",))
    assert "P04" in found.changed
    assert len(found.changed) + found.same == 19
    assert found.same >= 16
    back = compare_products(new.artifact, old.artifact)
    assert (back.added, back.removed, back.changed) == (("P03",), ("P21",), found.changed)
    assert compare_products(old.artifact, old.artifact).same == 20


def test_answers_that_differ_most_come_first(both: tuple[Searcher, Searcher]) -> None:
    old, new = both
    words = ["red mug", "hat", "green shirt", "lamp"]
    found = compare_answers(old, new, words)
    assert [one.share for one in found] == sorted(one.share for one in found)
    assert {one.words for one in found} == set(words)
    for one in found:
        firsts = [
            {product_id for product_id, _ in next(searcher.rank([query], depth=10))}
            for searcher in both
            for query in [Query(text=one.words)]
        ]
        assert one.share == pytest.approx(len(firsts[0] & firsts[1]) / 10)
    assert found[0].share < 1
    assert all(one.share == 1 for one in compare_answers(old, old, words))
