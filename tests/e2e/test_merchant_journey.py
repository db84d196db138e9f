"""What a merchant does, as sentences: in a real browser, before a real server that builds for real."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import ARTIFACTS, cards, ids, type_words
from tests.e2e.server import EXAMPLES, Server, serving
from tests.e2e.test_accessible import violations

pytestmark = pytest.mark.browser

KEY = "a-key-for-nobody-else"
BUILD_SECONDS = 240_000
"""Milliseconds; without a cache of embeddings, on a busy machine."""

PAGES = {
    "overview": "/admin",
    "catalogue": "/admin/catalogue",
    "check": "/admin/catalogue/check?file=catalog.csv",
    "job": "/admin/job",
    "rules": "/admin/rules",
    "synonyms": "/admin/synonyms",
    "searches": "/admin/searches",
    "workbench": "/admin/workbench?q=lamp&b=meaning%3D1+words%3D0",
    "reference": "/api/v1/",
}


@pytest.fixture(scope="module")
def shop(
    example_index: Path, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[Server]:
    """The example shop, copied, with its admin open and a catalogue that lost and gained a product."""
    folder = tmp_path_factory.mktemp("merchant")
    shutil.copytree(example_index, folder / "index")
    kept = getattr(pytestconfig, "cache", None)
    cache = kept.mkdir("bowerbird") if kept else example_index.with_name("index.cache")
    (folder / "index.cache").symlink_to(cache)
    files = folder / "catalogues"
    files.mkdir()
    (files / "images").symlink_to(EXAMPLES / "catalog/images")
    shutil.copy(EXAMPLES / "catalog/catalog.csv", files)
    with serving(
        folder / "index", "--catalogues", files,
        state=folder / "state", environment={"BOWERBIRD_ADMIN_KEY": KEY},
    ) as running:  # fmt: skip
        yield running


@pytest.fixture
def desk(browser: Browser, shop: Server, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The admin's first page, for somebody who has signed in."""
    settings = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}
    context = browser.new_context(base_url=shop.url, **settings | getattr(request, "param", {}))
    context.set_default_timeout(20_000)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda problem: complaints.append(str(problem)))
    opened.goto("/admin")
    opened.locator("input[name=name]").fill("Mia")  # in whichever language
    opened.locator("input[name=key]").fill(KEY)
    opened.locator("form button").click()
    expect(opened).to_have_url(re.compile("/admin$"))
    yield opened
    ARTIFACTS.mkdir(exist_ok=True)
    opened.screenshot(path=ARTIFACTS / f"{request.node.originalname}.png", full_page=True)
    context.close()
    assert complaints == []


def changed_catalogue(folder: Path) -> Path:
    """The example catalogue under other column names, without its first product and with a new one."""
    header, first, second, *rest = (EXAMPLES / "catalog/catalog.csv").read_text().splitlines()
    new = second.replace(second.split(",")[0], "BB-9001", 1)
    path = folder / "november.csv"
    path.write_text("\n".join([header.replace("title", "wording", 1), second, *rest, new]) + "\n")
    assert first.startswith("BB-0001")
    return path


def test_a_catalogue_is_uploaded_mapped_built_compared_activated_and_rolled_back(
    desk: Page, tmp_path: Path
) -> None:
    type_words_in_the_shop(desk, "striped shirt")
    desk.goto("/admin/catalogue")
    active = desk.locator("tr.now th a").inner_text()
    desk.get_by_label("CSV, TSV, JSON lines").set_input_files(changed_catalogue(tmp_path))
    desk.get_by_role("button", name="Upload and check").click()
    expect(desk.get_by_role("heading", name="november.csv")).to_be_visible()
    desk.get_by_role("combobox", name="title", exact=True).select_option("wording")
    desk.get_by_role("button", name="Check again").click()
    expect(desk.get_by_role("combobox", name="title", exact=True)).to_have_value("wording")
    expect(desk.get_by_role("region", name="Table of the first products")).to_contain_text("Breton")
    desk.get_by_text("Picture missing").click()
    expect(desk.get_by_text("not-photographed-yet.webp").first).to_be_visible()

    desk.get_by_role("button", name="Build a new version").click()
    expect(desk.locator("#stage")).to_be_visible()
    activate = desk.get_by_role("button", name="Activate this version")
    expect(activate).to_be_visible(timeout=BUILD_SECONDS)  # by itself: progress is live
    expect(desk.get_by_text("Removed: BB-0001")).to_be_visible()
    expect(desk.get_by_text("Added: BB-9001")).to_be_visible()
    desk.screenshot(path=ARTIFACTS / "merchant_difference.png", full_page=True)
    assert desk.request.get("/p/BB-9001").status == 404  # nobody sees it yet

    activate.click()
    expect(desk.locator("tr.now th a")).not_to_have_text(active)
    until_served(desk, "BB-9001", 200)
    desk.get_by_role("button", name="Go back one version").click()
    expect(desk.locator("tr.now th a")).to_have_text(active)
    until_served(desk, "BB-0001", 200)


