"""What a merchant can have done, for the admin's pages and its API alike: check, rebuild, compare, measure.

A rebuild keeps what the active version was built with (encoder, fields, language) and takes its synonyms
from the shop's memory. It never activates by itself, unless it was told to where little changes.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.artifact import current_version
from search.difference import compare_answers, compare_products
from search.errors import InvalidJudgements
from search.evaluation.compare import compare
from search.signals import resolve_weights
from search.versions import activate_version, existing, list_versions, rollback
from web.builder import Job, check
from web.catalogues import CatalogueFile, Catalogues
from web.journal import append, read
from web.shop import Shop

SYNONYMS = "synonyms.txt"
REPORTS = "builds"
QUERIES, QRELS = "queries.csv", "qrels.csv"
EVALUATIONS = "evaluations.jsonl"
"""Names in a state folder."""

SHOWN = ("ndcg@10", "mrr", "precision@10", "recall@10", "map")
"""Measures that are compared."""

RECENT = 100
"""Queries, the most frequent of a month, whose answers are compared."""

MOST_REMOVED = 0.05
MOST_PROBLEMS = 0.02
LEAST_OVERLAP = 0.7
"""Where little changes: the share of products that may go, of rows that may have problems, and what the
first ten of the recent queries must have in common on average. Else a person decides."""


class Merchant:
    """One shop's. Every method says what `by` whom it is done, where it changes anything."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.index, self.state = shop.live.index, shop.live.state
        self.state.mkdir(parents=True, exist_ok=True)
        self.catalogues = Catalogues(self.state, shop.catalogues)

    # What can be built from

    def check(
        self, file: CatalogueFile, *, mapping: Mapping[str, str], allow_urls: bool
    ) -> dict[str, Any]:
        """What a build would see. Raises `InvalidCatalogue`."""
        return check(self._reading(file, mapping, allow_urls))

    def rebuild(
        self,
        file: CatalogueFile,
        *,
        mapping: Mapping[str, str],
        allow_urls: bool = False,
        by_itself: bool = False,
        by: str,
    ) -> Job:
        """Starts a build. `by_itself`: it may activate where little changes. Raises `BuildRunning`."""
        manifest = self._shop.live.searcher.artifact.manifest
        built = manifest.catalogue
        arguments: list[str | Path] = [
            "index", *self._reading(file, mapping, allow_urls), "--index", self.index,
            "--encoder", str(manifest.encoder["spec"]),
            "--text-fields", ",".join(built["text_fields"]),
            "--language", str(built["language"]),
            "--no-activate", "--progress", "json", "--json",
        ]  # fmt: skip
        if (synonyms := self.synonyms_file()) is not None:
            arguments += ["--synonyms", synonyms]
        return self._shop.jobs.start(
            "build", file.shown, [arguments],
            by=by, after=lambda job: self._built(job, by_itself=by_itself),
        )  # fmt: skip

    def _reading(
        self, file: CatalogueFile, mapping: Mapping[str, str], allow_urls: bool
    ) -> list[str | Path]:
        arguments: list[str | Path] = [file.path]
        for noun, column in mapping.items():
            arguments += ["--map", f"{noun}={column}"]
        if file.uploaded:  # its pictures are where they were
            manifest = self._shop.live.searcher.artifact.manifest
            arguments += ["--images", self._shop.media or Path(manifest.media)]
        return [*arguments, "--allow-urls"] if allow_urls else arguments

    def _built(self, job: Job, *, by_itself: bool) -> None:
        version = str(job.results[0]["version"])
        folder = self.state / REPORTS
        folder.mkdir(parents=True, exist_ok=True)
        report = json.dumps(job.results[0] | {"by": job.by}, ensure_ascii=False)
        (folder / f"{version}.json").write_text(report, encoding="utf-8")
        job.after = {"difference": self.difference(version), "activated": False}
        if by_itself and not (reasons := self._reasons(job)):
            job.after["activated"] = self._shop.jobs.unless_stopped(
                job, lambda: activate_version(self.index, version)
            )
        elif by_itself:
            job.after["reasons"] = reasons

    def _reasons(self, job: Job) -> list[str]:
        """Why a version must not be activated without a person; empty where it may."""
        products, answers = (job.after["difference"][name] for name in ("products", "answers"))
        before = len(self._shop.live.searcher.artifact)
        gone = products["removed"]["count"] / before if before else 0.0
        rows = max(int(job.results[0]["rows_read"]), 1)
        problems = sum(job.results[0]["problems"]["by_kind"].values()) / rows
        reasons = []
        if gone > MOST_REMOVED:
            reasons.append(f"{gone:.0%} of the products go; at most {MOST_REMOVED:.0%} may.")
        if problems > MOST_PROBLEMS:
            reasons.append(f"{problems:.0%} of the rows have problems; {MOST_PROBLEMS:.0%} may.")
        if answers["mean"] is not None and answers["mean"] < LEAST_OVERLAP:
            reasons.append(
                f"Recent queries keep {answers['mean']:.0%} of their first ten; it must be "
                f"{LEAST_OVERLAP:.0%}."
            )
        return reasons

    # Versions

    def versions(self) -> list[dict[str, Any]]:
        return [version.as_dict() for version in list_versions(self.index)]

    def report(self, version: str) -> dict[str, Any] | None:
        """What the build of a version said, where the admin started it."""
        existing(self.index, version)
        path = self.state / REPORTS / f"{version}.json"
        if not path.is_file():
            return None
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found

    def activate(self, version: str) -> None:
        """Raises `UnknownVersion` for one that is not there, `CorruptIndex` for a damaged one."""
        activate_version(self.index, version)

    def roll_back(self) -> str:
        return rollback(self.index)

    def difference(self, version: str) -> dict[str, Any]:
        """What `version` would change of the active one, as plain data."""
        existing(self.index, version)
        active = current_version(self.index)
        old, new = (self._shop.live.open(name) for name in (active, version))
        answers = compare_answers(old, new, self.recent())
        mean = sum(one.share for one in answers) / len(answers) if answers else None
        return {
            "active": active,
            "version": version,
            "products": compare_products(old.artifact, new.artifact).as_dict(),
            "answers": {
                "queries": len(answers),
                "mean": mean,
                "least": [asdict(one) for one in answers[:20] if one.share < 1],
            },
        }

    def recent(self) -> list[str]:
        """What is asked most lately."""
        return [one.words for one in self._shop.asked.most(RECENT)]

    # Synonyms

    def synonyms_file(self) -> Path | None:
        """The shop's synonyms, as a file to build with; those of the active index where there is none yet."""
        path = self.state / SYNONYMS
        if not path.is_file():
            rules = self._shop.live.searcher.artifact.words.synonyms
            if not rules:
                return None
            lines = [f"{rule.said} => {', '.join(rule.others)}" for rule in rules]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    # Quality

    def evaluate(self, settings: Sequence[Mapping[str, float]], *, by: str) -> Job:
        """Measures the saved queries with each of one or two settings of weights, and compares them query
        by query. Raises `BuildRunning`, `InvalidJudgements` where no queries are saved."""
        queries, qrels = self.state / QUERIES, self.state / QRELS
        if not (queries.is_file() and qrels.is_file()):
            raise InvalidJudgements(
                "No queries are saved to measure with.",
                remedy="Upload queries (query_id, text) and qrels (query_id, product_id, relevance).",
            )
        for weights in settings:
            resolve_weights(weights)
        commands: list[list[str | Path]] = []
        for number, weights in enumerate(settings):
            command: list[str | Path] = [
                "evaluate", "--index", self.index, "--state", self.state,
                "--queries", queries, "--qrels", qrels,
                "--per-query", self._per_query(number), "--json",
            ]  # fmt: skip
            for name, weight in weights.items():
                command += ["--weight", f"{name}={weight!r}"]
            commands.append(command)
        return self._shop.jobs.start(
            "measuring", "saved queries", commands,
            by=by, after=lambda job: self._measured(job, settings),
        )  # fmt: skip

    def _measured(self, job: Job, settings: Sequence[Mapping[str, float]]) -> None:
        sides = [
            {"weights": dict(weights), "n": report["n"], "measures": report["measures"]}
            for weights, report in zip(settings, job.results, strict=True)
        ]
        found: dict[str, Any] = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"), "by": job.by,
            "index_version": job.results[0]["index_version"], "settings": sides,
            "notes": job.results[0]["notes"],
        }  # fmt: skip
        tables = [_read_table(self._per_query(number)) for number in range(len(settings))]
        if len(tables) == 2:
            found["differences"] = {
                name: _compared(tables[1][name], tables[0][name]) for name in SHOWN
            }
        append(self.state / EVALUATIONS, found)
        job.after = found

    def _per_query(self, number: int) -> Path:
        return self.state / f"evaluation-{number}.csv"

    def evaluations(self) -> list[dict[str, Any]]:
        """Every measuring so far, the oldest first."""
        return read(self.state / EVALUATIONS)


def _compared(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> dict[str, Any]:
    found = compare(ours, theirs)
    return {"n": found.n, "p": found.p, "better": found.better} | found.difference.as_json()


def _read_table(path: Path) -> dict[str, NDArray[np.float64]]:
    """The measures by query that `bowerbird evaluate` wrote, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name != "query_id"]
    return {name: np.array([float(row[name] or "nan") for row in rows]) for name in names}
