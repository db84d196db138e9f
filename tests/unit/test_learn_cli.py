"""`bowerbird learn`, on a toy shop whose shoppers want what the shipped weights do not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from search.learning import simulate
from search.learning.cli import learn
from search.learning.decisions import Decisions
from search.learning.shown import ShownLog
from search.personal.events import FILE
from search.query import Query, QueryKind
from search.searcher import Searcher
from search.signals import SIGNALS
from tests.toy import ToyEncoder


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr("search.searcher.load_encoder", lambda _: ToyEncoder())
    monkeypatch.chdir(tmp_path)
    return tmp_path / "state"


def run(shop: Path, state: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        learn, ["--index", str(shop / "index"), "--state", str(state), *arguments]
    )


def simulated(shop: Path, state: Path, *arguments: str) -> Result:
    return run(shop, state, "--simulate", "--lists", "1500", "--seeds", "1", *arguments)


def test_it_learns_promotes_serves_and_goes_back(
    shop: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, poor in (
        ("colour", 0.0),
        ("words_in_picture", -1.0),
    ):  # what is served wants learning
        monkeypatch.setitem(SIGNALS, name, replace(SIGNALS[name], weight=poor))
    few = {name: simulate.POLICIES[name] for name in ("random", "batch MAP behind the gate")}
    monkeypatch.setattr(simulate, "POLICIES", few)
    first = simulated(shop, state, "--record", "--plot", "regret.svg", "--seed", "26")
    assert first.exit_code == 0, first.output
    assert "1,500 lists of the first world are kept" in first.output
    assert Path("regret.svg").read_text().startswith("<?xml")
    for name in (*few, "the hidden taste itself"):
        assert name in first.output

    dry = run(shop, state, "--dry-run")
    assert "words: would be promoted. Surely better" in dry.output, dry.output
    assert "Nothing was decided yet." in run(shop, state, "--status").output

    learned = run(shop, state)
    assert "words: promoted. Surely better than what is served: +" in learned.output
    assert "looked at, by position: 1.00, 0." in learned.output
    assert " → " in learned.output
    searcher = Searcher.open(shop / "index", state=state)
    results = searcher.search(Query(text="red mug"))
    assert results.weighing.origin.endswith("from 1,500 lists")

    waits = run(shop, state)
    assert "words: waiting. The last look" in waits.output
    assert "was at 1,500 lists; the next is after as many new ones (0 so far)" in waits.output
    again = run(shop, state, "--again")
    assert "words: refused. Not surely better" in again.output

    status = json.loads(run(shop, state, "--status", "--json").output)
    assert status["served"] == {"words": "learned-1"}
    assert [one["verdict"] for one in status["decisions"]] == ["promoted", "refused"]
    assert status["decisions"][0]["evidence"]["gain"]["low"] > 0

    back = run(shop, state, "--revert", "words")
    assert "learned-1 is no longer served; now the shipped weights." in back.output
    assert searcher.search(Query(text="red mug")).weighing.origin == ""
    assert run(shop, state, "--revert", "words").exit_code != 0


def test_the_same_seed_gives_the_same_numbers(shop: Path, state: Path) -> None:
    arguments = ("--simulate", "--lists", "150", "--seeds", "1", "--json")
    one, two = (json.loads(run(shop, state, *arguments).output) for _ in range(2))
    assert one == two
    assert set(one["policies"]) == {*simulate.POLICIES, "the hidden taste itself"}
    assert Path("regret.png").read_bytes()[1:4] == b"PNG"


def test_without_a_list_there_is_nothing_to_learn_from(shop: Path, state: Path) -> None:
    found = run(shop, state)
    assert "No list that a shopper was shown is kept" in str(found.exception)
    assert "shown=yes" in str(found.exception)


def test_simulated_lists_are_nobodys(shop: Path, state: Path) -> None:
    run(shop, state, "--simulate", "--lists", "100", "--seeds", "1", "--record")
    with ShownLog(state / FILE) as log:
        lists = log.lists()
    assert {one.user_id for one in lists} == {None}
    assert {one.kind for one in lists} == {QueryKind.WORDS}
    assert {one.weights_version for one in lists} == {"simulated"}
    with Decisions(state / FILE) as decisions:
        assert decisions.all() == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--status", "--dry-run"), "are four things"),
        (("--record",), "goes with --simulate"),
        (("--revert", "tables"), "'tables' is not one of"),
        (("--level", "1"), "not in the range"),
    ],
)
def test_options_that_do_not_fit_are_refused(
    shop: Path, state: Path, arguments: tuple[str, ...], words: str
) -> None:
    found = run(shop, state, *arguments)
    assert found.exit_code == 2
    assert words in found.output


def test_a_plot_is_a_picture(shop: Path, state: Path) -> None:
    found = run(shop, state, "--simulate", "--lists", "100", "--seeds", "1", "--plot", "a.pdf")
    assert "a.pdf is neither PNG nor SVG" in str(found.exception)
