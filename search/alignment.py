"""The shared space of a catalogue: where its pictures and its texts can be compared.

An encoder whose towers were trained apart gives picture rows and text rows that have nothing to say
to each other. Regularised canonical correlation analysis finds, in closed form, the directions of
both that vary together over the catalogue's own products (Hotelling 1936; Hardoon, Szedmak &
Shawe-Taylor 2004). Where the catalogue is small, pairs the encoder knows beforehand stand in
(`Prior`; the idea of ConSE, Norouzi et al. 2013), each counting for a fraction of a real pair.

A text is read twice: what it means to its tower, and which of the catalogue's common words it has
(`search.vocabulary`), columns beside the others.

A catalogue of a few hundred products fits a shared space good enough for words, but its pictures
are still told apart best as the tower sees them: there the pictures' *own* space is kept beside it,
in a basis that spans them.

Where products have several pictures, what differs between pictures of one product says nothing of which
product it is: light, angle, background. Both spaces count that much less (within-class covariance
normalisation: Hatch, Kajarekar & Stolcke 2006; after Fisher 1936).

It is *not* trained step by step and has no seed: the same pairs give the same space.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.encoders.base import Prior, Rows, unit
from search.vocabulary import NO_WORDS, Vocabulary

DIMENSIONS = 256
RIDGE_TEXT = 0.3
RIDGE_WORDS = 1.0
"""More than what texts mean: a word speaks of few products."""
RIDGE_IMAGE = (0.25, 4.0)
RIDGE_PRODUCTS = 1_500
"""The picture side has thousands of columns, and needs the more ridge the fewer products there are: this
many over their number, within `RIDGE_IMAGE`. Ridges are shares of each column's own variance: what is
shrunk are correlations (target D of Schäfer & Strimmer 2005), so that no column counts for being small."""

POWER = 0.75
"""Of the correlation of a direction, which each side is scaled by: directions that pictures and words agree
on count more."""

FLAT = 1e-5
"""Share of a column's mean square below which its variance is rounding."""

WITHIN = 16.0
"""How many times over the variance between pictures of one product counts as noise."""

PRIOR_WEIGHT = 0.3
FOLDS = 3
VALIDATE_PRODUCTS = 2_000
"""Products of a fold that are asked for; the fits themselves use all."""

SMALL = 1_000
"""Pairs of a picture and a text. Below, pictures are told apart in their own space; from here the
shared space is the better measure of them too."""

OWN_DIMENSIONS = 512
"""Width of the own picture space: a catalogue with fewer pictures loses nothing by it."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two affine maps into one space. Means are (d,), maps are (d, k), all float32; a text has the columns of
    its tower's row and, beside them, those of the `vocabulary`.

    `own_basis` is (d_image, r), columns that span the catalogue's pictures, or (d_image, 0) where the
    shared space is the better measure of pictures too.
    """

    image_mean: NDArray[np.float32]
    image_map: NDArray[np.float32]
    text_mean: NDArray[np.float32]
    text_map: NDArray[np.float32]
    own_basis: NDArray[np.float32]
    vocabulary: Vocabulary = NO_WORDS

    @property
    def dimensions(self) -> int:
        return int(self.image_map.shape[1])

    def images(self, rows: Rows) -> Rows:
        """(n, k) unit rows from (n, d_image) picture rows."""
        return unit((rows - self.image_mean) @ self.image_map)

    def texts(self, rows: Rows) -> Rows:
        """(n, k) unit rows from (n, d_text + words) text rows, as `vocabulary.beside` makes them."""
        return unit((rows - self.text_mean) @ self.text_map)

    def own(self, rows: Rows) -> Rows:
        """(n, r) picture rows in the basis of the catalogue's pictures.

        Not made unit: where no product has several pictures, the inner product of a product's with *any*
        picture's is then what it was in the tower's space, since the part of the other that the basis
        lacks is orthogonal to it.
        """
        return np.asarray(rows @ self.own_basis, dtype=np.float32)


def fit(
    images: Rows,
    texts: Rows,
    *,
    products: NDArray[np.int64] | None = None,
    titles: Rows | None = None,
    prior: Prior | None = None,
    vocabulary: Vocabulary = NO_WORDS,
) -> Alignment:
    """The shared space of `n` pairs: `images` (n, d_image), unit rows, and `texts` (n, d_text + words), what
    `vocabulary` makes of unit rows.

    `products` (n,) says which product each pair belongs to, where several may belong to one. `titles`
    is a second reading of the same products, as wide, which counts as much. The pairs of a `prior` join
    in, each for a fraction of a real one: they carry a small catalogue and fade as it grows. Needs two
    pairs, or a prior. The alignment has no own basis yet: see `span`.
    """
    pairs = _Moments.of(images, texts, titles, products)
    return _solve(pairs, _Moments.of_prior(prior, vocabulary), vocabulary)


