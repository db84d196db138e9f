"""Which shared space a build uses: the encoder's own, a new fit, the last version's, or a sister's.

A space is fitted on the catalogue's own pairs and then kept: while fewer than a tenth of those pairs
have changed, a rebuild goes on with it, so that a nightly rebuild costs seconds and does not shuffle
the ranking of products that nobody touched. What fitting means is `search.alignment`'s business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.cache import text_key
from indexer.embed import EmbeddedPictures
from search.alignment import SMALL, Alignment, fit_and_validate, span
from search.artifact import Artifact, current_version
from search.encoders import Encoder, HasPrior
from search.encoders.base import Rows
from search.errors import ArtifactError, EncoderMismatch, InvalidInput
from search.vocabulary import Vocabulary

KEEP_BELOW = 0.10
"""Share of the fitted pairs that may be gone or new before the space is fitted again."""

MAX_PAIRS = 20_000
"""Pairs that a fit looks at, spread evenly over the catalogue: it bounds the memory of a fit."""

CHUNK = 8_192
"""Texts that are projected at a time."""


@dataclass(frozen=True, slots=True)
class SharedSpace:
    """`alignment` is None where the encoder's towers share a space already. `pairs` are the contents
    it was fitted on; `report` says how it came about, for the build report."""

    alignment: Alignment | None
    pairs: NDArray[np.uint64]
    dimensions: int
    report: dict[str, Any]

    @property
    def own_dimensions(self) -> int:
        return 0 if self.alignment is None else int(self.alignment.own_basis.shape[1])

    def images(self, rows: Rows) -> Rows:
        return rows if self.alignment is None else self.alignment.images(rows)

    def texts(self, rows: Rows, texts: Sequence[str]) -> Rows:
        """(n, k) from what the encoder made of `texts`."""
        if self.alignment is None:
            return rows
        shared = np.zeros((len(rows), self.dimensions), np.float32)
        for start in range(0, len(rows), CHUNK):
            some = slice(start, start + CHUNK)
            wide = self.alignment.vocabulary.beside(rows[some], texts[some])
            shared[some] = self.alignment.texts(wide)
        return shared

    def own(self, rows: Rows) -> Rows:
        assert self.alignment is not None
        return self.alignment.own(rows)


def align(
    pictures: EmbeddedPictures,
    texts: Sequence[str],
    titles: Sequence[str],
    *,
    read: Callable[[Sequence[str]], Rows],
    language: str,
    encoder: Encoder,
    index: Path,
    align_from: Path | None,
) -> SharedSpace:
    """The shared space for a build; `read` gives the rows of texts. A fit reads a product both by its whole
    text and by its title, which is how shoppers write.

    Raises `EncoderMismatch` or `InvalidInput` for an `align_from` that does not fit, and
    `ArtifactError` for one that cannot be read.
    """
    if encoder.shared:
        if align_from is not None:
            raise InvalidInput(
                f"The encoder {encoder.spec!r} has one space already; --align-from has no meaning.",
                remedy="Leave it out.",
            )
        return SharedSpace(None, np.empty(0, np.uint64), encoder.image_dim, {"source": "encoder"})
    with_text = np.flatnonzero([bool(texts[row]) for row in pictures.of[:, 0]])
    products = pictures.of[with_text, 0].astype(np.int64)
    pairs = _pair_keys(pictures, texts, with_text)
    kept = _kept(pairs, encoder=encoder, index=index, align_from=align_from)
    if kept is None:
        alignment, report = _fit(
            pictures, texts, titles, with_text, products, read=read, language=language, encoder=encoder
        )  # fmt: skip
        kept = SharedSpace(alignment, pairs, alignment.dimensions, report | {"pairs": len(pairs)})
    if len(kept.pairs) < SMALL and kept.alignment is not None:
        basis = span(
            pictures.rows[:MAX_PAIRS].astype(np.float32),
            pictures.of[:MAX_PAIRS, 0].astype(np.int64),
        )
        kept = replace(kept, alignment=replace(kept.alignment, own_basis=basis))
    return kept


def _kept(
    pairs: NDArray[np.uint64],
    *,
    encoder: Encoder,
    index: Path,
    align_from: Path | None,
) -> SharedSpace | None:
    """The space of `align_from`, or of the active version if it is still near enough, else None."""
    if align_from is not None:
        source = Artifact.open(align_from / current_version(align_from))
        if source.manifest.encoder["fingerprint"] != encoder.fingerprint:
            raise EncoderMismatch(
                f"{align_from} was built with {source.manifest.encoder['spec']!r}, this index with "
                f"{encoder.spec!r}.",
                remedy="Use the same encoder for both.",
            )
        return _from(source, f"{align_from.name}/{source.version}", changed=None)
    if len(pairs) < SMALL:  # quick to fit, and each new product still counts
        return None
    try:
        last = Artifact.open(index / current_version(index))
    except ArtifactError:
        return None  # nothing to keep, or nothing that can be read: this build mends it
    if last.manifest.encoder["fingerprint"] != encoder.fingerprint or last.alignment is None:
        return None
    fitted = last.pairs
    changed = len(np.setxor1d(fitted, pairs)) / max(len(fitted), 1)
    return _from(last, last.version, changed=changed) if changed < KEEP_BELOW else None


def _from(source: Artifact, name: str, *, changed: float | None) -> SharedSpace:
    assert source.alignment is not None
    plain = replace(source.alignment, own_basis=source.alignment.own_basis[:, :0])
    report = dict(source.manifest.report["alignment"]) | {"source": f"kept from {name}"}
    if changed is not None:
        report["pairs_changed"] = round(changed, 4)
    return SharedSpace(plain, source.pairs, plain.dimensions, report)


def _fit(
    pictures: EmbeddedPictures,
    texts: Sequence[str],
    titles: Sequence[str],
    with_text: NDArray[np.intp],
    products: NDArray[np.int64],
    *,
    read: Callable[[Sequence[str]], Rows],
    language: str,
    encoder: Encoder,
) -> tuple[Alignment, dict[str, Any]]:
    distinct = len(np.unique(products))
    prior = encoder.prior() if isinstance(encoder, HasPrior) else None
    if prior is None and distinct < 2:
        raise InvalidInput(
            f"The catalogue has {distinct} products with a picture and a text; "
            f"{encoder.spec!r} needs 2 to learn a shared space.",
            remedy="Use --align-from, or an openclip: encoder.",
        )
    chosen = _spread(len(with_text), MAX_PAIRS)
    x = pictures.rows[with_text[chosen]]
    whole = [texts[row] for row in products[chosen]]
    short = [titles[row] or texts[row] for row in products[chosen]]
    common = Vocabulary.of([texts[row] for row in np.unique(products[chosen])], language=language)
    alignment, checked = fit_and_validate(
        x,
        common.beside(read(whole), whole),
        products[chosen],
        titles=common.beside(read(short), short),
        prior=prior,
        vocabulary=common,
    )
    report: dict[str, Any] = {
        "source": "fitted on this catalogue",
        "products": distinct,
        "prior": prior is not None,
        "cross_validated": checked,
    }
    return alignment, report


def _spread(n: int, most: int) -> NDArray[np.intp]:
    return np.arange(n) if n <= most else np.linspace(0, n - 1, most).astype(np.intp)


def _pair_keys(
    pictures: EmbeddedPictures, texts: Sequence[str], with_text: NDArray[np.intp]
) -> NDArray[np.uint64]:
    """(p,) sorted: a hash of the two contents of every pair."""
    hashes = {
        blake2b(
            f"{pictures.keys[i]}|{text_key(texts[pictures.of[i, 0]])}".encode(), digest_size=8
        ).digest()
        for i in with_text
    }
    return np.sort(np.frombuffer(b"".join(hashes), np.uint64))
