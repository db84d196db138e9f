"""Spelling, learned from the catalogue: its own words are the only dictionary a shop needs.

A word that the catalogue knows is never touched, nor is one with a digit in it, nor one that the
shopper put in quotation marks. Anything else becomes the most likely word nearby, by optimal string
alignment distance (Boytsov 2011, "Indexing methods for approximate dictionary searching") and how
often the catalogue says it; or two words, where a space is missing; or one, where one is too many. A
last word that is near nothing becomes the commonest that begins so: it may still be typed.
Words that are known in both forms (`night light`, `nightlight`) are not put right but searched for in
both: see `compounds`.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from pathlib import Path

from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from search.synonyms import Rule
from search.terms import LETTER, fold

SEEN = 3
"""Products that must have a word before anything is corrected to it."""

HALF_SEEN = 20
"""Products that must have each half of a word that is parted."""

LEAST_HALF = 3
"""Letters of each half of a word that is also written as two."""

SHORTEST = 4
"""Letters of a word that may be corrected: shorter ones are near everything."""

LEAST_BEGUN = 3
"""Letters of an unfinished word that is finished."""

_WORD = re.compile(rf"(?<![\w'])(?<!\d-){LETTER}+(?!-?\d)(?![\w'])")
_QUOTED = re.compile(r'(?<![\d"])"([^"]+)"')


class Speller:
    """`counts` is how many products have each word, as it is written there (folded); `apart`, the
    words among them that are also written as two (bathtub: bath tub)."""

    def __init__(self, counts: Mapping[str, int], apart: Mapping[str, str] | None = None) -> None:
        self.apart = dict(apart or {})
        self.counts = {word: count for word, count in counts.items() if count >= SEEN}
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(self.counts):
            self._by_length.setdefault(len(word), []).append(word)

    def correct(self, text: str, *, known: Callable[[str], bool]) -> tuple[str, dict[str, str]]:
        """`text` with the words that are not `known` put right, and what was put in place of what."""
        kept = {word for quoted in _QUOTED.findall(text) for word in fold(quoted).split()}
        changed: dict[str, str] = {}
        found = list(_WORD.finditer(text))
        wrong = [(word := fold(m[0])) not in kept and not known(word) for m in found]
        out, at, skip = [], 0, False
        for i, match in enumerate(found):
            if skip or not wrong[i]:
                skip = False
                continue
            end = match.end()
            better = None
            if i + 1 < len(found) and text[end : found[i + 1].start()] == " ":
                joined = fold(match[0] + found[i + 1][0])
                if joined in self.counts and fold(found[i + 1][0]) not in kept:
                    better, end, skip = joined, found[i + 1].end(), True
            better = better or self._better(fold(match[0]))
            if better is None and end == len(text):
                better = self._finished(fold(match[0]))
            if better is not None:
                changed[text[match.start() : end]] = better
                out += [text[at : match.start()], better]
                at = end
        return "".join([*out, text[at:]]), changed

    def compounds(self, text: str) -> list[Rule]:
        """The words of `text` that the catalogue writes as one or as two, and how else."""
        found = [(fold(m[0]), m) for m in _WORD.finditer(text)]
        rules = [Rule(word, (self.apart[word],)) for word, _ in found if word in self.apart]
        for (one, first), (other, second) in pairwise(found):
            near = text[first.end() : second.start()] == " "
            if near and min(len(one), len(other)) >= LEAST_HALF and one + other in self.counts:
                rules.append(Rule(f"{one} {other}", (one + other,)))
        return rules

    def _better(self, word: str) -> str | None:
        if len(word) < SHORTEST:
            return None
        most = mistakes(word)
        best: tuple[float, str] | None = None
        for length in range(len(word) - most, len(word) + most + 1):
            others = self._by_length.get(length, [])
            if not others:
                continue
            distances = cdist([word], others, scorer=OSA.distance, score_cutoff=most)[0]
            for i in (distances <= most).nonzero()[0]:
                other = others[i]
                score = -3.0 * float(distances[i]) + math.log(self.counts[other])
                score += other[0] == word[0]
                if best is None or score > best[0]:
                    best = (score, other)
        parted = self._parted(word)
        # A space left out is one slip of the finger, like any other.
        if parted is not None and (best is None or -3.0 + 1.0 + math.log(parted[0]) > best[0]):
            return parted[1]
        return None if best is None else best[1]

    def _finished(self, word: str) -> str | None:
        """The commonest word that begins so: the last word of a search may still be typed."""
        if len(word) < LEAST_BEGUN:
            return None
        begun = [other for other in self.counts if other.startswith(word)]
        return max(begun, key=lambda other: (self.counts[other], other), default=None)

    def _parted(self, word: str) -> tuple[int, str] | None:
        halves = [(word[:i], word[i:]) for i in range(2, len(word) - 1)]
        found = [
            (least, f"{one} {other}")
            for one, other in halves
            if (least := min(self.counts.get(one, 0), self.counts.get(other, 0))) >= HALF_SEEN
        ]
        return max(found, default=None)

    def write(self, path: Path) -> None:
        stored = {"counts": self.counts, "apart": self.apart}
        path.write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Speller:
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def mistakes(word: str) -> int:
    """The most that are mended in a word of this length."""
    return 1 if len(word) <= 5 else 2


def learn(texts: Iterable[str]) -> Speller:
    """A speller of the words that the texts are written in."""
    counts: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for text in texts:
        words = _WORD.findall(fold(text))
        counts.update(set(words))
        together.update(pair for pair in set(pairwise(words)) if min(map(len, pair)) >= LEAST_HALF)
    apart = {
        one + other: f"{one} {other}"
        for (one, other), seen in together.items()
        if seen >= SEEN and counts[one + other] >= SEEN
    }
    return Speller(counts, apart)


def quoted(text: str) -> list[str]:
    """What stands in quotation marks (not behind a number, where they are inches)."""
    return _QUOTED.findall(text)


def unquoted(text: str) -> str:
    """The text without those quotation marks: they speak to us, not to a language model."""
    return _QUOTED.sub(r"\1", text)