def fit_and_validate(
    images: Rows,
    texts: Rows,
    products: NDArray[np.int64],
    *,
    titles: Rows | None = None,
    prior: Prior | None = None,
    vocabulary: Vocabulary = NO_WORDS,
) -> tuple[Alignment, dict[str, float]]:
    """`fit`, and text→picture recall@10 on products that a fit did not see, and out of how many.

    `products` (n,) says which product each pair belongs to. Every product is held out once; its text
    must find one of its own pictures among those of its fold. No recall below six products.
    """
    names, product = np.unique(products, return_inverse=True)
    fold = np.random.default_rng(0).permutation(len(names))[product] % FOLDS
    parts = [
        _Moments.of(images[out], texts[out], None if titles is None else titles[out], product[out])
        for out in (fold == held for held in range(FOLDS))
    ]
    known, whole = _Moments.of_prior(prior, vocabulary), parts[0] + parts[1] + parts[2]
    alignment = _solve(whole, known, vocabulary)
    if len(names) < 2 * FOLDS:
        return alignment, {}
    found = []
    for held, part in enumerate(parts):
        out = np.flatnonzero((fold == held) & (product < VALIDATE_PRODUCTS * FOLDS))
        unseen = _solve(whole - part, known, vocabulary)
        found.append(_recall(unseen, images[out], texts[out], product[out]))
    among = min(len(names) // FOLDS, VALIDATE_PRODUCTS)
    return alignment, {"recall@10": round(float(np.mean(found)), 4), "among": float(among)}


def span(images: Rows, products: NDArray[np.int64]) -> Rows:
    """(d, r): the directions in which the pictures lie, the strongest first.

    They are orthonormal where each of the `products` (n,) has one picture. Where some have several, each
    direction is shrunk by how much their pictures differ along it.
    """
    from scipy.linalg import solve_triangular

    if not len(images):
        return np.zeros((images.shape[1], 0), np.float32)
    factor = None
    if (apart := _apart(images, products)) is not None:
        usual = float(images.var(axis=0).mean())
        noise = (WITHIN / (usual * len(images))) * (apart.T @ apart)
        noise[np.diag_indices(len(noise))] += 1
        factor = np.linalg.cholesky(noise)
        images = solve_triangular(factor, images.T, lower=True, check_finite=False).T
    _, s, vt = np.linalg.svd(images, full_matrices=False)
    basis = vt[: min(OWN_DIMENSIONS, int((s > 1e-4 * s[0]).sum()))].T
    if factor is not None:
        basis = solve_triangular(factor.T, basis, check_finite=False)
    return np.ascontiguousarray(basis, dtype=np.float32)


def _apart(images: Rows, products: NDArray[np.int64]) -> Rows | None:
    """How far each picture (n, d) of a product with several is from their middle; None if all have one."""
    _, product, count = np.unique(products, return_inverse=True, return_counts=True)
    several = np.flatnonzero(count[product] > 1)
    if not len(several):
        return None
    sums = np.zeros((len(count), images.shape[1]), np.float32)
    np.add.at(sums, product[several], images[several])
    middles = sums / count[:, None]
    return np.asarray(images[several] - middles[product[several]], dtype=np.float32)


def _recall(alignment: Alignment, images: Rows, texts: Rows, product: NDArray[np.int64]) -> float:
    """The share of products whose text has one of its own pictures in the first ten products."""
    order = np.argsort(product, kind="stable")
    first = np.unique(product[order], return_index=True)[1]
    asking = alignment.texts(texts[order[first]])
    # A product counts once, by its best picture, however many it has.
    scores = np.maximum.reduceat(asking @ alignment.images(images[order]).T, first, axis=1)
    return float(((scores > np.diagonal(scores)[:, None]).sum(1) < 10).mean())


@dataclass(frozen=True, slots=True)
class _Moments:
    """Sums over pairs, from which a fit follows. They add and subtract: leaving a fold out of a fit
    costs nothing but the solving, if no product is in two folds. `within` is the scatter of pictures about
    the middle of their product, 0 where each has one."""

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
        images: Rows,
        texts: Rows,
        titles: Rows | None = None,
        products: NDArray[np.int64] | None = None,
    ) -> _Moments:
        mean, yy = texts, texts.T @ texts
        if titles is not None:
            mean = (texts + titles) / np.float32(2)
            yy = np.asarray((yy + titles.T @ titles) / 2, dtype=np.float32)
        apart = None if products is None else _apart(images, products)
        count = len(images) if products is None else len(np.unique(products))
        return cls(
            len(images), count, images.sum(0), mean.sum(0), images.T @ images, yy, images.T @ mean,
            0.0 if apart is None else apart.T @ apart,
        )  # fmt: skip

    @classmethod
    def of_prior(cls, prior: Prior | None, vocabulary: Vocabulary) -> _Moments | None:
        if prior is None:
            return None
        texts = np.pad(
            prior.texts, ((0, 0), (0, len(vocabulary)))
        )  # it says nothing of the shop's words
        return cls.of(prior.images, texts)

    def __add__(self, other: _Moments) -> _Moments:
        return _Moments(*(getattr(self, f) + getattr(other, f) for f in self.__slots__))

    def __sub__(self, other: _Moments) -> _Moments:
        return _Moments(*(getattr(self, f) - getattr(other, f) for f in self.__slots__))

    def centred(self) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """xx, yy and xy about the means; all zero for a column that does not vary."""
        n = np.float32(max(self.n, 1))
        xx = self.xx - np.outer(self.x, self.x / n)
        yy = self.yy - np.outer(self.y, self.y / n)
        xy = self.xy - np.outer(self.x, self.y / n)
        x, y = _flat(xx, self.xx), _flat(yy, self.yy)
        xx[x], xx[:, x], yy[y], yy[:, y], xy[x], xy[:, y] = 0, 0, 0, 0, 0, 0
        return xx, yy, xy


