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


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("without stripes", [(-1, "stripes")]),
        ("-red", [(-1, "red")]),
        ("like this, but not striped", [(-1, "striped")]),
        ("in red, no stripes", [(1, "in red"), (-1, "stripes")]),
        ("with no belt in green", [(1, "in green"), (-1, "belt")]),
        ("Without stripes and dots, in red", [(1, "in red"), (-1, "stripes and dots")]),
        ("3:red without stripes - 2:dots", [(3, "red"), (-3, "stripes"), (-2, "dots")]),
        ("ohne Streifen", [(-1, "Streifen")]),
        ("sans rayures", [(-1, "rayures")]),
        ("红色，不要条纹", [(1, "红色"), (-1, "条纹")]),
        ('red without "polka dots"', [(1, "red"), (-1, '"polka dots"')]),
        ("like this", []),
        ("for men", [(1, "for men")]),
        ("no 5 perfume", [(1, "no 5 perfume")]),
        ('"without stripes"', [(1, '"without stripes"')]),
        ("without", [(1, "without")]),
    ],
)
def test_beside_a_picture_words_say_what_is_to_be_otherwise(
    text: str, meant: list[tuple[float, str]]
) -> None:
    found = read_parts(text, beside=True)
    assert [(part.weight, part.text) for part in found] == meant
    assert read_parts(write_parts(found, beside=True), beside=True) == found


def test_words_alone_may_be_what_a_product_is_called() -> None:
    assert parts("tap without handle") == [(1, "tap without handle")]


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
