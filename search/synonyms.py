"""The shop's own synonyms: other ways to say what was asked.

A rule says that a phrase may also be said in other words. Ways to say a query are all its
combinations, the query as asked first; what a product scores is what it scores for the best of them,
so a synonym can help a product and never harm one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Terms = tuple[str, ...]

MOST_WAYS = 12
"""Ways to say one query; each is scored over the whole catalogue."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`said` may also be said in each of the `others`, as a shop writes them."""

    said: str
    others: tuple[str, ...]


class Synonyms:
    """Rules in the terms of one index."""

    def __init__(self, rules: Iterable[Rule], *, read: Callable[[str], Sequence[str]]) -> None:
        self._rules = tuple(rules)
        self._by_terms: dict[Terms, list[tuple[str, Terms]]] = {}
        for rule in self._rules:
            said = self._by_terms.setdefault(tuple(read(rule.said)), [])
            said += [(other, tuple(read(other))) for other in rule.others]
        self._by_terms.pop((), None)
        self._longest = max(map(len, self._by_terms), default=0)

    def ways(
        self, asked: Sequence[str], *, kept: Iterable[str] = ()
    ) -> tuple[list[Terms], list[str]]:
        """Every way to say the terms `asked`, the first as asked, and the phrases that were added.

        Terms in `kept` are left as they are.
        """
        kept = set(kept)
        ways: list[Terms] = [()]
        added: list[str] = []
        at = 0
        while at < len(asked):
            said, others = self._at(asked, at, kept)
            added += [other for other, _ in others if other not in added]
            choices = [said, *(terms for _, terms in others)]
            ways = [way + choice for choice in choices for way in ways][:MOST_WAYS]
            at += len(said)
        return list(dict.fromkeys(ways)), added

    def _at(
        self, asked: Sequence[str], at: int, kept: set[str]
    ) -> tuple[Terms, list[tuple[str, Terms]]]:
        """The longest phrase with a rule that starts here, and what else it may be called."""
        for length in range(min(self._longest, len(asked) - at), 0, -1):
            said = tuple(asked[at : at + length])
            if said in self._by_terms and kept.isdisjoint(said):
                return said, self._by_terms[said]
        return (asked[at],), []

    def as_json(self) -> str:
        stored = [[rule.said, *rule.others] for rule in self._rules]
        return json.dumps(stored, ensure_ascii=False)
