"""A product as one row of numbers: unit blocks side by side, and a flag for each that is there.

    text | image | shared_text | shared_image | has_text | has_image | … | mean, share | … | zeros

Every dense signal of a query is an inner product with one block, put on the catalogue's scale by an
affine map. A weighted sum of such signals is therefore *one* inner product between the whole product
row and one query row: the flags carry the constants, and a block that is missing contributes nothing
instead of counting as dissimilar. That identity is what lets a single pass of a vector index return
the fused ranking; `tests/contract/test_one_inner_product.py` holds it to the sum of its parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from search.background import Correction

TEXT = "text"
"""The product's own text in the text tower's space. Absent where the encoder is shared already."""

IMAGE = "image"
"""The product's pictures in their tower's own space; only in small catalogues (`search.alignment`)."""

SHARED_TEXT = "shared_text"
SHARED_IMAGE = "shared_image"
"""The centroid of the product's pictures in the shared space."""

LANES = 16
"""Columns that FAISS takes at once. Rows of any other width it adds up one column at a time, thirty
times slower: so rows end in columns of zeros."""

PRINTED = "printed"
"""What is printed on the product's pictures, and its name (`search.printed`); only where pictures of the
catalogue have something to read."""

COLOUR = "colour"
"""The colours that the product's text names, or else those of its pictures (`search.colour`)."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which blocks a row has, in order, with their widths in columns; `corrected` are the signals that have
    two columns of what a background says of them (`search.background`) after the flags."""

    blocks: Mapping[str, int]
    corrected: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        used = self._constants + 2 * len(self.corrected)
        return -(-used // LANES) * LANES

    @property
    def _constants(self) -> int:
        """The column after the blocks and their flags."""
        return sum(self.blocks.values()) + len(self.blocks)

    def columns(self, block: str) -> slice:
        start = 0
        for name, size in self.blocks.items():
            if name == block:
                return slice(start, start + size)
            start += size
        raise KeyError(block)

    def flag(self, block: str) -> int:
        return sum(self.blocks.values()) + list(self.blocks).index(block)

    def correction(self, signal: str) -> int | None:
        """The column of a signal's mean over the background, its share being the next; or None."""
        if signal not in self.corrected:
            return None
        return self._constants + 2 * self.corrected.index(signal)

    def assemble(
        self,
        parts: Mapping[str, NDArray[np.float32]],
        corrections: Mapping[str, Correction] = MappingProxyType({}),
    ) -> NDArray[np.float16]:
        """(n, width) float16 rows from (n, size) unit rows a block, where a zero row is a missing
        block, and a correction for each signal in `corrected`."""
        n = len(next(iter(parts.values())))
        rows = np.zeros((n, self.width), np.float16)
        for name in self.blocks:
            rows[:, self.columns(name)] = parts[name]
            rows[:, self.flag(name)] = np.any(parts[name], axis=1)
        for name in self.corrected:
            at = self.correction(name)
            assert at is not None
            rows[:, at], rows[:, at + 1] = corrections[name].mean, corrections[name].share
        return rows

    def as_dict(self) -> dict[str, Any]:
        return {"blocks": dict(self.blocks), "corrected": list(self.corrected)}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        return cls(dict(stored["blocks"]), tuple(stored["corrected"]))
