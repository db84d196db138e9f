"""One line of goods, and the products it comes in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Line:
    """Goods of one design. Each entry of `colours` is a product: "ground/accent/third".

    `second` is the other picture that the first colour gets: back, angle, close or use;
    `use` is what changes in the drawing when it is shown in use. `about` holds one or more
    descriptions, taken in turn. `tags` are facts that the words may not spell out.
    """

    name: str
    form: str
    category: str
    brand: str
    price: float
    material: str
    about: tuple[str, ...]
    colours: tuple[str, ...]
    details: Mapping[str, Any] = field(default_factory=dict)
    second: str = ""
    use: Mapping[str, Any] = field(default_factory=dict)
    tags: str = ""
    colour_word: str = ""


@dataclass(frozen=True)
class Product:
    """One thing on sale, before the file's deliberate trouble is added."""

    sku: str
    line: Line
    ground: str
    inks: tuple[str, ...]
    title: str
    description: str
    price: float
    added: str
    in_stock: bool
    has_second: bool
    group: str

    @property
    def details(self) -> dict[str, Any]:
        """The drawing's settings, with this product's own inks in place."""
        out = dict(self.line.details)
        for name, ink in zip(("accent", "third"), self.inks, strict=False):
            out[name] = ink
        if "petals" not in out and self.inks:
            out["petals"] = self.inks
        return out

    @property
    def colour(self) -> str:
        """The colour as the shop states it."""
        if self.line.colour_word:
            return self.line.colour_word
        if self.inks and ("pattern" in self.line.details or self.line.details.get("two_tone")):
            return f"{self.ground} and {self.inks[0]}"
        return self.ground

    @property
    def facts(self) -> frozenset[str]:
        """Everything known about it, as words, for writing relevance judgements."""
        words = f"{self.line.category} {self.line.material} {self.line.tags} {self.colour}"
        words = words.replace(">", " ").replace(",", " ").lower()
        pattern = str(self.line.details.get("pattern", "plain")).replace(" ", "-")
        return frozenset([*words.split(), f"form:{self.line.form}", f"pattern:{pattern}"])
