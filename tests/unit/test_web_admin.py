"""The merchant's pages: only with the key, everything by a form, what is wrong said where it was asked."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.artifact import current_version
from search.live import Live
from tests.toy import ToyEncoder
from tests.unit.test_web_merchant import KEY, changed, folder
from web.admin.plots import bars, line
from web.app import create_app
from web.latency import Latency

__all__ = ["folder"]  # a fixture: a shop that may be changed

PATHS = (
    "/admin", "/admin/catalogue", "/admin/catalogue/check?file=catalog.csv", "/admin/job",
    "/admin/rules", "/admin/synonyms", "/admin/searches", "/admin/workbench",
)  # fmt: skip


@pytest.fixture
def live(folder: Path) -> Iterator[Live]:
    opened = Live(folder / "index", encoder=ToyEncoder())
    yield opened
    assert opened.searcher.events
    opened.searcher.events.close()


@pytest.fixture
def client(live: Live, folder: Path) -> FlaskClient:
    made = create_app(live, admin_key=KEY, catalogues=folder).test_client()
    signed = made.post("/admin/sign-in", data={"key": KEY, "name": "Mia"})
    assert (signed.status_code, signed.location) == (303, "/admin")
    return made


def finished(client: FlaskClient) -> str:
    """The page of the job when it has ended."""
    until = time.monotonic() + 60
    while "data-progress" in (page := client.get("/admin/job").text):
        assert time.monotonic() < until
        time.sleep(0.05)
    return unescape(page)


def test_nobody_gets_in_without_the_key(live: Live) -> None:
    stranger = create_app(live, admin_key=KEY).test_client()
    for path in PATHS:
        assert stranger.get(path).location.startswith("/admin/sign-in?next=%2Fadmin"), path
    for path in ("/admin/rules", "/admin/versions/rollback", "/admin/catalogue/build"):
        assert stranger.post(path).status_code == 401
    wrong = stranger.post("/admin/sign-in", data={"key": KEY + "!", "name": "Mia"})
    assert wrong.status_code == 401
    assert "That is not the key." in wrong.text
    assert "Set-Cookie" not in wrong.headers
    stranger.set_cookie("admin", "9999999999:Mia:" + "0" * 64)
    assert stranger.get("/admin").status_code == 303


def test_a_cookie_is_good_for_its_name_its_key_and_a_day(
    client: FlaskClient, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/admin").status_code == 200
    cookie = client.get_cookie("admin")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Strict"
    other = create_app(live, admin_key="another-key-of-the-shop").test_client()
    other.set_cookie("admin", cookie.value)
    assert other.get("/admin").status_code == 303
    other = create_app(live, admin_key=KEY).test_client()
    other.set_cookie("admin", cookie.value.replace("Mia", "Noa"))
    assert other.get("/admin").status_code == 303
    now = time.time()
    monkeypatch.setattr("web.keys.time.time", lambda: now + 13 * 3_600)
    assert client.get("/admin").status_code == 303
    monkeypatch.undo()
    client.post("/admin/sign-out")
    assert client.get("/admin").status_code == 303


def test_a_page_elsewhere_may_not_use_the_api_as_who_is_signed_in_here(live: Live) -> None:
    made = create_app(live, admin_key=KEY, cors=["https://shop.example"]).test_client()
    made.post("/admin/sign-in", data={"key": KEY, "name": "Mia"})
    assert made.get("/api/v1/rules").status_code == 200
    sent = {"Origin": "https://shop.example"}
    rule = {"action": "hide", "products": ["P01"]}
    assert made.post("/api/v1/rules", json=rule, headers=sent).status_code == 401
    assert made.get("/api/v1/rules", headers=sent).status_code == 401
    assert made.post("/admin/rules", data=rule, headers=sent).status_code == 403


def test_without_a_key_the_admin_is_off_and_says_how_to_turn_it_on(live: Live) -> None:
    for path in ("/admin", "/admin/sign-in"):
        page = create_app(live).test_client().get(path)
        assert page.status_code == 403
        assert "BOWERBIRD_ADMIN_KEY" in page.text


def test_who_signs_in_goes_on_to_what_was_asked_for(live: Live) -> None:
    stranger = create_app(live, admin_key=KEY).test_client()
    asked = "/admin/workbench?q=red+mug&b=words%3D0"
    page = stranger.get(stranger.get(asked).location).text
    kept = unescape(re.findall(r'name="next" value="([^"]+)"', page)[0])
    sent = stranger.post("/admin/sign-in", data={"key": KEY, "name": "M", "next": kept})
    assert sent.location == asked


def test_a_stranger_is_never_sent_to_another_site(client: FlaskClient) -> None:
    for path in ("//evil.example", "https://evil.example", "/?q=x", "/admin/sign-out"):
        sent = client.post("/admin/sign-in", data={"key": KEY, "name": "M", "next": path})
        assert sent.location == "/admin"


@pytest.mark.parametrize("path", PATHS)
def test_every_page_opens_and_its_links_and_forms_lead_somewhere(
    client: FlaskClient, path: str
) -> None:
    page = client.get(path)
    assert page.status_code == 200
    paths = {unescape(found) for found in re.findall(r'(?:href|src)="(/[^"#]*)"', page.text)}
    assert len(paths) > 8
    for link in paths:
        with client.get(link) as answer:
            assert answer.status_code == 200, link
    actions = set(re.findall(r'action="(/[^"]+)"', page.text)) - {"/admin/sign-out"}
    for action in actions:  # there, and wants what a form sends
        assert client.post(action, data={}).status_code in (200, 303, 400, 404, 405), action


def test_a_catalogue_goes_from_a_file_to_the_shop_and_back(
    client: FlaskClient,
    folder: Path,
    live: Live,
) -> None:
    before = current_version(folder / "index")
    text = changed(folder).replace("title", "wording", 1).replace("12.50", "cheap")
    sent = client.post(
        "/admin/catalogue/upload", data={"catalogue": (BytesIO(text.encode()), "november.csv")}
    )
    page = unescape(client.get(sent.location).text)
    assert "20 of 20 rows" in page
    assert '<option value="wording" >wording</option>' in page
    name = re.search(r'name="file" value="([^"]+)"', page)
    assert name
    order = {"file": name[1], "map.title": "wording"}
    page = client.get("/admin/catalogue/check", query_string=order).text
    assert '<option value="wording" selected>' in page
    assert "Mint shirt" in page
    sent = client.post("/admin/catalogue/build", data=order)
    assert sent.location == "/admin/job"
    page = finished(client)
    assert "P21" in page
    assert "Activate this version" in page
    assert current_version(folder / "index") == before
    action = re.search(r'action="(/admin/versions/[^"]+/activate)"', page)
    assert action
    assert client.post(action[1]).location == "/admin/catalogue"
    live._looked = 0.0
    assert "Mint shirt" in client.get("/p/P03").text
    report = client.get(action[1].removesuffix("/activate")).text
    assert "This is the active version." in report
    assert "by Mia" in report
    client.post("/admin/versions/rollback")
    assert current_version(folder / "index") == before


def test_a_second_build_is_refused_on_the_page(client: FlaskClient) -> None:
    order = {"file": "catalog.csv"}
    client.post("/admin/catalogue/build", data=order)
    second = client.post("/admin/catalogue/build", data=order)
    assert second.status_code == 409
    assert "is running since" in second.text
    events = client.get("/admin/job/progress")
    assert events.mimetype == "text/event-stream"
    assert events.text.startswith('data: {"state": "running"')
    assert '"state": "done"' in events.text  # it was told until the end
    finished(client)


@pytest.mark.parametrize(
    ("file", "words"),
    [("nothing.csv", "There is no catalogue"), ("../catalog.csv", "There is no catalogue")],
)
def test_a_file_that_is_not_here_is_said_on_the_page(
    client: FlaskClient, file: str, words: str
) -> None:
    page = client.get("/admin/catalogue/check", query_string={"file": file})
    assert page.status_code == 400
    assert words in page.text


def test_a_rule_is_made_seen_on_the_page_and_withdrawn(client: FlaskClient) -> None:
    rule = {"action": "pin", "products": "P20\nP01", "words": "lamp", "note": "the fair"}
    assert client.post("/admin/rules", data=rule).location == "/admin/rules"
    shown = re.findall(r'data-product="(P\d+)"', client.get("/?q=lamp").text)
    assert shown[:2] == ["P20", "P01"]
    assert "The shop puts it first here" in client.get("/?q=lamp").text
    page = unescape(client.get("/admin/rules").text)
    assert "Black bag" in page
    action = re.search(r'action="(/admin/rules/\w+/withdraw)"', page)
    assert action
    client.post(action[1])
    log = unescape(client.get("/admin/rules").text)
    assert "withdrew: pin P20, P01" in log
    assert "<td>Mia</td>" in log
    assert re.findall(r'data-product="(P\d+)"', client.get("/?q=lamp").text)[0] != "P20"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"products": "P99"}, "There is no product 'P99'"),
        ({"products": "", "filters": ""}, "names its products"),
        ({"action": "bury", "products": "", "filters": "colr=red", "strength": "1"}, "'colour'"),
        ({"action": "boost"}, "strength is 0"),
        ({"action": "boost", "strength": "11"}, "at most 10"),
        ({"starts": "2026-02-02", "ends": "2026-02-01"}, "before it starts"),
    ],
)
def test_a_rule_that_cannot_be_is_said_and_the_form_keeps_what_was_typed(
    client: FlaskClient, change: dict[str, str], words: str
) -> None:
    rule = {"action": "pin", "products": "P20", "note": "kept as typed"} | change
    page = client.post("/admin/rules", data=rule)
    assert page.status_code in (400, 404)
    assert words in unescape(page.text)
    assert 'value="kept as typed"' in page.text


def test_synonyms_are_kept_once_they_can_be_read_and_wait_for_a_build(
    client: FlaskClient,
    folder: Path,
) -> None:
    wrong = client.post("/admin/synonyms", data={"text": "cup, mug\nalone"})
    assert wrong.status_code == 400
    assert "Line 2" in wrong.text
    assert "alone</textarea>" in wrong.text
    client.post("/admin/synonyms", data={"text": "cup, mug\r\n"})
    assert (folder / "index.state/synonyms.txt").read_text() == "cup, mug\n"
    assert "waits for the next build" in client.get("/admin/synonyms").text


def test_what_is_asked_in_vain_and_what_nobody_opens_is_listed(client: FlaskClient) -> None:
    for _ in range(2):
        client.get("/?q=yellow+mug")
        client.get("/?q=lamp")
    client.get("/?q=hat&filter=price>1000")
    opened = re.search(r'href="(/p/P\d+\?[^"]+)"', client.get("/?q=lamp").text)
    assert opened
    client.get(unescape(opened[1]))
    page = client.get("/admin/searches").text
    vain, rest = page.split('id="unclicked"')
    unclicked, most = rest.split('id="most"')
    assert ">hat</a>" in vain
    assert ">yellow mug</a>" in unclicked
    assert ">lamp</a>" not in unclicked
    assert ">lamp</a>" in most


def test_two_settings_stand_side_by_side_with_arrows(client: FlaskClient) -> None:
    address = "/admin/workbench?q=red+lamp&a=&b=colour%3D0"
    page = client.get(address).text
    a, b = page.split('id="side-A"')[1].split('id="side-B"')
    first = re.findall(r'class="rank">(\d+)<', a)
    assert first == [str(n) for n in range(1, 11)]
    assert re.findall(r"/p/(P\d+)", a)[:3] != re.findall(r"/p/(P\d+)", b.split("saved")[0])[:3]
    assert "▲" in page
    assert "▼" in page
    wrong = client.get("/admin/workbench?q=red&b=meening%3D1")
    assert wrong.status_code == 400
    assert "'meaning'" in unescape(wrong.text)


def test_saved_queries_are_measured_and_drawn(client: FlaskClient) -> None:
    queries = b"query_id,text\nq1,red shirt\nq2,blue mug\n"
    qrels = b"query_id,product_id,relevance\nq1,P01,1\nq2,P12,1\n"
    bad = {"queries.csv": (BytesIO(queries), "q"), "qrels.csv": (BytesIO(b"a,b\n1,2\n"), "r")}
    refused = client.post("/admin/workbench/queries", data=bad)
    assert refused.status_code == 400
    assert "no column query_id" in refused.text
    assert "None yet: upload some." in client.get("/admin/workbench").text
    good = {"queries.csv": (BytesIO(queries), "q"), "qrels.csv": (BytesIO(qrels), "r")}
    assert client.post("/admin/workbench/queries", data=good).status_code == 303
    client.post("/admin/workbench/measure", data={"a": "", "b": "words=0 coverage=0 meaning=-1"})
    assert "See what was measured" in finished(client)
    page = unescape(client.get("/admin/workbench").text)
    assert "1.000 [1.000, 1.000]" in re.sub(r"</?span[^>]*>", "", page)
    assert "B − A" in page  # noqa: RUF001
    assert "at each measuring." in page


def test_plots_say_in_words_what_they_draw() -> None:
    plot = bars("Searches", [0, 3, 6], span="three days")
    assert (plot.latest, plot.said) == ("6", "From 0 to 6, three days.")
    heights = [float(found) for found in re.findall(r' height="([\d.]+)" rx', plot.svg)]
    assert heights == [38.0, 76.0]
    drawn = line("Time", [10.0, 20.0], unit="ms", span="two hours", band=[(5, 12), (15, 22)])
    assert drawn.latest == "20 ms"
    assert drawn.svg.count("<circle") == 2
    assert "<polygon" in drawn.svg
    assert (bars("None", [], span="").svg, bars("None", [], span="").said) == ("", "")
    assert line("None", [], span="").svg == ""


def test_hours_of_latency_outlive_the_server(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    first = Latency(tmp_path)
    for minute, took in ((1, 10.0), (2, 20.0), (3, 30.0)):
        first.note(took, now=datetime(2026, 1, 1, 8, minute, tzinfo=UTC))
    first.note(5.0, now=datetime(2026, 1, 1, 9, 0, tzinfo=UTC))
    assert [(hour.hour, hour.searches, hour.p50) for hour in first.hours()] == [
        ("2026-01-01T08:00Z", 3, 20.0), ("2026-01-01T09:00Z", 1, 5.0),
    ]  # fmt: skip
    assert [hour.searches for hour in Latency(tmp_path).hours()] == [3]
