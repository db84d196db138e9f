"""The words that a catalogue uses over and over, as columns beside what a text means.

A text tower made of other people's sentences hardly tells *ribbed* from *pleated*; a catalogue that says
either of hundreds of pictured products can. Each term that enough products share is a column of its own,
1 where a text has it, and so is each pair of neighbouring terms (*wide leg*): the alignment learns what
they look like, and falls back on the meaning for all other words.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

from search.encoders.base import Rows
from search.terms import ENGLISH, terms

MOST = 1_024
"""Columns: the commonest."""

SHARED_BY = 3
"""Texts that a term must be in: of a rarer one nothing general can be learned."""


@dataclass(frozen=True)
class Vocabulary:
    """`terms` in the order of their columns, read as `language` is (`search.terms`)."""

    terms: tuple[str, ...] = ()
    language: str = ENGLISH
    _column: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_column", {term: i for i, term in enumerate(self.terms)})

    @classmethod
    def of(cls, texts: Sequence[str], *, language: str = ENGLISH) -> Vocabulary:
        """The commonest terms of `texts`; those of equal number in order of the alphabet."""
        counts = Counter(term for text in texts for term in _found(text, language))
        common = sorted((-count, term) for term, count in counts.items() if count >= SHARED_BY)
        return cls(tuple(term for _, term in common[:MOST]), language)

    def __len__(self) -> int:
        return len(self.terms)

    def rows(self, texts: Sequence[str]) -> Rows:
        """(n, terms): 1 where a text has a term."""
        found = np.zeros((len(texts), len(self)), np.float32)
        for row, text in zip(found, texts, strict=True):
            row[[self._column[t] for t in _found(text, self.language) if t in self._column]] = 1
        return found

    def beside(self, rows: Rows, texts: Sequence[str]) -> Rows:
        """(n, d_text + terms): what texts mean, and their terms beside it."""
        return np.hstack([rows, self.rows(texts)]) if self.terms else rows

    @classmethod
    def read(cls, path: Path) -> Vocabulary:
        """What `write` wrote."""
        stored = json.loads(path.read_text(encoding="utf-8"))
        return cls(tuple(stored["terms"]), stored["language"])

    def write(self, path: Path) -> None:
        stored = {"language": self.language, "terms": self.terms}
        path.write_text(json.dumps(stored, ensure_ascii=False, indent=1), encoding="utf-8")


NO_WORDS = Vocabulary()


def _found(text: str, language: str) -> set[str]:
    there = terms(text, language=language)
    return {*there, *map(" ".join, pairwise(there))}
