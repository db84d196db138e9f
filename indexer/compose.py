"""The words of each product: one string for the text tower and for BM25 to read.

It is composed from the clean table alone, so that a product says the same in every index. It does
not tokenise, and it does not cut: how much of the end a model reads is the model's business, so
what identifies a product comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from indexer.schema import ATTRIBUTES, NOUNS
from indexer.text import as_text
from search.errors import InvalidCatalogue, nearest

SHORT = 60  # characters: an attribute that is usually longer is prose, not a property

LEAST_NUMBER = 1e5  # a numeric attribute below it is a size or a count, not a product number

_ORDER = ("title", "category", "brand", "description")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_CODE = re.compile(r"(?=\S*\d)\S+")
_ENDED = re.compile(r"[.!?:;,\u3002\uff01\uff1f]$")


def titles(table: pa.Table) -> list[str]:
    """The title of each product, "" where it has none."""
    return [title or "" for title in table.column("title").to_pylist()]


def texts(table: pa.Table, fields: Sequence[str]) -> list[str]:
    """One string per product from the named columns; "" where all of them are empty.

    The order is fixed: title, category, brand, description, then `name: value` for the others.
    The word `attributes` stands for every text attribute that reads like a property (see
    `describing`). Raises `InvalidCatalogue` for an unknown field.
    """
    known = [*table.column_names, ATTRIBUTES]
    for field in fields:
        if field not in known:
            raise InvalidCatalogue(
                f"The catalogue has no field {field!r}.", remedy=nearest(field, known)
            )
    wanted = [field for field in fields if field != ATTRIBUTES]
    if ATTRIBUTES in fields:
        wanted += describing(table)
    first = [field for field in _ORDER if field in wanted]
    others = [field for field in dict.fromkeys(wanted) if field not in _ORDER]
    columns = [_plain(field, table.column(field).to_pylist()) for field in first]
    columns += [_named(field, table.column(field).to_pylist()) for field in others]
    return [_joined(parts) for parts in zip(*columns, strict=True)] or [""] * table.num_rows


def describing(table: pa.Table) -> list[str]:
    """The text attributes that read like properties: short, and neither addresses nor codes."""
    return [
        name
        for name in table.column_names
        if name not in NOUNS
        and pa.types.is_string(table.schema.field(name).type)
        and _describes(table.column(name).drop_null().to_pylist())
    ]


def codes(table: pa.Table) -> Iterator[tuple[str, int]]:
    """Product numbers and the rows they belong to: the ids, and every attribute that is a code."""
    for name in ("product_id", *(n for n in table.column_names if n not in NOUNS)):
        column = table.column(name)
        if pa.types.is_floating(column.type):  # an EAN is read as a number where all are numbers
            values = [_whole(value) for value in column.to_pylist()]
        elif pa.types.is_string(column.type):
            values = column.to_pylist()
        else:
            continue
        if name == "product_id" or _coded([value for value in values if value]):
            yield from ((value, row) for row, value in enumerate(values) if value)


def _whole(value: float | None) -> str:
    return f"{value:.0f}" if value is not None and value >= LEAST_NUMBER and value % 1 == 0 else ""


def _coded(values: Sequence[str]) -> bool:
    """Whether values are codes: most have a digit and no space, and most are of one product."""
    unique = set(values)
    coded = sum(bool(_CODE.fullmatch(value)) for value in unique)
    return coded > len(unique) / 2 and len(unique) > len(values) / 2


def _describes(values: Sequence[str]) -> bool:
    if not values:
        return False
    half = len(values) / 2
    if sum(len(value) <= SHORT for value in values) <= half:
        return False
    if sum(bool(_ADDRESS.fullmatch(value)) for value in values) > half:
        return False
    return not _coded(values)


def _plain(field: str, values: Iterable[Any]) -> list[str]:
    if field == "category":
        return [(value or "").replace(" > ", " ") for value in values]
    return [value or "" for value in values]


def _named(field: str, values: Iterable[Any]) -> list[str]:
    name = field.replace("_", " ")
    return [_pair(name, value) for value in values]


def _pair(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return name if value else ""
    text = as_text(value)
    return f"{name}: {text}" if text else ""


def _joined(parts: Iterable[str]) -> str:
    """Sentences: a full stop after each part that has no end of its own."""
    said = [part for part in parts if part]
    ended = [part if _ENDED.search(part) else f"{part}." for part in said[:-1]]
    return " ".join([*ended, *said[-1:]])
