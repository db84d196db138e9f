"""Queries and qrels: what is read, what is refused by its line, what is left out and counted."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from search.errors import InvalidJudgements
from search.evaluation.judgements import EvalQuery, check, read_qrels, read_queries


def written(folder: Path, text: str, *, name: str = "file.csv") -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def query(query_id: str, *, text: str = "shoes") -> EvalQuery:
    return EvalQuery(query_id, text, None, None, {})


def test_a_query_has_words_a_picture_beside_its_file_and_a_user(tmp_path: Path) -> None:
    path = written(
        tmp_path, "query_id,kind,text,image,user_id\nq1,both,red shoe,pics/a.jpg,ann\nq2,,hat,,\n"
    )
    first, second = read_queries(path)
    assert first == EvalQuery("q1", "red shoe", tmp_path / "pics" / "a.jpg", "ann", first.columns)
    assert first.columns["kind"] == "both"
    assert (second.text, second.image, second.user_id) == ("hat", None, None)


def test_queries_may_be_json_lines(tmp_path: Path) -> None:
    path = written(tmp_path, '{"query_id": 7, "text": "hat"}\n', name="queries.jsonl")
    assert [(q.query_id, q.text) for q in read_queries(path)] == [("7", "hat")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("query_id,text\nq1,hat\nq1,shoe\n", "line 3 repeats query 'q1'"),
        ("query_id,text\n,hat\n", "line 2 has no query_id"),
        ("query_id,text\nq1,hat,shoe\n", "line 2 does not fit"),
        ("query_id,text\n", "no queries"),
        ("", "is empty"),
        ("number,text\n1,hat\n", "no column query_id; it has number, text"),
    ],
)
def test_a_broken_queries_file_is_refused_by_its_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InvalidJudgements, match=says):
        read_queries(written(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "query_id,product_id,relevance\nq1,p1,2\nq1,p2,0.5\nq2,p1,0\n",
        "note;relevance;docid;qid\nx;2;p1;q1\nx;.5;p2;q1\nx;0.0;p1;q2\n",
        "q1 0 p1 2\nq1 0 p2 0.5\n\nq2\t0\tp1\t0\n",
    ],
)
def test_qrels_are_a_table_or_trec_lines(tmp_path: Path, text: str) -> None:
    expected = {"q1": {"p1": 2.0, "p2": 0.5}, "q2": {"p1": 0.0}}
    assert read_qrels(written(tmp_path, text)) == expected
    zipped = tmp_path / "file.gz"
    zipped.write_bytes(gzip.compress(text.encode()))
    assert read_qrels(zipped) == expected


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            "q1,p1,1\nq1,p1,2\n",
            "line 3 judges product 'p1' for query 'q1' as 2, an earlier line as 1",
        ),
        ("q1,p1,-1\n", "line 2 .* as '-1'"),
        ("q1,p1,nan\n", "line 2 .* as 'nan'"),
        ("q1,p1,inf\n", "line 2 .* as 'inf'"),
        ("q1,p1,good\n", "line 2 .* as 'good'"),
        ("q1,p1,\n", "line 2"),
        (",p1,1\n", "line 2"),
        ("q1,,1\n", "line 2"),
        ("q1,p1\n", "line 2 does not fit"),
        ("", "no judgements"),
    ],
)
def test_a_broken_qrels_file_is_refused_by_its_line(tmp_path: Path, rows: str, says: str) -> None:
    with pytest.raises(InvalidJudgements, match=says):
        read_qrels(written(tmp_path, "query_id,product_id,relevance\n" + rows))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("query_id,product_id\nq1,p1\n", "no column relevance"),
        ("q1 0 p1 1\nq1 0 p2\n", "line 2 has 3 fields, not 4"),
        ("q1 0 p1 1\nq1 0 p2 -2\n", "line 2 .* as '-2'"),
    ],
)
def test_a_file_that_is_no_qrels_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InvalidJudgements, match=says):
        read_qrels(written(tmp_path, text))


def test_a_repeated_judgement_is_merged_and_counted(tmp_path: Path) -> None:
    path = written(tmp_path, "query_id,product_id,relevance\nq1,p1,1\nq1,p1,1.0\nq1,p1,1\n")
    qrels = read_qrels(path)
    assert qrels == {"q1": {"p1": 1.0}}
    notes = check([query("q1")], qrels, lambda _: True).notes
    assert notes == ["Judgements that repeat an earlier one, merged: 2."]


def test_a_sound_pair_of_files_has_no_notes() -> None:
    checked = check([query("q1")], {"q1": {"p1": 1, "p2": 0}}, {"p1"}.__contains__)
    assert ([q.query_id for q in checked.queries], checked.notes) == (["q1"], [])


def test_everything_left_out_is_counted() -> None:
    queries = [query("q1"), query("q2", text=""), query("q3"), query("q4")]
    qrels = {"q1": {"p1": 1}, "q2": {"p1": 1}, "q4": {"p2": 1}, "x": {"p1": 1}, "y": {"p1": 1}}
    checked = check(queries, qrels, lambda _: True)
    assert [q.query_id for q in checked.queries] == ["q1", "q4"]
    assert checked.qrels == {"q1": {"p1": 1}, "q4": {"p2": 1}}
    assert checked.notes == [
        "Queries left out, without text, picture and user: 1.",
        "Queries left out, without a judgement: 1.",
        "Judged queries left out, not among the queries: 2.",
    ]


def test_a_product_that_the_index_lacks_stays_relevant_and_is_counted() -> None:
    qrels = {"q1": {"p1": 1, "gone": 2, "junk": 0}, "q2": {"gone": 1}}
    checked = check([query("q1"), query("q2")], qrels, {"p1"}.__contains__)
    assert checked.qrels == qrels
    assert checked.notes == [
        "Relevant judgements of 1 products that the index lacks, kept as not found: 2."
    ]


def test_files_that_have_no_query_in_common_are_an_error() -> None:
    with pytest.raises(InvalidJudgements, match="not among the queries: 1"):
        check([query("q1")], {"Q1": {"p1": 1}}, lambda _: True)


def test_judgements_without_anything_relevant_are_an_error() -> None:
    with pytest.raises(
        InvalidJudgements, match="No judgement of the 1 queries has a relevance above"
    ):
        check([query("q1")], {"q1": {"p1": 0}}, lambda _: True)


def test_a_query_may_be_a_scene_and_leave_products_out(tmp_path: Path) -> None:
    path = tmp_path / "queries.csv"
    path.write_text("query_id,text,image,scene,without\nq1,in red,a.jpg,,P01 P02\nq2,,b.jpg,yes,\n")
    first, second = read_queries(path)
    assert (first.scene, first.without) == (False, ("P01", "P02"))
    assert (second.scene, second.without) == (True, ())
