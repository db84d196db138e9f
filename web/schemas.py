"""What a request may say: the models that check it, and from which the API's description is made.

A field that is not here is an error, never ignored. Values that come in an address are text and are
read as the type that the field has; in JSON a number is a number and a list is a list. What a filter or
a weight may name is the index's to say, not ours. No Flask: the client (`web.client`) uses them too.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, FiniteFloat

from search.errors import InvalidCatalogue, InvalidEvents, InvalidInput, InvalidQuery, InvalidRule
from search.filters import Filter
from search.personal.event import Kind
from search.query import MAX_LIMIT, MAX_TEXT, Sort
from search.rules import MOST_STRENGTH, MOST_TEXT, Action, Rule
from search.suggest import MOST as MOST_SUGGESTIONS

PAGE = 24
"""Products on a page, unless `limit` says otherwise."""

MAX_USER = 200
"""Characters of a shopper's name."""

MAX_ID = 512

MAX_EVENTS = 10_000
"""Events in one request; larger histories are for `bowerbird events import`."""

Id = Annotated[str, Field(min_length=1, max_length=MAX_ID)]
Text = Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
Limit = Annotated[int, Field(ge=1, le=MAX_LIMIT, description="Products on a page.")]
User = Annotated[
    str,
    Field(
        max_length=MAX_USER,
        description="Whose history leans the order; the page's cookie does not.",
    ),
]
Filters = Annotated[
    tuple[Text, ...],
    Field(
        description="`column op value`, all of which must hold.",
        examples=[["price<=80", "colour in red,blue"]],
    ),
]


