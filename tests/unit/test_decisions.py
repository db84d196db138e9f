"""What is served follows from the decisions, which are only ever added to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from search.errors import InvalidInput
from search.explain import as_text
from search.learning.decisions import Decision, Decisions, Verdict
from search.personal.events import FILE
from search.query import Query, QueryKind
from search.searcher import Searcher

AT = datetime(2026, 11, 25, tzinfo=UTC)
WORDS = QueryKind.WORDS


@pytest.fixture
def decisions(tmp_path: Path) -> Iterator[Decisions]:
    with Decisions(tmp_path / FILE) as opened:
        yield opened


def decision(verdict: Verdict = Verdict.PROMOTED, *, words: float = 0.5) -> Decision:
    return Decision(WORDS, verdict, AT, {"words": words}, 1_234, {"gain": [0.1, 0.02, 0.2]})


def test_nothing_is_served_before_a_promotion(decisions: Decisions) -> None:
    assert decisions.served() == {}
    assert not decisions.path.exists()
    decisions.add(decision(Verdict.REFUSED))
    assert decisions.served() == {}


def test_a_promotion_is_served_at_once_also_by_another_process(decisions: Decisions) -> None:
    with Decisions(decisions.path) as other:
        assert other.served() == {}
        promoted = decisions.add(decision())
        assert other.served()[WORDS] == promoted
    assert promoted.origin == "weights learned on 25 November 2026 from 1,234 lists"


def test_going_back_goes_back_one_promotion_at_a_time(decisions: Decisions) -> None:
    decisions.add(decision(words=0.5))
    decisions.add(decision(words=0.9))
    decisions.add(decision(Verdict.REFUSED, words=0.1))
    assert decisions.served()[WORDS].weights["words"] == 0.9
    back = decisions.revert(WORDS, at=AT)
    assert back.evidence == {"reverts": 2}
    assert decisions.served()[WORDS].weights["words"] == 0.5
    decisions.revert(WORDS, at=AT)
    assert decisions.served() == {}
    with pytest.raises(InvalidInput, match="shipped weights already"):
        decisions.revert(WORDS, at=AT)
    assert [one.verdict for one in decisions.all()].count(Verdict.REVERTED) == 2


def test_a_decision_is_neither_changed_nor_deleted(decisions: Decisions) -> None:
    decisions.add(decision())
    decisions.close()
    db = sqlite3.connect(decisions.path)
    for statement in ("DELETE FROM decisions", "UPDATE decisions SET lists = 0"):
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            db.execute(statement)
    db.close()
    assert decisions.all()[0].lists == 1_234


def test_promoted_weights_rank_queries_of_their_kind_and_are_said(searcher: Searcher) -> None:
    before = searcher.search(Query(text="blue mug"))
    assert (before.weighing.version, before.weighing.origin) == ("shipped", "")
    assert searcher.decisions is not None
    searcher.decisions.add(decision(words=2.0))
    results = searcher.search(Query(text="blue mug"))
    assert {e.signal: e.weight for e in results.hits[0].evidence}["words"] == 2.0
    assert results.as_dict()["weights_version"] == "learned-1"
    assert "weights learned on 25 November 2026" in as_text(results, explain=True)
    assert "learned" not in as_text(results, explain=False)
    assert searcher.search(Query(like=("P12",))).weighing.version == "shipped"
    searcher.decisions.close()


def test_a_querys_own_weight_wins_over_a_learned_one(searcher: Searcher) -> None:
    assert searcher.decisions is not None
    searcher.decisions.add(decision(words=2.0))
    own = searcher.search(Query(text="blue mug", weights={"words": 3.0, "text": 0.5}))
    assert {e.signal: e.weight for e in own.hits[0].evidence}["words"] == 1.5
    searcher.decisions.close()
