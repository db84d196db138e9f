"""The taste page, and a shopper's say over what is known of them."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from search.live import Live
from search.personal.event import EPOCH
from search.personal.events import Event, EventLog, Kind
from web.app import create_app
from web.cards import readable_path
from web.recording import TYPING


@pytest.fixture
def log(live: Live) -> EventLog:
    assert live.searcher.events
    return live.searcher.events


@pytest.fixture
def client(live: Live, log: EventLog) -> FlaskClient:
    """Of ann, who bought three red things and does not want a mug."""
    bought = [Event("ann", product, Kind.PURCHASE, EPOCH) for product in ("P01", "P06", "P11")]
    log.append([*bought, Event("ann", "P13", Kind.DISMISS, EPOCH)])
    opened = create_app(live).test_client()
    opened.set_cookie("shopper", "ann")
    return opened


def bars(page: str, section: str) -> dict[str, tuple[int, int]]:
    """Label to (share, usual) of a chart."""
    chart = page.split(f'<section class="chart" aria-label="{section}">')[1].split("</section>")[0]
    labels = [re.sub(r"<[^>]+>", "", a) for a in re.findall(r"<li><a [^>]*>(.*?)</a>", chart)]
    shares = re.findall(r"(\d+)% of the choices, (\d+)% of the shop", chart)
    return {label: (int(a), int(b)) for label, (a, b) in zip(labels, shares, strict=True)}


def test_the_taste_is_drawn_beside_what_the_shop_has(client: FlaskClient) -> None:
    page = client.get("/taste").text
    assert bars(page, "Colour") == {"red": (100, 20)}
    assert bars(page, "Category") == {
        readable_path(name): (33, 25)
        for name in ("Clothing > Shirts", "Home > Lamps", "Kitchen > Mugs")
    }
    assert 'class="dot red"' in page
    assert "€" in page.split('aria-label="Price">')[1]
    interests = re.findall(r"<strong>(\d+)%</strong>", page)
    assert sum(map(int, interests)) in (99, 100)
    shown = set(re.findall(r'<a class="tile" href="/p/(P\d+)"', page))
    assert shown == {"P01", "P06", "P11", "P13"}  # each in one interest, and what was dismissed


def test_nobody_and_a_newcomer_are_told_what_to_do(live: Live) -> None:
    client = create_app(live).test_client()
    assert "Nobody is shopping" in client.get("/taste").text
    client.set_cookie("shopper", "new")
    assert "Nothing yet" in client.get("/taste").text


def test_switched_off_nothing_is_used_and_nothing_is_recorded(
    client: FlaskClient, log: EventLog
) -> None:
    def order(page: str) -> list[str]:
        return re.findall(r'<li class="card" data-product="([^"]*)"', page)

    leaning = client.get("/?q=lamp").text
    before = log.count()
    assert (
        client.post("/leaning", data={"on": "no", "next": "/taste"}).headers["Location"] == "/taste"
    )
    neutral = client.get("/?q=lamp").text
    stranger = create_app_client(client).get("/?q=lamp").text
    assert order(neutral) == order(stranger) != order(leaning)
    assert "For ann" not in client.get("/").text
    client.get("/p/P02")
    client.post("/act", data={"product_id": "P02", "kind": "purchase"})
    assert log.count() == before
    assert "data-shopper" not in neutral
    assert "data-private" in neutral
    client.post("/leaning", data={"on": "yes"})
    client.get("/p/P02")
    assert log.count() == before + 1
    assert order(client.get("/?q=lamp").text) != order(stranger)


def create_app_client(client: FlaskClient) -> FlaskClient:
    return client.application.test_client()


def test_all_that_is_stored_can_be_taken_along(client: FlaskClient) -> None:
    answer = client.get("/taste/export")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json["user_id"] == "ann"
    assert {event["product_id"] for event in answer.json["events"]} == {"P01", "P06", "P11", "P13"}


def test_forgetting_takes_a_second_word_and_then_everything(
    client: FlaskClient, log: EventLog
) -> None:
    client.post("/taste/forget")
    assert log.count("ann") == 4
    client.post("/taste/forget", data={"sure": "yes"})
    assert log.count("ann") == 0
    assert "Nothing yet" in client.get("/taste").text
    assert client.get("/taste/export").json["events"] == []


def test_a_search_that_is_still_typed_is_not_kept(client: FlaskClient, live: Live) -> None:
    from search.learning.shown import ShownLog
    from search.personal.events import FILE

    with ShownLog(live.state / FILE) as lists:
        client.get("/results?q=la", headers={TYPING: "1"})
        assert lists.count() == 0
        client.get("/results?q=lamp")
        assert lists.count() == 1
