"""An encoder and a reader that remember: measuring the same queries again costs nothing the second time.

Only for measuring *quality*. It would spoil every measurement of speed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from PIL.Image import Image

from indexer.cache import EmbeddingCache, picture_key, text_key
from search.encoders import Encoder, HasPrior, Prior
from search.encoders.base import Rows
from search.printed import Reader, Words


class CachedEncoder:
    """`inner`, with its rows kept in `folder` by the content of what was encoded."""

    def __init__(self, inner: Encoder, folder: Path) -> None:
        self._inner = inner
        self._cache = EmbeddingCache(folder, f"queries-{inner.fingerprint}")
        self.spec, self.fingerprint = inner.spec, inner.fingerprint
        self.image_dim, self.text_dim, self.shared = inner.image_dim, inner.text_dim, inner.shared

    def encode_images(self, images: Sequence[Image]) -> Rows:
        keys = [_key(image) for image in images]
        return self._rows(keys, list(images), self._inner.encode_images, self.image_dim)

    def encode_texts(self, texts: Sequence[str]) -> Rows:
        return self._rows(
            [text_key(t) for t in texts], texts, self._inner.encode_texts, self.text_dim
        )

    def prior(self) -> Prior:
        assert isinstance(self._inner, HasPrior)
        return self._inner.prior()

    def _rows(
        self, keys: list[str], items: Sequence[Any], encode: Callable[[Any], Rows], width: int
    ) -> Rows:
        new = {key: item for key, item in zip(keys, items, strict=True) if key not in self._cache}
        if new:
            self._cache.put(list(new), encode(list(new.values())))
        return self._cache.get(keys, width).astype(np.float32)


class CachedReader(Reader):
    """Reads what is printed on a picture once."""

    def __init__(self, folder: Path) -> None:
        self._cache = EmbeddingCache(folder, f"queries-{self.fingerprint}")

    def read(self, pictures: Sequence[Image]) -> list[Words]:
        """As `Reader.read`."""
        keys = [_key(picture) for picture in pictures]
        new = {k: p for k, p in zip(keys, pictures, strict=True) if k not in self._cache}
        self._cache.put_words(list(new), super().read([*new.values()]))
        return [tuple(words) for words in self._cache.words(keys)]


def _key(picture: Image) -> str:
    return picture_key(sha256(repr(picture.size).encode() + picture.tobytes()).hexdigest())
