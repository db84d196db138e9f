"""How cost grows with the catalogue: building, size, latency, recall and memory, from 10³ products up.

    python -m benchmarks.scale                      # to 10⁵, about four minutes
    python -m benchmarks.scale --sizes 1000000      # adds to the results; about five minutes
    python -m benchmarks.scale --sizes 10000000     # about an hour; 45 GB of disk, 12 of memory

With `--keep` the grown index stays, and `--again` searches it without building it.

Catalogues are grown from a real index (`benchmarks.grown`). Each is built in one process and served in
another, so that memory is the server's own. Latency is of whole queries, each asked once, with `lite`:
encode, retrieve, measure, explain. Recall is of the ten best against a ranking that looked at every
row. `flat` is FAISS over the same rows as float16 in the same run, a million at a time. Writes
results/scale.json.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

import click
import faiss
import numpy as np
from numpy.typing import NDArray

from benchmarks.grown import grow
from benchmarks.machine import DATA, RESULTS, WORK, write_result
from search import retrieval
from search.asking import dense_signals, encode
from search.disk import mapped
from search.encoders import load_encoder
from search.filters import Filter
from search.fusion import query_row
from search.pictures import read
from search.query import Query
from search.scan import nearest
from search.searcher import Searcher
from search.signals import resolve_weights

SOURCE = "hm-fashion"
QUERIES = 100
COMPARED = 40
"""Queries whose ten best are compared with those of a ranking over all rows."""

WARM = 10
FILLER = ("new", "nice", "good")
SELECTIVITIES = (0.1, 0.01, 0.001)
BUDGET_MS = {5_000: 12, 100_000: 15, 1_000_000: 25}
EVERYTHING = 20_000
"""Products that the twin hands on, twenty times as many as a query does."""

PIECE = 1_000_000
"""Rows that the twin holds in memory: 1.9 GB."""


def asked(source: Path, count: int) -> dict[str, list[Query]]:
    """Words and pictures of real products; no two texts alike."""
    base = Searcher.open(source).artifact
    rng = random.Random(1)
    words: dict[str, Query] = {}
    pictures: list[Query] = []
    for row in rng.sample(range(len(base)), min(len(base), 4 * count)):
        product = base.product(row)
        text = f"{product.attributes.get('colour_group_name', '')} {product.title}"
        words.setdefault(text, Query(text=text))
        if len(pictures) < count // 2:
            pictures.append(Query(image=read(DATA / SOURCE / product.images[0])))
    return {"words": list(words.values())[:count], "picture": pictures}


def timed(search: Callable[[Any], Any], queries: Sequence[Any]) -> dict[str, float]:
    times = []
    for query in queries:
        start = time.perf_counter()
        search(query)
        times.append((time.perf_counter() - start) * 1_000)
    return spread(times)


def spread(milliseconds: Sequence[float]) -> dict[str, float]:
    """Of all but the first few, which warm up."""
    warm = milliseconds[min(WARM, len(milliseconds) // 2) :]
    p50, p95 = np.percentile(warm, [50, 95])
    return {"p50_ms": round(float(p50), 2), "p95_ms": round(float(p95), 2)}


def memory(process: int | str = "self") -> dict[str, float]:
    """Gigabytes of a process: its own, and pages of files that the system may take back."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return {}
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    names = {"VmRSS": "resident_gb", "RssAnon": "own_gb", "RssFile": "of_files_gb"}
    return {  # nothing of a process that has ended
        name: round(int(lines[key].split()[0]) / 2**20, 2)
        for key, name in names.items()
        if key in lines
    }


@dataclass(frozen=True, slots=True)
class Asked:
    """`row` (width,): what is searched, for `k` rows among those of the `mask`."""

    row: NDArray[np.float32]
    k: int
    mask: NDArray[np.bool_] | None = None