class Given(BaseModel):
    """`problem` is raised where a request does not fit; its code is what a program sees."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    problem: ClassVar[type[InvalidInput]] = InvalidQuery
    noun: ClassVar[str] = "parameter"


class SearchGiven(Given):
    """A search. One of `q`, `picture`, `like`, `user`, `filter`, `min_price`, `max_price` is needed."""

    q: str = Field(
        "",
        max_length=MAX_TEXT,
        description="The words; `2:linen + shirt - stripes` weighs its parts.",
        examples=["red mug"],
    )
    picture: str = Field(
        "", max_length=64, description="The name of a picture kept by `POST /api/v1/pictures`."
    )
    crop: str = Field(
        "",
        max_length=200,
        description="`left,top,right,bottom` as shares of the picture's width and height: only this "
        "region asks.",
        examples=["0.1,0.2,0.6,0.9"],
    )
    scene: Literal["yes", "no"] = Field(
        "no", description="`yes`: the picture shows many things; each of its regions asks."
    )
    mix: Annotated[float, Field(ge=0, le=1)] | None = Field(
        None,
        description="0 (words alone) to 1 (picture alone). It balances words *against* a picture: "
        "where only one of them is given, that one counts fully.",
    )
    like: tuple[Id, ...] = Field((), description="Product ids to be near to; they are left out.")
    unlike: tuple[Id, ...] = Field((), description="Product ids to be far from; left out too.")
    user: User = ""
    filter: Filters = ()
    min_price: FiniteFloat | None = Field(None, description="The same as the filter `price>=…`.")
    max_price: FiniteFloat | None = Field(None, description="The same as the filter `price<=…`.")
    sort: Sort = Field(
        Sort.RELEVANCE, description="By all but `relevance`, only the relevant products are listed."
    )
    group: str = Field(
        "",
        max_length=MAX_ID,
        description="A column, such as `item_group_id`: of the products that share its value only the "
        "best is a hit, the others are its `variants`.",
    )
    collapse: Literal["yes", "no"] = Field(
        "no",
        description="`yes`: near-duplicate listings, as found when the index was built, are one hit; the "
        "others are its `listings`.",
    )
    weight: dict[str, FiniteFloat] = Field(
        {},
        description="The weight of a signal by its name, or a factor for a part of the query "
        "(`text`, `image`, `like`, `unlike`, `history`, `rules`). In an address: `weight=words=0.5`.",
        examples=[{"words": 0.5}],
    )
    limit: Limit = PAGE
    offset: int = Field(0, ge=0, lt=2**31, description="Products to skip.")
    shown: Literal["yes", "no"] = Field(
        "no",
        description="`yes`: a shopper will see this list. It is kept with its evidence, so that weights "
        "can be learned from what is clicked in it.",
    )


class SearchBody(SearchGiven):
    """A search with a picture in it, or without."""

    image_base64: str | None = Field(
        None,
        description="The picture, a JPEG, PNG or WebP file, in base64. It is not kept.",
        json_schema_extra={"contentEncoding": "base64"},
    )


class SimilarGiven(Given):
    product: Id = Field(description="The product to be similar to.")
    user: User = ""
    filter: Filters = ()
    limit: Limit = 10


class RecommendGiven(Given):
    """For `user`, or what goes with the products of `basket`, leaning towards `user`: one of them is
    needed."""

    user: User = ""
    basket: tuple[Id, ...] = Field((), description="Product ids.")
    filter: Filters = ()
    limit: Limit = 10
    diversity: Annotated[float, Field(ge=0, le=1)] | None = Field(
        None,
        description="0 (the best, whatever they are) to 1 (as unlike each other as can be). Default: "
        "0.3 for a stranger, else 0.",
    )


class SuggestGiven(Given):
    q: str = Field("", max_length=MAX_TEXT, description="What was typed so far.")
    limit: Annotated[int, Field(ge=1, le=MOST_SUGGESTIONS)] = 8


class UserGiven(Given):
    user: Id = Field(description="The shop's own id of the shopper.")


class EventGiven(Given):
    """One thing that a shopper did."""

    problem: ClassVar[type[InvalidInput]] = InvalidEvents
    noun: ClassVar[str] = "field"

    user_id: Id = Field(description="The shop's own id of the shopper.")
    product_id: Id = Field(
        description="The shop's own id of the product; one that the index lacks is stored as well."
    )
    event: Kind
    query_id: Id | None = Field(None, description="Of the answer in which the product stood.")
    rank: Annotated[int, Field(ge=1, lt=2**31)] | None = Field(None, description="Its rank there.")
    timestamp: AwareDatetime | None = Field(
        None, description="ISO 8601 with a zone; default now.", examples=["2026-03-01T12:00:00Z"]
    )


class BuildGiven(Given):
    """A rebuild from a file that was uploaded, or that lies in the server's folder of catalogues."""

    problem: ClassVar[type[InvalidInput]] = InvalidCatalogue
    noun: ClassVar[str] = "field"

    catalogue: Id = Field(description="Its name in `GET /api/v1/catalogues`.")
    mapping: dict[str, str] = Field(
        {}, description="Columns that are not recognised by name.", examples=[{"title": "artikel"}]
    )
    allow_urls: bool = Field(False, description="Fetch pictures that are addresses.")
    by_itself: bool = Field(
        False, description="Activate it without a person, where little changes (docs/admin.md)."
    )


class EvaluateGiven(Given):
    noun: ClassVar[str] = "field"

    settings: Annotated[tuple[dict[str, FiniteFloat], ...], Field(min_length=1, max_length=2)] = (
        Field(({},), description="Weights, as of a search; with two, they are compared.")
    )


class RuleGiven(Given):
    """What a merchant decides of products: those named, and those that pass all filters."""

    problem: ClassVar[type[InvalidInput]] = InvalidRule
    noun: ClassVar[str] = "field"

    action: Action
    products: tuple[Id, ...] = Field((), description="Product ids; pins stand in this order.")
    filters: Filters = ()
    words: str = Field(
        "", max_length=MOST_TEXT, description="For queries with all of these words; blank: for all."
    )
    whole: bool = Field(False, description="For queries of these words and no other.")
    strength: Annotated[float, Field(ge=0, le=MOST_STRENGTH)] = Field(
        0.0, description="Of a boost or of burying: what it adds to the score, or takes off."
    )
    starts: AwareDatetime | None = None
    ends: AwareDatetime | None = None
    note: str = Field("", max_length=MOST_TEXT)

    def rule(self) -> Rule:
        """Raises `InvalidRule`, `InvalidFilter`."""
        fields = {name: getattr(self, name) for name in RuleGiven.model_fields}
        fields["filters"] = tuple(Filter.parse(expression) for expression in self.filters)
        return Rule(**fields)
