"""What a query says to the encoder, as dense signals: each of its parts against each block.

Words ask for texts that mean the same and for pictures that show it; a picture asks for pictures
that look like it and for texts that describe it; a product named as like or unlike asks with its own
rows. Anything that cannot be asked of this index is said in a note, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from PIL.Image import Image

from search.artifact import Artifact
from search.blocks import COLOUR, IMAGE, PRINTED, SHARED_IMAGE, SHARED_TEXT, TEXT
from search.colour import Colours, colours_of_text
from search.encoders import Encoder
from search.encoders.base import Rows, unit
from search.encoders.recent import Recent
from search.fusion import DenseSignal, Measured
from search.grammar import TextPart
from search.printed import Words, asking
from search.query import Query
from search.scene import REGIONS, regions_of
from search.signals import COLOURED, PICTURE, SIGNALS, UNALIKE, UNWANTED_COLOUR, Part, block_of

AGAINST = 0.5
"""Of the weight of unwanted words in what a query means: taken off whole, they would say more about the
answer than the words that are wanted."""

ALIKE = 0.15
"""On the scale of `picture`: what is nearer to yours than this may be what you mean."""

SHOWN = 8
"""Words on a picture that a note says were read."""


@dataclass(frozen=True, slots=True)
class QueryVectors:
    """What the encoder made of a query: (d_text,) of its words and (d_image,) of its picture,
    or (regions, d_image) where the picture is a scene: then `search.scene` asks in its place. `printed` are
    the words on the picture."""

    text: Rows | None = None
    image: Rows | None = None
    regions: Rows | None = None
    printed: Words = ()


def encode(
    queries: Sequence[Query],
    encoder: Encoder | Recent,
    *,
    read: Callable[[Sequence[Image]], Sequence[Words]] | None = None,
) -> list[QueryVectors]:
    """What the encoder makes of queries: their words in one batch, and their pictures in another. `read` says
    what is printed on pictures."""
    texts = [part.text for query in queries for part in query.parts]
    images = [
        region
        for query in queries
        if query.image is not None
        for region in (regions_of(query.image) if query.scene else [query.image])
    ]
    text_rows: Iterator[Rows] = iter(encoder.encode_texts(texts) if texts else ())
    image_rows: Iterator[Rows] = iter(encoder.encode_images(images) if images else ())
    whole = [q.image for q in queries if q.image is not None and not q.scene]
    printed: Iterator[Words] = iter(read(whole) if read and whole else [()] * len(whole))
    return [
        QueryVectors(
            printed=next(printed) if query.image is not None and not query.scene else (),
            text=combined(query.parts, islice(text_rows, len(query.parts)))
            if query.parts
            else None,
            image=next(image_rows) if query.image is not None and not query.scene else None,
            regions=np.array([*islice(image_rows, len(REGIONS))]) if query.scene else None,
        )
        for query in queries
    ]


def combined(parts: Sequence[TextPart], rows: Iterable[Rows]) -> Rows:
    """(d_text,) unit: what the words of a query mean together, given a unit row for each of its parts."""
    return unit(_shares(parts) @ np.array([*rows]))


def _shares(parts: Sequence[TextPart]) -> NDArray[np.float32]:
    """(parts,): what each adds to what a query means."""
    return np.array([p.weight if p.weight > 0 else AGAINST * p.weight for p in parts], np.float32)


def dense_signals(
    query: Query, vectors: QueryVectors, artifact: Artifact, weights: Mapping[str, float]
) -> tuple[list[DenseSignal], list[str]]:
    """The dense signals of a query in this index, and notes on the parts that found nothing to ask."""
    asked: dict[Part, dict[str, NDArray[np.float32]]] = {}
    notes = []
    if vectors.text is not None:
        asked[Part.TEXT] = _of_words(query.parts, vectors.text, artifact)
    if vectors.image is not None:
        asked[Part.IMAGE] = _of_picture(vectors.image, artifact)
        if vectors.printed and artifact.rarity is not None:
            asked[Part.IMAGE] |= {PRINTED: asking(vectors.printed, artifact.rarity)}
            notes.append(f"Read on your picture: {', '.join(vectors.printed[:SHOWN])}.")
    if query.like:
        asked[Part.LIKE] = _of_products(query.like, artifact)
    if query.unlike:
        asked[Part.UNLIKE] = _of_products(query.unlike, artifact)
    signals = []
    for part, by_block in asked.items():
        mine = [signal for signal in SIGNALS.values() if signal.part is part and signal.blocks]
        found = [
            DenseSignal(
                s.name,
                block,
                by_block[block],
                weights[s.name],
                artifact.calibration[s.name],
            )
            for s in mine
            if (block := block_of(s.blocks, artifact.layout.blocks)) is not None
            and block in by_block
            and s.name in artifact.calibration
        ]
        if part is Part.TEXT:
            found += _of_colours(query, artifact, weights)
        signals += [signal for signal in found if signal.weight]
        if not found:
            notes.append(_NOTHING_TO_ASK[part])
    return signals, notes


def beside_picture(query: Query, artifact: Artifact) -> bool:
    """Whether the words of a query change a picture that is asked, and name no colour, which is asked itself.

    The weight of a signal changes nothing here, so that one of weight 0 is absent and no more; that of
    `Part.IMAGE` does, so that a picture of weight 0 is.
    """
    if query.image is None or query.scene or not query.weights.get(Part.IMAGE, 1.0):
        return False
    if not any(SIGNALS[name].part is Part.IMAGE for name in artifact.calibration):
        return False
    return not any(name == COLOURED for name, _ in _colours_asked(query, artifact))


def unalike(
    query: Query, measured: Sequence[Measured], weights: Mapping[str, float]
) -> list[Measured]:
    """How far each product is from looking `ALIKE` at all, where words change a picture.

    A sum lets one part pay for the other: of "this dress in black", where there is no such dress, whatever is
    black would come first.
    """
    looks = next((one for one in measured if one.name == PICTURE), None)
    if looks is None or not query.wanted:
        return []
    scaled = np.minimum(
        0.0, looks.scaled - ALIKE
    )  # without a picture it is 0: as a typical product
    raw = np.where(scaled < 0, np.nan_to_num(looks.raw), np.nan)
    return [Measured(UNALIKE, raw, scaled, weights[UNALIKE])]


_NOTHING_TO_ASK = {
    Part.TEXT: "No product has a text or a picture that the words could be compared with.",
    Part.IMAGE: "No product has a picture or a text that yours could be compared with.",
    Part.LIKE: "The product to be like has neither text nor picture: it was not used.",
    Part.UNLIKE: "The product to be unlike has neither text nor picture: it was not used.",
}


def _of_colours(
    query: Query, artifact: Artifact, weights: Mapping[str, float]
) -> Iterator[DenseSignal]:
    for name, colours in _colours_asked(query, artifact):
        weight, scale = weights[name] * colours.share, artifact.calibration[COLOURED]
        yield DenseSignal(name, COLOUR, colours.accepted, weight, scale)


def _colours_asked(query: Query, artifact: Artifact) -> Iterator[tuple[str, Colours]]:
    """The colours that a query names: those that are wanted, and those that are not."""
    if COLOURED not in artifact.calibration:
        return
    for name, text in ((COLOURED, query.wanted), (UNWANTED_COLOUR, query.unwanted)):
        colours = colours_of_text(text, artifact.words.language)
        if colours is not None:
            yield name, colours


def _of_words(
    parts: Sequence[TextPart], text: Rows, artifact: Artifact
) -> dict[str, NDArray[np.float32]]:
    shared = text
    if artifact.alignment is not None:
        common = artifact.alignment.vocabulary.rows([part.text for part in parts])
        shares = _shares(parts)
        words = np.clip(shares / np.abs(shares).max() @ common, -1, 1)  # a word is there once
        shared = artifact.alignment.texts(np.hstack([text, words])[None])[0]
    return {TEXT: text, SHARED_TEXT: shared, SHARED_IMAGE: shared}


def _of_picture(image: Rows, artifact: Artifact) -> dict[str, NDArray[np.float32]]:
    if artifact.alignment is None:
        return {SHARED_IMAGE: image, SHARED_TEXT: image}
    shared = artifact.alignment.images(image[None])[0]
    own = artifact.alignment.own(image[None])[0]
    return {IMAGE: own, SHARED_IMAGE: shared, SHARED_TEXT: shared}


def _of_products(ids: tuple[str, ...], artifact: Artifact) -> dict[str, NDArray[np.float32]]:
    """The middle of the products' own blocks; a block that none of them has is not asked."""
    rows = artifact.rows[[artifact.require(product_id) for product_id in ids]].astype(np.float32)
    found = {}
    for block in artifact.layout.blocks:
        middle = unit(rows[:, artifact.layout.columns(block)].sum(axis=0))
        if middle.any():
            found[block] = middle
    return found
