"""What a shopper does, as sentences: each in a real browser before a real server."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import (
    box,
    cards,
    choose_shopper,
    ids,
    paste,
    type_words,
)
from tests.e2e.server import EXAMPLES
from web.cards import MINUS

pytestmark = pytest.mark.browser

QUERIES = EXAMPLES / "queries"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def options(page: Page) -> list[str]:
    found: list[str] = page.locator("#suggestions [role=option] .text").all_text_contents()
    return found


def add_picture(page: Page, picture: Path) -> None:
    page.locator(".camera > summary").click()
    page.get_by_label("Choose a picture").set_input_files(picture)
    expect(page.locator(".looked img")).to_be_visible()


def crop_of(page: Page) -> list[float]:
    found = re.search(r"crop=([\d.,%C]+)", page.url)
    assert found, page.url
    return [float(share) for share in found[1].replace("%2C", ",").split(",")]


def test_results_and_suggestions_follow_what_is_typed(page: Page) -> None:
    page.evaluate("window.mark = 'not reloaded'")
    box(page).press_sequentially("pend", delay=30)
    expect(page.get_by_role("option").first).to_contain_text("Pendant lamps")
    expect(cards(page).first).to_contain_text(re.compile("pendant", re.IGNORECASE))
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(page).to_have_url(re.compile(r"\?q=pend$"))
    page.go_back()  # all that was typed is one step
    expect(page).to_have_url(re.compile(r"/$"))
    expect(box(page)).to_have_value("")
    assert page.evaluate("window.mark") == "not reloaded"


def test_a_slip_of_the_finger_is_still_suggested_and_found(page: Page) -> None:
    box(page).press_sequentially("lapm", delay=30)
    expect(page.get_by_role("option").first).to_contain_text("lamps")
    box(page).press("Enter")
    expect(page.locator(".note")).to_contain_text("'lamp' instead of 'lapm'")
    expect(box(page)).to_have_value("lapm")


def test_an_answer_that_comes_late_never_replaces_a_newer_one(page: Page) -> None:
    def slowly(route) -> None:  # type: ignore[no-untyped-def]
        if "q=mug" in route.request.url:
            page.wait_for_timeout(1_500)
        route.continue_()

    page.route("**/results?*", slowly)
    box(page).fill("mug")
    page.wait_for_timeout(400)  # it is on its way
    box(page).fill("teapot")
    expect(cards(page).first).to_contain_text(re.compile("teapot", re.IGNORECASE))
    page.wait_for_timeout(1_500)
    expect(cards(page).first).to_contain_text(re.compile("teapot", re.IGNORECASE))
    expect(page).to_have_url(re.compile("q=teapot"))


def test_past_searches_are_suggested_and_can_be_forgotten(page: Page) -> None:
    choose_shopper(page, "vera")
    type_words(page, "straw bag")
    page.get_by_role("link", name="Bowerbird", exact=True).click()
    box(page).focus()
    expect(page.get_by_role("option")).to_have_text(re.compile("straw bag"))
    cards(page).first.locator("a.open").click()
    page.goto("/taste")
    page.get_by_text("Forget everything").click()
    page.get_by_role("button", name="Yes, forget it").click()
    expect(page.locator(".taste")).to_contain_text("Nothing yet")
    page.goto("/")
    box(page).focus()
    page.wait_for_timeout(300)
    assert options(page) == []


def test_a_pasted_photo_finds_the_product_within_ten_seconds(page: Page) -> None:
    started = page.evaluate("performance.now()")
    paste(page, QUERIES / "old-bear.webp")
    expect(cards(page).first).to_contain_text(re.compile("bear", re.IGNORECASE))
    assert page.evaluate("performance.now()") - started < 10_000


def test_a_picture_is_dropped_anywhere_on_the_page(page: Page) -> None:
    data = base64.b64encode((QUERIES / "toy-train.webp").read_bytes()).decode()
    dropped = page.evaluate_handle(
        """(data) => {
            const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
            const moved = new DataTransfer();
            moved.items.add(new File([bytes], "train.webp", { type: "image/webp" }));
            return moved;
        }""",
        data,
    )
    page.dispatch_event("footer", "dragover", {"dataTransfer": dropped})
    expect(page.get_by_text("Let go to search with this picture")).to_be_visible()
    page.dispatch_event("footer", "drop", {"dataTransfer": dropped})
    expect(cards(page).first).to_contain_text(re.compile("train", re.IGNORECASE))
    expect(page.locator(".drop-veil")).to_be_hidden()


def test_a_filter_chosen_by_keyboard_keeps_the_focus_and_what_was_unfolded(page: Page) -> None:
    type_words(page, "lamp")
    page.locator(".facet .more > summary").first.click()
    choice = page.locator(".side .choice", has_text="Lumenfell")
    choice.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_contain_text("Brand: Lumenfell")
    expect(page.locator(".side .choice", has_text="Lumenfell")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_count(0)
    expect(page.locator(".facet .more").first).to_have_attribute("open", "")


def test_going_back_returns_to_the_place_where_one_was(page: Page) -> None:
    type_words(page, "lamp")
    page.get_by_role("link", name="Next →").scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 500
    page.get_by_role("link", name="Next →").click()
    expect(page).to_have_url(re.compile("offset=24"))
    assert page.evaluate("scrollY") == 0
    page.go_back()
    expect(page).not_to_have_url(re.compile("offset"))
    page.wait_for_function("(before) => Math.abs(scrollY - before) < 50", arg=before)


def test_a_search_with_a_picture_can_be_reloaded_and_shared(page: Page) -> None:
    add_picture(page, QUERIES / "green-mug.webp")
    found = ids(page)
    page.reload()
    assert ids(page) == found
    friend = page.context.browser
    assert friend
    other = friend.new_context(locale="en-GB")
    guest = other.new_page()
    guest.goto(page.url)
    assert ids(guest) == found
    other.close()


def test_a_region_is_searched_by_mouse(page: Page) -> None:
    add_picture(page, QUERIES / "green-mug.webp")
    area = page.locator(".looked").bounding_box()
    assert area
    page.mouse.move(area["x"] + 0.3 * area["width"], area["y"] + 0.3 * area["height"])
    page.mouse.down()
    page.mouse.move(area["x"] + 0.9 * area["width"], area["y"] + 0.8 * area["height"], steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile("crop="))
    assert crop_of(page) == pytest.approx([0.3, 0.3, 0.9, 0.8], abs=0.03)
    page.get_by_role("link", name="Whole").click()
    expect(page).not_to_have_url(re.compile("crop="))


def test_a_region_is_searched_by_keyboard(page: Page) -> None:
    add_picture(page, QUERIES / "green-mug.webp")
    frame = page.get_by_role("button", name=re.compile("^Region from"))
    frame.focus()
    for _ in range(10):
        frame.press("Shift+ArrowLeft")
    frame.press("ArrowRight")
    frame.press("Enter")
    expect(page).to_have_url(re.compile("crop="))
    assert crop_of(page) == pytest.approx([0.04, 0, 0.64, 1], abs=0.001)
    expect(frame).to_be_focused()
    expect(frame).to_have_accessible_name("Region from 4, 0 to 64, 100 percent")


@pytest.mark.parametrize("page", [PHONE], ids=["phone"], indirect=True)
def test_a_region_is_searched_by_touch_and_a_photo_can_be_taken(page: Page) -> None:
    page.locator(".camera > summary").tap()
    taken = page.get_by_label("Take a photo")
    expect(taken).to_have_attribute("capture", "environment")
    taken.set_input_files(QUERIES / "straw-bag.webp")
    expect(cards(page).first).to_contain_text(re.compile("straw|basket|raffia|wicker", re.I))
    area = page.locator(".looked").bounding_box()
    assert area
    device = page.context.new_cdp_session(page)

    def touch(kind: str, x: float, y: float) -> None:
        at = [{"x": area["x"] + x * area["width"], "y": area["y"] + y * area["height"]}]
        points = [] if kind == "touchEnd" else at
        device.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 0.25, 0.3)
    touch("touchMove", 0.5, 0.6)
    touch("touchMove", 0.85, 0.9)
    touch("touchEnd", 0, 0)
    expect(page).to_have_url(re.compile("crop="))
    assert crop_of(page) == pytest.approx([0.25, 0.3, 0.85, 0.9], abs=0.04)


@pytest.mark.parametrize("page", [PHONE], ids=["phone"], indirect=True)
def test_a_finger_asks_for_the_things_in_a_picture_and_nothing_sticks_out(page: Page) -> None:
    add_picture(page, QUERIES / "green-mug.webp")
    pills = page.locator(".regions a:visible")
    expect(pills).to_have_text(["Whole", "The things in it"])  # a finger draws every other region
    pills.last.tap()
    expect(page).to_have_url(re.compile("scene=yes"), timeout=60_000)  # 51 regions are looked at
    expect(pills.last).to_have_attribute("aria-current", "true")
    type_words(page, "in blue")
    slider = page.get_by_label("How much the picture counts against the words")
    expect(slider).to_be_visible()
    edges = page.locator(".asking, .asking *:visible").evaluate_all(
        "all => all.map((element) => element.getBoundingClientRect().right)"
    )
    assert max(edges) <= 360


def test_words_and_a_picture_are_balanced_with_a_slider(page: Page) -> None:
    add_picture(page, QUERIES / "green-mug.webp")
    type_words(page, "armchair")
    slider = page.get_by_label("How much the picture counts against the words")
    slider.fill("0")
    expect(page).to_have_url(re.compile("mix=0"))
    expect(cards(page).first).to_contain_text(re.compile("armchair", re.IGNORECASE))
    slider.fill("1")
    expect(cards(page).first).to_contain_text(re.compile("mug", re.IGNORECASE))


def test_parts_of_a_query_are_chips_that_come_off_one_by_one(page: Page) -> None:
    type_words(page, "2:lamp + desk - navy")
    chips = page.locator(".chip")
    expect(chips).to_have_text([re.compile("lamp ×2"), re.compile("desk"), re.compile("not navy")])
    page.get_by_role("link", name="Remove not navy").click()
    expect(box(page)).to_have_value("2:lamp + desk")
    page.get_by_role("link", name="Remove lamp ×2").click()
    expect(box(page)).to_have_value("desk")
    expect(chips).to_have_count(0)


def test_more_and_less_like_this_are_one_click_each(page: Page) -> None:
    type_words(page, "lamp")
    first, second = ids(page)[:2]
    cards(page).nth(1).get_by_role("link", name=re.compile("^Less like")).click()
    expect(page.locator(".chip")).to_contain_text("Unlike")
    assert second not in ids(page)
    page.goto("/?q=lamp")
    cards(page).first.get_by_role("link", name=re.compile("^More like")).click()
    expect(page.locator(".chip")).to_contain_text("Like")
    assert first not in ids(page)
    expect(cards(page).first).to_contain_text(re.compile("lamp", re.IGNORECASE))


def test_filters_that_leave_nothing_offer_what_there_would_be_without_each(page: Page) -> None:
    page.goto("/?q=mug&filter=category%3DKitchen+%3E+Mugs&max_price=1")
    expect(page.get_by_role("heading", name="No product passes all of this.")).to_be_visible()
    offered = page.locator(".relaxed a")
    expect(offered.first).to_contain_text(
        re.compile("Without “Category: Kitchen|Without “Price up to 1”")
    )
    page.get_by_role("link", name=re.compile("Without “Price up to 1”")).click()
    expect(cards(page).first).to_contain_text(re.compile("mug", re.IGNORECASE))


def test_variants_are_one_card_and_the_newest_can_come_first(page: Page) -> None:
    type_words(page, "dipped mug")
    expect(page.locator(".card", has_text="Dipped mug")).to_have_count(1)
    page.get_by_role("link", name="Newest").click()
    expect(page).to_have_url(re.compile("sort=newest"))
    card = page.locator(".card", has_text="Dipped mug")
    title = card.locator(".title").text_content()
    card.locator(".swatches a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dipped mug")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(str(title))
    expect(page.get_by_role("region", name="Other versions").get_by_role("img")).to_have_attribute(
        "alt", str(title)
    )


def test_the_picture_that_matched_is_marked_on_the_card_and_on_its_page(page: Page) -> None:
    add_picture(page, QUERIES / "green-mug.webp")
    marked = page.locator(".card", has=page.locator(".badge.matched")).first
    which = marked.locator(".badge.matched").text_content()
    number = int(re.findall(r"\d+", str(which))[0])
    marked.locator("a.open").click()
    if number > 1:
        expect(page.locator(".gallery .tile").nth(number - 1)).to_contain_text(
            "Matches your picture"
        )


def test_why_adds_up_to_the_score_in_plain_words(page: Page) -> None:
    type_words(page, "striped shirt")
    page.locator(".why > summary").first.click()
    panel = page.locator(".why .panel").first
    values = panel.locator(".reasons .value").all_text_contents()
    total = sum(float(value.replace(MINUS, "-")) for value in values)
    score = float(str(panel.locator(".sum strong").text_content()).replace(MINUS, "-"))
    assert total == pytest.approx(score, abs=0.006 * len(values))
    expect(panel).to_contain_text("It has the words you wrote")


def test_a_shopper_sees_their_taste_switches_it_off_and_takes_it_along(page: Page) -> None:
    choose_shopper(page, "mira")
    expect(page.get_by_role("heading", name="For mira")).to_be_visible()
    page.get_by_role("link", name="What the shop knows of mira").last.click()
    expect(page.get_by_role("heading", name="Interests")).to_be_visible()
    assert page.locator(".interest img").count() >= 3
    expect(page.get_by_role("region", name="Price")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download all of it").click()
    stored = json.loads(Path(download.value.path()).read_text())
    assert stored["user_id"] == "mira"
    assert len(stored["events"]) > 5

    before = page.locator(".shopper .count").text_content()
    page.locator(".say").get_by_role("button", name="Switch personalisation off").click()
    expect(page.locator(".shopper .count")).to_have_text("off")
    type_words_anywhere(page, "lamp")
    expect(page.locator(".badge.up, .badge.down")).to_have_count(0)
    cards(page).first.locator("a.open").click()
    page.goto("/taste")
    page.locator(".say").get_by_role("button", name="Switch personalisation on").click()
    expect(page.locator(".shopper .count")).to_have_text(str(before))


def type_words_anywhere(page: Page, words: str) -> None:
    box(page).fill(words)
    box(page).press("Enter")
    expect(page).to_have_url(re.compile(f"q={words}"))


def test_a_product_page_recommends_what_goes_with_it_and_what_is_like_it(page: Page) -> None:
    page.goto("/p/BB-0001")
    expect(page.get_by_role("heading", name="Similar products")).to_be_visible()
    assert page.locator(".similar .card").count() >= 5


def test_an_offline_shop_says_so_and_keeps_what_it_shows(page: Page) -> None:
    type_words(page, "mug")
    found = ids(page)
    page.route("**/results?*", lambda route: route.abort())
    box(page).fill("teapot")
    box(page).press("Enter")
    expect(page.locator("#trouble")).to_contain_text("Check the connection and try again")
    assert ids(page) == found
    page.unroute("**/results?*")
    box(page).press("Enter")
    expect(cards(page).first).to_contain_text(re.compile("teapot", re.IGNORECASE))
    expect(page.locator("#trouble")).to_be_hidden()
    page.evaluate("console.clear()")


@pytest.mark.parametrize("page", [{"locale": "zh-CN"}], ids=["chinese"], indirect=True)
def test_a_chinese_browser_gets_a_chinese_shop_and_can_change_it(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("用文字、图片，或两者一起找。")
    chinese = page.get_by_role("combobox", name="搜索商店")
    chinese.fill("lamp")
    chinese.press("Enter")
    expect(page.locator(".bar .count")).to_contain_text("件很相符")
    page.get_by_role("link", name="English").click()
    expect(page.locator(".bar .count")).to_contain_text("match well")
    expect(page).to_have_url(re.compile(r"\?q=lamp$"))


def test_the_keyboard_alone_finds_reads_and_opens_a_product(page: Page) -> None:
    """From the address bar to a product's page without a mouse; the focus is always to be seen."""
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the products")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(box(page)).to_be_focused()
    page.keyboard.type("desk la", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    active = page.locator("#suggestions [aria-selected=true]")
    expect(active).to_contain_text("Desk lamps")
    expect(box(page)).to_have_attribute("aria-activedescendant", "suggestion-0")
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_contain_text("Desk lamps")

    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.card .open')"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'"), (
        "the focus cannot be seen"
    )
    while not page.evaluate("document.activeElement.matches('.why > summary')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".why[open] .panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".why[open]")).to_have_count(0)
    while not page.evaluate("document.activeElement.matches('.card .open')"):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="More like this", exact=True)).to_be_visible()
