"""A table as the shop wrote it becomes the table that an index is built from.

Every row either becomes a product or is reported as a `RowProblem`; nothing is dropped in silence
and one bad value never costs more than itself. It reads no file and opens no picture. The rows of
the result are sorted by id, in code-point order, which binary search and tie-breaks rely on.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from indexer.prices import currency_code, read_prices
from indexer.problems import Kind, RowProblem, by_kind
from indexer.schema import NOUNS, ColumnMap
from indexer.text import MISSING_WORDS, as_text, clean_column, clean_id, clean_text, is_missing
from search.errors import InvalidCatalogue

YES = frozenset({"yes", "true", "y", "t", "instock", "available", "有货", "现货", "是", "有"})
NO = frozenset(
    {
        "no",
        "false",
        "n",
        "f",
        "outofstock",
        "unavailable",
        "soldout",
        "无货",
        "缺货",
        "售罄",
        "否",
        "无",
    }
)
_NO_LEVEL = MISSING_WORDS | {""}
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_CODE = re.compile(r"[-+]?0\d|[-+]?\d{16}")  # leading zeros, or more digits than a float64 keeps
_SPACES = re.compile(r"[\s-]+")
_PUNCTUATION = re.compile(r"[\W_]+")
_LEVELS = re.compile(r"\s*[>|\u203a]+\s*")
_SLASHES = re.compile(r"\s+/\s+")
_SEPARATORS = re.compile(r"[|;,\[]")
_PICTURE_NAME = re.compile(r".+\.\w{2,5}", re.DOTALL)
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`rows` is (n,) int64: the data row, counted from 1, that each product came from."""

    table: pa.Table
    rows: np.ndarray
    problems: list[RowProblem]


def clean(frame: pd.DataFrame, columns: ColumnMap) -> Cleaned:
    """The products of `frame`, sorted by id, and what was wrong with single rows.

    The table has the ten columns of a product and then one column per attribute: float64, bool or
    string. Product text is "" where it is missing; everything else is null. Raises
    `InvalidCatalogue` where no row is usable.
    """
    ids = [clean_id(value) for value in frame[columns.product_id]]
    titles = clean_column(_values(frame, columns.title), keep_missing_words=True)
    descriptions = clean_column(_values(frame, columns.description))
    images = picture_names(frame, columns.images)
    filled = [bool(any(parts)) for parts in zip(titles, descriptions, images, strict=True)]
    kept, problems = _keep(ids, filled, id_column=columns.product_id)
    if not kept:
        counts = ", ".join(f"{kind} {count:,}" for kind, count in by_kind(problems).items())
        raise InvalidCatalogue(
            f"None of the {len(frame):,} rows is a usable product ({counts}).",
            remedy="Check which columns are which with --map noun=column.",
        )
    part = frame.iloc[kept]
    rows = np.asarray(kept, dtype=np.int64) + 1
    report = _Report([ids[k] for k in kept], rows, problems)
    prices, currencies = _prices(part, columns, report)
    product = {
        "product_id": pa.array(report.ids, pa.string()),
        "title": pa.array([titles[k] for k in kept], pa.string()),
        "description": pa.array([descriptions[k] for k in kept], pa.string()),
        "category": pa.array(_categories(_values(part, columns.category)), pa.string()),
        "brand": pa.array(clean_column(_values(part, columns.brand)), pa.string()),
        "price": pa.array(prices, pa.float64()),
        "currency": pa.array(currencies, pa.string()),
        "images": pa.array([images[k] for k in kept], pa.list_(pa.string())),
        "in_stock": pa.array(_stock(part, columns, report), pa.bool_()),
        "url": pa.array(_urls(_values(part, columns.url)), pa.string()),
    }
    names = _attribute_names(columns.attributes)
    attributes = {
        name: _attribute(list(part[column]))
        for name, column in zip(names, columns.attributes, strict=True)
    }
    problems.sort(key=lambda problem: problem.row)
    return Cleaned(pa.table({**product, **attributes}), rows, problems)


@dataclass(frozen=True, slots=True)
class _Report:
    """Where a problem with a value of a kept row is written down."""

    ids: list[str]
    rows: np.ndarray
    problems: list[RowProblem]

    def add(self, kind: Kind, at: int, *, field: str, message: str) -> None:
        self.problems.append(RowProblem(kind, int(self.rows[at]), self.ids[at], field, message))


def _keep(
    ids: Sequence[str], filled: Sequence[bool], *, id_column: str
) -> tuple[list[int], list[RowProblem]]:
    """The positions of usable rows in the order of their ids: the last row of each id."""
    problems = []
    last: dict[str, int] = {}
    duplicates = []
    for at, (product_id, has_content) in enumerate(zip(ids, filled, strict=True)):
        if not product_id:
            message = "The row has no product id and was left out."
            problems.append(RowProblem(Kind.MISSING_ID, at + 1, "", id_column, message))
        elif not has_content:
            message = "The product has no title, description or picture and was left out."
            problems.append(RowProblem(Kind.EMPTY_PRODUCT, at + 1, product_id, "", message))
        else:
            if product_id in last:
                duplicates.append(last[product_id])
            last[product_id] = at
    for at in duplicates:
        message = f"The id {ids[at]!r} is used again; row {last[ids[at]] + 1} was kept."
        problems.append(RowProblem(Kind.DUPLICATE_ID, at + 1, ids[at], id_column, message))
    return [last[product_id] for product_id in sorted(last)], problems


def _values(frame: pd.DataFrame, column: str | None) -> list[Any]:
    return [None] * len(frame) if column is None else list(frame[column])


