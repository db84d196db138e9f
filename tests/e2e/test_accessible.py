"""axe-core finds nothing on any page, in both themes and both languages, on a phone and on a desk.

And what axe does not look at: no page is wider than its window.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.server import EXAMPLES, Server

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "window": "/",
    "results": "/?q=lamp",
    "parts": "/?q=2%3Alamp+-+navy&filter=brand%3DLumenfell&sort=newest",
    "like": "/?like=BB-0001&unlike=BB-0010",
    "nothing": "/?q=mug&filter=category%3DKitchen+%3E+Mugs&max_price=1",
    "product": "/p/BB-0001",
    "taste": "/taste",
    "error": "/?q=lamp&filter=colr%3Dred",
    "missing": "/nowhere",
}


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["en-GB", "zh-CN"])
def visitor(
    browser: Browser, server: Server, theme: str, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A page of somebody of whom something is known."""
    context = browser.new_context(
        base_url=server.url, color_scheme=theme, locale=request.param, reduced_motion="reduce",
        viewport={"width": 360, "height": 800} if theme == "dark" else {"width": 1440, "height": 900},
    )  # fmt: skip
    context.add_cookies([{"name": "shopper", "value": "mira", "url": server.url}])
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    found = (
        Axe()
        .run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
        .response["violations"]
    )
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(visitor: Page, name: str) -> None:
    visitor.goto(PAGES[name])
    assert violations(visitor) == []
    wider = visitor.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wider <= 0, f"{wider} pixels too wide"


def test_axe_finds_nothing_while_everything_is_open(visitor: Page) -> None:
    visitor.goto("/?q=lamp")
    visitor.locator(".why > summary").first.click()
    assert violations(visitor) == []
    visitor.locator(".shopper > summary").click()
    assert violations(visitor) == []
    visitor.keyboard.press("Escape")
    visitor.locator(".camera > summary").click()
    visitor.locator("#picture input[type=file]").first.set_input_files(
        EXAMPLES / "queries/desk-lamp.webp"
    )
    expect(visitor.locator(".looked .frame")).to_be_visible()
    assert violations(visitor) == []
    visitor.locator("#q").fill("tab")
    expect(visitor.get_by_role("option").first).to_be_visible()
    visitor.keyboard.press("ArrowDown")
    expect(visitor).to_have_url(re.compile("q=tab"))  # old results fade while new ones load
    assert violations(visitor) == []
