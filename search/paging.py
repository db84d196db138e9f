"""A page cut from a ranking: its products, each with the evidence that put it there."""

from __future__ import annotations

import numpy as np

from search.artifact import Artifact
from search.encoders.base import Rows
from search.fusion import evidence
from search.product import Product
from search.query import Query
from search.ranking import MOST_VARIANTS, Ranking
from search.results import Hit


def page(ranking: Ranking, query: Query, image: Rows | None, artifact: Artifact) -> list[Hit]:
    """The hits of a query's page; `image` (d_image,) is its picture, for the pictures that match it."""
    shared = None if image is None else _in_shared_space(artifact, image)
    hits = []
    shown = range(query.offset, min(query.offset + query.limit, len(ranking.rows)))
    products = artifact.products_at(ranking.rows[shown.start : shown.stop])
    for at, product in zip(shown, products, strict=True):
        row = int(ranking.rows[at])
        variants, listings = _others(artifact, ranking, at, collapse=query.collapse)
        hits.append(
            Hit(
                product=product,
                rank=at + 1,
                score=float(ranking.scores[at]),
                evidence=evidence(ranking.measured, at),
                neutral_rank=int(ranking.neutral[at]),
                picture=None if shared is None else _best_picture(artifact, row, shared),
                variants=variants,
                listings=listings,
                region=None if ranking.scene is None else ranking.scene.region(row),
            )
        )
    return hits


def _others(
    artifact: Artifact, ranking: Ranking, at: int, *, collapse: bool
) -> tuple[tuple[Product, ...], tuple[str, ...]]:
    """Of the group of a hit its variants, and the ids of its other listings if they are collapsed."""
    if not ranking.variants:
        return (), ()
    rows, listings = ranking.variants[at], np.empty(0, np.int64)
    if collapse and len(rows):
        group = artifact.listings[rows]
        own = group == artifact.listings[ranking.rows[at]]
        rows, listings, group = rows[~own], rows[own], group[~own]
        rows = rows[np.sort(np.unique(group, return_index=True)[1])]  # each variant once
    return (
        tuple(artifact.products_at(rows[:MOST_VARIANTS])),
        tuple(artifact.product_id(int(row)) for row in listings),
    )


def _best_picture(artifact: Artifact, row: int, shared: Rows) -> int | None:
    """Which of a product's pictures is nearest to the query's; None where it has none."""
    start, stop = np.searchsorted(artifact.picture_of[:, 0], [row, row + 1])
    if start == stop:
        return None
    nearest = int(np.argmax(artifact.pictures[start:stop].astype(np.float32) @ shared))
    return int(artifact.picture_of[start + nearest, 1])


def _in_shared_space(artifact: Artifact, image: Rows) -> Rows:
    return image if artifact.alignment is None else artifact.alignment.images(image[None])[0]
