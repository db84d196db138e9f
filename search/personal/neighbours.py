"""Which products go with which: learned from what the same shoppers chose, for every pair of products.

Two ways to the same kind of answer, (p, p) sparse, row i holding what having chosen i says about
each other product. EASE^R where the shop's active products fit a dense matrix: a linear model in
closed form, whose weights know that a product is explained by another already. Co-occurrence in
one basket beyond that. `benchmarks.personal` measures both; EASE^R won wherever it could be run.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

KEPT = 100
"""Neighbours a product. The rest of a row is small, and mostly noise."""

RIDGE = 300.0
"""Of EASE^R, in shoppers: a pair that few shoppers share says little."""

MOST_DENSE = 4_000
"""Products up to which EASE^R is computed: its matrix is dense, its time cubic (seconds here)."""


def ease(chosen: sp.csr_matrix, *, ridge: float = RIDGE) -> sp.csr_matrix:
    """EASE^R (Steck 2019, "Embarrassingly Shallow Autoencoders for Sparse Data"), its largest positive
    weights: (p, p) from `chosen` (shoppers, p), 1 where a shopper chose a product."""
    from scipy.linalg.lapack import spotrf, spotri

    gram = (chosen.T @ chosen).toarray().astype(np.float32)
    gram[np.diag_indices_from(gram)] += ridge
    # Cholesky, and the inverse from it: half the work of a general inverse, and it is symmetric.
    factor, failed = spotrf(gram, lower=1, overwrite_a=1)
    assert not failed, "a Gram matrix with a ridge is positive definite"
    inverse, failed = spotri(factor, lower=1, overwrite_c=1)
    assert not failed
    inverse = np.tril(inverse) + np.tril(inverse, -1).T
    weights = inverse / -np.diag(inverse)
    np.fill_diagonal(weights, 0.0)
    return _largest(sp.csr_matrix(np.maximum(weights, 0.0)))


def in_one_basket(baskets: sp.csr_matrix) -> sp.csr_matrix:
    """Cosine of co-occurrence in one basket: (p, p) from (baskets, p). A pair in a basket of many
    products says less than one in a basket of two."""
    sizes = np.asarray(baskets.sum(axis=1)).ravel()
    pairs = (baskets.T @ sp.diags(1.0 / np.maximum(sizes, 1.0)) @ baskets).tocsr()
    norm = sp.diags(1.0 / np.sqrt(np.maximum(pairs.diagonal(), 1e-9)))
    pairs = (norm @ pairs @ norm).tolil()
    pairs.setdiag(0.0)
    return _largest(pairs.tocsr().astype(np.float32))


def _largest(pairs: sp.csr_matrix) -> sp.csr_matrix:
    """The `KEPT` largest entries of each row; of equal ones the first columns."""
    pairs.eliminate_zeros()
    pairs.sort_indices()
    columns, values, starts = [], [], [0]
    for row in range(pairs.shape[0]):
        mine = slice(pairs.indptr[row], pairs.indptr[row + 1])
        best = np.sort(np.argsort(-pairs.data[mine], kind="stable")[:KEPT])
        columns.append(pairs.indices[mine][best])
        values.append(pairs.data[mine][best])
        starts.append(starts[-1] + len(best))
    return sp.csr_matrix(
        (_joined(values, np.float32), _joined(columns, np.int32), np.array(starts)), pairs.shape
    )


def _joined(parts: list[NDArray[Any]], kind: type) -> NDArray[Any]:
    return np.concatenate(parts).astype(kind) if parts else np.zeros(0, kind)
