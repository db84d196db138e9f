"""One shopper in a real browser, before a real server: words, a picture, a click, a ranking that leans."""

from __future__ import annotations

import base64
import os
import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.e2e.server import EXAMPLES, ROOT, Server, example_index, run_bowerbird, serving

__all__ = ["example_index"]  # a fixture: pytest finds it by its name here

pytestmark = pytest.mark.browser

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
ARTIFACTS = ROOT / "artifacts"

COPY = """async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const picture = new Blob([bytes], { type: "image/png" });
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
}"""
"""What "Copy image" of another program does."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        why = f"No Chromium is installed: none of {', '.join(PROGRAMS)} is on the path."
        if os.environ.get("CI") == "true":  # where it must run, not running is no success
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def server(example_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    state = tmp_path_factory.mktemp("shopping") / "state"
    run_bowerbird(
        "events", "import", EXAMPLES / "events.csv", "--index", example_index, "--state", state
    )
    with serving(example_index, state=state) as running:
        yield running


@pytest.fixture
def page(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page at the door of the shop. What it looked like in the end is kept in `artifacts/`."""
    scripted = getattr(request, "param", True)
    context = browser.new_context(
        base_url=server.url, java_script_enabled=scripted, viewport={"width": 1280, "height": 900}
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(20_000)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda problem: complaints.append(str(problem)))
    opened.on(
        "console", lambda line: complaints.append(line.text) if line.type == "error" else None
    )
    opened.goto("/")
    yield opened
    ARTIFACTS.mkdir(exist_ok=True)
    opened.screenshot(path=ARTIFACTS / f"{request.node.originalname}.png")
    context.close()
    assert complaints == []


def type_words(page: Page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("heading", name=f"Products found for {words}")).to_be_attached()


def paste(page: Page, picture: Path) -> None:
    """By the clipboard and Ctrl+V, as from another program."""
    png = BytesIO()
    Image.open(picture).save(png, "PNG")
    page.evaluate(COPY, base64.b64encode(png.getvalue()).decode())
    page.keyboard.press("Control+v")


def choose_shopper(page: Page, name: str) -> None:
    page.locator(".shopper > summary").click()
    page.get_by_label("Another name").fill(name)
    page.get_by_role("button", name="Choose", exact=True).click()
    expect(page.locator(".shopper .name")).to_have_text(name)


def cards(page: Page) -> Locator:
    return page.locator(".grid .card")


def ids(page: Page) -> list[str]:
    found: list[str] = cards(page).evaluate_all("all => all.map((card) => card.dataset.product)")
    return found


def test_words_a_picture_a_click_and_the_ranking_leans(page: Page) -> None:
    page.evaluate("window.mark = 'not reloaded'")
    type_words(page, "striped shirt")
    expect(cards(page).first).to_contain_text(re.compile("strip|breton", re.IGNORECASE))
    expect(page).to_have_url(re.compile(r"\?q=striped"))

    page.get_by_role("searchbox").fill("")
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


@pytest.mark.parametrize("page", [False], ids=["no_script"], indirect=True)
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
    expect(page.locator(".bar .count")).to_contain_text(" of 11 products")
    page.get_by_role("link", name="Price ↑").click()
    choose_shopper(page, "otto")
    cards(page).first.locator("a.open").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".shopper .count")).to_have_text("1")
