"""Numbers for plots outlive a server that is killed while it writes."""

from __future__ import annotations

from pathlib import Path

from web.journal import append, read


def test_records_are_read_as_they_were_added(tmp_path: Path) -> None:
    path = tmp_path / "state" / "numbers.jsonl"
    assert read(path) == []
    for record in ({"at": "1\u2028", "n": 1}, {"at": "2\n", "n": None}):
        append(path, record)
    assert read(path) == [{"at": "1\u2028", "n": 1}, {"at": "2\n", "n": None}]


def test_half_a_line_is_left_out_and_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "numbers.jsonl"
    append(path, {"n": 1})
    with path.open("ab") as file:
        file.write(b'{"n": 2, "ta')
    append(path, {"n": 3})
    assert read(path) == [{"n": 1}, {"n": 3}]
