"""What a shopper may be typing: categories and products whose names have words that begin so.

Every word of every name stands in one sorted list, so all that begin alike are one slice of it, and
the names that hold them one slice of another: no model, no disk. A word that begins nothing is taken
for a slip of the finger, and for the beginnings that are as near as `search.speller` allows. Chinese
and Japanese are not parted: a name is found from any of its characters on.

It ranks names, *not* products: what answers a query is the searcher's to say.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from search.artifact import Artifact
from search.errors import InvalidQuery
from search.speller import SHORTEST, mistakes
from search.terms import fold

MOST = 20
"""Suggestions for one text."""

MOST_CATEGORIES = 3
LONGEST = 200
"""Characters of a text that is still being typed; more is a paste, and completes nothing."""

EXACT, BEGINS, NEAR = 1.0, 0.8, 0.4
"""What a word of a name is worth that is the word typed, begins with it, or nearly does."""

_WORD = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+|[^\W_\u3005\u3040-\u9fff]+")
_HYPHENED = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
_ACCENTS = re.compile(r"[\u0300-\u036f]")


class Kind(StrEnum):
    CATEGORY = "category"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`value` is the whole path of a category or the product_id; `count`, the products behind it."""

    kind: Kind
    text: str
    value: str
    count: int = 1


class Suggestions:
    """Over names, each once; safe to share between threads."""

    def __init__(self, names: Sequence[Suggestion]) -> None:
        self._names = names
        words: dict[str, set[int]] = {}
        self._length = np.ones(len(names), np.float32)
        for at, name in enumerate(names):
            mine = words_of(name.text)
            self._length[at] = max(len(mine), 1)
            for word in mine + _joined(name.text):
                for form in _forms(word):
                    words.setdefault(form, set()).add(at)
        self._words = sorted(words)
        held = [sorted(words[word]) for word in self._words]
        self._starts = np.concatenate([[0], np.cumsum([len(h) for h in held])]).astype(np.int64)
        self._held = np.array([at for h in held for at in h], dtype=np.int64)
        # Among equals: what stands for more products first, then the shorter name.
        counts = np.array([name.count for name in names], dtype=np.float32)
        self._ahead = 0.02 * np.log1p(counts) - 0.01 * self._length
        self._beginnings: dict[int, list[str]] = {}
        self._lock = threading.Lock()

    @classmethod
    def of(cls, artifact: Artifact) -> Suggestions:
        """The categories and the products of an index; products of one title are one suggestion."""
        names: list[Suggestion] = []
        if "category" in artifact.filters.names:
            codes, labels = artifact.filters.codes("category")
            counts = np.bincount(codes[codes >= 0], minlength=len(labels))
            for label, count in zip(labels, counts.tolist(), strict=True):
                names.append(
                    Suggestion(Kind.CATEGORY, label.rpartition(">")[2].strip(), label, count)
                )
        titles: dict[str, tuple[str, int, int]] = {}
        for row, title in enumerate(artifact.products.column("title").to_pylist()):
            if title:
                _, first, count = titles.get(fold(title), (title, row, 0))
                titles[fold(title)] = (title, first, count + 1)
        names += [
            Suggestion(Kind.PRODUCT, title, artifact.product_id(row), count)
            for title, row, count in titles.values()
        ]
        return cls(names)

    def suggest(self, text: str, *, limit: int = 8) -> list[Suggestion]:
        """The names that `text` may become: its last word is the beginning of one, the others whole or
        beginnings too. Categories come first, at most `MOST_CATEGORIES`. Empty for no words.

        Raises `InvalidQuery` for a limit outside 1 to `MOST`.
        """
        if not 0 < limit <= MOST:
            raise InvalidQuery(f"limit is {limit}; it must be from 1 to {MOST}.")
        words = words_of(text)
        if not words or len(text) > LONGEST or not self._names:
            return []
        score = np.zeros(len(self._names), np.float32)
        fits = np.ones(len(self._names), bool)
        for word in words:
            mine = self._of(word)
            fits &= mine > 0
            score += mine
        rows = np.flatnonzero(fits)
        rows = rows[np.lexsort((rows, -(score + self._ahead)[rows]))]
        found = [self._names[row] for row in rows[: 10 * MOST]]
        categories = [name for name in found if name.kind is Kind.CATEGORY][:MOST_CATEGORIES]
        products = [name for name in found if name.kind is Kind.PRODUCT]
        return [*categories, *products][:limit]

    def _of(self, word: str) -> NDArray[np.float32]:
        """(names,) what one typed word is worth for each name."""
        worth = np.zeros(len(self._names), np.float32)
        low, high = self._slice(word)
        if low == high:
            for near in self._near(word):
                worth[self._held_by(*self._slice(near))] = NEAR
            return worth
        worth[self._held_by(low, high)] = BEGINS
        if self._words[low] == word:
            worth[self._held_by(low, low + 1)] = EXACT
        return worth

    def _slice(self, beginning: str) -> tuple[int, int]:
        low = bisect_left(self._words, beginning)
        return low, bisect_left(self._words, beginning + "\U0010ffff", lo=low)

    def _held_by(self, low: int, high: int) -> NDArray[np.int64]:
        return self._held[self._starts[low] : self._starts[high]]

    def _near(self, word: str) -> list[str]:
        """The beginnings of words that `word` may be a slip for, the nearest only."""
        if len(word) < SHORTEST or not word.isalpha():
            return []
        most = mistakes(word)
        found: list[tuple[int, str]] = []
        for length in range(len(word) - 1, len(word) + 2):
            beginnings = self._beginning(length)
            if beginnings:
                far = cdist([word], beginnings, scorer=OSA.distance, score_cutoff=most)[0]
                found += [(int(far[i]), beginnings[i]) for i in (far <= most).nonzero()[0]]
        nearest = min(found, default=(0, ""))[0]
        return [beginning for distance, beginning in found if distance == nearest]

    def _beginning(self, length: int) -> list[str]:
        """The words cut to `length`, each once; kept, since people type the same lengths."""
        with self._lock:
            if length not in self._beginnings:
                cut = (word[:length] for word in self._words if len(word) >= length)
                self._beginnings[length] = list(dict.fromkeys(cut))
            return self._beginnings[length]


def words_of(text: str) -> list[str]:
    """The words of a name or of what is typed: one case, one width, no accents."""
    return _WORD.findall(_bare(text))


def _bare(text: str) -> str:
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", fold(text)))
    return unicodedata.normalize("NFC", bare)


def _joined(text: str) -> list[str]:
    """What is written with a hyphen, as it is written without."""
    return [token.replace("-", "") for token in _HYPHENED.findall(_bare(text))]


def _forms(word: str) -> Iterable[str]:
    """Where a name can be entered: at each word, and in unspaced scripts at each character."""
    return (word[at:] for at in range(len(word))) if word[0] >= "\u3005" else (word,)
