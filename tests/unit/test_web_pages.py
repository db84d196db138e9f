"""The pages as a browser without a script gets them."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from search.artifact import Artifact
from search.live import Live
from search.personal.events import EventLog, Kind
from search.product import Product
from search.query import Query
from search.results import Evidence, Hit, Results
from search.searcher import Searcher
from tests.toy import draw
from web.address import Address
from web.app import create_app
from web.cards import MINUS, card_of_hit, price_of, reasons_of


@pytest.fixture
def log(live: Live) -> EventLog:
    assert live.searcher.events
    return live.searcher.events


def picture() -> dict[str, object]:
    out = BytesIO()
    draw("blue", "mug").save(out, "PNG")
    out.seek(0)
    return {"image": (out, "mug.png")}


def shown(page: str) -> list[str]:
    return re.findall(r'<li class="card" data-product="([^"]*)"', page)


def links(page: str, words: str) -> list[str]:
    return [unescape(h) for h in re.findall(rf'<a [^>]*href="([^"]*)"[^>]*>{words}', page)]


def test_the_page_shows_what_the_api_answers(client: FlaskClient) -> None:
    for asked in (
        "q=red+shirt",
        "like=P01&filter=brand=Acme",
        "q=mug&sort=price",
        "filter=price<=15",
    ):
        hits = client.get(f"/api/v1/search?{asked}&limit=24").json["hits"]
        assert shown(client.get(f"/?{asked}").text) == [hit["product_id"] for hit in hits]


def test_the_swapped_part_is_the_inside_of_the_page(client: FlaskClient) -> None:
    def without_query_ids(html: str) -> str:
        return re.sub(r"query.id=\"?\w+", "", html)

    page, part = client.get("/?q=red+shirt").text, client.get("/results?q=red+shirt").text
    inside = page.partition('<main id="main" tabindex="-1">')[2].partition("</main>")[0]
    assert without_query_ids(inside.strip()) == without_query_ids(part.strip())


def test_a_stranger_sees_a_window_with_something_of_everything(client: FlaskClient) -> None:
    page = client.get("/").text
    assert len(shown(page)) == 19  # every product with a picture
    assert {client.get(f"/api/v1/products/{p}").json["category"] for p in shown(page)[:4]} == {
        "Clothing > Shirts", "Home > Lamps", "Kitchen > Mugs", "Bags",
    }  # fmt: skip
    assert "Why?" not in page


def test_words_prices_and_stock_are_on_the_card(client: FlaskClient) -> None:
    page = client.get("/?q=black+shirt&limit=1").text
    assert shown(page) == ["P05"]
    assert "€15.50" in page
    assert "Acme" in page
    assert "Out of stock" in page
    assert 'value="black shirt"' in page
    assert "Out of stock" not in client.get("/?q=red+shirt&limit=1").text


def test_what_a_shopper_types_is_never_markup(client: FlaskClient) -> None:
    nasty = '"><script>alert(1)</script>'
    for path in ("/", "/results"):
        page = client.get(
            path, query_string={"q": nasty, "user": nasty, "filter": f"colour={nasty}"}
        )
        assert "<script>alert" not in page.text
    assert "<script>alert" not in client.get("/", query_string={"q": nasty, nasty: "1"}).text


def test_an_uploaded_picture_becomes_part_of_the_address(client: FlaskClient) -> None:
    sent = client.post("/picture", data=picture() | {"q": "mug", "filter": "brand=Nimbus"})
    assert sent.status_code == 303
    assert re.fullmatch(
        r"/\?q=mug&filter=brand%3DNimbus&picture=[0-9a-f]{32}", sent.headers["Location"]
    )
    page = client.get(sent.headers["Location"]).text
    assert shown(page)[0] == "P12"
    assert client.get(re.findall(r'src="(/uploads/[^"]+)"', page)[0]).mimetype == "image/jpeg"
    assert 'name="mix"' in page
    assert f'name="picture" value="{sent.headers["Location"][-32:]}"' in page


def test_a_search_whose_picture_is_gone_says_so_and_keeps_its_words(client: FlaskClient) -> None:
    answer = client.get("/?q=red+mug&picture=00")
    assert answer.status_code == 410
    assert "no longer kept" in answer.text
    assert 'value="red mug"' in answer.text
    assert links(answer.text, "Search for the words alone") == ["/?q=red+mug"]


def test_a_bad_question_is_a_page_with_the_remedy(client: FlaskClient) -> None:
    answer = client.get("/?q=lamp&filter=colr=red")
    assert answer.status_code == 400
    assert "Did you mean &#39;colour&#39;?" in answer.text
    assert 'value="lamp"' in answer.text
    assert answer.headers["X-Request-Id"] in answer.text
    assert client.get("/p/nothing").status_code == 404
    assert client.get("/nowhere").mimetype == "text/html"
    assert "<html" not in client.get("/results?q=lamp&filter=colr=red").text


def test_a_shopper_is_chosen_by_a_form_and_forgotten_by_one(client: FlaskClient) -> None:
    chosen = client.post("/shopper", data={"name": "Zoë Ng", "next": "/?q=red"})
    assert (chosen.status_code, chosen.headers["Location"]) == (303, "/?q=red")
    assert "SameSite=Lax" in chosen.headers["Set-Cookie"]
    assert "HttpOnly" in chosen.headers["Set-Cookie"]
    assert 'data-shopper="Zoë Ng"' in client.get("/").text
    assert 'data-shopper="bob"' in client.get("/?user=bob").text
    client.post("/shopper", data={"user": ""})
    assert "data-shopper=" not in client.get("/").text


def test_a_click_is_recorded_once_with_its_list_and_place(
    client: FlaskClient, log: EventLog
) -> None:
    client.set_cookie("shopper", "ann")
    hit = links(client.get("/?q=red+shirt").text, r'\s*<span class="tile">')[1]
    for _ in range(2):
        assert client.get(hit).status_code == 200
    [event] = log.for_user("ann")
    assert (event.kind, event.rank) == (Kind.CLICK, 2)
    assert f"query_id={event.query_id}" in hit
    beacon = {"user_id": "ann", "product_id": event.product_id, "event": "click",
              "query_id": event.query_id, "rank": 2}  # fmt: skip
    assert client.post("/api/v1/events", json=beacon).json["stored"] == 0


def test_looking_at_a_product_is_a_view_and_being_fetched_by_others_is_nothing(
    client: FlaskClient, log: EventLog
) -> None:
    client.set_cookie("shopper", "ann")
    client.get("/p/P03", headers={"Sec-Purpose": "prefetch"})
    client.get("/p/P03", headers={"Sec-Fetch-Site": "cross-site"})  # a picture on another site
    client.head("/p/P03")
    assert log.count() == 0
    client.get("/p/P03")
    client.get("/p/P03")
    assert [event.kind for event in log.for_user("ann")] == [Kind.VIEW]


def test_nobody_leaves_no_trace(client: FlaskClient, log: EventLog) -> None:
    for path in ("/p/P03", "/p/P03?query_id=q&rank=1", "/?q=red"):
        client.get(path)
    client.post("/act", data={"product_id": "P03", "kind": "purchase"})
    assert log.count() == 0


@pytest.mark.parametrize("kind", ["", "click", "wink"])
def test_a_shopper_says_of_a_product_only_what_there_is_a_button_for(
    client: FlaskClient, log: EventLog, kind: str
) -> None:
    client.set_cookie("shopper", "ann")
    refused = client.post("/act", data={"product_id": "P03", "kind": kind})
    assert refused.status_code == 400
    assert "Say purchase or dismiss." in refused.text
    assert log.count() == 0
    client.post("/act", data={"product_id": "P03", "kind": "dismiss"})
    assert [event.kind for event in log.for_user("ann")] == [Kind.DISMISS]


def test_history_leans_the_page_and_the_page_says_so(client: FlaskClient) -> None:
    client.set_cookie("shopper", "ann")
    for product in ("P11", "P12", "P13"):
        client.post("/act", data={"product_id": product, "kind": "purchase"})
    leaned = client.get("/?q=red").text
    assert shown(leaned) != shown(client.get("/?q=red&user=somebody").text)
    assert re.search(r"▲ \d+ for you", leaned)
    assert re.search(r">Without your history this would be number \d+", leaned)
    home = client.get("/").text
    assert "For ann" in home
    assert "for you" not in home  # nothing was asked: there is no neutral order to move in
    assert "ann bought this" in client.get("/p/P11").text


def test_a_newcomer_sees_the_window_until_something_is_known(client: FlaskClient) -> None:
    client.set_cookie("shopper", "ann")
    assert "Nothing is known of ann" in client.get("/").text
    client.get("/p/P03")
    assert "For ann" in client.get("/").text


def test_pages_of_results_follow_each_other(client: FlaskClient) -> None:
    first = client.get("/?q=red&limit=8").text
    second = client.get(links(first, "Next")[0]).text
    third = client.get(links(second, "Next")[0]).text
    every = shown(first) + shown(second) + shown(third)
    assert every == shown(client.get("/?q=red&limit=1000").text)
    assert not links(third, "Next")
    assert shown(client.get(links(third, "← Previous")[0]).text) == shown(second)


def test_every_link_of_a_page_leads_somewhere(client: FlaskClient) -> None:
    client.set_cookie("shopper", "ann")
    page = client.get("/?q=red&filter=colour+in+red,blue&like=P01&unlike=P02&limit=4").text
    paths = {unescape(path) for path in re.findall(r'(?:href|src)="(/[^"]*)"', page)}
    assert len(paths) > 30
    for path in paths:
        answer = client.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
        answer.close()


def test_a_product_page_tells_everything_and_what_is_similar(client: FlaskClient) -> None:
    page = client.get("/p/P01").text
    for words in (
        "Red shirt",
        "€11.50",
        "A fine red shirt",
        "Colour",
        "In stock",
        "picture 2 of 2",
    ):
        assert words in page
    assert len(shown(page)) == 10
    assert "P01" not in shown(page)


@pytest.mark.parametrize(
    ("url", "linked"),
    [("https://shop.example/p1", True), ("http://shop.example/p1", True),
     ("javascript:alert(1)", False), ("//shop.example/p1", False), ("", False)],
)  # fmt: skip
def test_a_product_is_linked_to_its_shop_only_over_http(
    live: Live, monkeypatch: pytest.MonkeyPatch, url: str, linked: bool
) -> None:
    own = Artifact.product
    monkeypatch.setattr(Artifact, "product", lambda a, row: replace(own(a, row), url=url))
    page = create_app(live).test_client().get("/p/P01").text
    assert (f'href="{url}"' in page) is linked
    assert "javascript:" not in page


def test_what_is_not_wanted_alone_asks_nothing(client: FlaskClient) -> None:
    """As when the last other part of a search is taken back: no reason for an error."""
    assert shown(client.get("/?unlike=P02").text) == shown(client.get("/").text)


def test_a_product_whose_id_no_path_can_hold_is_found_by_a_parameter(client: FlaskClient) -> None:
    assert "Red shirt" in client.get("/p?id=P01").text
    assert client.get("/p?id=..").status_code == 404
    picture = client.get("/media/any/0?w=240&id=P01")
    assert picture.mimetype == "image/jpeg"
    assert picture.data == client.get("/media/any/P01/0?w=240").data


def test_forms_of_other_sites_are_refused(client: FlaskClient, log: EventLog) -> None:
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ):
        for path in ("/shopper", "/act", "/picture", "/api/v1/events"):
            assert client.post(path, headers=headers).status_code == 403, (path, headers)
    own = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
    assert client.post("/shopper", data={"name": "ann"}, headers=own).status_code == 303
    assert log.count() == 0


def test_every_answer_is_guarded(client: FlaskClient) -> None:
    for path in ("/", "/nowhere", "/api/v1/health", "/static/shop.css", "/api/v1/serach"):
        answer = client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Request-Id"]
        answer.close()
    assert client.get("/", headers={"X-Request-Id": "a-b_c.1"}).headers["X-Request-Id"] == "a-b_c.1"
    assert client.get("/", headers={"X-Request-Id": "<b>"}).headers["X-Request-Id"] != "<b>"


def test_pages_hold_no_style_or_script_that_the_policy_forbids(client: FlaskClient) -> None:
    client.set_cookie("shopper", "ann")
    for path in ("/", "/?q=red", "/p/P01", "/nowhere"):
        page = client.get(path).text
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
        assert re.findall(r"<script[^>]*>", page) == [
            '<script type="module" src="/static/shop.js">'
        ]


def test_reasons_add_up_to_the_score(searcher: Searcher) -> None:
    for hit in searcher.search(Query(text="red shirt", unlike=("P02",))).hits:
        reasons = reasons_of(hit)
        values = [float(reason.value.replace(MINUS, "-")) for reason in reasons]
        assert sum(values) == pytest.approx(hit.score, abs=0.005 * len(hit.evidence) + 1e-9)
        assert [reason.against for reason in reasons] == [value < 0 for value in values]
        assert max(reason.length for reason in reasons) == 100


def test_a_reason_holds_as_it_is_said() -> None:
    faint = (Evidence("brand", 0.0, 0.0, 0.05), Evidence("meaning", 0.1, -0.5, 0.5))
    [only] = reasons_of(Hit(Product("p"), 1, -0.25, faint, 1))
    assert only.text == "Less than most: its text means what the query means"
    assert only.against


def test_a_reason_is_a_sentence_with_its_sign() -> None:
    evidence = (Evidence("words", 3.0, 1.0, 0.5), Evidence("dismissed", 1.0, 1.0, -1.0))
    against, in_favour = reasons_of(Hit(Product("p"), 1, -0.5, evidence, 1))
    assert (against.text, against.value, against.length) == (
        "You dismissed it",
        f"{MINUS}1.00",
        100,
    )
    assert (in_favour.text, in_favour.value, in_favour.length) == (
        "The query's words occur in its text", "+0.50", 50,
    )  # fmt: skip


def test_a_card_says_where_a_product_would_be_without_the_history() -> None:
    hit = Hit(Product("p"), 2, 0.5, (), 6)
    results = Results((hit,), 1, {}, (), {}, "v1", "q7")
    card = card_of_hit(hit, address=Address((("q", "red"),)), results=results)
    assert (card.moved, card.place) == (4, "Without your history this would be number 6, not 2.")
    assert card.path == "/p/p?query_id=q7&rank=2"


@pytest.mark.parametrize(
    ("price", "currency", "words"),
    [
        (1234.5, "EUR", "€1,234.50"),
        (1234.0, "JPY", "¥1,234"),
        (49.9, "CHF", "49.90 CHF"),
        (49.9, "", "49.90"),
        (None, "EUR", ""),
        (0.0, "GBP", "£0.00"),
    ],
)
def test_a_price_is_written_as_a_shop_would(price: float | None, currency: str, words: str) -> None:
    assert price_of(Product("p", price=price, currency=currency)) == words
