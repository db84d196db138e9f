"""What the merchant decides is done, is said, and ends when it should."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from search.errors import BowerbirdError, InvalidRule
from search.filters import Filter
from search.personal.recommend import for_user
from search.query import Query, Sort
from search.results import Hit, Results
from search.rules import MOST_RULES, Action, Rule, RuleBook
from search.searcher import Searcher

NOW = datetime.now(UTC)


def book(searcher: Searcher) -> RuleBook:
    assert searcher.rules.book is not None
    return searcher.rules.book


def decide(searcher: Searcher, action: Action, *products: str, **more: object) -> Rule:
    rule = Rule(action=action, products=products, **more)  # type: ignore[arg-type]
    book(searcher).add(rule, by="mia")
    return rule


def ask(searcher: Searcher, text: str = "lamp", **more: object) -> Results:
    return searcher.search(Query(text=text, limit=20, **more))  # type: ignore[arg-type]


def ids(results: Results) -> list[str]:
    return [hit.product_id for hit in results.hits]


def signals(hit: Hit) -> dict[str, float]:
    return {one.signal: one.contribution for one in hit.evidence}


def test_without_rules_nothing_is_ruled(searcher: Searcher) -> None:
    assert ask(searcher).rules == ()
    assert not book(searcher).path.exists()


def test_pins_stand_first_in_their_order_and_say_so_without_a_score(searcher: Searcher) -> None:
    before = ask(searcher)
    rule = decide(searcher, Action.PIN, "P20", "P01", words="lamp")
    after = ask(searcher)
    assert ids(after)[:2] == ["P20", "P01"]
    assert ids(after)[2:] == [p for p in ids(before) if p not in ("P20", "P01")]
    assert after.rules == (rule.rule_id,)
    scores = {hit.product_id: hit.score for hit in before.hits}
    for hit in after.hits:
        assert hit.score == pytest.approx(scores[hit.product_id])
        assert hit.score == pytest.approx(sum(signals(hit).values()))
        assert ("pinned" in signals(hit)) == (hit.product_id in ("P20", "P01"))
    assert [e.raw for e in after.hits[1].evidence if e.signal == "pinned"] == [2.0]
    assert ids(ask(searcher, weights={"rules": 0})) == ids(before)


def test_a_pin_breaks_no_filter_and_no_other_order(searcher: Searcher) -> None:
    decide(searcher, Action.PIN, "P20")
    assert "P20" not in ids(ask(searcher, filters=(Filter.parse("category=Home"),)))
    prices = [hit.product.price for hit in ask(searcher, sort=Sort.PRICE_UP).hits]
    assert prices == sorted(prices)  # type: ignore[type-var]


def test_what_is_hidden_is_found_nowhere(searcher: Searcher) -> None:
    before = ask(searcher)
    decide(searcher, Action.HIDE, filters=(Filter.parse("brand=Acme"),))
    after = ask(searcher, weights={"rules": 0})
    assert after.total == before.total - 10
    assert "Acme" not in after.facets["brand"]
    shown = [ask(searcher), after, for_user(searcher, "nobody", limit=20)]
    products = [hit.product for results in shown for hit in results.hits] + searcher.showcase(20)
    assert len(products) > 20
    assert {product.brand for product in products} == {"Nimbus"}
    decide(searcher, Action.PIN, "P01")  # of Acme
    assert "P01" not in ids(ask(searcher))


def test_boosting_and_burying_are_evidence_in_the_score(searcher: Searcher) -> None:
    before = {hit.product_id: hit.score for hit in ask(searcher).hits}
    decide(searcher, Action.BOOST, "P01", strength=0.5)
    decide(searcher, Action.BURY, filters=(Filter.parse("colour=red"),), strength=2.0)
    for hit in ask(searcher).hits:
        red = hit.product.attributes["colour"] == "red"
        gained = 0.5 * (hit.product_id == "P01") - 2.0 * red
        assert hit.score == pytest.approx(before[hit.product_id] + gained)
        assert hit.score == pytest.approx(sum(signals(hit).values()))
        assert signals(hit).get("buried") == (-2.0 if red else None)
        assert hit.moved == 0  # it is the shop that moves it, and not a history


@pytest.mark.parametrize(
    ("words", "whole", "asked", "holds"),
    [
        ("", False, "lamp", True),
        ("Lamps", False, "red lamp", True),
        ("red lamp", False, "lamp red", True),
        ("red lamp", False, "lamp", False),
        ("lamp", True, "lamps", True),
        ("lamp", True, "red lamp", False),
    ],
)
def test_a_rule_is_for_the_queries_that_it_names(
    searcher: Searcher, words: str, whole: bool, asked: str, holds: bool
) -> None:
    decide(searcher, Action.PIN, "P20", words=words, whole=whole)
    assert (ids(ask(searcher, asked))[0] == "P20") == holds


def test_a_rule_holds_from_its_start_until_its_end(searcher: Searcher) -> None:
    hour = timedelta(hours=1)
    rule = Rule(action=Action.HIDE, products=("P06",), starts=NOW, ends=NOW + hour)
    book(searcher).add(rule, by="mia")
    for at, holds in ((NOW - hour, False), (NOW, True), (NOW + hour, False)):
        assert bool(searcher.rules.ruling("lamp", now=at).rules) == holds
    book(searcher).add(replace(rule, rule_id="old", starts=None, ends=NOW - hour), by="mia")
    assert len(book(searcher).standing()) == 2
    assert ask(searcher).rules == (rule.rule_id,)


def test_the_log_keeps_what_was_withdrawn(searcher: Searcher, tmp_path: Path) -> None:
    rule = decide(searcher, Action.PIN, "P20", note="for the\u2028fair \x85 \n")
    assert ids(ask(searcher))[0] == "P20"
    assert book(searcher).withdraw(rule.rule_id, by="noa") == rule
    assert ids(ask(searcher))[0] != "P20"
    again = RuleBook(book(searcher).path.parent)
    assert again.standing() == ()
    assert [(change.by, change.withdrawn, change.rule) for change in again.log()] == [
        ("mia", False, rule), ("noa", True, rule),
    ]  # fmt: skip
    with pytest.raises(InvalidRule, match="There is no rule"):
        again.withdraw(rule.rule_id, by="noa")
    again.path.write_text("{}\n")
    with pytest.raises(BowerbirdError, match="line 1"):
        again.standing()


def test_a_rule_that_the_index_cannot_follow_stops_no_search(searcher: Searcher) -> None:
    column = decide(searcher, Action.HIDE, filters=(Filter.parse("season=summer"),))
    gone = decide(searcher, Action.PIN, "P99", "P20")
    assert ids(ask(searcher))[0] == "P20"
    assert ask(searcher).rules == (gone.rule_id,)
    troubles = searcher.rules.troubles()
    assert "season" in troubles[column.rule_id]
    assert "P99 (1 of 2" in troubles[gone.rule_id]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"action": "pin"}, "names its products"),
        ({"action": "hide"}, "does not say what to hide"),
        ({"action": "boost", "products": ("P01",)}, "strength is 0"),
        ({"action": "bury", "products": ("P01",), "strength": 11.0}, "at most 10"),
        ({"action": "boost", "products": ("P01",), "strength": float("nan")}, "strength"),
        ({"action": "pin", "products": ("P01",), "strength": 1.0}, "no strength"),
        ({"action": "pin", "products": ("P01",), "whole": True}, "no words"),
        ({"action": "pin", "products": ("P01",), "starts": NOW, "ends": NOW}, "before it starts"),
        ({"action": "pin", "products": ("P01",), "ends": NOW.replace(tzinfo=None)}, "zone"),
        ({"action": "pin", "products": ("P01",), "note": "x" * 501}, "500"),
        ({"action": "hide", "products": ("P01",) * 1001}, "1,001"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(fields: dict[str, object], words: str) -> None:
    with pytest.raises(InvalidRule, match=words):
        Rule(**{**fields, "action": Action(str(fields["action"]))})  # type: ignore[arg-type]


def test_there_is_an_end_to_rules(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_RULES >= 100
    monkeypatch.setattr("search.rules.MOST_RULES", 1)
    decide(searcher, Action.PIN, "P20")
    with pytest.raises(InvalidRule, match="limit"):
        decide(searcher, Action.PIN, "P19")
