"""`bowerbird compare`: runs, settings, versions; what is left out is counted."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from search.errors import InvalidInput, InvalidJudgements, InvalidQuery
from search.evaluation.compare_cli import compare
from search.evaluation.runs import write_run
from tests.toy import ToyEncoder, build_shop, write_shop

OLD = {"q1": ["x", "a", "y"], "q2": ["b", "x"], "q3": ["x", "y", "z"]}
NEW = {"q1": ["a", "x", "y"], "q2": ["b", "y"], "q3": ["x", "y", "z"]}
QRELS = "query_id,product_id,relevance\nq1,a,1\nq2,b,2\nq3,z,1\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("search.encoders.load_encoder", lambda _: ToyEncoder())
    write_run(OLD, Path("old.run"))
    write_run(NEW, Path("new.run"))
    Path("qrels.csv").write_text(QRELS)
    return tmp_path


def run(*options: str) -> Result:
    return CliRunner().invoke(compare, [*options])


def found(*options: str) -> dict[str, Any]:
    result = run(*options, "--json")
    assert result.exception is None, result.exception
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def runs(*options: str) -> dict[str, Any]:
    return found("old.run", "new.run", "--qrels", "qrels.csv", *options)


def test_two_runs_are_compared_query_by_query(folder: Path) -> None:
    report = runs()
    mrr = report["measures"]["mrr"]
    assert (report["a"], report["b"], report["n"], report["notes"]) == ("old.run", "new.run", 3, [])
    assert mrr["a"]["mean"] == pytest.approx((1 / 2 + 1 + 1 / 3) / 3)
    assert mrr["difference"]["mean"] == pytest.approx(0.5 / 3)
    assert (mrr["wins"], mrr["losses"], mrr["ties"]) == (1, 0, 2)
    assert mrr["p"] == 1  # one query of three that moved moves as far the other way


def test_the_other_way_round_is_the_same_with_the_other_sign(folder: Path) -> None:
    there, back = runs(), found("new.run", "old.run", "--qrels", "qrels.csv")
    for name, one in there["measures"].items():
        other = back["measures"][name]
        assert one["difference"]["mean"] == pytest.approx(-other["difference"]["mean"])
        assert (one["p"], one["wins"]) == (other["p"], other["losses"])


def test_the_queries_that_moved_say_what_came_and_went(folder: Path) -> None:
    many = [f"p{n:02d}" for n in range(12)]
    write_run({"q1": many, "q2": ["b"]}, Path("old.run"))
    write_run({"q1": [many[11], *many[:11]], "q2": ["b"]}, Path("new.run"))
    Path("qrels.csv").write_text("query_id,product_id,relevance\nq1,p11,3\nq1,p09,0\nq2,b,1\n")
    Path("queries.csv").write_text("query_id,text\nq1,warm hat\nq2,scarf\n")
    (mover,) = runs("--queries", "queries.csv")["movers"]
    assert (mover["query_id"], mover["asks"], mover["a"], mover["b"]) == ("q1", "warm hat", 0, 1)
    assert [(m["product_id"], m["rank_a"], m["rank_b"]) for m in mover["entered"]] == [
        ("p11", 12, 1)
    ]
    assert [(m["product_id"], m["relevance"]) for m in mover["left"]] == [("p09", 0)]
    assert runs("--most", "0")["movers"] == []


def test_the_measures_tested_can_be_named_and_the_first_sorts(folder: Path) -> None:
    report = runs("--measure", "mrr", "--measure", "recall@1")
    assert [*report["measures"]] == ["mrr", "recall@1"]
    assert report["main"] == "mrr"
    assert runs()["main"] == "ndcg@10"
    error = run("old.run", "new.run", "--qrels", "qrels.csv", "--measure", "ndgc@10").exception
    assert isinstance(error, InvalidJudgements)
    assert "Did you mean 'ndcg@10'?" in str(error)


def test_a_query_that_one_run_lacks_counts_nothing_there_and_one_that_both_lack_is_left_out(
    folder: Path,
) -> None:
    write_run({"q1": OLD["q1"], "extra": ["a"]}, Path("old.run"))
    write_run({q: NEW[q] for q in ("q1", "q2")}, Path("new.run"))
    report = runs()
    assert report["n"] == 2
    assert report["measures"]["mrr"]["a"]["mean"] == pytest.approx((1 / 2 + 0) / 2)
    assert report["notes"] == [
        "Queries of old.run left out, without a judgement: 1.",
        "Queries left out that could not be asked: 1, first q3: it is in neither run",
    ]


def test_lists_of_different_lengths_are_said(folder: Path) -> None:
    write_run(
        {q: [*found, *(f"m{n}" for n in range(30))] for q, found in NEW.items()}, Path("new.run")
    )
    assert "up to 3 products long, those of B 33" in runs()["notes"][0]
    assert runs("--depth", "1")["notes"] == []


def test_pictures_and_rows_are_written(folder: Path) -> None:
    Path("queries.csv").write_text('query_id,text\nq1,"<b>帽子</b>"\nq2,scarf\nq3,shoe\n')
    options = ("--queries", "queries.csv", "--html", "a.html", "--png", "a.png")
    report = runs(*options, "--per-query", "rows.csv")
    page = Path("a.html").read_text(encoding="utf-8")
    drawing = page[page.index("<svg") : page.index("</svg>") + 6]
    assert ElementTree.fromstring(drawing).tag.endswith("svg")
    assert "ndcg@10" in drawing
    assert "&lt;b&gt;帽子&lt;/b&gt;" in page
    assert "<b>帽子" not in page
    assert "src=" not in page  # nothing beside it
    with Image.open("a.png") as picture:
        assert picture.width > 1_000
    with Path("rows.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3 * len(report["measures"])
    assert {"query_id": "q1", "measure": "mrr", "a": "0.5", "b": "1", "difference": "0.5"} in rows
    runs("--queries", "queries.csv", "--html", "b.html")
    assert Path("b.html").read_text(encoding="utf-8") == page


def test_the_table_has_each_measure_with_its_test(folder: Path) -> None:
    result = run("old.run", "new.run", "--qrels", "qrels.csv")
    assert result.exception is None
    row = next(line for line in result.stdout.splitlines() if line.startswith("mrr"))
    assert row.split()[-5:] == ["1.0000", "1.0000", "1", "0", "2"]
    assert "corrected for 27 measures" in result.stdout
    assert "q1: q1  (0.631 to 1.000)" in result.stdout


@pytest.fixture
def shop_here(folder: Path) -> Path:
    build_shop(write_shop(folder), Path("index"))
    Path("queries.csv").write_text("query_id,text,image\nq1,red shirt,\nq2,,images/blue-mug.png\n")
    Path("qrels.csv").write_text("query_id,product_id,relevance\nq1,P01,1\nq2,P12,1\n")
    return folder


def asked(*options: str) -> dict[str, Any]:
    return found(*options, "--index", "index", "--queries", "queries.csv", "--qrels", "qrels.csv")


def test_two_settings_of_one_index(shop_here: Path) -> None:
    report = asked("default", "text=0,image=0")
    mrr = report["measures"]["mrr"]
    assert mrr["a"]["mean"] == 1
    assert mrr["b"]["mean"] < 1
    assert mrr["losses"] >= 1
    (mover, *_) = report["movers"]
    assert mover["left"][0]["title"]


def test_two_versions_and_a_run_of_one_of_them(shop_here: Path) -> None:
    from click.testing import CliRunner as Runner

    from search.evaluation.cli import evaluate

    first = Path("index/CURRENT").read_text().strip()
    second = build_shop(Path("catalog.csv"), Path("index")).version
    report = asked(f"version={first}", f"version={second}")
    assert (report["n"], report["notes"], report["movers"]) == (2, [], [])
    assert all(one["p"] == 1 for one in report["measures"].values())
    options = ("--index", "index", "--queries", "queries.csv", "--qrels", "qrels.csv")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("search.searcher.load_encoder", lambda _: ToyEncoder())
        Runner().invoke(
            evaluate, [*options, "--run-file", "then.run", "--qrels-file", "then.qrels"]
        )
    report = asked("then.run", "default")
    assert (report["n"], report["notes"], report["movers"]) == (2, [], [])
    assert (
        found("then.run", "new.run", "--qrels", "then.qrels")["measures"]["mrr"]["a"]["mean"] == 1
    )


def test_products_that_one_catalogue_has_alone_are_taken_out_and_counted(shop_here: Path) -> None:
    lines = Path("catalog.csv").read_text().splitlines()
    kept = [line for line in lines if not line.startswith(("P01,", "P02,"))]
    Path("fewer.csv").write_text("\n".join(kept) + "\nP99,Red shirt,,,,,,,,,\n")
    build_shop(Path("fewer.csv"), Path("fewer"))
    report = asked("default", "index=fewer")
    assert report["notes"] == [
        "The catalogues differ: 2 products are in A's alone and 1 in B's alone. They were taken out "
        "of both sides' results, and with them 1 judgements.",
        "Queries left out, judged on such products alone: 1, first q1.",
    ]
    assert report["n"] == 1


def test_catalogues_with_nothing_in_common_cannot_be_compared(shop_here: Path) -> None:
    picture = "images/red-bag.png"
    rows = [f"Z{n},Red thing {n},{picture}" for n in range(3)]
    Path("other.csv").write_text("\n".join(["sku,title,image", *rows, ""]))
    build_shop(Path("other.csv"), Path("other"))
    options = ("--index", "index", "--queries", "queries.csv", "--qrels", "qrels.csv")
    error = run("default", "index=other", *options).exception
    assert isinstance(error, InvalidJudgements)
    assert "no product in common" in str(error)


def test_a_query_whose_picture_is_missing_is_left_out_of_both_sides(shop_here: Path) -> None:
    Path("images/blue-mug.png").unlink()
    report = asked("default", "words=0")
    assert report["n"] == 1
    assert "could not be asked: 1, first q2" in report["notes"][0]


def test_nothing_left_to_compare_is_an_error_that_says_why(shop_here: Path) -> None:
    Path("qrels.csv").write_text("query_id,product_id,relevance\nq2,P12,1\n")
    shutil.rmtree("images")
    options = ("--index", "index", "--queries", "queries.csv", "--qrels", "qrels.csv")
    error = run("default", "words=0", *options).exception
    assert isinstance(error, InvalidJudgements)
    assert "could not be asked: 1" in str(error)


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        (("gone.run", "new.run"), InvalidInput, "neither a file nor settings"),
        (("old.run", "version="), InvalidInput, "neither a file nor settings"),
        (("new.run", "new.run"), InvalidInput, "both 'new.run'"),
        (("old.run", "wrods=1"), InvalidQuery, "Did you mean 'words'?"),
        (("old.run", "words=much"), InvalidQuery, "words=much"),
    ],
)
def test_a_side_that_says_nothing_is_refused(
    folder: Path, options: tuple[str, str], error: type[Exception], says: str
) -> None:
    found = run(*options, "--qrels", "qrels.csv", "--queries", "queries.csv").exception
    assert isinstance(found, error)
    assert says in str(found)


def test_what_cannot_be_meant_is_a_usage_error(folder: Path) -> None:
    both = ("old.run", "new.run", "--qrels", "qrels.csv")
    assert run("old.run", "default", "--qrels", "qrels.csv").exit_code == 2
    assert run(*both, "--filter", "price<=80").exit_code == 2
    assert run(*both, "--html", "nowhere/a.html").exit_code == 2