def look_at_everything(
    rows: NDArray[np.float16], asked: Sequence[Asked]
) -> list[tuple[NDArray[np.int64], float]]:
    """The twin of an index: the best rows for each that is asked, best first, and milliseconds.

    Every row is looked at, a `PIECE` of them in memory at a time.
    """
    best, times = [[np.empty(0, np.int64)] for _ in asked], [0.0] * len(asked)
    for first in range(0, len(rows), PIECE):
        piece = np.array(rows[first : first + PIECE])
        for at, one in enumerate(asked):
            mask = None if one.mask is None else one.mask[first : first + PIECE]
            start = time.perf_counter()
            found = nearest(piece, one.row, one.k, allowed=mask)
            times[at] += (time.perf_counter() - start) * 1_000
            best[at].append(first + found)
    ranked = []
    for one, pieces in zip(asked, best, strict=True):
        found = np.concatenate(pieces)
        if len(rows) > PIECE:
            found = found[np.argsort(-(rows[found].astype(np.float32) @ one.row), kind="stable")]
        ranked.append(found[: one.k])
    return list(zip(ranked, times, strict=True))


def measure(index: Path, source: Path) -> dict[str, Any]:
    """What a process that serves `index` measures."""
    start = time.perf_counter()
    searcher = Searcher.open(index, encoder=load_encoder("lite"))
    opened = time.perf_counter() - start
    queries = asked(source, QUERIES + WARM)
    start = time.perf_counter()
    searcher.search(queries["words"][-1])
    first = time.perf_counter() - start
    found: dict[str, Any] = {
        "products": len(searcher.artifact),
        "open_s": round(opened, 2),
        "first_query_s": round(first, 2),
        "exact": searcher.artifact.vectors.exact,  # type: ignore[attr-defined]
        "latency": {kind: timed(searcher.search, of) for kind, of in queries.items()},
    }
    narrowed = {
        f"{share:.1%}": Filter.parse(f"lot<{share}")
        for share in SELECTIVITIES
        if share * len(searcher.artifact) >= 10
    }
    # Other queries than before, so that no vector is remembered.
    for at, (name, condition) in enumerate(narrowed.items()):
        of = [
            Query(text=f"{query.text} {FILLER[at]}", filters=(condition,))
            for query in queries["words"][: COMPARED + WARM]
        ]
        found["latency"][f"words, {name} pass"] = timed(searcher.search, of)
    found["memory"] = memory()
    return found | against_everything(searcher, queries, narrowed)


def query_rows(searcher: Searcher, queries: Sequence[Query]) -> list[NDArray[np.float32]]:
    """(width,) of each query: what is searched in the rows of the index."""
    rows = []
    for query in queries:
        encoded = encode([query], searcher.encoder)[0]
        signals, _ = dense_signals(query, encoded, searcher.artifact, resolve_weights({}))
        rows.append(query_row(signals, searcher.artifact.layout))
    return rows


