"""Options that the commands which measure have in common: each said once, so that it means one thing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
Option = Callable[[F], F]

PATH = click.Path(path_type=Path)


def index(help: str = "The index folder.") -> Option[F]:
    return click.option(
        "--index", type=PATH, default=Path("data/index"), show_default=True, help=help
    )


qrels: Option[Any] = click.option(
    "--qrels", "qrels_file", type=PATH, required=True,
    help="CSV with query_id, product_id, relevance; or TREC qrels.",
)  # fmt: skip
relevant: Option[Any] = click.option(
    "--relevant", type=click.FloatRange(min=0, min_open=True), default=1.0, show_default=True,
    help="From which relevance a product counts as relevant (nDCG uses every grade).",
)  # fmt: skip
depth: Option[Any] = click.option(
    "--depth", type=click.IntRange(min=1), default=1_000, show_default=True,
    help="Results taken for each query.",
)  # fmt: skip
filters: Option[Any] = click.option(
    "--filter", "filters", multiple=True, metavar="EXPR", help="Such as 'price<=80'."
)
weights: Option[Any] = click.option(
    "--weight", "weights", multiple=True, metavar="SIGNAL=VALUE", help="Change a weight."
)
per_query: Option[Any] = click.option(
    "--per-query", type=PATH, help="Write each query's measures as CSV."
)
as_json: Option[Any] = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def check_outputs(*paths: Path | None) -> None:
    """Before an hour of ranking, not after. Raises `click.UsageError` for a folder that is not there."""
    for path in paths:
        if path and not path.parent.is_dir():
            raise click.UsageError(f"There is no folder {path.parent} to write {path.name} in.")
