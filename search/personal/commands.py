"""`bowerbird recommend` and `bowerbird profile`: options into calls, results into words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Command = Callable[..., None]


def _places(command: Command) -> Command:
    index = click.option(
        "--index", default="data/index", show_default=True, type=click.Path(path_type=Path),
        help="Folder of the index.",
    )  # fmt: skip
    state = click.option(
        "--state",
        type=click.Path(path_type=Path),
        help="The shop's memory.  [default: INDEX.state]",
    )
    as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
    return index(state(as_json(command)))


@click.command()
@click.option("--user", help="For whom.")
@click.option("--product", help="What is similar to this product's id.")
@click.option("--basket", metavar="A,B", help="What goes with these products' ids.")
@click.option("--goes-with", is_flag=True, help="With --product: what goes with it.")
@click.option(
    "--filter", "filters", multiple=True, metavar="EXPR", help="price<=80, category=Shoes."
)
@click.option("-k", "--limit", default=10, show_default=True, help="How many products.")
@click.option(
    "--diversity", type=click.FloatRange(0, 1),
    help="0: the best; 1: as unlike each other as can be.  [default: 0.3 for a stranger, else 0]",
)  # fmt: skip
@click.option("--explain", is_flag=True, help="Say why each product is where it is.")
@_places
def recommend(
    user: str | None,
    product: str | None,
    basket: str | None,
    goes_with: bool,
    filters: tuple[str, ...],
    limit: int,
    diversity: float | None,
    explain: bool,
    index: Path,
    state: Path | None,
    as_json: bool,
) -> None:
    """Recommend products for a shopper, a product or a basket."""
    if product and basket:
        raise click.UsageError("--product and --basket are two questions: ask one.")
    if not (user or product or basket):
        raise click.UsageError("Say for whom or for what: --user, --product or --basket.")
    if goes_with and not product:
        raise click.UsageError("--goes-with says what of --product: name one.")
    from search.explain import as_text
    from search.filters import Filter
    from search.personal import recommend as recommending
    from search.searcher import Searcher

    searcher = Searcher.open(index, state=state)
    conditions = [Filter.parse(expression) for expression in filters]
    if product and not goes_with:
        if diversity is not None:
            raise click.UsageError("--diversity is for --user, --basket and --goes-with.")
        results = recommending.similar_to(
            searcher, product, user_id=user, filters=conditions, limit=limit
        )
    elif product or basket:
        ids = [part.strip() for part in (product or basket or "").split(",") if part.strip()]
        results = recommending.goes_with(
            searcher, ids if basket else [str(product)], user_id=user, filters=conditions,
            limit=limit, diversity=diversity or 0.0,
        )  # fmt: skip
    else:
        results = recommending.for_user(
            searcher, str(user), filters=conditions, limit=limit, diversity=diversity
        )
    if as_json:
        click.echo(json.dumps(results.as_dict(), ensure_ascii=False, indent=1))
    else:
        click.echo(as_text(results, explain=explain))


@click.command()
@click.argument("user", required=False)
@click.option("--segments", "wanted", is_flag=True, help="Groups of shoppers with a like taste.")
@_places
def profile(user: str | None, wanted: bool, index: Path, state: Path | None, as_json: bool) -> None:
    """Show what is known of USER, or the segments of all shoppers."""
    if bool(user) == wanted:
        raise click.UsageError("Name a USER, or ask for --segments.")
    from search.personal.portrait import MOST_SHOPPERS, portrait, segment_as_dict, segments
    from search.searcher import Searcher

    searcher = Searcher.open(index, state=state)
    if user:
        shown = portrait(searcher.profile(user), searcher.artifact, searcher.tastes)
        click.echo(
            json.dumps(shown, ensure_ascii=False, indent=1)
            if as_json
            else _portrait(shown, searcher)
        )
        return
    assert searcher.events is not None
    profiles = [searcher.profile(name) for name, _ in searcher.events.users(MOST_SHOPPERS)]
    found = [segment_as_dict(s) for s in segments(profiles, searcher.artifact, searcher.tastes)]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for number, segment in enumerate(found, 1):
        click.echo(f"{number}. {segment['size']:,} shoppers, such as {', '.join(segment['users'])}")
        click.echo(f"   typical: {_titles(segment['typical'], searcher)}")
        for line in _favourites(segment["favourites"]):
            click.echo(f"   {line}")
        if segment["price"] is not None:
            click.echo(f"   usual price {segment['price']:,.2f}")
    if not found:
        click.echo("No shopper has a history yet.")


def _portrait(shown: dict[str, Any], searcher: Any) -> str:
    lines = [f"{shown['user_id']}: {shown['events']:,} events, {shown['certainty']:.0%} sure"]
    if shown["unknown_products"]:
        lines.append(f"{shown['unknown_products']:,} events name products that the index lacks")
    for interest in shown["interests"]:
        lines.append(f"  {interest['share']:.0%}  {_titles(interest['typical'], searcher)}")
    if shown["price"]:
        lines.append(
            "  pays about {usual:,.2f} ({low:,.2f} to {high:,.2f})".format(**shown["price"])
        )
    lines += [f"  {line}" for line in _favourites(shown["favourites"])]
    lines += [
        f"  {item['times']:g} times  {_titles([item['product_id']], searcher)}"
        for item in shown["often"]
    ]
    return "\n".join(lines)


def _titles(products: list[str], searcher: Any) -> str:
    return "; ".join(searcher.product(product).title or product for product in products)


def _favourites(favourites: list[dict[str, Any]]) -> list[str]:
    return [
        f"{one['attribute']} {one['value']}: {one['share']:.0%} (catalogue {one['usual']:.0%})"
        for one in favourites
    ]
