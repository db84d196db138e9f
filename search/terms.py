"""Text into the terms that lexical search compares: folded, measured, split, stemmed, in order.

Queries and products go through the same function, so whatever it does it does to both:

- Case, width and accents are folded; plurals and endings go (Snowball, by language).
- `3/4"` and `0.75 in` are one thing (`search.units`).
- A model number is kept whole, whichever way it is hyphenated, and in parts: `DCD-771C2` gives
  `dcd771c2`, `dcd`, `771`.
- Chinese becomes words (`search.chinese`); Japanese and Korean, overlapping pairs.

It does not drop stop words: BM25 weighs them near nothing, and "the north face" is a brand.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import Stemmer

from search.chinese import pairs, segment
from search.units import normalise, separate

LANGUAGES: tuple[str, ...] = tuple(Stemmer.algorithms())
ENGLISH = "english"

# Letters, with the marks of scripts that write vowels as marks (which Python's \w leaves out).
_MARKS = r"\u0300-\u036f\u064b-\u0655\u0900-\u0963\u0980-\u0dff\u0e00-\u0e4e"
_UNSPACED = r"[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
LETTER = rf"(?:(?!{_UNSPACED})(?:[^\W\d_]|[{_MARKS}]))"
_RUN = re.compile(
    rf"(?P<unspaced>{_UNSPACED}+)"
    r"|(?P<number>\d+\.\d+(?![^\W_]))"
    rf"|(?P<mixed>(?:{LETTER}|\d)+(?:[-/.](?:{LETTER}|\d)+)*)"
)
_ASCII_RUN = re.compile(
    r"(?P<number>\d+\.\d+(?![^\W_]))|(?P<mixed>[a-z\d]+(?:[-/.][a-z\d]+)*)", re.ASCII
)
"""The same of folded ASCII, where a letter is known by its code."""

_KANA = re.compile(r"[\u3040-\u30ff]")
_HAN = re.compile(r"[\u3005\u3400-\u9fff]+")
_PART = re.compile(rf"\d+|{LETTER}+")
_DIGIT = re.compile(r"\d")
_POSSESSIVE = re.compile(r"'(?<=[^\W\d_]')s\b")
_ACCENTS = re.compile(r"[\u0300-\u036f]")


def fold(text: str) -> str:
    """One case, one width, one kind of quotation mark."""
    return unicodedata.normalize("NFKC", separate(text)).casefold()


def terms(text: str, *, language: str = ENGLISH, japanese: bool = False) -> list[str]:
    """The terms of `text` in order, repeated where they repeat.

    `language` is one of `LANGUAGES`. `japanese`: characters that Chinese and Japanese share are
    read as Japanese, as they always are in a text with kana.
    """
    return list(_terms(text, language, japanese))


@lru_cache(maxsize=16_384)
def _terms(text: str, language: str, japanese: bool) -> tuple[str, ...]:
    """A build reads a text for its words and for the shared space, a search its query several times."""
    folded = normalise(_POSSESSIVE.sub("", fold(text)))
    japanese = japanese or bool(_KANA.search(folded))
    found: list[str] = []
    for run in (_ASCII_RUN if folded.isascii() else _RUN).finditer(folded):
        if run.lastgroup == "unspaced":
            found += _unspaced(run[0], japanese)
        elif run.lastgroup == "number":
            found.append(run[0])
        else:
            found += _read(run[0], language)
    return tuple(found)


@lru_cache(maxsize=100_000)
def _read(token: str, language: str) -> tuple[str, ...]:
    """The terms of a token. A catalogue has the same ones over and over."""
    parts = _split(token)
    stems = (part if _DIGIT.search(part) else _stem(part, language) for part in parts)
    return tuple(filter(None, stems))  # a stray accent is no word


def is_code(term: str) -> bool:
    """Whether a term is a model number: letters and digits in one."""
    return len(term) > 2 and not term.isalpha() and any(c.isalpha() for c in term)


def has_kana(text: str) -> bool:
    return bool(_KANA.search(text))


def has_han(text: str) -> bool:
    return bool(_HAN.search(text))


def _split(token: str) -> Iterator[str]:
    """A model number whole and in parts; anything else in parts."""
    whole = re.sub(r"[-/.]", "", token)
    parts = re.split(r"[-/.]", token)
    prose = len(parts) == 2 and parts[0].isdigit() and parts[1].isalpha() and len(parts[1]) > 2
    if is_code(whole) and not prose and (len(parts) == 1 or not _words(parts)):
        yield whole
        parts = [part for part in _PART.findall(token) if len(part) > 1]
        yield from (part for part in parts if part != whole)
    else:
        yield from (part for part in parts if part)


def _words(parts: list[str]) -> bool:
    """Whether a hyphenated thing is words rather than a code: no part mixes, and one is long."""
    return any(part.isalpha() and len(part) > 4 for part in parts)


def _unspaced(run: str, japanese: bool) -> list[str]:
    if japanese:
        return pairs(run)
    found: list[str] = []
    at = 0
    for han in _HAN.finditer(run):
        found += pairs(run[at : han.start()]) if han.start() > at else []
        found += segment(han[0])
        at = han.end()
    return found + (pairs(run[at:]) if at < len(run) else [])


def _stem(word: str, language: str) -> str:
    """The stem of a word, without accents: shoppers leave them out."""
    stemmers = _stemmers.__dict__
    if language not in stemmers:
        stemmers[language] = Stemmer.Stemmer(language)
    stem: str = stemmers[language].stemWord(word)
    if stem.isascii():
        return stem
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", stem))
    return unicodedata.normalize("NFC", bare)


_stemmers = threading.local()  # one a thread: a Stemmer has state while it works
