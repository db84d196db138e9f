"""Lexical search: BM25 over the products' texts (Robertson & Zaragoza 2009), through bm25s.

It finds what a shopper typed to the letter, which no embedding does reliably: names, numbers,
codes. k1 and b are low because product texts are short and repeat little.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
from numpy.typing import NDArray

from search.terms import terms

K1 = 0.6
B = 0.5


class WordIndex:
    """BM25 scores of every product for a query text."""

    def __init__(self, engine: Any, count: int) -> None:
        self._engine = engine
        self._count = count

    @classmethod
    def build(cls, texts: Sequence[str]) -> WordIndex:
        """An index over one text a product."""
        corpus = [terms(text) for text in texts]
        if not any(corpus):
            return cls(None, len(texts))
        engine = bm25s.BM25(k1=K1, b=B, method="lucene")
        engine.index(corpus, show_progress=False)
        return cls(engine, len(texts))

    def scores(self, text: str) -> NDArray[np.float32] | None:
        """(n,) BM25 scores, or None where the catalogue knows no word of the query."""
        if self._engine is None:
            return None
        known = [term for term in terms(text) if term in self._engine.vocab_dict]
        if not known:
            return None
        return np.asarray(self._engine.get_scores(known), dtype=np.float32)

    def write(self, folder: Path) -> None:
        folder.mkdir()
        (folder / "count.json").write_text(json.dumps(self._count))
        if self._engine is not None:
            self._engine.save(str(folder), show_progress=False)

    @classmethod
    def read(cls, folder: Path) -> WordIndex:
        count = json.loads((folder / "count.json").read_text())
        if not (folder / "params.index.json").exists():
            return cls(None, count)
        return cls(bm25s.BM25.load(str(folder), mmap=True), count)
