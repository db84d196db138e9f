"""Addresses: the parameters of a search as they stand in one, those next to it, and a product's.

Every link of a page (drop this filter, next page, more like this) is the present address with one
thing changed; here is the only place that changes it. It knows names and order, not meanings:
`web.forms` reads a query out of an address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, urlencode

from search.errors import InvalidQuery, nearest

SINGLE = (
    "q", "picture", "crop", "scene", "mix", "user", "sort", "group", "collapse", "min_price",
    "max_price", "limit", "offset", "shown",
)  # fmt: skip
REPEATED = ("filter", "like", "unlike", "weight")
PARAMETERS = (*SINGLE, *REPEATED)

_ASKING = {"q", "picture", "like", "filter", "min_price", "max_price"}  # "not this" asks nothing


@dataclass(frozen=True, slots=True)
class Address:
    """Names and values in the order they were given; immutable."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """Drops blank values, as an untouched field of a form sends them.

        Raises `InvalidQuery` for a parameter that nobody knows, or a single one that comes twice.
        """
        kept = [(name, value.strip()) for name, value in pairs]
        for name, _ in kept:
            if name not in PARAMETERS:
                raise InvalidQuery(
                    f"There is no parameter {name!r}.", remedy=nearest(name, list(PARAMETERS))
                )
        address = cls(tuple((name, value) for name, value in kept if value))
        for name in SINGLE:
            if len(set(address.all(name))) > 1:
                raise InvalidQuery(f"{name} is given more than once.", remedy="Give it once.")
        return address

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.pairs)

    def get(self, name: str) -> str:
        """The value of a single parameter, "" where it is not given."""
        return next((value for key, value in self.pairs if key == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.pairs if key == name)

    @property
    def asks(self) -> bool:
        """Whether it says what is wanted, beside who asks and how to show it."""
        return any(name in _ASKING for name, _ in self.pairs)

    def put(self, name: str, value: str, *, keep: bool = False) -> Self:
        """With `name` set to `value`, or removed where it is blank; back on the first page, unless the
        page is to be kept."""
        gone = (name,) if keep else (name, "offset")
        kept = [(n, v) for n, v in self.pairs if n not in gone]
        return type(self)((*kept, (name, value)) if value else tuple(kept))

    def add(self, name: str, value: str) -> Self:
        """With one more `name`; back on the first page."""
        kept = tuple((n, v) for n, v in self.pairs if n != "offset" and (n, v) != (name, value))
        return type(self)((*kept, (name, value)))

    def drop(self, name: str, value: str | None = None) -> Self:
        """Without `name` (of that value); back on the first page."""
        return type(self)(
            tuple(
                (n, v)
                for n, v in self.pairs
                if n != "offset" and not (n == name and value in (None, v))
            )
        )

    def only(self, *names: str) -> Self:
        return type(self)(tuple((n, v) for n, v in self.pairs if n in names))

    def at(self, path: str) -> str:
        """`path` with these parameters."""
        return f"{path}?{urlencode(self.pairs)}" if self.pairs else path


def product_path(product_id: str, **asked: str) -> str:
    """The page of a product, whose id may hold anything; `asked` says from which list it was opened."""
    path, named = id_path("/p", product_id)
    given = {**named, **asked}
    return f"{path}?{urlencode(given)}" if given else path


def id_path(path: str, product_id: str) -> tuple[str, dict[str, str]]:
    """`path` with a product's id behind it; or without, and `id` as a parameter, where the id has a part
    that browsers take for "here" or "one up" however it is written (`.`, `..`)."""
    if {".", ".."} & set(product_id.split("/")):
        return path, {"id": product_id}
    return f"{path}/{quote(product_id)}", {}


def inside(path: str) -> str:
    """`path` if it stays on this site, else the home page: where a form may send someone back to."""
    # Browsers read "/\example.com" and "//example.com" as another host.
    safe = path.startswith("/") and path[1:2] not in ("/", "\\") and path.isprintable()
    return path if safe else "/"
