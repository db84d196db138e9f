"""Which condition emptied a result, and what there would be without it."""

from __future__ import annotations

from dataclasses import dataclass

from search.query import Query
from search.searcher import Searcher
from web.address import Address
from web.facets import Chip, chips_of
from web.forms import filters_of, given_in
from web.language import _

_MOST = 4


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The search without one condition: how many products pass the others."""

    label: str
    path: str
    count: int


def relaxed(query: Query, address: Address, searcher: Searcher) -> list[Relaxed]:
    """The ways back to products, those with the most first. Where no one condition is to blame, all of
    them are taken off."""
    if not query.filters:
        return []
    found = []
    for chip, without in _each_condition(address):
        if count := _passing(without, searcher):
            found.append(
                Relaxed(_("Without “%(condition)s”", condition=chip.label), chip.path, count)
            )
    if not found:
        bare = address.drop("filter").drop("min_price").drop("max_price")
        if count := _passing(bare, searcher) if bare.asks else 0:
            found.append(Relaxed(_("Without any condition"), bare.at("/"), count))
    return sorted(found, key=lambda one: -one.count)[:_MOST]


def _each_condition(address: Address) -> list[tuple[Chip, Address]]:
    conditions = [pair for pair in address if pair[0] in ("filter", "min_price", "max_price")]
    found = []
    for name, value in conditions:
        [chip] = chips_of(Address(((name, value),)))
        without = address.drop(name, value)
        if without.asks:
            found.append((Chip(chip.label, without.at("/")), without))
    return found


def _passing(address: Address, searcher: Searcher) -> int:
    mask = searcher.artifact.filters.mask(filters_of(given_in(address)))
    return len(searcher.artifact) if mask is None else int(mask.sum())
