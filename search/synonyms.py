"""The shop's own synonyms: other ways to say what was asked.

A rule says that a phrase may also be said in other words. Ways to say a query are all its
combinations, the query as asked first; what a product scores is what it scores for the best of them,
so a synonym can help a product and never harm one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from search.errors import InvalidCatalogue

Terms = tuple[str, ...]
Lookup = dict[Terms, list[tuple[str, Terms]]]

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
        self._terms = read
        self._by_terms = self._read(self._rules)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """As the shop wrote them."""
        return self._rules

    def _read(self, rules: Iterable[Rule]) -> Lookup:
        found: Lookup = {}
        for rule in rules:
            said = found.setdefault(tuple(self._terms(rule.said)), [])
            said += [(other, tuple(self._terms(other))) for other in rule.others]
        found.pop((), None)
        return found

    def ways(
        self, asked: Sequence[str], *, kept: Iterable[str] = (), more: Iterable[Rule] = ()
    ) -> tuple[list[Terms], list[str]]:
        """Every way to say the terms `asked`, the first as asked, and the phrases that were added.

        Terms in `kept` are left as they are; `more` are rules of this query alone.
        """
        kept, by_terms = set(kept), self._by_terms
        if more := tuple(more):
            by_terms = {**by_terms, **self._read(more)}
        ways: list[Terms] = [()]
        added: list[str] = []
        at = 0
        while at < len(asked):
            said, others = _at(asked, at, by_terms, kept)
            added += [other for other, _ in others if other not in added]
            choices = [said, *(terms for _, terms in others)]
            ways = [way + choice for choice in choices for way in ways][:MOST_WAYS]
            at += len(said)
        return list(dict.fromkeys(ways)), added

    def as_json(self) -> str:
        stored = [[rule.said, *rule.others] for rule in self._rules]
        return json.dumps(stored, ensure_ascii=False)


def _at(
    asked: Sequence[str], at: int, by_terms: Lookup, kept: set[str]
) -> tuple[Terms, list[tuple[str, Terms]]]:
    """The longest phrase with a rule that starts here, and what else it may be called."""
    longest = max(map(len, by_terms), default=0)
    for length in range(min(longest, len(asked) - at), 0, -1):
        said = tuple(asked[at : at + length])
        if said in by_terms and kept.isdisjoint(said):
            return said, by_terms[said]
    return (asked[at],), []


def parse(text: str, name: str) -> list[Rule]:
    """The rules in a text, `sofa, couch, settee` or `tee => t-shirt` a line; `#` begins a remark.

    Raises `InvalidCatalogue` that names the line of `name` which is neither.
    """
    rules: list[Rule] = []
    for number, line in enumerate(text.splitlines(), 1):
        content = line.partition("#")[0].strip()
        found = list(_rules(content)) if content else []
        if content and not found:
            raise InvalidCatalogue(
                f"Line {number} of {name} says {content[:80]!r}, which is no synonym.",
                remedy="Write it as 'sofa, couch, settee' or 'tee => t-shirt'.",
                value=content[:80],
            )
        rules += found
    return rules


def _rules(content: str) -> Iterator[Rule]:
    said, arrow, others = content.partition("=>")
    if arrow:
        wanted = _phrases(others)
        yield from (Rule(phrase, wanted) for phrase in _phrases(said) if wanted)
    else:
        group = _phrases(content)
        if len(group) > 1:
            yield from (Rule(one, tuple(p for p in group if p != one)) for one in group)


def _phrases(listed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrase.strip() for phrase in listed.split(",") if phrase.strip()))
