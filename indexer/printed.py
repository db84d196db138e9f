"""What is printed on a catalogue's pictures is read, where there is something to read.

Reading costs more than the towers do, and most catalogues are of things without letters. So a
few pictures, spread over the catalogue, are read first; the others only if enough of those say something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.cache import EmbeddingCache, picture_key, words_key
from indexer.embed import Advance, EmbeddedPictures
from indexer.images import LoadedPicture
from search.encoders.base import Rows, unit
from search.printed import Reader, letters, rarity, words_of

PROBE = 64
"""Pictures that are read first, at most."""

ENOUGH = 0.1
"""Of them that say something, for the others to be read as well."""

_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Printed:
    """`rows` (n, columns) unit, `rarity` (columns,) of their columns (`search.printed`), and how many
    `pictures` have something on them."""

    rows: Rows
    rarity: NDArray[np.float32]
    pictures: int


def read_printed(
    pictures: EmbeddedPictures,
    names: Sequence[str],
    *,
    load: Callable[[Sequence[int]], Iterable[LoadedPicture]],
    reader: Reader,
    cache: EmbeddingCache,
    advance: Advance,
) -> Printed | None:
    """What each product's pictures and its name of `names` (n,) say; None where there is too little.

    `load` gives those of `pictures` at some positions, decoded unless `cache` has their words.
    """
    keys = [words_key(reader.fingerprint, key) for key in pictures.keys]

    def read(chosen: Sequence[int]) -> int:
        """Reads the chosen pictures; how many of them say something."""
        new = [at for at in chosen if keys[at] not in cache]
        advance(len(chosen) - len(new))
        for start in range(0, len(new), _AT_ONCE):
            _read(load(new[start : start + _AT_ONCE]), reader, cache)
            advance(len(new[start : start + _AT_ONCE]))
        return sum(bool(words) for words in cache.words([keys[at] for at in chosen]))

    probe = range(0, len(keys), -(-len(keys) // PROBE) or 1)
    saying = read(probe)
    if saying <= ENOUGH * len(probe):
        return None
    saying += read([at for at in range(len(keys)) if at not in probe])
    said = [[*words_of(name)] for name in names]
    for (row, _), words in zip(pictures.of, cache.words(keys), strict=True):
        said[row] += words
    rows = np.array([letters(words) for words in said])
    rare = rarity(rows)
    return Printed(unit(rows * rare), rare, saying)


def _read(loaded: Iterable[LoadedPicture], reader: Reader, cache: EmbeddingCache) -> None:
    there = [picture for picture in loaded if picture.image is not None]
    words = reader.read([picture.image for picture in there if picture.image is not None])
    keys = [words_key(reader.fingerprint, picture_key(picture.key)) for picture in there]
    cache.put_words(keys, words)
