"""Small tables that people write by hand or export: histories, queries, judgements.

Reads CSV, TSV and JSON lines, plain or gzipped, one row at a time and with its line number, so that a
fault can be named. It is *not* how a catalogue is read (`indexer.sources` guesses encodings and keeps
types) and it does not know what a column means.
"""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TextIO

from search.errors import InvalidInput

Row = dict[str, str]


@contextmanager
def open_table(
    path: Path, *, error: type[InvalidInput]
) -> Iterator[tuple[list[str], Iterator[tuple[int, Row | None]]]]:
    """The column names of a table and its rows with their line numbers.

    JSON lines have the columns of their first line; any other name ending is text with a header,
    parted by the commonest of comma, semicolon, tab and bar in it. Names are in lower case and
    values without surrounding space. A row that does not fit the header is None. Raises `error`
    for what cannot be read.
    """
    is_json = path.name.removesuffix(".gz").endswith((".jsonl", ".ndjson", ".json"))
    with open_text(path, error=error) as file:
        yield _json_table(file) if is_json else _text_table(file)


@contextmanager
def open_text(path: Path, *, error: type[InvalidInput]) -> Iterator[TextIO]:
    """The file as UTF-8 text, unzipped if it ends in .gz; `error` if reading it fails anywhere."""
    unzip = gzip.open if path.suffix == ".gz" else open
    try:
        with unzip(path, "rt", encoding="utf-8-sig", newline="") as file:
            yield file
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise error(
            f"{path} cannot be read: {reason}.", remedy="Give CSV, TSV or JSON lines in UTF-8."
        ) from problem


def _text_table(file: TextIO) -> tuple[list[str], Iterator[tuple[int, Row | None]]]:
    header = file.readline()
    parting = max(",;\t|", key=header.count)
    columns = [
        name.strip().casefold() for name in next(csv.reader([header], delimiter=parting), [])
    ]

    def rows() -> Iterator[tuple[int, Row | None]]:
        reader, end = csv.reader(file, delimiter=parting), 1
        for values in reader:
            line, end = end + 1, reader.line_num + 1
            if len(values) == len(columns):
                yield line, dict(zip(columns, map(str.strip, values), strict=True))
            elif line < end:  # it would swallow the good rows below it
                raise csv.Error(f"a quotation mark opened on line {line} is not closed")
            elif values:
                yield line, None

    return columns, rows()


def _json_table(file: TextIO) -> tuple[list[str], Iterator[tuple[int, Row | None]]]:
    rows = ((line, _json_row(text)) for line, text in enumerate(file, 1) if text.strip())
    first = next(rows, (0, None))
    return list(first[1] or ()), chain([first] if first[0] else [], rows)


def _json_row(text: str) -> Row | None:
    try:
        row = json.loads(text)
    except ValueError:
        return None
    return (
        {k.strip().casefold(): _plain(v) for k, v in row.items()} if isinstance(row, dict) else None
    )


def _plain(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    return "" if value is None else json.dumps(value, ensure_ascii=False)