def _prices(
    part: pd.DataFrame, columns: ColumnMap, report: _Report
) -> tuple[list[float | None], list[str]]:
    values = _values(part, columns.price)
    yuan = columns.price is not None and not columns.price.isascii()
    amounts: list[float | None] = []
    currencies = []
    named = clean_column(_values(part, columns.currency))
    for at, (amount, symbol) in enumerate(read_prices(values, yuan=yuan)):
        amounts.append(amount)
        currencies.append(currency_code(named[at], yuan=yuan) or symbol)
        given = clean_text(as_text(values[at])) if amount is None else ""
        if given and given.casefold() not in MISSING_WORDS - {"nan"}:
            message = f"The price {given[:80]!r} is not a number of at least 0; it was left out."
            report.add(Kind.BAD_PRICE, at, field=columns.price or "", message=message)
    return amounts, currencies


def _stock(part: pd.DataFrame, columns: ColumnMap, report: _Report) -> list[bool | None]:
    found = []
    for at, value in enumerate(_values(part, columns.in_stock)):
        text = clean_text(as_text(value))
        # schema.org writes https://schema.org/InStock
        word = _PUNCTUATION.sub("", text.rsplit("/", 1)[-1].casefold())
        stock = True if word in YES else False if word in NO else None
        if _NUMBER.fullmatch(text):
            stock = float(text) > 0
        if stock is None and text and text.casefold() not in MISSING_WORDS:
            message = f"The stock {text[:80]!r} is neither yes, no nor a number; it was left out."
            report.add(Kind.BAD_STOCK, at, field=columns.in_stock or "", message=message)
        found.append(stock)
    return found


def _categories(values: Sequence[Any]) -> list[str]:
    texts = clean_column(as_text(value, between=" > ") for value in values)
    known = {text: _category(text) for text in set(texts)}
    return [known[text] for text in texts]


def _category(text: str) -> str:
    """A path written as `A > B`; taken apart and cleaned until nothing more comes loose."""
    path = _path(text)
    return path if path == text else _category(clean_column([path])[0])


def _path(category: str) -> str:
    """Levels joined with ` > `; a slash parts them only where nothing else does ("Tops/Vests")."""
    if _LEVELS.search(category):
        levels = _LEVELS.split(category)
    elif _SLASHES.search(category):
        levels = _SLASHES.split(category)
    elif category.count("/") > 1:
        levels = category.split("/")
    else:
        return category
    named = [level for level in map(str.strip, levels) if level.casefold() not in _NO_LEVEL]
    return " > ".join(named)


def _urls(values: Sequence[Any]) -> list[str]:
    """Addresses as they are: `&copy=1` in one is no entity."""
    texts = [clean_id(value) for value in values]
    return ["" if text.casefold() in MISSING_WORDS else text for text in texts]


def picture_names(frame: pd.DataFrame, names: Sequence[str]) -> list[list[str]]:
    """The picture names of each row, best first, each once."""
    images: list[list[str]] = [[] for _ in range(len(frame))]
    for name in names:
        for found, value in zip(images, list(frame[name]), strict=True):
            found.extend(_pictures(value))
    return [list(dict.fromkeys(found)) if len(found) > 1 else found for found in images]


def _pictures(value: Any) -> list[str]:
    if isinstance(value, list | tuple):
        parts = [as_text(item) for item in value]
    elif is_missing(value):
        return []
    else:
        parts = _split_pictures(as_text(value).strip())
    # Nothing but what Arrow cannot hold is dropped: a name with a NUL is refused where it is used.
    names = (_LONE_SURROGATES.sub("", part).strip() for part in parts)
    return [name for name in names if name and name.casefold() not in MISSING_WORDS]


def _split_pictures(text: str) -> list[str]:
    if not _SEPARATORS.search(text):
        return [text]
    if text.startswith("[") and text.endswith("]"):  # a list that went through a CSV file
        try:
            return [as_text(item) for item in ast.literal_eval(text)]
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            pass
    if "|" in text:
        return text.split("|")
    for separator in ";,":
        parts = [part.strip() for part in text.split(separator) if part.strip()]
        addresses = [bool(_ADDRESS.match(part)) for part in parts]
        named = not any(addresses) and all(_PICTURE_NAME.fullmatch(part) for part in parts)
        # File names and addresses may hold these characters: split only into whole names.
        if len(parts) > 1 and (all(addresses) or named):
            return parts
    return [text]


def _attribute_names(columns: Sequence[str]) -> list[str]:
    taken = set(NOUNS)
    names = []
    for column in columns:
        base = free = _SPACES.sub("_", clean_id(column).lower()) or "column"
        count = 1
        while free in taken:
            count += 1
            free = f"{base}_{count}"
        taken.add(free)
        names.append(free)
    return names


def _attribute(values: Sequence[Any]) -> pa.Array:
    """float64 or bool where every value that is there allows it, else string."""
    texts = clean_column(values)
    filled = [(value, text) for value, text in zip(values, texts, strict=True) if text]
    if filled and all(_is_number(value, text) for value, text in filled):
        return pa.array([float(text) if text else None for text in texts], pa.float64())
    if filled and all(text.casefold() in _YES_NO for _, text in filled):
        return pa.array([_YES_NO.get(text.casefold()) for text in texts], pa.bool_())
    return pa.array([text or None for text in texts], pa.string())


def _is_number(value: Any, text: str) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return bool(_NUMBER.fullmatch(text)) and not _CODE.match(text)
