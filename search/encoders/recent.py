"""An encoder that remembers what it was asked last: the same words again, the next page of a picture.

Shoppers ask the same things, and one query comes back with every page, filter and sort order. Only
what was asked one at a time is kept; a build hands over batches, and comes by once.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from search.encoders.base import Encoder, Rows

if TYPE_CHECKING:
    from PIL.Image import Image

KEPT = 1_024
"""Rows in memory: 16 MB of the largest that `lite` makes."""


class Recent:
    """What `encoder` gives, with the rows of the last `KEPT` texts and pictures; safe to share between
    threads. It is asked for when something has to be encoded, which many queries need not."""

    def __init__(self, encoder: Callable[[], Encoder]) -> None:
        self._encoder = encoder
        self._lock = threading.Lock()
        self._rows: OrderedDict[str | bytes, Rows] = OrderedDict()

    def encode_texts(self, texts: Sequence[str]) -> Rows:
        """As `Encoder.encode_texts`; what it returns is not to be written to."""
        if len(texts) != 1:
            return self._encoder().encode_texts(texts)
        return self._recall(texts[0], lambda: self._encoder().encode_texts(texts))

    def encode_images(self, images: Sequence[Image]) -> Rows:
        """As `Encoder.encode_images`; what it returns is not to be written to."""
        if len(images) != 1:
            return self._encoder().encode_images(images)
        return self._recall(_key(images[0]), lambda: self._encoder().encode_images(images))

    def _recall(self, key: str | bytes, encode: Callable[[], Rows]) -> Rows:
        with self._lock:
            if key in self._rows:
                self._rows.move_to_end(key)
                return self._rows[key]
        rows = encode()
        rows.setflags(write=False)
        with self._lock:
            self._rows[key] = rows
            while len(self._rows) > KEPT:
                self._rows.popitem(last=False)
        return rows


def _key(image: Image) -> bytes:
    pixels = hashlib.sha256(f"{image.size}".encode())
    pixels.update(image.tobytes())
    return pixels.digest()
