"""What people usually ship to recommend products, learned from the same events as ours.

Each is a function from a case to ranked product ids, the products a shopper knows in it too. What is
learned is learned again for each split (`of` a memory's moment), never from what is hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from search.artifact import Artifact
from search.evaluation.lists import K
from search.evaluation.users import Case
from search.personal.crowd import Acts
from search.personal.taste import TasteSpace

FACTORS, ALPHA, RIDGE, ROUNDS = 64, 10.0, 10.0, 8
SEED = 0

Recommender = Callable[[Case], Sequence[str]]
Scores = NDArray[np.float32]


class Learned:
    """Models of `acts`: everyone's choices without what is hidden."""

    def __init__(self, acts: Acts) -> None:
        self.acts = acts
        self.code_of = {product: code for code, product in enumerate(acts.products)}
        pairs = np.unique(np.stack([acts.shopper, acts.product]), axis=1)
        ones = np.ones(pairs.shape[1], np.float32)
        shape = (int(acts.shopper.max()) + 1, len(acts.products))
        self.chosen = sp.csr_matrix((ones, (pairs[0], pairs[1])), shape)
        self.popular = np.asarray(self.chosen.sum(axis=0), dtype=np.float32).ravel()

    def top(self, scores: Scores, case: Case) -> list[str]:
        depth = K + len(case.known)
        best = np.lexsort((np.arange(len(scores)), -scores))[:depth]
        return [self.acts.products[code] for code in best]

    def known(self, case: Case) -> NDArray[np.int64]:
        return np.array(
            [self.code_of[p] for p in sorted(case.known) if p in self.code_of], dtype=np.int64
        )

    def most_bought(self) -> Recommender:
        """By how many shoppers have it, for everyone the same."""
        return lambda case: self.top(self.popular, case)

    def item_item(self) -> Recommender:
        """Cosine of co-purchase (Sarwar et al. 2001), summed over what the shopper has."""
        norm = sp.diags(1 / np.sqrt(np.maximum(self.popular, 1)))
        near = (norm @ (self.chosen.T @ self.chosen) @ norm).toarray().astype(np.float32)
        np.fill_diagonal(near, 0)
        return lambda case: self.top(near[self.known(case)].sum(axis=0), case)

    def ease(self, *, ridge: float = 300.0) -> Recommender:
        """EASE^R (Steck 2019), dense and whole."""
        gram = (self.chosen.T @ self.chosen).toarray().astype(np.float64)
        gram[np.diag_indices_from(gram)] += ridge
        inverse = np.linalg.inv(gram)
        weights = (inverse / -np.diag(inverse)).astype(np.float32)
        np.fill_diagonal(weights, 0)
        return lambda case: self.top(weights[self.known(case)].sum(axis=0), case)

    def als(self) -> Recommender:
        """Alternating least squares on implicit feedback (Hu, Koren & Volinsky 2008); a shopper is folded
        in from what they have."""
        rng = np.random.default_rng(SEED)
        items = rng.normal(0, 0.1, (len(self.acts.products), FACTORS))
        by_item = self.chosen.T.tocsr()
        for _ in range(ROUNDS):
            users = _solve(self.chosen, items)
            items = _solve(by_item, users)
        gram = items.T @ items

        def recommend(case: Case) -> list[str]:
            user = _one(items[self.known(case)], gram)
            return self.top((items @ user).astype(np.float32), case)

        return recommend


def content_mean(artifact: Artifact, space: TasteSpace) -> Recommender:
    """Nearest to the mean vector of what the shopper has."""

    def recommend(case: Case) -> list[str]:
        rows = [row for row in map(artifact.row_of, sorted(case.known)) if row is not None]
        every = space.rows(np.arange(len(artifact)))
        scores = every @ every[rows].mean(axis=0) if rows else np.zeros(len(artifact))
        return [artifact.product_id(int(row)) for row in np.argsort(-scores)[: K + len(case.known)]]

    return recommend


def _solve(chosen: sp.csr_matrix, other: NDArray[np.float64]) -> NDArray[np.float64]:
    gram = other.T @ other
    return np.stack(
        [
            _one(other[chosen.indices[chosen.indptr[row] : chosen.indptr[row + 1]]], gram)
            for row in range(chosen.shape[0])
        ]
    )


def _one(liked: NDArray[np.float64], gram: NDArray[np.float64]) -> NDArray[np.float64]:
    left = gram + ALPHA * liked.T @ liked + RIDGE * np.eye(len(gram))
    return np.linalg.solve(left, (1 + ALPHA) * liked.sum(axis=0))
