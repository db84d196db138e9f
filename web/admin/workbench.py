"""Is one setting better than another? The same query side by side, and the saved queries measured.

A setting is weights by name, written as `words=0.5 picture=1`; blank is what is served now. Nothing here
changes what shoppers get.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from search.errors import BowerbirdError, InvalidInput, InvalidJudgements
from search.evaluation.judgements import read_qrels, read_queries
from search.filters import Filter
from search.query import Query
from search.signals import SIGNALS, Part
from web.address import Address
from web.admin.desk import guard, lines_of, merchant, quality_plot, show, who
from web.cards import Card, card_of_hit
from web.merchant import QRELS, QUERIES, SHOWN
from web.reading import from_pairs
from web.responses import see
from web.schemas import SearchGiven
from web.shop import searcher

workbench = Blueprint("workbench", __name__, url_prefix="/admin/workbench")

FIRST = 10
MAX_FILE = 5_000_000
"""Bytes of a file of queries or judgements."""

MOST_MEASURED = 30


@dataclass(frozen=True, slots=True)
class Place:
    """A product in one list: `other` is its rank in the other one, None where it is beyond."""

    card: Card
    rank: int
    other: int | None

    @property
    def gained(self) -> int | None:
        """Places gained against the other list."""
        return None if self.other is None else self.other - self.rank


@dataclass(frozen=True, slots=True)
class Side:
    setting: str
    places: tuple[Place, ...]
    notes: tuple[str, ...]
    milliseconds: float


@workbench.get("")
def bench(problem: BowerbirdError | None = None) -> Response:
    sides: tuple[Side, Side] | None = None
    words = request.args.get("q", "")
    if words and problem is None:
        try:
            sides = _side_by_side(words)
        except InvalidInput as refused:
            problem = refused
    measured = merchant().evaluations()
    return show(
        "workbench.html",
        problem=problem,
        words=words,
        settings=(request.args.get("a", ""), request.args.get("b", "")),
        filters=request.args.get("filters", ""),
        user=request.args.get("user", ""),
        sides=sides,
        signals=[one for one in SIGNALS.values() if one.part is not Part.RULES],
        saved=_saved(),
        measured=list(reversed(measured))[:MOST_MEASURED],
        measures=SHOWN,
        quality=quality_plot(measured),
    )


@workbench.post("/queries")
def save_queries() -> Response:
    """Keeps queries and what is right for them, once both can be read."""
    request.max_content_length = 2 * MAX_FILE + 100_000
    folder = merchant().state
    try:
        for name, read in ((QUERIES, read_queries), (QRELS, read_qrels)):
            upload = request.files.get(name)
            data = upload.read(MAX_FILE + 1) if upload else b""
            if not data or len(data) > MAX_FILE:
                raise InvalidJudgements(
                    f"{name} has {len(data):,} bytes; it must have some, up to {MAX_FILE:,}.",
                    remedy="Choose both files, CSV with a header.",
                    value=len(data), limit=MAX_FILE,
                )  # fmt: skip
            part = folder / f"new-{name}"
            part.write_bytes(data)
            try:
                read(part)
            except InvalidInput:
                part.unlink()
                raise
    except InvalidInput as problem:
        return bench(problem)
    for name in (QUERIES, QRELS):
        (folder / f"new-{name}").replace(folder / name)
    return see("/admin/workbench#saved")


@workbench.post("/measure")
def measure() -> Response:
    try:
        settings = [_weights(request.form.get("a", ""))]
        if (other := request.form.get("b", "")).strip():
            settings.append(_weights(other))
        merchant().evaluate(settings, by=who())
    except BowerbirdError as problem:
        return bench(problem)
    return see("/admin/job")


def _side_by_side(words: str) -> tuple[Side, Side]:
    """The first products of a query by each setting, and where the other one has them."""
    filters = tuple(Filter.parse(line) for line in lines_of(request.args.get("filters", "")))
    settings = (request.args.get("a", ""), request.args.get("b", ""))
    lists, found = [], []
    for setting in settings:
        query = Query(
            text=words, user_id=request.args.get("user", "").strip() or None, filters=filters,
            weights=_weights(setting), limit=5 * FIRST,
        )  # fmt: skip
        results = searcher().search(query)
        lists.append(results)
        found.append({hit.product_id: hit.rank for hit in results.hits})
    address = Address((("q", words),))
    sides = [
        Side(
            setting=setting,
            places=tuple(
                Place(
                    card_of_hit(hit, address=address, results=results),
                    hit.rank,
                    other.get(hit.product_id),
                )
                for hit in results.hits[:FIRST]
            ),
            notes=results.notes,
            milliseconds=results.timings["total"],
        )
        for setting, results, other in zip(settings, lists, reversed(found), strict=True)
    ]
    return sides[0], sides[1]


def _weights(setting: str) -> dict[str, float]:
    """Raises `InvalidQuery` for what is no weight."""
    pairs = [("weight", part) for part in setting.replace(",", " ").split()]
    return dict(from_pairs(SearchGiven, pairs).weight)


def _saved() -> dict[str, Any] | None:
    folder = merchant().state
    if not ((folder / QUERIES).is_file() and (folder / QRELS).is_file()):
        return None
    queries, qrels = read_queries(folder / QUERIES), read_qrels(folder / QRELS)
    judged = sum(len(of) for of in qrels.values())
    return {"queries": len(queries), "judgements": judged}


guard(workbench)
