"""A product's own picture and "without WORD": how much of the answer has the word all the same.

    python -m benchmarks.without             # about two minutes

Products whose text has the word ask with their own picture; of the ten best the share that has it (less is
better) and the share of the same kind (more is better) are counted, with the shipped weights, and without
what unwanted words look like (`search.looks`), without the words themselves, and without either. Texts that
have a word and pictures that show it are not the same: a "lace" may be a shoe's. Writes results/without.json.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from typing import Any

import click
import numpy as np

from benchmarks.machine import write_result
from benchmarks.shop import Shop
from benchmarks.tasks import SEED
from search import pictures
from search.query import Query

SHOPS = {"fashion-myntra": "articletype", "hm-fashion": "product_type_name"}
"""Catalogues, and the column that says what kind a product is of."""

WORDS = {
    "stripes": "strip", "checks": "check", "print": "print", "flowers": "floral|flower", "lace": "lace",
    "denim": "denim", "leather": "leather",
}  # fmt: skip
"""What is not wanted, and what a text has that has it."""

QUERIES, LEAST, FIRST = 25, 20, 10
"""Of a word, and the fewest products that must have it; products of an answer that are counted."""

WEIGHTS: Mapping[str, dict[str, float]] = {
    "shipped": {},
    "without the look": {"unwanted_look": 0.0},
    "without the words": {"unwanted": 0.0},
    "without either": {"unwanted_look": 0.0, "unwanted": 0.0},
}


def measured(name: str, kind: str, word: str, pattern: str, shop: Shop) -> dict[str, Any] | None:
    """By weights: the share of the ten best that has the word, and that is of the kind of the query's."""
    searcher = shop.searcher
    table = searcher.artifact.products
    ids = table.column("product_id").to_pylist()
    texts = zip(
        table.column("title").to_pylist(), table.column("description").to_pylist(), strict=True
    )
    has = {
        i
        for i, said in zip(ids, texts, strict=True)
        if re.search(pattern, " ".join(filter(None, said)).lower())
    }
    kinds = dict(zip(ids, table.column(kind).to_pylist(), strict=True))
    shown = {i for i in has if searcher.product(i).images}
    if len(shown) < LEAST:
        return None
    asking = random.Random(SEED).sample(sorted(shown), min(QUERIES, len(shown)))
    found: dict[str, Any] = {
        "shop": name,
        "word": word,
        "products": len(has),
        "queries": len(asking),
    }
    for label, weights in WEIGHTS.items():
        having, alike = [], []
        for product_id in asking:
            picture = pictures.read(shop.folder / searcher.product(product_id).images[0])
            query = Query(text=f"without {word}", image=picture, limit=FIRST + 1, weights=weights)
            best = [hit.product_id for hit in searcher.search(query).hits]
            best = [one for one in best if one != product_id][:FIRST]
            having.append(np.mean([one in has for one in best]))
            alike.append(np.mean([kinds[one] == kinds[product_id] for one in best]))
        found[label] = {"have_it": float(np.mean(having)), "of_the_kind": float(np.mean(alike))}
    return found


@click.command()
def main() -> None:
    """Count what is not wanted."""
    rows = []
    for name, kind in SHOPS.items():
        shop = Shop(name)
        for word, pattern in WORDS.items():
            if (found := measured(name, kind, word, pattern, shop)) is not None:
                click.echo(found)
                rows.append(found)
    click.echo(f"wrote {write_result('without', {'first': FIRST, 'rows': rows})}")


if __name__ == "__main__":
    main()
