"""What was wrong with single rows of a catalogue: data, for which a build never stops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    MISSING_ID = "missing_id"
    DUPLICATE_ID = "duplicate_id"
    EMPTY_PRODUCT = "empty_product"
    BAD_PRICE = "bad_price"
    BAD_STOCK = "bad_stock"
    PICTURE_MISSING = "picture_missing"
    PICTURE_REFUSED = "picture_refused"
    PICTURE_UNREADABLE = "picture_unreadable"
    UNKNOWN_PRODUCT_IN_VIEWS = "unknown_product_in_views"
    ENCODING_GUESSED = "encoding_guessed"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """`row` counts data rows from 1, as a spreadsheet without its header line would.

    Row 0 is the file as a whole.
    """

    kind: Kind
    row: int
    product_id: str
    field: str
    message: str

    def as_dict(self) -> dict[str, str | int]:
        return {
            "kind": self.kind.value,
            "row": self.row,
            "product_id": self.product_id,
            "field": self.field,
            "message": self.message,
        }


def by_kind(problems: Iterable[RowProblem]) -> dict[str, int]:
    return dict(Counter(problem.kind.value for problem in problems).most_common())
