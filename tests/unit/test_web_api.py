"""The JSON API: the kernel's answers unchanged, and one shape for everything that goes wrong."""

from __future__ import annotations

import base64
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.errors import IndexMissing, InvalidInput
from search.filters import Filter
from search.live import Live
from search.query import Query
from search.searcher import Searcher
from tests.toy import draw
from web.app import MAX_REQUEST, create_app

ERROR = {"code", "message", "remedy", "value", "limit", "request_id"}


def png(colour: str = "red", thing: str = "shirt") -> bytes:
    out = BytesIO()
    draw(colour, thing).save(out, "PNG")
    return out.getvalue()


def ids(answer: Any) -> list[str]:
    return [hit["product_id"] for hit in answer.get_json()["hits"]]


def error(answer: Any, status: int) -> dict[str, str]:
    """The error of an answer, whose shape is checked on the way."""
    assert answer.status_code == status
    assert answer.mimetype == "application/json"
    assert answer.get_json().keys() == {"error"}
    found: dict[str, str] = answer.get_json()["error"]
    assert found.keys() == ERROR
    assert found["request_id"] == answer.headers["X-Request-Id"]
    return found


def test_a_search_answers_what_the_kernel_answers(client: FlaskClient, searcher: Searcher) -> None:
    answer = client.get("/api/v1/search?q=red+shirt&filter=price<=20&filter=category=Clothing").json
    own = searcher.search(
        Query(
            text="red shirt", filters=(Filter.parse("price<=20"), Filter.parse("category=Clothing"))
        )
    ).as_dict()
    assert answer.pop("next_offset") is None
    for hit in answer["hits"]:
        del hit["image_url"]
    for changing in ("timings_ms", "query_id"):
        del answer[changing], own[changing]
    assert answer == own
    assert len(own["hits"]) == 5


def test_every_parameter_reaches_the_query(client: FlaskClient) -> None:
    everything = client.get("/api/v1/search?q=shirt&limit=1000")
    paged = client.get("/api/v1/search?q=shirt&limit=3&offset=2")
    assert ids(paged) == ids(everything)[2:5]
    dearest = client.get("/api/v1/search?filter=brand=Acme&sort=-price").json["hits"]
    assert [hit["price"] for hit in dearest] == sorted((h["price"] for h in dearest), reverse=True)
    assert "P01" not in ids(client.get("/api/v1/search?like=P01"))
    assert ids(client.get("/api/v1/search?like=P01&unlike=P02")) != ids(
        client.get("/api/v1/search?like=P01")
    )
    weighed = client.get("/api/v1/search?q=shirt&weight=words=0&weight=meaning=0.25").json["hits"][
        0
    ]
    assert {e["signal"]: e["weight"] for e in weighed["evidence"]}["meaning"] == 0.25
    bounded = client.get("/api/v1/search?min_price=12&max_price=14").json["hits"]
    assert {hit["price"] for hit in bounded} == {12.5, 13.5}


def test_a_picture_is_the_same_question_by_every_road(client: FlaskClient) -> None:
    picture = png("blue", "mug")
    form = client.post(
        "/api/v1/search", data={"image": (BytesIO(picture), "mug.png"), "limit": "7"}
    )
    body = {"image_base64": base64.b64encode(picture).decode(), "limit": 7}
    name = client.post("/api/v1/pictures", data={"image": (BytesIO(picture), "x")})
    assert name.status_code == 201
    kept = client.get(f"/api/v1/search?picture={name.json['picture']}&limit=7")
    assert ids(form)[0] == "P12"
    assert ids(form) == ids(client.post("/api/v1/search", json=body)) == ids(kept)


def test_words_and_a_picture_are_balanced_by_mix(client: FlaskClient) -> None:
    def asked(**fields: str) -> Any:
        image = (BytesIO(png("blue", "mug")), "x")
        return client.post("/api/v1/search", data={"image": image, "q": "yellow bag", **fields})

    assert ids(asked(mix="0"))[0] == "P19"
    assert ids(asked(mix="1"))[0] == "P12"
    assert ids(asked(mix="0")) == ids(client.get("/api/v1/search?q=yellow+bag"))
    assert asked(mix="0.5").json["hits"] == asked().json["hits"]
    assert "weight" in error(asked(mix="0.5", weight="image=1"), 400)["message"]


def test_a_json_body_may_hold_lists_numbers_and_weights(client: FlaskClient) -> None:
    body = {"q": "mug", "filter": ["price>=21", "brand=Acme"], "limit": 2, "weight": {"words": 1}}
    by_address = "/api/v1/search?q=mug&filter=price>=21&filter=brand=Acme&limit=2&weight=words=1"
    assert (
        client.post("/api/v1/search", json=body).json["hits"] == client.get(by_address).json["hits"]
    )


