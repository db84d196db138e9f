"""Listings of one thing: products that say the same of themselves and show the same picture.

*The same picture*: the first of each is the same file, or looks the same after being saved again or
resized (`fingerprints`), in the same colours. *Say the same*: title, description, brand, category and
attributes have the same words, whatever their order, case and signs; what belongs to the offer and not
to the thing (price, stock, address, seller, product numbers) may differ. So two sizes or colours are two
things, even where one photograph stands for both: those only *share a picture*, which is reported and
joins nothing. Products without pictures are one listing where they say the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from indexer.embed import EmbeddedPictures
from indexer.fingerprints import differing
from indexer.text import as_text
from search.ordering import DATES
from search.ranking import GROUPS

ALIKE, ALIKE_COLOURS = 32, 0.97
"""Bits of 512 that may differ, and the least cosine of colours, where the words say that it is the same
thing. Few, since shops say the same of different things: of 609 pairs of real products with the same
words and other pictures none is this alike, and the nearest is at 37 (`benchmarks/listings.py`)."""

SAME, SAME_COLOURS = 12, 0.99
"""The same where the words do not say so."""

OFFER = (
    "product_id", "price", "currency", "images", "in_stock", "url", "seller", "vendor", "merchant",
    "shop", "store", "supplier", "rating", "ratings", "stars", "reviews", "review_count", "stock",
    "quantity", "sales", "rank", "article_number", "item_number", *DATES,
)  # fmt: skip
"""Names of columns about the offer and not the thing."""

_IDS = ("id", "sku", "listing", "offer")
"""How the name of a column ends that numbers a shop's rows. A maker's numbers (EAN, MPN) tell things
apart."""

EXAMPLES = 5

_WORD = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Listings:
    """`groups` (n,) int32 is the listing of each product, numbered from 0; `sharing` (n,) whether another
    product that says something else has its first picture."""

    groups: NDArray[np.int32]
    sharing: NDArray[np.bool_]

    def report(self, ids: Sequence[str]) -> dict[str, Any]:
        """Counts, and the ids of the first few listings that are there more than once."""
        sizes = np.bincount(self.groups)
        again = np.flatnonzero(sizes > 1)
        return {
            "repeated": len(again),
            "products": int(sizes[again].sum()),
            "examples": [
                [ids[row] for row in np.flatnonzero(self.groups == group)[:EXAMPLES]]
                for group in again[:EXAMPLES]
            ],
            "sharing_a_picture": int(self.sharing.sum()),
        }


def find_listings(table: pa.Table, pictures: EmbeddedPictures) -> Listings:
    """The listings of the clean products in `table`, whose readable pictures are `pictures`."""
    says = _says(table)
    rows, first = np.unique(pictures.of[:, 0], return_index=True)
    shown, at, of = np.unique(
        np.array(pictures.keys, dtype=object)[first].astype(str),
        return_index=True, return_inverse=True,
    )  # fmt: skip
    prints, colours = (
        pictures.fingerprints[first[at]],
        pictures.colours[first[at]].astype(np.float32),
    )
    # A product without a picture is compared with others without one; if it says nothing, with none.
    picture = np.where(says < 0, len(shown) + np.arange(len(says)), -1)
    picture[rows] = _joined(
        len(shown), _alike(prints, colours, _parts(prints), SAME, SAME_COLOURS)
    )[of]
    pairs, one, node = np.unique(
        np.column_stack([picture, says]), axis=0, return_index=True, return_inverse=True
    )
    image = np.full(len(says), -1)
    image[rows] = of
    there = np.flatnonzero((image[one] >= 0) & (pairs[:, 1] >= 0))
    a, b = _alike(
        prints[image[one[there]]], colours[image[one[there]]], [pairs[there, 1]], ALIKE, ALIKE_COLOURS
    )  # fmt: skip
    groups = _joined(len(pairs), (there[a], there[b]))[node.ravel()]
    return Listings(groups.astype(np.int32), _sharing(pairs, node.ravel()))


def _sharing(pairs: NDArray[np.int64], node: NDArray[np.int64]) -> NDArray[np.bool_]:
    pictured = pairs[:, 0] >= 0
    _, at, count = np.unique(pairs[:, 0], return_inverse=True, return_counts=True)
    return np.asarray(((count[at.ravel()] > 1) & pictured)[node])


def _says(table: pa.Table) -> NDArray[np.int64]:
    """(n,) a number for what each product says of itself, the same for the same; -1 for no words."""
    names = [name for name in table.column_names if not _of_the_offer(name)]
    columns = []
    for name in names:
        values = table.column(name).to_pylist()
        said = {value: _words(as_text(value)) for value in set(values) if value is not None}
        numbers = {words: at for at, words in enumerate(sorted({*said.values()} - {""}), 1)}
        columns.append([numbers.get(said.get(value, ""), 0) for value in values])
    wide = np.array(columns, dtype=np.int64).T
    silent = ~wide[:, [names.index("title"), names.index("description")]].any(axis=1)
    _, says = np.unique(wide, axis=0, return_inverse=True)
    return np.where(silent, -1, says.ravel())


def _of_the_offer(name: str) -> bool:
    named = name.casefold().replace(" ", "_")
    if named in GROUPS:  # what variants share, and so one listing with another
        return False
    return named in OFFER or named.split("_")[-1] in _IDS


def _words(text: str) -> str:
    return " ".join(sorted(_WORD.findall(unicodedata.normalize("NFKC", text).casefold())))


def _alike(
    prints: NDArray[np.uint8],
    colours: NDArray[np.float32],
    keys: Sequence[NDArray[np.int64]],
    most: int,
    least: float,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pairs, of those that share a value of any of the `keys` (n,), that look alike."""
    found = [np.empty((0, 2), np.int64)]
    for key in keys:
        for a, b in _pairs(key):
            near = differing(prints[a], prints[b]) <= most
            a, b = a[near], b[near]
            near = np.einsum("ij,ij->i", colours[a], colours[b]) >= least
            found.append(np.column_stack([a[near], b[near]]))
    pairs = np.concatenate(found)
    return pairs[:, 0], pairs[:, 1]


def _pairs(key: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """All pairs with the same value of `key` (n,), in as many blocks as the commonest value has products."""
    order = np.argsort(key, kind="stable")
    key, step = key[order], 1
    at = np.flatnonzero(key[:-1] == key[1:])
    while len(at):
        yield order[at], order[at + step]
        step += 1
        at = at[at + step < len(key)]
        at = at[key[at] == key[at + step]]


def _parts(prints: NDArray[np.uint8]) -> list[NDArray[np.int64]]:
    """`SAME` + 1 numbers (n,) for each fingerprint, of which two that are that alike share one at least."""
    wide = prints.astype(np.int64)
    return [
        sum((wide[:, at] << (8 * i) for i, at in enumerate(part)), np.zeros(len(wide), np.int64))
        for part in np.array_split(np.arange(prints.shape[1]), SAME + 1)
    ]


def _joined(n: int, pairs: tuple[NDArray[np.int64], NDArray[np.int64]]) -> NDArray[np.int64]:
    """(n,) the group of each of n things, of which the `pairs` belong together."""
    edges = coo_matrix((np.ones(len(pairs[0]), bool), pairs), shape=(n, n))
    return np.asarray(connected_components(edges, directed=False)[1], dtype=np.int64)
