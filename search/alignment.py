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

import operator
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from search.encoders.base import Prior, Rows, unit
from search.moments import FLAT, Moments, apart_of
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

WITHIN = 16.0
"""How many times over the variance between pictures of one product counts as noise."""

PRIOR_WEIGHT = 0.3
FOLDS = 3
VALIDATE_PRODUCTS = 2_000
"""Products of a fold that are asked for, at most. Where each fold would have more, so many are held out
once."""

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
    images: Rows | NDArray[np.float16],
    texts: Rows,
    *,
    products: NDArray[np.int64] | None = None,
    titles: Rows | None = None,
    prior: Prior | None = None,
    vocabulary: Vocabulary = NO_WORDS,
) -> Alignment:
    """The shared space of `n` pairs: `images` (n, d_image), unit rows, float16 will do, and `texts`
    (n, d_text + words), what `vocabulary` makes of unit rows.

    `products` (n,) says which product each pair belongs to, where several may belong to one. `titles`
    is a second reading of the same products, as wide, which counts as much. The pairs of a `prior` join
    in, each for a fraction of a real one: they carry a small catalogue and fade as it grows. Needs two
    pairs, or a prior. The alignment has no own basis yet: see `span`.
    """
    pairs = Moments.of(images, texts, titles, products)
    known = Moments.of_prior(prior, vocabulary, weight=PRIOR_WEIGHT)
    return _solve(pairs, known, vocabulary)


def fit_and_validate(
    images: Rows | NDArray[np.float16],
    texts: Rows,
    products: NDArray[np.int64],
    *,
    titles: Rows | None = None,
    prior: Prior | None = None,
    vocabulary: Vocabulary = NO_WORDS,
) -> tuple[Alignment, dict[str, float]]:
    """`fit`, and text→picture recall@10 on products that a fit did not see, and out of how many.

    `products` (n,) says which product each pair belongs to. Every product is held out once, or of many some;
    its text must find one of its own pictures among those of its fold. No recall below six products.
    """
    names, product = np.unique(products, return_inverse=True)
    drawn = np.random.default_rng(0).permutation(len(names))
    folds, fold = FOLDS, drawn[product] % FOLDS
    if len(names) > FOLDS * VALIDATE_PRODUCTS:
        folds, fold = 1, np.where(drawn[product] < VALIDATE_PRODUCTS, 0, -1)

    def moments(of: NDArray[np.bool_]) -> Moments:
        return Moments.of(images, texts, titles, product, pairs=np.flatnonzero(of))

    known = Moments.of_prior(prior, vocabulary, weight=PRIOR_WEIGHT)
    parts = [moments(fold == held) for held in range(folds)]
    rest = moments(fold < 0)
    found = []
    for held in range(folds if len(names) >= 2 * FOLDS else 0):
        own = fold == held
        others = reduce(operator.add, (p for at, p in enumerate(parts) if at != held), rest)
        unseen = _solve(others, known, vocabulary)
        found.append(_recall(unseen, images[own], texts[own], product[own]))
        del others
    whole = reduce(operator.add, parts, rest)
    del parts, rest  # each is as large as what is solved
    alignment = _solve(whole, known, vocabulary)
    if not found:
        return alignment, {}
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
    if (apart := apart_of(images, products)) is not None:
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


def _recall(
    alignment: Alignment,
    images: Rows | NDArray[np.float16],
    texts: Rows,
    product: NDArray[np.int64],
) -> float:
    """The share of products whose text has one of its own pictures in the first ten products."""
    order = np.argsort(product, kind="stable")
    first = np.unique(product[order], return_index=True)[1]
    asking = alignment.texts(texts[order[first]])
    images = images.astype(np.float32)
    # A product counts once, by its best picture, however many it has.
    scores = np.maximum.reduceat(asking @ alignment.images(images[order]).T, first, axis=1)
    return float(((scores > np.diagonal(scores)[:, None]).sum(1) < 10).mean())


def _solve(pairs: Moments, prior: Moments | None, vocabulary: Vocabulary) -> Alignment:
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
        xx += prior.xx
        yy += prior.yy
        xy += prior.xy
        total += prior.n
    ridge = float(np.clip(RIDGE_PRODUCTS / max(pairs.products, 1), *RIDGE_IMAGE))
    xx /= np.float32(total)
    xx = _ridged(xx, ridge)
    xx += np.float32(WITHIN / total) * pairs.within
    # Symmetric, so that its transpose is what LAPACK can work on in place.
    lx = cholesky(xx.T, lower=True, overwrite_a=True, check_finite=False)
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


def _ridged(
    covariance: NDArray[np.float32], ridge: float | NDArray[np.float32]
) -> NDArray[np.float32]:
    own = np.maximum(ridge * np.diagonal(covariance), 1e-12)
    covariance[np.diag_indices(len(covariance))] += own
    return covariance
