"""An encoder that remembers what it was asked last: the same words again, the next page of a picture.

Shoppers ask the same things, and one query comes back with every page, filter and sort order.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from search.encoders.base import Encoder, Rows
from search.encoders.together import Together

if TYPE_CHECKING:
    from PIL.Image import Image

KEPT = 1_024
"""Rows in memory: 16 MB of the largest that `lite` makes."""

Item = TypeVar("Item")


class Recent:
    """What `encoder` gives, with the rows of the last `KEPT` texts and pictures; safe to share between
    threads. It is asked for when something has to be encoded, which many queries need not."""

    def __init__(self, encoder: Callable[[], Encoder]) -> None:
        self._encoder = encoder
        self._texts = Together(lambda texts: encoder().encode_texts(texts))
        self._lock = threading.Lock()
        self._rows: OrderedDict[str | bytes, Rows] = OrderedDict()

    def encode_texts(self, texts: Sequence[str]) -> Rows:
        """As `Encoder.encode_texts`."""
        return self._recall(texts, texts, self._texts)

    def encode_images(self, images: Sequence[Image]) -> Rows:
        """As `Encoder.encode_images`."""
        keys = [_key(image) for image in images]
        return self._recall(keys, images, lambda new: self._encoder().encode_images(new))

    def _recall(
        self,
        keys: Sequence[str | bytes],
        items: Sequence[Item],
        encode: Callable[[Sequence[Item]], Rows],
    ) -> Rows:
        """A row for each item, those that are not known in one batch."""
        with self._lock:
            rows = {key: self._rows[key] for key in keys if key in self._rows}
        new = {key: item for key, item in zip(keys, items, strict=True) if key not in rows}
        if new:
            rows |= zip(new, encode([*new.values()]), strict=True)
        with self._lock:
            for key in keys:
                self._rows[key] = rows[key]
                self._rows.move_to_end(key)
            while len(self._rows) > KEPT:
                self._rows.popitem(last=False)
        return np.stack([rows[key] for key in keys])


def _key(image: Image) -> bytes:
    pixels = hashlib.sha256(f"{image.size}".encode())
    pixels.update(image.tobytes())
    return pixels.digest()
