"""What a build did, for a person or as JSON: counts, problems, where the time went."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from indexer.problems import RowProblem, by_kind

EXAMPLES = 5
"""Problems of one kind that the readable report shows; the JSON has all of them."""


@dataclass(slots=True)
class Stages:
    """Seconds by stage, in the order in which they ran."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    version: str
    active: bool
    encoder: str
    rows_read: int
    products: int
    pictures: int
    cache_hits: Mapping[str, int]
    alignment: Mapping[str, Any]
    background: Mapping[str, int]
    listings: Mapping[str, Any]
    printed: int
    problems: list[RowProblem]
    seconds: Mapping[str, float]
    bytes_on_disk: int

    @property
    def pictures_per_second(self) -> float | None:
        """Of the pictures that were embedded now; None where the cache had them all, or they
        took no time that could be measured."""
        fresh = self.pictures - self.cache_hits["pictures"]
        seconds = self.seconds["pictures"]
        return round(fresh / seconds, 1) if fresh and seconds else None

    def as_dict(self) -> dict[str, Any]:
        return {
            "version": self.version,
            "active": self.active,
            "encoder": self.encoder,
            "rows_read": self.rows_read,
            "products": self.products,
            "pictures": self.pictures,
            "cache_hits": dict(self.cache_hits),
            "pictures_per_second": self.pictures_per_second,
            "alignment": dict(self.alignment),
            "background": dict(self.background),
            "listings": dict(self.listings),
            "printed": self.printed,
            "problems": {
                "by_kind": by_kind(self.problems),
                "rows": [problem.as_dict() for problem in self.problems],
            },
            "seconds": dict(self.seconds) | {"total": round(sum(self.seconds.values()), 3)},
            "bytes_on_disk": self.bytes_on_disk,
        }

    def as_text(self) -> str:
        lines = [
            f"Version {self.version} ({'active' if self.active else 'not active'}): "
            f"{self.products:,} products of {self.rows_read:,} rows, {self.pictures:,} pictures, "
            f"{self.bytes_on_disk / 1e6:,.1f} MB",
            f"Cache: {self.cache_hits['pictures']:,} pictures and {self.cache_hits['texts']:,} texts"
            + (f"; {self.pictures_per_second} pictures/s" if self.pictures_per_second else ""),
            f"Shared space: {_alignment(self.alignment)}",
            *_background(self.background),
            *_listings(self.listings),
            *_printed(self.printed, self.pictures),
            "Seconds: "
            + ", ".join(f"{name} {s:.1f}" for name, s in self.seconds.items() if s >= 0.05),
        ]
        for kind, count in by_kind(self.problems).items():
            lines.append(f"{count:,} x {kind}")
            shown = [p for p in self.problems if p.kind.value == kind][:EXAMPLES]
            lines += [f"    row {p.row}, {p.product_id or 'no id'}: {p.message}" for p in shown]
            if count > EXAMPLES:
                lines.append(f"    … and {count - EXAMPLES:,} more (--json lists them all)")
        return "\n".join(lines)


def _background(counts: Mapping[str, int]) -> list[str]:
    """What corrects for products that look like every picture, if anything does."""
    said = " and ".join(f"{count:,} {what}" for what, count in counts.items())
    return [f"Background: {said} that shoppers asked with"] if said else []


def _printed(saying: int, pictures: int) -> list[str]:
    """How many pictures have words on them, where they are of use."""
    return [f"Print: {saying:,} of {pictures:,} pictures have words on them"] if saying else []


def _alignment(report: Mapping[str, Any]) -> str:
    if report["source"] == "encoder":
        left = report.get("colours", 1.0)
        return "the encoder's own" + (
            f"; colours, which it sees itself, weigh {left:.0%} of the usual" if left < 1 else ""
        )
    checked = report.get("cross_validated") or {}
    quality = (
        f", words find an unseen product's picture in the first 10 of {checked['among']:.0f} "
        f"{checked['recall@10']:.0%} of the time"
        if checked
        else ""
    )
    prior = ", with the prior" if report.get("prior") else ""
    return f"{report['source']}, {report.get('pairs', 0):,} pairs{prior}{quality}"


def _listings(report: Mapping[str, Any]) -> list[str]:
    lines = []
    if report["repeated"]:
        shown = "; ".join(", ".join(ids) for ids in report["examples"])
        lines.append(
            f"Near-duplicate listings: {report['products']:,} products are {report['repeated']:,} "
            f"things ({shown}{' …' if report['repeated'] > len(report['examples']) else ''}); "
            "searches may collapse them"
        )
    if report["sharing_a_picture"]:
        lines.append(
            f"Shared pictures: {report['sharing_a_picture']:,} products have the first picture of one "
            "that says something else of itself"
        )
    return lines