def test_pictures_of_hits_can_be_had(client: FlaskClient) -> None:
    hit = client.get("/api/v1/search?q=red+shirt&limit=1").json["hits"][0]
    assert hit["product_id"] == "P01"
    assert client.get(hit["image_url"]).mimetype == "image/jpeg"
    bare = client.get("/api/v1/search?q=black+bag&limit=1").json["hits"][0]
    assert (bare["product_id"], bare["image_url"]) == ("P20", None)


@pytest.mark.parametrize(
    ("address", "code", "words"),
    [
        ("search?qq=red", "invalid_query", "'q'"),
        ("search?q=red&q=blue", "invalid_query", "more than once"),
        ("search", "invalid_query", "empty"),
        ("search?q=red&limit=many", "invalid_query", "whole number"),
        ("search?q=red&limit=0", "invalid_query", "limit is 0"),
        ("search?q=red&offset=-1", "invalid_query", "offset is -1"),
        ("search?q=red&sort=prize", "invalid_query", "'price'"),
        ("search?q=red&weight=words", "invalid_query", "words=0.5"),
        ("search?q=red&weight=wrods=1", "invalid_query", "'words'"),
        ("search?q=red&weight=words=nan", "invalid_query", "finite"),
        ("search?q=red&mix=2", "invalid_query", "at most 1"),
        ("search?q=red&min_price=cheap", "invalid_query", "min_price"),
        ("search?q=red&filter=price", "invalid_filter", "cannot be read"),
        ("search?q=red&filter=colr=red", "invalid_filter", "'colour'"),
        (f"search?user={'u' * 201}", "invalid_query", "200"),
    ],
)
def test_a_question_that_makes_no_sense_is_told_what_would(
    client: FlaskClient, address: str, code: str, words: str
) -> None:
    found = error(client.get(f"/api/v1/{address}"), 400)
    assert found["code"] == code
    assert words in found["message"] + found["remedy"]


@pytest.mark.parametrize("path", ["health", "products/P01", "events", "pictures"])
def test_a_parameter_that_nobody_reads_is_never_ignored(client: FlaskClient, path: str) -> None:
    send = client.get if path in ("health", "products/P01") else client.post
    assert "'user'" in error(send(f"/api/v1/{path}?user=ann"), 400)["message"]


def test_what_is_not_there_has_the_same_shape(client: FlaskClient) -> None:
    assert error(client.get("/api/v1/products/nothing"), 404)["code"] == "unknown_product"
    assert error(client.get("/api/v1/search?like=nothing"), 404)["code"] == "unknown_product"
    assert error(client.get("/api/v1/serach"), 404)["code"] == "not_found"
    assert error(client.get("/api/v1/search?picture=00"), 410)["code"] == "picture_gone"
    wrong = client.delete("/api/v1/search?q=red")
    assert error(wrong, 405)["code"] == "method_not_allowed"
    assert "GET" in wrong.headers["Allow"]


def test_bodies_that_cannot_be_read_have_the_same_shape(client: FlaskClient) -> None:
    search = "/api/v1/search"
    assert error(client.post(search, data="q=red", content_type="text/csv"), 415)["remedy"]
    assert error(client.post(search, data="{", content_type="application/json"), 400)
    assert error(client.post(search, json=["red"]), 400)["code"] == "invalid_query"
    assert "'q'" in error(client.post(search, json={"Q": "red"}), 400)["remedy"]
    assert error(client.post(search, json={"q": {"a": 1}}), 400)["code"] == "invalid_query"
    assert error(client.post(search, json={"image_base64": "*"}), 400)["code"] == "invalid_image"
    assert error(client.post(search, data={"image": (BytesIO(b"GIF89a"), "x")}), 400)["code"] == (
        "invalid_image"
    )
    assert (
        "image" in error(client.post(search, data={"photo": (BytesIO(png()), "x")}), 400)["remedy"]
    )
    assert error(client.post("/api/v1/pictures", data={"image": (BytesIO(b""), "x")}), 400)
    large, form = b"\0" * (MAX_REQUEST + 1), "multipart/form-data; boundary=x"
    refused = error(client.post(search, data=large, content_type=form), 413)
    assert f"{MAX_REQUEST:,}" in refused["remedy"]


