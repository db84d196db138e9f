"""Records that are only added to, one JSON object a line: numbers for plots, not what must not be lost.

A server that is killed may leave half a line. It is left out when the file is read, so that one bad moment
does not close a page for ever.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from os import SEEK_END
from pathlib import Path
from typing import Any


def append(path: Path, record: Mapping[str, Any]) -> None:
    """Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Unbuffered: who reads meanwhile sees the whole line or none of it.
    with path.open("ab+", buffering=0) as file:
        torn = False
        if file.seek(0, SEEK_END):
            file.seek(-1, SEEK_END)
            torn = file.read(1) != b"\n"
        line = json.dumps(dict(record), ensure_ascii=False).encode()
        file.write(b"\n" * torn + line + b"\n")


def read(path: Path) -> list[dict[str, Any]]:
    """The records, the oldest first; none where there is no file."""
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        try:
            record = json.loads(line)
        except ValueError:  # the end of the file, or half a line
            continue
        if isinstance(record, dict):
            found.append(record)
    return found
