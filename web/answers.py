"""What the API answers: the models that describe it, and that the client (`web.client`) reads.

The server makes its answers from the kernel's own `as_dict` and does not check them again; tests do.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from search.personal.event import Kind
from search.rules import Action


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
    region: tuple[float, float, float, float] | None = Field(
        description="The part of the photograph that found it, where it is a scene: left, top, right and "
        "bottom as shares of its sides."
    )
    variants: list[str] = Field(description="Product ids, where the search groups.")
    listings: list[str] = Field(
        description="Product ids of other listings of the same thing, where the search collapses them."
    )
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


class Version(Answer):
    name: str
    built_at: str
    products: int
    encoder: str
    size: int = Field(description="Bytes on disk.")
    active: bool
    trouble: str = Field(description="Why it cannot be used, where it cannot.")


class VersionsAnswer(Answer):
    versions: list[Version] = Field(description="The newest first.")


class Activated(Answer):
    version: str


class Count(Answer):
    count: int
    examples: list[str] = Field(description="Product ids, the first few.")


class ProductDifference(Answer):
    same: int
    added: Count
    removed: Count
    changed: Count


class Overlap(Answer):
    words: str
    share: float = Field(description="Of the first ten that both versions answer with, 0 to 1.")


class AnswerDifference(Answer):
    queries: int = Field(description="Those asked most lately.")
    mean: float | None
    least: list[Overlap] = Field(description="The least alike first.")


class DifferenceAnswer(Answer):
    """What a version would change of the active one."""

    active: str
    version: str
    products: ProductDifference
    answers: AnswerDifference


class CatalogueFileAnswer(Answer):
    name: str
    size: int
    uploaded: bool


class CataloguesAnswer(Answer):
    catalogues: list[CatalogueFileAnswer]


class CheckAnswer(Answer):
    """What a build would see."""

    rows: int
    products: int
    pictures: int
    without_picture: int
    mapping: dict[str, str | list[str] | None] = Field(description="Columns by noun.")
    attributes: list[str]
    sample: list[dict[str, Any]]
    problems: dict[str, Any] = Field(description="Counts `by_kind`, and `rows` of each kind.")
    media: str


class JobAnswer(Answer):
    """Long work, one at a time."""

    kind: str
    name: str
    by: str
    started: str
    state: Literal["running", "done", "failed", "stopped"]
    stage: str
    done: int
    total: int
    seconds: float
    problem: str
    results: list[dict[str, Any]] = Field(description="What its commands printed.")
    after: dict[str, Any] = Field(description="What was found out, or done, when it had ended.")


class LatestJob(Answer):
    job: JobAnswer | None


class Stopped(Answer):
    stopped: bool


class EvaluationsAnswer(Answer):
    evaluations: list[dict[str, Any]] = Field(description="The oldest first.")


class RuleAnswer(Answer):
    rule_id: str
    action: Action
    products: list[str]
    filters: list[str]
    words: str
    whole: bool
    strength: float
    starts: datetime | None
    ends: datetime | None
    note: str


class RulesAnswer(Answer):
    rules: list[RuleAnswer] = Field(description="Those that stand, whatever their dates.")
    troubles: dict[str, str] = Field(description="Why the index cannot follow one, by its id.")


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
