"""`bowerbird search`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from search.errors import InvalidQuery


@click.command()
@click.argument("text", required=False, default="")
@click.option(
    "--index", default="data/index", show_default=True, type=click.Path(path_type=Path),
    help="Folder of the index.",
)  # fmt: skip
@click.option(
    "--state", type=click.Path(path_type=Path), help="The shop's memory.  [default: INDEX.state]"
)
@click.option(
    "--image", type=click.Path(path_type=Path), help="A picture to look for (JPEG, PNG, WebP)."
)
@click.option(
    "--scene", is_flag=True, help="The picture shows many things: find what its regions show."
)
@click.option("--like", multiple=True, metavar="ID", help="A product to be like; may be repeated.")
@click.option(
    "--unlike", multiple=True, metavar="ID", help="A product to be unlike; may be repeated."
)
@click.option("--user", help="Whose history leans the ranking.")
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="EXPR",
    help="price<=80, category=Shoes, colour in red,blue.",
)
@click.option("-k", "--limit", default=10, show_default=True, help="Products a page.")
@click.option("--offset", default=0, show_default=True, help="Products to skip.")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "price", "-price", "newest"]),
    default="relevance",
    show_default=True,
)
@click.option("--group", default="", metavar="COLUMN", help="One hit for each of its values.")
@click.option("--collapse", is_flag=True, help="One hit for near-duplicate listings.")
@click.option(
    "--weight",
    "weights",
    multiple=True,
    metavar="NAME=VALUE",
    help="Weight of a signal, or factor of a part: image=2.",
)
@click.option("--explain", is_flag=True, help="Say why each product is where it is.")
@click.option("--json", "as_json", is_flag=True)
def search(
    text: str,
    index: Path,
    state: Path | None,
    image: Path | None,
    scene: bool,
    like: tuple[str, ...],
    unlike: tuple[str, ...],
    user: str | None,
    filters: tuple[str, ...],
    limit: int,
    offset: int,
    sort: str,
    group: str,
    collapse: bool,
    weights: tuple[str, ...],
    explain: bool,
    as_json: bool,
) -> None:
    """Find products by TEXT, a picture, or both."""
    from search.explain import as_text
    from search.filters import Filter
    from search.pictures import read
    from search.query import Query, Sort
    from search.searcher import Searcher

    query = Query(
        text=text,
        image=read(image) if image else None,
        scene=scene,
        like=like,
        unlike=unlike,
        user_id=user,
        filters=tuple(Filter.parse(expression) for expression in filters),
        limit=limit,
        offset=offset,
        sort=Sort(sort),
        group=group,
        collapse=collapse,
        weights=parse_weights(weights),
    )
    results = Searcher.open(index, state=state).search(query)
    if as_json:
        click.echo(json.dumps(results.as_dict(), ensure_ascii=False, indent=1))
    else:
        click.echo(as_text(results, explain=explain))


def parse_weights(pairs: tuple[str, ...]) -> dict[str, float]:
    """`name=value` each. Raises `InvalidQuery`."""
    weights = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        try:
            weights[name.strip()] = float(value)
        except ValueError:
            raise InvalidQuery(
                f"--weight {pair!r} cannot be read.", remedy="Write it as --weight image=2."
            ) from None
    return weights
