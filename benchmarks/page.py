"""How fast the page is where it counts, in a browser: `python -m benchmarks.page --index DIR`.

Starts a server over an index that is already built, and asks it in Chromium as a shopper would: a link to
a search until its first paint, Enter until the results are there, a key until suggestions are.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import click
import numpy as np
from playwright.sync_api import Page, sync_playwright

from tests.e2e.browsing import ARGUMENTS, PROGRAMS
from tests.e2e.server import serving

WORDS = ("dress", "striped shirt", "trousers", "winter jacket", "socks", "leather belt", "hat",
         "blue jeans", "jumper", "boots", "skirt", "bag")  # fmt: skip
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def paints(page: Page) -> Iterator[float]:
    for words in WORDS:
        page.goto("/?q=" + words.replace(" ", "+"))
        page.locator(".card").first.wait_for()
        yield float(page.evaluate(PAINT))


def searches(page: Page) -> Iterator[float]:
    for words in WORDS:
        page.goto("/")
        page.locator("#q").fill(words)
        start = time.perf_counter()
        page.keyboard.press("Enter")
        page.locator(".bar .count").wait_for()
        yield 1_000 * (time.perf_counter() - start)


def suggestions(page: Page) -> Iterator[float]:
    for words in WORDS:
        page.goto(
            "/p/" + str(page.evaluate("document.querySelector('.card')?.dataset.product ?? ''"))
        )
        page.locator("#q").focus()
        start = time.perf_counter()
        page.keyboard.type(words[:3])
        page.locator("#suggestions .category, #suggestions .product").first.wait_for()
        yield 1_000 * (time.perf_counter() - start)
        page.goto("/?q=" + words.replace(" ", "+"))


@click.command()
@click.option("--index", type=click.Path(path_type=Path, exists=True), required=True)
def main(index: Path) -> None:
    """Measure the page over INDEX."""
    program = next(filter(None, map(shutil.which, PROGRAMS)))
    with tempfile.TemporaryDirectory() as state, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        with serving(index, state=Path(state)) as server:
            page = browser.new_page(base_url=server.url, viewport={"width": 1280, "height": 900})
            page.goto("/?q=first")  # so that nothing is measured that happens once a server
            click.echo("| | p50 | p95 |")
            click.echo("| --- | --- | --- |")
            for name, measure in (
                ("a link to a search, until its first paint", paints),
                ("Enter, until the results are there", searches),
                ("a first key, until suggestions are there", suggestions),
            ):
                p50, p95 = np.percentile(list(measure(page)), [50, 95])
                click.echo(f"| {name} | {p50:.0f} ms | {p95:.0f} ms |")
        browser.close()


if __name__ == "__main__":
    main()
