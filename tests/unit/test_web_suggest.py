"""`GET /api/v1/suggestions`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.live import Live
from tests.toy import ToyEncoder
from web.app import create_app


@pytest.fixture
def client(shop: Path, tmp_path: Path) -> Iterator[FlaskClient]:
    live = Live(shop / "index", state=tmp_path / "state", encoder=ToyEncoder())
    yield create_app(live).test_client()
    assert live.searcher.events
    live.searcher.events.close()


def test_suggestions_lead_to_pages_that_are_there(client: FlaskClient) -> None:
    found = client.get("/api/v1/suggestions?q=mu&limit=3").json["suggestions"]
    assert [one["kind"] for one in found] == ["category", "product", "product"]
    assert found[0] | {"path": ""} == {
        "kind": "category", "text": "Mugs", "value": "Kitchen > Mugs", "count": 5, "path": "",
    }  # fmt: skip
    for one in found:
        assert one["text"] in client.get(one["path"]).text


def test_nothing_typed_suggests_nothing(client: FlaskClient) -> None:
    assert client.get("/api/v1/suggestions").json == {"suggestions": []}


@pytest.mark.parametrize("asked", ["limit=many", "limit=21", "limit=-1", "limt=3"])
def test_a_bad_question_says_what_is_wrong(client: FlaskClient, asked: str) -> None:
    answer = client.get(f"/api/v1/suggestions?q=mug&{asked}")
    assert answer.status_code == 400
    assert answer.json["error"]["code"] == "invalid_query"