def type_words_in_the_shop(page: Page, words: str) -> None:
    page.goto("/")
    type_words(page, words)


def until_served(page: Page, product_id: str, status: int) -> None:
    """A running server follows within a second or two."""
    for _ in range(50):
        if page.request.get(f"/p/{product_id}").status == status:
            return
        page.wait_for_timeout(100)
    raise AssertionError(product_id)


def test_a_pinned_product_stands_first_and_why_says_that_the_shop_put_it_there(desk: Page) -> None:
    type_words_in_the_shop(desk, "lamp")
    wanted = ids(desk)[7]
    desk.goto("/admin/rules")
    desk.get_by_label("What to do").select_option("pin")
    desk.get_by_label("Product ids, one a line").fill(wanted)
    desk.get_by_label("For queries with all of these words").fill("lamp")
    desk.get_by_label("Why; for the log").fill("the winter window")
    desk.get_by_role("button", name="Add the rule").click()
    expect(desk.get_by_role("region", name="Table of rules")).to_contain_text("the winter window")
    expect(desk.get_by_role("region", name="Log of rules")).to_contain_text("Mia")
    desk.get_by_role("link", name="See it").click()
    expect(cards(desk).first).to_have_attribute("data-product", wanted)
    cards(desk).first.get_by_text("Why?").click()
    expect(cards(desk).first).to_contain_text("The shop puts it first here")
    desk.screenshot(path=ARTIFACTS / "merchant_pinned.png")

    desk.goto("/admin/rules")
    desk.get_by_role("button", name=re.compile("Withdraw the rule to pin")).click()
    expect(desk.get_by_text("withdrew: pin").first).to_be_visible()
    type_words_in_the_shop(desk, "lamp")
    assert ids(desk)[7] == wanted


def test_two_settings_are_compared_and_the_saved_queries_measured(desk: Page) -> None:
    desk.goto("/admin/workbench")
    desk.get_by_label("Query", exact=True).fill("lamp")
    desk.get_by_label("Setting B", exact=True).fill("meaning=1 words=0")
    desk.get_by_role("button", name="Compare").click()
    expect(desk.locator(".places").first.locator("li")).to_have_count(10)
    assert desk.locator(".arrow.up").count() > 0
    desk.get_by_label("Queries: CSV").set_input_files(EXAMPLES / "evaluation/queries.csv")
    desk.get_by_label("What is right: CSV").set_input_files(EXAMPLES / "evaluation/qrels.csv")
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("54 queries with 492 judgements.")).to_be_visible()
    desk.get_by_label("Setting B; blank").fill("meaning=0 words_in_picture=0")
    desk.get_by_role("button", name="Measure").click()
    desk.get_by_role("link", name="See what was measured").click(timeout=BUILD_SECONDS)
    table = desk.get_by_role("region", name=re.compile("Measures of")).first
    expect(table).to_contain_text("ndcg@10")
    expect(table).to_contain_text("p = ")


@pytest.mark.parametrize(
    "desk",
    [
        {"color_scheme": theme, "viewport": {"width": width, "height": 850}, "locale": locale}
        for theme, width in (("light", 1440), ("dark", 360))
        for locale in ("en-GB", "zh-CN")
    ],
    ids=["light-en", "light-zh", "dark-en", "dark-zh"],
    indirect=True,
)
def test_axe_finds_nothing_on_the_admins_pages(desk: Page, request: pytest.FixtureRequest) -> None:
    found = {}
    for name, path in PAGES.items():
        desk.goto(path)
        found[name] = violations(desk)
        if desk.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            found[name].append("wider than the window")
        kept = ARTIFACTS / f"admin_{name}_{request.node.callspec.id}.png"
        desk.screenshot(path=kept, full_page=name != "reference")
    desk.get_by_role("link", name="Bowerbird").first.click()
    assert {name: faults for name, faults in found.items() if faults} == {}
