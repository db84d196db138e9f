"""What the API answers: the models that describe it, and that the client (`web.client`) reads.

The server makes its answers from the kernel's own `as_dict` and does not check them again; tests do.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from search.personal.event import Kind


class Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Evidence(Answer):
    """One reason for a score; `contribution` is `scaled` times `weight`."""

    signal: str
    raw: float = Field(description="What was measured: a cosine, a BM25 score.")
    scaled: float = Field(description="0 as a typical product, 1 as the nearest usually is.")
    weight: float
    contribution: float


class Hit(Answer):
    """A product found. `score` is the sum of the contributions of its `evidence`."""

    rank: int
    product_id: str
    title: str
    score: float
    price: float | None
    currency: str
    image: str | None = Field(description="The catalogue's name of the picture that matched.")
    category: str
    brand: str
    in_stock: bool | None
    neutral_rank: int = Field(description="The rank that it has for a shopper without history.")
    moved: int = Field(description="Places gained through the shopper's history.")
    variants: list[str] = Field(description="Product ids, where the search groups.")
    evidence: list[Evidence]
    image_url: str | None = Field(
        description="A path on this server; its `w` may be 240, 480 or 960."
    )


class SearchAnswer(Answer):
    hits: list[Hit]
    total: int = Field(description="Products that pass the filters.")
    relevant: int = Field(description="Those of them that are what was asked for.")
    facets: dict[str, dict[str, int]]
    notes: list[str] = Field(description="What of the query was not used, or not as expected.")
    timings_ms: dict[str, float]
    index_version: str
    query_id: str
    rules: list[str] = Field(description="The merchant's rules that were followed.")
    weights_version: str
    next_offset: int | None = Field(
        description="The `offset` of the next page, null on the last one. Pages follow each other "
        "without a gap or a repeat while the index version and the history stay."
    )


class Suggestion(Answer):
    """A category or a product whose name has words that begin as typed, or nearly do."""

    kind: Literal["category", "product"]
    text: str
    value: str = Field(description="The whole category, or the product_id.")
    count: int = Field(description="Products behind it.")
    path: str = Field(description="Where the page goes with it.")


class SuggestAnswer(Answer):
    suggestions: list[Suggestion]


class PictureKept(Answer):
    picture: str = Field(description="Its name, for `picture=…`: a hash of its content.")


class EventsStored(Answer):
    stored: int = Field(description="How many were new.")
    unknown_products: int = Field(description="How many name a product that the index lacks.")


class ProductAnswer(Answer):
    product_id: str
    title: str
    description: str
    category: str
    brand: str
    price: float | None
    currency: str
    images: list[str]
    attributes: dict[str, str]
    in_stock: bool | None
    url: str
    image_urls: list[str] = Field(description="In the order of `images`.")


class Health(Answer):
    status: Literal["ok", "degraded"]
    index_version: str
    products: int
    encoder: str
    events: int
    trouble: str | None = Field(
        description="Why a newer version could not be opened while the one named still answers."
    )


class Favourite(Answer):
    """A value that is chosen more often than the catalogue has it."""

    attribute: str
    value: str
    share: float
    usual: float


class Interest(Answer):
    share: float
    typical: list[str] = Field(description="Product ids.")


class PriceBand(Answer):
    usual: float
    low: float
    high: float


class Often(Answer):
    product_id: str
    times: float


class ProfileAnswer(Answer):
    """What is known of a shopper's taste."""

    user_id: str
    events: int
    unknown_products: int
    certainty: float = Field(description="0 (nothing is known) to 1.")
    interests: list[Interest]
    price: PriceBand | None
    favourites: list[Favourite]
    often: list[Often]
    dismissed: list[str]


class EventAnswer(Answer):
    user_id: str
    product_id: str
    kind: Kind
    at: datetime
    query_id: str | None
    rank: int | None
    event_id: str


class ProfileExport(Answer):
    """Everything that is stored about a shopper, oldest first."""

    user_id: str
    events: list[EventAnswer]


class Forgotten(Answer):
    erased: int = Field(description="How many events that were.")


class Problem(Answer):
    """`code` is stable, for programs; `message` and `remedy` are for people."""

    code: str
    message: str
    remedy: str
    value: Any = Field(description="What was wrong, where it is plain data.")
    limit: Any = Field(description="What it must be under, over or among, where there is such.")
    request_id: str


class ProblemAnswer(Answer):
    error: Problem
