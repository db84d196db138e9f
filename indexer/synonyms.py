"""The shop's synonyms, from a file that a person can write.

sofa, couch, settee         each may be said for each
tee => t-shirt              a tee is a t-shirt; not every t-shirt is a tee
# anything behind this is a remark
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from search.errors import InvalidCatalogue
from search.synonyms import Rule


def read_synonyms(path: Path) -> list[Rule]:
    """Raises `InvalidCatalogue` that names the line which is neither of the two forms."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except ValueError:
        raise InvalidCatalogue(f"{path} is no text in UTF-8.", remedy="Save it as UTF-8.") from None
    rules: list[Rule] = []
    for number, line in enumerate(lines, 1):
        content = line.partition("#")[0].strip()
        found = list(_rules(content)) if content else []
        if content and not found:
            raise InvalidCatalogue(
                f"Line {number} of {path} says {content[:80]!r}, which is no synonym.",
                remedy="Write it as 'sofa, couch, settee' or 'tee => t-shirt'.",
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
