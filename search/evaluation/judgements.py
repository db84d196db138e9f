"""What to ask and what would be right: evaluation queries and relevance judgements (qrels).

Reads and checks files; it neither searches nor measures. A broken file is an error that names its
line. What is left out of a sound file is counted in a note, so that n never shrinks in silence.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from search.errors import InvalidJudgements
from search.tables import Row, open_table, open_text

_QUERY_ID = ("query_id", "qid")
_PRODUCT_ID = ("product_id", "doc_id", "docid", "item_id", "article_id")
_RELEVANCE = ("relevance", "rel", "label", "grade")
_TREC = re.compile(r"[^\s,]+\s+[^\s,]+\s+[^\s,]+\s+-?[0-9.]+")


@dataclass(frozen=True, slots=True)
class EvalQuery:
    """A query as the file has it. `image` may not exist or be no picture: asking it finds out. `without`
    are products that are left out of what was found, such as the one in the picture."""

    query_id: str
    text: str
    image: Path | None
    user_id: str | None
    columns: Mapping[str, str]
    scene: bool = False
    without: tuple[str, ...] = ()


class Qrels(dict[str, dict[str, float]]):
    """Relevance by query and product. `merged` counts rows that repeated an earlier one."""

    merged: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """Queries that can be measured, their judgements, and in notes what was left out."""

    queries: list[EvalQuery]
    qrels: dict[str, dict[str, float]]
    notes: list[str]


def read_queries(path: Path) -> list[EvalQuery]:
    """CSV, TSV or JSON lines with query_id and any of text, image (relative to the file), user_id; `scene`
    (yes or no) where the image shows many things, `without` product ids to leave out, with spaces between.

    Raises `InvalidJudgements` for a file without queries, a row that does not fit or a repeated id.
    """
    queries: dict[str, EvalQuery] = {}
    for line, row in _rows(path, needed=[_QUERY_ID]):
        query_id = _pick(row, _QUERY_ID)
        if not query_id or query_id in queries:
            fault = f"repeats query {query_id!r}" if query_id else "has no query_id"
            raise InvalidJudgements(f"{path} line {line} {fault}.")
        image = _pick(row, ("image", "picture"))
        queries[query_id] = EvalQuery(
            query_id,
            _pick(row, ("text", "query")),
            path.parent / image if image else None,
            row.get("user_id") or None,
            row,
            scene=(row.get("scene") or "no").strip().lower() in ("yes", "true", "1"),
            without=tuple((row.get("without") or "").split()),
        )
    if not queries:
        raise InvalidJudgements(f"{path} has no queries.", remedy="Give one a line under a header.")
    return list(queries.values())


def read_qrels(path: Path) -> Qrels:
    """A table with query_id, product_id, relevance, or TREC's `query 0 product relevance`.

    Relevance is a number from 0, fractions allowed. Raises `InvalidJudgements` for anything else,
    an empty file, or two rows that disagree about one product.
    """
    qrels = Qrels()
    for line, query_id, product_id, written in _judgements(path):
        try:
            relevance = float(written)
        except ValueError:
            relevance = math.nan
        if not (query_id and product_id and 0 <= relevance < math.inf):
            raise InvalidJudgements(
                f"{path} line {line} judges product {product_id!r} for query {query_id!r} as "
                f"{written!r}.",
                remedy="Give both ids and a relevance from 0.",
            )
        judged = qrels.setdefault(query_id, {})
        if product_id not in judged:
            judged[product_id] = relevance
        elif judged[product_id] == relevance:
            qrels.merged += 1
        else:
            raise InvalidJudgements(
                f"{path} line {line} judges product {product_id!r} for query {query_id!r} as "
                f"{relevance:g}, an earlier line as {judged[product_id]:g}.",
                remedy="Keep one of them.",
            )
    if not qrels:
        raise InvalidJudgements(f"{path} has no judgements.")
    return qrels


def check(
    queries: Sequence[EvalQuery],
    qrels: Mapping[str, Mapping[str, float]],
    has_product: Callable[[str], bool],
) -> Checked:
    """Keeps the queries that ask something and have a judgement; counts the rest in notes.

    Judged products that the index lacks stay: a shopper cannot find them, and recall should say so.
    Raises `InvalidJudgements` when no query or no relevant product is left.
    """
    asking = [q for q in queries if q.text or q.image or q.user_id]
    kept = [q for q in asking if qrels.get(q.query_id)]
    judged = {q.query_id: dict(qrels[q.query_id]) for q in kept}
    strangers = qrels.keys() - {q.query_id for q in queries}
    wanted = Counter(id_ for of in judged.values() for id_, rel in of.items() if rel > 0)
    absent = [id_ for id_ in wanted if not has_product(id_)]
    notes = _notes(
        {
            "Judgements that repeat an earlier one, merged": getattr(qrels, "merged", 0),
            "Queries left out, without text, picture and user": len(queries) - len(asking),
            "Queries left out, without a judgement": len(asking) - len(kept),
            "Judged queries left out, not among the queries": len(strangers),
            f"Relevant judgements of {len(absent):,} products that the index lacks, kept as not "
            "found": sum(wanted[id_] for id_ in absent),
        }
    )
    if not kept:
        raise InvalidJudgements(
            f"No query can be measured. {' '.join(notes)}".rstrip(),
            remedy="Check that both files write query_id the same way.",
        )
    if not wanted:
        raise InvalidJudgements(
            f"No judgement of the {len(kept):,} queries has a relevance above 0.",
            remedy="Without a relevant product nothing can be measured.",
        )
    return Checked(kept, judged, notes)


def _notes(counts: Mapping[str, int]) -> list[str]:
    return [f"{what}: {count:,}." for what, count in counts.items() if count]


def _judgements(path: Path) -> Iterator[tuple[int, str, str, str]]:
    with open_text(path, error=InvalidJudgements) as file:
        if not _TREC.fullmatch(file.readline().strip()):
            for line, row in _rows(path, needed=(_QUERY_ID, _PRODUCT_ID, _RELEVANCE)):
                yield line, _pick(row, _QUERY_ID), _pick(row, _PRODUCT_ID), _pick(row, _RELEVANCE)
            return
        file.seek(0)
        for line, text in enumerate(file, 1):
            fields = text.split()
            if len(fields) == 4:
                yield line, fields[0], fields[2], fields[3]
            elif fields:
                raise InvalidJudgements(f"{path} line {line} has {len(fields)} fields, not 4.")


def _rows(path: Path, *, needed: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, Row]]:
    with open_table(path, error=InvalidJudgements) as (columns, rows):
        if not any(columns):
            raise InvalidJudgements(f"{path} is empty.", remedy="Give it a header and rows.")
        for names in needed:
            if not set(names) & set(columns):
                raise InvalidJudgements(
                    f"{path} has no column {names[0]}; it has {', '.join(columns)}.",
                    remedy=f"It may be called {', '.join(names)}.",
                )
        for line, row in rows:
            if row is None:
                raise InvalidJudgements(f"{path} line {line} does not fit its columns.")
            yield line, row


def _pick(row: Row, names: tuple[str, ...]) -> str:
    return next((row[name] for name in names if row.get(name)), "")
