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

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from search.encoders.base import Prior, Rows, unit

DIMENSIONS = 256
RIDGE_IMAGE = 1.0
RIDGE_TEXT = 0.3
PRIOR_WEIGHT = 0.3

PRIOR_UNTIL = 1_000
"""Pairs. From here the catalogue speaks for itself, and every picture column is used."""

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

    With fewer than `PRIOR_UNTIL` pairs the `prior` joins in, and only the picture columns that it
    covers are used. Needs two pairs, or a prior.
    """
    if prior is None or len(images) >= PRIOR_UNTIL:
        alignment = _solve(images, texts, np.ones(len(images), np.float32))
        return alignment if len(images) >= PRIOR_UNTIL else replace(alignment, own_basis=_span(images))
    columns = prior.columns
    # Each side is centred on its own mean: pictures of products and classifier directions lie in
    # different corners of the tower's space, and only how they vary is comparable.
    own_i, own_t = _centre(images[:, columns]), _centre(texts)
    known_i, known_t = _centre(prior.images[:, columns]), _centre(prior.texts)
    weights = np.concatenate(
        [np.ones(len(own_i), np.float32), np.full(len(known_i), PRIOR_WEIGHT, np.float32)]
    )
    small = _solve(np.concatenate([own_i, known_i]), np.concatenate([own_t, known_t]), weights)
    image_map = np.zeros((images.shape[1], small.dimensions), np.float32)
    image_map[columns] = small.image_map
    return Alignment(
        images.mean(0) if len(images) else prior.images.mean(0),
        image_map,
        texts.mean(0) if len(texts) else prior.texts.mean(0),
        small.text_map,
        _span(images),
    )


def cross_validate(
    images: Rows, texts: Rows, *, prior: Prior | None = None, folds: int = 3, k: int = 10
) -> dict[str, float]:
    """Text→picture recall@k on pairs that the fit did not see, and out of how many pictures.

    Every pair is held out once; a text must find its own product's picture among those of its fold.
    """
    n = len(images)
    if n < 2 * folds:
        return {}
    fold = np.random.default_rng(0).permutation(n) % folds
    found = []
    for held in range(folds):
        out = fold == held
        alignment = fit(images[~out], texts[~out], prior=prior)
        scores = alignment.texts(texts[out]) @ alignment.images(images[out]).T
        own = np.diagonal(scores)[:, None]
        found.append(((scores > own).sum(1) < k).mean())
    return {f"recall@{k}": float(np.mean(found)), "among": float(n // folds), "folds": float(folds)}


def _centre(rows: Rows) -> Rows:
    return rows - rows.mean(0) if len(rows) else rows


def _solve(images: Rows, texts: Rows, weights: NDArray[np.float32]) -> Alignment:
    """CCA of weighted pairs: whiten both sides, take the singular directions of what is between.

    A Cholesky factor whitens as well as an inverse root does and costs a tenth: the two differ by a
    rotation, which the singular vectors absorb.
    """
    from scipy.linalg import cholesky, solve_triangular

    total = weights.sum()
    image_mean = (weights @ images) / total
    text_mean = (weights @ texts) / total
    scale = np.sqrt(weights / total)[:, None]
    x, y = (images - image_mean) * scale, (texts - text_mean) * scale
    lx = cholesky(_ridged(x.T @ x, RIDGE_IMAGE), lower=True, overwrite_a=True, check_finite=False)
    ly = cholesky(_ridged(y.T @ y, RIDGE_TEXT), lower=True, overwrite_a=True, check_finite=False)
    between = solve_triangular(lx, x.T @ y, lower=True, check_finite=False)
    between = solve_triangular(ly, between.T, lower=True, check_finite=False).T
    u, s, vt = np.linalg.svd(between, full_matrices=False)
    k = min(DIMENSIONS, int((s > 1e-6).sum()) or 1)
    root = np.sqrt(s[:k])
    image_map = solve_triangular(lx.T, u[:, :k], check_finite=False) * root
    text_map = solve_triangular(ly.T, vt[:k].T, check_finite=False) * root
    return Alignment(
        image_mean.astype(np.float32),
        image_map.astype(np.float32),
        text_mean.astype(np.float32),
        text_map.astype(np.float32),
        np.zeros((images.shape[1], 0), np.float32),
    )


def _span(images: Rows) -> Rows:
    """(d, r) orthonormal columns: the directions in which the pictures lie, the strongest first."""
    if not len(images):
        return np.zeros((images.shape[1], 0), np.float32)
    _, s, vt = np.linalg.svd(images, full_matrices=False)
    r = min(OWN_DIMENSIONS, int((s > 1e-4 * s[0]).sum()))
    return np.ascontiguousarray(vt[:r].T)


def _ridged(covariance: NDArray[np.float32], ridge: float) -> NDArray[np.float32]:
    size = len(covariance)
    covariance[np.diag_indices(size)] += ridge * np.trace(covariance) / size + 1e-12
    return covariance
