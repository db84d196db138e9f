"""What is printed on the goods in a picture: read, and compared letter by letter.

The towers see a carton of milk; its print says which one. Words are read by PP-OCR, a small detector of
text and a small reader of lines (Du et al. 2020; RapidOCR brings both from PyPI). A shopper's photograph is
read with mistakes, so words are compared by their groups of three letters (Zobel & Dart 1995, "Finding
Approximate Matches in Large Lexicons"): MELLAMSOUK has much in common with MELLANMJÖLK and nothing with
YOGHURT. The groups are hashed into few columns (Weinberger et al. 2009, "Feature Hashing for Large
Scale Multitask Learning"), rare ones counting more; a product's row is what its pictures say and what
it is called.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, cached_property, lru_cache
from importlib.util import find_spec
from itertools import chain
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from search.encoders.base import Rows, unit
from search.errors import EncoderUnavailable
from search.pictures import square

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 480
"""Pixels a side of what is read: the cost grows with their square."""

SURE = 0.7
"""How sure the reader must be of a line."""

COLUMNS = 256
"""Of a row: groups of letters share them, at random."""

CERTAIN = 12
"""Letters read that are worth half of a long text: one short word may stand on many things."""

Words = tuple[str, ...]
"""As they are printed, in no order that means anything."""

_TURN = threading.Lock()

_WORD = re.compile(r"[^\W_]{3,}|[\u3040-\u9fff\uac00-\ud7a3]{2,}")
"""Of three letters or two signs: shorter ones are mostly edges that were misread, and prices."""


class Reader:
    """Reads the words in pictures; safe to share between threads. The models are loaded when first used, once
    a process."""

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever other words might be read: it keys what is cached."""
        from importlib.metadata import version

        return f"rapidocr-{version('rapidocr')}-{SIDE}"

    def read(self, pictures: Sequence[Image]) -> list[Words]:
        """The words in each upright RGB picture. Raises `EncoderUnavailable`."""
        return [_read(picture) for picture in pictures]


def _read(picture: Image) -> Words:
    pixels = np.ascontiguousarray(np.asarray(square(picture, SIDE))[:, :, ::-1])  # BGR
    with _TURN:
        lines = _engine()(pixels).txts
    return tuple(chain.from_iterable(map(words_of, lines or ())))


@cache
def _engine() -> Any:
    for needed in ("rapidocr", "openvino"):  # rapidocr runs its models in what it is told to
        if find_spec(needed) is None:
            raise EncoderUnavailable(
                f"What is printed on pictures cannot be read: {needed} is not installed.",
                remedy=f"Run: pip install {needed}; or build the index with --no-print.",
            )
    from rapidocr import EngineType, RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": SURE,
            "Global.use_cls": False,  # packages stand upright, in shops and in photographs
            "Det.engine_type": EngineType.OPENVINO,
            "Rec.engine_type": EngineType.OPENVINO,
            "Det.limit_side_len": SIDE,
            "Det.limit_type": "max",
        }
    )


def words_of(text: str) -> Words:
    """The words of a text, as a `Reader` gives those of a picture."""
    return tuple(_WORD.findall(text))


def letters(words: Iterable[str]) -> NDArray[np.float32]:
    """(COLUMNS,) the groups of letters of words, each word by the logarithm of how often it is there."""
    row = np.zeros(COLUMNS, np.float32)
    for word, count in Counter(map(_plain, words)).items():
        columns, signs = _hashed(word)
        np.add.at(row, columns, (1 + np.log(count)) * signs)
    return row


def rarity(rows: Rows) -> NDArray[np.float32]:
    """(COLUMNS,) what each column counts, given the `letters` (n, COLUMNS) of all products: the logarithm of
    how few have it (inverse document frequency: Spärck Jones 1972)."""
    having = np.count_nonzero(rows, axis=0)
    return np.asarray(np.log((len(rows) + 1) / (having + 0.5)).clip(min=0), dtype=np.float32)


def asking(words: Words, rarity: NDArray[np.float32]) -> NDArray[np.float32]:
    """(COLUMNS,) what words that were read ask of products; the shorter, the fewer they were."""
    read = sum(map(len, words))
    return np.asarray(unit(letters(words) * rarity) * (read / (read + CERTAIN)), dtype=np.float32)


def _plain(word: str) -> str:
    """Without its accents: a reader loses them first."""
    spelt = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in spelt if not unicodedata.combining(sign))


@lru_cache(maxsize=65_536)
def _hashed(word: str) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """The column of each group of a word and the sign it counts with, so that those which share a column
    cancel on average."""
    whole = f" {word} "
    hashes = np.array([crc32(whole[at : at + 3].encode()) for at in range(len(whole) - 2)])
    return hashes % COLUMNS, np.where(hashes >> 16 & 1, 1, -1).astype(np.float32)
