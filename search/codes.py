"""Product numbers: a query that is one finds its product before anything else.

Codes are the product ids, the values of columns that are nothing but codes (SKU, EAN, maker's part
number), and the model numbers in the texts. Case, spaces and hyphens do not count. Each is kept as
a 64-bit hash beside its product's row, sorted: 12 bytes a code, looked up by bisection.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.disk import mapped

MOST = 8
"""Products with one code. What more of them share is a property, such as a size."""


class Codes:
    """`keys` (c,) uint64 in order, and the product row of each, `rows` (c,) int32."""

    def __init__(self, keys: NDArray[np.uint64], rows: NDArray[np.int32]) -> None:
        self._keys, self._rows = keys, rows

    @classmethod
    def build(cls, codes: Iterable[tuple[str, int]]) -> Codes:
        """From codes as written and the rows of their products."""
        found = sorted({(_key(code), row) for code, row in codes if _bare(code)})
        return cls(
            np.array([key for key, _ in found], np.uint64),
            np.array([row for _, row in found], np.int32),
        )

    def find(self, text: str) -> NDArray[np.int64]:
        """The rows of the products whose code the whole of `text` is; mostly none."""
        if not _bare(text):
            return np.empty(0, np.int64)
        key = np.uint64(_key(text))
        first, last = (int(np.searchsorted(self._keys, key, side)) for side in ("left", "right"))
        rows = self._rows[first:last].astype(np.int64)
        return rows if len(rows) <= MOST else rows[:0]

    def write(self, folder: Path) -> None:
        np.save(folder / "code_keys.npy", self._keys, allow_pickle=False)
        np.save(folder / "code_rows.npy", self._rows, allow_pickle=False)

    @classmethod
    def read(cls, folder: Path) -> Codes:
        return cls(mapped(folder / "code_keys.npy"), mapped(folder / "code_rows.npy"))


def _bare(code: str) -> str:
    folded = unicodedata.normalize("NFKC", code).casefold()
    return "".join(character for character in folded if character.isalnum())


def _key(code: str) -> int:
    return int.from_bytes(blake2b(_bare(code).encode(), digest_size=8).digest(), "little")
