"""What was encoded and read last is remembered: the same words again, the next page of a picture.

Shoppers ask the same things, and one query comes back with every page, filter and sort order.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from search.encoders.base import Encoder, Rows
from search.encoders.together import Together
from search.printed import Reader, Words

if TYPE_CHECKING:
    from PIL.Image import Image

KEPT = 1_024
"""Rows in memory: 16 MB of the largest that `lite` makes."""

Item = TypeVar("Item")
Found = TypeVar("Found")


class Recent:
    """What `encoder` and `reader` give, the last `KEPT` answers without asking again; safe to share between
    threads. The encoder is asked for when something has to be encoded, which many queries need not."""

    def __init__(self, encoder: Callable[[], Encoder], reader: Reader) -> None:
        self._encoder, self._reader = encoder, reader
        self._texts = Together(lambda texts: encoder().encode_texts(texts))
        self._lock = threading.Lock()
        self._known: OrderedDict[Hashable, Any] = OrderedDict()

    def encode_texts(self, texts: Sequence[str]) -> Rows:
        """As `Encoder.encode_texts`."""
        return np.stack(self._recall(texts, texts, self._texts))

    def encode_images(self, images: Sequence[Image]) -> Rows:
        """As `Encoder.encode_images`."""
        keys = [_key(image) for image in images]
        return np.stack(self._recall(keys, images, lambda new: self._encoder().encode_images(new)))

    def read(self, images: Sequence[Image]) -> list[Words]:
        """As `Reader.read`."""
        keys = [("read", _key(image)) for image in images]
        return self._recall(keys, images, self._reader.read)

    def _recall(
        self,
        keys: Sequence[Hashable],
        items: Sequence[Item],
        make: Callable[[Sequence[Item]], Iterable[Found]],
    ) -> list[Found]:
        """What each item gives, those that are not known in one batch."""
        with self._lock:
            found = {key: self._known[key] for key in keys if key in self._known}
        new = {key: item for key, item in zip(keys, items, strict=True) if key not in found}
        if new:
            found |= zip(new, make([*new.values()]), strict=True)
        with self._lock:
            for key in keys:
                self._known[key] = found[key]
                self._known.move_to_end(key)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return [found[key] for key in keys]


def _key(image: Image) -> bytes:
    pixels = hashlib.sha256(f"{image.size}".encode())
    pixels.update(image.tobytes())
    return pixels.digest()
