"""The typed client against a real server on a socket: what it sends and reads is what the API says."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError
from werkzeug.serving import make_server

from search.live import Live
from search.personal.event import Kind
from search.rules import Action, Rule, RuleBook
from tests.toy import draw
from web.app import create_app
from web.client import Client, RequestFailed
from web.schemas import BuildGiven, EventGiven, RuleGiven

KEY = "a-key-for-nobody-else"


@pytest.fixture
def url(live: Live) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app(live, admin_key=KEY), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def shop_client(url: str) -> Client:
    return Client(url, key=KEY)


def test_a_search_is_asked_and_read(shop_client: Client) -> None:
    answer = shop_client.search(q="red shirt", filter=["price<=20"], weight={"meaning": 0.5})
    best = answer.hits[0]
    assert best.product_id == "P01"
    assert best.score == pytest.approx(sum(e.contribution for e in best.evidence))
    assert shop_client.product("P01").title == best.title
    assert shop_client.health().index_version == answer.index_version


@pytest.mark.parametrize("limit", [1, 3, 7, 20, 50])
def test_pages_put_together_are_the_whole(shop_client: Client, tmp_path: Path, limit: int) -> None:
    RuleBook(tmp_path).add(Rule(action=Action.PIN, products=("P20", "P03")), by="mia")
    shop_client.record([event("P11")])
    asked = {"q": "lamp", "user": "ann"}
    whole = shop_client.search(**asked, limit=1000)
    paged = list(shop_client.pages(**asked, limit=limit))
    assert [(hit.rank, hit.product_id, hit.score) for hit in paged] == [
        (hit.rank, hit.product_id, hit.score) for hit in whole.hits
    ]
    assert len(whole.hits) == whole.total == 20
    assert whole.next_offset is None


def test_a_picture_is_kept_and_asked_with(shop_client: Client, tmp_path: Path) -> None:
    draw("blue", "mug").save(tmp_path / "mug.png")
    name = shop_client.keep_picture(tmp_path / "mug.png")
    assert shop_client.search(picture=name).hits[0].product_id == "P12"


def test_products_are_recommended(shop_client: Client) -> None:
    assert "P01" not in [hit.product_id for hit in shop_client.similar("P01").hits]
    assert len(shop_client.recommendations(user="ann", limit=3).hits) == 3
    basket = shop_client.recommendations(basket=["P11", "P12"], limit=3).hits
    assert len(basket) == 3
    assert {"P11", "P12"}.isdisjoint(hit.product_id for hit in basket)


def event(product_id: str) -> EventGiven:
    return EventGiven(user_id="ann/b?c", product_id=product_id, event=Kind.PURCHASE)


def test_a_shopper_is_known_handed_over_and_forgotten(shop_client: Client, url: str) -> None:
    assert shop_client.record([event("P11")]).stored == 1
    assert shop_client.profile("ann/b?c").events == 1
    (kept,) = shop_client.export("ann/b?c").events
    assert (kept.product_id, kept.kind) == ("P11", Kind.PURCHASE)
    assert shop_client.forget("ann/b?c") == 1
    assert shop_client.profile("ann/b?c").events == 0
    for stranger in (Client(url), Client(url, key=KEY + "!")):
        with pytest.raises(RequestFailed) as refused:
            stranger.profile("ann")
        assert (refused.value.status, refused.value.problem.code) == (401, "key_needed")


def test_a_program_rules_and_sees_it_everywhere(shop_client: Client) -> None:
    assert "P12" in [one.value for one in shop_client.suggestions("blue mug").suggestions]
    rule = shop_client.add_rule(RuleGiven(action=Action.HIDE, products=("P12",), note="recalled"))
    assert [one.rule_id for one in shop_client.rules().rules] == [rule.rule_id]
    assert "P12" not in [hit.product_id for hit in shop_client.search(q="blue mug").hits]
    assert "P12" not in [one.value for one in shop_client.suggestions("blue mug").suggestions]
    shop_client.withdraw_rule(rule.rule_id)
    assert shop_client.search(q="blue mug").hits[0].product_id == "P12"


def test_a_program_sees_the_versions_and_the_job(shop_client: Client) -> None:
    (version,) = shop_client.versions().versions
    assert version.active
    shop_client.activate(version.name)
    assert shop_client.job() is None
    with pytest.raises(RequestFailed, match="no catalogue") as refused:
        shop_client.rebuild(BuildGiven(catalogue="none.csv"))
    assert refused.value.problem.code == "invalid_catalogue"


def test_what_went_wrong_is_told_as_the_server_tells_it(shop_client: Client) -> None:
    with pytest.raises(RequestFailed, match="no column 'colr'") as refused:
        shop_client.search(filter=["colr=red"])
    assert refused.value.status == 400
    assert refused.value.problem.code == "invalid_filter"
    assert len(refused.value.problem.request_id) == 16
    with pytest.raises(ValidationError):
        shop_client.search(limit=5_000)
    with pytest.raises(RequestFailed, match="does not answer") as unanswered:
        Client("http://127.0.0.1:9").health()
    assert unanswered.value.status is None
