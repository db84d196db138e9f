"""What each part of the recipe is worth: every part taken away, one at a time, on every task it bears on.

    python -m benchmarks.ablation [--only TASK] [--without PART]

Signals are switched off by their weight; the other parts by building the index without them. A part that
is worth nothing on any task has no place in the recipe. Each difference is paired, query by query.
Writes results/ablation.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import click
import numpy as np
from PIL.Image import Image

from benchmarks.machine import RESULTS, WORK, write_result
from benchmarks.quality import per_query
from benchmarks.shop import lite
from benchmarks.tasks import SEED, TASKS, Case
from indexer import embed
from search import background
from search.encoders import Encoder, Prior
from search.encoders.base import Rows, unit
from search.encoders.lite import HEAD, TOWERS
from search.evaluation.compare import compare
from search.speller import Speller

HOME = WORK / "ablation"
MOST = 600
"""Queries of a task: enough to see what a part is worth."""

WORDS = ("hm-words", "myntra-words", "homedepot", "hm-composed", "myntra-composed")
PICTURES = ("grocery", "grocery-background", "grocery-views", "rooms", "variants", "similar")
SPACES = (*PICTURES, "hm-words", "ikea-unseen", "hm-unseen", "myntra-unseen", "hm-composed")

OFF: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(("words", "coverage", "phrase", "last_word", "meaning", "colour"), WORDS),
    "words_in_picture": ("hm-words", "myntra-words", "hm-composed", "myntra-composed"),
    "unalike": ("hm-composed", "myntra-composed"),
    "printed": PICTURES[:3],
    "picture_in_text": (
        *(task for task in PICTURES if task != "rooms"),
        "hm-composed",
        "myntra-composed",
    ),
}
"""Signals, and the tasks that they bear on."""


class Seeing:
    """`lite` with some columns of its picture rows alone; without its prior if told so."""

    def __init__(self, columns: np.ndarray | None, *, prior: bool = True) -> None:
        self._inner, self._columns, self._prior = lite(), columns, prior
        self.spec, self.shared = self._inner.spec, self._inner.shared
        self.fingerprint = self._inner.fingerprint
        self.image_dim, self.text_dim = self._inner.image_dim, self._inner.text_dim
        if prior:
            self.prior = self._known

    def encode_images(self, images: Sequence[Image]) -> Rows:
        return self.kept(self._inner.encode_images(images))

    def encode_texts(self, texts: Sequence[str]) -> Rows:
        return self._inner.encode_texts(texts)

    def _known(self) -> Prior:
        known = self._inner.prior()
        return replace(known, images=self.kept(known.images))

    def kept(self, rows: Rows) -> Rows:
        return rows if self._columns is None else unit(rows * self._columns)


def _columns(*, towers: int = 2, moments: int = 2) -> np.ndarray:
    """(image_dim,) 1 for columns of the first `towers`: the head, and of the stages nothing, the means, or
    the means and the deviations."""
    parts = []
    for number, (*_, width) in enumerate(TOWERS):
        there = number < towers
        parts += [np.full(HEAD, there)]
        parts += [np.full(width // 2, there and moments > moment) for moment in (0, 1)]
    return np.concatenate(parts).astype(np.float32)


@contextmanager
def _seeing(encoder: Seeing) -> Iterator[None]:
    """Rows of products come from the cache, past the encoder: they lose the same columns."""
    known = embed.embed_pictures

    def embedded(*args: Any, **kwargs: Any) -> embed.EmbeddedPictures:
        found = known(*args, **kwargs)
        found.rows = encoder.kept(found.rows.astype(np.float32)).astype(np.float16)
        return found

    with patch("indexer.build.embed_pictures", embedded):
        yield


@contextmanager
def _without_deviation() -> Iterator[None]:
    known = background.correction

    def mean_alone(scores: np.ndarray) -> background.Correction:
        found = known(scores)
        return replace(found, share=(found.share > 0).astype(np.float32))

    with patch("indexer.assemble.correction", mean_alone):
        yield


def _encoding(encoder: Seeing) -> tuple[dict[str, Encoder], AbstractContextManager[None]]:
    return {"encoder": encoder}, _seeing(encoder)


BUILT: Mapping[str, tuple[Sequence[str], Any]] = {
    "second tower": (SPACES, lambda: _encoding(Seeing(_columns(towers=1)))),
    "stages": (SPACES, lambda: _encoding(Seeing(_columns(moments=0)))),
    "deviations of stages": (SPACES, lambda: _encoding(Seeing(_columns(moments=1)))),
    "noise within products": (
        ("grocery-views",), lambda: ({}, patch("search.alignment.WITHIN", 0.0)),
    ),
    "common words": (
        (*SPACES, "myntra-composed"), lambda: ({}, patch("search.vocabulary.MOST", 0)),
    ),
    "prior": (SPACES, lambda: _encoding(Seeing(None, prior=False))),
    "own picture space": (PICTURES[:3], lambda: ({}, patch("indexer.shared_space.SMALL", 0))),
    "deviation over the background": (
        ("grocery-background", "rooms-background"), lambda: ({}, _without_deviation()),
    ),
    "text in scenes": (
        ("rooms", "rooms-background"), lambda: ({}, patch("search.scene.TEXT_SHARE", 0.0)),
    ),
    "function words": (
        WORDS, lambda: ({}, patch("search.words.function_words", lambda language: frozenset())),
    ),
    "spelling": (
        ("homedepot",),
        lambda: ({}, patch.object(Speller, "correct", lambda self, text, known: (text, {}))),
    ),
}  # fmt: skip
"""Parts that an index is built without: the tasks they bear on, and how it is done."""


def run(name: str, without: Sequence[str]) -> dict[str, Any]:
    whole = _some(TASKS[name](home=HOME))
    ours = _values(whole)
    found: dict[str, Any] = {}
    for part in (part for part, tasks in OFF.items() if name in tasks and part in without):
        found[part] = _difference(ours, _values(whole, weights={part: 0.0}))
    for part, (tasks, how) in BUILT.items():
        if name not in tasks or part not in without:
            continue
        options, changed = how()
        with changed:
            found[part] = _difference(ours, _values(_some(TASKS[name](home=HOME, **options))))
    for part, difference in found.items():
        said = ", ".join(f"{m} {d['mean']:+.4f} (p {d['p']:.3f})" for m, d in difference.items())
        click.echo(f"  without {part}: {said}")
    return {
        "title": whole.name,
        "n": len(whole.queries),
        "whole": {measure: float(np.nanmean(values)) for measure, values in ours.items()},
        "without": found,
    }


def _some(case: Case) -> Case:
    share = max(1, -(-len(case.queries) // MOST))
    return replace(case, asked=[(ranker, queries[::share]) for ranker, queries in case.asked])


def _values(case: Case, weights: Mapping[str, float] | None = None) -> dict[str, np.ndarray]:
    values = per_query(case, case.asked, weights=weights).values
    return {measure: values[measure] for measure in case.measures}


def _difference(ours: Mapping[str, np.ndarray], less: Mapping[str, np.ndarray]) -> dict[str, Any]:
    """Of the whole without a part to the whole, by measure: below zero is what the part is worth."""
    found = {measure: compare(less[measure], ours[measure]) for measure in ours}
    return {measure: c.difference.as_json() | {"p": c.p} for measure, c in found.items()}


@click.command()
@click.option("--only", multiple=True, type=click.Choice(list(TASKS)), help="A task.")
@click.option(
    "--without", multiple=True, type=click.Choice([*OFF, *BUILT]), help="A part; may be repeated."
)
def main(only: tuple[str, ...], without: tuple[str, ...]) -> None:
    """Take every part away, one at a time."""
    path = RESULTS / "ablation.json"
    tasks = json.loads(path.read_text(encoding="utf-8"))["tasks"] if path.exists() else {}
    for name in only or TASKS:
        click.echo(name)
        measured = run(name, without or [*OFF, *BUILT])
        if name in tasks:  # other parts stand as they were measured
            measured["without"] = tasks[name]["without"] | measured["without"]
        tasks[name] = measured
        write_result("ablation", {"seed": SEED, "most_queries": MOST, "tasks": tasks})


if __name__ == "__main__":
    main()
