"""What a search answers: hits in order, each with the evidence that put it there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from search.product import Product
from search.signals import Weighing


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a score.

    `raw` is what the signal measured (a cosine, a BM25 score); `scaled` is the same on the common
    scale of this catalogue, 0 = as a typical product, 1 = as the nearest product usually is.
    """

    signal: str
    raw: float
    scaled: float
    weight: float

    @property
    def contribution(self) -> float:
        return self.scaled * self.weight


@dataclass(frozen=True, slots=True)
class Hit:
    """A product found. `score` is the sum of the contributions of its `evidence`.

    `neutral_rank` is the rank it would have for a shopper without history: the same number as
    `rank` where history moved nothing. `picture` is the index in `product.images` of the picture
    that matched a picture query best, or None. `variants` are the other products of its group that
    were found, best first, where the query groups; `listings` the ids of other listings of the same thing,
    where it collapses them. `region` is the part of the query's photograph that found it (left, top,
    right, bottom, as shares of its sides) where the photograph is a scene.
    """

    product: Product
    rank: int
    score: float
    evidence: tuple[Evidence, ...]
    neutral_rank: int
    picture: int | None = None
    variants: tuple[Product, ...] = ()
    listings: tuple[str, ...] = ()
    region: tuple[float, float, float, float] | None = None

    @property
    def product_id(self) -> str:
        return self.product.product_id

    @property
    def moved(self) -> int:
        """Places gained through the shopper's history (negative: places lost)."""
        return self.neutral_rank - self.rank

    def as_dict(self) -> dict[str, Any]:
        matched = self.product.images[self.picture or 0] if self.product.images else None
        return {
            "rank": self.rank,
            "product_id": self.product.product_id,
            "title": self.product.title,
            "score": self.score,
            "price": self.product.price,
            "currency": self.product.currency,
            "image": matched,
            "category": self.product.category,
            "brand": self.product.brand,
            "in_stock": self.product.in_stock,
            "neutral_rank": self.neutral_rank,
            "moved": self.moved,
            "region": self.region,
            "variants": [variant.product_id for variant in self.variants],
            "listings": list(self.listings),
            "evidence": [
                {
                    "signal": e.signal,
                    "raw": e.raw,
                    "scaled": e.scaled,
                    "weight": e.weight,
                    "contribution": e.contribution,
                }
                for e in self.evidence
            ],
        }


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits.

    `total` counts the products that pass the filters (groups of them, where the query groups), and
    `relevant` those among them that are what was asked for, as far as their scores tell: a ranking has
    no natural end. Where nothing was asked they are the same. `facets` counts the same by column and
    value, values of the best hits first, then the most frequent. `notes` says, in sentences for a
    person, everything about the query that was not used or not as expected. `timings` are milliseconds
    by stage. `weighing` is where the weights come from.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    notes: tuple[str, ...]
    timings: Mapping[str, float]
    index_version: str
    query_id: str
    relevant: int = 0
    rules: tuple[str, ...] = ()
    """The ids of the merchant's rules that were followed (`search.rules`)."""
    weighing: Weighing = field(default_factory=lambda: Weighing({}))

    def as_dict(self) -> dict[str, Any]:
        return {
            "hits": [hit.as_dict() for hit in self.hits],
            "total": self.total,
            "relevant": self.relevant,
            "facets": {column: dict(counts) for column, counts in self.facets.items()},
            "notes": list(self.notes),
            "timings_ms": dict(self.timings),
            "index_version": self.index_version,
            "query_id": self.query_id,
            "rules": list(self.rules),
            "weights_version": self.weighing.version,
        }
