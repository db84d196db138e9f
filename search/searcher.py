"""From a query to a page of hits: encode, mask, retrieve, measure, lean, order, attach evidence.

One `Searcher` is one index version, open for reading; it is safe to share between threads and knows
nothing of HTTP. `search.live` follows the active version from one searcher to the next.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from search.artifact import Artifact, current_version
from search.asking import QueryVectors, beside_picture, dense_signals, encode, unalike
from search.blocks import PRINTED
from search.clock import Clock
from search.encoders import Encoder, load_encoder
from search.encoders.recent import Recent
from search.errors import EncoderMismatch
from search.fusion import Measured, measure, take, total
from search.learning.decisions import Decisions, weigh
from search.lexical import ask_words
from search.looks import unwanted_look
from search.ordering import order, relevant, sort_key
from search.paging import page
from search.personal.events import EventLog
from search.personal.gate import FLOOR, Gate, ambiguity, answers, openness
from search.personal.lean import lean, shop_signals
from search.personal.memory import Memory, Remembered
from search.personal.profile import Profile, build_profile
from search.personal.taste import TasteSpace
from search.printed import Reader
from search.product import Product
from search.query import Query, Sort
from search.query_pictures import QueryPictures
from search.ranking import Ranking, count, grouping
from search.results import Results
from search.retrieval import candidates
from search.rules import RuleBook
from search.ruling import Rules
from search.scene import ask_regions
from search.settings import state_of
from search.signals import PINNED, resolve_weights
from search.suggest import Suggestions

FACETS_FROM = 50
"""Best products whose facet values are listed first."""


class Searcher:
    """Answers queries from one version of an index."""

    def __init__(
        self,
        artifact: Artifact,
        *,
        events: EventLog | None,
        encoder: Encoder | None,
        rules: RuleBook | None = None,
    ) -> None:
        self.artifact = artifact
        self.events = events
        self.rules = Rules(rules, artifact)
        self.gate = Gate.SOFT
        self._given = encoder

    @classmethod
    def open(
        cls,
        index: Path,
        *,
        state: Path | None = None,
        version: str | None = None,
        encoder: Encoder | None = None,
    ) -> Self:
        """The active version of `index`, or the one named, with the shop's memory in `state`.

        The encoder is loaded when a query first needs it; pass one to share it between searchers.
        Raises `IndexMissing`, `UnknownFormat`, `CorruptIndex`.
        """
        artifact = Artifact.open(index / (version or current_version(index)))
        state = state or state_of(index)
        return cls(
            artifact,
            events=EventLog(state / "events.sqlite"),
            encoder=encoder,
            rules=RuleBook(state),
        )

    @property
    def version(self) -> str:
        return self.artifact.version

    @cached_property
    def encoder(self) -> Encoder:
        stored = self.artifact.manifest.encoder
        encoder = self._given or load_encoder(stored["spec"])
        if encoder.fingerprint != stored["fingerprint"]:
            raise EncoderMismatch(
                f"Index version {self.version} was built with {stored['spec']!r} "
                f"({stored['fingerprint']}); this encoder is {encoder.spec!r} ({encoder.fingerprint}).",
                remedy="Rebuild the index with this encoder, or use the one it was built with.",
            )
        return encoder

    @cached_property
    def _recent(self) -> Recent:
        return Recent(lambda: self.encoder, Reader())

    @cached_property
    def memory(self) -> Memory | None:
        """What is remembered of shoppers; None without a log."""
        return None if self.events is None else Remembered(self.events, self.artifact)

    @cached_property
    def asked(self) -> QueryPictures | None:
        """The pictures that shoppers ask with; None without a log."""
        return None if self.events is None else QueryPictures(self.events.path)

    @cached_property
    def decisions(self) -> Decisions | None:
        """What was learned about the weights; None without a log."""
        return None if self.events is None else Decisions(self.events.path)

    @cached_property
    def tastes(self) -> TasteSpace:
        return TasteSpace(self.artifact)

    @cached_property
    def suggestions(self) -> Suggestions:
        return Suggestions.of(self.artifact)

    def has_product(self, product_id: str) -> bool:
        return self.artifact.row_of(product_id) is not None

    def product(self, product_id: str) -> Product:
        """Raises `UnknownProduct`."""
        return self.artifact.product(self.artifact.require(product_id))

    def profile(self, user_id: str) -> Profile:
        """What the log says of a shopper, over this version's products; empty for a stranger."""
        if self.memory is None:
            return build_profile(user_id, [], self.artifact)
        return self.memory.profile(user_id)

    def search(self, query: Query) -> Results:
        """One page of hits with their evidence. Raises `InvalidQuery`, `InvalidFilter`, `UnknownProduct`."""
        clock = Clock()
        vectors = self._encode([query])[0]
        clock.lap("encode")
        ranking = self._rank(query, vectors)
        clock.lap("rank")
        hits = page(ranking, query, vectors.image, self.artifact)
        best = ranking.rows[:FACETS_FROM] if query.asks else None
        groups = grouping(query, self.artifact)
        facets = self.artifact.filters.facets(ranking.mask, best=best, groups=groups)
        clock.lap("explain")
        return Results(
            hits=tuple(hits),
            total=ranking.passing,
            facets=facets,
            notes=tuple(ranking.notes),
            timings=clock.laps,
            index_version=self.version,
            query_id=secrets.token_hex(8),
            relevant=int(ranking.wanted.sum()) if query.asks else ranking.passing,
            rules=ranking.rules,
            weighing=ranking.weighing,
        )

    def remember(self, query: Query) -> None:
        """Keeps the picture that a shopper asked with, as rows, for the background of later builds. Never
        fails; a further page of a list asks nothing new."""
        if query.image is not None and not query.offset and self.asked is not None:
            vectors = self._encode([query])[0]  # as the search has just done
            self.asked.keep(vectors, fingerprint=self.artifact.manifest.encoder["fingerprint"])

    def rank(self, queries: Sequence[Query], *, depth: int) -> Iterator[list[tuple[str, float]]]:
        """(product_id, score) of up to `depth` products for each query, best first.

        For measuring: no pages, no evidence, and the encoder sees the queries in batches.
        """
        for start in range(0, len(queries), 64):
            batch = queries[start : start + 64]
            for query, vectors in zip(batch, self._encode(batch), strict=True):
                found = self._rank(query, vectors)
                yield [
                    (self.artifact.product_id(int(row)), float(score))
                    for row, score in zip(found.rows[:depth], found.scores[:depth], strict=True)
                ]

    def showcase(self, limit: int) -> list[Product]:
        """Products for a shop window: the first with a picture of each category in turn."""
        codes, labels = self.artifact.filters.codes("category")
        pictured = np.unique(self.artifact.picture_of[:, 0])
        rows = pictured if len(pictured) else np.arange(len(self.artifact))
        if (allowed := self.rules.ruling("").allow(None)) is not None:
            rows = rows[allowed[rows]]
        turn = np.zeros(len(rows), dtype=np.int64)
        for code in range(-1, len(labels)):
            mine = np.flatnonzero(codes[rows] == code)
            turn[mine] = np.arange(len(mine))
        order = np.lexsort((codes[rows], turn))[:limit]
        return [self.artifact.product(int(row)) for row in rows[order]]

    def _encode(self, queries: Sequence[Query]) -> list[QueryVectors]:
        reads = PRINTED in self.artifact.layout.blocks
        return encode(queries, self._recent, read=self._recent.read if reads else None)

    def _rank(self, query: Query, vectors: QueryVectors) -> Ranking:
        artifact, notes = self.artifact, []
        weighing = weigh(query, self.decisions)
        weights = weighing.weights
        dense, missing = dense_signals(query, vectors, artifact, weights)
        notes += missing
        beside = beside_picture(query, artifact)
        asked = ask_words(query.parts, artifact.words, weights, notes, beside_picture=beside)
        scene = ask_regions(vectors.regions, artifact, weights, notes)
        votes = None if scene is None else scene.measured
        by_relevance = query.sort is Sort.RELEVANCE
        ruling = self.rules.ruling(query.text, moving=by_relevance)
        mask = ruling.allow(self._mask(query))
        profile = self._profile(query, notes)
        crowd = None if self.memory is None else self.memory.crowd()
        open_to = ambiguity(
            query, None if asked is None or asked.bm25 is None else asked.bm25.scaled
        )
        rows = candidates(
            artifact,
            dense=dense,
            words=None if asked is None else asked.bm25,
            scene=votes,
            numbered=np.empty(0, np.int64) if asked is None else asked.numbered,
            mask=mask,
            profile=profile,
            crowd=crowd,
        )
        rows = ruling.propose(rows, mask)
        measured = [] if asked is None else asked.measure(rows)
        own = artifact.rows[rows]
        measured += measure(dense, own, artifact.layout)
        measured += unalike(query, measured, weights) + unwanted_look(dense, asked, artifact, own)
        if votes is not None:
            measured.append(take(votes, rows))
        answering = self._answers(query, vectors, measured, rows)
        if crowd is not None:
            measured += shop_signals(
                crowd, rows, weights, openness=FLOOR + (1 - FLOOR) * open_to, answers=answering
            )
        measured += ruling.measure(rows, weights)
        places = ruling.places(rows) if weights[PINNED] else None
        neutral_scores = total(measured, len(rows))
        if profile is not None:
            gate = openness(self.gate, ambiguity=open_to, certainty=profile.certainty)
            measured += lean(
                profile, artifact, rows, weights,
                space=self.tastes, crowd=crowd, openness=gate, answers=answering,
            )  # fmt: skip
        scores = total(measured, len(rows))
        asking = bool(dense) or asked is not None or scene is not None
        wanted = relevant(scores) if asking else np.ones(len(rows), bool)
        if places is not None:  # they stand first, so the line is drawn behind them
            wanted |= np.isfinite(places)
        if not by_relevance:
            rows, scores, neutral_scores = rows[wanted], scores[wanted], neutral_scores[wanted]
            measured = [take(m, wanted) for m in measured]
            wanted = wanted[wanted]
        key = sort_key(query.sort, artifact)
        in_order = partial(order, rows=rows, key=key, places=places)
        best = in_order(scores)
        neutral = np.empty(len(rows), np.int64)
        neutral[in_order(neutral_scores)] = np.arange(1, len(rows) + 1)
        found = Ranking(
            rows[best], neutral[best], [take(m, best) for m in measured], scores[best],
            wanted[best], mask, open_to, weighing, notes, ruling.rules, scene=scene,
        )  # fmt: skip
        groups = grouping(query, artifact)
        if groups is not None:
            found = found.grouped(groups)
        found.passing = len(found.rows)
        if by_relevance:
            found.passing = count(artifact, mask, groups=groups)
        if query.offset + query.limit > len(found.rows) and len(found.rows) < found.passing:
            notes.append(
                f"The best {len(found.rows):,} of {found.passing:,} products are ranked; "
                "narrow the query."
            )
        return found

    def _answers(
        self,
        query: Query,
        vectors: QueryVectors,
        measured: list[Measured],
        rows: NDArray[np.int64],
    ) -> NDArray[np.float64]:
        # No weight of the query may change what answers it.
        if query.weights and not query.wanted and not query.scene:
            default, _ = dense_signals(query, vectors, self.artifact, resolve_weights({}))
            measured = measure(default, self.artifact.rows[rows], self.artifact.layout)
        return answers(query, measured, len(rows))

    def _mask(self, query: Query) -> NDArray[np.bool_] | None:
        mask = self.artifact.filters.mask(query.filters)
        named = [self.artifact.require(product_id) for product_id in (*query.like, *query.unlike)]
        if named:  # a shopper who asks for more like this has seen this
            mask = np.ones(len(self.artifact), dtype=bool) if mask is None else mask
            mask[named] = False
        return mask

    def _profile(self, query: Query, notes: list[str]) -> Profile | None:
        if query.user_id is None:
            return None
        profile = self.profile(query.user_id)
        if not profile.events:
            notes.append(f"Nothing is known of user {query.user_id!r} yet: the ranking is neutral.")
            return None
        if self.memory is not None and self.memory.lags:
            notes.append("What all shoppers do is being counted anew; the last count was used.")
        if profile.unknown:
            notes.append(
                f"{profile.unknown} of {profile.events} events name products not in this index."
            )
        return profile
