"""`measure` agrees with lists small enough to work out on paper.

Every expected value is written as the fraction that the definition gives, with L(r) = log2(r + 1),
the discount of rank r.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log2

import pytest

from search.evaluation.measure import measure


def L(rank: int) -> float:  # noqa: N802 - as in the docstring
    return log2(rank + 1)


CASES: dict[str, tuple[str, dict[str, float], float, dict[str, float]]] = {
    # Three relevant products, found at ranks 1 and 3, x not found.
    "one relevant product is missing": (
        "a b c d e",
        {"a": 1, "c": 1, "x": 1},
        1,
        {
            "precision@1": 1,
            "recall@1": 1 / 3,
            "f1@1": 1 / 2,  # 2 (1)(1/3) / (4/3)
            "hit@1": 1,
            "ndcg@1": 1,
            "precision@5": 2 / 5,
            "recall@5": 2 / 3,
            "f1@5": 1 / 2,  # 2 (2/5)(2/3) / (16/15)
            "hit@5": 1,
            "ndcg@5": (1 / L(1) + 1 / L(3)) / (1 / L(1) + 1 / L(2) + 1 / L(3)),
            "mrr": 1,
            "map": 5 / 9,  # (1/1 + 2/3) / 3
        },
    ),
    "fewer results than k": (
        "b a",
        {"a": 1},
        1,
        {
            "precision@1": 0,
            "recall@1": 0,
            "f1@1": 0,
            "hit@1": 0,
            "precision@5": 1 / 5,  # the three empty places count as misses
            "recall@5": 1,
            "f1@5": 1 / 3,  # 2 (1/5)(1) / (6/5)
            "precision@100": 1 / 100,
            "f1@100": 2 / 101,
            "ndcg@5": 1 / L(2),
            "mrr": 1 / 2,
            "map": 1 / 2,
        },
    ),
    "unjudged products push the relevant one down": (
        "u v a",
        {"a": 1, "n": 0},
        1,
        {
            "precision@5": 1 / 5,
            "recall@5": 1,
            "hit@1": 0,
            "hit@5": 1,
            "ndcg@5": 1 / L(3),
            "mrr": 1 / 3,
            "map": 1 / 3,
        },
    ),
    # trec_eval orders equal scores by id, falling; these two lists tell whether ours is kept.
    "our order is kept where ids rise": (
        "a b c",
        {"a": 1},
        1,
        {"mrr": 1, "precision@1": 1, "ndcg@5": 1},
    ),
    "our order is kept where ids fall": (
        "c b a",
        {"a": 1},
        1,
        {"mrr": 1 / 3, "precision@1": 0, "ndcg@5": 1 / L(3)},
    ),
    "grades are gains and the bar decides what is relevant": (
        "mid none top low",
        {"top": 3, "mid": 1.5, "low": 0.5},
        1,
        {
            "ndcg@1": 1 / 2,  # 1.5 / 3
            "ndcg@5": (1.5 / L(1) + 3 / L(3) + 0.5 / L(4)) / (3 / L(1) + 1.5 / L(2) + 0.5 / L(3)),
            "precision@5": 2 / 5,  # mid and top reach 1
            "recall@5": 1,
            "f1@5": 4 / 7,  # 2 (2/5)(1) / (7/5)
            "mrr": 1,
            "map": 5 / 6,  # (1/1 + 2/3) / 2
        },
    ),
    "a higher bar changes all but ndcg": (
        "mid none top low",
        {"top": 3, "mid": 1.5, "low": 0.5},
        2.67,
        {
            "ndcg@1": 1 / 2,
            "precision@5": 1 / 5,
            "recall@5": 1,
            "recall@1": 0,
            "mrr": 1 / 3,
            "map": 1 / 3,
        },
    ),
    # 2.33 and 2.67 differ only behind the point: whole numbers would call them equal.
    "thirds of a grade are not rounded away": (
        "b a",
        {"a": 2.67, "b": 2.33},
        2.67,
        {"ndcg@1": 2.33 / 2.67, "precision@1": 0, "mrr": 1 / 2, "map": 1 / 2},
    ),
    "a product judged irrelevant is no better than an unjudged one": (
        "n a",
        {"a": 1, "n": 0},
        1,
        {"precision@1": 0, "ndcg@1": 0, "ndcg@5": 1 / L(2), "recall@5": 1, "map": 1 / 2},
    ),
    "mrr and map look below every cutoff": (
        "b c d e f a",
        {"a": 1, "x": 1},
        1,
        {
            "precision@5": 0,
            "recall@5": 0,
            "f1@5": 0,  # 0/0 by the formula
            "hit@5": 0,
            "ndcg@5": 0,
            "precision@10": 1 / 10,
            "recall@10": 1 / 2,
            "f1@10": 1 / 6,  # 2 (1/10)(1/2) / (6/10)
            "mrr": 1 / 6,
            "map": 1 / 12,  # (1/6) / 2
        },
    ),
    "an empty list is worth nothing": (
        "",
        {"a": 1},
        1,
        {
            "precision@1": 0,
            "recall@100": 0,
            "f1@5": 0,
            "hit@10": 0,
            "ndcg@5": 0,
            "mrr": 0,
            "map": 0,
        },
    ),
}


@pytest.mark.parametrize(("ranked", "relevance", "bar", "expected"), CASES.values(), ids=CASES)
def test_a_hand_worked_case(
    ranked: str, relevance: Mapping[str, float], bar: float, expected: Mapping[str, float]
) -> None:
    # A second query with a list of its own: no case may pass because it is alone.
    runs = {"case": ranked.split(), "other": ["o"]}
    found = measure(runs, {"case": relevance, "other": {"o": 1}}, relevant=bar)
    values = {name: column[0] for name, column in found.values.items()}
    assert {name: values[name] for name in expected} == pytest.approx(expected, abs=1e-9)


def test_every_measure_has_a_hand_worked_value_other_than_0_and_1() -> None:
    worked = {
        name.split("@")[0]
        for *_, expected in CASES.values()
        for name, value in expected.items()
        if 0 < value < 1
    }
    made = {name.split("@")[0] for name in measure({}, {"q": {"a": 1}}).values}
    assert made - worked == {"hit"}  # a hit is yes or no
