"""What was decided about the weights, and what is served because of it: a table that is only added to.

Every run of `bowerbird learn` leaves a row for each kind of query it looked at: promoted or refused, with the
evidence. Going back adds a row too. What is served follows from the rows, so a server in
another process sees a promotion with its next query, and nothing that was ever served is forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from search.errors import InvalidInput
from search.personal.database import Database, transaction
from search.personal.event import EPOCH, stamp
from search.query import Query, QueryKind
from search.signals import Weighing, resolve_weights


class Verdict(StrEnum):
    PROMOTED = "promoted"
    REFUSED = "refused"
    REVERTED = "reverted"
    WAITING = "waiting"
    """Never stored: nothing was looked at."""


@dataclass(frozen=True, slots=True)
class Decision:
    """`weights` are those that were in question, by the names of signals; `lists` how many shown lists they
    were learned from; `evidence` is everything that decided, ready for JSON."""

    kind: QueryKind
    verdict: Verdict
    at: datetime
    weights: Mapping[str, float]
    lists: int
    evidence: Mapping[str, Any]
    number: int = 0

    @property
    def version(self) -> str:
        return f"learned-{self.number}"

    @property
    def origin(self) -> str:
        """For a person."""
        return f"weights learned on {self.at:%-d %B %Y} from {self.lists:,} lists"


class Decisions(Database):
    """The decisions in the file at `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._held: tuple[int, Mapping[QueryKind, Decision]] = (0, MappingProxyType({}))

    def add(self, decision: Decision) -> Decision:
        """Stores a decision and returns it with its number."""
        with self._connection() as db, transaction(db):
            number = db.execute(
                "INSERT INTO decisions (at, kind, verdict, weights, lists, evidence)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    stamp(decision.at), decision.kind.value, decision.verdict.value,
                    json.dumps(dict(decision.weights)), decision.lists,
                    json.dumps(dict(decision.evidence)),
                ),
            ).lastrowid  # fmt: skip
        return _numbered(decision, number or 0)

    def all(self) -> list[Decision]:
        """Oldest first."""
        if not self.path.exists():
            return []
        rows = self._read(
            "SELECT kind, verdict, at, weights, lists, evidence, number FROM decisions ORDER BY number"
        )
        return [
            Decision(
                QueryKind(kind), Verdict(verdict), EPOCH + timedelta(microseconds=at),
                json.loads(weights), lists, json.loads(evidence), number,
            )
            for kind, verdict, at, weights, lists, evidence, number in rows
        ]  # fmt: skip

    def served(self) -> Mapping[QueryKind, Decision]:
        """The promotion in force for each kind of query that has one; asked on every query, so
        the table is read again only when it has grown."""
        if not self.path.exists():
            return MappingProxyType({})
        newest = self._read("SELECT coalesce(max(number), 0) FROM decisions")[0][0]
        if newest != self._held[0]:
            self._held = newest, MappingProxyType(_in_force(self.all()))
        return self._held[1]

    def revert(self, kind: QueryKind, *, at: datetime) -> Decision:
        """Goes back to what was served before the last promotion of a kind; a further one goes further.

        Raises `InvalidInput` where nothing learned is served.
        """
        now = self.served().get(kind)
        if now is None:
            raise InvalidInput(
                f"Queries of the kind {kind.value!r} are ranked with the shipped weights already.",
                remedy="bowerbird learn --status shows what is served.",
            )
        return self.add(
            Decision(kind, Verdict.REVERTED, at, now.weights, now.lists, {"reverts": now.number})
        )


def weigh(query: Query, decisions: Decisions | None) -> Weighing:
    """The weights of a query: shipped, or learned for its kind where that was promoted, or its own.

    Raises `InvalidQuery` for a weight of nothing.
    """
    learned = None if decisions is None else decisions.served().get(query.kind)
    if learned is None:
        return Weighing(resolve_weights(query.weights))
    return Weighing(
        resolve_weights(query.weights, learned.weights), learned.version, learned.origin
    )


def _in_force(decisions: list[Decision]) -> dict[QueryKind, Decision]:
    stacks: dict[QueryKind, list[Decision]] = {}
    for one in decisions:
        stack = stacks.setdefault(one.kind, [])
        if one.verdict is Verdict.PROMOTED:
            stack.append(one)
        elif one.verdict is Verdict.REVERTED and stack:
            stack.pop()
    return {kind: stack[-1] for kind, stack in stacks.items() if stack}


def _numbered(decision: Decision, number: int) -> Decision:
    return Decision(
        decision.kind, decision.verdict, decision.at, decision.weights, decision.lists,
        decision.evidence, number,
    )  # fmt: skip
