"""The grammar of the search box."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import InvalidQuery
from search.grammar import TextPart, read_parts, write_parts


def parts(text: str) -> list[tuple[float, str]]:
    return [(part.weight, part.text) for part in read_parts(text)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2:linen + shirt - stripes", [(2, "linen"), (1, "shirt"), (-1, "stripes")]),
        ("shirt -stripes", [(1, "shirt"), (-1, "stripes")]),
        ("shirt - 2:stripes", [(1, "shirt"), (-2, "stripes")]),
        ("-red shirt + 0.5:hat", [(-1, "red shirt"), (0.5, "hat")]),
        ('shirt -"red + blue"', [(1, "shirt"), (-1, '"red + blue"')]),
        ("2:亚麻 + 衬衫", [(2, "亚麻"), (1, "衬衫")]),
        ("", []),
    ],
)
def test_signs_and_weights_part_a_text(text: str, meant: list[tuple[float, str]]) -> None:
    assert parts(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "red linen shirt", "Harbour tee - navy", "t-shirt", "drill -18 v", "16:9 monitor",
        '"a + b" c', "-red", "- red", "black+decker", "ratio 2:1", "shirt +",
    ],
)  # fmt: skip
def test_signs_that_shoppers_paste_are_no_grammar(text: str) -> None:
    assert parts(text) == [(1, text)]


def test_a_weight_or_a_crowd_of_parts_is_refused() -> None:
    with pytest.raises(InvalidQuery, match="weight of 'linen' is 11"):
        read_parts("11:linen + shirt")
    with pytest.raises(InvalidQuery, match="13 parts; the limit is 12"):
        read_parts(" + ".join("abcdefghijklm"))


_WORDS = st.sampled_from(["linen", "red shirt", "stripes", '"a + b"', "t-shirt", "衬衫"])
_PARTS = st.lists(
    st.builds(TextPart, st.sampled_from([1.0, 2.0, 0.5, -1.0, -2.0]), _WORDS), max_size=6
).filter(lambda found: any(part.weight > 0 for part in found))


@given(_PARTS)
def test_what_is_written_reads_the_same(found: list[TextPart]) -> None:
    again = read_parts(write_parts(found))
    assert sorted(again, key=repr) == sorted(found, key=repr)


def test_where_nothing_is_wanted_nothing_is_written() -> None:
    assert write_parts([TextPart(-1, "red")]) == ""
