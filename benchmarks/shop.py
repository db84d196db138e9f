"""A catalogue of real data, indexed once with `lite`: its queries, their judgements, its baselines."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.baselines import (
    Baseline,
    Score,
    bm25,
    convex,
    minilm,
    one_tower,
    reciprocal_ranks,
)  # fmt: skip
from benchmarks.cached import CachedEncoder, CachedReader
from benchmarks.machine import DATA, WORK
from indexer.build import build
from indexer.cache import EmbeddingCache
from indexer.catalogue import Catalogue, read_catalogue
from indexer.compose import texts
from indexer.embed import embed_pictures, embed_texts
from indexer.images import PictureRequest, load_pictures
from indexer.progress import quiet
from indexer.report import Stages
from indexer.schema import DEFAULT_FIELDS
from search import pictures
from search.encoders import Encoder, load_encoder
from search.encoders.recent import Recent
from search.evaluation.judgements import EvalQuery, read_qrels, read_queries
from search.personal.database import FILE
from search.query_pictures import PictureKind, QueryPictures
from search.scene import regions_of
from search.searcher import Searcher
from search.settings import state_of


def lite() -> CachedEncoder:
    return CachedEncoder(load_encoder("lite"), WORK / "queries")


class Shop:
    """A catalogue under ../shared/data, indexed anew in `home`. `background` are queries whose pictures are
    known before the build, nobody knowing what they show."""

    def __init__(
        self,
        name: str,
        *,
        label: str = "",
        fields: Sequence[str] = DEFAULT_FIELDS,
        path: Path | None = None,
        views: Path | None = None,
        align_from: Path | None = None,
        background: Sequence[EvalQuery] = (),
        encoder: Encoder | None = None,
        home: Path = WORK,
    ) -> None:
        self.folder = DATA / name
        self.encoder = encoder or lite()
        self.fields = fields
        self.index = home / f"{name}{label}"
        state = state_of(self.index)
        for left in (self.index, state):  # of an earlier run: its shared space would be kept
            shutil.rmtree(left, ignore_errors=True)
        self.catalogue: Catalogue = read_catalogue(
            path or self.folder / "catalog.csv",
            images_dir=self.folder if path or views else None,
            views=views,
        )
        for query in background:
            assert query.image is not None
            picture = pictures.read(query.image)
            kind = PictureKind.REGION if query.scene else PictureKind.PICTURE
            rows = self.encoder.encode_images(regions_of(picture) if query.scene else [picture])
            with QueryPictures(state / FILE) as log:
                log.append(kind, rows, fingerprint=self.encoder.fingerprint)
        reader = CachedReader(WORK / "queries")
        self.report = build(
            self.catalogue,
            self.index,
            encoder=self.encoder,
            cache=WORK / "products",
            fields=fields,
            align_from=align_from,
            reader=reader,
            progress=quiet,
            stages=Stages(),
        )
        self.searcher = Searcher.open(self.index, encoder=self.encoder)
        self.searcher._recent = Recent(lambda: self.encoder, reader)

    def queries(self, kind: str | None = None) -> list[EvalQuery]:
        found = read_queries(self.folder / "queries.csv")
        return [q for q in found if kind is None or q.columns["kind"] == kind]

    def qrels(self, queries: Sequence[EvalQuery]) -> dict[str, dict[str, float]]:
        wanted = {query.query_id for query in queries}
        return {q: of for q, of in read_qrels(self.folder / "qrels.csv").items() if q in wanted}

    def baseline(self, score: Score) -> Baseline:
        return Baseline(self.catalogue.table.column("product_id").to_pylist(), score)

    def one_tower(self) -> dict[str, Baseline]:
        """Over the first picture of each product, as a plain pipeline has it."""
        images = self.catalogue.table.column("images").to_pylist()
        requests = [PictureRequest(i, 0, names[0]) for i, names in enumerate(images) if names]
        with EmbeddingCache(WORK / "products", self.encoder.fingerprint) as cache:
            loaded = load_pictures(requests, media=self.catalogue.media, known=cache.knows)
            found = embed_pictures(
                loaded, encoder=self.encoder, cache=cache, advance=lambda _: None
            )
        rows = np.zeros((len(images), self.encoder.image_dim), np.float32)
        rows[found.of[:, 0]] = found.rows
        return {"one tower": self.baseline(one_tower(self.encoder, rows))}

    def words(self) -> dict[str, Baseline]:
        composed = texts(self.catalogue.table, self.fields)
        with EmbeddingCache(WORK / "products", self.encoder.fingerprint) as cache:
            embedded = embed_texts(
                composed, encoder=self.encoder, cache=cache, advance=lambda _: None
            )
        lexical, dense = bm25(composed), minilm(self.encoder, embedded.rows.astype(np.float32))
        return {
            "BM25": self.baseline(lexical),
            "MiniLM": self.baseline(dense),
            "BM25 + MiniLM": self.baseline(convex(lexical, dense)),
            "BM25 + MiniLM by rank": self.baseline(reciprocal_ranks(lexical, dense)),
        }
