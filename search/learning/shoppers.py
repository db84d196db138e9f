"""Shoppers who are made up, over real products, real queries and real histories: the simulator's people.

They ask with words of products that they may want, and have a hidden taste: weights of their own for the
reasons that a ranking has. A product is wanted by chance, and more likely the better it suits that taste. So
there is a best ranking, nobody is told it, and it is not the one that is shipped.
"""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from search.learning.feedback import LEARNABLE, Floats
from search.learning.ranges import safe
from search.learning.world import SHOWN, World, ideal_of
from search.query import Query
from search.searcher import Searcher
from search.signals import SIGNALS

CANDIDATES = 50
QUERIES = 240
MOST_SHOPPERS = 60
LEAST_MATCHING = 3
"""Products whose title must have a word that is asked for: with fewer there is nothing to rank."""

WANTED, UNWANTED = 0.6, 0.05
"""Clicks on a product that is looked at and wanted, or not."""

PER_QUERY = 4.0
"""Candidates of a query that are wanted, on average."""

DECIDED = 2.0
"""Logits that a deviation of the best score makes: how much taste decides, and how much chance."""

STRANGE = 1.0
"""Deviation of the logarithm of a hidden weight around the shipped one."""


def hidden_taste(signals: tuple[str, ...], rng: np.random.Generator) -> Floats:
    """(s,) weights that nobody is told, around the shipped ones."""
    shipped = np.array([SIGNALS[name].weight for name in signals])
    return safe(shipped * np.exp(rng.normal(scale=STRANGE, size=len(shipped))), signals)


def imagine(
    signals: tuple[str, ...],
    features: Floats,
    there: NDArray[np.bool_],
    shoppers: NDArray[np.int64],
    taste: Floats,
    rng: np.random.Generator,
) -> World:
    """A world over real `features` (q, c, s), whose shoppers want by `taste` (s,). Positions are examined as
    1/position."""
    score = features @ taste
    count = np.maximum(there.sum(axis=1, keepdims=True), 1)
    centred = score - np.where(there, score, 0.0).sum(axis=1, keepdims=True) / count
    logit = DECIDED * centred / (np.sqrt((centred[there] ** 2).mean()) or 1.0)
    low, high = -20.0, 20.0
    for _ in range(50):  # the bias at which as many are wanted as should be
        middle = (low + high) / 2
        chance = np.where(there, 1 / (1 + np.exp(-np.clip(logit + middle, -30, 30))), 0.0)
        low, high = (middle, high) if chance.sum(axis=1).mean() < PER_QUERY else (low, middle)
    wanted = rng.random(chance.shape) < chance
    gain = wanted.astype(float)
    return World(
        signals=signals,
        features=features,
        there=there,
        wanted=np.where(wanted, WANTED, UNWANTED) * there,
        gain=gain,
        ideal=ideal_of(gain),
        examination=1.0 / np.arange(1, SHOWN + 1),
        shoppers=shoppers,
    )


def real_searches(
    searcher: Searcher, *, queries: int = QUERIES, seed: int = 0
) -> tuple[tuple[str, ...], Floats, NDArray[np.bool_], NDArray[np.int64], list[str]]:
    """Signals, features (q, c, s), there (q, c), shoppers (q,) and texts of searches in an index, by
    shoppers of its log (and strangers, where there are none)."""
    rng = np.random.default_rng(seed)
    asked = _questions(searcher, queries, rng)
    known = searcher.events.users(MOST_SHOPPERS) if searcher.events is not None else []
    users: list[str | None] = [name for name, _ in known]
    users = users or [None]
    names = [name for name in LEARNABLE if SIGNALS[name].weight]
    features = np.zeros((len(asked), CANDIDATES, len(names)))
    there = np.zeros((len(asked), CANDIDATES), dtype=bool)
    shoppers = np.arange(len(asked)) % len(users)
    for at, text in enumerate(asked):
        query = Query(text=text, user_id=users[shoppers[at]], limit=CANDIDATES)
        results = searcher.search(query)
        weights = results.weighing.weights
        there[at, : len(results.hits)] = True
        for place, hit in enumerate(results.hits):
            for one in hit.evidence:
                if one.signal in names:
                    features[at, place, names.index(one.signal)] = (
                        one.contribution / weights[one.signal]
                    )
    varies = [at for at in range(len(names)) if features[:, :, at][there].std() > 1e-3]
    return (
        tuple(names[at] for at in varies), features[:, :, varies], there,
        shoppers.astype(np.int64), asked,
    )  # fmt: skip


def _questions(searcher: Searcher, most: int, rng: np.random.Generator) -> list[str]:
    """Words of titles, one or two, that several products have."""
    titles = [
        re.findall(r"\w+", str(title or "").lower())
        for title in searcher.artifact.products.column("title").to_pylist()
    ]
    count = Counter(word for words in titles for word in set(words) if len(word) > 2)
    common = {word for word, number in count.items() if number >= LEAST_MATCHING}
    found = []
    for row in rng.permutation(len(titles)).tolist():
        words = [word for word in titles[row] if word in common]
        if words:
            size = min(len(words), 1 + int(rng.integers(2)))
            start = int(rng.integers(len(words) - size + 1))
            found.append(" ".join(words[start : start + size]))
        if len(found) == most:
            break
    return found
