"""A clean catalogue becomes a version of an index.

    pictures, texts ──► rows of the towers ──► shared space ──► blocks ──► vectors
         (cache)                              (alignment)                  words
                                                                           scales

The stages run in that order and each is timed. Nothing is visible to a reader before the last step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.cache import EmbeddingCache, text_key
from indexer.catalogue import Catalogue
from indexer.compose import texts as compose_texts
from indexer.compose import titles as product_titles
from indexer.embed import EmbeddedPictures, embed_pictures, embed_texts
from indexer.images import LoadedPicture, PictureRequest, load_pictures
from indexer.problems import RowProblem
from indexer.progress import Progress
from indexer.report import BuildReport, Stages
from indexer.shared_space import SharedSpace, align
from indexer.versions import building
from search.artifact import Contents, Manifest, activate, new_version, write
from search.blocks import IMAGE, SHARED_IMAGE, SHARED_TEXT, TEXT, Layout
from search.calibration import Scale, measure_scale, sample
from search.encoders import Encoder
from search.encoders.base import Rows, unit
from search.errors import InvalidCatalogue
from search.personal.taste import taste_rows
from search.signals import SIGNALS, TASTE, Part, block_of
from search.vectors import build_vectors
from search.words import WordIndex


def build(
    catalogue: Catalogue,
    index: Path,
    *,
    encoder: Encoder,
    cache: Path,
    fields: Sequence[str],
    align_from: Path | None = None,
    allow_outside: bool = False,
    allow_urls: bool = False,
    make_active: bool = True,
    progress: Progress,
    stages: Stages,
) -> BuildReport:
    """Writes a new version of `catalogue` into `index` and, unless told otherwise, activates it.

    Raises `StorageFull`, `BuildRunning`, `EncoderMismatch`; on any of them, and when killed, the
    active version stays what it was.
    """
    table = catalogue.table
    with building(index), EmbeddingCache(cache, encoder.fingerprint) as rows_cache:
        requests = _requests(catalogue)
        loaded = load_pictures(
            requests,
            media=catalogue.media,
            known=lambda key: f"i:{key}" in rows_cache,
            allow_outside=allow_outside,
            allow_urls=allow_urls,
        )
        with stages("pictures"), progress("pictures", len(requests)) as advance:
            pictures = embed_pictures(loaded, encoder=encoder, cache=rows_cache, advance=advance)
        composed = compose_texts(table, fields)
        titles = product_titles(table)
        with stages("texts"), progress("texts", len(composed)) as advance:
            texts = embed_texts(composed, encoder=encoder, cache=rows_cache, advance=advance)
        titled = sample(np.array([bool(title) for title in titles]))
        with stages("titles"):
            title_rows = embed_texts(
                [titles[i] for i in titled], encoder=encoder, cache=rows_cache, advance=_ignore
            ).rows.astype(np.float32)
        with stages("align"):
            space = align(
                pictures, texts.rows, [text_key(t) for t in composed],
                encoder=encoder, index=index, align_from=align_from,
            )  # fmt: skip
        with stages("assemble"):
            layout, rows, shared_pictures = _assemble(space, encoder, pictures, texts.rows)
        with stages("words"):
            words = WordIndex.build(composed)
        with stages("vectors"):
            vectors = build_vectors(rows)
        with stages("scales"):
            scales = _scales(layout, rows, space, title_rows, titled)
        version = new_version()
        problems = [*catalogue.problems, *(_problem(p, catalogue) for p in pictures.failed)]
        manifest = Manifest(
            version=version,
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            encoder={
                "spec": encoder.spec,
                "fingerprint": encoder.fingerprint,
                "image_dim": encoder.image_dim,
                "text_dim": encoder.text_dim,
                "shared": encoder.shared,
            },
            layout=layout.as_dict(),
            calibration={
                name: {"typical": s.typical, "nearest": s.nearest} for name, s in scales.items()
            },
            catalogue={
                "sha256": catalogue.sha256,
                "rows": catalogue.rows_read,
                "products": table.num_rows,
                "text_fields": list(fields),
            },
            media=str(catalogue.media),
            report={"alignment": dict(space.report)},
        )
        contents = Contents(
            products=table,
            rows=rows,
            pictures=shared_pictures.astype(np.float16),
            picture_of=pictures.of,
            words=words,
            vectors=vectors,
            alignment=space.alignment,
            pairs=space.pairs,
        )
        with stages("write"):
            folder = write(index, manifest, contents)
            if make_active:
                activate(index, version)
    return BuildReport(
        version=version,
        active=make_active,
        encoder=encoder.spec,
        rows_read=catalogue.rows_read,
        products=table.num_rows,
        pictures=len(pictures.keys),
        cache_hits={"pictures": pictures.hits, "texts": texts.hits},
        alignment=space.report,
        problems=problems,
        seconds=stages.seconds,
        bytes_on_disk=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
    )


def _requests(catalogue: Catalogue) -> list[PictureRequest]:
    return [
        PictureRequest(row, position, name)
        for row, names in enumerate(catalogue.table.column("images").to_pylist())
        for position, name in enumerate(names)
    ]


def _problem(picture: LoadedPicture, catalogue: Catalogue) -> RowProblem:
    assert picture.kind is not None
    row = picture.request.row
    return RowProblem(
        kind=picture.kind,
        row=int(catalogue.rows[row]),
        product_id=catalogue.table.column("product_id")[row].as_py(),
        field="images",
        message=picture.problem or "",
    )


def _assemble(
    space: SharedSpace, encoder: Encoder, pictures: EmbeddedPictures, texts: NDArray[np.float16]
) -> tuple[Layout, NDArray[np.float16], Rows]:
    """The blocks of every product, and every picture in the shared space."""
    n = len(texts)
    own_texts = texts.astype(np.float32)
    shared_pictures = _in_chunks(space.images, pictures.rows, space.dimensions)
    parts = {
        SHARED_TEXT: _where(own_texts, space.texts(own_texts)),
        SHARED_IMAGE: _centroids(shared_pictures, pictures.of, n),
    }
    if not encoder.shared:
        parts = {TEXT: own_texts} | parts
    if space.own_dimensions:
        own = _in_chunks(space.own, pictures.rows, space.own_dimensions)
        parts[IMAGE] = _centroids(own, pictures.of, n)
    parts = {name: part for name, part in parts.items() if part.any()}
    if not parts:
        raise InvalidCatalogue(
            "No product has a text or a picture that can be read.",
            remedy="See the problems: bowerbird index --json; or name other --text-fields.",
        )
    layout = Layout({name: part.shape[1] for name, part in parts.items()})
    return layout, layout.assemble(parts), shared_pictures


def _scales(
    layout: Layout,
    rows: NDArray[np.float16],
    space: SharedSpace,
    title_rows: Rows,
    titled: NDArray[np.int64],
) -> dict[str, Scale]:
    """The scale of every dense signal: titles ask in the place of words, products' own blocks in
    the place of pictures and of other products."""
    blocks = {name: rows[:, layout.columns(name)] for name in layout.blocks}
    scales = {}
    for signal in SIGNALS.values():
        block = block_of(signal.blocks, layout.blocks)
        if block is None:
            continue
        if signal.part is Part.TEXT:
            queries, of = title_rows if block == TEXT else space.texts(title_rows), titled
            own = block == SHARED_IMAGE
        else:
            source = SHARED_IMAGE if signal.part is Part.IMAGE and block == SHARED_TEXT else block
            if source not in blocks:
                continue
            of = sample(np.any(blocks[source], axis=1))
            queries, own = blocks[source][of].astype(np.float32), source != block
        scales[signal.name] = measure_scale(queries, of, blocks[block].astype(np.float32), own=own)
    tastes = taste_rows(rows, layout)
    of = sample(np.any(tastes, axis=1))
    scales[TASTE] = measure_scale(tastes[of], of, tastes, own=False)
    return {name: scale for name, scale in scales.items() if scale is not None}


def _centroids(pictures: Rows, of: NDArray[np.int32], n: int) -> Rows:
    """(n, d) unit: the middle of each product's pictures; zeros for a product without any."""
    sums = np.zeros((n, pictures.shape[1]), np.float32)
    np.add.at(sums, of[:, 0], pictures)
    return unit(sums)


def _where(there: Rows, rows: Rows) -> Rows:
    """`rows` with zeros wherever the row of `there` is zero: nothing projects to somewhere."""
    return np.asarray(rows * np.any(there, axis=1)[:, None], dtype=np.float32)


def _in_chunks(project: Callable[[Rows], Rows], rows: NDArray[np.float16], width: int) -> Rows:
    """`project` in float32 without a float32 copy of all the towers' rows at once."""
    out = np.zeros((len(rows), width), np.float32)
    for start in range(0, len(rows), 8_192):
        out[start : start + 8_192] = project(rows[start : start + 8_192].astype(np.float32))
    return out


def _ignore(_: int) -> None:
    pass
