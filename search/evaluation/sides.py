"""What is compared: a TREC run, or an index asked with settings of one's own.

A side is written as the path of a run, as `default`, or as what differs from that: `version=…`,
`index=DIR`, `state=DIR` and weights, `picture=0.5,words=0`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from search.commands import parse_weights
from search.errors import InvalidInput, InvalidJudgements
from search.evaluation.runs import Runs
from search.signals import resolve_weights

DEFAULT = "default"
_PLACES = ("index", "version", "state")


@dataclass(frozen=True, slots=True)
class Side:
    """As it was written, and what that means: `run`, or an `index` asked with `weights`."""

    written: str
    run: Path | None = None
    index: Path | None = None
    version: str | None = None
    state: Path | None = None
    weights: Mapping[str, float] | None = None


def read_side(written: str) -> Side:
    """Raises `InvalidInput` for what is neither a file nor settings, `InvalidQuery` for a weight."""
    if Path(written).is_file():
        return Side(written, run=Path(written))
    settings = [] if written == DEFAULT else [part.strip() for part in written.split(",")]
    places: dict[str, str] = {}
    weights = []
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or not value:
            raise InvalidInput(
                f"{written!r} is neither a file nor settings.",
                remedy=f"Give a TREC run, {DEFAULT}, or NAME=VALUE,NAME=VALUE of "
                f"{', '.join(_PLACES)} and weights.",
            )
        if name.strip() in _PLACES:
            places[name.strip()] = value
        else:
            weights.append(setting)
    parsed = parse_weights(tuple(weights))
    resolve_weights(parsed)
    return Side(
        written,
        index=Path(places["index"]) if "index" in places else None,
        version=places.get("version"),
        state=Path(places["state"]) if "state" in places else None,
        weights=parsed,
    )


@dataclass(frozen=True, slots=True)
class Answers:
    """What a side answers: its `runs`, queries it `refused` and why, and the `titles` of all products
    of its catalogue; None where it is a file, of whose catalogue nothing is known."""

    written: str
    runs: Runs
    refused: Mapping[str, str]
    titles: Mapping[str, str] | None = None

    def longest(self) -> int:
        return max(map(len, self.runs.values()), default=0)


def on_common_ground(
    a: Answers, b: Answers, qrels: Mapping[str, Mapping[str, float]], *, deepest: int
) -> tuple[Runs, Runs, dict[str, dict[str, float]], list[str]]:
    """The runs of both and the judgements without the products that only one catalogue has, and notes
    that count what is gone: otherwise the catalogues would be compared, not the settings.

    `deepest` is how much of a list is measured. Raises `InvalidJudgements` for catalogues without a
    product in common.
    """
    judged = {query_id: dict(of) for query_id, of in qrels.items()}
    if a.titles is None or b.titles is None or a.titles.keys() == b.titles.keys():
        return a.runs, b.runs, judged, []
    alone = a.titles.keys() ^ b.titles.keys()
    if not a.titles.keys() & b.titles.keys():
        raise InvalidJudgements(
            f"The catalogues of {a.written!r} and {b.written!r} have no product in common.",
            remedy="Compare two indices of one catalogue, or evaluate each by itself.",
        )
    runs = [
        {q: [p for p in ranked if p not in alone] for q, ranked in side.runs.items()}
        for side in (a, b)
    ]
    kept = {q: {p: rel for p, rel in of.items() if p not in alone} for q, of in judged.items()}
    gone = sum(len(of) for of in judged.values()) - sum(len(of) for of in kept.values())
    notes = [
        f"The catalogues differ: {len(a.titles.keys() - b.titles.keys()):,} products are in A's "
        f"alone and {len(b.titles.keys() - a.titles.keys()):,} in B's alone. They were taken out of "
        f"both sides' results, and with them {gone:,} judgements."
    ]
    empty = [q for q, of in kept.items() if not of]
    if empty:
        notes.append(
            f"Queries left out, judged on such products alone: {len(empty):,}, first {empty[0]}."
        )
    short = sum(
        len(ranked) < deepest <= len(side.runs[q])
        for side, run in zip((a, b), runs, strict=True)
        for q, ranked in run.items()
    )
    if short:
        notes.append(
            f"{short:,} lists have fewer than {deepest} products after that; ask deeper (--depth)."
        )
    return runs[0], runs[1], {q: of for q, of in kept.items() if of}, notes


def on_common_queries(
    a: Answers, b: Answers, asked: Sequence[str]
) -> tuple[list[str], dict[str, str]]:
    """The queries that both could be asked, and why the others could not.

    A query that a run lacks found nothing there; one that neither run has was not asked at all.
    """
    refused = {**a.refused, **b.refused}
    if a.titles is None and b.titles is None:
        silent = [q for q in asked if q not in a.runs and q not in b.runs]
        refused |= dict.fromkeys(silent, "it is in neither run")
    return [q for q in asked if q not in refused], refused
