"""One shopper in a real browser, before a real server: words, a picture, a click, a ranking that leans."""

from __future__ import annotations

import re

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

pytestmark = pytest.mark.browser


def test_words_a_picture_a_click_and_the_ranking_leans(page: Page) -> None:
    page.evaluate("window.mark = 'not reloaded'")
    type_words(page, "striped shirt")
    expect(cards(page).first).to_contain_text(re.compile("strip|breton", re.IGNORECASE))
    expect(page).to_have_url(re.compile(r"\?q=striped"))

    box(page).fill("")
    paste(page, EXAMPLES / "queries/old-bear.webp")
    chip = page.get_by_role("img", name="Your picture")
    expect(chip).to_be_visible()
    assert chip.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    expect(cards(page).first).to_contain_text("bear")
    page.get_by_role("link", name="Remove your picture").click()
    expect(chip).to_have_count(0)
    assert page.evaluate("window.mark") == "not reloaded"
    page.go_back()
    expect(chip).to_be_visible()

    page.get_by_role("link", name="Bowerbird", exact=True).click()
    choose_shopper(page, "nell")
    type_words(page, "lamp")
    neutral = ids(page)
    expect(page.locator(".badge.up")).to_have_count(0)
    seen = neutral[9]
    cards(page).nth(9).locator("a.open").click()
    expect(page).to_have_url(re.compile(rf"/p/{seen}\?query_id=\w+&rank=10"))
    # The script and the page have both told of the click; it is remembered once.
    expect(page.locator(".shopper .count")).to_have_text("1")

    type_words(page, "lamp")
    leaning = ids(page)
    assert leaning != neutral
    assert leaning.index(seen) < neutral.index(seen)
    risen = cards(page).nth(leaning.index(seen))
    expect(risen.locator(".badge.up")).to_contain_text("for you")
    risen.get_by_text("Why?").click()
    expect(risen.locator(".reasons")).to_contain_text("It is near what you looked at and bought")
    expect(risen).to_contain_text("Without your history this would be number 10")


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], ids=["no_script"], indirect=True)
def test_everything_can_be_done_without_a_script(page: Page) -> None:
    page.locator(".camera > summary").click()
    page.get_by_label("Choose a picture").set_input_files(EXAMPLES / "queries/green-mug.webp")
    page.get_by_label("And words, if you like").fill("mug")
    page.get_by_role("button", name="Search with it").click()
    expect(page).to_have_url(re.compile(r"\?q=mug&picture=\w+"))
    expect(page.get_by_role("img", name="Your picture")).to_be_visible()
    expect(cards(page).first).to_contain_text(re.compile("mug", re.IGNORECASE))

    page.get_by_role("link", name=re.compile("Kitchen . Mugs")).click()
    expect(page.locator(".chip").filter(has_text="Category: Kitchen")).to_be_visible()
    expect(page.locator(".bar .count")).to_contain_text("match well")
    page.get_by_role("link", name="Price ↑").click()
    choose_shopper(page, "otto")
    cards(page).first.locator("a.open").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".shopper .count")).to_have_text("1")
