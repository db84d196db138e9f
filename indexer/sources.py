"""A catalogue file becomes a table exactly as the shop wrote it: CSV, TSV, JSON Lines or Parquet.

This is where encodings, delimiters and damaged files are dealt with. It does not know what a
column means (`indexer.schema`) and it mends no value (`indexer.clean`): text formats give strings
only, so that the leading zeros of an id survive, and JSON and Parquet keep their types.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from search.errors import InvalidCatalogue

DELIMITERS = ",;\t|"

_QUOTED = re.compile(r'"[^"]*"')
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 1_000_000  # bytes that are looked at to tell one encoding from another


def read_table(path: Path) -> pd.DataFrame:
    """The rows of `path` under its own column names, in its own order; every column is `object`.

    `attrs["encoding"]` names the encoding where it had to be guessed because the file is not
    UTF-8. A repeated column name gets `_2`, a missing one its position. Raises `InvalidCatalogue`.
    """
    kind = _kind(path)
    try:
        data = path.read_bytes()
        if path.suffix.lower() == ".gz":
            data = gzip.decompress(data)
    except (EOFError, zlib.error, gzip.BadGzipFile) as problem:
        raise InvalidCatalogue(
            f"{path} is not a complete gzip file: {problem}.", remedy="Compress or copy it again."
        ) from problem
    except OSError as problem:
        raise InvalidCatalogue(
            f"{path} cannot be read: {problem.strerror}.", remedy="Check the path and its rights."
        ) from problem
    if not data.strip():
        raise InvalidCatalogue(
            f"{path} is empty ({len(data)} bytes).", remedy="Export the catalogue again."
        )
    frame = _READERS[kind](data, path)
    if frame.empty:
        raise InvalidCatalogue(
            f"{path} has no rows below its header ({', '.join(map(str, frame.columns))}).",
            remedy="Export the catalogue again.",
        )
    return frame


def sha256_of(path: Path) -> str:
    """The hex digest of a file's bytes, read in pieces."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _kind(path: Path) -> str:
    name = path.name.lower()
    kind = Path(name.removesuffix(".gz")).suffix
    if path.is_dir():
        raise InvalidCatalogue(f"{path} is a folder.", remedy="Name the catalogue file in it.")
    if not path.exists():
        raise InvalidCatalogue(f"There is no file {path}.", remedy="Check the path.")
    if not path.is_file():
        raise InvalidCatalogue(f"{path} is not a regular file.", remedy="Save it to a file first.")
    if kind not in _READERS or name.endswith(".parquet.gz"):
        raise InvalidCatalogue(
            f"{path} is not a known kind of catalogue.",
            remedy=f"Use {', '.join(_READERS)}; text files may also be compressed as .gz.",
        )
    return kind


def _read_delimited(data: bytes, path: Path) -> pd.DataFrame:
    text, guessed = _decode(data, path)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_delimiter(text, path), strict=True
    )
    header: list[str] = []
    rows: list[list[str]] = []
    try:
        for row in reader:
            if not row:  # a blank line, usually the last
                continue
            if not header:
                header = row
            elif len(row) == len(header):
                rows.append(row)
            else:
                raise InvalidCatalogue(
                    f"{path} line {reader.line_num} has {len(row)} values; "
                    f"the header has {len(header)} columns.",
                    remedy="Put values that contain the delimiter between double quotes.",
                )
    except csv.Error as problem:
        raise InvalidCatalogue(
            f"{path} line {reader.line_num} cannot be read: {problem}.",
            remedy='Close every quotation mark, and double those inside a value ("").',
        ) from problem
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(header)
    return _frame(header, columns, guessed)


def _read_json_lines(data: bytes, path: Path) -> pd.DataFrame:
    text, guessed = _decode(data, path)
    rows = list(_objects(text, path))
    names = list(dict.fromkeys(name for row in rows for name in row))
    return _frame(names, [[row.get(name) for row in rows] for name in names], guessed)


def _objects(text: str, path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as problem:
            raise InvalidCatalogue(
                f"{path} line {number} is not JSON: {problem}.", remedy="Write one object a line."
            ) from problem
        if not isinstance(row, dict):
            raise InvalidCatalogue(
                f"{path} line {number} is not a JSON object.", remedy="Write one object a line."
            )
        yield row


def _read_parquet(data: bytes, path: Path) -> pd.DataFrame:
    try:
        table = pq.read_table(io.BytesIO(data))
    except (pa.ArrowException, OSError) as problem:
        raise InvalidCatalogue(
            f"{path} is not a readable Parquet file: {problem}.", remedy="Write it again."
        ) from problem
    # Through Python values: pandas would turn whole numbers with gaps into floats ("7" -> "7.0").
    return _frame(table.column_names, [column.to_pylist() for column in table.columns], None)


_READERS: dict[str, Callable[[bytes, Path], pd.DataFrame]] = {
    ".csv": _read_delimited,
    ".tsv": _read_delimited,
    ".jsonl": _read_json_lines,
    ".ndjson": _read_json_lines,
    ".parquet": _read_parquet,
}


def _frame(
    names: Sequence[str], columns: Sequence[Sequence[Any]], guessed: str | None
) -> pd.DataFrame:
    unique: dict[str, Sequence[Any]] = {}
    for position, (name, values) in enumerate(zip(names, columns, strict=True), start=1):
        base = free = str(name).strip() or f"column_{position}"
        count = 1
        while free in unique:
            count += 1
            free = f"{base}_{count}"
        unique[free] = values
    frame = pd.DataFrame({name: pd.Series(v, dtype=object) for name, v in unique.items()})
    if guessed:
        frame.attrs["encoding"] = guessed
    return frame


def _decode(data: bytes, path: Path) -> tuple[str, str | None]:
    """The text of `data` and, where it is not UTF-8, the encoding that was assumed."""
    head = data[:_HEAD]
    if data.startswith(_UTF16_MARKS):  # what Excel calls "Unicode text"
        return data.decode("utf-16", errors="replace"), None
    if b"\x00" in head or len(_CONTROLS.findall(head)) > len(head) / 20:
        what = " (it is a zip or Excel file)" if data.startswith(b"PK") else ""
        raise InvalidCatalogue(
            f"{path} holds binary data, not text{what}.", remedy="Export it as CSV in UTF-8."
        )
    for encoding in ("utf-8-sig", _legacy_encoding(head)):
        try:
            return data.decode(encoding), None if encoding == "utf-8-sig" else encoding
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1"), "latin-1"


def _legacy_encoding(head: bytes) -> str:
    """Chinese text in GB 18030 has its high bytes in runs of two or more; accents stand alone."""
    runs = _HIGH_BYTES.findall(head)
    paired = sum(len(run) for run in runs if len(run) >= 2)
    return "gb18030" if paired > 0.9 * sum(map(len, runs)) else "cp1252"


def _delimiter(text: str, path: Path) -> str:
    """The delimiter that the header line holds most of; on a tie, the file kind's usual one."""
    header = _QUOTED.sub("", re.split(r"[\r\n]", text.lstrip(), maxsplit=1)[0])
    usual = "\t" if ".tsv" in path.name.lower() else ","
    return max(usual + DELIMITERS, key=header.count)
