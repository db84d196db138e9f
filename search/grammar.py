"""The grammar of the search box: `2:linen + shirt - stripes` is three parts of different weight.

    part  ( " + " part | " - " part | " -word" )*        a part is  [weight ":"] words

Shoppers paste titles, and titles have signs in them: `Harbour tee - navy` is a name. A sign is
therefore read as one only where it cannot be anything else: a minus that leans on the word behind it
and stands apart from the one before (`shirt -stripes`), or any lone plus or minus in a text that has
a lone plus or a weight as well. Nothing in quotation marks is a sign, nor is one before a digit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from search.errors import InvalidQuery
from search.function_words import only_points

MOST_PARTS = 12
MOST_WEIGHT = 10.0

_QUOTED = re.compile(r'"[^"]*"')
_LONE = re.compile(r"(?<=\s)([+-])(?=\s)|(?<=\s)(-)(?=[^\W\d_]|\")|^(-)(?=[^\W\d_]|\")")
_WEIGHT = re.compile(r"^(\d+(?:\.\d+)?):(?=[^\W\d_]|\")")
_WITHOUT = re.compile(
    r"(?:(?<!\w)(?:with(?:out| no)|not?|ohne|kein\w*|sans|sin|senza|sem|zonder|geen|utan) (?=[^\W\d_]|\")"
    r"|不要|没有|不带|去掉)"
    r"(?P<what>\"[^\"]*\"|.+?)"
    r"(?=\s*(?:[,;，；。]| (?:but|in|with|for|aber|mais|pero|ma|mas|maar|men)\b|但|$))",
    re.IGNORECASE,
)
_EDGES = " ,;.，；。"
_WEIGHED = re.compile(r"(?:^|\s[+-]\s)\d+(?:\.\d+)?:(?=[^\W\d_]|\")")


@dataclass(frozen=True, slots=True)
class TextPart:
    """Words, and how much they are wanted: 1 as any, 2 twice as much, below 0 not at all."""

    weight: float
    text: str

    def __str__(self) -> str:
        """As the grammar writes it, without its sign."""
        size = abs(self.weight)
        return self.text if size == 1 else f"{size:g}:{self.text}"


def read_parts(text: str, *, beside: bool = False) -> tuple[TextPart, ...]:
    """The parts of a text in order; one of weight 1 where it is plain words (or where nothing in it
    is wanted), none where it is empty. `beside` a picture or a product, those that change it.

    Raises `InvalidQuery` for more than `MOST_PARTS`, or a weight outside 0 < w <= `MOST_WEIGHT`.
    """
    text = " ".join(text.split())
    found = [_read(sign, part) for sign, part in _parts(text) if part]
    if beside:
        found = [part for one in found for part in _changes(one)]
    elif text and not any(part.weight > 0 for part in found):
        return (TextPart(1.0, text),)
    if len(found) > MOST_PARTS:
        raise InvalidQuery(
            f"The query has {len(found)} parts; the limit is {MOST_PARTS}.",
            remedy="Leave out the parts that matter least.",
        )
    return tuple(found)


def write_parts(parts: Sequence[TextPart], *, beside: bool = False) -> str:
    """The text that reads as these parts, the wanted ones first; "" where nothing is wanted, but `beside` a
    picture or a product."""
    wanted = [part for part in parts if part.weight > 0]
    unwanted = [part for part in parts if part.weight < 0]
    if not wanted and not beside:
        return ""
    clear = len(wanted) > 1 or any(abs(part.weight) != 1 for part in parts)
    minus = " - " if clear else " -"  # which leans on its word where nothing else says it is a sign
    return (" + ".join(map(str, wanted)) + "".join(f"{minus}{part}" for part in unwanted)).strip()


def _parts(text: str) -> list[tuple[str, str]]:
    """(sign, words) in order."""
    hidden = _QUOTED.sub(lambda quoted: '"' + "x" * (len(quoted[0]) - 1), text)
    signs = list(_LONE.finditer(hidden))
    clear = any(m[1] == "+" for m in signs) or bool(_WEIGHED.search(hidden))
    signs = [m for m in signs if clear or m[1] is None]
    starts = [0, *(m.end() for m in signs)]
    ends = [*(m.start() for m in signs), len(text)]
    marks = ["+", *(m[0] for m in signs)]
    return [
        (mark, text[start:end].strip())
        for mark, start, end in zip(marks, starts, ends, strict=True)
    ]


def _changes(part: TextPart) -> list[TextPart]:
    """A part as it is meant beside a picture: what it says is there, and what it says is not."""
    if part.weight < 0 or part.text.startswith('"'):
        return [part]
    kept = _WITHOUT.sub(" ", part.text).strip(_EDGES)
    absent = [found["what"].strip(_EDGES) for found in _WITHOUT.finditer(part.text)]
    wanted = [] if only_points(kept) else [TextPart(part.weight, " ".join(kept.split()))]
    return wanted + [TextPart(-part.weight, words) for words in absent]


def _read(sign: str, words: str) -> TextPart:
    weight = 1.0
    if match := _WEIGHT.match(words):
        weight, words = float(match[1]), words[match.end() :]
        if not 0 < weight <= MOST_WEIGHT:
            raise InvalidQuery(
                f"The weight of {words!r} is {match[1]}; it must be over 0 and at most {MOST_WEIGHT:g}.",
                remedy="Write 2:linen for twice the weight, and - linen for what you do not want.",
            )
    return TextPart(-weight if sign == "-" else weight, words)
