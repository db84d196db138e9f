"""axe-core finds nothing on any page, in both themes and both languages, on a phone and on a desk.

And what no tool can see but a browser can measure: no page is wider than its window, nothing jumps
while it loads, and a page is light.
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
MOST_BYTES = 200_000
"""Of a page without its pictures."""
MOST_SHIFT = 0.05
"""Of layout, cumulative; 0.1 is what the web calls good."""

SHIFT = """() => new Promise((resolve) => {
    let shift = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(shift), 600);
})"""


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


def test_a_page_of_results_is_light_and_its_pictures_wait_and_nothing_jumps(
    browser: Browser, server: Server
) -> None:
    context = browser.new_context(base_url=server.url, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    weights: dict[str, int] = {}

    def weigh(answer) -> None:  # type: ignore[no-untyped-def]
        if "/media/" not in answer.url:
            weights[answer.url] = len(answer.body())

    page.on("response", weigh)
    page.goto("/?q=lamp")
    assert page.evaluate(SHIFT) < MOST_SHIFT
    page.wait_for_load_state("networkidle")
    assert sum(weights.values()) < MOST_BYTES, weights
    eager = page.locator('.card .open img:not([loading="lazy"])').count()
    assert eager == 8
    widths = page.locator(".card .open img").evaluate_all(
        "all => all.filter(image => image.complete && image.naturalWidth > 480).length"
    )
    assert widths == 0
    context.close()
