"""What a shop sells: one row of a catalogue, cleaned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Attribute = str | float | bool
"""A catalogue column that has no name of its own here: text, a number, or yes/no."""


@dataclass(frozen=True, slots=True)
class Product:
    """A product as the shop wrote it, after cleaning and before any model saw it.

    `images` are the names of its pictures as the catalogue gives them, best first; they are
    resolved against the index's media folder only where a picture is read or served.
    """

    product_id: str
    title: str = ""
    description: str = ""
    category: str = ""
    brand: str = ""
    price: float | None = None
    currency: str = ""
    images: tuple[str, ...] = ()
    attributes: Mapping[str, Attribute] = field(default_factory=lambda: MappingProxyType({}))
    in_stock: bool | None = None
    url: str = ""
