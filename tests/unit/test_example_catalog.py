"""The example catalogue is small, whole, untidy where it says so, and drawn the same every time.

Nothing is drawn here but two pictures; the rest reads the committed files.
"""

from __future__ import annotations

import csv
import importlib
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CATALOG = EXAMPLES / "catalog"


def table(name: str) -> list[dict[str, str]]:
    with (EXAMPLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    """The drawing script, whose packages stand beside it and not on the usual path."""
    sys.path.insert(0, str(EXAMPLES))
    yield importlib.import_module("draw_catalog")
    sys.path.remove(str(EXAMPLES))


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return table("catalog/catalog.csv")


@pytest.fixture(scope="module")
def skus(rows: list[dict[str, str]]) -> set[str]:
    return {row["sku"] for row in rows}


def test_the_catalogue_is_small_enough_to_clone() -> None:
    size = sum(path.stat().st_size for path in CATALOG.rglob("*") if path.is_file())
    assert size < 6_000_000


def test_there_are_about_three_hundred_products_in_every_department(
    rows: list[dict[str, str]], skus: set[str]
) -> None:
    departments = Counter(row["category"].split(" > ")[0] for row in rows)
    assert 280 <= len(skus) <= 360
    assert set(departments) == {
        "Clothing", "Shoes", "Bags", "Kitchen", "Lamps", "Furniture", "Toys",
    }  # fmt: skip
    assert min(departments.values()) >= 25


def test_every_named_picture_exists_except_exactly_one(rows: list[dict[str, str]]) -> None:
    named = {row[column] for row in rows for column in ("image", "image_2") if row[column]}
    assert len([name for name in named if not (CATALOG / name).is_file()]) == 1


def test_every_picture_on_disk_is_named(rows: list[dict[str, str]]) -> None:
    named = {row[column] for row in rows for column in ("image", "image_2")}
    assert {f"images/{path.name}" for path in (CATALOG / "images").iterdir()} <= named


def test_pictures_are_square_and_about_sixty_products_have_two(rows: list[dict[str, str]]) -> None:
    seconds = [row["image_2"] for row in rows if row["image_2"]]
    assert 50 <= len(seconds) <= 75
    for name in [rows[0]["image"], *seconds[:5]]:
        with Image.open(CATALOG / name) as picture:
            assert picture.size == (384, 384)


def test_the_promised_trouble_is_there_once_each(rows: list[dict[str, str]]) -> None:
    assert [n for n in Counter(row["sku"] for row in rows).values() if n > 1] == [2]
    assert sum(not row["description"] for row in rows) == 1
    assert sum(not row["image"] for row in rows) == 1


def test_some_prices_and_descriptions_need_cleaning(rows: list[dict[str, str]]) -> None:
    prices = [row["price"] for row in rows]
    assert any(price.startswith("$1,") for price in prices)
    assert any(price.endswith(",00 €") and price.startswith("1.") for price in prices)
    assert any("&amp;" in row["description"] for row in rows)
    assert any("<" in row["description"] for row in rows)
    assert any("  " in row["description"] for row in rows)


def test_a_group_is_one_design_in_different_colours(rows: list[dict[str, str]]) -> None:
    groups: dict[str, dict[str, str]] = {}
    for row in rows:
        if row["group"]:
            groups.setdefault(row["group"], {})[row["sku"]] = row["material"] + row["category"]
    assert all(len(members) > 1 for members in groups.values())
    assert all(len(set(members.values())) == 1 for members in groups.values())


def test_events_name_existing_products_and_two_shoppers(skus: set[str]) -> None:
    events = table("events.csv")
    assert {event["product_id"] for event in events} <= skus
    assert {event["event"] for event in events} <= {"view", "click", "cart", "purchase"}
    counts = Counter(event["user_id"] for event in events)
    assert set(counts) == {"mira", "jonas"}
    assert min(counts.values()) >= 12
    moments = [event["timestamp"] for event in events]
    assert moments == sorted(moments)
    assert moments[0] >= "2026-09"
    assert moments[-1] < "2026-12"


def test_judgements_name_existing_products_and_queries(skus: set[str]) -> None:
    queries = {query["query_id"]: query for query in table("evaluation/queries.csv")}
    judgements = table("evaluation/qrels.csv")
    assert {judgement["product_id"] for judgement in judgements} <= skus
    assert {judgement["query_id"] for judgement in judgements} == set(queries)
    pairs = Counter((j["query_id"], j["product_id"]) for j in judgements)
    assert max(pairs.values()) == 1


def test_every_query_has_at_least_one_right_answer() -> None:
    best = {j["query_id"] for j in table("evaluation/qrels.csv") if j["relevance"] == "2"}
    assert best == {query["query_id"] for query in table("evaluation/queries.csv")}


def test_query_pictures_exist_and_are_not_in_the_catalogue(rows: list[dict[str, str]]) -> None:
    pictures = [q["image"] for q in table("evaluation/queries.csv") if q["kind"] == "picture"]
    assert len(pictures) == 12
    sold = {path.read_bytes() for path in (CATALOG / "images").iterdir()}
    for name in pictures:
        assert (EXAMPLES / "evaluation" / name).resolve().read_bytes() not in sold


def test_the_committed_rows_are_the_ones_the_script_writes(
    script: ModuleType, tmp_path: Path
) -> None:
    goods = script.products()
    script.write_table(tmp_path / "catalog.csv", script.COLUMNS, script.rows(goods))
    assert (tmp_path / "catalog.csv").read_bytes() == (CATALOG / "catalog.csv").read_bytes()


def test_drawing_one_product_twice_gives_identical_pixels(script: ModuleType) -> None:
    mug = next(p for p in script.products() if p.line.form == "mug")
    assert script.draw(mug).tobytes() == script.draw(mug).tobytes()
