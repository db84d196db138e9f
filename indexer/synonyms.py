"""The shop's synonyms, from a file that a person can write.

sofa, couch, settee         each may be said for each
tee => t-shirt              a tee is a t-shirt; not every t-shirt is a tee
# anything behind this is a remark
"""

from __future__ import annotations

from pathlib import Path

from search.errors import InvalidCatalogue
from search.synonyms import Rule, parse


def read_synonyms(path: Path) -> list[Rule]:
    """Raises `InvalidCatalogue` that names the line which is neither of the two forms."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except ValueError:
        raise InvalidCatalogue(f"{path} is no text in UTF-8.", remedy="Save it as UTF-8.") from None
    return parse(text, str(path))
