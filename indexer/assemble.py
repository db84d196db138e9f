"""The rows of an index: every product's blocks, laid side by side as `search.blocks` says.

What a block means is `search`'s business; here rows of the towers are projected, averaged over the
pictures of a product, and left out where nobody has them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.embed import EmbeddedPictures
from indexer.shared_space import SharedSpace
from search.background import Correction, correction
from search.blocks import COLOUR, IMAGE, PRINTED, SHARED_IMAGE, SHARED_TEXT, TEXT, Layout
from search.calibration import sample
from search.encoders import Encoder
from search.encoders.base import Rows, unit
from search.errors import InvalidCatalogue
from search.query_pictures import ENOUGH, PictureKind
from search.scene import resemblance
from search.signals import PICTURE, PICTURE_IN_TEXT, SCENE

BELIEVED = 0.75
"""Of the products whose text names a colour, the share whose own picture must show it better than half of all
pictures do; by chance a half does."""


def assemble(
    space: SharedSpace,
    encoder: Encoder,
    pictures: EmbeddedPictures,
    texts: NDArray[np.float16],
    composed: Sequence[str],
    *,
    said: Rows,
    printed: Rows | None,
    asked: Mapping[PictureKind, Rows],
) -> tuple[Layout, NDArray[np.float16], Rows, Mapping[str, Correction]]:
    """The layout, the rows of all products, every picture in the shared space (m, k), and the
    corrections of signals by what was `asked` with, by their names.

    `texts` (n, d_text) are the encoder's rows of `composed`, the products' texts; `said` (n, colours) what
    they name, zeros where that is none; `printed` (n, columns) what is printed on the products.
    """
    n = len(texts)
    own_texts = texts.astype(np.float32)
    shared_pictures = _in_chunks(space.images, pictures.rows, space.dimensions)
    parts = {
        SHARED_TEXT: _where(own_texts, space.texts(own_texts, composed)),
        SHARED_IMAGE: centroids(shared_pictures, pictures.of, n),
    }
    if not encoder.shared:
        parts = {TEXT: own_texts} | parts
    if space.own_dimensions:
        own = _in_chunks(space.own, pictures.rows, space.own_dimensions)
        parts[IMAGE] = centroids(own, pictures.of, n)
    colours = centroids(pictures.colours.astype(np.float32), pictures.of, n)
    parts[COLOUR] = _colours_of_products(colours, said)
    if printed is not None:
        parts[PRINTED] = printed
    parts = {name: part for name, part in parts.items() if part.any()}
    if not parts:
        raise InvalidCatalogue(
            "No product has a text or a picture that can be read.",
            remedy="See the problems: bowerbird index --json; or name other --text-fields.",
        )
    corrections = _corrections(parts, space, asked)
    layout = Layout({name: part.shape[1] for name, part in parts.items()}, tuple(corrections))
    return layout, layout.assemble(parts, corrections), shared_pictures, corrections


def _corrections(
    parts: Mapping[str, Rows], space: SharedSpace, asked: Mapping[PictureKind, Rows]
) -> dict[str, Correction]:
    """What the pictures that were asked with say of each signal of a picture."""
    found = {}
    if len(pictures := asked[PictureKind.PICTURE]) >= ENOUGH:
        shared = space.images(pictures)
        if IMAGE in parts:
            found[PICTURE] = correction(space.own(pictures) @ parts[IMAGE].T)
        elif SHARED_IMAGE in parts:
            found[PICTURE] = correction(shared @ parts[SHARED_IMAGE].T)
        if SHARED_TEXT in parts:
            found[PICTURE_IN_TEXT] = correction(shared @ parts[SHARED_TEXT].T)
    if len(regions := asked[PictureKind.REGION]) >= ENOUGH and SHARED_IMAGE in parts:
        found[SCENE] = correction(resemblance(space.images(regions), parts))
    return found


def centroids(pictures: Rows, of: NDArray[np.int32], n: int) -> Rows:
    """(n, d) unit: the middle of each product's pictures; zeros for a product without any."""
    sums = np.zeros((n, pictures.shape[1]), np.float32)
    np.add.at(sums, of[:, 0], pictures)
    return unit(sums)


def _colours_of_products(seen: Rows, said: Rows) -> Rows:
    """(n, colours): what a product's text names, and what its pictures show where it names none.

    Where a catalogue's texts name colours that its pictures do not show ("Rose" is a cut of jeans), nobody
    knows the colour of a product whose text names one.
    """
    named, shown = (np.asarray(rows.any(axis=1)) for rows in (said, seen))
    both = sample(named & shown)
    if len(both):
        likeness = said[both] @ seen[both].T
        agreeing = float(np.mean(np.diag(likeness) > np.median(likeness, axis=1)))
        said = said * (agreeing >= BELIEVED)
    return np.where(named[:, None], said, seen)


def _where(there: Rows, rows: Rows) -> Rows:
    """`rows` with zeros wherever the row of `there` is zero: nothing projects to somewhere."""
    return np.asarray(rows * np.any(there, axis=1)[:, None], dtype=np.float32)


def _in_chunks(project: Callable[[Rows], Rows], rows: NDArray[np.float16], width: int) -> Rows:
    """`project` in float32 without a float32 copy of all the towers' rows at once."""
    out = np.zeros((len(rows), width), np.float32)
    for start in range(0, len(rows), 8_192):
        out[start : start + 8_192] = project(rows[start : start + 8_192].astype(np.float32))
    return out
