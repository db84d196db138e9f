"""A catalogue file, and perhaps a file of more pictures, become one clean table of products.

This is the door of the reading half of `indexer`: sources, schema and clean in one call. It opens
no picture (`indexer.images`), but a picture name that must never be followed is taken out here, so
that no index and no page ever holds it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd
import pyarrow as pa

from indexer.clean import clean, picture_names
from indexer.images import PictureRefusedError, check_name
from indexer.problems import Kind, RowProblem
from indexer.schema import ColumnMap, map_columns
from indexer.sources import read_table, sha256_of
from indexer.text import clean_id
from search.errors import InvalidCatalogue

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Products, sorted by id, and where they came from.

    `rows` is (n,) int64: the 1-based data row of each product. `media` is the absolute folder that
    picture names are relative to. `sha256` covers the catalogue and the views.
    """

    table: pa.Table
    rows: np.ndarray
    problems: list[RowProblem]
    rows_read: int
    sha256: str
    media: Path
    columns: ColumnMap


def read_catalogue(
    path: Path,
    *,
    mapping: Mapping[str, str] = _NOTHING,
    images_dir: Path | None = None,
    views: Path | None = None,
    allow_outside: bool = False,
    allow_urls: bool = False,
) -> Catalogue:
    """The catalogue at `path`, with the pictures that `views` adds to its products.

    `mapping` goes from nouns to column names. `images_dir` stands in for the folder of the file as
    the place that picture names are relative to. Raises `InvalidCatalogue`.
    """
    if images_dir is not None and not images_dir.is_dir():
        raise InvalidCatalogue(f"There is no folder {images_dir}.", remedy="Check --images.")
    frame = read_table(path)
    columns = map_columns(list(frame.columns), mapping)
    cleaned = clean(frame, columns)
    media = (images_dir or path.parent).absolute()
    problems = [*_encoding_guessed(path, frame), *cleaned.problems]
    ids = cleaned.table.column("product_id").to_pylist()
    images = cleaned.table.column("images").to_pylist()
    digest = sha256_of(path)
    if views is not None:
        base = media if images_dir is not None else views.parent.absolute()
        problems += _add_views(views, dict(zip(ids, images, strict=True)), base=base, media=media)
        digest = hashlib.sha256((digest + sha256_of(views)).encode()).hexdigest()
    kept = []
    for product_id, row, names in zip(ids, cleaned.rows, images, strict=True):
        allowed = []
        for name in names:
            try:
                check_name(name, media=media, allow_outside=allow_outside, allow_urls=allow_urls)
                allowed.append(name)
            except PictureRefusedError as refusal:
                kind = Kind.PICTURE_REFUSED
                problems.append(RowProblem(kind, int(row), product_id, "images", str(refusal)))
        kept.append(allowed)
    at = cleaned.table.column_names.index("images")
    table = cleaned.table.set_column(at, "images", pa.array(kept, pa.list_(pa.string())))
    return Catalogue(table, cleaned.rows, problems, len(frame), digest, media, columns)


def _encoding_guessed(path: Path, frame: pd.DataFrame) -> list[RowProblem]:
    guessed = frame.attrs.get("encoding")
    if guessed is None:
        return []
    message = f"{path.name} is not UTF-8; it was read as {guessed}. Export it as UTF-8."
    return [RowProblem(Kind.ENCODING_GUESSED, 0, "", "", message)]


def _add_views(
    views: Path, images: Mapping[str, list[str]], *, base: Path, media: Path
) -> list[RowProblem]:
    """Appends the pictures in `views` to the lists in `images`, by product id; returns problems."""
    frame = read_table(views)
    columns = map_columns(list(frame.columns), {})
    if not columns.images:
        raise InvalidCatalogue(
            f"{views} has no picture column. Columns found: {', '.join(frame.columns)}.",
            remedy="Name one of them 'image'.",
        )
    unknown: dict[str, int] = {}
    given = picture_names(frame, columns.images)
    for row, (value, names) in enumerate(zip(frame[columns.product_id], given, strict=True), 1):
        product_id = clean_id(value)
        if product_id not in images:
            unknown.setdefault(product_id, row)
            continue
        found = images[product_id]
        moved = (_relative(name, base=base, media=media) for name in names)
        found.extend(name for name in moved if name not in found)
    message = f"{views.name} has pictures for a product that is not in the catalogue."
    return [
        *_encoding_guessed(views, frame),
        *(
            RowProblem(Kind.UNKNOWN_PRODUCT_IN_VIEWS, row, product_id, columns.product_id, message)
            for product_id, row in unknown.items()
        ),
    ]


def _relative(name: str, *, base: Path, media: Path) -> str:
    """`name`, which is relative to `base`, as seen from `media`; absolute where it lies outside."""
    if base == media or "\x00" in name or "://" in name:
        return name
    path = Path(os.path.normpath(base / name.replace("\\", "/")))
    inside = Path(os.path.normpath(media))
    return path.relative_to(inside).as_posix() if path.is_relative_to(inside) else str(path)
