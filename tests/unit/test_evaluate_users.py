from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from search.cli import main
from search.errors import InvalidJudgements
from search.evaluation.compare import compare
from search.evaluation.lists import CAPPED, measure_lists
from search.evaluation.users import AsOf, Case, given_targets, last_baskets
from search.personal.crowd import CrowdHere
from search.personal.events import Event, Kind, stamp
from search.searcher import Searcher

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def buy(user: str, *products: str, days: float = 0) -> list[Event]:
    return [Event(user, p, Kind.PURCHASE, NOON + timedelta(days=days)) for p in products]


EVENTS = [
    *buy("ann", "P06"), *buy("ann", "P07", "P11", days=40),
    *buy("bob", "P06"), *buy("bob", "P07", days=10), *buy("bob", "P06", "P12", days=20),
    *buy("eve", "P01", days=50),
]  # fmt: skip


def test_the_last_basket_is_hidden_and_the_rest_is_history() -> None:
    ann, bob = last_baskets(EVENTS)
    assert (ann.user_id, ann.target, ann.known) == ("ann", {"P07", "P11"}, {"P06"})
    assert (bob.target, bob.known) == ({"P06", "P12"}, {"P06", "P07"})
    assert ann.at == stamp(NOON + timedelta(days=40))


def test_a_history_of_single_baskets_is_refused() -> None:
    with pytest.raises(InvalidJudgements, match="two baskets"):
        last_baskets(buy("eve", "P01"))


def test_targets_of_ones_own_have_all_of_the_history() -> None:
    [case] = given_targets(EVENTS, buy("ann", "P09", days=1))
    assert case.known == {"P06", "P07", "P11"}
    assert case.at > stamp(NOON + timedelta(days=40)), "never before the history ends"


@pytest.mark.parametrize("strict", [False, True])
def test_nothing_hidden_and_no_later_demand_is_known(searcher: Searcher, strict: bool) -> None:
    cases = last_baskets(EVENTS)
    memory = AsOf(searcher.artifact, EVENTS, cases, strict=strict)
    memory.at(cases[1])  # bob, day 20: ann's last basket is still to come
    crowd = memory.crowd().crowd
    demand = dict(zip(crowd.products, crowd.demand, strict=True))
    assert demand["P06"] > 0
    assert demand["P11"] == demand["P12"] == demand["P01"] == 0
    assert {liked.product_id for liked in memory.profile("bob").liked} == {"P06", "P07"}
    assert memory.profile("ann").events == 0, "only the one who is asked for"


def told(searcher: Searcher, here: CrowdHere) -> dict[str, float]:
    """What having chosen P06 says of each product."""
    lamp = np.array([searcher.artifact.require("P06")])
    return dict(zip(here.crowd.products, here.together(lamp).tolist(), strict=True))


def test_what_is_hidden_teaches_nothing_of_what_goes_together(searcher: Searcher) -> None:
    """P06 and P11 meet in ann's hidden basket and nowhere else."""
    cases = last_baskets(EVENTS)
    memory = AsOf(searcher.artifact, EVENTS, cases, strict=False)
    memory.at(cases[0])
    here = memory.crowd()
    assert told(searcher, here)["P07"] > 0
    assert told(searcher, here)["P11"] == 0


def test_a_strict_split_learns_nothing_from_later_baskets(searcher: Searcher) -> None:
    later = [*EVENTS, *(e for n in range(9) for e in buy(f"u{n}", "P06", "P16", days=30))]
    cases = last_baskets(later)
    bob = next(case for case in cases if case.user_id == "bob")
    found = {}
    for strict in (False, True):
        memory = AsOf(searcher.artifact, later, cases, strict=strict)
        memory.at(bob)
        here = memory.crowd()
        found[strict] = told(searcher, here)["P16"]
    assert found[True] == 0 < found[False]


def test_lists_are_measured_with_and_without_repeats(searcher: Searcher) -> None:
    cases = last_baskets(EVENTS)
    memory = AsOf(searcher.artifact, EVENTS, cases, strict=False)

    def ask(case: Case) -> list[str]:
        return ["P06", "P12", *(f"P{n:02d}" for n in range(1, 21) if n not in (6, 7, 11, 12))]

    found = measure_lists(ask, cases, memory, searcher.artifact, searcher.tastes)
    recall = dict(
        zip(found.everything.query_ids, found.everything.values["recall@20"], strict=True)
    )
    assert recall == {"ann": 0, "bob": 1}
    assert found.everything.values["mrr"].tolist() == [0, 1]
    assert found.new.values["mrr"].tolist() == [0, 1], (
        "P12 is first once P06, which bob has, is out"
    )
    assert found.beyond["coverage"] == pytest.approx(18 / 20)
    assert 0 < found.beyond["diversity"] < 2
    assert found.beyond["novelty"] > 0


