"""What a build of a catalogue would see, before anything is built: columns, products, problems by kind.

It opens no picture and loads no model, so it takes seconds; what only shows when a picture is decoded
is said by the build.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from indexer.catalogue import Catalogue
from indexer.images import PictureRefusedError, resolve
from indexer.problems import Kind, RowProblem, by_kind

SAMPLE = 5
"""Products that are shown as they were read."""

EXAMPLES = 20
"""Rows of each kind of problem that are shown; the counts are of all."""

_NOUNS = ("product_id", "title", "description", "category", "brand", "price", "currency")


def check(
    catalogue: Catalogue, *, allow_outside: bool = False, allow_urls: bool = False
) -> dict[str, Any]:
    """The findings as plain data, ready for JSON."""
    table = catalogue.table
    problems = [*catalogue.problems, *_missing(catalogue, allow_outside, allow_urls)]
    pictures = [len(names) for names in table.column("images").to_pylist()]
    columns = asdict(catalogue.columns)
    return {
        "rows": catalogue.rows_read,
        "products": table.num_rows,
        "pictures": sum(pictures),
        "without_picture": sum(not count for count in pictures),
        "mapping": {noun: column for noun, column in columns.items() if noun != "attributes"},
        "attributes": list(columns["attributes"]),
        "sample": table.slice(0, SAMPLE).select(list(_NOUNS)).to_pylist(),
        "problems": {"by_kind": by_kind(problems), "rows": _examples(problems)},
        "media": str(catalogue.media),
    }


def as_text(found: Mapping[str, Any]) -> str:
    """The same for a person."""
    mapped = ", ".join(
        f"{noun}={column if isinstance(column, str) else '+'.join(column)}"
        for noun, column in found["mapping"].items()
        if column
    )
    lines = [
        f"{found['products']:,} products of {found['rows']:,} rows, {found['pictures']:,} pictures, "
        f"{found['without_picture']:,} products without one",
        f"Columns: {mapped}",
        f"Attributes: {', '.join(found['attributes']) or 'none'}",
    ]
    lines += [f"{kind}: {count:,}" for kind, count in found["problems"]["by_kind"].items()]
    lines += [
        f"  row {one['row']} {one['product_id']}: {one['message']}"
        for one in found["problems"]["rows"]
    ]
    return "\n".join(lines)


def _missing(catalogue: Catalogue, allow_outside: bool, allow_urls: bool) -> list[RowProblem]:
    found = []
    ids = catalogue.table.column("product_id").to_pylist()
    named = catalogue.table.column("images").to_pylist()
    for product_id, row, names in zip(ids, catalogue.rows, named, strict=True):
        for name in names:
            try:
                place = resolve(
                    name, media=catalogue.media, allow_outside=allow_outside, allow_urls=allow_urls
                )
            except PictureRefusedError as refusal:
                kind, said = Kind.PICTURE_REFUSED, str(refusal)
            else:
                if isinstance(place, str) or place.is_file():
                    continue
                kind, said = Kind.PICTURE_MISSING, f"There is no file {name!r} at {place}."
            found.append(RowProblem(kind, int(row), product_id, "images", said))
    return found


def _examples(problems: list[RowProblem]) -> list[dict[str, Any]]:
    kept: dict[Kind, list[dict[str, Any]]] = defaultdict(list)
    for problem in problems:
        if len(kept[problem.kind]) < EXAMPLES:
            kept[problem.kind].append(problem.as_dict())
    return [one for of_kind in kept.values() for one in of_kind]
