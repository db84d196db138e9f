"""A real browser before a real server: what every test of the pages stands on.

What a page looked like in the end is kept in `artifacts/`, whether its test passed or not.
"""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.e2e.server import EXAMPLES, ROOT, Server, run_bowerbird, serving

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
EXPECTED = ("/BB-0202/", "net::ERR_FAILED")
"""What a browser may complain of: the picture that the example catalogue names and does not have, and
what a test itself cuts off."""
ARTIFACTS = ROOT / "artifacts"

COPY = """async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const picture = new Blob([bytes], { type: "image/png" });
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
}"""
"""What "Copy image" of another program does."""


@pytest.fixture(scope="session")
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
    """A page at the door of the shop; a parameter of the test replaces settings of its context."""
    settings = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}
    context = browser.new_context(base_url=server.url, **settings | getattr(request, "param", {}))
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(20_000)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda problem: complaints.append(str(problem)))
    opened.on(
        "console",
        lambda line: (
            complaints.append(f"{line.text} {line.location}") if line.type == "error" else None
        ),
    )
    opened.goto("/")
    yield opened
    ARTIFACTS.mkdir(exist_ok=True)
    opened.screenshot(path=ARTIFACTS / f"{request.node.originalname}.png")
    context.close()
    complaints = [line for line in complaints if not any(known in line for known in EXPECTED)]
    assert complaints == []


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search the shop")


def type_words(page: Page, words: str) -> None:
    box(page).fill(words)
    box(page).press("Enter")
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