def test_a_mistake_of_ours_tells_only_its_number(
    live: Live, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(Searcher, "search", broken)
    answer = (
        create_app(live)
        .test_client()
        .get("/api/v1/search?q=red", headers={"X-Request-Id": "mine-7"})
    )
    assert error(answer, 500)["request_id"] == "mine-7"
    assert "secret" not in answer.text
    assert "mine-7" in caplog.text
    assert "secret" in caplog.text


def test_an_index_that_cannot_be_used_is_unavailable(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> None:
        raise IndexMissing("Gone.", remedy="Build it.")

    monkeypatch.setattr(Searcher, "search", missing)
    answer = create_app(live).test_client().get("/api/v1/search?q=red")
    assert error(answer, 503) | {"request_id": ""} == {
        "code": "index_missing", "message": "Gone.", "remedy": "Build it.",
        "value": None, "limit": None, "request_id": "",
    }  # fmt: skip


def test_a_product_is_told_whole(client: FlaskClient) -> None:
    product = client.get("/api/v1/products/P01").json
    assert product["title"] == "Red shirt"
    assert product["price"] == 11.5
    assert product["attributes"] == {"colour": "red"}
    assert product["images"] == ["images/red-shirt.png", "images/red-shirt-2.png"]
    assert [client.get(url).status_code for url in product["image_urls"]] == [200, 200]


def test_health_says_what_answers_and_what_does_not(client: FlaskClient, live: Live) -> None:
    health = client.get("/api/v1/health").json
    assert health == {
        "status": "ok", "index_version": live.searcher.version, "products": 20, "encoder": "toy",
        "events": 0, "trouble": None,
    }  # fmt: skip
    live.trouble = "The new index is damaged."
    assert client.get("/api/v1/health").json["status"] == "degraded"


def test_a_shoppers_events_lean_the_next_answer(client: FlaskClient) -> None:
    events = [{"user_id": "ann", "product_id": p, "event": "purchase"} for p in ("P11", "P12")]
    answer = client.post("/api/v1/events", json=events)
    assert (answer.status_code, answer.json) == (202, {"stored": 2, "unknown_products": 0})
    before = client.get("/api/v1/search?q=red")
    after = client.get("/api/v1/search?q=red&user=ann")
    assert ids(before) != ids(after)
    assert any(
        hit["moved"] > 0 and hit["category"] == "Kitchen > Mugs" for hit in after.json["hits"]
    )


def test_the_cookie_of_the_page_does_not_lean_the_api(client: FlaskClient) -> None:
    client.post("/api/v1/events", json={"user_id": "ann", "product_id": "P11", "event": "purchase"})
    client.set_cookie("shopper", "ann")
    assert all(hit["moved"] == 0 for hit in client.get("/api/v1/search?q=red").json["hits"])


def test_one_click_is_stored_once_and_unknown_products_are_counted(client: FlaskClient) -> None:
    click = {"user_id": "ann", "product_id": "P1?", "event": "click", "query_id": "q7", "rank": 2}
    assert client.post("/api/v1/events", json=click).json == {"stored": 1, "unknown_products": 1}
    assert client.post("/api/v1/events", json=click).json == {"stored": 0, "unknown_products": 1}
    old = click | {"timestamp": "2026-03-01T12:00:00Z"}
    assert client.post("/api/v1/events", json=old).json["stored"] == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"event": "wink"}, "click, dismiss"),
        ({"user_id": ""}, "user_id is empty"),
        ({"product_id": 7}, "product_id"),
        ({"rank": 0}, "rank"),
        ({"rank": "first"}, "rank"),
        ({"timestamp": "yesterday"}, "timestamp"),
        ({"timestamp": "2026-03-01T12:00:00"}, "zone"),
        ({"product": "P01"}, "'product_id'"),
        ({"kind": "click"}, "no field 'kind'"),
        ({"rank": True}, "whole number"),
    ],
)
def test_a_malformed_event_is_refused_with_its_neighbours(
    client: FlaskClient, change: dict[str, Any], words: str
) -> None:
    good = {"user_id": "ann", "product_id": "P01", "event": "click"}
    found = error(client.post("/api/v1/events", json=[good, good | change]), 400)
    assert found["code"] == "invalid_events"
    assert words in found["message"] + found["remedy"]
    assert "Entry 2" in found["message"]
    assert client.get("/api/v1/health").json["events"] == 0


@pytest.mark.parametrize("body", [b"[" * 100_000, b"[1", b'[{"a": ' * 50_000, b"[]]"])
def test_events_that_are_no_json_are_refused_and_never_a_mistake_of_ours(
    client: FlaskClient, body: bytes
) -> None:
    answer = client.post("/api/v1/events", data=body, content_type="application/json")
    assert "The body is not JSON" in error(answer, 400)["message"]


def test_more_events_than_fit_are_refused_with_the_limit(client: FlaskClient) -> None:
    one = {"user_id": "ann", "product_id": "P01", "event": "click"}
    found = error(client.post("/api/v1/events", json=[one] * 10_001), 400)
    assert (found["code"], found["limit"]) == ("invalid_events", 10_000)
    assert "10,000" in found["message"]


def test_events_are_taken_as_json_only(client: FlaskClient) -> None:
    form = {"user_id": "ann", "product_id": "P01", "event": "click"}
    assert (
        error(client.post("/api/v1/events", data=form), 415)["remedy"] == "Send application/json."
    )


