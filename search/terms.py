"""Text into the terms that lexical search compares: folded, split, stemmed.

Queries and products go through the same function, so whatever it does it does to both. Runs of
Chinese, Japanese and Korean characters have no spaces to split at and become overlapping pairs.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import Stemmer

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+|[^\W_]+", re.UNICODE)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def terms(text: str, *, language: str = "english") -> list[str]:
    """The terms of `text` in order, repeated where they repeat."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    found: list[str] = []
    plain: list[str] = []
    for token in _TOKEN.findall(folded):
        if _UNSPACED.match(token):
            found += [token[i : i + 2] for i in range(max(len(token) - 1, 1))]
        else:
            plain.append(token)
    return [*found, *_stemmer(language).stemWords(plain)]


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(language)
