"""Hard conditions on products: `price<=80`, `category=Shoes`, `colour in red,blue`.

A filter decides which products may be found at all; it never changes a score. Columns are the
product's own (`category`, `brand`, `price`, `in_stock`, `currency`, `product_id`) and every
attribute of the catalogue.

Text is compared without regard to case or surrounding space. A category written as a path
(`Clothing > Shirts`) is also matched by each of its leading parts and by any single level, so
`category=Clothing` finds everything below it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from search.errors import InvalidFilter, nearest


class Op(StrEnum):
    EQ = "="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    IN = "in"


_EXPRESSION = re.compile(
    r"^\s*(?P<column>[^<>=!]+?)\s*(?P<op><=|>=|!=|==|=|<|>|\bin\b)\s*(?P<value>.*?)\s*$"
)
_ORDERED = {Op.LT: pc.less, Op.LE: pc.less_equal, Op.GT: pc.greater, Op.GE: pc.greater_equal}
_LEVELS = re.compile(r"\s*>\s*")
_HALF = re.compile("[\ud800-\udfff]")  # half a character: Arrow refuses to compare with it


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition; several are combined with *and*. `values` has one entry unless `op` is IN."""

    column: str
    op: Op
    values: tuple[str, ...]

    @classmethod
    def parse(cls, expression: str) -> Filter:
        """Reads `column op value`. Raises `InvalidFilter` for anything else."""
        match = _EXPRESSION.match(expression)
        if not match or not match["value"] or _HALF.search(expression):
            raise InvalidFilter(
                f"The filter {expression!r} cannot be read.",
                remedy="Write it as 'price<=80', 'category=Shoes' or 'colour in red,blue'.",
            )
        op = Op(match["op"].replace("==", "="))
        values = match["value"].split(",") if op is Op.IN else [match["value"]]
        cleaned = tuple(v.strip().strip("'\"") for v in values if v.strip())
        return cls(match["column"].strip(), op, cleaned)

    def __str__(self) -> str:
        space = " " if self.op is Op.IN else ""
        return f"{self.column}{space}{self.op}{space}{','.join(self.values)}"


