"""The pictures of the documentation, taken of the example shop: `python -m tests.e2e.pictures`.

Not a test: it writes docs/images, from an index of the example catalogue that is already built
(`scripts/demo` builds data/demo/index).
"""

from __future__ import annotations

import shutil
import tempfile
from io import BytesIO
from pathlib import Path

import click
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.browsing import ARGUMENTS, PROGRAMS
from tests.e2e.server import EXAMPLES, ROOT, run_bowerbird, serving

DESK = {"viewport": {"width": 1280, "height": 860}, "locale": "en-GB"}
PHONE = {"viewport": {"width": 390, "height": 800}, "device_scale_factor": 2, "locale": "en-GB"}
QUALITY = 82


def words(page: Page) -> None:
    page.goto("/?q=lamp&user=jonas")
    page.locator(".why > summary").nth(1).click()


def typing(page: Page) -> None:
    page.goto("/")
    page.locator("#q").press_sequentially("lapm", delay=60)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(900)


def picture(page: Page) -> None:
    page.goto("/")
    page.locator("#picture input").first.set_input_files(EXAMPLES / "queries/green-mug.webp")
    page.locator(".looked .frame").wait_for()
    page.locator("#q").fill("in blue")
    page.keyboard.press("Enter")
    page.locator(".mix").wait_for()


def product(page: Page) -> None:
    page.goto("/p/BB-0001")


def taste(page: Page) -> None:
    page.goto("/taste")


def phone(page: Page) -> None:
    page.goto("/?q=2:mug+-+white")


def chinese(page: Page) -> None:
    page.goto("/?q=striped+shirt")
    page.locator(".why > summary").first.click()


SHOTS = {
    "search-words": (words, DESK),
    "search-typing": (typing, DESK),
    "search-picture": (picture, DESK),
    "product-page": (product, DESK),
    "taste": (taste, DESK | {"viewport": {"width": 1280, "height": 1000}}),
    "phone-dark": (phone, PHONE | {"color_scheme": "dark"}),
    "phone-chinese": (chinese, PHONE | {"locale": "zh-CN"}),
}


def take(browser: Browser, url: str, name: str, folder: Path) -> None:
    what, settings = SHOTS[name]
    context = browser.new_context(base_url=url, reduced_motion="reduce", **settings)
    if name == "taste":
        context.add_cookies([{"name": "shopper", "value": "mira", "url": url}])
    page = context.new_page()
    what(page)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    taken = Image.open(BytesIO(page.screenshot()))
    taken.convert("RGB").save(folder / f"{name}.webp", quality=QUALITY, method=6)
    context.close()


@click.command()
@click.option("--index", type=click.Path(path_type=Path), default=ROOT / "data/demo/index")
def main(index: Path) -> None:
    """Take the pictures of docs/images again."""
    program = next(filter(None, map(shutil.which, PROGRAMS)))
    with tempfile.TemporaryDirectory() as state, sync_playwright() as playwright:
        events = EXAMPLES / "events.csv"
        run_bowerbird("events", "import", events, "--index", index, "--state", state)
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        with serving(index, state=Path(state)) as server:
            for name in SHOTS:
                take(browser, server.url, name, ROOT / "docs/images")
        browser.close()


if __name__ == "__main__":
    main()
