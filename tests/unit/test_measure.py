"""Where a measure is undefined, what is noted, and what is refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from search.evaluation.measure import PerQuery, measure, whole
from search.evaluation.report import Report, intervals, summarise


def test_binary_measures_are_undefined_without_a_product_over_the_bar() -> None:
    found = measure({"q": ["a"], "r": ["a"]}, {"q": {"a": 0.5}, "r": {"a": 1}})
    assert np.isnan(found.values["recall@5"]).tolist() == [True, False]
    assert found.values["ndcg@5"].tolist() == [1, 1]
    assert found.notes == (
        "Queries without a product of relevance 1 or more, measured by nDCG alone: 1.",
    )


def test_nothing_is_defined_where_every_judgement_is_0() -> None:
    found = measure({"q": ["a"], "r": ["a"]}, {"q": {"a": 0}, "r": {"a": 1}})
    assert all(np.isnan(column[0]) and column[1] >= 0 for column in found.values.values())
    assert found.notes == ("Queries with irrelevant products alone, not measured: 1.",)


def test_a_query_without_a_run_counts_as_nothing_found() -> None:
    found = measure({"r": ["a"]}, {"q": {"a": 1}, "r": {"a": 1}})
    assert found.query_ids == ("q", "r")
    assert found.values["recall@5"].tolist() == [0, 1]
    assert found.notes == ()


def test_a_run_of_an_unjudged_query_changes_nothing() -> None:
    truth = {"q": {"a": 1}}
    alone, beside = measure({"q": ["a"]}, truth), measure({"q": ["a"], "z": ["b"]}, truth)
    assert alone.query_ids == beside.query_ids
    assert all((alone.values[name] == beside.values[name]).all() for name in alone.values)


def test_a_list_that_names_a_product_twice_is_a_fault() -> None:
    with pytest.raises(ValueError, match="'q' name a product twice"):
        measure({"q": ["a", "b", "a"]}, {"q": {"a": 1}})


def test_a_long_list_keeps_its_order() -> None:
    ranked = [f"p{n % 7}{n}" for n in range(1_000)]
    found = measure({"q": ranked}, {"q": {ranked[699]: 1}})
    assert found.values["mrr"][0] == pytest.approx(1 / 700)


def test_relevances_become_whole_in_proportion() -> None:
    assert whole({"q": {"a": 2.67, "b": 1}, "r": {"a": 0}}) == (
        {"q": {"a": 267, "b": 100}, "r": {"a": 0}},
        [],
    )
    # 0.1 + 0.2 is not 0.3 in binary; the digits that were written are what counts.
    assert whole({"q": {"a": 0.3, "b": 3}})[0] == {"q": {"a": 3, "b": 30}}
    assert whole({"q": {"a": 2_000_000, "b": 1_000_000}})[0]["q"]["a"] <= 2_000_000


def test_endless_fractions_are_rounded_and_a_note_says_so() -> None:
    graded, notes = whole({"q": {"a": 1 / 3, "b": 2 / 3}})
    assert graded["q"]["b"] / graded["q"]["a"] == pytest.approx(2, rel=1e-5)
    assert "multiples of 1e-06" in notes[0]


def test_relevances_beyond_all_counting_are_rounded_too() -> None:
    graded, notes = whole({"q": {"a": 1e12, "b": 1}})
    assert graded["q"] == {"a": 1_000_000, "b": 0}
    assert "multiples of 1e+06" in notes[0]


def test_a_group_in_which_nothing_is_measured_has_no_mean_and_no_interval() -> None:
    assert np.isnan(intervals(np.full((3, 2), np.nan))).all()


def test_the_mean_lies_in_its_interval_and_the_interval_shrinks_with_n() -> None:
    rng = np.random.default_rng(5)
    few, many = (intervals(rng.random((n, 1)))[0] for n in (300, 3_000))
    assert few[1] < few[0] < few[2]
    # A uniform variable has deviation 1/sqrt(12): 1.96 of them over sqrt(n) each way.
    for n, (_, low, high) in ((300, few), (3_000, many)):
        assert high - low == pytest.approx(2 * 1.96 / np.sqrt(12 * n), rel=0.1)


def test_intervals_are_the_same_every_time() -> None:
    values = np.random.default_rng(1).random((50, 4))
    assert (intervals(values) == intervals(values)).all()


def test_a_constant_has_no_width_and_an_unmeasured_column_no_value() -> None:
    values = np.array([[0.5, np.nan, 1.0], [0.5, np.nan, np.nan]])
    found = intervals(values)
    assert found[0] == pytest.approx(0.5)
    assert np.isnan(found[1]).all()
    assert found[2] == pytest.approx(1.0)


def report(*, groups: dict[str, str] | None = None) -> Report:
    per_query = PerQuery(
        ("q", "r", "s"),
        {"mrr": np.array([1.0, 0.0, 0.5]), "map": np.array([np.nan] * 3)},
        (),
    )
    overall, by_group = summarise(per_query, group_of=groups)
    return Report(
        overall=overall,
        groups=by_group,
        notes=["A note."],
        depth=10,
        index_version="v1",
        per_query=per_query,
    )


def test_the_json_has_exactly_the_promised_shape() -> None:
    made = report(groups={"q": "text", "r": "image", "s": "text"}).as_json()
    assert list(made) == ["n", "measures", "groups", "notes", "depth", "index_version"]
    assert made["n"] == 3
    assert made["measures"]["map"] == {"mean": None, "low": None, "high": None}
    assert list(made["groups"]) == ["image", "text"]
    assert made["groups"]["text"]["n"] == 2
    assert made["groups"]["text"]["measures"]["mrr"]["mean"] == 0.75
    assert (made["notes"], made["depth"], made["index_version"]) == (["A note."], 10, "v1")


def test_a_report_without_groups_has_none() -> None:
    assert report().as_json()["groups"] == {}


def test_the_table_is_aligned_and_ends_with_the_notes() -> None:
    lines = report(groups={"q": "text", "r": "image", "s": "text"}).as_table().splitlines()
    head, mrr, mapped = lines[:3]
    assert head.split() == ["all", "(n=3)", "image", "(n=1)", "text", "(n=2)"]
    assert mrr.split()[:2] == ["mrr", "0.500"]
    assert mapped.split() == ["map", "-", "-", "-"]
    assert len(head) == len(mrr) == len(mapped) <= 80
    assert lines[-1] == "A note."


def test_importing_the_measures_loads_no_evaluator() -> None:
    code = (
        "import sys, search.evaluation.report;"
        "print({'ir_measures', 'pandas', 'torch'} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True
    )
    assert done.stdout.strip() == "set()"