def test_recall_is_capped_at_what_a_list_can_hold(searcher: Searcher) -> None:
    products = [f"x{n}" for n in range(40)]
    events = [*buy("ann", "P06"), *buy("ann", *products, days=1)]
    cases = last_baskets(events)
    memory = AsOf(searcher.artifact, events, cases, strict=False)
    found = measure_lists(
        lambda _: products, cases, memory, searcher.artifact, searcher.tastes
    ).everything.values
    assert (found[CAPPED][0], found["recall@20"][0]) == (1, 0.5)


def test_a_clear_gain_is_no_luck_and_noise_is() -> None:
    rng = np.random.default_rng(0)
    theirs = rng.random(200)
    better = compare(theirs + 0.1 + 0.05 * rng.standard_normal(200), theirs)
    assert better.better
    assert better.p < 0.001
    assert better.difference.low < 0.1 < better.difference.high
    same = compare(theirs + 0.05 * rng.standard_normal(200), theirs)
    assert not same.better
    assert same.p > 0.05


def test_the_randomisation_test_is_exact_on_a_case_worked_by_hand() -> None:
    """Five equal gains: of 32 ways to sign them two are as far from zero."""
    found = compare(np.full(5, 0.3), np.zeros(5))
    assert found.p == pytest.approx(2 / 32, abs=0.01)


def test_equal_settings_differ_by_nothing() -> None:
    found = compare(np.array([0.1, 0.7]), np.array([0.1, 0.7]))
    assert (found.p, found.difference.mean, found.better) == (1, 0, False)
    assert compare(np.array([np.nan]), np.array([1.0])).n == 0


def write(path: Path, events: list[Event], **columns: str) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["user_id", "product_id", "timestamp", "event", *columns])
        for event in events:
            writer.writerow(
                [
                    event.user_id,
                    event.product_id,
                    event.at.isoformat(),
                    event.kind,
                    *columns.values(),
                ]
            )
    return path


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(main, ["evaluate-users", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_compares_history_with_none(shop: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "history.csv", EVENTS)
    per_user = tmp_path / "users.csv"
    common = ["--index", shop / "index", "--interactions", file]
    table = run(*common, "--per-user", per_user)
    assert "the whole basket (n=2)" in table
    assert "difference [95 %]" in table
    assert len(per_user.read_text().splitlines()) == 3
    report = json.loads(run(*common, "--json", "--strict"))
    assert report["strict"] is True
    one = report["everything"]["measures"][CAPPED]
    assert set(one) == {"ours", "against", "difference", "p"}
    same = json.loads(run(*common, "--json", "--against", "taste=0.25"))
    assert same["everything"]["measures"][CAPPED]["difference"]["mean"] == 0


def test_where_nobody_bought_anything_new_that_part_is_empty_and_said_to_be(
    shop: Path, tmp_path: Path
) -> None:
    events = [*buy("ann", "P06", "P07"), *buy("ann", "P06", days=9)]
    common = ["--index", shop / "index", "--interactions", write(tmp_path / "again.csv", events)]
    report = json.loads(run(*common, "--json"), parse_constant=pytest.fail)
    assert (report["everything"]["n"], report["new"]["n"]) == (1, 0)
    assert report["new"]["measures"]["mrr"]["ours"] == {"mean": None, "low": None, "high": None}
    assert report["new"]["measures"]["mrr"]["p"] is None
    assert "what was new (n=0)" in run(*common)


def test_only_the_test_rows_of_a_split_are_targets(shop: Path, tmp_path: Path) -> None:
    history = write(tmp_path / "history.csv", EVENTS)
    targets = tmp_path / "targets.csv"
    targets.write_text(
        "user_id,product_id,timestamp,event,split\n"
        "ann,P12,2026-09-01,purchase,test\n"
        "bob,P12,2026-09-01,purchase,train\n"
    )
    common = ["--index", shop / "index", "--interactions", history, "--targets", targets]
    assert json.loads(run(*common, "--json"))["n"] == 1
    targets.write_text(targets.read_text().replace(",test", ",valid"))
    result = CliRunner().invoke(main, ["evaluate-users", *map(str, common)])
    assert result.exit_code == 2
    assert "no row of split 'test'" in result.output
