"""Team-draft interleaving: fair to equals, whoever looks where, and it finds the better one."""

from __future__ import annotations

import numpy as np
import pytest

from search.learning.interleaving import compared, team_draft

FIRST = ["a", "b", "c", "d", "e"]
SECOND = ["e", "d", "c", "b", "a"]


def test_a_draft_holds_the_best_of_both_once() -> None:
    rng = np.random.default_rng(0)
    for _ in range(50):
        draft = team_draft(FIRST, SECOND, limit=4, rng=rng)
        assert len(set(draft.items)) == 4
        assert {"a", "e"} == set(draft.items[:2])
        assert sum(draft.first) == 2
        for item, mine in zip(draft.items[:2], draft.first[:2], strict=True):
            assert item == ("a" if mine else "e")


def test_a_short_ranking_leaves_the_rest_to_the_other() -> None:
    draft = team_draft(["a"], ["b", "c", "d"], limit=9, rng=np.random.default_rng(0))
    assert sorted(draft.items) == ["a", "b", "c", "d"]
    assert team_draft([], [], limit=3, rng=np.random.default_rng(0)).items == ()


def test_the_team_with_more_clicks_wins() -> None:
    draft = team_draft(FIRST, SECOND, limit=2, rng=np.random.default_rng(0))
    assert draft.preference(draft.first) == 1
    assert draft.preference([not mine for mine in draft.first]) == -1
    assert draft.preference([True, True]) == 0


@pytest.mark.parametrize("look", [[1, 0, 0, 0], [1, 0.5, 0.3, 0.25], [0.2, 0.2, 1, 1]])
def test_of_equals_each_wins_half_the_time_wherever_shoppers_look(look: list[float]) -> None:
    rng = np.random.default_rng(1)
    preferences = []
    for _ in range(3_000):
        draft = team_draft(FIRST, FIRST, limit=4, rng=rng)
        preferences.append(draft.preference((rng.random(4) < look).tolist()))
    found = compared(np.array(preferences, dtype=float), level=0.999)
    assert found.low < 0 < found.high


def test_the_better_ranking_wins_more_often() -> None:
    rng = np.random.default_rng(2)
    wanted = {"a": 0.6, "b": 0.4, "c": 0.1, "d": 0.05, "e": 0.05}
    look = 1 / np.arange(1, 5)
    preferences = []
    for _ in range(400):
        draft = team_draft(FIRST, SECOND, limit=4, rng=rng)
        clicks = rng.random(4) < look * [wanted[item] for item in draft.items]
        preferences.append(draft.preference(clicks.tolist()))
    assert compared(np.array(preferences, dtype=float)).low > 0.2
