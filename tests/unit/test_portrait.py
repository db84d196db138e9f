from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from search.cli import main
from search.personal.events import Event, Kind
from search.personal.portrait import portrait, segments
from search.searcher import Searcher

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def buy(searcher: Searcher, user: str, *products: str) -> None:
    assert searcher.events is not None
    searcher.events.append([Event(user, p, Kind.PURCHASE, NOW) for p in products])


def test_a_profile_reads_like_a_shopper(searcher: Searcher) -> None:
    buy(searcher, "jo", "P06", "P07", "P08", "gone")
    shown = portrait(searcher.profile("jo"), searcher.artifact, searcher.tastes)
    assert (shown["events"], shown["unknown_products"]) == (4, 1)
    assert 0 < shown["certainty"] < 1
    assert sum(interest["share"] for interest in shown["interests"]) == pytest.approx(1, abs=0.01)
    assert {p for i in shown["interests"] for p in i["typical"]} == {"P06", "P07", "P08"}
    first = shown["favourites"][0]
    assert (first["attribute"], first["value"]) == ("category", "Home > Lamps")
    assert (first["share"], first["usual"]) == (1.0, 0.25)
    assert shown["price"]["low"] < shown["price"]["usual"] < shown["price"]["high"]
    json.dumps(shown)


def test_what_the_catalogue_has_as_often_is_no_favourite(searcher: Searcher) -> None:
    buy(searcher, "jo", *(f"P{n:02d}" for n in range(1, 21)))
    shown = portrait(searcher.profile("jo"), searcher.artifact, searcher.tastes)
    assert shown["favourites"] == []


def test_nothing_is_said_of_a_stranger(searcher: Searcher) -> None:
    shown = portrait(searcher.profile("nobody"), searcher.artifact, searcher.tastes)
    assert (shown["certainty"], shown["interests"], shown["favourites"]) == (0, [], [])
    assert shown["price"] is None


def test_shoppers_of_one_taste_are_one_segment(searcher: Searcher) -> None:
    for n in range(3):
        buy(searcher, f"blue{n}", "P02", "P07", "P12", "P17")
    for n in range(2):
        buy(searcher, f"red{n}", "P01", "P06", "P11", "P16")
    names = ["red0", "blue0", "red1", "blue1", "blue2", "nobody"]
    profiles = [searcher.profile(name) for name in names]
    found = segments(profiles, searcher.artifact, searcher.tastes, most=2)
    assert [segment.size for segment in found] == [3, 2]
    assert set(found[0].users) == {"blue0", "blue1", "blue2"}
    colour = next(f for f in found[0].favourites if f.attribute == "colour")
    assert (colour.value, colour.share) == ("blue", 1.0)
    again = segments(profiles[::-1], searcher.artifact, searcher.tastes, most=2)
    assert again == found
    assert found[1].price == pytest.approx(
        float(np.exp(np.mean(np.log([11.5, 16.5, 21.5, 26.5])))), abs=0.01
    )


def test_no_shopper_no_segment(searcher: Searcher) -> None:
    assert segments([], searcher.artifact, searcher.tastes) == []


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def test_the_commands_answer_in_words_and_in_json(searcher: Searcher, shop: Path) -> None:
    buy(searcher, "jo", "P06", "P07")
    assert searcher.events is not None
    places = ["--index", str(shop / "index"), "--state", str(searcher.events.path.parent)]
    assert "jo: 2 events" in run("profile", "jo", *places)
    assert json.loads(run("profile", "jo", *places, "--json"))["user_id"] == "jo"
    assert "1 shoppers, such as jo" in run("profile", "--segments", *places)
    shown = json.loads(run("recommend", "--user", "jo", "-k", "3", *places, "--json"))
    assert len(shown["hits"]) == 3
    assert "you chose it before" in run("recommend", "--user", "jo", "--explain", *places)
    assert "P06" not in run("recommend", "--basket", "P06,P07", *places)
    assert "Blue lamp" in run("recommend", "--product", "P06", *places)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["recommend"], "Say for whom"),
        (["recommend", "--product", "P01", "--basket", "P02"], "ask one"),
        (["recommend", "--user", "jo", "--goes-with"], "name one"),
        (["recommend", "--product", "P01", "--diversity", "0.5"], "--diversity is for"),
        (["profile"], "Name a USER"),
        (["profile", "jo", "--segments"], "Name a USER"),
    ],
)
def test_a_question_that_is_none_is_refused(arguments: list[str], said: str, shop: Path) -> None:
    result = CliRunner().invoke(main, [*arguments, "--index", str(shop / "index")])
    assert result.exit_code == 2
    assert said in result.output
