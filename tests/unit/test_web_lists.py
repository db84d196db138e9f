"""What a shopper is shown on the page, or by a program that says so, is kept to learn from."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from search.learning.decisions import Decision, Decisions, Verdict
from search.learning.shown import ShownLog
from search.live import Live
from search.personal.events import FILE
from search.query import QueryKind
from search.query_pictures import PictureKind
from tests.toy import ToyEncoder, draw


@pytest.fixture
def lists(live: Live) -> Iterator[ShownLog]:
    with ShownLog(live.state / FILE) as opened:
        yield opened


def test_a_page_is_kept_as_it_was_shown(client: FlaskClient, lists: ShownLog) -> None:
    page = client.get("/?q=blue+mug&user=mira").get_data(as_text=True)
    (kept,) = lists.lists()
    assert f'data-query-id="{kept.query_id}"' in page
    assert (kept.kind, kept.user_id, kept.products[0]) == (QueryKind.WORDS, "mira", "P12")


def test_the_products_beside_a_product_are_a_list_too(client: FlaskClient, lists: ShownLog) -> None:
    client.get("/p/P12")
    assert [one.kind for one in lists.lists()] == [QueryKind.LIKE]


def test_a_second_page_goes_on_counting(client: FlaskClient, lists: ShownLog) -> None:
    client.get("/?q=blue+mug&limit=5&offset=5")
    assert lists.lists()[0].first == 6


@pytest.mark.parametrize("header", [{"Sec-Purpose": "prefetch"}, {"Sec-Fetch-Site": "cross-site"}])
def test_what_no_shopper_asked_for_is_not_kept(
    client: FlaskClient, lists: ShownLog, header: dict[str, str]
) -> None:
    client.get("/?q=blue+mug", headers=header)
    assert lists.count() == 0


def test_a_program_says_whether_a_shopper_will_see_its_answer(
    client: FlaskClient, lists: ShownLog
) -> None:
    client.get("/api/v1/search?q=mug")
    client.get("/api/v1/search?q=mug&shown=no")
    assert lists.count() == 0
    answer = client.post("/api/v1/search", json={"q": "mug", "shown": "yes"}).get_json()
    assert [one.query_id for one in lists.lists()] == [answer["query_id"]]
    refused = client.get("/api/v1/search?q=mug&shown=maybe")
    assert refused.status_code == 400
    assert "shown is 'maybe'" in refused.get_json()["error"]["message"]


def test_the_page_says_that_weights_were_learned(client: FlaskClient, live: Live) -> None:
    assert "Ranked with" not in client.get("/?q=blue+mug").get_data(as_text=True)
    with Decisions(live.state / FILE) as decisions:
        at = datetime(2026, 11, 25, tzinfo=UTC)
        decisions.add(Decision(QueryKind.WORDS, Verdict.PROMOTED, at, {"words": 0.5}, 900, {}))
    page = client.get("/?q=blue+mug").get_data(as_text=True)
    assert "Ranked with weights learned on 25 November 2026 from 900 lists." in page


def test_the_picture_of_a_list_that_was_shown_is_kept_and_others_are_not(
    client: FlaskClient, live: Live
) -> None:
    out = BytesIO()
    draw("red", "mug").save(out, "PNG")
    body = {"image_base64": b64encode(out.getvalue()).decode()}

    def kept() -> int:
        asked = live.searcher.asked
        assert asked is not None
        return len(asked.rows(PictureKind.PICTURE, fingerprint=ToyEncoder().fingerprint))

    assert client.post("/api/v1/search", json=body).status_code == 200
    assert kept() == 0
    assert client.post("/api/v1/search", json=body | {"shown": "yes"}).status_code == 200
    assert kept() == 1
