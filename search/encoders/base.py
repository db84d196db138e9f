"""What an encoder is: pictures and texts in, unit rows out.

A new encoder needs four properties and two methods. It knows nothing of products, indices or
queries; what its rows mean together is the alignment's business (`search.alignment`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

Rows = NDArray[np.float32]
"""(n, d) float32."""


class Encoder(Protocol):
    """Batch-invariant: a row does not depend on what else was in the call."""

    @property
    def spec(self) -> str:
        """What the user wrote to get this encoder, e.g. `lite` or `openclip:ViT-B-32/…`."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever a weight or a preprocessing step does: it keys every cached row."""

    @property
    def image_dim(self) -> int: ...

    @property
    def text_dim(self) -> int: ...

    @property
    def shared(self) -> bool:
        """True where text and image rows already live in one space and can be compared."""

    def encode_images(self, images: Sequence[Image]) -> Rows:
        """(n, image_dim) unit rows of upright RGB pictures."""

    def encode_texts(self, texts: Sequence[str]) -> Rows:
        """(n, text_dim) unit rows."""


@dataclass(frozen=True, slots=True)
class Prior:
    """Pairs that an encoder knows before it has seen any catalogue.

    `images` (n, image_dim) and `texts` (n, text_dim) describe the same n concepts; a picture column
    that the encoder knows nothing of is zero.
    """

    images: Rows
    texts: Rows


@runtime_checkable
class HasPrior(Protocol):
    """An encoder whose two towers were trained apart, and which can offer a bridge between them."""

    def prior(self) -> Prior: ...


def unit(rows: NDArray[np.floating], *, axis: int = -1) -> Rows:
    """Rows of length one; a row of zeros stays zero."""
    length = np.linalg.norm(rows, axis=axis, keepdims=True)
    return np.asarray(rows / np.where(length > 0, length, 1), dtype=np.float32)
