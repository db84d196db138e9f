"""A clean catalogue becomes a version of an index.

    pictures, texts ──► rows of the towers ──► shared space ──► blocks ──► vectors
         (cache)                              (alignment)                  words
                                                                           scales

The stages run in that order and each is timed. Nothing is visible to a reader before the last step.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np

from indexer.assemble import assemble, centroids
from indexer.building import building
from indexer.cache import EmbeddingCache
from indexer.catalogue import Catalogue
from indexer.compose import codes as product_codes
from indexer.compose import texts as compose_texts
from indexer.compose import titles as product_titles
from indexer.embed import embed_pictures, embed_texts
from indexer.images import LoadedPicture, PictureRequest, load_pictures
from indexer.listings import find_listings
from indexer.printed import read_printed
from indexer.problems import RowProblem
from indexer.progress import Progress
from indexer.redundancy import leave_to_colours
from indexer.report import BuildReport, Stages
from indexer.scales import measure_scales
from indexer.shared_space import SharedSpace, align
from search.artifact import (
    Artifact,
    Contents,
    Manifest,
    activate,
    current_version,
    new_version,
    write,
)
from search.blocks import SHARED_IMAGE, Layout
from search.calibration import WORDS_OF_SHOPS, sample
from search.colour import colours_of_texts
from search.encoders import Encoder
from search.encoders.base import Rows
from search.errors import ArtifactError
from search.personal.database import FILE
from search.printed import Reader
from search.query_pictures import ENOUGH, PictureKind, QueryPictures
from search.settings import state_of
from search.synonyms import Rule
from search.terms import ENGLISH
from search.vectors import VectorIndex, build_vectors
from search.words import WordIndex

NAMES = ("title", "brand")
"""Fields whose words are often printed on the goods."""


def build(
    catalogue: Catalogue,
    index: Path,
    *,
    encoder: Encoder,
    cache: Path,
    fields: Sequence[str],
    language: str = ENGLISH,
    synonyms: Sequence[Rule] = (),
    align_from: Path | None = None,
    state: Path | None = None,
    allow_outside: bool = False,
    allow_urls: bool = False,
    allow_private: bool = False,
    reader: Reader | None = None,
    make_active: bool = True,
    progress: Progress,
    stages: Stages,
) -> BuildReport:
    """Writes a new version of `catalogue` into `index` and, unless told otherwise, activates it.

    A `reader` reads what is printed on the pictures. Raises `StorageFull`, `BuildRunning`,
    `EncoderMismatch`; on any of them, and when killed, the active version stays what it was.
    """
    table = catalogue.table
    with building(index), EmbeddingCache(cache, encoder.fingerprint) as rows_cache:
        requests = _requests(catalogue)
        load = partial(
            load_pictures,
            media=catalogue.media,
            allow_outside=allow_outside,
            allow_urls=allow_urls,
            allow_private=allow_private,
        )
        with stages("pictures"), progress("pictures", len(requests)) as advance:
            pictures = embed_pictures(
                load(requests, known=rows_cache.knows),
                encoder=encoder, cache=rows_cache, advance=advance,
            )  # fmt: skip
        composed = compose_texts(table, fields)
        titles = product_titles(table)
        with stages("texts"), progress("texts", len(composed)) as advance:
            texts = embed_texts(composed, encoder=encoder, cache=rows_cache, advance=advance)

        printed = None
        if reader is not None:
            with stages("print"), progress("print", len(pictures.keys)) as advance:
                printed = read_printed(
                    pictures,
                    compose_texts(table, [field for field in NAMES if field in fields]),
                    load=lambda some: load(
                        [_request(catalogue, *pictures.of[at]) for at in some], known=_never
                    ),
                    reader=reader, cache=rows_cache, advance=advance,
                )  # fmt: skip

        def read_rows(wanted: Sequence[str]) -> Rows:
            embedded = embed_texts(wanted, encoder=encoder, cache=rows_cache, advance=_ignore)
            return embedded.rows.astype(np.float32)

        with stages("listings"):
            listings = find_listings(table, pictures)
        with stages("align"):
            space = align(
                pictures, composed, titles,
                read=read_rows, language=language, encoder=encoder, index=index, align_from=align_from,
            )  # fmt: skip
        log = QueryPictures((state or state_of(index)) / FILE)
        asked = {kind: log.rows(kind, fingerprint=encoder.fingerprint) for kind in PictureKind}
        background = {f"{kind}s": len(rows) for kind, rows in asked.items() if len(rows) >= ENOUGH}
        titled = sample(np.array([bool(title) for title in titles]))
        with stages("titles"):
            asking = [titles[row] for row in titled] or _titles_elsewhere(align_from)
            asking_rows = read_rows(asking)
            asking_shared = space.texts(asking_rows, asking)
        with stages("assemble"):
            layout, rows, shared_pictures, corrections = assemble(
                space, encoder, pictures, texts.rows, composed,
                said=colours_of_texts(composed, language),
                printed=None if printed is None else printed.rows,
                asked=asked,
            )  # fmt: skip
        with stages("words"):
            words = WordIndex.build(
                composed, language=language, synonyms=synonyms, codes=product_codes(table)
            )
        with stages("vectors"):
            vectors = build_vectors(rows, like=_last_vectors(index, space, layout, encoder))
        with stages("scales"):
            scales = measure_scales(layout, rows, asking_rows, asking_shared, titled, corrections)
            if space.alignment is None:
                scales, left = leave_to_colours(
                    scales, asking, asking_rows, titled,
                    rows[:, layout.columns(SHARED_IMAGE)] if SHARED_IMAGE in layout.blocks else None,
                    centroids(pictures.colours.astype(np.float32), pictures.of, table.num_rows),
                    language=language,
                )  # fmt: skip
                space.report.update(left)
        version = new_version()
        repeated = listings.report(table.column("product_id").to_pylist())
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
                "language": language,
            },
            media=str(catalogue.media),
            report={
                "alignment": dict(space.report),
                "background": background,
                "listings": repeated,
                "printed": 0 if printed is None else printed.pictures,
            },
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
            listings=listings.groups,
            rarity=None if printed is None else printed.rarity,
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
        background=background,
        listings=repeated,
        printed=0 if printed is None else printed.pictures,
        problems=problems,
        seconds=stages.seconds,
        bytes_on_disk=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
    )


def _last_vectors(
    index: Path, space: SharedSpace, layout: Layout, encoder: Encoder
) -> VectorIndex | None:
    """The vectors of the active version, if its rows mean what those of this build do."""
    try:
        last = Artifact.open(index / current_version(index))
    except ArtifactError:
        return None
    one, other = last.alignment, space.alignment
    same = (one is None) == (other is None) and (
        one is None or other is None or np.array_equal(one.image_map, other.image_map)
    )
    same &= last.manifest.encoder["fingerprint"] == encoder.fingerprint
    return last.vectors if same and last.layout == layout else None


def _requests(catalogue: Catalogue) -> list[PictureRequest]:
    return [
        PictureRequest(row, position, name)
        for row, names in enumerate(catalogue.table.column("images").to_pylist())
        for position, name in enumerate(names)
    ]


def _request(catalogue: Catalogue, row: int, position: int) -> PictureRequest:
    return PictureRequest(row, position, catalogue.table.column("images")[row][position].as_py())


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


def _titles_elsewhere(align_from: Path | None) -> Sequence[str]:
    """What plays the query for a catalogue without titles: those of its sister, or common words."""
    if align_from is None:
        return WORDS_OF_SHOPS
    sister = Artifact.open(align_from / current_version(align_from)).products
    found = [title for title in sister.column("title").to_pylist() if title]
    return [found[i] for i in sample(np.ones(len(found), dtype=bool))] or WORDS_OF_SHOPS


def _ignore(_: int) -> None:
    pass


def _never(_: str) -> bool:
    return False
