"""The reasons for a score: which there are, what each looks at, and what each weighs.

A signal compares one part of the query (its words, its picture, a product to be like, the shopper's
history) with one block of a product. Its raw value is put on the catalogue's scale (0 typical, 1 as
the nearest usually is) and multiplied by its weight; a score is the sum of that over the signals.

The shipped weights are the same for every catalogue; a shop may learn its own from what is clicked
(`search.learning`). They were chosen by hand on shared cases, not fitted: `benchmarks/quality.py` and
`benchmarks/personal.py` say what they are worth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from search.blocks import COLOUR, IMAGE, PRINTED, SHARED_IMAGE, SHARED_TEXT, TEXT
from search.errors import InvalidQuery, nearest


class Part(StrEnum):
    """What of the query a signal speaks for; also a name that scales all of its signals at once."""

    TEXT = "text"
    IMAGE = "image"
    LIKE = "like"
    UNLIKE = "unlike"
    HISTORY = "history"
    SHOP = "shop"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Signal:
    """`blocks`, for a dense signal, are tried in order: the first that the index has is compared."""

    name: str
    part: Part
    weight: float
    meaning: str
    blocks: tuple[str, ...] = ()


WORDS = "words"
COVERAGE = "coverage"
PHRASE = "phrase"
LAST = "last_word"
CODE = "code"
UNWANTED = "unwanted"
LEXICAL = (WORDS, COVERAGE, PHRASE, LAST, CODE, UNWANTED)
"""The signals of `search.lexical`."""

COLOURED = "colour"
UNWANTED_COLOUR = "unwanted_colour"
UNWANTED_LOOK = "unwanted_look"
WORDS_IN_PICTURE = "words_in_picture"
PICTURE = "picture"
PICTURE_IN_TEXT = "picture_in_text"
UNALIKE = "unalike"
SCENE = "scene"
LIKE_PICTURE = "like_picture"

TASTE = "taste"
CATEGORY = "category"
BRAND = "brand"
PRICE = "price"
DISMISSED = "dismissed"
REPEAT = "repeat"
TOGETHER = "together"
POPULAR = "popular"
RISING = "rising"

PINNED = "pinned"
BOOSTED = "boosted"
BURIED = "buried"
"""What a merchant decided (`search.rules`). Nobody learns these: they say nothing of what shoppers want."""

SIGNALS: Mapping[str, Signal] = {
    signal.name: signal
    for signal in (
        Signal(WORDS, Part.TEXT, 0.25, "the query's words occur in its text"),
        Signal(COVERAGE, Part.TEXT, 0.35, "it has the words you wrote, rare ones above all"),
        Signal(PHRASE, Part.TEXT, 0.1, "it has words side by side as you wrote them"),
        Signal(LAST, Part.TEXT, 0.025, "it has the last word, which mostly names the thing"),
        Signal(CODE, Part.TEXT, 10.0, "that is its product number"),
        Signal(UNWANTED, Part.TEXT, -0.5, "it has words that you do not want"),
        Signal("meaning", Part.TEXT, 0.25, "its text means what the query means", (TEXT, SHARED_TEXT)),
        Signal(WORDS_IN_PICTURE, Part.TEXT, 0.3, "its picture shows the words", (SHARED_IMAGE,)),
        Signal(COLOURED, Part.TEXT, 3.5, "it has the colour you named", (COLOUR,)),
        Signal(UNWANTED_COLOUR, Part.TEXT, -3.5, "whether it has the colour you do not want"),
        Signal(UNWANTED_LOOK, Part.TEXT, -1.0, "it looks like what has the words you do not want"),
        Signal(PICTURE, Part.IMAGE, 1.0, "its picture looks like yours", (IMAGE, SHARED_IMAGE)),
        Signal(PICTURE_IN_TEXT, Part.IMAGE, 0.3, "its text describes your picture", (SHARED_TEXT,)),
        Signal(UNALIKE, Part.IMAGE, 2.0, "it looks nothing like your picture, which the words only change"),
        Signal("printed", Part.IMAGE, 1.0, "the words on your picture are on it", (PRINTED,)),
        Signal(SCENE, Part.IMAGE, 1.0, "part of your photograph looks like its picture"),
        Signal("like_text", Part.LIKE, 0.5, "its text is like that product's", (TEXT, SHARED_TEXT)),
        Signal(LIKE_PICTURE, Part.LIKE, 0.5, "its picture is like that product's", (SHARED_IMAGE,)),
        Signal("unlike_text", Part.UNLIKE, -0.25, "its text is like what you reject", (TEXT, SHARED_TEXT)),
        Signal("unlike_picture", Part.UNLIKE, -0.25, "its picture is like what you reject", (SHARED_IMAGE,)),
        Signal(TASTE, Part.HISTORY, 0.3, "it is near what you looked at and bought"),
        Signal(CATEGORY, Part.HISTORY, 0.10, "you often choose from its category"),
        Signal(BRAND, Part.HISTORY, 0.05, "you often choose its brand"),
        Signal(PRICE, Part.HISTORY, 0.05, "it is in your price range"),
        Signal(REPEAT, Part.HISTORY, 1.5, "you chose it before"),
        Signal(TOGETHER, Part.HISTORY, 0.4, "others chose it with what you chose"),
        Signal(DISMISSED, Part.HISTORY, -1.0, "you dismissed it"),
        Signal(POPULAR, Part.SHOP, 0.5, "many shoppers choose it these days"),
        Signal(RISING, Part.SHOP, 0.4, "more shoppers choose it than used to"),
        Signal(PINNED, Part.RULES, 1.0, "the shop puts it first here"),
        Signal(BOOSTED, Part.RULES, 1.0, "the shop puts it forward"),
        Signal(BURIED, Part.RULES, -1.0, "the shop puts it back"),
    )
}  # fmt: skip


SHIPPED = "shipped"
"""The version of weights that nobody learned."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """The weight of every signal in a query, before the gate. `version` names what was served but for the
    query's own overrides; `origin` says where it was learned, "" for what is shipped."""

    weights: Mapping[str, float]
    version: str = SHIPPED
    origin: str = ""


def resolve_weights(
    overrides: Mapping[str, float], learned: Mapping[str, float] | None = None
) -> dict[str, float]:
    """The weight of every signal: shipped, replaced by the learned one, by the query's own override,
    times its part's.

    Raises `InvalidQuery` for a name that is neither a signal nor a part.
    """
    known = [*SIGNALS, *Part]
    for name in overrides:
        if name not in known:
            raise InvalidQuery(
                f"There is no signal {name!r} to weigh.", remedy=nearest(name, known)
            )
    usual = learned or {}
    return {
        name: overrides.get(name, usual.get(name, signal.weight)) * overrides.get(signal.part, 1.0)
        for name, signal in SIGNALS.items()
    }


def block_of(wanted: tuple[str, ...], there: Mapping[str, int]) -> str | None:
    """The first wanted block that the index has."""
    return next((block for block in wanted if block in there), None)
