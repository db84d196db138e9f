"""`bowerbird events`: what a person reads after importing, exporting and erasing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from search.errors import InvalidEvents
from search.personal import cli
from search.personal.events import Event, EventLog, Kind
from search.personal.history_file import read_history

ROWS = """user_id,product_id,timestamp,event
ann,p1,2026-03-01,purchase
ann,p2,2026-03-02,click
ann,p2,2026-03-02,click
bob,p9,2026-03-02,wink
bob,p9,yesterday,click
bob,p3,2026-03-02,view
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "history.csv").write_text(ROWS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.events, arguments)


def test_an_import_says_what_was_stored_what_was_not_and_why(folder: Path) -> None:
    said = run("import", "history.csv").output
    assert "3 events stored in data/index.state/events.sqlite" in said
    assert "1 were there already or stand in the file twice" in said
    assert "2 rows left out: 1 with unknown event kind (line 5 'wink')" in said
    assert "1 with unreadable timestamp (line 6 'yesterday')" in said
    assert "Products were not checked: There is no active index in data/index." in said


def test_an_import_may_be_run_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "BATCH", 2)
    assert "3 events stored" in run("import", "history.csv", "--state", "kept").output
    assert "0 events stored" in run("import", "history.csv", "--state", "kept").output
    with EventLog(folder / "kept" / "events.sqlite") as log:
        assert log.users(9) == [("ann", 2), ("bob", 1)]


def test_the_state_lies_beside_the_index_unless_it_is_named(folder: Path) -> None:
    run("import", "history.csv", "--index", "shops/oslo")
    assert (folder / "shops" / "oslo.state" / "events.sqlite").exists()


def test_a_file_without_one_usable_row_is_an_error(folder: Path) -> None:
    (folder / "history.csv").write_text("user_id,product_id,timestamp,event\nann,p1,soon,click\n")
    result = run("import", "history.csv")
    assert isinstance(result.exception, InvalidEvents)
    assert "1 with unreadable timestamp (line 2 'soon')" in str(result.exception)
    assert not (folder / "data").exists()


def test_events_of_products_that_the_index_lacks_are_counted(folder: Path) -> None:
    events = read_history(folder / "history.csv").events
    assert cli.lacking(events, has_product=lambda _: True) == "Every product is in the index."
    said = cli.lacking(events, has_product={"p1"}.__contains__)
    assert "2 events name 2 products that the index lacks (p2, p3)" in said


def test_a_user_is_added_to_exported_and_erased(folder: Path) -> None:
    for product in ("p1", "p2"):
        added = run("add", "--user", "ann", "--product", product, "--kind", "cart")
    assert "ann has 2 events" in added.output
    exported = json.loads(run("export", "ann", "--json").output)
    assert [row["product_id"] for row in exported] == ["p1", "p2"]
    assert "2 events of ann." in run("export", "ann").output
    assert "2 events of ann erased." in run("erase", "ann").output
    assert json.loads(run("export", "ann", "--json").output) == []


@pytest.mark.parametrize("command", ["export", "erase"])
def test_a_mistyped_folder_is_not_made(folder: Path, command: str) -> None:
    result = run(command, "ann", "--state", "typo")
    assert isinstance(result.exception, InvalidEvents)
    assert not (folder / "typo").exists()


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    result = run("add", "--user", "ann", "--product", "p1", "--kind", "wink")
    assert result.exit_code == 2
    assert all(kind.value in result.output for kind in Kind)


def test_the_output_of_export_is_complete(folder: Path) -> None:
    run("import", "history.csv")
    row = json.loads(run("export", "bob", "--json").output)[0]
    assert row.keys() == set(Event.__dataclass_fields__)


def test_an_import_is_checked_against_the_index(folder: Path, shop: Path) -> None:
    (folder / "history.csv").write_text(ROWS.replace("p1", "P01"))
    said = run("import", "history.csv", "--index", str(shop / "index"), "--state", "kept").output
    assert "2 events name 2 products that the index lacks (p2, p3)" in said
