"""History files: their dialects, their times, and the rows that make no event."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from search.errors import InvalidEvents
from search.personal.events import Event, Kind
from search.personal.history_file import KINDS, Trouble, read_history

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@contextmanager
def in_zone(name: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", name)
        time.tzset()
        try:
            yield
        finally:
            patch.undo()
            time.tzset()


def history(folder: Path, text: str, *, name: str = "history.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def with_times(folder: Path, *stamps: str) -> Path:
    rows = "".join(f"ann,p{n},{stamp},click\n" for n, stamp in enumerate(stamps))
    return history(folder, "user_id,product_id,timestamp,event\n" + rows)


@pytest.mark.parametrize(
    "text",
    [
        "user_id,product_id,timestamp,event\nann,p1,2026-03-01T12:00,purchase\n",
        "\ufeffevent;timestamp;product_id;user_id\npurchase;2026-03-01 12:00:00;p1;ann\n",
        "Customer_ID\tSKU\tt_dat\tAction\tsize\nann\tp1\t2026-03-01T12:00Z\tBUY\tXL\n",
        'user , item, time ,type\r\n"ann", p1,1772366400,Order\r\n\r\n',
        '{"user": "ann", "item": "p1", "at": 1772366400000, "kind": "purchase", "rank": null}\n',
    ],
)
def test_every_dialect_gives_the_same_event(tmp_path: Path, text: str) -> None:
    name = "history.jsonl" if text.startswith("{") else "history.csv"
    path = history(tmp_path, text, name=name)
    zipped = tmp_path / f"{name}.gz"
    zipped.write_bytes(gzip.compress(path.read_bytes()))
    for file in (path, zipped):
        found = read_history(file)
        assert found.events == [Event("ann", "p1", Kind.PURCHASE, NOON)]
        assert (found.problems, found.notes) == ([], [])


def test_an_export_reads_back_as_the_same_events(tmp_path: Path) -> None:
    acts = [
        Event("ann", "p1", Kind.CART, NOON, query_id="q1", rank=3),
        Event("7", "007", Kind.VIEW, NOON, event_id="mine"),
    ]
    lines = "".join(json.dumps(act.as_dict()) + "\n" for act in acts)
    assert read_history(history(tmp_path, lines, name="export.jsonl")).events == acts


@pytest.mark.parametrize(
    "stamp",
    [
        "2026-03-01T12:00:00",
        "2026-03-01T12:00:00Z",
        "2026-03-01T17:30:00+05:30",
        "2026-03-01 12:00",
        "1772366400",
        "1772366400.0",
        "1772366400000",
        "1772366400000000",
    ],
)
def test_times_are_read_as_utc_wherever_the_shop_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stamp: str
) -> None:
    with in_zone("Asia/Kolkata", monkeypatch):
        found = read_history(with_times(tmp_path, stamp))
    assert [act.at for act in found.events] == [NOON]


def test_seconds_and_milliseconds_are_told_apart_back_to_1973(tmp_path: Path) -> None:
    found = read_history(with_times(tmp_path, "157766400", "157766400000"))
    assert [act.at for act in found.events] == [datetime(1975, 1, 1, tzinfo=UTC)] * 2


def test_dates_may_be_written_without_hyphens(tmp_path: Path) -> None:
    # 20260301 is also a whole number below 10^8, but too large to be an order.
    found = read_history(with_times(tmp_path, "20260301", "20260302"))
    assert [act.at.day for act in found.events] == [1, 2]
    assert not found.notes


def test_whole_numbers_are_an_order_and_a_note_says_so(tmp_path: Path) -> None:
    path = with_times(tmp_path, "0", "1", "48")
    found = read_history(path)
    assert [act.at for act in found.events] == [
        datetime(2000, 1, 1, 0, tzinfo=UTC),
        datetime(2000, 1, 1, 1, tzinfo=UTC),
        datetime(2000, 1, 3, 0, tzinfo=UTC),
    ]
    assert "read as an order" in found.notes[0]
    assert read_history(path).events == found.events


def test_a_small_number_among_times_is_no_time(tmp_path: Path) -> None:
    found = read_history(with_times(tmp_path, "7", "2026-03-01"))
    assert [(p.line, p.trouble, p.value) for p in found.problems] == [(2, Trouble.TIME, "7")]


@pytest.mark.parametrize(
    "stamp",
    ["", "yesterday", "01/02/2026", "2026-13-01", "0001-01-01T00:00+05:00", "9" * 400, "nan"],
)
def test_an_unreadable_time_is_a_problem_of_its_row(tmp_path: Path, stamp: str) -> None:
    found = read_history(with_times(tmp_path, "2026-03-01", stamp))
    assert len(found.events) == 1
    assert [p.trouble for p in found.problems] == [Trouble.TIME]


def test_rows_that_make_no_event_are_counted_with_their_lines(tmp_path: Path) -> None:
    path = history(
        tmp_path,
        "user_id,product_id,timestamp,event,rank\n"
        "ann,p1,2026-03-01,next_week_purchase,\n"
        ",p1,2026-03-01,click,\n"
        "ann,,2026-03-01,click,\n"
        "ann,p1,2026-03-01,click,first\n"
        "ann,p1,2026-03-01,click,0\n"
        "ann,p1,2026-03-01,click\n"
        "ann,p1,2026-03-01,,\n"
        "ann,p1,2026-03-01,click,2\n",
    )
    found = read_history(path)
    assert [act.rank for act in found.events] == [2]
    assert [(p.line, p.trouble) for p in found.problems] == [
        (2, Trouble.KIND),
        (3, Trouble.USER),
        (4, Trouble.PRODUCT),
        (5, Trouble.RANK),
        (6, Trouble.REFUSED),
        (7, Trouble.LINE),
        (8, Trouble.KIND),
    ]
    assert found.counts[Trouble.KIND] == 2
    assert found.problems[0].value == "next_week_purchase"


def test_a_broken_json_line_is_a_problem_of_its_row(tmp_path: Path) -> None:
    good = '{"user": "ann", "item": "p1", "at": "2026-03-01", "kind": "view"}\n'
    path = history(tmp_path, good + '{"user": "an\n' + "[1]\n" + good, name="history.jsonl")
    found = read_history(path)
    assert len(found.events) == 2
    assert [(p.line, p.trouble) for p in found.problems] == [(2, Trouble.LINE), (3, Trouble.LINE)]


def test_an_open_quotation_mark_does_not_swallow_the_rows_below_it(tmp_path: Path) -> None:
    path = with_times(tmp_path, "2026-03-01", '"2026-03-02', "2026-03-03", "2026-03-04")
    with pytest.raises(InvalidEvents, match="opened on line 3 is not closed"):
        read_history(path)


def test_missing_columns_are_named_with_what_was_found(tmp_path: Path) -> None:
    path = history(tmp_path, "user_id,thing,event\nann,p1,click\n")
    with pytest.raises(
        InvalidEvents, match="no column product_id, timestamp; it has user_id, thing"
    ):
        read_history(path)


@pytest.mark.parametrize("name", ["history.csv", "history.jsonl", "history.csv.gz"])
def test_an_empty_or_cut_file_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(b"user_id" * 99)[:-9] if name.endswith("gz") else b"")
    with pytest.raises(InvalidEvents, match=name):
        read_history(path)


def test_a_file_that_is_absent_or_not_utf8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        InvalidEvents, match=r"nowhere\.csv cannot be read: No such file or directory\."
    ):
        read_history(tmp_path / "nowhere.csv")
    (tmp_path / "latin.csv").write_bytes(
        b"user_id,product_id,timestamp,event\nann,caf\xe9,1,view\n"
    )
    with pytest.raises(InvalidEvents, match="UTF-8"):
        read_history(tmp_path / "latin.csv")


def test_no_word_means_two_kinds() -> None:
    assert {KINDS[kind.value] for kind in Kind} == set(Kind)
    assert "next_week_purchase" not in KINDS
    assert "remove_from_cart" not in KINDS
