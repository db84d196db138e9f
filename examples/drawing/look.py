"""How one product should look: its colour, its pattern and the details of its form."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import patterns
from .colours import darker, is_dark, lighter, mix
from .patterns import Colour, Pattern


@dataclass(frozen=True)
class Look:
    """A form's settings; `side` is front, back or angle."""

    colour: str
    details: Mapping[str, Any] = field(default_factory=dict)
    side: str = "front"

    def get(self, name: str, default: Any = None) -> Any:
        """A detail, or what the form usually has."""
        return self.details.get(name, default)

    @property
    def back(self) -> bool:
        """Seen from behind."""
        return self.side == "back"

    @property
    def accent(self) -> Colour:
        """The second colour: given, or a sensible contrast."""
        chosen: Colour | None = self.get("accent")
        return chosen or ("ecru" if is_dark(self.colour) else darker(self.colour, 0.45))

    @property
    def thread(self) -> Colour:
        """A seam's colour: the cloth's own, a step away."""
        return lighter(self.colour, 0.22) if is_dark(self.colour) else darker(self.colour, 0.3)

    def cloth(self) -> Pattern:
        """The pattern asked for, in this product's colours."""
        ground, accent = self.colour, self.accent
        third: Colour = self.get("third") or mix(ground, accent, 0.5)
        size: float = self.get("size", 1.0)
        kind: str = self.get("pattern", "plain")
        made: dict[str, Pattern] = {
            "plain": patterns.plain(ground),
            "breton": patterns.stripes(ground, accent, pitch=5.6 * size, share=0.4),
            "stripes": patterns.stripes(ground, accent, pitch=11 * size, share=0.5),
            "retro stripes": patterns.stripes(ground, accent, third, pitch=8 * size, share=0.55),
            "pinstripe": patterns.stripes(ground, accent, pitch=4.2 * size, share=0.16, angle=90),
            "candy stripes": patterns.stripes(ground, accent, pitch=5 * size, share=0.5, angle=90),
            "gingham": patterns.gingham(ground, accent, 5 * size),
            "tartan": patterns.tartan(ground, accent, third, 15 * size),
            "windowpane": patterns.windowpane(ground, accent, 9 * size),
            "dots": patterns.dots(ground, accent, pitch=6.5 * size, radius=1.35 * size),
            "confetti": patterns.dots(ground, accent, third, pitch=6 * size, radius=1.1 * size),
            "zigzag": patterns.zigzag(ground, accent, pitch=9 * size),
            "herringbone": patterns.herringbone(ground, accent, 5 * size),
            "floral": patterns.floral(
                ground,
                self.get("petals", (accent, third)),
                self.get("leaf", "sage"),
                self.get("heart", "mustard"),
                11 * size,
            ),
            "leaves": patterns.leaves(ground, accent, third, pitch=9.5 * size),
            "stars": patterns.stars(ground, accent, pitch=10 * size, radius=2.6 * size),
            "speckle": patterns.speckle(ground, accent, share=0.2, scale=1.2 * size),
            "terrazzo": patterns.speckle(ground, accent, third, share=0.26, scale=3.2 * size),
            "fair isle": patterns.fair_isle(ground, accent, third, 17 * size),
        }
        if kind == "blocks":
            return patterns.blocks(
                (ground, self.get("cut", 40)), (accent, self.get("cut2", 62)), (third, 100)
            )
        return made[kind]


def jitter(chooser: random.Random, spread: float) -> float:
    """A small repeatable irregularity."""
    return chooser.uniform(-spread, spread)