class FilterColumns:
    """The columns of an index that can be filtered and counted, held as Arrow arrays."""

    def __init__(self, table: pa.Table) -> None:
        self._columns = {name: table.column(name).combine_chunks() for name in table.column_names}
        self._folded: dict[str, tuple[pa.Array, list[str]]] = {}
        self._meant: dict[str, Mapping[str, list[int]]] = {}
        self._tallies: dict[str, np.ndarray] = {}
        self.rows = table.num_rows

    @property
    def names(self) -> list[str]:
        return list(self._columns)

    def mask(self, filters: Sequence[Filter]) -> np.ndarray | None:
        """(rows,) bool of products that pass every filter, or None where nothing was asked.

        A product that lacks the column passes only `!=`. Raises `InvalidFilter` for an unknown
        column (and names the nearest) or a value that is no number where one is needed.
        """
        if not filters:
            return None
        mask = np.ones(self.rows, dtype=bool)
        for condition in filters:
            mask &= self._one(condition)
        return mask

    def facets(
        self,
        mask: np.ndarray | None,
        *,
        best: np.ndarray | None = None,
        groups: np.ndarray | None = None,
        most: int = 50,
    ) -> dict[str, dict[str, int]]:
        """Counts by value of each text or yes/no column over the products in `mask`; over groups of them
        where `groups` (rows,) says which each is in.

        Values that the `best` rows have come first, then the most frequent: whoever looks for lamps
        is offered kinds of lamps. Columns with more values than half the products are no facets.
        """
        counts: dict[str, dict[str, int]] = {}
        rows = None if mask is None else np.flatnonzero(mask)
        for name in self._countable:
            codes, labels = self.codes(name)
            tally = self._tally(name, rows, groups)
            first = np.zeros(len(labels), dtype=np.int64)
            if best is not None:
                first = np.bincount(codes[best][codes[best] >= 0], minlength=len(labels))
            leads = first > 0
            leads[largest(tally, most)] = True
            leading = np.flatnonzero(leads)
            order = leading[np.lexsort((-tally[leading], -first[leading]))][:most]
            found = {labels[i]: int(tally[i]) for i in order.tolist() if tally[i]}
            if found:
                counts[name] = found
        return counts

    @cached_property
    def _countable(self) -> list[str]:
        """The columns that are facets."""
        found = []
        for name, column in self._columns.items():
            if pa.types.is_floating(column.type) or name == "product_id":
                continue
            # Asked of Arrow first: a column of a million different texts is not to become a list.
            if pc.count_distinct(column).as_py() <= max(self.rows / 2, 2) + 1:
                labels = self.codes(name)[1]
                if 1 < len(labels) <= max(self.rows / 2, 2):
                    found.append(name)
        return found

    def _tally(self, name: str, rows: np.ndarray | None, groups: np.ndarray | None) -> np.ndarray:
        """(labels,) how many of the products in `rows`, all if None, or groups of them, have each value."""
        if rows is None and groups is None:  # what every query without a filter asks: counted once
            if name not in self._tallies:
                self._tallies[name] = self._tally(name, np.arange(self.rows), None)
            return self._tallies[name]
        codes, labels = self.codes(name)
        seen = codes if rows is None else codes[rows]
        if groups is not None:
            there = seen >= 0
            grouped = (groups if rows is None else groups[rows])[there]
            seen = np.unique(grouped * len(labels) + seen[there]) % len(labels)
        return np.bincount(seen + 1, minlength=len(labels) + 1)[1:]

    def _column(self, name: str) -> pa.Array:
        wanted = name.casefold()
        for known in self._columns:
            if known.casefold() == wanted:
                return self._columns[known]
        raise InvalidFilter(
            f"There is no column {name!r} to filter by.", remedy=nearest(name, self.names)
        )

    def _name(self, name: str) -> str:
        self._column(name)
        return str(next(k for k in self._columns if k.casefold() == name.casefold()))

    def first(self, name: str, label: str) -> int:
        """The first row whose value in a text column is `label`, one of its labels."""
        codes, labels = self.codes(name)
        return int(np.argmax(codes == labels.index(label)))

    def is_text(self, name: str) -> bool:
        return bool(pa.types.is_string(self._column(name).type))

    def labelled(self, name: str) -> np.ndarray:
        """(rows,) which value of a text or yes/no column each product has, -1 for none.

        Raises `InvalidFilter` for a column that is not there, or is a number.
        """
        if pa.types.is_floating(self._column(name).type):
            raise InvalidFilter(
                f"{name!r} is a number: products cannot be grouped by it.",
                remedy="Group by a column of text.",
            )
        return self.codes(self._name(name))[0]

    def codes(self, name: str) -> tuple[np.ndarray, list[str]]:
        """(rows,) codes into labels, -1 where the value is missing or empty; computed once."""
        if name not in self._folded:
            column = self._columns[name]
            if pa.types.is_boolean(column.type):
                column = pc.if_else(column, "yes", "no")
            column = pc.if_else(pc.equal(column, ""), None, column)
            coded = pc.dictionary_encode(column)
            codes = pc.fill_null(coded.indices, -1).to_numpy(zero_copy_only=False)
            labels = [str(v) for v in coded.dictionary.to_pylist()]
            # As narrow as they can be: counts of a filter gather them from all over.
            narrow = np.min_scalar_type(-len(labels) - 2)
            self._folded[name] = (codes.astype(narrow), labels)
        return self._folded[name]

    def _written(self, name: str) -> Mapping[str, list[int]]:
        """The codes of the labels that each text means; computed once."""
        if name not in self._meant:
            meant: dict[str, list[int]] = {}
            for code, label in enumerate(self.codes(name)[1]):
                for form in _forms(name, label):
                    meant.setdefault(form, []).append(code)
            self._meant[name] = meant
        return self._meant[name]

    def _one(self, condition: Filter) -> np.ndarray:
        column = self._column(condition.column)
        if pa.types.is_floating(column.type):
            numbers = column.to_numpy(zero_copy_only=False)
            with np.errstate(invalid="ignore"):
                return np.asarray(_compare_numbers(numbers, condition), dtype=np.bool_)
        if condition.op in _ORDERED:
            if pa.types.is_boolean(column.type):
                raise InvalidFilter(
                    f"{condition.column!r} is yes or no; it cannot be compared with {condition.op}."
                )
            # Text in order: dates in ISO form compare as a shop expects.
            found = _ORDERED[condition.op](column, condition.values[0])
            return np.asarray(pc.fill_null(found, False), dtype=np.bool_)
        name = self._name(condition.column)
        codes, labels = self.codes(name)
        wanted = {_fold(value) for value in condition.values}
        if pa.types.is_boolean(column.type):
            wanted = {_yes_no(value, condition) for value in wanted}
        keep = np.zeros(len(labels) + 1, dtype=bool)
        for value in wanted:
            keep[self._written(name).get(value, [])] = True
        found = keep[codes]  # a missing value has code -1: the last entry, False
        return np.asarray(~found if condition.op is Op.NE else found)


def largest(values: np.ndarray, k: int) -> np.ndarray:
    """Positions of the k largest, in no order; of equal ones at the border, the first."""
    if len(values) <= k:
        return np.arange(len(values))
    border = np.partition(values, -k)[-k]
    above, level = np.flatnonzero(values > border), np.flatnonzero(values == border)
    return np.concatenate([above, level[: k - len(above)]])


def _compare_numbers(numbers: np.ndarray, condition: Filter) -> np.ndarray:
    try:
        values = [float(value) for value in condition.values]
    except ValueError:
        raise InvalidFilter(
            f"{condition.column!r} is a number; {', '.join(condition.values)!r} is not.",
            remedy=f"Write it as '{condition.column}<=80'.",
        ) from None
    match condition.op:
        case Op.LT:
            return numbers < values[0]
        case Op.LE:
            return numbers <= values[0]
        case Op.GT:
            return numbers > values[0]
        case Op.GE:
            return numbers >= values[0]
        case Op.NE:
            return ~np.isin(numbers, values)
        case _:
            return np.isin(numbers, values)


def _fold(value: str) -> str:
    return " ".join(value.split()).casefold()


def _forms(column: str, label: str) -> set[str]:
    """The texts that mean `label`: itself, and for a category path its levels and prefixes."""
    if column != "category" or ">" not in label:
        return {_fold(label)}
    levels = _LEVELS.split(_fold(label))
    prefixes = {" > ".join(levels[: i + 1]) for i in range(len(levels))}
    return prefixes | set(levels)


def _yes_no(value: str, condition: Filter) -> str:
    words: Mapping[str, str] = {
        "true": "yes",
        "1": "yes",
        "y": "yes",
        "false": "no",
        "0": "no",
        "n": "no",
    }
    answer = words.get(value, value)
    if answer not in ("yes", "no"):
        raise InvalidFilter(f"{condition.column!r} is yes or no; {value!r} is neither.")
    return answer
