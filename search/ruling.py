"""What the rules of the merchant say for one query over one index, as rows.

A rule that this index cannot follow (a column or a product that it lacks) does less or nothing, and
`troubles` says which: a rebuild must not turn a search into an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from search.artifact import Artifact
from search.errors import InvalidFilter
from search.fusion import Measured
from search.rules import Action, Rule, RuleBook
from search.signals import BOOSTED, BURIED, PINNED


@dataclass(frozen=True, slots=True)
class Ruling:
    """`hidden` (rows,) bool; `pinned` rows in their places; `pushed` (rows,) by signal, 0 for most;
    `rules` are the ids of those that were followed."""

    hidden: NDArray[np.bool_] | None
    pinned: NDArray[np.int64]
    pushed: Mapping[str, NDArray[np.float64]]
    named: NDArray[np.int64]
    rules: tuple[str, ...]

    def allow(self, mask: NDArray[np.bool_] | None) -> NDArray[np.bool_] | None:
        """`mask` without what is hidden."""
        if self.hidden is None:
            return mask
        return ~self.hidden if mask is None else mask & ~self.hidden

    def propose(self, rows: NDArray[np.int64], mask: NDArray[np.bool_] | None) -> NDArray[np.int64]:
        """`rows` and what the rules name, in order: never what the mask leaves out."""
        named = self.named if mask is None else self.named[mask[self.named]]
        return np.union1d(rows, named) if len(named) else rows

    def measure(self, rows: NDArray[np.int64], weights: Mapping[str, float]) -> list[Measured]:
        """The signals of the rules over `rows` (n,). A pin has its place, and no contribution."""
        found = []
        for name, by_row in self.pushed.items():
            values = by_row[rows]
            raw = np.where(values > 0, values, np.nan)
            found.append(Measured(name, raw, values, weights[name]))
        if (place := self.places(rows)) is not None:
            raw = np.where(np.isfinite(place), place, np.nan)
            found.append(Measured(PINNED, raw, np.zeros(len(rows)), weights[PINNED]))
        return found

    def places(self, rows: NDArray[np.int64]) -> NDArray[np.float64] | None:
        """(n,) the place of each pinned product among `rows`, from 1, infinite for the others; None
        where nothing is pinned."""
        if not len(self.pinned):
            return None
        place = np.full(len(rows), np.inf)
        for number, row in enumerate(self.pinned, 1):
            place[rows == row] = number
        return place


class Rules:
    """A `RuleBook` read against one index; without a book there are no rules."""

    def __init__(self, book: RuleBook | None, artifact: Artifact) -> None:
        self.book = book
        self._artifact = artifact
        self._rows: dict[str, NDArray[np.int64]] = {}

    def ruling(self, text: str, *, moving: bool = True, now: datetime | None = None) -> Ruling:
        """What holds for a query with these words; without `moving`, what is hidden and no more."""
        now = now or datetime.now(UTC)
        standing = [rule for rule in self._standing() if rule.holds(now)]
        if standing and not moving:
            standing = [rule for rule in standing if rule.action is Action.HIDE]
        asked = self._artifact.words.terms(text) if standing else []
        return self._combine([rule for rule in standing if self._is_for(rule, asked)])

    def _standing(self) -> Sequence[Rule]:
        return () if self.book is None else self.book.standing()

    def troubles(self) -> dict[str, str]:
        """Why a rule cannot be followed, or not wholly, by its id."""
        found = {}
        for rule in self._standing():
            try:
                self._artifact.filters.mask(rule.filters)
            except InvalidFilter as problem:
                found[rule.rule_id] = str(problem)
                continue
            absent = [p for p in rule.products if self._artifact.row_of(p) is None]
            if absent:
                found[rule.rule_id] = (
                    f"The index has no {', '.join(absent[:5])} ({len(absent)} of "
                    f"{len(rule.products)} products)."
                )
        return found

    def _is_for(self, rule: Rule, asked: Sequence[str]) -> bool:
        wanted = self._artifact.words.terms(rule.words)
        return wanted == list(asked) if rule.whole else set(wanted) <= set(asked)

    def _combine(self, followed: Sequence[Rule]) -> Ruling:
        n = len(self._artifact)
        hidden: NDArray[np.bool_] | None = None
        pinned: list[int] = []
        named: set[int] = set()
        pushed: dict[str, NDArray[np.float64]] = {}
        used = []
        for rule in followed:
            rows = self._of(rule)
            if not len(rows):
                continue
            used.append(rule.rule_id)
            match rule.action:
                case Action.PIN:
                    pinned += [row for row in rows.tolist() if row not in pinned]
                case Action.HIDE:
                    hidden = np.zeros(n, dtype=bool) if hidden is None else hidden
                    hidden[rows] = True
                case Action.BOOST | Action.BURY:
                    name = BOOSTED if rule.action is Action.BOOST else BURIED
                    pushed.setdefault(name, np.zeros(n))[rows] += rule.strength
            if rule.action in (Action.PIN, Action.BOOST) and not rule.filters:
                named.update(rows.tolist())
        return Ruling(
            hidden,
            np.array(pinned, dtype=np.int64),
            pushed,
            np.array(sorted(named), dtype=np.int64),
            tuple(used),
        )

    def _of(self, rule: Rule) -> NDArray[np.int64]:
        """The rows that a rule is about: those of its products in their order, then its filters'."""
        if rule.rule_id not in self._rows:
            named = [self._artifact.row_of(product_id) for product_id in rule.products]
            rows = [row for row in dict.fromkeys(named) if row is not None]
            if rule.filters:
                try:
                    mask = self._artifact.filters.mask(rule.filters)
                    rows += np.flatnonzero(np.asarray(mask)).tolist()
                except InvalidFilter:
                    rows = []
            self._rows[rule.rule_id] = np.array(list(dict.fromkeys(rows)), dtype=np.int64)
        return self._rows[rule.rule_id]
