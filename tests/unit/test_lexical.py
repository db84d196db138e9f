"""Words at work in a shop: spelling, synonyms, product numbers and phrases, through the searcher."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from indexer.build import build
from indexer.catalogue import read_catalogue
from indexer.progress import quiet
from indexer.report import Stages
from search import retrieval
from search.filters import Filter
from search.query import Query
from search.searcher import Searcher
from search.synonyms import Rule
from tests.toy import ToyEncoder

TITLES = [
    "Acme led desk lamp", "Desk with three led lights and a lamp shade", "Stainless steel sink",
    "Stainless steel pan", "Stainless steel bowl", "Leather couch", "Cotton t-shirt",
    "Cordless drill DCD771C2", "Drill bits for the DCD 771 and others", "Garden chair",
]  # fmt: skip


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    folder = tmp_path_factory.mktemp("lexical")
    with (folder / "catalog.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "title", "ean", "mpn"])
        for at, title in enumerate(TITLES):
            writer.writerow([f"SKU-{at:03d}", title, 4006381333931 + at, f"ZX-{at}/7{at}"])
    build(
        read_catalogue(folder / "catalog.csv"), folder / "index", encoder=ToyEncoder(shared=True),
        cache=folder / "cache", fields=["title"], progress=quiet, stages=Stages(),
        synonyms=[Rule("sofa", ("couch", "settee")), Rule("tee", ("t-shirt",))],
    )  # fmt: skip
    return Searcher.open(folder / "index", encoder=ToyEncoder(shared=True))


@pytest.fixture
def first(searcher: Searcher) -> Callable[[str], str]:
    return lambda text: searcher.search(Query(text=text)).hits[0].product.title


def test_words_side_by_side_come_before_words_apart(searcher: Searcher) -> None:
    hits = searcher.search(Query(text="led desk lamp", weights={"words": 0, "meaning": 0})).hits
    assert [hit.product.title for hit in hits[:2]] == TITLES[:2]
    raw = {e.signal: e.raw for e in hits[1].evidence}
    assert raw["coverage"] == 1
    assert "phrase" not in raw


def test_a_spelling_is_put_right_and_the_shopper_told_how_to_keep_it(searcher: Searcher) -> None:
    results = searcher.search(Query(text="stanless sink"))
    assert results.hits[0].product.title == "Stainless steel sink"
    assert results.notes == (
        "Searched for 'stainless' instead of 'stanless'; write \"stanless\" to keep your spelling.",
    )
    kept = searcher.search(Query(text='"stanless" sink'))
    assert kept.notes == ()


def test_the_best_of_the_catalogue_has_the_words_in_full_whatever_is_filtered(
    searcher: Searcher,
) -> None:
    def scaled(*filters: Filter) -> dict[str, float]:
        hits = searcher.search(Query(text="stainless pan", filters=filters)).hits
        return {
            hit.product_id: e.scaled for hit in hits for e in hit.evidence if e.signal == "words"
        }

    assert scaled()["SKU-003"] == 1
    narrowed = scaled(Filter.parse("product_id!=SKU-003"))
    assert narrowed == {k: v for k, v in scaled().items() if k != "SKU-003"}
    assert max(narrowed.values()) < 1


def test_a_synonym_finds_and_is_noted(searcher: Searcher) -> None:
    results = searcher.search(Query(text="sofa"))
    assert results.hits[0].product.title == "Leather couch"
    assert results.notes == ("Also searched for 'couch', 'settee'.",)
    assert searcher.search(Query(text='"sofa"')).notes == (
        "No word of the query occurs in the catalogue: found by meaning alone.",
    )


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("SKU-005", "Leather couch"),
        ("sku 005", "Leather couch"),
        ("4006381333933", "Stainless steel sink"),
        ("zx9/79", "Garden chair"),
        ("dcd-771c2", "Cordless drill DCD771C2"),
    ],
)
def test_a_product_number_finds_its_product_first(
    searcher: Searcher, number: str, title: str
) -> None:
    results = searcher.search(Query(text=number))
    assert results.hits[0].product.title == title
    evidence = {e.signal: e.contribution for e in results.hits[0].evidence}
    assert evidence["code"] > sum(evidence.values()) / 2
    assert [hit for hit in results.hits[1:] if "code" in {e.signal for e in hit.evidence}] == []
    assert results.notes == ()


def test_a_numbered_product_is_a_candidate_however_few_are(searcher: Searcher) -> None:
    with patch.object(retrieval, "DEPTH", 1):
        for number in range(len(TITLES)):
            hits = searcher.search(Query(text=f"SKU-{number:03d}")).hits
            assert hits[0].product_id == f"SKU-{number:03d}"
        other = Query(text="SKU-005", filters=(Filter.parse("product_id!=SKU-005"),))
        assert "SKU-005" not in [hit.product_id for hit in searcher.search(other).hits]


def test_the_index_keeps_its_own_language(tmp_path: Path) -> None:
    (tmp_path / "catalog.csv").write_text("id,title\n1,Chaussures bateau\n2,Robe rouge\n")
    build(
        read_catalogue(tmp_path / "catalog.csv"), tmp_path / "index", encoder=ToyEncoder(shared=True),
        cache=tmp_path / "cache", fields=["title"], progress=quiet, stages=Stages(),
        language="french",
    )  # fmt: skip
    searcher = Searcher.open(tmp_path / "index", encoder=ToyEncoder(shared=True))
    assert searcher.artifact.words.language == "french"
    assert searcher.artifact.manifest.catalogue["language"] == "french"
    assert searcher.artifact.words.terms("chaussures") == ["chaussur"]
