from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.personal.diversity import diverse

scores = st.lists(st.integers(-9, 9), min_size=1, max_size=12).map(lambda s: np.array(s) / 4)


@given(scores=scores, limit=st.integers(1, 12))
def test_without_diversity_it_is_the_plain_order(scores: np.ndarray, limit: int) -> None:
    picked = diverse(np.ones((len(scores), 2)), scores, limit=limit, diversity=0.0)
    assert picked.tolist() == np.argsort(-scores, kind="stable")[:limit].tolist()


@given(scores=scores, limit=st.integers(1, 12), diversity=st.floats(0, 0.9))
def test_the_best_comes_first_and_nothing_comes_twice(
    scores: np.ndarray, limit: int, diversity: float
) -> None:
    vectors = np.random.default_rng(0).standard_normal((len(scores), 3))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    picked = diverse(vectors, scores, limit=limit, diversity=diversity)
    assert len(set(picked.tolist())) == len(picked) == min(limit, len(scores))
    assert scores[picked[0]] == scores.max()


def test_a_twin_gives_way_to_something_else() -> None:
    vectors = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    picked = diverse(vectors, np.array([1.0, 0.9, 0.5]), limit=2, diversity=0.5)
    assert picked.tolist() == [0, 2]
