"""What words look like beside a picture, as the shop's own products tell.

A shared space of texts and pictures may not know what "stripes" are, above all in a small shop. Its products
do: of those that look like the query's picture, some have the word in their text and some have not, and the
way from the middle of these to the middle of those is what the word looks like *here* (after Rocchio 1971,
"Relevance feedback in information retrieval"). So a shirt is known to be striped whose own text forgot it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.artifact import Artifact
from search.fusion import DECIMALS, DenseSignal, Measured, query_row
from search.lexical import Lexical
from search.scan import products
from search.signals import PICTURE, UNWANTED_LOOK

NEAR = 100
"""Products that look most like the picture: of these it is asked what their texts say."""

EXAMPLES, ENOUGH = 10, 2
"""The nearest with the word, and without it, that are compared; and how many there must be of both."""

SAID = 0.5
"""Of the words, by their rarity, that a text must have."""


def unwanted_look(
    dense: Sequence[DenseSignal],
    asked: Lexical | None,
    artifact: Artifact,
    rows: NDArray[np.float16],
) -> list[Measured]:
    """How far each product of the `rows` (n, width) looks like what has the words that are not wanted: from 0
    like those without them to 1 like those with them. Nothing without a picture, without such words, or
    where too few products tell."""
    picture = next((signal for signal in dense if signal.name == PICTURE), None)
    if picture is None or asked is None or not asked.weights[UNWANTED_LOOK]:
        return []
    unwanted = [(-weight, w) for weight, w in asked.parts if weight < 0 and any(w.ways)]
    if not unwanted:
        return []
    near = artifact.vectors.search(query_row([picture], artifact.layout), NEAR)
    there = artifact.rows[near].astype(np.float32)
    columns = artifact.layout.columns(picture.block)
    nearest = np.lexsort((near, -(there[:, columns] @ picture.vector)))
    near, there = near[nearest], there[nearest][:, columns]
    looks = np.zeros(len(rows))
    for weight, wording in unwanted:
        has = asked.index.held(wording.ways, near).coverage >= SAID
        if min(has.sum(), (~has).sum()) < ENOUGH:
            continue
        with_it, without = (there[which][:EXAMPLES].mean(axis=0) for which in (has, ~has))
        way = np.zeros(artifact.layout.width, np.float32)
        way[columns] = with_it - without
        start, end = without @ way[columns], with_it @ way[columns]
        if end > start:
            looks += weight * np.clip((products(rows, way) - start) / (end - start), 0, 1)
    looks[rows[:, artifact.layout.flag(picture.block)] == 0] = 0
    scaled = np.round(looks, DECIMALS)
    raw = np.where(scaled > 0, scaled, np.nan)
    return [Measured(UNWANTED_LOOK, raw, scaled, asked.weights[UNWANTED_LOOK])]
