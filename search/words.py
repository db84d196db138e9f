"""Lexical search: what a shopper typed, understood (spelling, synonyms, product numbers) and found.

It finds things to the letter, which no embedding does reliably: names, numbers, codes. Scores are
BM25 (Robertson & Zaragoza 2009) through bm25s; k1 and b are low because product texts are short and
repeat little. How texts become terms is `search.terms`; this index reads a query as it read its
products.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
from numpy.typing import NDArray

from search.codes import Codes
from search.function_words import function_words
from search.phrases import Held, TermOrder
from search.speller import Speller, learn, quoted, unquoted
from search.synonyms import Rule, Synonyms, Terms
from search.terms import ENGLISH, has_han, has_kana, is_code, terms

K1 = 0.6
B = 0.5

KNOWN = 2
"""Products that must have a word before it counts as spelt right: shops misspell too."""

SHORTEST_CODE = 4
"""Characters of a model number in a text that is a product number."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A query's text, understood: the `ways` to say it in the index's terms (the first as asked), the
    rows of the products whose number it is, and what to tell the shopper."""

    ways: tuple[Terms, ...]
    numbered: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    notes: tuple[str, ...] = ()


class WordIndex:
    """Over one text a product, in the order of their rows."""

    def __init__(
        self,
        engine: Any,
        order: TermOrder,
        speller: Speller,
        codes: Codes,
        rules: Sequence[Rule],
        *,
        count: int,
        language: str,
        japanese: bool,
    ) -> None:
        self._engine, self._order, self._speller, self._codes = engine, order, speller, codes
        self._count, self.language, self._japanese = count, language, japanese
        self._ids: dict[str, int] = {} if engine is None else engine.vocab_dict
        self._synonyms = Synonyms(rules, read=self.terms)

    @classmethod
    def build(
        cls,
        texts: Sequence[str],
        *,
        language: str = ENGLISH,
        synonyms: Sequence[Rule] = (),
        codes: Iterable[tuple[str, int]] = (),
    ) -> WordIndex:
        """An index over one text a product; `codes` are product numbers and the rows they belong to."""
        han = [text for text in texts if has_han(text)]
        japanese = 2 * sum(map(has_kana, han)) > len(han)
        ids: dict[str, int] = {}
        corpus: list[NDArray[np.int32]] = []
        found = list(codes)
        for row, text in enumerate(texts):
            mine = terms(text, language=language, japanese=japanese)
            corpus.append(np.array([ids.setdefault(t, len(ids)) for t in mine], np.int32))
            found += [(t, row) for t in mine if len(t) >= SHORTEST_CODE and is_code(t)]
        engine = None
        if ids:
            engine = bm25s.BM25(k1=K1, b=B, method="lucene")
            engine.index((corpus, ids), show_progress=False, create_empty_token=False)
        starts = np.concatenate([[0], np.cumsum([len(row) for row in corpus])]).astype(np.int64)
        order = TermOrder(np.concatenate([*corpus, np.empty(0, np.int32)]), starts)
        return cls(
            engine, order, learn(texts), Codes.build(found), synonyms,
            count=len(texts), language=language, japanese=japanese,
        )  # fmt: skip

    @property
    def synonyms(self) -> tuple[Rule, ...]:
        """The shop's, as they were when the index was built."""
        return self._synonyms.rules

    def terms(self, text: str) -> list[str]:
        """The terms of a text as this index reads it."""
        return terms(text, language=self.language, japanese=self._japanese)

    def understand(self, text: str) -> Wording:
        """What a query's text asks for. A product number is taken as it is, and so are words in
        quotation marks; other words that no product has are spelt as the catalogue spells them."""
        plain = unquoted(text)
        numbered = self._codes.find(plain)
        if len(numbered):
            return Wording((tuple(self.terms(plain)),), numbered)
        spelt, changed = self._speller.correct(text, known=self._knows)
        kept = {term for phrase in quoted(text) for term in self.terms(phrase)}
        ways, added = self._synonyms.ways(
            self.terms(unquoted(spelt)), kept=kept, more=self._speller.compounds(spelt)
        )
        notes = [
            f'Searched for {right!r} instead of {wrong!r}; write "{wrong}" to keep your spelling.'
            for wrong, right in changed.items()
        ]
        if added:
            notes.append(f"Also searched for {', '.join(map(repr, added))}.")
        return Wording(tuple(ways), numbered, tuple(notes))

    def scores(self, ways: Iterable[Terms]) -> NDArray[np.float32] | None:
        """(n,) BM25 scores for the best way to say it, or None where no product has any of its words."""
        found = []
        for way in ways:
            known = [term for term in dict.fromkeys(way) if term in self._ids]
            if known:
                found.append(np.asarray(self._engine.get_scores(known), dtype=np.float32))
        return reduce(np.maximum, found) if found else None

    def held(self, ways: Iterable[Terms], rows: NDArray[np.int64]) -> Held:
        """How the products in `rows` (n,) have the query's words, for the best way to say it."""
        found = []
        for way in filter(None, ways):
            ids = [self._ids.get(term, -1 - i) for i, term in enumerate(way)]
            found.append(self._order.held(ids, self._rarities(way), rows))
        return reduce(Held.best, found)

    def _knows(self, word: str) -> bool:
        return all(self._products_with(term) >= KNOWN for term in self.terms(word))

    def _products_with(self, term: str) -> int:
        if term not in self._ids:
            return 0
        starts = self._engine.scores["indptr"]
        at = self._ids[term]
        return int(starts[at + 1] - starts[at])

    def _rarities(self, way: Terms) -> list[float]:
        """What each term counts: words that only join others nothing, unless there are no others."""
        joining = function_words(self.language)
        counted = set(way) - joining or set(way)
        return [self._rarity(term) if term in counted else 0.0 for term in way]

    def _rarity(self, term: str) -> float:
        """BM25's inverse document frequency; a word that no product has is the rarest."""
        n = self._products_with(term)
        return math.log(1 + (self._count - n + 0.5) / (n + 0.5))

    def write(self, folder: Path) -> None:
        folder.mkdir()
        settings = {"count": self._count, "language": self.language, "japanese": self._japanese}
        (folder / "settings.json").write_text(json.dumps(settings))
        self._order.write(folder)
        self._codes.write(folder)
        self._speller.write(folder / "vocabulary.json")
        (folder / "synonyms.json").write_text(self._synonyms.as_json(), encoding="utf-8")
        if self._engine is not None:
            self._engine.save(str(folder), show_progress=False)

    @classmethod
    def read(cls, folder: Path) -> WordIndex:
        engine = None
        if (folder / "params.index.json").exists():
            engine = bm25s.BM25.load(str(folder), mmap=True)
        rules = json.loads((folder / "synonyms.json").read_text(encoding="utf-8"))
        return cls(
            engine,
            TermOrder.read(folder),
            Speller.read(folder / "vocabulary.json"),
            Codes.read(folder),
            [Rule(said, tuple(others)) for said, *others in rules],
            **json.loads((folder / "settings.json").read_text()),
        )
