"""What the merchant decided: products pinned, hidden, boosted or buried, for a while, for some queries.

The file of rules is a log that is only ever added to: who added or withdrew which rule, and when. What
holds is what the log adds up to, so the audit cannot disagree with what is done. A rule is never
changed: it is withdrawn and another one is added.

A hidden product is never found. A boosted or buried one has that as evidence, in its score like any
other. A pinned one stands first whatever its score, and says so: its evidence `pinned` has its place and
adds nothing. Hiding is for every list; the others are for lists in the order of relevance.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from filelock import FileLock

from search.errors import BowerbirdError, InvalidRule, nearest
from search.filters import Filter

FILE = "rules.jsonl"
"""Its name in a state folder."""

MOST_PRODUCTS = 1_000
MOST_RULES = 500
MOST_STRENGTH = 10.0
"""A full mark from the strongest signal is about 1; a boost beyond this is a pin."""
MOST_TEXT = 500


class Action(StrEnum):
    PIN = "pin"
    HIDE = "hide"
    BOOST = "boost"
    BURY = "bury"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`action` on the `products` and on what passes all `filters`, where the query has all of `words`
    (every query where blank), or is these words and no other (`whole`), from `starts` until `ends`.

    `strength` is what a boost adds to a score and burying takes off; pins have their products' order.
    Raises `InvalidRule` for one that cannot do anything, or not what it says.
    """

    action: Action
    products: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    words: str = ""
    whole: bool = False
    strength: float = 0.0
    starts: datetime | None = None
    ends: datetime | None = None
    note: str = ""
    rule_id: str = field(default_factory=lambda: secrets.token_hex(4))

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", " ".join(self.words.split()))
        moves = self.action in (Action.BOOST, Action.BURY)
        if self.action is Action.PIN and (self.filters or not self.products):
            raise InvalidRule("A pin names its products, in their order.", remedy="Give their ids.")
        if not (self.products or self.filters):
            raise InvalidRule(
                f"The rule does not say what to {self.action}.", remedy="Give products or a filter."
            )
        if len(self.products) > MOST_PRODUCTS:
            raise InvalidRule(
                f"The rule names {len(self.products):,} products; the limit is {MOST_PRODUCTS:,}.",
                remedy="Say it with a filter.",
            )
        if moves and not 0 < self.strength <= MOST_STRENGTH:
            raise InvalidRule(
                f"strength is {self.strength:g}; it must be over 0 and at most {MOST_STRENGTH:g}.",
                remedy="1 is a full mark from the strongest signal.",
            )
        if not moves and self.strength:
            raise InvalidRule(f"To {self.action} has no strength.", remedy="Leave it out.")
        if self.whole and not self.words:
            raise InvalidRule("The rule is for whole queries and has no words.")
        for name in ("words", "note"):
            if len(getattr(self, name)) > MOST_TEXT:
                raise InvalidRule(f"{name} has over {MOST_TEXT} characters, which is the limit.")
        for name in ("starts", "ends"):
            at = getattr(self, name)
            if at is not None and at.tzinfo is None:
                raise InvalidRule(f"{name} is {at}, without a zone.", remedy="Give it in UTC.")
        if self.starts and self.ends and self.ends <= self.starts:
            raise InvalidRule(f"The rule ends at {self.ends}, before it starts.")

    def holds(self, now: datetime) -> bool:
        return (self.starts is None or self.starts <= now) and (
            self.ends is None or now < self.ends
        )

    def as_dict(self) -> dict[str, Any]:
        return {
            "rule_id": self.rule_id,
            "action": self.action.value,
            "products": list(self.products),
            "filters": [str(condition) for condition in self.filters],
            "words": self.words,
            "whole": self.whole,
            "strength": self.strength,
            "starts": self.starts.isoformat() if self.starts else None,
            "ends": self.ends.isoformat() if self.ends else None,
            "note": self.note,
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Rule:
        times = {
            name: datetime.fromisoformat(stored[name]) if stored[name] else None
            for name in ("starts", "ends")
        }
        return cls(
            **{
                **stored,
                **times,
                "action": Action(stored["action"]),
                "products": tuple(stored["products"]),
                "filters": tuple(Filter.parse(text) for text in stored["filters"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the log: `by` somebody, at a time, a rule was added or `withdrawn`."""

    at: datetime
    by: str
    withdrawn: bool
    rule: Rule


class RuleBook:
    """The rules in a shop's `state` folder; shared by threads and processes. No file, no rules.

    Raises `BowerbirdError` for a file that is no log of rules.
    """

    def __init__(self, state: Path) -> None:
        self.path = state / FILE
        self._seen: tuple[tuple[int, int], tuple[Rule, ...]] = ((0, 0), ())

    def standing(self) -> tuple[Rule, ...]:
        """The rules that were added and not withdrawn, the oldest first, whatever their dates."""
        try:
            stat = self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return ()
        stamp = (stat.st_mtime_ns, stat.st_size)
        known, rules = self._seen
        if stamp != known:
            held: dict[str, Rule] = {}
            for change in self.log():
                if change.withdrawn:
                    held.pop(change.rule.rule_id, None)
                else:
                    held[change.rule.rule_id] = change.rule
            rules = tuple(held.values())
            self._seen = (stamp, rules)
        return rules

    def log(self) -> list[Change]:
        """Every change ever made, the oldest first."""
        try:
            # Not splitlines: a note may hold what Unicode calls the end of a line.
            lines = self.path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
        except FileNotFoundError:
            return []
        found = []
        for number, line in enumerate(lines, 1):
            try:
                stored = json.loads(line)
                at, rule = datetime.fromisoformat(stored["at"]), Rule.from_dict(stored["rule"])
                found.append(Change(at, stored["by"], stored["change"] == "withdrawn", rule))
            except (ValueError, KeyError, TypeError, BowerbirdError) as problem:
                raise BowerbirdError(
                    f"{self.path} line {number} is no change of a rule: {problem}.",
                    remedy="Restore the file from a backup.",
                ) from problem
        return found

    def add(self, rule: Rule, *, by: str) -> None:
        """Raises `InvalidRule` where there are too many already."""
        if len(self.standing()) >= MOST_RULES:
            raise InvalidRule(
                f"There are {MOST_RULES} rules, which is the limit.", remedy="Withdraw one."
            )
        self._write("added", rule, by)

    def withdraw(self, rule_id: str, *, by: str) -> Rule:
        """Raises `InvalidRule` for a rule that does not stand."""
        standing = {rule.rule_id: rule for rule in self.standing()}
        if rule_id not in standing:
            raise InvalidRule(
                f"There is no rule {rule_id!r}.", remedy=nearest(rule_id, [*standing])
            )
        self._write("withdrawn", standing[rule_id], by)
        return standing[rule_id]

    def _write(self, change: str, rule: Rule, by: str) -> None:
        at = datetime.now(UTC).isoformat()
        line = json.dumps(
            {"at": at, "by": by, "change": change, "rule": rule.as_dict()}, ensure_ascii=False
        )
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with (
            FileLock(self.path.with_suffix(".lock")),
            self.path.open("a", encoding="utf-8") as file,
        ):
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())