def against_everything(
    searcher: Searcher, queries: dict[str, list[Query]], narrowed: Mapping[str, Filter]
) -> dict[str, Any]:
    """Retrieval alone beside looking at every row, the recall without a filter and with each, and why what is
    missed is."""
    artifact = searcher.artifact
    alone = query_rows(searcher, [*queries["words"][:COMPARED], *queries["picture"][:COMPARED]])
    ours = timed(lambda row: artifact.vectors.search(row, retrieval.DEPTH), alone)
    pages: dict[str, list[Query]] = {}
    asked = [Asked(row, retrieval.DEPTH) for row in alone]
    for name, filters in {"all": (), **{name: (by,) for name, by in narrowed.items()}}.items():
        pages[name] = [
            Query(text=query.text, image=query.image, filters=filters, limit=10)
            for kind in queries.values()
            for query in kind[: COMPARED // 2]
        ]
        mask = artifact.filters.mask(filters)
        asked += [Asked(row, EVERYTHING, mask) for row in query_rows(searcher, pages[name])]
    looked = look_at_everything(mapped(artifact.folder / "rows.npy"), asked)
    flat = spread([milliseconds for _, milliseconds in looked[: len(alone)]])
    best = iter(rows for rows, _ in looked[len(alone) :])
    found = {name: compare(searcher, of, list(islice(best, len(of)))) for name, of in pages.items()}
    ratio = round(flat["p50_ms"] / ours["p50_ms"], 1)
    return {
        "retrieval": {"ours": ours, "flat": flat, "times_faster": ratio},
        "recall": {name: one.recall for name, one in found.items()},
        "missed": {name: one.missed for name, one in found.items() if any(one.missed.values())},
    }


class Known:
    """An index that has been asked already."""

    def __init__(self, found: NDArray[np.int64]) -> None:
        self._found = found

    def search(self, *_: Any, **__: Any) -> NDArray[np.int64]:
        return self._found


@dataclass(frozen=True, slots=True)
class Compared:
    """The mean share of the ten best that is found, and that of each reason why one is not."""

    recall: float
    missed: dict[str, float]


def compare(
    searcher: Searcher, queries: Sequence[Query], everything: Sequence[NDArray[np.int64]]
) -> Compared:
    """Our ten best beside those of a ranking over everything, of which the best rows of each query are given.

    One that is missed was `far`: not among as many rows as a retriever hands on, were every row looked at;
    or `unlooked`: in a list that is not looked at; or `coded`: in one that is, but not of the best by codes.
    """
    shares, missed = [], Counter(far=0, unlooked=0, coded=0)
    for query, best in zip(queries, everything, strict=True):
        ours = {hit.product_id for hit in searcher.search(query).hits}
        with (
            patch.object(searcher.artifact, "vectors", Known(best)),
            patch.object(retrieval, "DEPTH", EVERYTHING),
        ):
            theirs = {hit.product_id for hit in searcher.search(query).hits}
        shares.append(len(ours & theirs) / max(len(theirs), 1))
        lacking = [searcher.artifact.require(product_id) for product_id in theirs - ours]
        missed.update(reasons(searcher, query, lacking, best))
    wanted = 10 * len(queries)
    return Compared(
        round(float(np.mean(shares)), 4),
        {reason: round(count / wanted, 4) for reason, count in missed.items()},
    )


def reasons(
    searcher: Searcher, query: Query, lacking: Sequence[int], best: NDArray[np.int64]
) -> Iterator[str]:
    """Why each of the rows `lacking` was not found, as `compare` tells it."""
    handed_on = {*best[: retrieval.DEPTH].tolist()}
    artifact = searcher.artifact
    looked: set[int] | None = None
    for row in lacking:
        if row not in handed_on:
            yield "far"
            continue
        if looked is None:
            asked, mask = query_rows(searcher, [query])[0], artifact.filters.mask(query.filters)
            looked = {*artifact.vectors.search(asked, len(artifact), allowed=mask).tolist()}
        yield "coded" if row in looked else "unlooked"


@click.command()
@click.option("--sizes", default="1000,5000,10000,100000", help="Products, by commas.")
@click.option("--source", type=Path, default=WORK / f"whole-{SOURCE}", show_default=True)
@click.option("--keep", is_flag=True, help="Leave the grown indices where they are.")
@click.option("--again", is_flag=True, help="Search the indices that --keep left; build none.")
@click.option("--threads", default=2, show_default=True, help="Of FAISS while it builds.")
@click.option("--build", "built", type=(Path, int), hidden=True)
@click.option("--measure", "measured", type=Path, hidden=True)
def main(
    sizes: str,
    source: Path,
    keep: bool,
    again: bool,
    threads: int,
    built: tuple[Path, int] | None,
    measured: Path | None,
) -> None:
    """Measure catalogues of growing size."""
    if built is not None:
        faiss.omp_set_num_threads(threads)
        click.echo(json.dumps(grow(source, *built)))
        return
    if measured is not None:
        faiss.omp_set_num_threads(1)
        click.echo(json.dumps(measure(measured, source)))
        return
    path = RESULTS / "scale.json"
    kept = json.loads(path.read_text(encoding="utf-8"))["sizes"] if path.exists() else {}
    for size in map(int, sizes.split(",")):
        index = WORK / f"scale-{size}"
        common = ["--source", str(source), "--threads", str(threads)]
        if again:
            found = kept[str(size)]
        else:
            shutil.rmtree(index, ignore_errors=True)
            found = _child(*common, "--build", str(index), str(size))
        found |= _child(*common, "--measure", str(index))
        budget = BUDGET_MS.get(size)
        kept[str(size)] = found | ({"budget_p95_ms": budget} if budget else {})
        click.echo(f"{size:,}: {json.dumps(found)}")
        if not keep:
            shutil.rmtree(index)
        ordered = dict(sorted(kept.items(), key=lambda item: int(item[0])))
        write_result("scale", {"source": SOURCE, "queries": QUERIES, "sizes": ordered})
    click.echo(f"wrote {path}")


def _child(*arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.scale", *arguments],
        check=True, text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    main()
