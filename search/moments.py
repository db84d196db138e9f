"""Sums over the pairs of a catalogue, from which its shared space follows: they add.

Pictures are taken some at a time: a row of the picture side is long, and of many only their sums are kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.encoders.base import Prior, Rows
from search.vocabulary import Vocabulary

FLAT = 1e-5
"""Share of a column's mean square below which its variance is rounding."""

CHUNK = 2_048
"""Pictures that are widened to float32 at a time: rows of the picture side are long."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Sums over pairs, from which a fit follows. They add: leaving a fold out of a fit costs nothing but the
    solving, if no product is in two folds. `within` is the scatter of pictures about the middle of their
    product, 0 where each has one."""

    n: float
    products: float
    x: NDArray[np.float32]
    y: NDArray[np.float32]
    xx: NDArray[np.float32]
    yy: NDArray[np.float32]
    xy: NDArray[np.float32]
    within: NDArray[np.float32] | float = 0.0

    @classmethod
    def of(
        cls,
        images: Rows | NDArray[np.float16],
        texts: Rows,
        titles: Rows | None = None,
        products: NDArray[np.int64] | None = None,
        *,
        pairs: NDArray[np.intp] | None = None,
    ) -> Moments:
        """Of all pairs, or of the numbered `pairs`. `titles` is a second reading of the texts, `products`
        (n,) says which product a pair belongs to."""
        titles = texts if titles is None else titles
        pairs = np.arange(len(texts)) if pairs is None else pairs
        products = np.arange(len(texts)) if products is None else products
        wide, narrow = images.shape[1], texts.shape[1]
        x, xx = np.zeros(wide, np.float32), np.zeros((wide, wide), np.float32)
        y, yy = np.zeros(narrow, np.float32), np.zeros((narrow, narrow), np.float32)
        xy = np.zeros((wide, narrow), np.float32)
        for start in range(0, len(pairs), CHUNK):
            some = pairs[start : start + CHUNK]
            seen, one, two = images[some].astype(np.float32), texts[some], titles[some]
            mean = (one + two) / np.float32(2)
            x += seen.sum(0)
            y += mean.sum(0)
            xx += seen.T @ seen
            yy += (one.T @ one + two.T @ two) / np.float32(2)
            xy += seen.T @ mean
        apart = apart_of(images, products, pairs)
        within = 0.0 if apart is None else apart.T @ apart
        return cls(len(pairs), len(np.unique(products[pairs])), x, y, xx, yy, xy, within)

    @classmethod
    def of_prior(
        cls, prior: Prior | None, vocabulary: Vocabulary, *, weight: float
    ) -> Moments | None:
        """Of the pairs of a prior, each of which counts `weight`. Products are summed about their own means,
        since they are only ever added to a catalogue's that are so, too."""
        if prior is None:
            return None
        texts = np.pad(
            prior.texts, ((0, 0), (0, len(vocabulary)))
        )  # it says nothing of the shop's words
        found = cls.of(prior.images, texts)
        sums = [weight * each for each in (found.x, found.y, *found.centred())]
        return cls(weight * found.n, weight * found.products, *sums)

    def __add__(self, other: Moments) -> Moments:
        return Moments(*(getattr(self, f) + getattr(other, f) for f in self.__slots__))

    def centred(self) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """xx, yy and xy about the means; all zero for a column that does not vary."""
        n = np.float32(max(self.n, 1))
        xx = np.outer(self.x, self.x / -n)
        xx += self.xx
        yy = self.yy - np.outer(self.y, self.y / n)
        xy = self.xy - np.outer(self.x, self.y / n)
        x, y = _flat(xx, self.xx), _flat(yy, self.yy)
        xx[x], xx[:, x], yy[y], yy[:, y], xy[x], xy[:, y] = 0, 0, 0, 0, 0, 0
        return xx, yy, xy


def apart_of(
    images: Rows | NDArray[np.float16],
    products: NDArray[np.int64],
    pairs: NDArray[np.intp] | None = None,
) -> Rows | None:
    """How far each picture (n, d) of a product with several is from their middle; None if all have one.

    Of all pictures, or of those of the numbered `pairs`."""
    pairs = np.arange(len(products)) if pairs is None else pairs
    _, product, count = np.unique(products[pairs], return_inverse=True, return_counts=True)
    several = np.flatnonzero(count[product] > 1)
    if not len(several):
        return None
    apart = images[pairs[several]].astype(np.float32)
    sums = np.zeros((len(count), images.shape[1]), np.float32)
    np.add.at(sums, product[several], apart)
    sums /= count[:, None]
    apart -= sums[product[several]]
    return np.asarray(apart, dtype=np.float32)


def _flat(centred: NDArray[np.float32], raw: NDArray[np.float32]) -> NDArray[np.intp]:
    """The columns that do not vary, given sums of products about the mean and as they are."""
    return np.flatnonzero(np.diagonal(centred) <= FLAT * np.diagonal(raw))
