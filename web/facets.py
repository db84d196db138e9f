"""The side column: what the products can be narrowed by, with counts, and what narrows them now.

Counts are those of the answer, except in a column that is filtered already: there they are counted
as if it were not, so that a shopper sees what else it offers and can choose a second value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search.filters import Filter, Op
from search.grammar import TextPart, write_parts
from search.query import Query
from search.ranking import grouping
from search.results import Results
from search.searcher import Searcher
from web.address import Address
from web.cards import readable_path
from web.language import _, later, say

MOST_VALUES = 30
"""Values of an attribute; a column with more (a model number, a size chart) is no choice."""

_FIRST = ("category", "brand", "colour", "color")
_NEVER = {"in_stock", "product_id"}
_OPEN, _SHOWN = 4, 8
_SAID = {
    Op.EQ: later("%(column)s: %(values)s"),
    Op.IN: later("%(column)s: %(values)s"),
    Op.NE: later("%(column)s: not %(values)s"),
    Op.LT: later("%(column)s under %(values)s"),
    Op.LE: later("%(column)s up to %(values)s"),
    Op.GT: later("%(column)s over %(values)s"),
    Op.GE: later("%(column)s from %(values)s"),
}
COLUMNS = (
    later("Category"), later("Brand"), later("Price"), later("Colour"), later("Color"),
    later("Material"), later("Size"), later("Group"), later("Added"), later("Currency"),
)  # fmt: skip
"""Names of columns that most catalogues have."""


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    count: int
    path: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """`shown` are seen at once, `rest` on demand; `opened` is whether the facet itself is."""

    column: str
    label: str
    shown: tuple[Choice, ...]
    rest: tuple[Choice, ...]
    opened: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """One active condition, and the address without it."""

    label: str
    path: str


def facets_of(
    results: Results, query: Query, *, address: Address, searcher: Searcher
) -> list[Facet]:
    counts = dict(results.facets)
    active = _active(address)
    for column, values in list(active.items()):
        wider = _without(column, query, searcher)
        if {value.casefold() for value in values} <= {label.casefold() for label in wider}:
            counts[column] = wider
        else:  # such as `category=Clothing`, which is no label but stands for many: choose below it
            del active[column]
    order = sorted(counts, key=_place)
    found: list[Facet] = []
    for column in order:
        few = len(counts[column]) <= MOST_VALUES or column in _FIRST
        if column in _NEVER or not few:
            continue
        chosen = active.get(column, ())
        choices = _choices(column, counts[column], chosen=chosen, address=address)
        if len(choices) > 1 or chosen:
            top, rest = choices[:_SHOWN], choices[_SHOWN:MOST_VALUES]
            opened = len(found) < _OPEN or bool(chosen)
            found.append(Facet(column, readable(column), top, rest, opened))
    return found


def stock_choice(results: Results, address: Address) -> Choice | None:
    """The switch to products that can be bought, where the catalogue says which can."""
    expression = "in_stock=yes"
    chosen = expression in address.all("filter")
    counts = results.facets.get("in_stock", {})
    if not counts and not chosen:
        return None
    path = address.drop("filter", expression) if chosen else address.add("filter", expression)
    return Choice(_("Only what is in stock"), counts.get("yes", 0), path.at("/"), chosen)


def chips_of(
    address: Address, parts: Sequence[TextPart] = (), *, beside: bool = False
) -> list[Chip]:
    """A chip for each part of the words, where they are in parts, and for each condition. The words may stand
    `beside` a picture or a product."""
    chips = []
    if len(parts) > 1 or any(part.weight < 0 for part in parts):
        for at, part in enumerate(parts):
            rest = write_parts([*parts[:at], *parts[at + 1 :]], beside=beside)
            chips.append(Chip(_part(part), address.put("q", rest).at("/")))
    chips += [
        Chip(sentence(Filter.parse(expression)), address.drop("filter", expression).at("/"))
        for expression in address.all("filter")
    ]
    if value := address.get("min_price"):
        chips.append(
            Chip(_("Price from %(price)s", price=value), address.drop("min_price").at("/"))
        )
    if value := address.get("max_price"):
        chips.append(
            Chip(_("Price up to %(price)s", price=value), address.drop("max_price").at("/"))
        )
    if address.get("collapse") == "no":
        chips.append(Chip(_("Every listing by itself"), address.drop("collapse").at("/")))
    for entry in address.all("weight"):
        label = _("Weight %(weight)s", weight=entry)
        chips.append(Chip(label, address.drop("weight", entry).at("/")))
    return chips


def _part(part: TextPart) -> str:
    words = part.text if abs(part.weight) == 1 else f"{part.text} ×{abs(part.weight):g}"
    return words if part.weight > 0 else _("not %(words)s", words=words)


def readable(column: str) -> str:
    """A column's name for a shopper; the catalogue's own, unless it is one that every shop has."""
    words = column.replace("_", " ").strip()
    return say(words[:1].upper() + words[1:])


def sentence(condition: Filter) -> str:
    """`colour in red,blue` as a shopper would say it: `Colour: red or blue`."""
    values = _(" or ").join(readable_path(value) for value in condition.values)
    return say(_SAID[condition.op], column=readable(condition.column), values=values)


def _place(column: str) -> int:
    if column == "currency":  # it only matters where there are several
        return len(_FIRST) + 1
    return _FIRST.index(column) if column in _FIRST else len(_FIRST)


def _active(address: Address) -> dict[str, tuple[str, ...]]:
    """The chosen values by column, of the filters that the side column can make."""
    filters = [Filter.parse(expression) for expression in address.all("filter")]
    return {f.column: f.values for f in filters if f.op in (Op.EQ, Op.IN)}


def _without(column: str, query: Query, searcher: Searcher) -> Mapping[str, int]:
    columns = searcher.artifact.filters
    others = tuple(f for f in query.filters if f.column != column)
    mask = columns.mask(others)
    if mask is None:
        mask = np.ones(len(searcher.artifact), dtype=bool)
    for product_id in (*query.like, *query.unlike):  # as the search itself leaves them out
        mask[searcher.artifact.require(product_id)] = False
    groups = grouping(query, searcher.artifact)
    return columns.facets(mask, groups=groups).get(column, {})


def _choices(
    column: str, counts: Mapping[str, int], *, chosen: tuple[str, ...], address: Address
) -> tuple[Choice, ...]:
    folded = {value.casefold() for value in chosen}
    return tuple(
        Choice(
            label=readable_path(value),
            count=count,
            path=_toggled(column, value, chosen=chosen, address=address),
            chosen=value.casefold() in folded,
        )
        for value, count in counts.items()
    )


def _toggled(column: str, value: str, *, chosen: tuple[str, ...], address: Address) -> str:
    """The address with `value` chosen if it was not, and the other way round."""
    values = tuple(v for v in chosen if v.casefold() != value.casefold())
    if len(values) == len(chosen):
        values = (*chosen, value)
        if any("," in v for v in values):  # `in` parts at commas: such a value stands alone
            values = (value,)
    for expression in address.all("filter"):
        old = Filter.parse(expression)
        if old.column == column and old.op in (Op.EQ, Op.IN):
            address = address.drop("filter", expression)
    if values:
        op = Op.EQ if len(values) == 1 else Op.IN
        address = address.add("filter", str(Filter(column, op, values)))
    return address.drop("offset").at("/")
