from __future__ import annotations

import numpy as np
import pytest

from search.fusion import Measured
from search.personal.gate import BESIDE, FLOOR, PICTURE, Gate, ambiguity, answers, openness
from search.query import Query


def test_a_query_that_one_product_answers_is_not_ambiguous() -> None:
    assert ambiguity(Query(text="x"), np.array([1.0, 0.1, 0.0])) < 0.01


def test_a_query_that_a_hundred_products_answer_alike_leaves_all_open() -> None:
    assert ambiguity(Query(text="x"), np.ones(500)) == pytest.approx(1)


def test_more_answers_leave_more_open() -> None:
    few, some = np.r_[np.ones(3), np.zeros(99)], np.r_[np.ones(30), np.zeros(99)]
    assert ambiguity(Query(text="x"), few) < ambiguity(Query(text="x"), some) < 1


def test_no_question_leaves_everything_open_and_unknown_words_some() -> None:
    assert ambiguity(Query(user_id="ann"), None) == 1
    assert ambiguity(Query(text="zzz"), None) == PICTURE


def test_the_soft_gate_opens_with_both_and_never_shuts_while_anything_is_known() -> None:
    sure = [openness(Gate.SOFT, ambiguity=a, certainty=0.8) for a in (0.0, 0.5, 1.0)]
    assert sure == pytest.approx([0.8 * FLOOR, 0.8 * (FLOOR + 1) / 2, 0.8])
    assert openness(Gate.SOFT, ambiguity=1.0, certainty=0.0) == 0


def test_the_other_gates_do_what_they_are_called() -> None:
    for a, c in ((0.2, 0.9), (0.9, 0.9), (0.9, 0.2)):
        assert openness(Gate.NEVER, ambiguity=a, certainty=c) == 0
        assert openness(Gate.ALWAYS, ambiguity=a, certainty=c) == 1
        assert openness(Gate.HARD, ambiguity=a, certainty=c) == float(a > 0.5 and c > 0.5)


def measured(name: str, *scaled: float) -> Measured:
    return Measured(name, np.array(scaled), np.array(scaled), 1.0)


def test_a_product_answers_as_far_as_it_has_the_words_or_else_is_near() -> None:
    words = [measured("coverage", 1.0, 0.5, 0.0), measured("picture", 0.0, 0.0, 1.0)]
    assert answers(Query(text="x"), words, 3).tolist() == [1.0, 0.5, BESIDE]
    assert answers(Query(like=("p",)), words[1:], 3).tolist() == [BESIDE, BESIDE, 1.0]
    assert answers(Query(user_id="ann"), words, 3).tolist() == [1.0] * 3
    assert answers(Query(text="zzz"), [], 3).tolist() == [1.0] * 3
