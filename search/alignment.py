"""The shared space of a catalogue: where its pictures and its texts can be compared.

An encoder whose towers were trained apart gives picture rows and text rows that have nothing to say
to each other. Regularised canonical correlation analysis finds, in closed form, the directions of
both that vary together over the catalogue's own products (Hotelling 1936; Hardoon, Szedmak &
Shawe-Taylor 2004). Where the catalogue is small, pairs the encoder knows beforehand stand in
(`Prior`; the idea of ConSE, Norouzi et al. 2013), each counting for a fraction of a real pair.

A catalogue of a few hundred products fits a shared space good enough for words, but its pictures
are still told apart best as the tower sees them: there the pictures' *own* space is kept beside it,
in a basis that spans them.

It is *not* trained step by step and has no seed: the same pairs give the same space.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.encoders.base import Prior, Rows, unit

DIMENSIONS = 256
RIDGE_TEXT = 0.3
RIDGE_IMAGE = (0.25, 4.0)
RIDGE_PAIRS = 2_000
"""The picture side has thousands of columns, and needs the more ridge the fewer pairs there are: this
many over their number, within `RIDGE_IMAGE`. Ridges are shares of the mean variance."""

PRIOR_WEIGHT = 0.3
FOLDS = 3

SMALL = 1_000
"""Pairs of a picture and a text. Below, pictures are told apart in their own space; from here the
shared space is the better measure of them too."""

OWN_DIMENSIONS = 512
"""Width of the own picture space: a catalogue with fewer pictures loses nothing by it."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two affine maps into one space. Means are (d,), maps are (d, k), all float32.

    `own_basis` is (d_image, r), orthonormal columns that span the catalogue's pictures, or (d_image,
    0) where the shared space is the better measure of pictures too.
    """

    image_mean: NDArray[np.float32]
    image_map: NDArray[np.float32]
    text_mean: NDArray[np.float32]
    text_map: NDArray[np.float32]
    own_basis: NDArray[np.float32]

    @property
    def dimensions(self) -> int:
        return int(self.image_map.shape[1])

    def images(self, rows: Rows) -> Rows:
        """(n, k) unit rows from (n, d_image) picture rows."""
        return unit((rows - self.image_mean) @ self.image_map)

    def texts(self, rows: Rows) -> Rows:
        """(n, k) unit rows from (n, d_text) text rows."""
        return unit((rows - self.text_mean) @ self.text_map)

    def own(self, rows: Rows) -> Rows:
        """(n, r) picture rows in the basis of the catalogue's pictures.

        Not made unit: the inner product of a product's with *any* picture's is then what it was in
        the tower's space, since the part of the other that the basis lacks is orthogonal to it.
        """
        return np.asarray(rows @ self.own_basis, dtype=np.float32)


def fit(images: Rows, texts: Rows, *, prior: Prior | None = None) -> Alignment:
    """The shared space of `n` pairs: `images` (n, d_image) and `texts` (n, d_text), unit rows.

    The pairs of a `prior` join in, each for a fraction of a real one: they carry a small catalogue
    and fade as it grows. Needs two pairs, or a prior. The alignment has no own basis yet: see `span`.
    """
    ridge = float(np.clip(RIDGE_PAIRS / max(len(images), 1), *RIDGE_IMAGE))
    none = np.zeros((images.shape[1], 0), np.float32)
    if prior is None:
        return Alignment(*_solve(images, texts, np.ones(len(images), np.float32), ridge), none)
    # Each side is centred on its own mean: pictures of products and classifier directions lie in
    # different corners of the tower's space, and only how they vary is comparable.
    weights = np.concatenate(
        [np.ones(len(images), np.float32), np.full(len(prior.images), PRIOR_WEIGHT, np.float32)]
    )
    _, image_map, _, text_map = _solve(
        np.concatenate([_centre(images), _centre(prior.images)]),
        np.concatenate([_centre(texts), _centre(prior.texts)]),
        weights,
        ridge,
    )
    known = (images, texts) if len(images) else (prior.images, prior.texts)
    return Alignment(known[0].mean(0), image_map, known[1].mean(0), text_map, none)


def span(images: Rows) -> Rows:
    """(d, r) orthonormal columns: the directions in which the pictures lie, the strongest first."""
    if not len(images):
        return np.zeros((images.shape[1], 0), np.float32)
    _, s, vt = np.linalg.svd(images, full_matrices=False)
    r = min(OWN_DIMENSIONS, int((s > 1e-4 * s[0]).sum()))
    return np.ascontiguousarray(vt[:r].T)


def cross_validate(
    images: Rows, texts: Rows, products: NDArray[np.int64], *, prior: Prior | None = None
) -> dict[str, float]:
    """Text→picture recall@10 on products that the fit did not see, and out of how many.

    `products` (n,) says which product each pair belongs to. Every product is held out once; its text
    must find one of its own pictures among those of its fold. Empty below six products.
    """
    names, product = np.unique(products, return_inverse=True)
    if len(names) < 2 * FOLDS:
        return {}
    fold = np.random.default_rng(0).permutation(len(names))[product] % FOLDS
    found = []
    for held in range(FOLDS):
        out = fold == held
        alignment = fit(images[~out], texts[~out], prior=prior)
        owner = product[out]
        first = np.unique(owner, return_index=True)[1]  # one text a product
        scores = alignment.texts(texts[out][first]) @ alignment.images(images[out]).T
        own = np.where(owner[first][:, None] == owner[None], scores, -np.inf).max(1)
        # Other products with a better picture, each counted once however many pictures it has.
        best = np.stack([scores[:, owner == o].max(1) for o in owner[first]], axis=1)
        found.append(((best > own[:, None]).sum(1) < 10).mean())
    return {"recall@10": round(float(np.mean(found)), 4), "among": float(len(names) // FOLDS)}


def _centre(rows: Rows) -> Rows:
    return rows - rows.mean(0) if len(rows) else rows


def _solve(
    images: Rows, texts: Rows, weights: NDArray[np.float32], ridge: float
) -> tuple[Rows, Rows, Rows, Rows]:
    """CCA of weighted pairs: whiten both sides, take the singular directions of what is between.
    Returns image mean and map, text mean and map.

    A Cholesky factor whitens as well as an inverse root does and costs a tenth: the two differ by a
    rotation, which the singular vectors absorb.
    """
    from scipy.linalg import cholesky, solve_triangular

    total = weights.sum()
    image_mean = (weights @ images) / total
    text_mean = (weights @ texts) / total
    scale = np.sqrt(weights / total)[:, None]
    x, y = (images - image_mean) * scale, (texts - text_mean) * scale
    lx = cholesky(_ridged(x.T @ x, ridge), lower=True, overwrite_a=True, check_finite=False)
    ly = cholesky(_ridged(y.T @ y, RIDGE_TEXT), lower=True, overwrite_a=True, check_finite=False)
    between = solve_triangular(lx, x.T @ y, lower=True, check_finite=False)
    between = solve_triangular(ly, between.T, lower=True, check_finite=False).T
    u, s, vt = np.linalg.svd(between, full_matrices=False)
    k = min(DIMENSIONS, int((s > 1e-6).sum()) or 1)
    root = np.sqrt(s[:k])
    image_map = solve_triangular(lx.T, u[:, :k], check_finite=False) * root
    text_map = solve_triangular(ly.T, vt[:k].T, check_finite=False) * root
    return (
        image_mean.astype(np.float32),
        image_map.astype(np.float32),
        text_mean.astype(np.float32),
        text_map.astype(np.float32),
    )


def _ridged(covariance: NDArray[np.float32], ridge: float) -> NDArray[np.float32]:
    size = len(covariance)
    covariance[np.diag_indices(size)] += ridge * np.trace(covariance) / size + 1e-12
    return covariance
