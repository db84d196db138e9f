"""Pictures and texts of a catalogue become rows, each content once.

What is cached is not decoded, and a model is run only for what is not. Decoding goes on in threads
beside the model. A picture that cannot be read is a problem to report, never an exception.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL.Image import Image

from indexer.cache import EmbeddingCache, colours_key, fingerprint_key, picture_key, text_key
from indexer.fingerprints import BYTES
from indexer.images import LoadedPicture
from search.colour import NAMES
from search.encoders import Encoder

PICTURES_A_BATCH = 64
TEXTS_A_BATCH = 256

Advance = Callable[[int], None]
"""Told how many more are done."""


@dataclass(slots=True)
class Embedded:
    """`rows` (n, d) float16 and how many of them the cache had."""

    rows: NDArray[np.float16]
    hits: int


@dataclass(slots=True)
class EmbeddedPictures(Embedded):
    """Of the m pictures that could be read, in the order given: `of` (m, 2) int32 says product row
    and position in its images, `keys` their content, `colours` (m, names) float16 what `search.colour`
    sees, `fingerprints` (m, 64) uint8 how they look (`indexer.fingerprints`). `failed` are the others."""

    of: NDArray[np.int32]
    keys: list[str]
    colours: NDArray[np.float16]
    fingerprints: NDArray[np.uint8]
    failed: list[LoadedPicture] = field(default_factory=list)


def embed_pictures(
    loaded: Iterable[LoadedPicture], *, encoder: Encoder, cache: EmbeddingCache, advance: Advance
) -> EmbeddedPictures:
    """Embeds `loaded` pictures, which come decoded unless `cache` has them already."""
    of, keys, seen, fingerprints, failed = [], [], [], [], []
    waiting: dict[str, Image] = {}
    fresh = 0
    for picture in loaded:
        advance(1)
        if picture.kind is not None:
            failed.append(picture)
            continue
        key = picture_key(picture.key)
        keys.append(key)
        of.append((picture.request.row, picture.request.position))
        seen.append(colours_key(picture.key))
        fingerprints.append(fingerprint_key(picture.key))
        if picture.colours is not None:
            cache.put([seen[-1]], picture.colours[None])
        if picture.fingerprint is not None:
            cache.put(
                [fingerprints[-1]], picture.fingerprint[None].astype(np.float32)
            )  # bytes fit float16
        if picture.image is not None and key not in cache:
            waiting[key] = picture.image
        if len(waiting) >= PICTURES_A_BATCH:
            fresh += _encode_waiting(waiting, encoder, cache)
    fresh += _encode_waiting(waiting, encoder, cache)
    return EmbeddedPictures(
        rows=cache.get(keys, encoder.image_dim),
        hits=len(keys) - fresh,
        of=np.array(of, np.int32).reshape(-1, 2),
        keys=keys,
        colours=cache.get(seen, len(NAMES)),
        fingerprints=cache.get(fingerprints, BYTES).astype(np.uint8),
        failed=failed,
    )


def embed_texts(
    texts: Sequence[str], *, encoder: Encoder, cache: EmbeddingCache, advance: Advance
) -> Embedded:
    """(n, d_text): a row for each text; an empty one has zeros."""
    keys = [text_key(text) for text in texts]
    todo = {key: text for key, text in zip(keys, texts, strict=True) if text and key not in cache}
    advance(len(keys) - len(todo))
    # Like lengths together, so that a batch is as long as its own longest text.
    ordered = sorted(todo.items(), key=lambda item: len(item[1]))
    for start in range(0, len(ordered), TEXTS_A_BATCH):
        batch = ordered[start : start + TEXTS_A_BATCH]
        cache.put([key for key, _ in batch], encoder.encode_texts([text for _, text in batch]))
        advance(len(batch))
    rows = np.zeros((len(texts), encoder.text_dim), np.float16)
    there = [i for i, text in enumerate(texts) if text]
    rows[there] = cache.get([keys[i] for i in there], encoder.text_dim)
    return Embedded(rows=rows, hits=len(there) - len(todo))


def _encode_waiting(waiting: dict[str, Image], encoder: Encoder, cache: EmbeddingCache) -> int:
    count = len(waiting)
    if count:
        cache.put(list(waiting), encoder.encode_images(list(waiting.values())))
        waiting.clear()
    return count
