"""TREC files: what is written is read back, and another program's order is trec_eval's."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.errors import InvalidJudgements
from search.evaluation.judgements import read_qrels
from search.evaluation.runs import read_run, write_qrels, write_run


def test_a_run_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    run = {"q1": ["b", "a", "c"], "q2": ["产品-1"], "q10": [f"p{n}" for n in range(200)]}
    write_run(run, tmp_path / "a.run")
    assert read_run(tmp_path / "a.run") == run


def test_judgements_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    qrels = {"q1": {"a": 2.0, "b": 0.0}, "q2": {"产品-1": 1.0}}
    assert write_qrels(qrels, tmp_path / "a.qrels") == []
    assert read_qrels(tmp_path / "a.qrels") == qrels


def test_fractions_are_written_whole_and_in_proportion_and_a_note_says_so(tmp_path: Path) -> None:
    (note,) = write_qrels({"q1": {"a": 2.5, "b": 1.0}}, tmp_path / "a.qrels")
    assert read_qrels(tmp_path / "a.qrels") == {"q1": {"a": 25.0, "b": 10.0}}
    assert "10 times those given" in note
    assert "relevant from 1 here is so from 10 there" in note


def test_the_order_is_by_score_whatever_the_ranks_and_lines_say(tmp_path: Path) -> None:
    """trec_eval's rule, for equal scores too: from the last id to the first."""
    path = tmp_path / "a.run"
    path.write_text("q Q0 a 1 0.5 x\n\nq Q0 b 2 0.7 x\nq\tQ0 c 3 0.5 x\nq Q0 d 4 -1e3 x\n")
    assert read_run(path) == {"q": ["b", "c", "a", "d"]}
    import ir_measures

    scored = list(ir_measures.read_trec_run(str(path)))
    for product, rank in (("b", 1), ("c", 2), ("a", 3)):
        found = ir_measures.calc_aggregate(
            [ir_measures.RR], [ir_measures.Qrel("q", product, 1)], scored
        )
        assert found[ir_measures.RR] == pytest.approx(1 / rank)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "has no results"),
        ("q Q0 a 1 0.5 x\nq 0 a 1\n", "line 2 has 4 fields, not 6"),
        ("q Q0 a 1 high x\n", "line 1 has the score 'high'"),
        ("q Q0 a 1 nan x\n", "line 1 has the score 'nan'"),
        ("q Q0 a 1 2 x\nq Q0 a 2 1 x\n", "line 2 repeats product 'a' for query 'q'"),
    ],
)
def test_a_broken_run_is_refused_by_its_line(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "a.run"
    path.write_text(text)
    with pytest.raises(InvalidJudgements, match=says):
        read_run(path)


def test_an_id_with_a_space_fits_no_trec_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidJudgements, match="'a b'"):
        write_run({"q": ["a b"]}, tmp_path / "a.run")
    with pytest.raises(InvalidJudgements, match="'q 1'"):
        write_qrels({"q 1": {"a": 1}}, tmp_path / "a.qrels")
