"""What a shopper asks for. A `Query` is valid once it exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from search.errors import InvalidQuery
from search.filters import Filter
from search.grammar import TextPart, read_parts

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_TEXT = 2_000
"""Characters. Longer than any search box needs; long enough to paste a product description."""

MAX_LIMIT = 1_000
"""Products on one page."""


class Sort(StrEnum):
    RELEVANCE = "relevance"
    PRICE_UP = "price"
    PRICE_DOWN = "-price"
    NEWEST = "newest"


class QueryKind(StrEnum):
    """What a query asks with: what a good weight is depends on it (`search.learning`)."""

    WORDS = "words"
    PICTURE = "picture"
    BOTH = "both"
    LIKE = "like"
    BROWSE = "browse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Words, a picture, products to be near to or far from, and who asks.

    `scene` takes the picture for a photograph with many things in it, whose regions each ask
    (`search.scene`). `group` names a column: of the products that share its value only the best is a
    hit, and the others are its variants. `collapse` does the same with near-duplicate listings, as found
    when the index was built. `parts` is the text as `search.grammar` reads it: words, and how much they
    are wanted.

    At least one of `text`, `image`, `like`, `user_id` or `filters` says what is wanted. `weights`
    overrides the index's default weight of a signal by its name (see `search.signals`), or scales
    all signals of one part of the query by the name of the part: `{"image": 0}` ignores the picture.

    Raises `InvalidQuery` for an empty query, text over `MAX_TEXT` characters or that is no Unicode, a
    scene without a picture, a page outside 0 < limit <= `MAX_LIMIT`, or a weight that is not a finite number.
    """

    text: str = ""
    image: Image | None = None
    scene: bool = False
    like: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    user_id: str | None = None
    filters: tuple[Filter, ...] = ()
    limit: int = 24
    offset: int = 0
    weights: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    sort: Sort = Sort.RELEVANCE
    group: str = ""
    collapse: bool = False
    parts: tuple[TextPart, ...] = field(init=False, default=())

    @property
    def wanted(self) -> str:
        """The words of the text that are wanted, without signs and weights."""
        return " ".join(part.text for part in self.parts if part.weight > 0)

    @property
    def unwanted(self) -> str:
        """Those that are not."""
        return " ".join(part.text for part in self.parts if part.weight < 0)

    @property
    def beside(self) -> bool:
        """Whether the words stand beside a picture or a product, and say what is to be otherwise."""
        return self.image is not None or bool(self.like)

    @property
    def asks(self) -> bool:
        """Whether anything is looked for, rather than browsed."""
        return bool(self.text or self.image or self.like)

    @property
    def kind(self) -> QueryKind:
        if self.like:
            return QueryKind.LIKE
        if self.image is not None:
            return QueryKind.BOTH if self.text else QueryKind.PICTURE
        return QueryKind.WORDS if self.text else QueryKind.BROWSE

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", " ".join(self.text.split()))
        if len(self.text) > MAX_TEXT:
            raise InvalidQuery(
                f"The query has {len(self.text):,} characters; the limit is {MAX_TEXT:,}.",
                remedy="Shorten it to the words that matter.",
                value=len(self.text),
                limit=MAX_TEXT,
            )
        try:
            self.text.encode()
        except UnicodeEncodeError:
            raise InvalidQuery(
                f"The query {self.text[:80]!r} has half a character.", remedy="Write it in UTF-8."
            ) from None
        object.__setattr__(self, "parts", read_parts(self.text, beside=self.beside))
        if not (self.text or self.image or self.like or self.user_id or self.filters):
            raise InvalidQuery(
                "The query is empty.",
                remedy="Give words, a picture, a product to be like, a filter or a user.",
            )
        if self.scene and self.image is None:
            raise InvalidQuery(
                "There is no photograph whose things could be looked for.",
                remedy="Give a picture with scene, or leave scene out.",
            )
        if not 0 < self.limit <= MAX_LIMIT:
            raise InvalidQuery(
                f"limit is {self.limit}; it must be from 1 to {MAX_LIMIT:,}.",
                remedy="Ask for fewer products a page and use offset for the next page.",
                value=self.limit,
                limit=MAX_LIMIT,
            )
        if self.offset < 0:
            raise InvalidQuery(f"offset is {self.offset}; it must be 0 or more.")
        for name, weight in self.weights.items():
            if not abs(weight) < 1e6:  # also refuses NaN
                raise InvalidQuery(f"weight {name!r} is {weight}; it must be a finite number.")
