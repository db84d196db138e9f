"""Texts of several threads in one batch: a model reads its weights once for all of them.

A small model with one short text spends its time fetching weights from memory, so that four texts
together cost little more than one. Nobody is kept waiting for company: who comes first is encoded
at once, and what others ask for meanwhile goes in together, next.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from search.encoders.base import Rows

Encode = Callable[[Sequence[str]], Rows]


@dataclass(slots=True, eq=False)
class _Wish:
    texts: Sequence[str]
    rows: Rows | None = None


class Together:
    """`encode` for many threads: the same rows, one call at a time, of whatever is waited for."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._turn = threading.Lock()
        self._waiting: list[_Wish] = []

    def __call__(self, texts: Sequence[str]) -> Rows:
        wish = _Wish(texts)
        self._waiting.append(wish)
        with self._turn:
            if wish in self._waiting:  # nobody took it along
                self._answer()
        if wish.rows is None:
            # What fails for all together is asked alone: only who asks it is told.
            wish.rows = self._encode(texts)
        return wish.rows

    def _answer(self) -> None:
        """Encodes everything that is waited for by now."""
        count = len(self._waiting)  # it may grow meanwhile; only who has the turn takes from it
        wishes, self._waiting[:count] = self._waiting[:count], []
        texts = [text for wish in wishes for text in wish.texts]
        try:
            rows = self._encode(texts)
        except Exception:
            return
        ends = np.cumsum([len(wish.texts) for wish in wishes])
        for wish, mine in zip(wishes, np.split(rows, ends[:-1]), strict=True):
            wish.rows = mine