def _solve(pairs: _Moments, prior: _Moments | None, vocabulary: Vocabulary) -> Alignment:
    """CCA: whiten both sides, take the singular directions of what is between them.

    Pairs and prior are each centred on their own means: pictures of products and classifier
    directions lie in different corners of the tower's space, and only how they vary is comparable.
    A Cholesky factor whitens as well as an inverse root does and costs far less: they differ by a
    rotation, which the singular vectors absorb.
    """
    from scipy.linalg import cholesky, eigh, solve_triangular

    xx, yy, xy = pairs.centred()
    total = pairs.n
    if prior is not None:
        known = prior.centred()
        xx, yy, xy = (
            own + PRIOR_WEIGHT * other for own, other in zip((xx, yy, xy), known, strict=True)
        )
        total += PRIOR_WEIGHT * prior.n
    ridge = float(np.clip(RIDGE_PRODUCTS / max(pairs.products, 1), *RIDGE_IMAGE))
    xx = _ridged(xx / total, ridge) + WITHIN * pairs.within / total
    lx = cholesky(xx, lower=True, overwrite_a=True, check_finite=False)
    ridges = np.full(len(yy), RIDGE_TEXT, np.float32)
    ridges[len(yy) - len(vocabulary) :] = RIDGE_WORDS
    ly = cholesky(_ridged(yy / total, ridges), lower=True, overwrite_a=True, check_finite=False)
    between = solve_triangular(lx, xy / total, lower=True, check_finite=False)
    between = solve_triangular(ly, between.T, lower=True, check_finite=False).T
    # The strongest singular directions, by way of the smaller side: a whole decomposition takes minutes.
    between = between.astype(np.float64)
    width = len(yy)
    squares, v = eigh(between.T @ between, subset_by_index=(max(width - DIMENSIONS, 0), width - 1))
    k = int((squares > FLAT**2).sum()) or 1
    squares, v = squares[: -k - 1 : -1], v[:, : -k - 1 : -1]
    s = np.sqrt(np.maximum(squares, FLAT**2))
    u = between @ v / s
    root = s**POWER
    means = pairs if pairs.n or prior is None else prior
    return Alignment(
        image_mean=np.asarray(means.x / max(means.n, 1), np.float32),
        image_map=np.asarray(solve_triangular(lx.T, u, check_finite=False) * root, np.float32),
        text_mean=np.asarray(means.y / max(means.n, 1), np.float32),
        text_map=np.asarray(solve_triangular(ly.T, v, check_finite=False) * root, np.float32),
        own_basis=np.zeros((len(xx), 0), np.float32),
        vocabulary=vocabulary,
    )


def _flat(centred: NDArray[np.float32], raw: NDArray[np.float32]) -> NDArray[np.intp]:
    """The columns that do not vary, given sums of products about the mean and as they are."""
    return np.flatnonzero(np.diagonal(centred) <= FLAT * np.diagonal(raw))


def _ridged(
    covariance: NDArray[np.float32], ridge: float | NDArray[np.float32]
) -> NDArray[np.float32]:
    own = np.maximum(ridge * np.diagonal(covariance), 1e-12)
    covariance[np.diag_indices(len(covariance))] += own
    return covariance