def test_an_error_has_the_value_and_the_limit_for_programs(client: FlaskClient) -> None:
    found = error(client.get("/api/v1/search?q=red&limit=5000"), 400)
    assert (found["value"], found["limit"]) == ("5000", 1000)
    found = error(client.get(f"/api/v1/search?q={'x' * 2001}"), 400)
    assert found["limit"] == 2000


def test_the_admin_is_off_without_a_key_and_closed_without_the_key(live: Live) -> None:
    off = create_app(live).test_client().get("/api/v1/profiles?user=ann")
    assert error(off, 403)["code"] == "admin_off"
    assert "BOWERBIRD_ADMIN_KEY" in error(off, 403)["remedy"]
    client = create_app(live, admin_key="k" * 16).test_client()
    for sent in ("", "Bearer ", "Bearer " + "k" * 15, "Basic " + "k" * 16, "Bearer " + "é" * 16):
        answer = client.get("/api/v1/profiles?user=ann", headers={"Authorization": sent})
        assert error(answer, 401)["code"] == "key_needed"
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    right = {"Authorization": "Bearer " + "k" * 16}
    assert client.get("/api/v1/profiles?user=ann", headers=right).status_code == 200
    with pytest.raises(InvalidInput, match="at least 16"):
        create_app(live, admin_key="short")


def test_pages_of_other_sites_are_welcome_where_the_settings_say(live: Live) -> None:
    client = create_app(live, cors=["https://shop.example"]).test_client()
    event = {"user_id": "ann", "product_id": "P01", "event": "click"}
    for origin, status in (("https://shop.example", 202), ("https://other.example", 403)):
        sent = {"Origin": origin, "Sec-Fetch-Site": "cross-site"}
        answer = client.post("/api/v1/events", json=event, headers=sent)
        assert answer.status_code == status
        allowed = answer.headers.get("Access-Control-Allow-Origin")
        assert allowed == (origin if status == 202 else None)
        assert "Access-Control-Allow-Credentials" not in answer.headers
        preflight = client.options("/api/v1/events", headers=sent)
        assert ("Access-Control-Allow-Methods" in preflight.headers) == (status == 202)
        assert client.post("/shopper", data={"name": "eve"}, headers=sent).status_code == 403
    anyone = create_app(live, cors=["*"]).test_client()
    told = anyone.get("/api/v1/health", headers={"Origin": "https://x.example"}).headers
    assert told["Access-Control-Allow-Origin"] == "https://x.example"
    assert "Origin" in told["Vary"]


def test_a_request_is_one_line_of_the_log_without_what_was_searched(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="bowerbird.requests")
    client.get("/api/v1/search?q=secret", headers={"X-Request-Id": "mine-8"})
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.startswith("mine-8 GET /api/v1/search 200 ")
    assert line.endswith(" ms")


def test_prometheus_gets_routes_and_codes_and_what_answers(client: FlaskClient, live: Live) -> None:
    client.get("/api/v1/products/P01")
    client.get("/api/v1/products/P02")
    client.get("/api/v1/search?q=red&filter=brand=Acme")
    client.get("/api/v1/search?q=")
    answer = client.get("/api/v1/metrics")
    assert answer.mimetype == "text/plain"
    lines = dict(line.rsplit(" ", 1) for line in answer.text.splitlines() if line[0] != "#")
    route = 'method="GET",route="/api/v1/products/<path:product_id>",status="200"'
    assert lines[f"bowerbird_request_seconds_count{{{route}}}"] == "2.0"
    assert lines['bowerbird_errors_total{code="invalid_query"}'] == "1.0"
    assert lines['bowerbird_search_seconds_count{asks="words"}'] == "1.0"
    assert lines["bowerbird_search_products_sum"] == "10.0"
    assert lines["bowerbird_products"] == "20.0"
    version = f'bowerbird_index{{encoder="toy",version="{live.searcher.version}"}}'
    assert lines[version] == "1.0"
    assert "P01" not in answer.text


def test_what_a_stranger_makes_up_is_never_counted_by_its_name(client: FlaskClient) -> None:
    for method in ("WINK", "NOD"):
        client.open("/api/v1/health", method=method)
        client.open(f"/{method}", method=method)
    counted = client.get("/api/v1/metrics").text
    assert "WINK" not in counted
    assert 'method="none",route="none"' in counted


def test_the_reference_reads_without_a_script_or_another_server(client: FlaskClient) -> None:
    page = client.get("/api/v1/").text
    assert "<script" not in page
    assert "://" not in page.replace("http://www.w3.org", "")
    for name in ("/api/v1/recommendations", "min_price", "next_offset"):
        assert name in page
    document = client.get("/api/v1/openapi.json")
    assert document.json["openapi"] == "3.1.0"
    again = client.get("/api/v1/openapi.json", headers={"If-None-Match": document.headers["ETag"]})
    assert again.status_code == 304
